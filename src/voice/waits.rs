//! How long a voice may take for each thing.

use std::time::Duration;

/// The bounds of every wait for the voice.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waits {
    /// From the start until it is open. Measured: 6 ms, 0.35 s where the daemon has to be started first.
    pub open: Duration,
    /// From the text to its first sound. Measured: 1-25 ms.
    pub begin: Duration,
    /// From one sign of life to the next while it speaks; it is asked for three in that time. Measured: an answer
    /// takes 0.1-1.3 ms, a dead daemon is an error at once, a frozen one does not answer.
    pub sign: Duration,
    /// From the wish for silence to silence. Measured: 50 ms.
    pub stop: Duration,
    /// The length of a text: this,
    pub text: Duration,
    /// so much for each letter,
    pub letter: Duration,
    /// and so much for each figure or sign, which can be a word of its own.
    pub sign_in_text: Duration,
}

impl Default for Waits {
    fn default() -> Self {
        Waits {
            open: Duration::from_secs(5),
            begin: Duration::from_secs(2),
            sign: Duration::from_millis(1500),
            stop: Duration::from_secs(1),
            // espeak-ng 1.51 at its usual rate read all 59 texts of our packs with 0.05-0.08 s a character, spelled
            // capitals with 0.16 s a letter, and long figures with up to 0.29 s a digit. Through the daemon on a
            // machine at load 12 the same question took 1.5 times as long, so questions get 2.5 times what they need.
            text: Duration::from_secs(2),
            letter: Duration::from_millis(160),
            sign_in_text: Duration::from_millis(400),
        }
    }
}

impl Waits {
    /// How long the reading of a text may take.
    pub(super) fn length(&self, text: &str) -> Duration {
        let said = || text.chars().filter(|c| !c.is_whitespace());
        let letters = said().filter(char::is_ascii_alphabetic).count() as u32;
        let signs = said().count() as u32 - letters;
        self.text + self.letter * letters + self.sign_in_text * signs
    }

    /// How often a sign of life is asked for.
    pub(super) fn ask_each(&self) -> Duration {
        self.sign / 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds as measured with `espeak-ng -v en -w`.
    #[test]
    fn every_text_may_take_longer_than_it_takes() {
        let cases = [
            (
                10.17,
                "Tell me about something that you had to deliver in very little time. What was the situation, how did you decide what came first, what did you trade away, and how did it turn out?",
            ),
            (1.42, "Who uses it today?"),
            (3.54, "Tell me about Kubernetes, PostgreSQL and OAuth."),
            (12.82, "1234567890 requests, 99.999 percent of 1,234,567."),
            (4.22, "AAAA BBBB CCCC HTTPS TCP UDP SQL"),
            (9.18, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
            (4.35, "3.14159265358979"),
        ];
        let waits = Waits::default();
        for (takes, text) in cases {
            let may = waits.length(text).as_secs_f64();
            assert!(may > takes, "{text} takes {takes} s and may take {may} s");
            assert!(may < 2.0 + 3.0 * takes, "{text} takes {takes} s and may take {may} s");
        }
    }
}
