//! Numbers of 16 bits (IEEE 754 binary16) to 32 and back, exactly.

/// The same number in 32 bits. Every number of 16 bits has one.
pub(super) fn widen(half: u16) -> f32 {
    let sign = u32::from(half >> 15) << 31;
    let exponent = u32::from(half >> 10) & 0x1f;
    let fraction = u32::from(half) & 0x3ff;
    let bits = match (exponent, fraction) {
        (0, 0) => 0,
        // Below the smallest normal number: 32 bits have room to write it as a normal one.
        (0, _) => {
            let shift = fraction.leading_zeros() - 21;
            ((113 - shift) << 23) | ((fraction << (13 + shift)) & 0x7f_ffff)
        }
        (0x1f, _) => 0x7f80_0000 | (fraction << 13),
        (_, _) => ((exponent + 112) << 23) | (fraction << 13),
    };
    f32::from_bits(sign | bits)
}

/// The same number in 16 bits, or nothing where it has none: a number that never was one of 16 bits is not rounded.
pub(super) fn narrow(number: f32) -> Option<u16> {
    let bits = number.to_bits();
    let sign = (bits >> 16) as u16 & 0x8000;
    let exponent = (bits >> 23) & 0xff;
    let fraction = bits & 0x7f_ffff;
    let half = match exponent {
        0 => 0,
        103..=112 => ((0x80_0000 | fraction) >> (126 - exponent)) as u16,
        113..=142 => (((exponent - 112) << 10) | (fraction >> 13)) as u16,
        0xff => 0x7c00 | (fraction >> 13) as u16,
        _ => return None,
    };
    let half = sign | half;
    (widen(half).to_bits() == bits).then_some(half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers_are_widened() {
        let cases = [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x7bff, 65504.0),
            (0x0001, 2.0_f32.powi(-24)),
            (0x03ff, 1023.0 * 2.0_f32.powi(-24)),
            (0x0400, 2.0_f32.powi(-14)),
            (0x7c00, f32::INFINITY),
            (0xfc00, f32::NEG_INFINITY),
        ];
        for (half, number) in cases {
            assert_eq!(widen(half).to_bits(), f32::to_bits(number), "{half:#06x}");
        }
        assert!(widen(0x7e00).is_nan());
        assert_eq!(widen(0x8000).to_bits(), (-0.0_f32).to_bits());
    }

    #[test]
    fn every_number_of_16_bits_comes_back() {
        for half in 0..=u16::MAX {
            assert_eq!(narrow(widen(half)), Some(half), "{half:#06x}");
        }
    }

    #[test]
    fn a_number_that_16_bits_cannot_hold_is_not_rounded() {
        for number in [0.1_f32, 65505.0, 1e-8, 2.0_f32.powi(-25), 1e30, f32::from_bits(1)] {
            assert_eq!(narrow(number), None, "{number}");
        }
    }
}
