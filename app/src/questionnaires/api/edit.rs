//! Editing one part of a questionnaire.

use super::{News, Wrong};
use crate::failure::{Again, Failure};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    super::read::{self, Editing, Made, line_over, lines_over, one_line, unchanged},
    crate::questionnaires::part::{NEW_SECTION, TOP, new_question},
    crate::server::not_found,
    waymark::questionnaire::{Ask, Direction, Question, Section, Slug},
};

/// What is typed of what stands on top of a questionnaire.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TopTyped {
    /// The state that the form was made of.
    pub seen: String,
    /// What it is called.
    pub title: String,
    /// What respondents read first.
    pub about: String,
    /// The language of its questions.
    pub lang: String,
}

/// Saves what stands on top of a questionnaire.
#[server(prefix = "/fn", endpoint = "questionnaires/top")]
pub async fn save_top(id: String, typed: TopTyped) -> Result<News, Failure<Again<TopTyped, Wrong>>> {
    let editing = Editing::of(&id).await?;
    let made = editing.edit(|kept, _| {
        unchanged(&kept.form, TOP, &typed.seen)?;
        let mut form = kept.form.clone();
        form.title = line_over(&form.title, &typed.title);
        form.about = lines_over(&form.about, &typed.about);
        typed.lang.trim().clone_into(&mut form.lang);
        Ok((form, TOP.to_owned()))
    });
    let news = made.await.map(|made| News::of("saved", &made));
    editing.answered::<SaveTop, _>(TOP, typed, news).await
}

/// What is typed of a section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionTyped {
    /// Its id so far; empty for a new one.
    pub of: String,
    /// The state that the form was made of.
    pub seen: String,
    /// What it is called.
    pub title: String,
    /// What respondents read on top of it.
    pub about: String,
    /// Its id; empty to let it be.
    pub id: String,
    /// Whether the id may change although surveys know it.
    pub insists: bool,
    /// The first question of a new section.
    pub first: String,
}

#[cfg(feature = "ssr")]
impl SectionTyped {
    /// By what the page knows the form.
    fn key(&self) -> String {
        if self.of.is_empty() { NEW_SECTION.to_owned() } else { self.of.clone() }
    }
}

/// Saves a section without its questions, or adds one.
#[server(prefix = "/fn", endpoint = "questionnaires/section")]
pub async fn save_section(id: String, typed: SectionTyped) -> Result<News, Failure<Again<SectionTyped, Wrong>>> {
    let editing = Editing::of(&id).await?;
    let made = editing.edit(|kept, in_use| {
        let mut form = kept.form.clone();
        let of = Slug::new(&typed.of).ok();
        if of.is_some() {
            unchanged(&form, &typed.of, &typed.seen)?;
        }
        let before = form.sections.iter().find(|section| Some(&section.id) == of.as_ref());
        let title = line_over(before.map(|before| before.title.as_str()).unwrap_or_default(), &typed.title);
        let about = lines_over(before.map(|before| before.about.as_str()).unwrap_or_default(), &typed.about);
        let id = read::id_of(&typed.id, of.as_ref(), typed.insists, in_use, &title, &form)?;
        let at = id.to_string();
        if let Some(section) = form.sections.iter_mut().find(|section| Some(&section.id) == of.as_ref()) {
            (section.id, section.title, section.about) = (id, title, about);
        } else {
            let text = one_line(&typed.first);
            let other = Slug::of_words(&text, |words| form.has(words) || *words == id || in_use.contains(words));
            let ask = Ask::Scale { reversed: false };
            let question = Question { id: other, text, help: String::new(), mirror: String::new(), required: true, ask };
            form.sections.push(Section { id, title, about, questions: vec![question] });
        }
        Ok((form, at))
    });
    let done = if typed.of.is_empty() { "section-added" } else { "saved" };
    let news = made.await.map(|made| News::of(done, &made));
    editing.answered::<SaveSection, _>(&typed.key(), typed, news).await
}

/// What is typed of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionTyped {
    /// Its id so far; empty for a new one.
    pub of: String,
    /// The section that a new one is added to.
    pub section: String,
    /// The state that the form was made of.
    pub seen: String,
    /// What is asked.
    pub text: String,
    /// What helps to answer.
    pub help: String,
    /// How the manager is asked the same.
    pub mirror: String,
    /// The word for how it is answered.
    pub kind: String,
    /// Whether it has to be answered; a new one has to be if that is usual for its kind.
    pub required: bool,
    /// Whether agreement is the unhappy answer.
    pub reversed: bool,
    /// The options, one a line.
    pub options: String,
    /// How many of them may be chosen; empty for all.
    pub at_most: String,
    /// Its id; empty to let it be.
    pub id: String,
    /// Whether the id may change although surveys know it.
    pub insists: bool,
}

#[cfg(feature = "ssr")]
impl QuestionTyped {
    /// By what the page knows the form.
    fn key(&self, is_gone: bool) -> String {
        match Slug::new(&self.section) {
            // Where the question was, it can be added anew.
            Ok(section) if is_gone || self.of.is_empty() => new_question(&section),
            _ => self.of.clone(),
        }
    }
}

/// Saves a question, or adds one at the end of a section.
#[server(prefix = "/fn", endpoint = "questionnaires/question")]
pub async fn save_question(id: String, typed: QuestionTyped) -> Result<News, Failure<Again<QuestionTyped, Wrong>>> {
    let editing = Editing::of(&id).await?;
    let made = editing.edit(|kept, in_use| {
        let mut form = kept.form.clone();
        let of = Slug::new(&typed.of).ok();
        if of.is_some() {
            unchanged(&form, &typed.of, &typed.seen)?;
        }
        let before = of.as_ref().and_then(|of| form.question(of));
        let question = read::question(&typed, before, &form, in_use)?;
        let at = question.id.to_string();
        if let Some(here) = of.as_ref().and_then(|of| form.question_mut(of)) {
            *here = question;
        } else {
            let section = form.sections.iter_mut().find(|section| section.id.as_str() == typed.section);
            section.ok_or(Wrong::Gone)?.questions.push(question);
        }
        Ok((form, at))
    });
    let done = if typed.of.is_empty() { "added" } else { "saved" };
    let news = made.await.map(|made| News::of(done, &made));
    let is_gone = matches!(news, Err(Failure::Refused(Wrong::Gone)));
    editing.answered::<SaveQuestion, _>(&typed.key(is_gone), typed, news).await
}

/// What can be done with a part as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Move {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
    /// To a place in a section.
    To,
    /// A copy behind it.
    Copy,
    /// Away.
    Remove,
}

/// Moves, duplicates or removes a section or a question. `place` is its number in the section `section`, from 1; without one it
/// goes to the end. A refusal names the part.
#[server(prefix = "/fn", endpoint = "questionnaires/arrange")]
pub async fn arrange(
    id: String,
    part: String,
    deed: Move,
    #[server(default)] section: String,
    #[server(default)] place: String,
) -> Result<News, Failure<Again<String, Wrong>>> {
    let editing = Editing::of(&id).await?;
    let of = Slug::new(&part).map_err(|_| not_found())?;
    let made = editing.edit(|kept, _| {
        let (mut form, mut at) = (kept.form.clone(), part.clone());
        let is_there = match deed {
            Move::Up => form.shift(&of, Direction::Up),
            Move::Down => form.shift(&of, Direction::Down),
            Move::To => {
                let place = place.trim().parse().unwrap_or(usize::MAX);
                Slug::new(&section).is_ok_and(|section| form.place(&of, &section, place.saturating_sub(1)))
            }
            Move::Copy => form.copy(&of).map(|copy| at = copy.to_string()).is_some(),
            Move::Remove => form.remove(&of),
        };
        if is_there { Ok((form, at)) } else { Err(Wrong::Gone) }
    });
    let news = match made.await {
        Ok(made) => {
            let mut news = News::of(deed.word(), &made);
            if deed == Move::Remove {
                news.back = editing.remember(&made.before.form).await;
            }
            Ok(news)
        }
        Err(failure) => Err(failure),
    };
    editing.answered::<Arrange, _>("", part, news).await
}

#[cfg(feature = "ssr")]
impl Move {
    /// The word for what was done.
    fn word(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::To => "moved",
            Self::Copy => "copied",
            Self::Remove => "removed",
        }
    }
}

#[cfg(feature = "ssr")]
impl News {
    pub(super) fn of(done: &str, made: &Made) -> Self {
        Self { done: done.to_owned(), at: made.at.clone(), back: String::new(), version: made.version.0 }
    }
}
