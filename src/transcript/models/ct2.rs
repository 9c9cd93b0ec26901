//! Reads the weights of `CTranslate2` (binary version 6), trusting nothing.
//!
//! ```text
//! u32 version = 6 · name of the architecture · u32 its revision
//! u32 count, then for each tensor: name · u8 rank · u32 dims[rank] · u8 kind · u32 bytes · data
//! u32 count, then for each alias: name · name
//! ```
//! A name is a u16 length, which counts the closing zero byte, and the letters. All numbers are little-endian.

use std::collections::BTreeMap;

use super::half::{narrow, widen};

/// The only version that is read.
const VERSION: u32 = 6;
/// Dimensions of a tensor; Whisper's have at most three.
const MOST_DIMS: u8 = 8;

/// Why weights cannot be read or are not Whisper's.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Ct2Error {
    /// Another version, or no `CTranslate2` model at all.
    #[error("it is not a CTranslate2 model of version {VERSION} (its first number is {version})")]
    Version {
        /// The first number of the file.
        version: u32,
    },
    /// A model of another kind.
    #[error("it is a CTranslate2 model of the kind {kind:?}, not Whisper")]
    NotWhisper {
        /// What it calls itself.
        kind: String,
    },
    /// The bytes end too soon.
    #[error("the weights end too soon, after {bytes} bytes: a part is missing or cut short")]
    CutShort {
        /// How many bytes there are.
        bytes: usize,
    },
    /// Bytes follow the end.
    #[error("{bytes} bytes follow the end of the weights: two models, or parts of different ones")]
    LeftOver {
        /// How many.
        bytes: usize,
    },
    /// A name is not text.
    #[error("the name of a tensor is not text")]
    Name,
    /// A tensor's data does not fit its dimensions or its place in Whisper.
    #[error("the tensor {tensor:?} has another shape than Whisper's")]
    Shape {
        /// The tensor.
        tensor: String,
    },
    /// Whisper needs a tensor that is not there.
    #[error("the tensor {tensor:?} is missing")]
    Missing {
        /// The tensor.
        tensor: String,
    },
    /// The weights were rounded after training, so that the official file cannot be made of them.
    #[error(
        "the tensor {tensor:?} is not made of 16-bit floating-point numbers: the weights are not the original ones"
    )]
    Rounded {
        /// The tensor.
        tensor: String,
    },
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Float32,
    Float16,
    /// Whole or shortened numbers of this many bytes; no weight of the original is one.
    Other(u8),
}

impl Kind {
    fn of(code: u8) -> Option<Self> {
        match code {
            0 => Some(Kind::Float32),
            4 => Some(Kind::Float16),
            1 => Some(Kind::Other(1)),
            2 | 5 => Some(Kind::Other(2)),
            3 => Some(Kind::Other(4)),
            _ => None,
        }
    }

    fn bytes(self) -> u8 {
        match self {
            Kind::Float32 => 4,
            Kind::Float16 => 2,
            Kind::Other(bytes) => bytes,
        }
    }
}

/// A table of numbers, still as bytes.
#[derive(Debug, Clone)]
pub(super) struct Tensor<'a> {
    name: &'a str,
    dims: Vec<u32>,
    kind: Kind,
    data: &'a [u8],
}

impl Tensor<'_> {
    /// Its dimensions, if it has `N` of them and none is zero.
    pub(super) fn dims<const N: usize>(&self) -> Result<[u32; N], Ct2Error> {
        let dims = <[u32; N]>::try_from(self.dims.as_slice()).map_err(|_| self.misshapen())?;
        if dims.contains(&0) { Err(self.misshapen()) } else { Ok(dims) }
    }

    /// All dimensions.
    pub(super) fn all_dims(&self) -> &[u32] {
        &self.dims
    }

    /// That its shape is wrong.
    pub(super) fn misshapen(&self) -> Ct2Error {
        Ct2Error::Shape { tensor: self.name.to_owned() }
    }

    /// The rows that are the `part`th of `parts` equal ones.
    pub(super) fn rows(&self, part: u32, parts: u32) -> Result<Self, Ct2Error> {
        let Some((&rows, rest)) = self.dims.split_first() else { return Err(self.misshapen()) };
        if !rows.is_multiple_of(parts) {
            return Err(self.misshapen());
        }
        let size = self.data.len() / parts as usize;
        let data = &self.data[size * part as usize..][..size];
        let dims = [&[rows / parts], rest].concat();
        Ok(Tensor { name: self.name, dims, kind: self.kind, data })
    }

    /// Whether all its numbers are zero.
    pub(super) fn is_zero(&self) -> bool {
        self.data.iter().all(|&byte| byte == 0)
    }

    /// A single whole number of one to four bytes.
    pub(super) fn whole_number(&self) -> Result<u32, Ct2Error> {
        if !self.dims.iter().all(|&dim| dim == 1) || self.data.len() > 4 {
            return Err(self.misshapen());
        }
        Ok(self.data.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte)))
    }

    /// The numbers in 16 bits each, as they are written in a ggml file.
    pub(super) fn as_f16(&self) -> Result<Vec<u8>, Ct2Error> {
        match self.kind {
            Kind::Float16 => Ok(self.data.to_vec()),
            Kind::Float32 => {
                let halves = self.data.as_chunks().0.iter().map(|&bytes| narrow(f32::from_le_bytes(bytes)));
                let halves: Option<Vec<u16>> = halves.collect();
                let halves = halves.ok_or_else(|| self.rounded())?;
                Ok(halves.into_iter().flat_map(u16::to_le_bytes).collect())
            }
            Kind::Other(_) => Err(self.rounded()),
        }
    }

    /// The numbers in 32 bits each, as they are written in a ggml file.
    pub(super) fn as_f32(&self) -> Result<Vec<u8>, Ct2Error> {
        match self.kind {
            Kind::Float32 => Ok(self.data.to_vec()),
            Kind::Float16 => {
                let halves = self.data.as_chunks().0.iter().map(|&bytes| u16::from_le_bytes(bytes));
                Ok(halves.flat_map(|half| widen(half).to_le_bytes()).collect())
            }
            Kind::Other(_) => Err(self.rounded()),
        }
    }

    fn rounded(&self) -> Ct2Error {
        Ct2Error::Rounded { tensor: self.name.to_owned() }
    }
}

/// The tensors of a Whisper model by their names.
#[derive(Debug)]
pub(super) struct Weights<'a> {
    tensors: BTreeMap<&'a str, Tensor<'a>>,
}

impl<'a> Weights<'a> {
    /// Finds the tensors in a file.
    pub(super) fn read(file: &'a [u8]) -> Result<Self, Ct2Error> {
        let mut bytes = Bytes { rest: file, total: file.len() };
        let version = bytes.u32()?;
        if version != VERSION {
            return Err(Ct2Error::Version { version });
        }
        let kind = bytes.name()?;
        if kind != "WhisperSpec" {
            return Err(Ct2Error::NotWhisper { kind: kind.to_owned() });
        }
        bytes.u32()?;
        let mut tensors = BTreeMap::new();
        for _ in 0..bytes.u32()? {
            let tensor = bytes.tensor()?;
            if tensors.insert(tensor.name, tensor.clone()).is_some() {
                return Err(tensor.misshapen());
            }
        }
        for _ in 0..bytes.u32()? {
            bytes.name()?;
            bytes.name()?;
        }
        match bytes.rest.len() {
            0 => Ok(Weights { tensors }),
            bytes => Err(Ct2Error::LeftOver { bytes }),
        }
    }

    /// The tensor of this name.
    pub(super) fn get(&self, name: &str) -> Result<&Tensor<'a>, Ct2Error> {
        self.tensors.get(name).ok_or_else(|| Ct2Error::Missing { tensor: name.to_owned() })
    }

    /// Whether there is a tensor of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.tensors.contains_key(name)
    }
}

/// What is still to be read.
struct Bytes<'a> {
    rest: &'a [u8],
    total: usize,
}

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Ct2Error> {
        let cut = self.rest.split_at_checked(count);
        let (taken, rest) = cut.ok_or(Ct2Error::CutShort { bytes: self.total })?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Ct2Error> {
        let taken = self.take(N)?;
        taken.try_into().map_err(|_| Ct2Error::CutShort { bytes: self.total })
    }

    fn u8(&mut self) -> Result<u8, Ct2Error> {
        self.array().map(u8::from_le_bytes)
    }

    fn u16(&mut self) -> Result<u16, Ct2Error> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, Ct2Error> {
        self.array().map(u32::from_le_bytes)
    }

    fn name(&mut self) -> Result<&'a str, Ct2Error> {
        let length = self.u16()?;
        let letters = self.take(usize::from(length))?.strip_suffix(b"\0").ok_or(Ct2Error::Name)?;
        std::str::from_utf8(letters).map_err(|_| Ct2Error::Name)
    }

    fn tensor(&mut self) -> Result<Tensor<'a>, Ct2Error> {
        let name = self.name()?;
        let misshapen = || Ct2Error::Shape { tensor: name.to_owned() };
        let rank = self.u8()?;
        if rank > MOST_DIMS {
            return Err(misshapen());
        }
        let dims: Vec<u32> = (0..rank).map(|_| self.u32()).collect::<Result<_, _>>()?;
        let kind = Kind::of(self.u8()?).ok_or_else(misshapen)?;
        let length = self.u32()?;
        let count =
            dims.iter().try_fold(u64::from(kind.bytes()), |product, &dim| product.checked_mul(dim.into()));
        if count != Some(length.into()) {
            return Err(misshapen());
        }
        Ok(Tensor { name, dims, kind, data: self.take(length as usize)? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::mini::{FLOAT16, INT8, Mini, Raw};
    use super::*;

    type Spoil = fn(&mut Mini);
    type Is = fn(&Ct2Error) -> bool;

    #[test]
    fn the_tensors_of_a_model_are_found() {
        let bytes = Mini::whisper().bytes();
        let weights = Weights::read(&bytes).unwrap();
        let table = weights.get("encoder/conv1/weight").unwrap();
        assert_eq!(table.dims(), Ok([2, 80, 3]));
        assert_eq!(weights.get("decoder/num_heads").unwrap().whole_number(), Ok(1));
        assert!(weights.has("decoder/layer_0/ffn/linear_0/weight"));
        let error = weights.get("decoder/layer_1/ffn/linear_0/weight").unwrap_err();
        assert_eq!(error.to_string(), "the tensor \"decoder/layer_1/ffn/linear_0/weight\" is missing");
    }

    #[test]
    fn odd_files_are_refused() {
        let whole = Mini::whisper();
        let cases: [(&str, Spoil, Is); 8] = [
            ("version", |mini| mini.version = 5, |e| matches!(e, Ct2Error::Version { version: 5 })),
            ("kind", |mini| mini.kind = "GPT", |e| matches!(e, Ct2Error::NotWhisper { .. })),
            ("too few dims", |mini| mini.tensors[1].dims = vec![4], |e| matches!(e, Ct2Error::Shape { .. })),
            (
                "dims beyond 64 bits",
                |mini| mini.tensors[1].dims = vec![u32::MAX; 8],
                |e| matches!(e, Ct2Error::Shape { .. }),
            ),
            ("rank", |mini| mini.tensors[1].dims = vec![1; 9], |e| matches!(e, Ct2Error::Shape { .. })),
            ("kind of number", |mini| mini.tensors[1].kind = 9, |e| matches!(e, Ct2Error::Shape { .. })),
            (
                "twice",
                |mini| mini.tensors.push(mini.tensors[0].clone()),
                |e| matches!(e, Ct2Error::Shape { .. }),
            ),
            (
                "zero in a name",
                |mini| mini.tensors[1].name = "a\0b".repeat(30_000),
                |e| !matches!(e, Ct2Error::Version { .. }),
            ),
        ];
        for (what, spoil, is) in cases {
            let mut mini = whole.clone();
            spoil(&mut mini);
            let error = Weights::read(&mini.bytes()).expect_err(what);
            assert!(is(&error), "{what}: {error:?}");
        }
        let mut longer = whole.bytes();
        longer.push(0);
        assert_eq!(Weights::read(&longer).unwrap_err(), Ct2Error::LeftOver { bytes: 1 });
    }

    #[test]
    fn a_model_that_is_cut_anywhere_is_refused() {
        let bytes = Mini::whisper().bytes();
        for length in 0..bytes.len() {
            let error = Weights::read(&bytes[..length]).unwrap_err();
            assert_eq!(error, Ct2Error::CutShort { bytes: length });
        }
    }

    #[test]
    fn numbers_that_were_rounded_are_refused() {
        let raw = |kind, data: &[u8]| {
            let tensors = vec![Raw { name: "t".to_owned(), dims: vec![1], kind, data: data.to_vec() }];
            Mini { version: 6, kind: "WhisperSpec", tensors }.bytes()
        };
        let one = raw(FLOAT16, &0x3c00_u16.to_le_bytes());
        let one = Weights::read(&one).unwrap();
        assert_eq!(one.get("t").unwrap().as_f32(), Ok(1.0_f32.to_le_bytes().to_vec()));
        let third = raw(super::super::mini::FLOAT32, &(1.0_f32 / 3.0).to_le_bytes());
        let third = Weights::read(&third).unwrap();
        assert!(matches!(third.get("t").unwrap().as_f16(), Err(Ct2Error::Rounded { .. })));
        let whole = raw(INT8, &[1]);
        let whole = Weights::read(&whole).unwrap();
        assert!(matches!(whole.get("t").unwrap().as_f32(), Err(Ct2Error::Rounded { .. })));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_bytes_make_it_panic(place in 0..4000_usize, byte: u8, cut in 0..6000_usize) {
            let mut bytes = Mini::whisper().bytes();
            let place = place % bytes.len();
            bytes[place] = byte;
            bytes.truncate(cut.max(1));
            if let Ok(weights) = Weights::read(&bytes) {
                let _ = super::super::ggml::write(&mut std::io::sink(), &weights, &[]);
            }
        }
    }
}
