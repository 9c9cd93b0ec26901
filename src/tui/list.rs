//! The list of questions as a state: what is chosen, what was searched for. It draws nothing.

use ratatui::layout::Size;

use super::keys::{self, Action, Key, Phase};
use super::layout;
use crate::prompt::{PromptPack, TimeTarget};

/// A pack of questions to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelf {
    /// What an interview of all its questions is asked for by.
    pub name: String,
    pub title: String,
    pub questions: Vec<Offered>,
}

/// A question to choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    /// The full name, `pack/question`.
    pub name: String,
    pub title: String,
    pub text: String,
    pub time: TimeTarget,
}

impl From<&PromptPack> for Shelf {
    fn from(pack: &PromptPack) -> Self {
        let questions = pack.prompts.iter().map(|prompt| Offered {
            name: prompt.name(),
            title: prompt.title.clone(),
            text: prompt.text.clone(),
            time: prompt.time,
        });
        Shelf { name: pack.id.clone(), title: pack.title.clone(), questions: questions.collect() }
    }
}

/// What came of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// These questions, or packs, by name.
    Begin(Vec<String>),
    /// No more for today.
    Leave,
    /// The program was told to stop from outside.
    Interrupted,
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Entry<'a> {
    /// A pack, for all of its questions.
    Shelf(&'a Shelf),
    Question(&'a Offered),
}

/// The state of the list.
#[derive(Debug)]
pub(super) struct List<'a> {
    shelves: &'a [Shelf],
    size: Size,
    /// The lines that are left by the search.
    entries: Vec<Entry<'a>>,
    chosen: usize,
    top: usize,
    search: String,
    is_searching: bool,
    shows_help: bool,
}

impl<'a> List<'a> {
    /// A list with its first question chosen.
    pub(super) fn new(shelves: &'a [Shelf], size: Size) -> Self {
        let mut list = List {
            shelves,
            size,
            entries: Vec::new(),
            chosen: 0,
            top: 0,
            search: String::new(),
            is_searching: false,
            shows_help: false,
        };
        list.find();
        list
    }

    /// Takes in a key; returns what came of the list, where the key ends it.
    pub(super) fn press(&mut self, key: Key) -> Option<Choice> {
        if key == Key::Interrupt {
            return Some(Choice::Leave);
        }
        if self.is_searching
            && let Key::Char(letter) = key
        {
            self.search.push(letter);
            self.find();
            return None;
        }
        let action = keys::meaning(self.phase(), key, |action| self.can(action))?;
        match action {
            Action::Begin => {
                let name = match self.entries.get(self.chosen)? {
                    Entry::Shelf(pack) => &pack.name,
                    Entry::Question(question) => &question.name,
                };
                return Some(Choice::Begin(vec![name.clone()]));
            }
            Action::Leave => return Some(Choice::Leave),
            Action::Search => self.is_searching = true,
            Action::KeepSearch => self.is_searching = false,
            Action::DropSearch => {
                self.is_searching = false;
                self.search.clear();
                self.find();
            }
            Action::Erase => {
                self.search.pop();
                self.find();
            }
            Action::Up => self.choose(-1),
            Action::Down => self.choose(1),
            Action::PageUp => self.choose(-self.page()),
            Action::PageDown => self.choose(self.page()),
            Action::Top => self.choose(isize::MIN),
            Action::Bottom => self.choose(isize::MAX),
            Action::ShowHelp => self.shows_help = true,
            Action::CloseHelp => self.shows_help = false,
            _ => {}
        }
        None
    }

    /// Whether an action would do something now.
    pub(super) fn can(&self, action: Action) -> bool {
        match action {
            Action::Begin => !self.entries.is_empty(),
            Action::Erase => !self.search.is_empty(),
            action if action.scrolls() => self.entries.len() > 1,
            _ => true,
        }
    }

    /// Takes in that the window has another size.
    pub(super) fn resize(&mut self, size: Size) {
        self.size = size;
        self.follow();
    }

    /// Fills the list with what the search leaves, and chooses its first question.
    fn find(&mut self) {
        let wanted = self.search.trim().to_lowercase();
        let is_wanted = |question: &Offered| {
            [&question.name, &question.title, &question.text]
                .iter()
                .any(|text| text.to_lowercase().contains(&wanted))
        };
        self.entries.clear();
        for shelf in self.shelves {
            let mut found = shelf.questions.iter().filter(|question| is_wanted(question)).peekable();
            if found.peek().is_some() {
                self.entries.push(Entry::Shelf(shelf));
                self.entries.extend(found.map(Entry::Question));
            }
        }
        self.chosen = usize::from(self.entries.len() > 1);
        self.top = 0;
        self.follow();
    }

    fn choose(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.entries.len().saturating_sub(1));
        self.follow();
    }

    /// Keeps the chosen line on the screen.
    fn follow(&mut self) {
        let rows = usize::from(self.parts().body.height).max(1);
        // A pack's name is shown above its first question.
        let from = if self.chosen == 1 { 0 } else { self.chosen };
        self.top = self.top.min(from).max((self.chosen + 1).saturating_sub(rows));
    }

    fn page(&self) -> isize {
        (self.parts().body.height as isize - 1).max(1)
    }

    /// Where everything stands.
    pub(super) fn parts(&self) -> layout::Parts {
        let about = if layout::is_roomy(self.size) { 5 } else { 3 };
        let columns = layout::room(self.size).width.into();
        let bottom = keys::bottom(self.phase(), columns, |_| true).len();
        layout::page(self.size, about, false, 0, bottom)
    }

    /// The keys that do something now, as lines.
    pub(super) fn bottom(&self) -> Vec<String> {
        keys::bottom(self.phase(), layout::room(self.size).width.into(), |action| self.can(action))
    }

    pub(super) fn phase(&self) -> Phase {
        if self.shows_help {
            Phase::Help
        } else if self.is_searching {
            Phase::Searching
        } else {
            Phase::Choosing
        }
    }

    pub(super) fn size(&self) -> Size {
        self.size
    }

    pub(super) fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    pub(super) fn chosen(&self) -> usize {
        self.chosen
    }

    pub(super) fn top(&self) -> usize {
        self.top
    }

    pub(super) fn search(&self) -> &str {
        &self.search
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::shelves;
    use super::*;

    const SIZE: Size = Size::new(80, 24);

    fn after(keys: &[Key]) -> Option<Choice> {
        let shelves = shelves();
        let mut list = List::new(&shelves, SIZE);
        keys.iter().filter_map(|key| list.press(*key)).last()
    }

    fn begins(name: &str) -> Choice {
        Choice::Begin(vec![name.to_owned()])
    }

    #[test]
    fn the_first_question_is_chosen_and_enter_begins_it() {
        assert_eq!(after(&[Key::Enter]), Some(begins("screen/tight-deadline")));
        assert_eq!(after(&[Key::Down, Key::Enter]), Some(begins("screen/dive-deep")));
    }

    #[test]
    fn the_name_of_a_pack_begins_all_of_it() {
        assert_eq!(after(&[Key::Up, Key::Enter]), Some(begins("screen")));
    }

    #[test]
    fn the_choice_stops_at_both_ends() {
        assert_eq!(after(&[Key::Home, Key::Up, Key::PageUp, Key::Enter]), Some(begins("screen")));
        assert_eq!(
            after(&[Key::End, Key::Down, Key::PageDown, Key::Enter]),
            Some(begins("general/any-story"))
        );
    }

    #[test]
    fn searching_narrows_the_list_and_letters_are_no_commands_there() {
        let typed: Vec<Key> = "/q".chars().map(Key::Char).collect();
        assert_eq!(after(&typed), None);
        let deep: Vec<Key> = "/DEEP".chars().map(Key::Char).chain([Key::Enter, Key::Enter]).collect();
        assert_eq!(after(&deep), Some(begins("screen/dive-deep")));
        let nothing: Vec<Key> =
            "/xyzzy".chars().map(Key::Char).chain([Key::Enter, Key::Enter, Key::Down]).collect();
        assert_eq!(after(&nothing), None);
        let again: Vec<Key> = "/xyzzy".chars().map(Key::Char).chain([Key::Escape, Key::Enter]).collect();
        assert_eq!(after(&again), Some(begins("screen/tight-deadline")));
    }

    #[test]
    fn leaving_needs_one_key() {
        for key in [Key::Char('q'), Key::Escape, Key::Interrupt] {
            assert_eq!(after(&[key]), Some(Choice::Leave));
        }
    }

    #[test]
    fn an_empty_list_can_only_be_left() {
        let mut list = List::new(&[], SIZE);
        for key in [Key::Enter, Key::Down, Key::PageUp, Key::End] {
            assert_eq!(list.press(key), None);
        }
        assert_eq!(list.press(Key::Char('q')), Some(Choice::Leave));
    }

    #[test]
    fn the_chosen_line_is_always_on_the_screen() {
        let shelves =
            vec![Shelf { questions: vec![shelves()[0].questions[0].clone(); 90], ..shelves()[0].clone() }];
        let mut list = List::new(&shelves, Size::new(40, 12));
        for key in [Key::End, Key::Up, Key::PageUp, Key::PageUp, Key::Home, Key::PageDown, Key::Down] {
            list.press(key);
            let rows = usize::from(list.parts().body.height);
            assert!((list.top()..list.top() + rows).contains(&list.chosen()), "{key:?}");
        }
    }
}
