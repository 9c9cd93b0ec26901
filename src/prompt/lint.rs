//! What a pack must be beyond TOML of the right shape: each check notes what it finds and changes nothing.

use super::concepts::NAMES;
use super::nearest::{did_you_mean, either};
use super::problem::{Place, Problems, shown, steers_or_hides};
use super::table::Marked;
use super::{Kind, Principle, TimeTarget};

/// The one language that can be scored.
const LANGUAGE: &str = "en";
/// What a voice would read out as a sign, or swallow.
const MARKUP: [char; 16] = ['<', '>', '*', '_', '`', '#', '[', ']', '{', '}', '|', '~', '\\', '^', '=', '•'];

/// Ids are typed on a command line: small letters, digits and single hyphens.
pub(crate) fn id(id: &Marked<String>, problems: &mut Problems) {
    let part_is_fine =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if id.value.is_empty() || id.value.split('-').all(part_is_fine) {
        return;
    }
    let words: Vec<String> = id
        .value
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let help = match words.join("-") {
        better if better.is_empty() => "ids are small letters, digits and hyphens".to_owned(),
        better => format!("ids are small letters, digits and hyphens: `{better}`"),
    };
    problems.add(&id.at, format!("`{}` is no id", shown(&id.value)), help);
}

/// Two things of the same name cannot both be meant. `two` begins the message: "two questions have".
pub(crate) fn unique(two: &str, names: &[Marked<String>], problems: &mut Problems) {
    for (at, name) in names.iter().enumerate() {
        if !name.value.is_empty() && names[..at].iter().any(|earlier| earlier.value == name.value) {
            let says = format!("{two} the name `{}`", shown(&name.value));
            problems.add(&name.at, says, "give one of them another name");
        }
    }
}

pub(super) fn language(language: &Marked<String>, problems: &mut Problems) {
    if !language.value.is_empty() && language.value != LANGUAGE {
        let says = format!("answers in `{}` cannot be scored", shown(&language.value));
        problems.add(&language.at, says, format!("the one language so far is \"{LANGUAGE}\""));
    }
}

pub(super) fn rubric(rubric: &Marked<String>, known: &[&str], problems: &mut Problems) {
    if !rubric.value.is_empty() && !known.contains(&rubric.value.as_str()) {
        let guess = did_you_mean(&rubric.value, known.iter().copied());
        let says = format!("there is no rubric `{}`{guess}", shown(&rubric.value));
        problems.add(&rubric.at, says, format!("`rubric` is {}", either(known)));
    }
}

/// Where a pack explains principles, its questions name no others.
pub(super) fn principles(names: &[Marked<String>], known: &[Principle], problems: &mut Problems) {
    if known.is_empty() {
        return;
    }
    for name in names.iter().filter(|name| !name.value.is_empty()) {
        let mut all = known.iter().map(|principle| principle.name.as_str());
        if !all.any(|known| known == name.value) {
            let guess = did_you_mean(&name.value, known.iter().map(|principle| principle.name.as_str()));
            let says = format!("the pack explains no principle `{}`{guess}", shown(&name.value));
            problems.add(&name.at, says, "name one of its [[principles]], or add this one to them");
        }
    }
}

/// What is read aloud has no markup and no address.
pub(super) fn spoken(text: &Marked<String>, problems: &mut Problems) {
    if text.value.contains(steers_or_hides) {
        // Noted when it was read; the rest of an escape code is no markup.
        return;
    }
    if let Some(sign) = text.value.chars().find(|c| MARKUP.contains(c)) {
        let says = format!("`{sign}` cannot be spoken");
        problems.add(
            &problems.inside(&text.at, sign),
            says,
            "write the text as somebody would say it, without markup",
        );
    } else if text.value.contains("://") {
        problems.add(&text.at, "an address of the web cannot be spoken", "say in words what is meant");
    }
}

/// Questions are spoken, and end as a sentence does, or the voice does not come down.
pub(super) fn sentence(text: &Marked<String>, problems: &mut Problems) {
    spoken(text, problems);
    if !text.value.is_empty() && !text.value.ends_with(['.', '?', '!']) {
        let end = text.value.chars().last().unwrap_or(' ');
        let says = format!("a question does not end in `{}`", shown(&end.to_string()));
        problems.add(&text.at, says, "end it with a full stop or a question mark");
    }
}

/// Cues can be heard in an answer, and only there.
pub(super) fn cues(cues: &[Marked<String>], question: &str, problems: &mut Problems) {
    for (at, cue) in cues.iter().enumerate() {
        // An empty cue, and one that cannot be seen, have been noted when they were read.
        if cue.value.is_empty() || cue.value.contains(steers_or_hides) {
            continue;
        }
        let name = shown(&cue.value);
        let never_said =
            |c: &char| !(c.is_alphanumeric() && !c.is_uppercase() || matches!(c, ' ' | '-' | '\'' | '%'));
        let plain = words(&cue.value);
        if let Some(sign) = cue.value.chars().find(never_said) {
            let says = format!("the cue `{name}` has `{sign}`, which no transcript has there");
            problems.add(&cue.at, says, "cues are small letters, digits, spaces, hyphens and apostrophes");
        } else if plain.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
            let says = format!("the cue `{name}` is heard in every answer");
            problems.add(&cue.at, says, "give a word or a phrase that only a good answer has");
        } else if cues[..at].iter().any(|earlier| words(&earlier.value) == plain) {
            problems.add(&cue.at, format!("the cue `{name}` is there twice"), "take one of them out");
        } else if is_phrase_of(&cue.value, question) {
            let says = format!("the cue `{name}` is a phrase of the question");
            let help = "who reads the question back would be heard: give words that only an answer has";
            problems.add(&cue.at, says, help);
        }
    }
}

/// Whether a cue of several words stands in the question.
pub(super) fn is_phrase_of(cue: &str, question: &str) -> bool {
    let cue = words(cue);
    cue.contains(' ') && format!(" {} ", words(question)).contains(&format!(" {cue} "))
}

/// The concepts that a field names (what an ask means, what shows a principle) are known, and each is said once.
pub(super) fn concept_names(field: &str, names: &[Marked<String>], problems: &mut Problems) {
    for (at, name) in names.iter().enumerate() {
        if name.value.is_empty() || name.value.contains(steers_or_hides) {
            continue;
        }
        if !NAMES.contains(&name.value.as_str()) {
            let guess = did_you_mean(&name.value, NAMES.iter().copied());
            let says = format!("there is no concept `{}`{guess}", shown(&name.value));
            problems.add(&name.at, says, format!("`{field}` has names of {}", either(&NAMES)));
        } else if names[..at].iter().any(|earlier| earlier.value == name.value) {
            problems.add(
                &name.at,
                format!("the concept `{}` is there twice", name.value),
                "take one of them out",
            );
        }
    }
}

/// A two-part question says of every ask which part it belongs to, and has asks for both; others have no parts.
pub(super) fn parts(
    kind: Kind,
    asks: &[(Place, Option<Marked<u32>>)],
    question: &Place,
    problems: &mut Problems,
) {
    if kind != Kind::TwoPart {
        for part in asks.iter().filter_map(|(_, part)| part.as_ref()) {
            let says = format!("a question of the kind `{}` has no parts", kind.name());
            problems.add(&part.at, says, "take `part` out, or make the kind `two-part`");
        }
        return;
    }
    for (ask, part) in asks {
        if part.is_none() {
            problems.add(
                ask,
                "this ask of a two-part question has no `part`",
                "add `part = 1` or `part = 2`",
            );
        }
    }
    for number in [1, 2] {
        let all_have_one = asks.iter().all(|(_, part)| part.is_some());
        let has_this = asks.iter().any(|(_, part)| part.as_ref().is_some_and(|part| part.value == number));
        if all_have_one && !has_this {
            let says = format!("nothing is asked for in part {number}");
            problems.add(question, says, format!("add asks with `part = {number}`"));
        }
    }
}

/// The bounds come in the order of their size. `places` are those of `soft_min`, `target_from`, `target_to` and
/// `soft_max` where the file has them, `table` that of the whole.
pub(super) fn times(time: &TimeTarget, places: &[Option<Place>; 4], table: &Place, problems: &mut Problems) {
    let bounds = [
        ("soft_min", time.soft_min),
        ("target_from", time.target_from),
        ("target_to", time.target_to),
        ("soft_max", time.soft_max),
    ];
    for (at, pair) in bounds.windows(2).enumerate() {
        let [(low, low_value), (high, high_value)] = [pair[0], pair[1]];
        if high_value >= low_value {
            continue;
        }
        let usual = |at: usize| if places[at].is_some() { "" } else { ", as usual" };
        let says = format!(
            "`{high}` ({high_value}{}) is less than `{low}` ({low_value}{})",
            usual(at + 1),
            usual(at)
        );
        let place = places[at + 1].as_ref().or(places[at].as_ref()).unwrap_or(table);
        problems.add(
            place,
            says,
            "each is at least the one before it: soft_min, target_from, target_to, soft_max",
        );
    }
}

/// The full name of a related question, which has to exist and to be another one.
pub(super) fn related(
    name: &Marked<String>,
    pack: &str,
    question: &str,
    known: &[&str],
    problems: &mut Problems,
) -> String {
    let full = if name.value.contains('/') { name.value.clone() } else { format!("{pack}/{}", name.value) };
    if name.value.is_empty() {
        return full;
    }
    if full == format!("{pack}/{question}") {
        problems.add(&name.at, "the question is related to itself", "name another question");
    } else if !known.contains(&full.as_str()) {
        let guess = did_you_mean(&name.value, known.iter().copied());
        let says = format!("there is no question `{}`{guess}", shown(&name.value));
        problems.add(&name.at, says, "name a question of this pack, or one of another as `pack/question`");
    }
    full
}

/// The words alone, in small letters with one space between: what a phrase is compared by.
pub(super) fn words(text: &str) -> String {
    let kept: String = text
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '\'' | '%') { c } else { ' ' })
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}
