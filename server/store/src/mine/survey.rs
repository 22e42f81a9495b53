//! Surveys that somebody was asked to answer. Of one without names it says that they were asked, and nothing that tells what they answered:
//! nobody could find that.

use super::{Here, Reading};
use crate::{
    StoreError, access,
    survey::{State, Survey, answer, named},
};
use std::sync::Arc;
use waymark::{
    mine::Entry,
    questionnaire::{Question, Questionnaire},
    survey::{Kind, Mode, answer::Answers, release::Value},
};

pub(super) fn asked<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let mut asked: Vec<(Arc<Survey>, usize)> = Vec::new();
        for survey in here.surveys.iter() {
            if let Some(unit) = survey.unit_of(here.me()) {
                asked.push((Arc::clone(survey), unit));
            }
        }
        asked.sort_by_key(|(survey, _)| (std::cmp::Reverse(survey.contract.opens), survey.id));
        let mut entries = Vec::with_capacity(asked.len());
        for (survey, unit) in asked {
            entries.push(one(here, &survey, unit).await?);
        }
        Ok(entries)
    })
}

async fn one(here: &Here<'_>, survey: &Survey, unit: usize) -> Result<Entry, StoreError> {
    let agreed = &survey.contract;
    let is_open = agreed.mode == Mode::Open;
    let group = agreed.units.get(unit).map(|unit| unit.names.join(", "));
    let entry = Entry::new(agreed.name.as_str())
        .fact("Kind", if agreed.kind == Kind::Team { "team review" } else { "company review" })
        .fact("Cycle", here.cycle(survey.cycle))
        .fact("Opens", agreed.opens)
        .fact("Closes", agreed.closes)
        .maybe("Your group", group)
        .fact("Answers carry names", is_open);
    let entry = match &survey.state {
        State::Void(why) => entry.fact("Called off", why.as_str()),
        _ => entry,
    };
    if !is_open {
        let entry = entry.fact("What you answered", "Cannot be found, by design: nothing links an answer to who gave it");
        // Of one that is over it is gone.
        if survey.state.is_over() {
            return Ok(entry);
        }
        let respondent = access::respondent(here.store, here.actor, survey.id).await?;
        return Ok(match respondent {
            Some(respondent) => entry.fact("You were let in to answer", answer::is_issued(here.store, &respondent).await?),
            None => entry,
        });
    }
    if survey.state.is_over() {
        return Ok(entry.fact("What you answered", "Was removed when the survey closed"));
    }
    let Some(respondent) = access::respondent(here.store, here.actor, survey.id).await? else { return Ok(entry) };
    let Some(named) = named::read(here.store, &respondent).await? else {
        return Ok(entry.fact("What you answered", "Nothing yet"));
    };
    let entry = entry.fact("Times that it was saved", named.version.0);
    let entry = entry.with([answers("As it stands", &survey.form, &named.draft)]);
    Ok(entry.with(named.sent.map(|sent| answers("As you sent it", &survey.form, &sent))))
}

fn answers(heading: &str, form: &Questionnaire, answers: &Answers) -> Entry {
    let said = form.questions().enumerate().map(|(number, (_, _, question))| (question, answers.to(number)));
    said.fold(Entry::new(heading), |entry, (question, value)| {
        entry.maybe(question.text.as_str(), value.map(|value| words(question, value)))
    })
}

fn words(question: &Question, value: &Value) -> String {
    let option = |at: &usize| question.ask.options().get(*at).map_or_else(String::new, |option| option.text.clone());
    match value {
        Value::Scale(number) | Value::Recommend(number) => number.to_string(),
        Value::NotApplicable => "Not for me".to_owned(),
        Value::Single(at) => option(at),
        Value::Multiple(all) => all.iter().map(option).collect::<Vec<_>>().join(", "),
        Value::Text(text) => text.clone(),
    }
}
