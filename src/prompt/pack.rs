//! From the text of a file to a [`PromptPack`], or to everything that is wrong with it.

use super::examples;
use super::lint;
use super::problem::{PackError, Problems};
use super::table::{Fields, Marked, document};
use super::{Ask, Kind, Principle, Probe, ProbeWhen, Prompt, PromptPack, TimeTarget};

/// An answer is at most an hour; more seconds than that are a slip.
const LONGEST_ANSWER: u32 = 3600;

/// A pack that has been read, but not yet been held against the other packs.
#[derive(Debug)]
pub struct Draft<'a> {
    pack: PromptPack,
    id: Marked<String>,
    /// For each question, the names that it gives as related.
    related: Vec<Vec<Marked<String>>>,
    problems: Problems<'a>,
}

impl<'a> Draft<'a> {
    /// Reads a pack. `file` is its name for messages, `rubrics` the ids of the rubrics there are.
    pub fn read(file: &'a str, text: &'a str, rubrics: &[&str]) -> Self {
        let mut problems = Problems::new(file, text);
        let mut reader = Reader { rubrics, defaults: Defaults::default(), problems: &mut problems };
        let (pack, id, related) = reader.pack(text);
        Draft { pack, id, related, problems }
    }

    /// The id of the pack, empty where it has none.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id.value
    }

    /// The full names of its questions.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.pack.prompts.iter().map(Prompt::name)
    }

    /// The pack, if it has no mistake and fits to the others: `packs` are their ids, `questions` the full names
    /// of theirs.
    pub fn finish(mut self, packs: &[String], questions: &[String]) -> Result<PromptPack, PackError> {
        if packs.contains(&self.id.value) {
            let says = format!("another pack has the id `{}` already", self.id.value);
            self.problems.add(&self.id.at, says, "choose another id");
        }
        let own: Vec<String> = self.names().collect();
        let known: Vec<&str> = own.iter().chain(questions).map(String::as_str).collect();
        for (prompt, related) in self.pack.prompts.iter_mut().zip(&self.related) {
            prompt.related = related
                .iter()
                .map(|name| lint::related(name, &prompt.pack, &prompt.id, &known, &mut self.problems))
                .collect();
        }
        match self.problems.into_error() {
            Some(error) => Err(error),
            None => Ok(self.pack),
        }
    }
}

/// What a question takes from its pack where it says nothing itself.
#[derive(Debug, Default)]
struct Defaults {
    pack: String,
    version: u32,
    rubric: Option<Marked<String>>,
    company: Option<String>,
    role: Option<String>,
    category: Option<String>,
    difficulty: Option<String>,
    round: Option<String>,
    time: TimeTarget,
    principles: Vec<Principle>,
}

struct Reader<'r, 'a> {
    rubrics: &'r [&'r str],
    defaults: Defaults,
    problems: &'r mut Problems<'a>,
}

impl Reader<'_, '_> {
    fn pack(&mut self, text: &str) -> (PromptPack, Marked<String>, Vec<Vec<Marked<String>>>) {
        let mut pack = PromptPack {
            id: String::new(),
            title: String::new(),
            version: 1,
            language: String::new(),
            license: String::new(),
            source: String::new(),
            principles: Vec::new(),
            pitfalls: Vec::new(),
            prompts: Vec::new(),
        };
        let Some(mut fields) = document(text, "the pack", self.problems) else {
            return (pack, Marked { value: String::new(), at: 0..0 }, Vec::new());
        };
        let id = fields.text("id", self.problems);
        lint::id(&id, self.problems);
        pack.id.clone_from(&id.value);
        pack.title = fields.text("title", self.problems).value;
        match fields.number("version", 1..=u32::MAX, self.problems) {
            Some(version) => pack.version = version.value,
            None if !fields.has("version") => fields.note_missing("version", self.problems),
            None => {}
        }
        let language = fields.text("language", self.problems);
        lint::language(&language, self.problems);
        pack.language = language.value;
        pack.license = fields.text("license", self.problems).value;
        pack.source = fields.text("source", self.problems).value;
        pack.principles = self.principles(&mut fields);
        pack.pitfalls = values(fields.texts("pitfalls", self.problems));

        self.defaults = Defaults {
            pack: pack.id.clone(),
            version: pack.version,
            rubric: self.rubric(&mut fields),
            company: self.one(&mut fields, "company"),
            role: self.one(&mut fields, "role"),
            category: self.one(&mut fields, "category"),
            difficulty: self.one(&mut fields, "difficulty"),
            round: self.one(&mut fields, "round"),
            time: self.time(&mut fields).unwrap_or_default(),
            principles: pack.principles.clone(),
        };

        let (mut ids, mut related) = (Vec::new(), Vec::new());
        for question in fields.tables("questions", "the question", self.problems) {
            let (prompt, id, names) = self.question(question);
            pack.prompts.push(prompt);
            ids.push(id);
            related.push(names);
        }
        if ids.is_empty() {
            self.problems.add(
                fields.place(),
                "the pack has no question",
                "add one that begins with [[questions]]",
            );
        }
        lint::unique("two questions have", &ids, self.problems);
        fields.end(self.problems);
        (pack, id, related)
    }

    fn question(&mut self, mut fields: Fields) -> (Prompt, Marked<String>, Vec<Marked<String>>) {
        let kinds = Kind::ALL.map(|kind| (kind.name(), kind));
        let id = fields.text("id", self.problems);
        lint::id(&id, self.problems);
        let title = fields.text("title", self.problems).value;
        let text = fields.text("text", self.problems);
        lint::sentence(&text, self.problems);
        let spoken = fields.text_if_any("spoken", self.problems);
        if let Some(spoken) = &spoken {
            lint::sentence(spoken, self.problems);
        }
        let given_kind = fields.choice("kind", &kinds, self.problems);
        let kind = given_kind.unwrap_or(Kind::Story);
        let rubric = self.rubric(&mut fields).or_else(|| self.defaults.rubric.clone());
        if rubric.is_none() {
            fields.note_missing("rubric", self.problems);
        }
        let principles = fields.texts("principles", self.problems);
        lint::principles(&principles, &self.defaults.principles, self.problems);
        let related = fields.texts("related", self.problems);
        let asks = self.asks(&mut fields, given_kind, &text.value);
        let time = self.time(&mut fields).unwrap_or(self.defaults.time);
        let prompt = Prompt {
            pack: self.defaults.pack.clone(),
            id: id.value.clone(),
            version: self.defaults.version,
            title,
            kind,
            rubric: rubric.map(|rubric| rubric.value).unwrap_or_default(),
            principles: self.explained(values(principles)),
            asks,
            time,
            probes: self.probes(&mut fields),
            examples: examples::read(&mut fields, given_kind, &text.value, &time, self.problems),
            not_yet: kind.not_yet().map(str::to_owned),
            company: self.one(&mut fields, "company").or_else(|| self.defaults.company.clone()),
            role: self.one(&mut fields, "role").or_else(|| self.defaults.role.clone()),
            category: self.one(&mut fields, "category").or_else(|| self.defaults.category.clone()),
            difficulty: self.one(&mut fields, "difficulty").or_else(|| self.defaults.difficulty.clone()),
            round: self.one(&mut fields, "round").or_else(|| self.defaults.round.clone()),
            related: Vec::new(),
            tags: values(fields.texts("tags", self.problems)),
            text: text.value,
            spoken: spoken.map(|spoken| spoken.value),
        };
        fields.end(self.problems);
        (prompt, id, related)
    }

    fn asks(&mut self, fields: &mut Fields, kind: Option<Kind>, question: &str) -> Vec<Ask> {
        let (mut asks, mut ids, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        for mut ask in fields.tables("asks", "the ask", self.problems) {
            let id = ask.text("id", self.problems);
            lint::id(&id, self.problems);
            let text = ask.text("text", self.problems);
            lint::spoken(&text, self.problems);
            let cues = ask.texts("cues", self.problems);
            if cues.is_empty() {
                let help = "give the words and phrases that a good answer has, in `cues`";
                self.problems.add(&id.at, format!("the ask `{}` has no cue", id.value), help);
            }
            lint::cues(&cues, question, self.problems);
            let means = ask.texts("means", self.problems);
            lint::concept_names("means", &means, self.problems);
            let required = ask.flag("required", self.problems).unwrap_or(true);
            let part = ask.number("part", 1..=2, self.problems);
            parts.push((id.at.clone(), part.clone()));
            let part = part.and_then(|part| u8::try_from(part.value).ok());
            let (cues, means) = (values(cues), values(means));
            asks.push(Ask { id: id.value.clone(), text: text.value, cues, means, required, part });
            ids.push(id);
            ask.end(self.problems);
        }
        if asks.is_empty() {
            let help = "say what an answer has to bring: one [[questions.asks]] for each thing";
            self.problems.add(fields.place(), "the question has no `asks`", help);
        } else if let Some(kind) = kind {
            lint::parts(kind, &parts, fields.place(), self.problems);
        }
        lint::unique("two asks of one question have", &ids, self.problems);
        asks
    }

    fn probes(&mut self, fields: &mut Fields) -> Vec<Probe> {
        let conditions = ProbeWhen::ALL.map(|when| (when.name(), when));
        let mut probes = Vec::new();
        for mut probe in fields.tables("probes", "the probe", self.problems) {
            let when = probe.choice("when", &conditions, self.problems);
            let text = probe.text("text", self.problems);
            lint::sentence(&text, self.problems);
            probe.end(self.problems);
            probes.extend(when.map(|when| Probe { when, text: text.value }));
        }
        probes
    }

    fn principles(&mut self, fields: &mut Fields) -> Vec<Principle> {
        let mut principles = Vec::new();
        let mut names = Vec::new();
        for mut principle in fields.tables("principles", "the principle", self.problems) {
            let name = principle.text("name", self.problems);
            let says = principle.text("says", self.problems).value;
            let shows = principle.texts("shows", self.problems);
            lint::concept_names("shows", &shows, self.problems);
            principles.push(Principle { name: name.value.clone(), says, shows: values(shows) });
            names.push(name);
            principle.end(self.problems);
        }
        lint::unique("two principles have", &names, self.problems);
        principles
    }

    /// The principles of these names as the pack explains them; by their names alone where it explains none.
    fn explained(&self, names: Vec<String>) -> Vec<Principle> {
        let bare = |name| Principle { name, says: String::new(), shows: Vec::new() };
        let known =
            |name: &String| self.defaults.principles.iter().find(|known| known.name == *name).cloned();
        names.into_iter().map(|name| known(&name).unwrap_or_else(|| bare(name))).collect()
    }

    /// Seconds of a `time` table. What it leaves out is as usual, the soft bounds in proportion to the target.
    fn time(&mut self, fields: &mut Fields) -> Option<TimeTarget> {
        let mut table = fields.table("time", "`time`", self.problems)?;
        let usual = TimeTarget::default();
        let mut seconds = |name, least| table.number(name, least..=LONGEST_ANSWER, self.problems);
        let think = seconds("think", 0);
        let from = seconds("target_from", 0);
        let to = seconds("target_to", 1);
        let min = seconds("soft_min", 0);
        let max = seconds("soft_max", 1);
        let value = |given: &Option<Marked<u32>>, usual| given.as_ref().map_or(usual, |given| given.value);
        let (target_from, target_to) = (value(&from, usual.target_from), value(&to, usual.target_to));
        let time = TimeTarget {
            think: value(&think, usual.think),
            target_from,
            target_to,
            // As 45 is to 60 and 150 to 120 in the usual target.
            soft_min: value(&min, target_from * 3 / 4),
            soft_max: value(&max, target_to * 5 / 4),
        };
        let places = [min, from, to, max].map(|given| given.map(|given| given.at));
        lint::times(&time, &places, table.place(), self.problems);
        table.end(self.problems);
        Some(time)
    }

    fn rubric(&mut self, fields: &mut Fields) -> Option<Marked<String>> {
        let rubric = fields.text_if_any("rubric", self.problems)?;
        lint::rubric(&rubric, self.rubrics, self.problems);
        Some(rubric)
    }

    fn one(&mut self, fields: &mut Fields, name: &'static str) -> Option<String> {
        fields.text_if_any(name, self.problems).map(|text| text.value)
    }
}

fn values(marked: Vec<Marked<String>>) -> Vec<String> {
    marked.into_iter().map(|marked| marked.value).collect()
}
