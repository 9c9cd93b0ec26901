//! The speaker's own stories: takes that tell one episode, whatever they were asked, put together.

use super::earlier::{Place, story};
use super::store::takes_in;
use super::{SessionError, Sessions, TakeName};
use crate::report::EarlierStory;

/// So many words name a story in a list.
const TITLE_WORDS: usize = 4;

/// One story and all takes that tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// In the order in which they were told; at least one.
    pub tellings: Vec<EarlierStory>,
}

impl Story {
    /// The words by which to know it, of its best telling.
    #[must_use]
    pub fn title_words(&self) -> Vec<String> {
        let best = self.tellings.iter().rev().max_by_key(|telling| telling.overall);
        best.map(|best| best.signature.title_words(TITLE_WORDS)).unwrap_or_default()
    }

    /// The best figure of its tellings.
    #[must_use]
    pub fn best(&self) -> u32 {
        self.tellings.iter().map(|telling| telling.overall).max().unwrap_or(0)
    }

    /// The day of the last telling.
    #[must_use]
    pub fn last_day(&self) -> &str {
        self.tellings.last().map_or("", EarlierStory::day)
    }

    /// The questions that it was told for, as name and title, each once, in the order of the tellings.
    #[must_use]
    pub fn questions(&self) -> Vec<(&str, &str)> {
        let mut questions: Vec<(&str, &str)> = Vec::new();
        for telling in &self.tellings {
            if questions.iter().all(|(prompt, _)| *prompt != telling.prompt) {
                questions.push((&telling.prompt, &telling.title));
            }
        }
        questions
    }
}

impl Sessions {
    /// The stories of all scored takes, the one told last first.
    pub fn stories(&self) -> Result<Vec<Story>, SessionError> {
        let mut told = Vec::new();
        // Oldest first, so that a story begins with its first telling.
        for id in self.ids()?.into_iter().rev() {
            let folder = self.folder.join(id.as_str());
            for number in takes_in(&folder).unwrap_or_default() {
                let name = TakeName { session: id.clone(), number };
                told.extend(story(&Place { name, folder: folder.clone() }));
            }
        }
        let mut stories = grouped(told);
        stories.reverse();
        Ok(stories)
    }
}

/// Puts each telling to the story that has the telling most like it, or begins a new one. A story stands where its last
/// telling does.
fn grouped(told: Vec<EarlierStory>) -> Vec<Story> {
    let mut stories: Vec<Story> = Vec::new();
    for telling in told {
        let like = |story: &Story| {
            let same = story.tellings.iter().filter(|known| known.signature.is_story_of(&telling.signature));
            same.map(|known| known.signature.likeness(&telling.signature)).max_by(f64::total_cmp)
        };
        let found = stories.iter().enumerate().filter_map(|(place, story)| Some((like(story)?, place)));
        match found.max_by(|(one, _), (other, _)| one.total_cmp(other)) {
            Some((_, place)) => {
                let mut story = stories.remove(place);
                story.tellings.push(telling);
                stories.push(story);
            }
            None => stories.push(Story { tellings: vec![telling] }),
        }
    }
    stories
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::signature::Signature;
    use crate::transcript::Transcript;

    fn told(number: u32, prompt: &str, overall: u32, text: &str) -> EarlierStory {
        let transcript = Transcript::from_text(text);
        EarlierStory {
            take: format!("2026-11-22-0412/{number}"),
            prompt: format!("screen/{prompt}"),
            title: prompt.to_owned(),
            begun: format!("2026-11-{:02}T04:12:33+01:00", 10 + number),
            overall,
            signature: Signature::of(&transcript),
            transcript,
            shown: vec![],
        }
    }

    const LANTERN: &str =
        "I counted 212 cues and ran the lantern by hand while Lena worked the faders of the old desk.";
    const LANTERN_AGAIN: &str =
        "Lena had the faders of the old desk, and the lantern was mine, two hundred and twelve cues of it.";
    const FORKLIFTS: &str =
        "I marked 14 accidents with forklifts on the plan and had mirrors put beside the charging station.";

    #[test]
    fn tellings_of_one_story_are_together_and_the_one_told_last_comes_first() {
        let stories = grouped(vec![
            told(1, "tight-deadline", 61, LANTERN),
            told(2, "dive-deep", 55, FORKLIFTS),
            told(3, "tight-deadline", 70, LANTERN),
            told(4, "dive-deep", 66, LANTERN_AGAIN),
        ]);
        assert_eq!(stories.len(), 2);
        let lantern = &stories[1];
        assert_eq!(
            lantern.questions(),
            [("screen/tight-deadline", "tight-deadline"), ("screen/dive-deep", "dive-deep")]
        );
        assert_eq!((lantern.best(), lantern.last_day(), lantern.tellings.len()), (70, "2026-11-14", 3));
        assert_eq!(stories[0].questions(), [("screen/dive-deep", "dive-deep")]);
        let words = lantern.title_words();
        assert!(words.contains(&"lantern".to_owned()) && words.len() == 4, "{words:?}");
    }

    #[test]
    fn no_takes_are_no_stories() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(Sessions::new(home.path().join("sessions")).stories().unwrap(), []);
    }
}
