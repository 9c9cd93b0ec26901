//! Names of sessions and takes. Only what has this form is ours, so no name can lead out of the folder.

use std::fmt;

/// The name of a session and of its folder: when it began, as in `2026-11-22-0412`, or `2026-11-22-0412-2` for
/// the second of that minute.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SessionId {
    text: String,
    /// 1 for the first of its minute.
    nth: u32,
}

/// Length of `2026-11-22-0412`.
const STAMP: usize = 15;

impl SessionId {
    /// The name in a text, if it is one, to the letter.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (stamp, rest) = text.split_at_checked(STAMP)?;
        let form = |(place, byte): (usize, u8)| match place {
            4 | 7 | 10 => byte == b'-',
            _ => byte.is_ascii_digit(),
        };
        if !stamp.bytes().enumerate().all(form) {
            return None;
        }
        let nth = match rest.strip_prefix('-') {
            None if rest.is_empty() => 1,
            None => return None,
            Some(digits) => number(digits).filter(|nth| *nth > 1)?,
        };
        Some(SessionId { text: text.to_owned(), nth })
    }

    /// The nth session of a minute, which is written as `2026-11-22-0412`.
    pub(super) fn nth(stamp: &str, nth: u32) -> Option<Self> {
        SessionId::read(&if nth == 1 { stamp.to_owned() } else { format!("{stamp}-{nth}") })
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// In the order in which they began.
impl Ord for SessionId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (&self.text[..STAMP], self.nth).cmp(&(&other.text[..STAMP], other.nth))
    }
}

impl PartialOrd for SessionId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The name of a take as the user sees it: `2026-11-22-0412/1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TakeName {
    pub session: SessionId,
    /// From 1.
    pub number: u32,
}

impl fmt::Display for TakeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.session, self.number)
    }
}

/// The number of a take or of a session in its minute: digits without a sign or a zero in front.
pub(super) fn number(digits: &str) -> Option<u32> {
    let is_plain = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    digits.parse().ok().filter(|_| is_plain)
}

/// The files of a take, by what comes after its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Asked,
    Wav,
    Words,
    Corrections,
    Sections,
    Scored,
    ReportJson,
    ReportText,
    ReportMarkdown,
}

impl Part {
    pub(super) const ALL: [Part; 9] = [
        Part::Asked,
        Part::Wav,
        Part::Words,
        Part::Corrections,
        Part::Sections,
        Part::Scored,
        Part::ReportJson,
        Part::ReportText,
        Part::ReportMarkdown,
    ];

    fn ending(self) -> &'static str {
        match self {
            Part::Asked => "json",
            Part::Wav => "wav",
            Part::Words => "words.json",
            Part::Corrections => "corrections.json",
            Part::Sections => "sections.json",
            Part::Scored => "scored.json",
            Part::ReportJson => "report.json",
            Part::ReportText => "report.txt",
            Part::ReportMarkdown => "report.md",
        }
    }

    /// The name of this file of the take with a number.
    pub(super) fn file(self, take: u32) -> String {
        format!("take-{take:04}.{}", self.ending())
    }

    /// The take and the kind of file that a name belongs to; nothing where it is not one of ours.
    pub(super) fn of(file: &str) -> Option<(u32, Part)> {
        let (digits, ending) = file.strip_prefix("take-")?.split_once('.')?;
        let take = number(digits.trim_start_matches('0'))?;
        let part = Part::ALL.into_iter().find(|part| part.ending() == ending)?;
        (part.file(take) == file).then_some((take, part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_made_here_is_a_name() {
        for name in ["2026-11-22-0412", "2026-11-22-0412-2", "2026-11-22-0412-10"] {
            assert_eq!(SessionId::read(name).unwrap().as_str(), name);
        }
        for name in [
            "",
            ".",
            "..",
            "../2026-11-22-0412",
            "2026-11-22-0412/..",
            "2026-11-22-0412-",
            "2026-11-22-0412-1",
            "2026-11-22-0412-02",
            "2026-11-22-0412-+2",
            "2026-11-22-0412\u{1b}[2J",
            "2026-11-22-041\u{e9}",
            "2026-11-22 0412",
            "2026-11-22-0412-99999999999",
        ] {
            assert_eq!(SessionId::read(name), None, "{name:?}");
        }
    }

    #[test]
    fn sessions_stand_in_the_order_in_which_they_began() {
        let names = ["2026-11-22-0412", "2026-11-22-0412-2", "2026-11-22-0412-10", "2026-11-22-0413"];
        let ids: Vec<SessionId> = names.iter().filter_map(|name| SessionId::read(name)).collect();
        assert!(ids.len() == 4 && ids.is_sorted());
    }

    #[test]
    fn a_file_of_a_take_is_told_by_its_name() {
        for part in Part::ALL {
            for take in [1, 42, 9999, 10_000] {
                assert_eq!(Part::of(&part.file(take)), Some((take, part)));
            }
        }
        for file in
            ["take-1.wav", "take-0000.wav", "take-0001.mp3", "take-0001.words.json~", "lock", "take-.wav"]
        {
            assert_eq!(Part::of(file), None, "{file}");
        }
    }
}
