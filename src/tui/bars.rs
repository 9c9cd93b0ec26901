//! Time and level as bars of plain characters, so that they can be read without colour.

use crate::prompt::TimeTarget;
use crate::time::Length;

/// The level below which the bar is empty, in dBFS: quiet rooms are at about -60.
const FLOOR: f32 = -60.0;

/// How far an answer is, as the line below the question says it.
///
/// The marks are those of the question's target; no mark ever stops anything.
pub(super) fn how_far(at: Length, target: &TimeTarget) -> String {
    let seconds = at.seconds() as u32;
    let (from, to) = (clock(target.target_from), clock(target.target_to));
    let says = if seconds >= target.soft_max {
        "over time; close now".to_owned()
    } else if seconds >= target.target_to {
        "time to close".to_owned()
    } else if seconds >= target.target_from {
        format!("right length from here, up to {to}")
    } else {
        format!("aim for {from} to {to}")
    };
    format!("{}  {says}", at.clock())
}

/// The bar of the time, and below it the marks at the target's beginning, its end, and where it is too much.
///
/// ```text
/// [=============>            |                        |           |      ]
///                          1:00                     2:00        2:30
/// ```
pub(super) fn time(at: Length, target: &TimeTarget, columns: usize) -> (String, String) {
    let inside = columns.saturating_sub(2);
    if inside == 0 {
        return (String::new(), String::new());
    }
    let now = at.seconds();
    // A little room after the last mark, and all of it for an answer that goes on and on.
    let whole = (f64::from(target.soft_max) * 1.1).max(now).max(1.0);
    let place = |seconds: f64| ((seconds / whole * inside as f64) as usize).min(inside - 1);
    let mut bar = vec![' '; inside];
    let tip = place(now);
    bar[..tip].fill('=');
    if now > 0.0 {
        bar[tip] = '>';
    }
    let mut marks = vec![' '; columns];
    let mut free_from = 0;
    for seconds in [target.target_from, target.target_to, target.soft_max] {
        let mark = place(f64::from(seconds));
        bar[mark] = '|';
        let label = clock(seconds);
        let begin = (mark + 1).saturating_sub(label.len() / 2).min(columns.saturating_sub(label.len()));
        // Where two marks stand close together, the first one has its label.
        if begin >= free_from && begin + label.len() <= columns {
            marks.splice(begin..begin + label.len(), label.chars());
            free_from = begin + label.len() + 1;
        }
    }
    let marks: String = marks.into_iter().collect();
    (format!("[{}]", bar.into_iter().collect::<String>()), marks.trim_end().to_owned())
}

/// The level as a bar: `[######    ]`.
pub(super) fn level(dbfs: f32, columns: usize) -> String {
    let inside = columns.saturating_sub(2);
    let share = if dbfs.is_finite() { ((dbfs - FLOOR) / -FLOOR).clamp(0.0, 1.0) } else { 0.0 };
    let full = (share * inside as f32).round() as usize;
    format!("[{}{}]", "#".repeat(full.min(inside)), " ".repeat(inside - full.min(inside)))
}

/// A place in a recording as a bar: `[====>     ]`.
pub(super) fn place(at: Length, of: Length, columns: usize) -> String {
    let inside = columns.saturating_sub(2);
    if inside == 0 {
        return String::new();
    }
    let share = if of > Length::ZERO { (at.seconds() / of.seconds()).clamp(0.0, 1.0) } else { 0.0 };
    let tip = ((share * inside as f64) as usize).min(inside - 1);
    format!("[{}>{}]", "=".repeat(tip), " ".repeat(inside - 1 - tip))
}

/// Seconds as on a clock: 1:04.
pub(super) fn clock(seconds: u32) -> String {
    Length::from_millis(u64::from(seconds) * 1000).clock()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seconds(seconds: u64) -> Length {
        Length::from_millis(seconds * 1000)
    }

    #[test]
    fn each_mark_of_the_target_has_its_words() {
        let target = TimeTarget::default();
        for (at, says) in [
            (0, "0:00  aim for 1:00 to 2:00"),
            (59, "0:59  aim for 1:00 to 2:00"),
            (60, "1:00  right length from here, up to 2:00"),
            (120, "2:00  time to close"),
            (150, "2:30  over time; close now"),
            (4000, "66:40  over time; close now"),
        ] {
            assert_eq!(how_far(seconds(at), &target), says);
        }
    }

    #[test]
    fn the_bar_of_the_time_shows_the_marks_before_and_after_they_are_passed() {
        let (bar, marks) = time(seconds(30), &TimeTarget::default(), 42);
        assert_eq!(bar, "[=======>      |              |      |   ]");
        assert_eq!(marks, "             1:00           2:00   2:30");
        let (bar, _) = time(seconds(130), &TimeTarget::default(), 42);
        assert_eq!(bar, "[==============|==============|=>    |   ]");
    }

    #[test]
    fn the_level_is_empty_at_silence_and_full_at_full_scale() {
        assert_eq!(level(f32::NEG_INFINITY, 12), "[          ]");
        assert_eq!(level(-60.0, 12), "[          ]");
        assert_eq!(level(-30.0, 12), "[#####     ]");
        assert_eq!(level(3.0, 12), "[##########]");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_bar_is_as_wide_as_it_may_be(
            at in any::<u32>(), from in any::<u32>(), to in any::<u32>(), over in any::<u32>(), dbfs in any::<f32>(),
            columns in 3..300_usize,
        ) {
            let target = TimeTarget { think: 0, target_from: from, target_to: to, soft_min: 0, soft_max: over };
            let (bar, marks) = time(seconds(at.into()), &target, columns);
            prop_assert_eq!(bar.len(), columns);
            prop_assert!(marks.len() <= columns);
            prop_assert_eq!(level(dbfs, columns).len(), columns);
            prop_assert_eq!(place(seconds(at.into()), seconds(from.into()), columns).len(), columns);
        }
    }
}
