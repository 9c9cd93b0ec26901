//! What was measured, as one table for people and as JSON for programs.

use serde_json::{Map, Value, json};

use crate::figures::{Figures, Tally, median, share};

/// One set of recordings, made harder in one way, heard by one model.
pub(crate) struct Row {
    pub(crate) sound: String,
    /// Nothing where only the sound was looked at.
    pub(crate) model: String,
    pub(crate) figures: Figures,
}

/// One sound in which nobody speaks, and the words that a model wrote.
pub(crate) struct Silence {
    pub(crate) sound: String,
    pub(crate) model: String,
    pub(crate) seconds: f64,
    pub(crate) words: Vec<String>,
}

/// What must not change the bytes of a report, and whether it did.
pub(crate) struct Sameness {
    pub(crate) what: String,
    pub(crate) model: String,
    pub(crate) same: usize,
    pub(crate) of: usize,
}

const HEAD: [&str; 13] = [
    "sound",
    "model",
    "hesitations F1 (recall, precision)",
    "false a minute",
    "filler words F1",
    "pauses F1",
    "length off, median (worst)",
    "rate off, median (worst)",
    "words wrong",
    "word starts off, median (p95)",
    "sections",
    "signal to noise said",
    "files",
];

fn or_dash(value: Option<String>) -> String {
    value.unwrap_or_else(|| "-".to_owned())
}

fn f1(tally: Tally) -> Option<f64> {
    (tally.truth > 0).then(|| tally.f1())
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The largest; nothing of nothing.
fn worst(values: &[f64]) -> Option<f64> {
    values.iter().copied().reduce(f64::max)
}

/// Hesitations that are not there, a minute of sound.
fn false_a_minute(figures: &Figures) -> Option<f64> {
    let minutes = figures.seconds / 60.0;
    (minutes > 0.0).then(|| figures.hesitations.false_alarms() as f64 / minutes)
}

impl Row {
    fn cells(&self) -> [String; HEAD.len()] {
        let f = &self.figures;
        let two = |values: &[f64], second: Option<f64>, say: &dyn Fn(f64) -> String| {
            or_dash(median(values).zip(second).map(|(one, two)| format!("{} ({})", say(one), say(two))))
        };
        let millis = |seconds: f64| format!("{:.0} ms", seconds * 1000.0);
        let percent = |share: f64| format!("{:.1} %", share * 100.0);
        let three = |tally: Tally| {
            or_dash(f1(tally).map(|f1| format!("{f1:.3} ({:.3}, {:.3})", tally.recall(), tally.precision())))
        };
        [
            self.sound.clone(),
            self.model.clone(),
            three(f.hesitations),
            or_dash(false_a_minute(f).filter(|_| f.words > 0).map(|rate| format!("{rate:.2}"))),
            or_dash(f1(f.filler_words).map(|f1| format!("{f1:.3}"))),
            or_dash(f1(f.pauses).map(|f1| format!("{f1:.3}"))),
            two(&f.lengths_off, worst(&f.lengths_off), &millis),
            two(&f.rates_off, worst(&f.rates_off), &percent),
            or_dash((f.words > 0).then(|| percent(f.word_error_rate()))),
            two(&f.starts_off, share(&f.starts_off, 0.95), &millis),
            or_dash(mean(&f.sections).map(|share| format!("{share:.2}"))),
            or_dash(median(&f.signal_to_noise).map(|decibels| format!("{decibels:.0} dB"))),
            f.files.to_string(),
        ]
    }

    fn json(&self) -> Value {
        let f = &self.figures;
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        put("sound", json!(self.sound));
        put("model", json!(self.model));
        put("files", json!(f.files));
        put("seconds", json!(f.seconds));
        for (name, tally) in
            [("hesitation", f.hesitations), ("filler_word", f.filler_words), ("pause", f.pauses)]
        {
            put(&format!("{name}_f1"), json!(f1(tally)));
            put(&format!("{name}_recall"), json!(f1(tally).map(|_| tally.recall())));
            put(&format!("{name}_precision"), json!(f1(tally).map(|_| tally.precision())));
            put(&format!("{name}_n"), json!(tally.truth));
            put(&format!("{name}_false"), json!(tally.false_alarms()));
        }
        put("false_hesitations_a_minute", json!(false_a_minute(f)));
        put("pause_err_ms", json!(median(&f.lengths_off).map(|s| s * 1000.0)));
        put("pause_err_worst_ms", json!(worst(&f.lengths_off).map(|s| s * 1000.0)));
        put("rate_err", json!(median(&f.rates_off)));
        put("rate_err_worst", json!(worst(&f.rates_off)));
        put("wer", json!((f.words > 0).then(|| f.word_error_rate())));
        put("wer_words", json!(f.words));
        put("word_start_err_ms", json!(median(&f.starts_off).map(|s| s * 1000.0)));
        put("word_start_err_p95_ms", json!(share(&f.starts_off, 0.95).map(|s| s * 1000.0)));
        put("section_time", json!(mean(&f.sections)));
        put("signal_to_noise_db", json!(median(&f.signal_to_noise)));
        Value::Object(object)
    }
}

/// The table as Markdown, columns lined up; columns that nothing was measured for are left out.
pub(crate) fn table(rows: &[Row]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let cells: Vec<[String; HEAD.len()]> = rows.iter().map(Row::cells).collect();
    let used = |column: &usize| cells.iter().any(|row| !row[*column].is_empty() && row[*column] != "-");
    let columns: Vec<usize> = (0..HEAD.len()).filter(used).collect();
    let lines = std::iter::once(HEAD.map(str::to_owned)).chain(cells);
    let lines: Vec<Vec<String>> =
        lines.map(|row| columns.iter().map(|&column| row[column].clone()).collect()).collect();
    aligned(&lines)
}

fn aligned(lines: &[Vec<String>]) -> String {
    let Some(head) = lines.first() else { return String::new() };
    let wide = |column: usize| lines.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(wide).collect();
    let line = |row: &Vec<String>| {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
    let body: String = lines[1..].iter().map(line).collect();
    line(head) + &line(&rule) + &body
}

/// The sounds in which nobody speaks, with every word that was written.
pub(crate) fn silences(silences: &[Silence]) -> String {
    if silences.is_empty() {
        return String::new();
    }
    let head = ["nobody speaks", "model", "seconds", "words written"].map(str::to_owned).to_vec();
    let mut lines = vec![head];
    for silence in silences {
        let words = match silence.words.len() {
            0 => "0".to_owned(),
            count => format!("{count}: {}", silence.words.join(" ")),
        };
        lines.push(vec![
            silence.sound.clone(),
            silence.model.clone(),
            format!("{:.0}", silence.seconds),
            words,
        ]);
    }
    let seconds: f64 = silences.iter().map(|silence| silence.seconds).sum();
    let words: usize = silences.iter().map(|silence| silence.words.len()).sum();
    format!("\n{}{words} words in {:.1} minutes in which nobody speaks\n", aligned(&lines), seconds / 60.0)
}

/// What must not change the bytes of a report.
pub(crate) fn samenesses(samenesses: &[Sameness]) -> String {
    let line = |s: &Sameness| {
        format!("{}: {}: {} of {} reports have the same bytes\n", s.model, s.what, s.same, s.of)
    };
    samenesses.iter().map(line).collect::<Vec<_>>().concat()
}

/// All of it for programs.
pub(crate) fn json(rows: &[Row], silences: &[Silence], samenesses: &[Sameness]) -> Value {
    let silences: Vec<Value> = silences
        .iter()
        .map(|s| json!({"sound": s.sound, "model": s.model, "seconds": s.seconds, "words": s.words}))
        .collect();
    let samenesses: Vec<Value> = samenesses
        .iter()
        .map(|s| json!({"what": s.what, "model": s.model, "same": s.same, "of": s.of}))
        .collect();
    json!({
        "rows": rows.iter().map(Row::json).collect::<Vec<_>>(),
        "nobody_speaks": silences,
        "same_bytes": samenesses,
    })
}
