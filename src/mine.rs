//! My data: everything that the program holds about somebody, as they may see it, in one document.
//!
//! The file to take away is this document as JSON, and the page is made of the same: so the two cannot differ. What stands in a [`Section`] is
//! said in words; days and times are values, so that the page says them in the reader's zone. Names of sections, labels and the shape stay as they
//! are once released; more may be added.

use crate::PersonId;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

/// The version of the document's form. It grows when something means something else, not when something is added.
pub const VERSION: u32 = 1;

/// Everything about somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The version of this form: [`VERSION`].
    pub version: u32,
    /// About whom.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// In which organisation.
    pub organisation: String,
    /// When it was put together.
    pub made: Timestamp,
    /// What there is, in the order of [`Part`].
    pub sections: Vec<Section>,
}

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The record of the person.
    Person,
    /// What the HR system says of them.
    Posts,
    /// Their home teams by date, teams that they lead or visit, and who stands in for them.
    Teams,
    /// Projects that they lead or work on.
    Projects,
    /// Whether they have a password, and where they are signed in.
    SignIn,
    /// What was written to them.
    Letters,
    /// Surveys that they were asked to answer.
    Surveys,
    /// Goals that they answer for.
    Goals,
    /// What they did with goals of others.
    GoalsOfOthers,
    /// Workshops.
    Workshops,
    /// Their own personal reviews.
    Reviews,
    /// Reviews of others that they hold, or wrote in, as a manager.
    ReviewsHeld,
    /// What they were asked about others.
    Inputs,
    /// Development plans.
    Plans,
    /// What is kept for a day: files that were sent, changes that can be undone.
    Kept,
    /// What the audit chain says of them.
    Audit,
}

/// A part of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// What it is about.
    pub part: Part,
    /// What stands above it.
    pub heading: &'static str,
    /// What is in it, and what cannot be.
    pub about: &'static str,
    /// The tables of the database that it was read from.
    pub stored_in: &'static [&'static str],
    /// What there is; none where there is nothing.
    pub entries: Vec<Entry>,
}

/// One thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What it is.
    pub heading: String,
    /// When it was, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// What is known of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// What belongs to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Entry>,
}

/// Something that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What.
    pub label: String,
    /// How it is.
    pub value: Value,
}

/// How something is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Is(bool),
    /// A number.
    Number(i64),
    /// A civil date.
    Day(Date),
    /// A moment.
    At(Timestamp),
    /// Words.
    Text(String),
}

impl Part {
    /// What stands above it.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Person => "Who you are here",
            Self::Posts => "Posts",
            Self::Teams => "Teams",
            Self::Projects => "Projects",
            Self::SignIn => "Signing in",
            Self::Letters => "Letters to you",
            Self::Surveys => "Surveys",
            Self::Goals => "Your goals",
            Self::GoalsOfOthers => "What you did with goals of others",
            Self::Workshops => "Workshops",
            Self::Reviews => "Your personal reviews",
            Self::ReviewsHeld => "Reviews of others that you held",
            Self::Inputs => "What you were asked about others",
            Self::Plans => "Development plans",
            Self::Kept => "Kept for a day",
            Self::Audit => "The audit chain",
        }
    }

    /// What is in it, and what cannot be.
    pub fn about(self) -> &'static str {
        match self {
            Self::Person => "Your record, as you, your managers and administrators see it.",
            Self::Posts => {
                "What the HR system last said of you, by employee number. A post that was added here has your address instead."
            }
            Self::Teams => "Your home teams by date, teams that you lead or visit, and who stands in for whom.",
            Self::Projects => "Projects that you lead or work on.",
            Self::SignIn => {
                "Of a password only a hash is stored, and of a session and a one-time link too: nothing from which they could be had. When you \
                 sign in is not noted elsewhere."
            }
            Self::Letters => "Letters to your address. What a letter said is removed once it is sent.",
            Self::Surveys => {
                "Surveys on whose roster you are. Where answers carry no names, what you answered cannot be found, by anybody: only that you \
                 were asked, and, while it is open, that you were let in. Answers with your name are here until the survey closes; then only \
                 the release is left."
            }
            Self::Goals => "Goals that you answer for, with all that happened to them.",
            Self::GoalsOfOthers => {
                "Goals of others that you made, changed, agreed to or wrote about; what you did, and nothing of others."
            }
            Self::Workshops => {
                "What you vote stands here until it is revealed. After the reveal votes are nobody's: only tallies are left, and nothing \
                 says that you took part. Workshops that you opened say so."
            }
            Self::Reviews => {
                "Your half with what was changed later; your manager's half once it is shown to you, and what peers gave where they were told \
                 that you see it. Somebody's own notes are theirs."
            }
            Self::ReviewsHeld => "What you wrote as a manager, your own notes among it, and how far these reviews are.",
            Self::Inputs => "What you wrote about colleagues as a peer, given or not.",
            Self::Plans => "What came of your personal reviews.",
            Self::Kept => "Files that you sent and changes that you can take back. Gone after a day.",
            Self::Audit => {
                "What you did, and what was done to you, as the chain has it. It is only ever added to: nothing in it can be changed or removed."
            }
        }
    }
}

impl Section {
    /// Of these entries, out of these tables.
    pub fn new(part: Part, stored_in: &'static [&'static str], entries: Vec<Entry>) -> Self {
        Self { part, heading: part.heading(), about: part.about(), stored_in, entries }
    }
}

impl Entry {
    /// One of which nothing more is known yet.
    pub fn new(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), ..Self::default() }
    }

    /// When it was.
    #[must_use]
    pub fn at(mut self, at: Timestamp) -> Self {
        self.at = Some(at);
        self
    }

    /// With what is known of it.
    #[must_use]
    pub fn fact(mut self, label: impl Into<String>, value: impl Into<Value>) -> Self {
        self.facts.push(Fact { label: label.into(), value: value.into() });
        self
    }

    /// The same, where it is known, and not empty.
    #[must_use]
    pub fn maybe(self, label: impl Into<String>, value: Option<impl Into<Value>>) -> Self {
        match value.map(Into::<Value>::into) {
            None => self,
            Some(Value::Text(text)) if text.is_empty() => self,
            Some(value) => self.fact(label, value),
        }
    }

    /// With what belongs to it.
    #[must_use]
    pub fn with(mut self, entries: impl IntoIterator<Item = Entry>) -> Self {
        self.entries.extend(entries);
        self
    }
}

impl From<bool> for Value {
    fn from(is: bool) -> Self {
        Self::Is(is)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<Date> for Value {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<Timestamp> for Value {
    fn from(at: Timestamp) -> Self {
        Self::At(at)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_plain_values() {
        let at: Timestamp = "2027-01-11T08:00:00Z".parse().expect("a time");
        let entry =
            Entry::new("Lead time").at(at).fact("Due", jiff::civil::date(2027, 3, 1)).fact("Open", true).fact("Steps", 3_i64);
        let entry = entry.maybe("About", Some("")).maybe("Grade", None::<i64>).with([Entry::new("Made")]);
        let written = serde_json::to_string(&entry).expect("plain data");
        let expected = concat!(
            r#"{"heading":"Lead time","at":"2027-01-11T08:00:00Z","facts":[{"label":"Due","value":"2027-03-01"},"#,
            r#"{"label":"Open","value":true},{"label":"Steps","value":3}],"entries":[{"heading":"Made"}]}"#
        );
        assert_eq!(written, expected);
    }

    #[test]
    fn what_is_nothing_is_left_out() {
        let section = Section::new(Part::Plans, &["review_plan"], Vec::new());
        let written = serde_json::to_value(&section).expect("plain data");
        assert_eq!(written["part"], "plans");
        assert_eq!(written["entries"], serde_json::json!([]));
    }
}
