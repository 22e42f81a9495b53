//! Reading a file.

use super::{
    FileError, FileFault, Known,
    table::{Level, Lines, Reading},
};
use crate::questionnaire::{Ask, Choice, MOST_OPTIONS, Place, Problem, Purpose, Question, Questionnaire, Section, Slug};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 256 * 1024;

/// The most mistakes that are told: the first ones.
pub const MOST_ERRORS: usize = 200;

const DOCUMENT: [&str; 6] = ["id", "title", "purpose", "lang", "about", "section"];
const SECTION: [&str; 4] = ["id", "title", "about", "question"];
const QUESTION: [&str; 9] = ["id", "text", "help", "mirror", "kind", "required", "reversed", "options", "at_most"];
const OPTION: [&str; 2] = ["id", "text"];

/// What stands for a text that could not be read: every rule lets it pass.
const UNREAD: &str = "?";

/// Reads a file that may be anything: it has to be UTF-8.
///
/// # Errors
///
/// As of [`read`], or [`FileFault::NotUtf8`] with the line of the first wrong byte.
pub fn read_bytes(bytes: &[u8]) -> Result<Questionnaire, Vec<FileError>> {
    // Before looking into them: a file that is too large is not looked into.
    refuse_large(bytes.len())?;
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = Lines::of(bytes).at(error.valid_up_to());
        vec![FileError { line, key: String::new(), fault: FileFault::NotUtf8 }]
    })?;
    read(text)
}

/// Reads a questionnaire that keeps every rule ([`Questionnaire::check`]).
///
/// # Errors
///
/// Every mistake by its line, at most [`MOST_ERRORS`]. What is too large is not read at all; what is not TOML is told
/// before anything else, because nobody can know what else was meant.
pub fn read(text: &str) -> Result<Questionnaire, Vec<FileError>> {
    refuse_large(text.len())?;
    // As editors of other systems save: a mark before the text, two characters for each line's end.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let lines = Lines::of(text.as_bytes());
    let (document, syntax) = DeTable::parse_recoverable(&text);
    if !syntax.is_empty() {
        let end = text.trim_end().len();
        let mut errors: Vec<FileError> = syntax
            .iter()
            .map(|error| FileError {
                line: lines.at(error.span().map_or(end, |span| span.start)),
                key: String::new(),
                fault: FileFault::Syntax(error.message().to_owned()),
            })
            .collect();
        errors.sort_by_key(|error| error.line);
        // What follows on the same line mostly follows from the first.
        errors.dedup_by_key(|error| error.line);
        errors.truncate(MOST_ERRORS);
        return Err(errors);
    }
    let mut reader = Reader { reading: Reading::new(lines), unread: 0 };
    let questionnaire = reader.questionnaire(document.get_ref());
    for problem in questionnaire.check().err().unwrap_or_default() {
        reader.problem(problem);
    }
    let mut errors = reader.reading.errors;
    if errors.is_empty() {
        return Ok(questionnaire);
    }
    errors.sort_by(|a, b| (a.line, &a.key).cmp(&(b.line, &b.key)));
    errors.truncate(MOST_ERRORS);
    Err(errors)
}

fn refuse_large(bytes: usize) -> Result<(), Vec<FileError>> {
    if bytes <= LARGEST {
        return Ok(());
    }
    Err(vec![FileError { line: 1, key: String::new(), fault: FileFault::TooLarge { bytes } }])
}

/// Reads all that can be read; what cannot is replaced by something harmless, so that the rest is checked too.
struct Reader {
    reading: Reading,
    /// How many ids could not be read.
    unread: usize,
}

impl Reader {
    fn questionnaire(&mut self, document: &DeTable<'_>) -> Questionnaire {
        let level = &self.reading.document(document, &DOCUMENT);
        let id = self.id(level);
        let title = self.text(level, "title");
        // Of all purposes a personal review allows most.
        let purpose = self.reading.word(level, "purpose", Known::Purposes);
        let purpose = purpose.and_then(|at| Purpose::ALL.get(at).copied()).unwrap_or(Purpose::Personal);
        let lang = self.reading.text(level, "lang").unwrap_or("en").to_owned();
        let about = self.optional_text(level, "about");
        let tables = self.reading.tables(level, "section", "section");
        let sections = tables.into_iter().flatten().enumerate();
        let sections = sections.map(|(at, item)| self.section(item, level.key(&format!("section[{}]", at + 1)))).collect();
        Questionnaire { id, title, purpose, lang, about, sections }
    }

    fn section(&mut self, item: &Spanned<DeValue<'_>>, path: String) -> Section {
        let Some(level) = &self.reading.enter(item, path, &SECTION) else {
            return Section {
                id: self.unread_id(),
                title: UNREAD.to_owned(),
                about: String::new(),
                questions: vec![self.unread_question()],
            };
        };
        let id = self.id(level);
        let title = self.text(level, "title");
        let about = self.optional_text(level, "about");
        let tables = self.reading.tables(level, "question", "section.question");
        let questions = tables.into_iter().flatten().enumerate();
        let questions = questions.map(|(at, item)| self.question(item, level.key(&format!("question[{}]", at + 1)))).collect();
        Section { id, title, about, questions }
    }

    fn question(&mut self, item: &Spanned<DeValue<'_>>, path: String) -> Question {
        let Some(level) = &self.reading.enter(item, path, &QUESTION) else {
            return self.unread_question();
        };
        let id = self.id(level);
        let text = self.text(level, "text");
        let help = self.optional_text(level, "help");
        let mirror = self.optional_text(level, "mirror");
        let ask = self.ask(level);
        let required = self.reading.flag(level, "required").unwrap_or(ask.required_by_default());
        Question { id, text, help, mirror, required, ask }
    }

    fn ask(&mut self, level: &Level<'_, '_>) -> Ask {
        let kind = self.reading.word(level, "kind", Known::Kinds).and_then(|at| Ask::KINDS.get(at).copied());
        // Each is read even where it does not belong, to tell every mistake in it.
        let reversed = self.reading.flag(level, "reversed");
        let options = self.options(level);
        let most = u8::try_from(MOST_OPTIONS).unwrap_or(u8::MAX);
        let at_most = self.reading.number(level, "at_most", most);
        let (ask, keys): (_, &[&str]) = match kind {
            Some("recommend") => (Ask::Recommend, &[]),
            Some("single") => (Ask::Single { options }, &["options"]),
            Some("multiple") => (Ask::Multiple { options, at_most }, &["options", "at_most"]),
            Some("text") => (Ask::Text, &[]),
            Some(_) => (Ask::Scale { reversed: reversed.unwrap_or_default() }, &["reversed"]),
            // Which keys belong there is not known either. A scale keeps every rule.
            None => return Ask::Scale { reversed: false },
        };
        for key in ["reversed", "options", "at_most"] {
            if level.has(key) && !keys.contains(&key) {
                self.reading.refuse_at(level, key, FileFault::NotForKind { kind: ask.kind().to_owned() });
            }
        }
        if keys.contains(&"options") && !level.has("options") {
            self.reading.refuse_at(level, "options", FileFault::Missing);
        }
        ask
    }

    fn options(&mut self, level: &Level<'_, '_>) -> Vec<Choice> {
        let list = self.reading.list(level, "options");
        let options = list.into_iter().flatten().enumerate();
        options.map(|(at, item)| self.option(item, level.key(&format!("options[{}]", at + 1)))).collect()
    }

    fn option(&mut self, item: &Spanned<DeValue<'_>>, path: String) -> Choice {
        match &self.reading.enter(item, path, &OPTION) {
            Some(level) => Choice { id: self.id(level), text: self.text(level, "text") },
            None => Choice { id: self.unread_id(), text: UNREAD.to_owned() },
        }
    }

    fn text(&mut self, level: &Level<'_, '_>, key: &str) -> String {
        self.reading.text(level, key).unwrap_or(UNREAD).to_owned()
    }

    fn optional_text(&mut self, level: &Level<'_, '_>, key: &str) -> String {
        self.reading.optional_text(level, key).unwrap_or_default().to_owned()
    }

    fn id(&mut self, level: &Level<'_, '_>) -> Slug {
        let Some(text) = self.reading.text(level, "id") else { return self.unread_id() };
        Slug::new(text).unwrap_or_else(|why| {
            self.reading.refuse_at(level, "id", FileFault::NotAnId { found: text.to_owned(), why });
            self.unread_id()
        })
    }

    /// An id that no other has.
    fn unread_id(&mut self) -> Slug {
        self.unread += 1;
        Slug::new(&format!("could-not-be-read-{}", self.unread)).expect("words and a number with hyphens between them")
    }

    /// A question that keeps every rule.
    fn unread_question(&mut self) -> Question {
        let ask = Ask::Scale { reversed: false };
        Question {
            id: self.unread_id(),
            text: UNREAD.to_owned(),
            help: String::new(),
            mirror: String::new(),
            required: true,
            ask,
        }
    }

    /// Adds a rule that is not kept, unless the same key is known to be wrong: then that is why.
    fn problem(&mut self, problem: Problem) {
        let table = match &problem.at {
            Place::Questionnaire => String::new(),
            Place::Section(section) => format!("section[{}]", section.index + 1),
            Place::Question { section, question } => {
                format!("section[{}].question[{}]", section.index + 1, question.index + 1)
            }
            Place::Option { section, question, option } => {
                let [section, question, option] = [section, question, option].map(|spot| spot.index + 1);
                format!("section[{section}].question[{question}].options[{option}]")
            }
        };
        let key = problem.fault.key();
        let key = if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") };
        if !self.reading.is_wrong(&key) {
            let line = self.reading.line_of(&table, &key);
            self.reading.refuse(line, key, FileFault::Problem(problem));
        }
    }
}
