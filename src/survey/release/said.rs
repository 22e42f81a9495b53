//! Every sentence about a published cell: pages, files and the command line say the same ones.

use super::{Apart, Change, Code, Count, Mean, Reason, Recommend, Share, Step};
use crate::survey::rules::{COMMENTS_FROM, PARTICIPATION_FROM, QUESTIONS_FROM, RECOMMEND_FROM, TEXTS_FROM};
use std::fmt::{self, Display, Formatter};

/// What a cell is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// How many took part.
    Participation,
    /// The score of a section.
    Section,
    /// A question on the scale.
    Question,
    /// A recommend score, or what was chosen.
    Whole,
    /// What was written.
    Comments,
}

fn coded(f: &mut Formatter<'_>, code: Code, higher: &str, lower: &str) -> fmt::Result {
    match code {
        Code::Exact => Ok(()),
        Code::OrHigher => write!(f, " or {higher}"),
        Code::OrLower => write!(f, " or {lower}"),
    }
}

impl Display for Mean {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let about = if self.step == Step::Half { "about " } else { "" };
        write!(f, "{about}{}.{}", self.tenths / 10, self.tenths % 10)?;
        coded(f, self.code, "higher", "lower")
    }
}

impl Mean {
    /// What the number means, from 1 (very low) to 5 (very good).
    pub fn level(&self) -> u8 {
        match self.tenths {
            45.. => 5,
            38..=44 => 4,
            30..=37 => 3,
            22..=29 => 2,
            _ => 1,
        }
    }

    /// What the number means, in a word.
    pub fn meaning(&self) -> &'static str {
        match self.level() {
            5 => "very good",
            4 => "good",
            3 => "mixed",
            2 => "low",
            _ => "very low",
        }
    }

    /// The number where there is little room: "~" stands for "about", "+" for "or higher", "≤" for "or lower".
    pub fn short(&self) -> String {
        let about = if self.step == Step::Half { "~" } else { "" };
        let (before, behind) = match self.code {
            Code::Exact => ("", ""),
            Code::OrHigher => ("", "+"),
            Code::OrLower => ("≤", ""),
        };
        format!("{before}{about}{}.{}{behind}", self.tenths / 10, self.tenths % 10)
    }
}

impl Display for Count {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnderTen => f.write_str("fewer than 10"),
            Self::TenToNineteen => f.write_str("10 to 19"),
            Self::About(count) => write!(f, "about {count}"),
            Self::Exact(count) => count.fmt(f),
        }
    }
}

impl Display for Share {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.percent)?;
        coded(f, self.code, "more", "less")
    }
}

impl Display for Recommend {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // The sign of arithmetic: a spreadsheet takes a hyphen for the beginning of a formula.
        let sign = if self.score < 0 { "−" } else { "" };
        write!(f, "{sign}{}", self.score.unsigned_abs())?;
        coded(f, self.code, "higher", "lower")
    }
}

impl Display for Change {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rose(tenths) => write!(f, "rose {}.{}", tenths / 10, tenths % 10),
            Self::Fell(tenths) => write!(f, "fell {}.{}", tenths / 10, tenths % 10),
            Self::NotClear => f.write_str("no clear change"),
            Self::NotComparable(apart) => write!(f, "not comparable: {apart}"),
        }
    }
}

impl Display for Apart {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NewUnit => "there was no such group, or nobody knows who was in it",
            Self::OtherMembers => "fewer than 70 % are the same people",
            Self::OtherQuestions => "the questions are not the same",
            Self::HiddenThen => "it was not shown then",
            Self::Coded => "one number is an end that stands for others, too",
        })
    }
}

impl Reason {
    /// Why this is not shown, in a sentence. `k` is the threshold, and `name` says what a unit is called.
    pub fn said(self, about: About, k: u8, name: impl Fn(usize) -> String) -> String {
        let k = usize::from(k);
        match self {
            Self::TooFew => match about {
                About::Participation => format!("Not shown: fewer than {PARTICIPATION_FROM} people were asked here."),
                About::Section => format!("Not shown: too few answered. A section needs {k} answers."),
                About::Question => format!("Not shown: too few answered. A question needs {} answers.", k.max(QUESTIONS_FROM)),
                About::Whole => format!("Not shown: too few answered. This needs {} answers.", k.max(RECOMMEND_FROM)),
                About::Comments => format!(
                    "Not shown: comments need {} people who answered, and {TEXTS_FROM} who wrote something.",
                    k.max(COMMENTS_FROM)
                ),
            },
            Self::Protecting => "Not shown although enough answered: beside the other results this number would give away \
                                 what a few people said."
                .to_owned(),
            Self::SectionsOnly => "With so few answers only the section's score is shown.".to_owned(),
            Self::CompanyOnly => "Shown only for everybody together.".to_owned(),
            Self::AtUnit(unit) => {
                format!("The comments of this group stand with “{}”, among those of others.", name(unit))
            }
            Self::InUnits => "The comments stand with the groups within this one.".to_owned(),
            Self::NotByAttribute => "Comments are never shown by attribute.".to_owned(),
            Self::NoRoster => "Nobody knows how many were asked: the answers were imported.".to_owned(),
            Self::NoScale => "There is no question on the scale in it, so it has no score.".to_owned(),
        }
    }

    /// The same where answers carry names: then something is missing only where nobody said anything.
    pub fn said_openly(self, about: About, name: impl Fn(usize) -> String) -> String {
        match (self, about) {
            (Self::TooFew, About::Participation) => "Nobody was asked here.".to_owned(),
            (Self::TooFew | Self::Protecting | Self::SectionsOnly | Self::CompanyOnly, _) => "Nobody answered.".to_owned(),
            _ => self.said(about, 0, name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_say_how_finely_they_are_meant() {
        let mean = |tenths, code, step| Mean { tenths, code, step }.to_string();
        assert_eq!(mean(42, Code::Exact, Step::Tenth), "4.2");
        assert_eq!(mean(45, Code::OrHigher, Step::Half), "about 4.5 or higher");
        assert_eq!(mean(12, Code::OrLower, Step::Tenth), "1.2 or lower");
        let short = |tenths, code, step| Mean { tenths, code, step }.short();
        assert_eq!(
            [short(42, Code::Exact, Step::Tenth), short(45, Code::OrHigher, Step::Half), short(12, Code::OrLower, Step::Tenth)],
            ["4.2", "~4.5+", "≤1.2"]
        );
        let share = |percent, code| Share { percent, code }.to_string();
        assert_eq!(
            [share(10, Code::OrLower), share(40, Code::Exact), share(90, Code::OrHigher)],
            ["10 % or less", "40 %", "90 % or more"]
        );
        let counts = [Count::UnderTen, Count::TenToNineteen, Count::About(45), Count::Exact(3)].map(|count| count.to_string());
        assert_eq!(counts, ["fewer than 10", "10 to 19", "about 45", "3"]);
        let score = |score, code| Recommend { score, code, answers: Count::About(60) }.to_string();
        assert_eq!([score(-30, Code::Exact), score(90, Code::OrHigher)], ["−30", "90 or higher"]);
        assert_eq!([Change::Rose(4), Change::Fell(12)].map(|change| change.to_string()), ["rose 0.4", "fell 1.2"]);
    }

    #[test]
    fn every_reason_is_a_sentence_of_its_own() {
        let all = [
            Reason::TooFew,
            Reason::Protecting,
            Reason::SectionsOnly,
            Reason::CompanyOnly,
            Reason::AtUnit(2),
            Reason::InUnits,
            Reason::NotByAttribute,
            Reason::NoRoster,
            Reason::NoScale,
        ];
        let said = all.map(|reason| reason.said(About::Comments, 3, |unit| format!("unit {unit}")));
        let different: std::collections::BTreeSet<_> = said.iter().collect();
        assert!(different.len() == said.len() && said.iter().all(|sentence| sentence.ends_with('.')), "{said:?}");
        assert!(said[4].contains("unit 2"));
        let name = |_| String::new();
        assert!(Reason::TooFew.said(About::Question, 3, name).contains("5 answers"));
        assert!(Reason::TooFew.said(About::Section, 3, name).contains("3 answers"));
        assert!(Reason::TooFew.said(About::Whole, 5, name).contains("50 answers"));
    }
}
