//! Repairs: words said twice, phrases begun again, and mending in words. A class of their own beside fillers.
//!
//! Each rule keeps to what is a repair for any speaker; "very very", "had had" and "one, two" are left alone.

use crate::english::numbers::is_number;
use crate::recording::SpeechMap;
use crate::time::Length;
use crate::transcript::{Transcript, WordRange};

use super::fillers::scene::Scene;
use super::{FillerHit, Repair, RepairKind};

/// From the end of the first to the start of the second copy of a repeat, at most.
const WITHIN: Length = Length::from_millis(1000);
/// The longest repeat, in words.
const LONGEST_REPEAT: usize = 3;

/// Returns the repairs of an answer in order and without overlap.
///
/// Words that are likely fillers are left to them: "like, like" is two fillers and no repeat.
///
/// ```
/// use greenroom::measures::{RepairKind, repairs::repairs};
/// use greenroom::transcript::Transcript;
///
/// let answer = Transcript::from_text("I started, I started by writing it down.");
/// let found = repairs(&answer, None, &[]);
/// assert_eq!(found[0].kind, RepairKind::Repeat);
/// assert_eq!(answer.quote(found[0].words), "I started,");
/// ```
#[must_use]
pub fn repairs(transcript: &Transcript, sound: Option<&SpeechMap>, fillers: &[FillerHit]) -> Vec<Repair> {
    let scene = Scene::new(transcript, sound);
    let filling = |place: usize| {
        scene.is_hesitation(place)
            || fillers.iter().any(|hit| hit.likely && hit.words.is_some_and(|words| words.contains(place)))
    };
    // The words that mean something; fillers between two copies do not part them.
    let said: Vec<usize> =
        (0..scene.words().len()).filter(|place| !filling(*place) && !scene.key(*place).is_empty()).collect();
    let mut kept: Vec<(RepairKind, WordRange)> = Vec::new();
    let all = edit_terms(&scene).into_iter().chain(repeats(&scene, &said)).chain(restarts(&scene, &said));
    for (kind, words) in all {
        if !kept.iter().any(|(_, other)| other.touches(words)) {
            kept.push((kind, words));
        }
    }
    kept.sort_by_key(|(_, words)| words.first);
    kept.into_iter().map(|(kind, words)| Repair { kind, words, at: transcript.stretch(words) }).collect()
}

/// Returns the places of edit terms, such as "sorry, I mean": words that announce a correction.
pub(super) fn edit_terms(scene: &Scene) -> Vec<(RepairKind, WordRange)> {
    const SAID_TO_MEND: [&[&str]; 15] = [
        &["sorry", "no", "i", "mean"],
        &["sorry", "i", "mean"],
        &["sorry", "i", "meant"],
        &["no", "i", "mean"],
        &["no", "sorry"],
        &["sorry", "no"],
        &["no", "wait"],
        &["wait", "no"],
        &["or", "rather"],
        &["scratch", "that"],
        &["let", "me", "rephrase"],
        &["let", "me", "start", "over"],
        &["let", "me", "start", "again"],
        &["i", "should", "say"],
        &["i", "meant", "to", "say"],
    ];
    let phrases = SAID_TO_MEND.iter().flat_map(|phrase| scene.each(phrase));
    let mended = phrases.filter(|words| scene.set_off(*words) || is_or_rather(scene, *words));
    let meant = scene.each(&["i", "mean"]).into_iter().filter(|words| is_correction(scene, *words));
    let mut found: Vec<(RepairKind, WordRange)> = Vec::new();
    for words in mended.chain(meant) {
        if !found.iter().any(|(_, other)| other.touches(words)) {
            found.push((RepairKind::EditTerm, words));
        }
    }
    found
}

/// "the client, or rather the server": needs no comma after it.
fn is_or_rather(scene: &Scene, words: WordRange) -> bool {
    scene.key(words.first) == "or"
        && scene.key(words.first + 1) == "rather"
        && scene.mark_before(words)
        && scene.after(words) != "than"
}

/// "the client, I mean the server", "forty, I mean fifty": the same kind of word stands on both sides.
fn is_correction(scene: &Scene, words: WordRange) -> bool {
    let (last, next) = (scene.before(words, 1), scene.after(words));
    let determined = is_determiner(next) && (2..=3).any(|back| is_determiner(scene.before(words, back)));
    scene.mark_before(words)
        && !scene.mark_after(words)
        && !scene.opens_sentence(words)
        && (determined || is_number(last) && is_number(next))
}

fn is_determiner(key: &str) -> bool {
    matches!(key, "the" | "a" | "an" | "my" | "our" | "their" | "his" | "her" | "this" | "that")
}

fn repeats(scene: &Scene, said: &[usize]) -> Vec<(RepairKind, WordRange)> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < said.len() {
        let Some(count) = (1..=LONGEST_REPEAT).rev().find(|count| is_repeat(scene, said, i, *count)) else {
            i += 1;
            continue;
        };
        // "the the the plan" is one repeat of two words.
        let from = i;
        while is_repeat(scene, said, i, count) {
            i += count;
        }
        found.push((RepairKind::Repeat, WordRange::new(said[from], said[i])));
    }
    found
}

fn is_repeat(scene: &Scene, said: &[usize], i: usize, count: usize) -> bool {
    let Some(copies) = said.get(i..i + 2 * count) else { return false };
    let (first, second) = copies.split_at(count);
    let keys: Vec<&str> = first.iter().map(|place| scene.key(*place)).collect();
    let same = first.iter().zip(second).all(|(a, b)| scene.key(*a) == scene.key(*b));
    let (from, to) = (first[count - 1], second[0]);
    if !same
        || keys.iter().any(|key| is_number(key))
        || (from..to).any(|place| scene.words()[place].ends_sentence())
    {
        return false;
    }
    // "step by step by step", "over and over and over": a chain, whichever link it is read from.
    let is_link = |key: &str| matches!(key, "and" | "by" | "after" | "upon" | "or" | "to");
    let said_at =
        |place: Option<usize>| place.and_then(|place| said.get(place)).map_or("", |at| scene.key(*at));
    let linked = is_link(keys[count - 1]) && said_at(Some(i + 2 * count)) == keys[0]
        || is_link(keys[0]) && said_at(i.checked_sub(1)) == keys[count - 1];
    let soon = match (scene.words()[from].at, scene.words()[to].at) {
        (Some(left), Some(right)) => right.from() - left.to() <= WITHIN,
        _ => true,
    };
    let meant = count == 1
        && (is_doubled_on_purpose(keys[0]) || may_be_grammar(keys[0]) && !is_broken_off(scene, from, to));
    soon && !linked && !meant
}

/// Words that are doubled for weight: "very very", "a long, long time", "no, no".
fn is_doubled_on_purpose(key: &str) -> bool {
    matches!(
        key,
        "very"
            | "really"
            | "much"
            | "many"
            | "more"
            | "far"
            | "long"
            | "way"
            | "again"
            | "so"
            | "too"
            | "no"
            | "yes"
            | "yeah"
            | "never"
            | "always"
            | "big"
            | "little"
            | "hard"
            | "old"
            | "bye"
            | "blah"
            | "ha"
            | "wait"
            | "okay"
            | "ok"
            | "well"
            | "right"
            | "like"
            | "super"
            | "pretty"
            | "extra"
            | "totally"
            | "deep"
            | "round"
            | "knock"
            | "please"
            | "thank"
            | "fast"
            | "slow"
            | "quite"
            | "tiny"
            | "huge"
            | "bad"
            | "good"
            | "now"
            | "there"
            | "and/or"
            | "half"
            | "x"
            | "new"
            | "early"
            | "late"
            | "months"
            | "years"
            | "hours"
            | "days"
            | "weeks"
            | "stop"
            | "go"
            | "hey"
            | "who"
            | "why"
            | "what"
    )
}

/// Pairs that grammar can make: "had had", "that that", "went on on Monday", "told you you".
fn may_be_grammar(key: &str) -> bool {
    matches!(
        key,
        "had"
            | "that"
            | "is"
            | "it"
            | "you"
            | "her"
            | "him"
            | "them"
            | "us"
            | "in"
            | "on"
            | "up"
            | "out"
            | "do"
            | "this"
            | "one"
            | "all"
            | "over"
            | "off"
            | "down"
            | "for"
            | "to"
            | "at"
            | "did"
            | "will"
            | "can"
            | "may"
            | "whatever"
    )
}

/// Whether punctuation, a hesitation or a silence parts the two copies, as where a speaker breaks off.
fn is_broken_off(scene: &Scene, from: usize, to: usize) -> bool {
    let first = WordRange::new(from, from + 1);
    to > from + 1 || scene.mark_after(first) || scene.pause_after(first)
}

/// "we had, we needed": a subject with a verb that wants more, then the same subject with another verb.
fn restarts(scene: &Scene, said: &[usize]) -> Vec<(RepairKind, WordRange)> {
    let mut found = Vec::new();
    for i in 0..said.len() {
        let places = (said.get(i + 1), said.get(i + 2), said.get(i + 3));
        let (Some(&verb), Some(&again), Some(&other)) = places else { break };
        let subject = WordRange::new(said[i], said[i] + 1);
        let begins = scene.opens_sentence(subject)
            || i == 0
            || matches!(scene.key(said[i - 1]), "and" | "but" | "so" | "because" | "then");
        let wants_more = matches!(
            scene.key(verb),
            "was" | "were" | "am" | "had" | "wanted" | "needed" | "got" | "have" | "the" | "a" | "my" | "our"
        );
        if begins
            && matches!(scene.key(said[i]), "i" | "we" | "he" | "she" | "they")
            && wants_more
            && scene.key(said[i]) == scene.key(again)
            && scene.key(verb) != scene.key(other)
            && is_broken_off(scene, verb, again)
            && !scene.words()[verb].ends_sentence()
        {
            found.push((RepairKind::Restart, WordRange::new(said[i], again)));
        }
        // A word cut off with a dash: "we decom- we replaced it".
        let cut_off = |place: usize| scene.words()[place].text.trim_end_matches(',').ends_with('-');
        if cut_off(said[i]) && scene.key(said[i]).chars().any(char::is_alphabetic) && verb == said[i] + 1 {
            found.push((RepairKind::Restart, subject));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::fillers::testing::say;
    use super::super::measure;
    use super::RepairKind::{EditTerm, Repeat, Restart};
    use super::*;

    #[track_caller]
    fn are(text: &str, wanted: &[(RepairKind, &str)]) {
        let written = Transcript::from_text(text);
        let found = measure(&written, None).repairs;
        let found: Vec<_> = found.iter().map(|repair| (repair.kind, written.quote(repair.words))).collect();
        let found: Vec<_> = found.iter().map(|(kind, words)| (*kind, words.as_str())).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn words_said_twice_are_a_repeat() {
        are("I I went home.", &[(Repeat, "I")]);
        are("I started, I started by writing.", &[(Repeat, "I started,")]);
        are("More than More than half were opinions.", &[(Repeat, "More than")]);
        are("and it and it was slow", &[(Repeat, "and it")]);
        are("the end of the end of the week", &[(Repeat, "the end of")]);
        are("We, um, we left.", &[(Repeat, "We, um,")]);
        are("the the the plan", &[(Repeat, "the the")]);
        are("It, it was late.", &[(Repeat, "It,")]);
    }

    #[test]
    fn words_doubled_on_purpose_or_by_grammar_are_no_repeat() {
        for text in [
            "It was very very slow.",
            "He had had enough, and that that was so was clear.",
            "a long, long time, no, no",
            "We logged in in the morning and went on on Monday.",
            "I told you you would see it.",
            "one two one two, ten ten",
            "We went step by step by step.",
            "over and over and over",
            "It worked. It worked well.",
            "It was, like, like a race.",
            "So so many people came.",
        ] {
            are(text, &[]);
        }
    }

    #[test]
    fn a_repeat_comes_within_a_second() {
        let kinds = |text: &str| {
            let (answer, sound) = say(text);
            measure(&answer, Some(&sound.into())).repairs.len()
        };
        assert_eq!(kinds("we | we left"), 1);
        assert_eq!(kinds("we || we left"), 0);
    }

    #[test]
    fn a_phrase_begun_again_is_a_restart() {
        are("We had, we needed a plan.", &[(Restart, "We had,")]);
        are("And I was, um, I went there.", &[(Restart, "I was, um,")]);
        are("We decom- we replaced it.", &[(Restart, "decom-")]);
    }

    #[test]
    fn a_list_of_deeds_is_no_restart() {
        are("I came, I saw, I won.", &[]);
        are("As tired as I was, I went there.", &[]);
        are("Whatever we had, we shared.", &[]);
        are("That is all we had. We needed more.", &[]);
        are("It is a well-known on-call rule.", &[]);
    }

    #[test]
    fn words_that_announce_a_correction_are_an_edit_term() {
        are("It took two, sorry, I mean, three weeks.", &[(EditTerm, "sorry, I mean,")]);
        are("I called the client, or rather the server.", &[(EditTerm, "or rather")]);
        are("It was Monday, no wait, Tuesday.", &[(EditTerm, "no wait,")]);
        are("We had forty, I mean fifty, users.", &[(EditTerm, "I mean")]);
        are("I called the client, I mean the server.", &[(EditTerm, "I mean")]);
        are("We lost it. Let me rephrase. It was late.", &[(EditTerm, "Let me rephrase.")]);
    }

    #[test]
    fn the_same_words_with_a_meaning_are_no_edit_term() {
        are("I said sorry, and I mean it.", &[]);
        are("I would do it now or rather than later.", &[]);
        are("There was no wait time.", &[]);
        are("I should say that it was late.", &[]);
        are("They asked me to scratch that plan.", &[]);
        are("I mean the server.", &[]);
    }
}
