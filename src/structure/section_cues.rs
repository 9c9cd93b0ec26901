//! Cues of a sentence: its tense, who is told of, and what kind of thing is said, each by one short rule.

use std::sync::LazyLock;

use crate::english::numbers::is_number;
use crate::english::verbs::{
    begins_with_deed, deed_of, is_deed, is_outcome_at, is_past, sets_the_scene, verb_after,
};
use crate::english::words::Sentence;
use crate::lexicon;

/// The words of this file's rules.
const LEXICON: &str = include_str!("../../prompts/lexicon/structure/features.txt");

/// Where somebody does something, the doers of a cue: the speaker or the group.
const US: [&str; 10] = ["i", "we", "i'd", "i've", "i'm", "we'd", "we've", "my", "our", "us"];

/// What kind of sentence it is, by tense, person and classes of words.
pub(super) fn cues(sentence: &Sentence) -> Vec<&'static str> {
    let mut found = vec!["any"];
    let mut note = |is: bool, cue: &'static str| {
        if is {
            found.push(cue);
        }
    };
    note(deed_of(sentence, "i").is_some(), "i did");
    note(deed_of(sentence, "we").is_some(), "we did");
    note(begins_with_deed(sentence), "did, no subject");
    note(is_progressive(sentence), "was doing");
    note(is_passive(sentence), "was done");
    note(sentence.has_phrase(&["there was", "there were", "there had"]), "there was");
    note(PLANNED.contains(&sentence.key(0)), "to do, no subject");
    note(is_obliged(sentence, "i"), "i had to");
    note(is_obliged(sentence, "we"), "we had to");
    note(is_charged(sentence), "was charged to");
    note(is_duty(sentence), "my duty was");
    note(is_present(sentence), "i do");
    note(is_standing(sentence), "where i stood");
    note(sentence.has_word(&["would", "could", "should", "might"]), "would");
    note(
        sentence.has_word(&["not", "no", "never", "didn't", "wasn't", "couldn't", "nobody", "without"]),
        "not",
    );
    let figure = sentence.tokens.iter().any(|token| is_number(&token.key));
    let outcome = (0..sentence.tokens.len()).any(|verb| is_outcome_at(sentence, verb));
    note(figure, "figure");
    note(outcome, "outcome");
    note(figure && outcome, "outcome in figures");
    note(has_from_to(sentence), "from to");
    note(sentence.has_word(&PROBLEMS), "problem");
    note(sentence.has_word(&PRAISE), "praise");
    note(
        sentence.has_word(&["because", "since", "instead", "rather", "decided", "chose", "considered"]),
        "reason",
    );
    note(sentence.has_phrase(&LESSONS), "lesson");
    note(sentence.has_phrase(&CHANGES), "changed since");
    note(sentence.has_phrase(&DONE), "done");
    note(opens_with(sentence, &SETTINGS), "setting");
    note(opens_with(sentence, &STEPS), "step");
    note(opens_with(sentence, &CLOSES), "close");
    note(sentence.has_word(&DEADLINES), "by when");
    note(sentence.tokens.len() < 8, "short");
    note(sentence.tokens.len() > 26, "long");
    opening(sentence, &mut note);
    telling(sentence, &mut note);
    found.push(subject(sentence));
    found
}

/// How a sentence opens, past words that only open it: a plan, a purpose, a way, a thing that did something.
fn opening(sentence: &Sentence, note: &mut impl FnMut(bool, &'static str)) {
    let first = sentence.after_opening();
    let key = sentence.key(first);
    let doing = |key: &str| key.len() > 5 && key.ends_with("ing");
    let plan = PLANNED.contains(&key) || PLANS.contains(&key);
    note(plan, "plan opens");
    note(key == "to" && PLANS.contains(&sentence.key(first + 1)), "purpose opens");
    note(doing(key), "doing opens");
    note(key == "by" && doing(sentence.key(first + 1)), "way opens");
    let near: Vec<&str> = (first..first + 6).map(|index| sentence.key(index)).collect();
    let thing = matches!(key, "this" | "these" | "it" | "that" | "they" | "the");
    let did = near.iter().skip(1).any(|key| is_deed(key) || matches!(*key, "became" | "grew"));
    note(thing && did && !near.iter().any(|key| US.contains(key)), "it did");
}

/// What is told, by the classes of its verbs and nouns.
fn telling(sentence: &Sentence, note: &mut impl FnMut(bool, &'static str)) {
    let count = |is: &dyn Fn(&str) -> bool| sentence.tokens.iter().filter(|token| is(&token.key)).count();
    let deeds = count(&is_deed);
    note(deeds >= 3, "many deeds");
    note(deeds == 0, "no deed");
    note(count(&|key| is_past(key) || key == "was") == 0, "no past");
    note(count(&|key| US.contains(&key)) == 0, "none of us");
    note(sentence.has_word(&["is", "are"]) && !sentence.has_word(&["was", "were"]), "is");
    note(sentence.has_word(&["you", "your"]), "you");
    let own = sentence.has_word(&["i", "we"]);
    for (words, by_us, by_others) in DEED_CLASSES.iter() {
        let told = sentence.has_phrase(words);
        note(told && own, by_us);
        note(told && !own, by_others);
    }
    for (phrases, cue) in WORD_CLASSES.iter() {
        note(sentence.has_phrase(phrases), cue);
    }
    note(pairs_from(sentence, &["had"], |verb| verb == "been" || is_deed(verb)), "had done");
    note(wants(sentence), "wanted to");
}

/// "needed to", "asked us to", "required the team to".
fn wants(sentence: &Sentence) -> bool {
    (0..sentence.tokens.len()).filter(|index| WANTED.contains(&sentence.key(*index))).any(|index| {
        let after = match sentence.key(index + 1) {
            "me" | "us" | "you" | "them" => 2,
            "the" | "my" | "our" => 3,
            _ => 1,
        };
        sentence.key(index + after) == "to"
    })
}

/// Deeds of one class, the cue where the speaker or the group is told of, and the cue where others are.
type DeedClass = (Vec<&'static str>, &'static str, &'static str);

static DEED_CLASSES: LazyLock<[DeedClass; 5]> = LazyLock::new(|| {
    [
        (lexicon::list(LEXICON, "built"), "built", "was built"),
        (lexicon::list(LEXICON, "talked"), "talked", "was talked"),
        (lexicon::list(LEXICON, "found-out"), "found out", "was found out"),
        (lexicon::list(LEXICON, "chosen"), "chose", "was chosen"),
        (lexicon::list(LEXICON, "helped"), "helped", "it helped"),
    ]
});

static WORD_CLASSES: LazyLock<[(Vec<&'static str>, &'static str); 10]> = LazyLock::new(|| {
    [
        (lexicon::list(LEXICON, "in-charge"), "in charge"),
        (lexicon::list(LEXICON, "aims"), "aim"),
        (lexicon::list(LEXICON, "afterwards"), "afterwards"),
        (lexicon::list(LEXICON, "comparisons"), "comparison"),
        (lexicon::list(LEXICON, "people"), "people"),
        (lexicon::list(LEXICON, "insights"), "insight"),
        (lexicon::list(LEXICON, "spans"), "span"),
        (lexicon::list(LEXICON, "money"), "money"),
        (lexicon::list(LEXICON, "nothing-left"), "nothing left"),
        (vec!["was able to", "were able to", "i could finally"], "able to"),
    ]
});

/// More verbs with which a plan is written down.
static PLANS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "plans"));

static WANTED: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "wanted"));

/// Verbs with which a task is written down: "Reduce the load time".
static PLANNED: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "planned"));

static PROBLEMS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "problems"));

static PRAISE: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "praise"));

static LESSONS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "lessons"));

static CHANGES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "changes"));

static DONE: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "done"));

static SETTINGS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "settings"));

static STEPS: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "steps"));

static CLOSES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "closes"));

static DEADLINES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "deadlines"));

/// Words for a duty or an aim.
static DUTIES: LazyLock<Vec<&str>> = LazyLock::new(|| lexicon::list(LEXICON, "duties"));

/// Whether a sentence begins with one of these phrases, with or without words that only open it.
fn opens_with(sentence: &Sentence, phrases: &[&str]) -> bool {
    let opening = sentence.after_opening();
    phrases.iter().any(|phrase| sentence.starts_at(0, phrase) || sentence.starts_at(opening, phrase))
}

/// "was failing", "had been using": what went on before the story begins.
fn is_progressive(sentence: &Sentence) -> bool {
    pairs_from(sentence, &["was", "were", "been", "wasn't", "weren't", "kept"], |verb| {
        verb.len() > 4 && verb.ends_with("ing")
    })
}

/// "was adopted", "were told".
fn is_passive(sentence: &Sentence) -> bool {
    pairs_from(sentence, &["was", "were", "been", "got", "is", "are"], is_deed)
}

/// Whether one of these words is followed by a word of a kind, past adverbs.
fn pairs_from(sentence: &Sentence, first: &[&str], second: impl Fn(&str) -> bool) -> bool {
    (0..sentence.tokens.len())
        .filter(|index| first.contains(&sentence.key(*index)))
        .any(|index| second(sentence.key(verb_after(sentence, index))))
}

/// "I looked after the site", "I was the only engineer on call", "we were five students": what the speaker was, had or
/// minded before the story begins.
fn is_standing(sentence: &Sentence) -> bool {
    (0..sentence.tokens.len()).any(|index| match sentence.key(index) {
        "i" | "we" => {
            let verb = verb_after(sentence, index);
            sets_the_scene(sentence, verb)
                || matches!(sentence.key(verb), "was" | "were" | "am" | "are") && is_place(sentence, verb + 1)
        }
        "i'm" | "we're" | "i'd" | "we'd" => is_place(sentence, index + 1),
        _ => false,
    })
}

/// "the only engineer", "in my second year", "four people".
fn is_place(sentence: &Sentence, at: usize) -> bool {
    let key = sentence.key(at);
    matches!(
        key,
        "a" | "an" | "the" | "at" | "in" | "on" | "one" | "part" | "new" | "still" | "just" | "head"
    ) || is_number(key)
}

/// "I had to", "I needed to", "I wanted to".
fn is_obliged(sentence: &Sentence, subject: &str) -> bool {
    (0..sentence.tokens.len()).filter(|index| sentence.key(*index) == subject).any(|index| {
        let verb = if sentence.key(index + 1) == "also" { index + 2 } else { index + 1 };
        match sentence.key(verb) {
            "had" | "needed" | "wanted" | "aimed" | "intended" | "planned" | "hoped" | "have" | "need" => {
                sentence.key(verb + 1) == "to"
            }
            "should" => true,
            _ => false,
        }
    })
}

/// "was asked to", "was responsible for", "they wanted me to".
fn is_charged(sentence: &Sentence) -> bool {
    let charged =
        ["asked", "tasked", "assigned", "told", "responsible", "charged", "expected", "given", "supposed"];
    pairs_from(sentence, &["was", "were", "been", "am", "i'm"], |word| charged.contains(&word))
        || sentence.has_phrase(&[
            "me to",
            "us to",
            "asked me",
            "asked us",
            "up to me",
            "in charge of",
            "i owned",
        ])
}

/// "my job was to", "the goal was", "our aim": a duty or an aim that is said to be one.
fn is_duty(sentence: &Sentence) -> bool {
    (0..sentence.tokens.len()).filter(|index| DUTIES.contains(&sentence.key(*index))).any(|index| {
        let before = index.checked_sub(1).map_or("", |before| sentence.key(before));
        let two_before = index.checked_sub(2).map_or("", |before| sentence.key(before));
        let owned = ["my", "our", "the", "main", "primary", "real", "first"].contains(&before)
            || ["my", "our"].contains(&two_before);
        owned
            && (index + 1..index + 4)
                .any(|verb| matches!(sentence.key(verb), "was" | "is" | "were" | "became"))
    })
}

/// "I keep", "we use": the present of the speaker.
fn is_present(sentence: &Sentence) -> bool {
    (0..sentence.tokens.len()).filter(|index| matches!(sentence.key(*index), "i" | "we")).any(|index| {
        let verb = sentence.key(verb_after(sentence, index));
        matches!(
            verb,
            "am" | "are"
                | "keep"
                | "use"
                | "do"
                | "make"
                | "try"
                | "write"
                | "ask"
                | "check"
                | "run"
                | "start"
                | "have"
                | "take"
                | "know"
                | "look"
                | "set"
                | "put"
                | "believe"
                | "feel"
                | "plan"
                | "tell"
                | "send"
                | "share"
        ) && !is_past(verb)
    })
}

/// "from 480 to 190", "from four days to one".
fn has_from_to(sentence: &Sentence) -> bool {
    sentence.tokens.iter().enumerate().filter(|(_, token)| token.key == "from").any(|(index, _)| {
        (index + 1..index + 4).any(|number| is_number(sentence.key(number)))
            && (index + 2..index + 9).any(|to| {
                sentence.key(to) == "to" && (to + 1..to + 4).any(|number| is_number(sentence.key(number)))
            })
    })
}

/// Whom or what a sentence begins with.
fn subject(sentence: &Sentence) -> &'static str {
    match sentence.key(sentence.after_opening()) {
        "i" | "i'd" | "i've" | "i'm" => "about i",
        "we" | "we'd" | "we've" => "about we",
        "he" | "she" | "they" => "about them",
        "it" | "this" | "that" | "these" => "about it",
        "the" | "a" | "an" => "about the",
        "my" => "about my",
        "our" => "about our",
        "you" | "your" => "about you",
        "as" => "about as",
        _ => "about other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::english::words::one_sentence;

    #[test]
    fn cues_tell_deeds_from_duties_and_states() {
        struct Case(&'static str, &'static str, bool);
        let cases = [
            Case("Then I quickly rewrote the query", "i did", true),
            Case("I needed to rewrite the query", "i did", false),
            Case("I needed to rewrite the query", "i had to", true),
            Case("I had two options", "i had to", false),
            Case("My job was to find the cause", "my duty was", true),
            Case("The job took two hours", "my duty was", false),
            Case("We were asked to speed it up", "was charged to", true),
            Case("The importer was failing twice a week", "was doing", true),
            Case("The failing importer was old", "was doing", false),
            Case("It went from four days to one", "from to", true),
            Case("A message from her to me", "from to", false),
            Case("What I learned is to ask first", "lesson", true),
            Case("So restore the service and then find the cause", "plan opens", true),
            Case("Restored by noon", "plan opens", false),
            Case("To be fair, I asked both of them", "purpose opens", false),
            Case("To solve it, I asked both of them", "purpose opens", true),
            Case("The new form cut the calls in half", "it did", true),
            Case("The form that I drew cut the calls", "it did", false),
            Case("They wanted us to open in June", "wanted to", true),
            Case("I wanted a quiet evening", "wanted to", false),
            Case("I sorted the bolts, weighed them and packed them", "many deeds", true),
            Case("The invoices had been lost for weeks", "had done", true),
            Case("We had an office by the river", "had done", false),
            Case("Two years ago, I looked after the software of a scheme", "where i stood", true),
            Case("I was the only engineer on call", "where i stood", true),
            Case("I looked at the log of the scheme", "where i stood", false),
            Case("I was told to stop", "where i stood", false),
            Case("I looked after the software of a scheme", "i did", false),
            Case("I looked into the log", "found out", true),
            Case("I looked after the software of a scheme", "found out", false),
        ];
        for Case(text, cue, wanted) in cases {
            assert_eq!(cues(&one_sentence(text)).contains(&cue), wanted, "{text} / {cue}");
        }
    }
}
