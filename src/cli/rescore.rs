//! `greenroom sessions rescore` and `correct`: reports made again of what was kept.

use std::cell::OnceCell;
use std::io::Write;

use clap::Args;

use super::Stage;
use super::failure::{Failure, Kind};
use super::prompts::PackFiles;
use super::{sessions, studio};
use crate::doubt::Doubt;
use crate::prompt::{Catalog, Prompt};
use crate::recording::SoundFacts;
use crate::report::safe::safe_for_terminal;
use crate::report::{Engine, FollowUpTake, Report, Source};
use crate::rubric::{self, Rubric};
use crate::session::corrections::{Correction, CorrectionError, Corrections};
use crate::session::marks::Marks;
use crate::session::{FollowUpTo, KeptTake, KeptWords, Outcome, Sessions, TakeFiles};
use crate::structure::Given;
use crate::time::Moment;
use crate::transcript::place;
use crate::transcript::scribe::Scribe;

/// What was typed after `sessions rescore`.
#[derive(Debug, Args)]
pub(super) struct Typed {
    /// Sessions or takes [default: those without a report, or with one by an older rubric]
    ids: Vec<String>,
    /// Everything that was recorded
    #[arg(long, conflicts_with = "ids")]
    all: bool,
    /// Write the words down anew with these weights
    #[arg(long, value_name = "NAME")]
    model: Option<String>,
    /// Take this for the question that was asked
    #[arg(long, value_name = "PACK/PROMPT", requires = "ids")]
    prompt: Option<String>,
    #[command(flatten)]
    packs: PackFiles,
}

/// What was typed after `sessions correct`.
#[derive(Debug, Args)]
pub(super) struct Correct {
    /// The take
    id: String,
    /// The words that the recogniser wrote
    #[arg(required_unless_present = "undo")]
    heard: Option<String>,
    /// What was said; "" where nothing was
    #[arg(required_unless_present = "undo")]
    meant: Option<String>,
    /// Where, if the words were heard several times: 1:04, or 64 (seconds)
    #[arg(long, value_name = "TIME")]
    at: Option<Moment>,
    /// Take the last correction back
    #[arg(long, conflicts_with_all = ["heard", "meant", "at"])]
    undo: bool,
    #[command(flatten)]
    packs: PackFiles,
}

/// Makes reports again. A take that fails is told at once, and the others are still done.
pub(super) fn run(
    typed: &Typed,
    sessions: &Sessions,
    stage: &Stage,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let takes = chosen(typed, sessions)?;
    if takes.is_empty() {
        stage.tell("Nothing to do: every take has its report, by the rubric of this version.");
        return Ok(());
    }
    let desk = Desk::new(&typed.packs, typed.prompt.as_deref(), typed.model.as_deref(), stage)?;
    let mut failed: Option<Failure> = None;
    let mut failures = 0;
    for take in &takes {
        match desk.rescore(sessions, take) {
            Ok(report) => tell_change(take, &report, out)?,
            Err(failure) => {
                sessions::tell_before(failed.replace(failure));
                failures += 1;
            }
        }
    }
    match failed {
        Some(failure) if failures > 1 => {
            let _ = writeln!(std::io::stderr(), "{failure}");
            Err(Failure::new(
                failure.kind,
                format!("{failures} of {} takes could not be scored", takes.len()),
            ))
        }
        Some(failure) => Err(failure),
        None => Ok(()),
    }
}

/// The takes to make reports of, oldest session first.
fn chosen(typed: &Typed, sessions: &Sessions) -> Result<Vec<KeptTake>, Failure> {
    if !typed.ids.is_empty() {
        let mut takes: Vec<KeptTake> = Vec::new();
        for id in &typed.ids {
            let found = sessions::find(sessions, id)?;
            let number = found.take;
            let more = found.session.takes.into_iter();
            takes.extend(more.filter(|take| number.is_none_or(|number| take.name.number == number)));
        }
        let mut seen = Vec::new();
        takes.retain(|take| {
            !seen.contains(&take.name) && {
                seen.push(take.name.clone());
                true
            }
        });
        return Ok(takes);
    }
    let list = sessions.list().map_err(|error| sessions::failure(&error))?;
    // One that is open is being worked on.
    let takes = list.into_iter().rev().filter(|session| !session.is_open).flat_map(|session| session.takes);
    Ok(takes.filter(|take| typed.all || is_due(take)).collect())
}

/// Whether a take has sound and no report, or one by a rubric that has changed since.
fn is_due(take: &KeptTake) -> bool {
    let has_sound = take.sound.length().samples() > 0;
    let is_old = match &take.outcome {
        Outcome::NotReported => true,
        Outcome::Reported(scored) => scored
            .rubric
            .as_ref()
            .is_none_or(|(id, version)| rubric::find(id).is_ok_and(|rubric| rubric.version > *version)),
    };
    has_sound && is_old
}

/// Takes what was misheard into a take's report.
pub(super) fn correct(
    typed: &Correct,
    sessions: &Sessions,
    stage: &Stage,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let found = sessions::find(sessions, &typed.id)?;
    let take = found.one_take().map_err(|error| sessions::failure(&error))?;
    let words = take.words().map_err(|error| sessions::failure(&error))?;
    let words = words.ok_or_else(|| sessions::no_report(take))?;
    let mut corrections = take.corrections().map_err(|error| sessions::failure(&error))?;
    let told = if typed.undo {
        let last = corrections.0.pop();
        let last = last.ok_or_else(|| {
            Failure::new(Kind::Input, format!("nothing was corrected in the take {}", take.name))
        })?;
        format!("\"{}\" at {} stands again as it was heard.", last.heard, last.at)
    } else {
        let (transcript, _) = corrections.apply(words.transcript.clone());
        let heard = typed.heard.as_deref().unwrap_or_default();
        let meant = typed.meant.as_deref().unwrap_or_default();
        let correction = Correction::of(&transcript, heard, meant, typed.at)
            .map_err(|error| not_corrected(&error, take))?;
        let told = change(&correction);
        corrections.0.push(correction);
        told
    };
    let desk = Desk::new(&typed.packs, None, None, stage)?;
    let answer = desk.answer_before(sessions, take)?;
    let files = sessions.open_take(take).map_err(|error| sessions::failure(&error))?;
    // The report first: where it cannot be made, nothing is changed.
    let marks = take.marks().map_err(|error| sessions::failure(&error))?;
    let report = desk.report(take, answer, &files, &words, &corrections, &marks)?;
    files.keep_corrections(&corrections).map_err(|error| sessions::failure(&error))?;
    files.keep_report(&report).map_err(|error| sessions::failure(&error))?;
    stage.tell(&safe_for_terminal(&told));
    tell_change(take, &report, out)?;
    tell_follow_ups(take, &found.session.takes, stage);
    Ok(())
}

/// Says how what changed in an answer gets into the reports of its follow-ups.
pub(super) fn tell_follow_ups(take: &KeptTake, takes: &[KeptTake], stage: &Stage) {
    for follow_up in follow_ups_of(take, takes) {
        stage.tell(&format!(
            "`greenroom sessions rescore {}` takes it into the report of the follow-up.",
            follow_up.name
        ));
    }
}

/// The takes that follow up another one of their session.
fn follow_ups_of<'a>(take: &KeptTake, takes: &'a [KeptTake]) -> impl Iterator<Item = &'a KeptTake> {
    let number = take.name.number;
    takes.iter().filter(move |other| other.follow_up().is_some_and(|to| to.take == number))
}

fn change(correction: &Correction) -> String {
    let Correction { at, heard, meant } = correction;
    if meant.is_empty() {
        format!("\"{heard}\" at {at} is taken out.")
    } else {
        format!("\"{heard}\" at {at} is \"{meant}\" now.")
    }
}

fn not_corrected(error: &CorrectionError, take: &KeptTake) -> Failure {
    let failure = Failure::from_error(Kind::Input, error);
    match error {
        CorrectionError::Several { places, .. } | CorrectionError::NotThere { places, .. } => {
            let at = places.first().map_or_else(String::new, |place| place.at.to_string());
            failure.hint(format!("`--at {at}` names one of them."))
        }
        CorrectionError::NotHeard { .. } => {
            failure.hint(format!("`greenroom sessions report {}` shows what was heard.", take.name))
        }
        _ => failure,
    }
}

/// One line: what the figure was and what it is.
pub(super) fn tell_change(take: &KeptTake, report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    let before = match &take.outcome {
        Outcome::NotReported => "not scored".to_owned(),
        Outcome::Reported(scored) => sessions::overall(scored.overall),
    };
    let why = match (report.judgement.overall, report.why_not_scored().next()) {
        (None, Some(doubt)) => format!(". {doubt}"),
        _ => String::new(),
    };
    let now = sessions::overall(report.judgement.overall);
    writeln!(out, "{}: {before} -> {now}{}", take.name, safe_for_terminal(&why))?;
    Ok(out.flush()?)
}

/// What reports are made with.
pub(super) struct Desk<'a> {
    catalog: Catalog,
    /// The question that the user says was asked.
    prompt: Option<&'a str>,
    /// The weights to write the words down anew with.
    model: Option<&'a str>,
    /// Loaded with the first take that needs it.
    scribe: OnceCell<(Scribe, Engine)>,
    stage: &'a Stage,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        packs: &PackFiles,
        prompt: Option<&'a str>,
        model: Option<&'a str>,
        stage: &'a Stage,
    ) -> Result<Self, Failure> {
        let catalog = packs.catalog(&studio::rubrics())?;
        let desk = Desk { catalog, prompt, model, scribe: OnceCell::new(), stage };
        if let Some(prompt) = prompt {
            // A mistyped name is told once, and not for each take.
            studio::prompt(Some(prompt), &desk.catalog)?;
        }
        Ok(desk)
    }

    /// Makes a report of what was kept, with new words where there are none, and keeps it.
    fn rescore(&self, sessions: &Sessions, take: &KeptTake) -> Result<Report, Failure> {
        let failed = |error| sessions::failure(&error);
        let answer = self.answer_before(sessions, take)?;
        let files = sessions.open_take(take).map_err(failed)?;
        let kept = match take.words() {
            Ok(kept) => kept,
            // Words that are about to be written down anew may be damaged.
            Err(_) if self.model.is_some() => None,
            Err(error) => {
                return Err(failed(error).hint("`--model NAME` writes the words down anew from the sound."));
            }
        };
        let corrections = take.corrections().map_err(failed)?;
        let words = match kept {
            Some(words) if self.model.is_none() => words,
            before => self.hear(take, &files, before.map_or(0, |words| words.lost))?,
        };
        let marks = take.marks().map_err(failed)?;
        let report = self.report(take, answer, &files, &words, &corrections, &marks)?;
        files.keep_report(&report).map_err(failed)?;
        Ok(report)
    }

    /// The answer that a follow-up was asked about, with its report made again; nothing for any other take.
    ///
    /// Called before the take's own files are opened: a session is held by one at a time.
    fn answer_before(
        &self,
        sessions: &Sessions,
        take: &KeptTake,
    ) -> Result<Option<(FollowUpTo, Report)>, Failure> {
        let Some(to) = take.follow_up() else { return Ok(None) };
        let failed = |error| sessions::failure(&error);
        let name = format!("{}/{}", take.name.session, to.take);
        let found = sessions.find(&name).map_err(|error| {
            Failure::from_error(Kind::Input, &error)
                .hint(format!("{} answers a follow-up to it, and cannot be scored without it.", take.name))
        })?;
        let answer = found.one_take().map_err(failed)?;
        let files = sessions.open_take(answer).map_err(failed)?;
        let words = match answer.words().map_err(failed)? {
            Some(words) => words,
            None => self.hear(answer, &files, 0)?,
        };
        let corrections = answer.corrections().map_err(failed)?;
        let marks = answer.marks().map_err(failed)?;
        let report = self.report(answer, None, &files, &words, &corrections, &marks)?;
        Ok(Some((to.clone(), report)))
    }

    /// Lets the recogniser write the words down, and keeps them.
    fn hear(&self, take: &KeptTake, files: &TakeFiles, lost: u64) -> Result<KeptWords, Failure> {
        if self.scribe.get().is_none() {
            let scribe = studio::scribe(self.model, studio::spare_processors(), self.stage)?;
            let _ = self.scribe.set(scribe);
        }
        let Some((scribe, engine)) = self.scribe.get() else {
            return Err(Failure::new(Kind::Bug, "there is no recogniser"));
        };
        self.stage.tell(&format!("WRITING DOWN {} ...", take.name));
        let (sound, heard) = studio::hear(files.wav(), scribe)?;
        let transcript = place::place(heard, &sound.speech);
        let words = KeptWords { engine: engine.clone(), transcript, lost };
        files.keep_words(&words).map_err(|error| sessions::failure(&error))?;
        Ok(words)
    }

    /// The report of words and corrections; for a follow-up together with the `answer` before it.
    pub(super) fn report(
        &self,
        take: &KeptTake,
        answer: Option<(FollowUpTo, Report)>,
        files: &TakeFiles,
        words: &KeptWords,
        corrections: &Corrections,
        marks: &Marks,
    ) -> Result<Report, Failure> {
        let (prompt, rubric) = self.question(take)?;
        let sound = sound(take, words)?;
        let (transcript, unmatched) = corrections.apply(words.transcript.clone());
        for correction in unmatched {
            self.stage.tell(&format!(
                "{}: the correction of \"{}\" at {} was left out, as it was not heard there this time.",
                take.name,
                safe_for_terminal(&correction.heard),
                correction.at
            ));
        }
        let name = take.name.to_string();
        if let Some((FollowUpTo { text: question, .. }, answer)) = answer {
            let take = FollowUpTake { name, question, sound, transcript };
            return Ok(crate::report_on_follow_up(&answer, &rubric, take));
        }
        let source = Source::Audio { name, sound: Box::new(sound), engine: words.engine.clone() };
        let given = Given { part: None, marks: marks.0.clone() };
        let report = crate::report_given(&prompt, &rubric, source, transcript, &given);
        Ok(Report { baseline: files.baseline(), ..report }.beside(&files.earlier_stories()))
    }

    /// The kind of question that was asked.
    pub(super) fn kind_of(&self, take: &KeptTake) -> Result<crate::prompt::Kind, Failure> {
        self.question(take).map(|(prompt, _)| prompt.kind)
    }

    /// The question that was asked, as it is now.
    fn question(&self, take: &KeptTake) -> Result<(Prompt, Rubric), Failure> {
        let name = match (self.prompt, &take.asked) {
            (Some(prompt), _) => prompt,
            (None, Some(asked)) => &asked.prompt,
            (None, None) => {
                return Err(Failure::new(
                    Kind::Input,
                    format!("what was asked in {} is not known", take.name),
                )
                .hint(format!(
                    "`greenroom sessions rescore {} --prompt PACK/PROMPT` names the question.",
                    take.name
                )));
            }
        };
        let found = studio::prompt(Some(name), &self.catalog).map_err(|failure| {
            failure.hint("`--pack FILE` names the pack that it is from, if that is one of your own.")
        })?;
        if let (None, Some(asked)) = (self.prompt, &take.asked)
            && asked.text != found.0.text
        {
            self.stage
                .tell(&format!("{}: the question has other words now than when it was put.", take.name));
        }
        Ok(found)
    }
}

/// What the sound of a take tells, with what it cannot tell itself any more.
fn sound(take: &KeptTake, words: &KeptWords) -> Result<SoundFacts, Failure> {
    let mut sound = studio::sound(&take.wav())?;
    if words.lost > 0 {
        sound.doubts.insert(0, Doubt::SamplesLost { samples: words.lost });
    }
    let is_told = sound.doubts.iter().any(|doubt| matches!(doubt, Doubt::CutOff { .. }));
    if take.asked.as_ref().is_some_and(|asked| asked.cut_off) && !is_told {
        sound.doubts.insert(0, Doubt::CutOff { seconds: sound.length.seconds() as f32 });
    }
    Ok(sound)
}
