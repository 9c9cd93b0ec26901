//! How a token is said: "3%" is the two words "three percent".
//!
//! A recogniser writes "200" where two words were spoken. Counted as one token, an answer full of figures would
//! come out slower than it was: the more exact the speaker, the worse the pace.

/// The words in which a token is said, in lower case. Empty for a token that is no word, such as a dash.
///
/// ```
/// use greenroom::measures::spoken_form::spoken_form;
///
/// assert_eq!(spoken_form("3%,"), ["three", "percent"]);
/// assert_eq!(spoken_form("$1,200"), ["one", "thousand", "two", "hundred", "dollars"]);
/// assert_eq!(spoken_form("on-call"), ["on-call"]);
/// ```
#[must_use]
pub fn spoken_form(token: &str) -> Vec<String> {
    if !token.chars().any(|c| c.is_ascii_digit()) {
        let plain: String = token.chars().map(|c| if c == '\u{2019}' { '\'' } else { c }).collect();
        let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
        return match plain {
            "" if token.contains('&') => vec!["and".to_owned()],
            "" => Vec::new(),
            word => vec![acronym(word).unwrap_or_else(|| word.to_lowercase())],
        };
    }
    with_figures(token)
}

/// The letters of an acronym that is spelt, joined by hyphens: "a-p-i" for "API".
///
/// Up to three capitals are spelt. Longer ones are read as a word where a vowel stands inside, as in "JSON".
fn acronym(word: &str) -> Option<String> {
    let plural = word.strip_suffix('s').unwrap_or(word);
    let letters = plural.chars().count();
    let spelt = letters >= 2
        && plural.chars().all(|c| c.is_ascii_uppercase())
        && (letters <= 3 || !plural[1..plural.len() - 1].contains(['A', 'E', 'I', 'O', 'U']));
    spelt.then(|| {
        let letters: Vec<String> = plural.chars().map(|c| c.to_ascii_lowercase().to_string()).collect();
        letters.join("-")
    })
}

fn with_figures(token: &str) -> Vec<String> {
    let (mut words, mut money) = (Vec::new(), None);
    let letters: Vec<char> = token.chars().collect();
    let mut i = 0;
    while i < letters.len() {
        let c = letters[i];
        if c.is_ascii_digit() {
            let from = i;
            while i < letters.len() && continues_figure(&letters, i) {
                i += 1;
            }
            let figure: String = letters[from..i].iter().filter(|c| **c != ',').collect();
            say_figure(&figure, money.is_none() && !letters[from..i].contains(&','), &mut words);
        } else if c.is_alphabetic() {
            let from = i;
            while i < letters.len() && letters[i].is_alphabetic() {
                i += 1;
            }
            let run: String = letters[from..i].iter().flat_map(|c| c.to_lowercase()).collect();
            if let Some(word) = unit(&run, from > 0, money.is_some()) {
                words.push(word);
            }
        } else {
            match c {
                '%' => words.push("percent".to_owned()),
                '&' => words.push("and".to_owned()),
                '$' => money = Some("dollars"),
                '\u{a3}' => money = Some("pounds"),
                '\u{20ac}' => money = Some("euros"),
                _ => {}
            }
            i += 1;
        }
    }
    words.extend(money.map(str::to_owned));
    words
}

/// Digits, and a comma or point with digits on both sides.
fn continues_figure(letters: &[char], i: usize) -> bool {
    letters[i].is_ascii_digit()
        || (matches!(letters[i], ',' | '.')
            && i > 0
            && letters[i - 1].is_ascii_digit()
            && letters.get(i + 1).is_some_and(char::is_ascii_digit))
}

/// How letters beside a figure are said; nothing where they only bend it, as in "2nd" and "1990s".
fn unit(run: &str, follows: bool, money: bool) -> Option<String> {
    let said = match (run, follows) {
        ("st" | "nd" | "rd" | "th" | "s", true) => return None,
        ("k", true) => "thousand",
        ("m", true) if money => "million",
        ("b" | "bn", true) => "billion",
        ("x", true) => "times",
        ("ms", true) => "milliseconds",
        ("gb", true) => "gigabytes",
        ("mb", true) => "megabytes",
        _ => run,
    };
    Some(said.to_owned())
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Says digits with at most one point; longer chains, as in a version number, digit by digit after the first point.
fn say_figure(figure: &str, may_be_year: bool, words: &mut Vec<String>) {
    let mut parts = figure.split('.');
    let whole = parts.next().unwrap_or_default();
    match whole.parse::<u64>() {
        Ok(number) if whole.len() <= 12 => {
            if may_be_year
                && whole.len() == 4
                && (1100..2100).contains(&number)
                && !(2000..2010).contains(&number)
            {
                say_year(number, words);
            } else {
                say_number(number, words);
            }
        }
        _ => say_digits(whole, words),
    }
    for part in parts {
        words.push("point".to_owned());
        say_digits(part, words);
    }
}

fn say_digits(digits: &str, words: &mut Vec<String>) {
    words.extend(digits.bytes().filter(u8::is_ascii_digit).map(|d| ONES[usize::from(d - b'0')].to_owned()));
}

fn say_year(year: u64, words: &mut Vec<String>) {
    words.push(below_hundred(year / 100));
    match year % 100 {
        0 => words.push("hundred".to_owned()),
        rest @ 1..10 => words.extend(["oh".to_owned(), below_hundred(rest)]),
        rest => words.push(below_hundred(rest)),
    }
}

fn say_number(number: u64, words: &mut Vec<String>) {
    for (size, name) in
        [(1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand"), (100, "hundred")]
    {
        if number >= size {
            say_number(number / size, words);
            words.push(name.to_owned());
            if !number.is_multiple_of(size) {
                say_number(number % size, words);
            }
            return;
        }
    }
    words.push(below_hundred(number));
}

/// One word for any number below a hundred, as written answers have it: "forty-five".
fn below_hundred(number: u64) -> String {
    let number = number as usize;
    match number {
        0..20 => ONES[number].to_owned(),
        _ if number.is_multiple_of(10) => TENS[number / 10 % 10].to_owned(),
        _ => format!("{}-{}", TENS[number / 10 % 10], ONES[number % 10]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_said_as_a_person_says_them() {
        let cases = [
            ("team,", "team"),
            ("don\u{2019}t", "don't"),
            ("\u{2014}", ""),
            ("&", "and"),
            ("API", "a-p-i"),
            ("JSON", "json"),
            ("I", "i"),
            ("40", "forty"),
            ("45%", "forty-five percent"),
            ("0.2%.", "zero point two percent"),
            ("200", "two hundred"),
            ("1,250", "one thousand two hundred fifty"),
            ("$400,000", "four hundred thousand dollars"),
            ("$3m", "three million dollars"),
            ("10k", "ten thousand"),
            ("2nd", "two"),
            ("2024", "twenty twenty-four"),
            ("2005", "two thousand five"),
            ("1905", "nineteen oh five"),
            ("24/7", "twenty-four seven"),
            ("10-15", "ten fifteen"),
            ("p99", "p ninety-nine"),
            (
                "99999999999999999999",
                "nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine",
            ),
        ];
        for (token, said) in cases {
            assert_eq!(spoken_form(token).join(" "), said, "{token}");
        }
    }
}
