//! The English sentences of problems and warnings: the command line and the page print the same ones.

use super::{Caution, FileRefused, LARGEST, Looks, Needed, Protected, ROWS, Reference, Remark, What, Why};
use crate::person::NameRefused;
use std::fmt::{self, Display, Formatter, Write};

/// The most characters that are repeated of what somebody wrote.
const QUOTED: usize = 60;

/// What somebody wrote, cut where it is long.
fn cut(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Names in a row: "Ada, Bo and 3 more".
fn list(names: &[String], more: usize) -> String {
    let mut text = names.iter().map(|name| cut(name)).collect::<Vec<_>>().join(", ");
    if more > 0 {
        // Writing to a string cannot fail.
        let _ = write!(text, " and {more} more");
    }
    text
}

/// A circle: "Ada reports to Bo, who reports to Ada".
fn circle(f: &mut Formatter<'_>, names: &[String], more: usize, verb: &str, pronoun: &str) -> fmt::Result {
    let Some(first) = names.first() else { return Ok(()) };
    f.write_str(&cut(first))?;
    for (place, name) in names.iter().skip(1).enumerate() {
        let pronoun = if place == 0 { String::new() } else { format!(", {pronoun}") };
        write!(f, "{pronoun} {verb} {}", cut(name))?;
    }
    let pronoun = if names.len() == 1 { String::new() } else { format!(", {pronoun}") };
    if more == 0 {
        write!(f, "{pronoun} {verb} {}", cut(first))
    } else {
        write!(f, "{pronoun}, over {more} more, {verb} {}", cut(first))
    }
}

impl Display for FileRefused {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The file is empty."),
            Self::TooLarge { bytes } => {
                let megabytes = LARGEST / (1024 * 1024);
                write!(f, "The file has {bytes} bytes; at most {megabytes} MiB are read.")
            }
            Self::TooManyRows => write!(f, "The file has more than {ROWS} rows."),
            Self::NotCsv(looks) => looks.fmt(f),
            Self::NotText { line, character } => {
                write!(f, "Line {line}: a control character (U+{character:04X}), which no text has.")
            }
            Self::NotInEncoding { encoding, line } => write!(f, "Line {line}: bytes that are no text in {encoding}."),
            Self::UnknownEncoding(name) => write!(f, "No encoding is called {}.", cut(name)),
            Self::NotASeparator(c) => write!(f, "{c:?} cannot separate columns."),
            Self::NoRows => f.write_str("The file has no rows below its header."),
            Self::SameColumnTwice { name, first, second } => {
                write!(f, "Columns {first} and {second} are both called {}.", cut(name))
            }
        }
    }
}

impl std::error::Error for FileRefused {}

impl Display for Looks {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Workbook | Self::OldWorkbook => "This is an Excel workbook. Save it as CSV there and import that.",
            Self::Pdf => "This is a PDF. Import a CSV.",
            Self::Html => "This is a web page, perhaps the one on which to sign in. Import a CSV.",
            Self::Xml => "This is XML. Import a CSV.",
            Self::Gzip => "This is a gzip archive. Unpack it and import the CSV in it.",
            Self::Image => "This is a picture. Import a CSV.",
        })
    }
}

impl<T: Display> Display for Remark<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let why = self.why.to_string();
        match (self.line, &self.column) {
            (Some(line), Some(column)) => write!(f, "Line {line}, {}: {why}.", cut(column)),
            (Some(line), None) => write!(f, "Line {line}: {why}."),
            (None, Some(column)) => write!(f, "{}: {why}.", cut(column)),
            (None, None) => {
                let mut letters = why.chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase).collect::<String>();
                write!(f, "{first}{}.", letters.as_str())
            }
        }
    }
}

impl Display for Needed {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "no column has people's names",
            Self::Key => "no column has employee numbers or addresses",
            Self::Team => "no column has the teams that are to be made",
            Self::TeamName => "no column has the teams' names",
        })
    }
}

impl Display for Reference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(text) => write!(f, "has the number {}", cut(text)),
            Self::Address(text) => write!(f, "has the address {}", cut(text)),
            Self::Name(text) => write!(f, "is called {}", cut(text)),
        }
    }
}

/// Without the full stop, and small at the start: they follow "Line 12, Reports to:".
impl Display for Why {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::FieldCount { expected, found } => write!(f, "{found} fields where the header has {expected}"),
            Self::HeaderAgain => f.write_str("the header again: two files were joined"),
            Self::QuoteNotClosed => f.write_str("a quote that is not closed"),
            Self::ColumnMissing(needed) => needed.fmt(f),
            Self::NoSuchColumn { field, column } => {
                write!(f, "there is no column {} to read as {}", column + 1, field.label())
            }
            Self::ColumnServesTwo { first, second } => {
                write!(f, "one column is to be read as {} and as {}", first.label(), second.label())
            }
            Self::Formula => f.write_str("a cell that begins like a formula (an apostrophe before it makes it text)"),
            Self::Words(NameRefused::Empty) => f.write_str("no name"),
            Self::Words(NameRefused::TooLong { at_most }) => write!(f, "more than {at_most} characters"),
            Self::Words(NameRefused::ControlCharacters) => f.write_str("control characters, which no line of text has"),
            Self::Address(refused) => refused.fmt(f),
            Self::Number(refused) => refused.fmt(f),
            Self::NumberIsAddress => f.write_str("an address where an employee number belongs"),
            Self::NoKey => f.write_str("neither an employee number nor an address"),
            Self::Status(word) => write!(f, "{} says neither that somebody is here nor that they left", cut(word)),
            Self::KeyTwice { key, line } => write!(f, "{} is on line {line} too", cut(key.as_str())),
            Self::AddressTaken { email, by, line: Some(line) } => {
                write!(f, "{} has the address {} too (line {line})", cut(by), cut(email.as_str()))
            }
            Self::AddressTaken { email, by, line: None } => {
                write!(f, "{} has the address {} already", cut(by), cut(email.as_str()))
            }
            Self::Nobody(reference) => write!(f, "no one in this file or here {reference}"),
            Self::Several { name, people } => write!(f, "{people} people are called {}; give a number or an address", cut(name)),
            Self::HasLeft { who } => write!(f, "{} has left", cut(who)),
            Self::PostEnded { key, who } => write!(f, "the post {} of {} has ended", cut(key.as_str()), cut(who)),
            Self::ManagerCycle { names, more, apart_opens } => {
                circle(f, names, *more, "reports to", "who")?;
                if *apart_opens {
                    f.write_str("; keeping the joined posts apart opens the circle")?;
                }
                Ok(())
            }
            Self::NoRoot => f.write_str("everybody reports to somebody, so nobody is at the top"),
            Self::TeamTwice { line } => write!(f, "the team of line {line} again"),
            Self::NoTeam(name) => write!(f, "no team in this file or here is called {}", cut(name)),
            Self::TeamCycle { names, more } => circle(f, names, *more, "belongs to", "which"),
        }
    }
}

/// As those of [`Why`].
impl Display for Caution {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAddress { name } => {
                write!(f, "{} has no address: in the chart, on no roster, and cannot sign in", cut(name))
            }
            Self::SameName { name, people } => {
                write!(f, "{people} people are called {}; they have different addresses, so they stay apart", cut(name))
            }
            Self::SeveralRoots { names, more } => write!(f, "several people report to nobody: {}", list(names, *more)),
            Self::Stays { name, because } => match because {
                Protected::Importer => write!(f, "{} stays: nobody leaves by their own import", cut(name)),
                Protected::LastAdministrator => write!(f, "{} stays: no administrator would be left", cut(name)),
            },
            Self::ManyLeave { leave, of } => {
                write!(f, "{leave} of {of} people would leave; perhaps this file has only a part of them")
            }
            Self::HolderKept { key, name } => write!(f, "the post {} stays with {}", cut(key.as_str()), cut(name)),
        }
    }
}

impl Display for What {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "Name",
            Self::Email => "Address",
            Self::Title => "Title",
            Self::Location => "Location",
            Self::Manager => "Manager",
            Self::Team => "Home team",
            Self::Posts => "Posts",
            Self::Lead => "Lead",
            Self::Parent => "Part of",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_problem_says_where_it_is() {
        let why = Why::Nobody(Reference::Number("E0999".into()));
        assert_eq!(
            Remark::cell(12, "Reports to", why).to_string(),
            "Line 12, Reports to: no one in this file or here has the number E0999."
        );
        assert_eq!(Remark::row(3, Why::HeaderAgain).to_string(), "Line 3: the header again: two files were joined.");
        assert_eq!(Remark::whole(Why::ColumnMissing(Needed::Name)).to_string(), "No column has people's names.");
    }

    #[test]
    fn a_circle_is_told_from_its_first_person_back_to_them() {
        let told = |of: &[&str], more| Why::ManagerCycle { names: names(of), more, apart_opens: false }.to_string();
        assert_eq!(told(&["Ada"], 0), "Ada reports to Ada");
        assert_eq!(told(&["Ada", "Bo"], 0), "Ada reports to Bo, who reports to Ada");
        assert_eq!(told(&["Ada", "Bo", "Cy"], 0), "Ada reports to Bo, who reports to Cy, who reports to Ada");
        assert_eq!(told(&["Ada", "Bo"], 5), "Ada reports to Bo, who, over 5 more, reports to Ada");
    }

    #[test]
    fn what_somebody_wrote_is_cut_where_it_is_long() {
        let why = Why::Status("ž".repeat(500));
        assert!(why.to_string().chars().count() < 130);
    }
}
