//! Writing a file.

use crate::questionnaire::{Ask, Choice, Question, Questionnaire};
use std::fmt::Write;

/// The file of a questionnaire: [`super::read`] gives the same one again, if it keeps the rules and fits into
/// [`super::LARGEST`]. What goes without saying is not written.
pub fn write(questionnaire: &Questionnaire) -> String {
    let mut file = File(String::new());
    file.text("id", questionnaire.id.as_str());
    file.text("title", &questionnaire.title);
    file.text("purpose", questionnaire.purpose.word());
    file.text("lang", &questionnaire.lang);
    file.optional_text("about", &questionnaire.about);
    for section in &questionnaire.sections {
        file.header("section");
        file.text("id", section.id.as_str());
        file.text("title", &section.title);
        file.optional_text("about", &section.about);
        for question in &section.questions {
            file.header("section.question");
            file.question(question);
        }
    }
    file.0
}

struct File(String);

impl File {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn header(&mut self, name: &str) {
        self.line(&format!("\n[[{name}]]"));
    }

    fn text(&mut self, key: &str, text: &str) {
        self.line(&format!("{key} = {}", quoted(text)));
    }

    fn optional_text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.text(key, text);
        }
    }

    fn question(&mut self, question: &Question) {
        self.text("id", question.id.as_str());
        self.text("text", &question.text);
        self.optional_text("help", &question.help);
        self.optional_text("mirror", &question.mirror);
        self.text("kind", question.ask.kind());
        if question.required != question.ask.required_by_default() {
            self.line(&format!("required = {}", question.required));
        }
        match &question.ask {
            Ask::Scale { reversed: true } => self.line("reversed = true"),
            Ask::Single { options } => self.options(options),
            Ask::Multiple { options, at_most } => {
                if let Some(most) = at_most {
                    self.line(&format!("at_most = {most}"));
                }
                self.options(options);
            }
            Ask::Scale { reversed: false } | Ask::Recommend | Ask::Text => {}
        }
    }

    fn options(&mut self, options: &[Choice]) {
        self.line("options = [");
        for option in options {
            self.line(&format!("    {{ id = {}, text = {} }},", quoted(option.id.as_str()), quoted(&option.text)));
        }
        self.line("]");
    }
}

/// A text as TOML, with its line breaks where it has some.
fn quoted(text: &str) -> String {
    if text.contains('\n') {
        // The line break behind the opening quotes is no part of the text.
        format!("\"\"\"\n{}\"\"\"", escaped(text, true))
    } else {
        format!("\"{}\"", escaped(text, false))
    }
}

/// A text between quotes; between three of them, line breaks and up to two quotes in a row stand as they are.
fn escaped(text: &str, is_long: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut quotes = 0;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let stays = is_long && c == '"' && quotes < 2 && rest.peek().is_some();
        quotes = if stays { quotes + 1 } else { 0 };
        match c {
            '"' if stays => escaped.push(c),
            '\n' if is_long => escaped.push(c),
            '"' | '\\' => escaped.extend(['\\', c]),
            // Only what does not keep the rules has these.
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            // Writing to a string cannot fail.
            c if c.is_control() => _ = write!(escaped, "\\u{:04X}", u32::from(c)),
            c => escaped.push(c),
        }
    }
    escaped
}
