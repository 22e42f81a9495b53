//! The English sentences of mistakes in files.

use super::{FileError, FileFault, Known, LARGEST, Type};

/// The most characters that are repeated of what somebody wrote.
const QUOTED: usize = 60;

/// What somebody wrote, on one line and cut where it is long.
fn cut(text: &str) -> String {
    let mut rest = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut start: String = rest.by_ref().take(QUOTED).collect();
    if rest.next().is_some() {
        start.push('…');
    }
    start
}

/// "a, b and c".
fn list<T: AsRef<str>>(words: &[T], and: &str) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

impl FileError {
    /// One sentence that says what is wrong and on which line.
    pub fn said(&self) -> String {
        let Self { line, key, fault } = self;
        match fault {
            FileFault::TooLarge { bytes } => {
                format!("The file has {bytes} bytes; at most {} KiB are read.", LARGEST / 1024)
            }
            FileFault::NotUtf8 => format!("Line {line}: bytes that are no text in UTF-8. Save the file as UTF-8."),
            FileFault::Syntax(message) => format!("Line {line}: this is not TOML: {}.", cut(message).trim_end_matches('.')),
            FileFault::Problem(problem) => format!("Line {line}: {}", problem.said()),
            fault => format!("Line {line}, {}: {}.", cut(key), fault.said()),
        }
    }
}

impl FileFault {
    /// Without the full stop, and small at the start.
    fn said(&self) -> String {
        let meant = |near: &Option<String>, otherwise: String| match near {
            Some(near) => format!("perhaps {near} was meant"),
            None => otherwise,
        };
        match self {
            Self::UnknownKey { found, near, known } => {
                let known = format!("known here are {}", list(known, "and"));
                format!("nothing is called {} here; {}", cut(found), meant(near, known))
            }
            Self::Missing => "this key is missing".to_owned(),
            Self::WrongType { expected, found } => format!("this has to be {}, not {}", expected.said(), found.said()),
            Self::SingleBrackets { name } => format!("write [[{name}]] with two pairs of brackets, once for each"),
            Self::UnknownWord { found, near, of } => {
                let known = format!("it is one of {}", list(&of.words(), "or"));
                let what = match of {
                    Known::Kinds => "a kind of question",
                    Known::Purposes => "a purpose",
                };
                format!("“{}” is not {what}; {}", cut(found), meant(near, known))
            }
            Self::NotAnId { found, why } => format!("“{}” cannot be an id: {why}", cut(found)),
            Self::OutOfRange { at_least, at_most } => format!("this has to be from {at_least} to {at_most}"),
            Self::NotForKind { kind } => format!("questions of the kind {kind} do not have this"),
            // These have sentences of their own, without a key before them.
            Self::TooLarge { .. } | Self::NotUtf8 | Self::Syntax(_) | Self::Problem(_) => String::new(),
        }
    }
}

impl Type {
    fn said(self) -> &'static str {
        match self {
            Self::Text => "a text in quotes",
            Self::Number => "a whole number",
            Self::Decimal => "a number with a decimal point",
            Self::TrueOrFalse => "true or false",
            Self::Date => "a date",
            Self::List => "a list in brackets",
            Self::Table => "a table",
        }
    }
}
