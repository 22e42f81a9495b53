//! A release line by line, as files and the command line give it: the published cells and nothing else.

use super::{
    Mode,
    contract::ContractUnit,
    group_name,
    release::{About, Cell, Choices, Comment, Count, QuestionCells, Reason, Recommend, Release, Score, SectionCells, Share},
};
use crate::{
    export,
    questionnaire::{Question, Questionnaire, Section},
};

/// The names of a unit and of all that hold it, the whole first.
pub fn path(units: &[ContractUnit], unit: usize) -> Vec<String> {
    let up = std::iter::successors(Some(unit), |at| units.get(*at).and_then(|unit| unit.parent));
    let mut names: Vec<String> = up.map(|at| group_name(at, units.get(at).map_or(&[], |unit| &unit.names))).collect();
    names.reverse();
    names
}

/// A published cell with what it is about.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Of which unit.
    pub unit: usize,
    /// Of which section; `None` of the unit itself.
    pub section: Option<&'a Section>,
    /// Of which question; `None` of a section.
    pub question: Option<&'a Question>,
    /// The cell.
    pub published: Published<'a>,
}

/// What is published.
#[derive(Clone, Copy, Debug)]
pub enum Published<'a> {
    /// How many of the invited responded.
    Participation(&'a Cell<Share>),
    /// How many responded.
    Respondents(Count),
    /// A section's score.
    Section(&'a SectionCells),
    /// A question on the scale.
    Scale(&'a Cell<Score>),
    /// A recommend score.
    Recommend(&'a Cell<Recommend>),
    /// What was chosen.
    Choices(&'a Cell<Choices>),
    /// What was written.
    Comments(&'a Cell<Vec<Comment>>),
}

impl Published<'_> {
    /// What sentences about it are about.
    pub fn about(&self) -> About {
        match self {
            Self::Participation(_) | Self::Respondents(_) => About::Participation,
            Self::Section(_) => About::Section,
            Self::Scale(_) => About::Question,
            Self::Recommend(_) | Self::Choices(_) => About::Whole,
            Self::Comments(_) => About::Comments,
        }
    }

    /// Why it is not shown, if it is not.
    pub fn hidden(&self) -> Option<Reason> {
        match self {
            Self::Participation(cell) => cell.hidden(),
            Self::Respondents(_) => None,
            Self::Section(cells) => cells.score.hidden(),
            Self::Scale(cell) => cell.hidden(),
            Self::Recommend(cell) => cell.hidden(),
            Self::Choices(cell) => cell.hidden(),
            Self::Comments(cell) => cell.hidden(),
        }
    }

    /// The word for it in files.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Participation(_) => "participation",
            Self::Respondents(_) => "respondents",
            Self::Section(_) => "section",
            Self::Scale(_) => "scale",
            Self::Recommend(_) => "recommend",
            Self::Choices(_) => "choice",
            Self::Comments(_) => "comments",
        }
    }
}

/// Every cell of these units, in their order.
pub fn lines<'a>(form: &'a Questionnaire, release: &'a Release, units: &[usize]) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for &unit in units {
        let Some(cells) = release.units.get(unit) else { continue };
        let mut add = |section, question, published| lines.push(Line { unit, section, question, published });
        add(None, None, Published::Participation(&cells.participation));
        add(None, None, Published::Respondents(cells.respondents));
        for (section, cells) in form.sections.iter().zip(&cells.sections) {
            add(Some(section), None, Published::Section(cells));
            for (question, cell) in section.questions.iter().zip(&cells.questions) {
                add(
                    Some(section),
                    Some(question),
                    match cell {
                        QuestionCells::Scale(cell) => Published::Scale(cell),
                        QuestionCells::Recommend(cell) => Published::Recommend(cell),
                        QuestionCells::Choices(cell) => Published::Choices(cell),
                        QuestionCells::Comments(cell) => Published::Comments(cell),
                    },
                );
            }
        }
    }
    lines
}

/// Why a cell is not shown, in a sentence.
pub fn sentence(reason: Reason, about: About, release: &Release, units: &[ContractUnit]) -> String {
    let name = |unit: usize| group_name(unit, units.get(unit).map_or(&[], |unit| &unit.names));
    match release.mode {
        Mode::Confidential => reason.said(about, release.k, name),
        Mode::Open => reason.said_openly(about, name),
    }
}

/// Why a line is not shown, in a sentence; empty where it is.
pub fn why(line: &Line, release: &Release, units: &[ContractUnit]) -> String {
    let reason = line.published.hidden();
    reason.map(|reason| sentence(reason, line.published.about(), release, units)).unwrap_or_default()
}

const HEADER: [&str; 15] = [
    "Group",
    "Within",
    "Section",
    "Question",
    "Asked",
    "Kind",
    "Answers",
    "Result",
    "Favourable",
    "Neutral",
    "Unfavourable",
    "Divided",
    "Change",
    "By",
    "Not shown because",
];

/// The lines as CSV, guarded against formulas. An option and a comment is a row each.
pub fn csv(form: &Questionnaire, release: &Release, units: &[ContractUnit], seen: &[usize]) -> String {
    let mut rows: Vec<[String; 15]> = Vec::new();
    for line in lines(form, release, seen) {
        let path = path(units, line.unit);
        let (group, within) =
            path.split_last().map_or((String::new(), String::new()), |(last, above)| (last.clone(), above.join(" / ")));
        let id = |id: Option<&crate::questionnaire::Slug>| id.map(ToString::to_string).unwrap_or_default();
        let asked = line.question.map(|question| &question.text).or(line.section.map(|section| &section.title)).cloned();
        let row = || -> [String; 15] {
            let mut row = std::array::from_fn(|_| String::new());
            row[0].clone_from(&group);
            row[1].clone_from(&within);
            row[2] = id(line.section.map(|section| &section.id));
            row[3] = id(line.question.map(|question| &question.id));
            row[4] = asked.clone().unwrap_or_default();
            line.published.word().clone_into(&mut row[5]);
            row[14] = why(&line, release, units);
            row
        };
        match line.published {
            Published::Respondents(count) => rows.push(with(row(), [(7, count.to_string())])),
            Published::Participation(Cell::Shown(share)) => rows.push(with(row(), [(7, share.to_string())])),
            Published::Section(SectionCells { score: Cell::Shown(score), divided, .. }) => {
                let divided = divided.map_or("", |is| if is { "yes" } else { "no" });
                rows.push(with(scored(row(), score), [(11, divided.to_owned())]));
            }
            Published::Scale(Cell::Shown(score)) => rows.push(scored(row(), score)),
            Published::Recommend(Cell::Shown(score)) => {
                rows.push(with(row(), [(6, score.answers.to_string()), (7, score.to_string())]));
            }
            Published::Choices(Cell::Shown(choices)) => {
                let options = line.question.map_or(&[][..], |question| question.ask.options());
                for (option, share) in options.iter().zip(&choices.shares) {
                    let asked = format!("{}: {}", asked.as_deref().unwrap_or_default(), option.text);
                    rows.push(with(row(), [(4, asked), (6, choices.answers.to_string()), (7, share.to_string())]));
                }
            }
            Published::Comments(Cell::Shown(comments)) => {
                for comment in comments {
                    rows.push(with(row(), [(7, comment.text.clone()), (13, comment.by.clone().unwrap_or_default())]));
                }
            }
            _ => rows.push(row()),
        }
    }
    export::csv(&HEADER, &rows)
}

fn with<const N: usize>(mut row: [String; 15], values: [(usize, String); N]) -> [String; 15] {
    for (place, value) in values {
        row[place] = value;
    }
    row
}

fn scored(row: [String; 15], score: &Score) -> [String; 15] {
    let share = |of: fn(&super::release::Distribution) -> Share| {
        score.distribution.as_ref().map(|fall| of(fall).to_string()).unwrap_or_default()
    };
    let change = score.change.map(|change| change.to_string()).unwrap_or_default();
    let row = with(row, [(6, score.answers.to_string()), (7, score.mean.to_string()), (12, change)]);
    with(row, [(8, share(|fall| fall.favourable)), (9, share(|fall| fall.neutral)), (10, share(|fall| fall.unfavourable))])
}

/// The lines to read in a terminal.
pub fn text(form: &Questionnaire, release: &Release, units: &[ContractUnit], seen: &[usize]) -> String {
    let mut text = String::new();
    let mut before = None;
    for line in lines(form, release, seen) {
        if before != Some(line.unit) {
            text.extend(["\n", &path(units, line.unit).join(" / "), "\n"]);
            before = Some(line.unit);
        }
        let what = match (line.section, line.question) {
            (_, Some(question)) => format!("    {}", question.id),
            (Some(section), None) => format!("  {}", section.title),
            (None, None) => format!("  {}", line.published.word()),
        };
        let result = match line.published {
            Published::Respondents(count) => count.to_string(),
            Published::Participation(Cell::Shown(share)) => share.to_string(),
            Published::Section(SectionCells { score: Cell::Shown(score), divided, .. }) => {
                format!("{}{}", told(score), if *divided == Some(true) { ", divided" } else { "" })
            }
            Published::Scale(Cell::Shown(score)) => told(score),
            Published::Recommend(Cell::Shown(score)) => format!("{score} ({} answers)", score.answers),
            Published::Choices(Cell::Shown(choices)) => {
                let options = line.question.map_or(&[][..], |question| question.ask.options());
                let shares = options.iter().zip(&choices.shares).map(|(option, share)| format!("{} {share}", option.id));
                shares.collect::<Vec<_>>().join(", ")
            }
            Published::Comments(Cell::Shown(comments)) => {
                let each = comments.iter().map(|comment| {
                    let by = comment.by.as_ref().map(|by| format!(" ({by})")).unwrap_or_default();
                    format!("\n      {}{by}", comment.text.split_whitespace().collect::<Vec<_>>().join(" "))
                });
                format!("{} written{}", comments.len(), each.collect::<String>())
            }
            _ => why(&line, release, units),
        };
        text.push_str(&format_args!("{what:<32}  {result}\n").to_string());
    }
    text.trim_start().to_owned()
}

fn told(score: &Score) -> String {
    let change = score.change.map(|change| format!(", {change}")).unwrap_or_default();
    let fall =
        score.distribution.as_ref().map(|fall| format!(" [{} / {} / {}]", fall.favourable, fall.neutral, fall.unfavourable));
    format!("{}{} ({} answers){change}", score.mean, fall.unwrap_or_default(), score.answers)
}
