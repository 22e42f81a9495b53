//! What the server makes of what was typed, and how it answers.

use super::{News, QuestionTyped, Wrong};
use crate::{
    failure::{Again, Failure},
    questionnaires::part::Part,
    server::{self, Server},
    session::encoded,
};
use axum::http::{HeaderValue, header};
use leptos::{
    prelude::*,
    server_fn::{ServerFn, error::ServerFnUrlError},
};
use leptos_axum::ResponseOptions;
use serde::{Serialize, de::DeserializeOwned};
use std::{collections::BTreeSet, fmt::Debug};
use store::{
    access::Administrator,
    questionnaire::{self, Kept, Refused},
    upload::{self, Choices},
};
use waymark::{
    Version,
    questionnaire::{Ask, Choice, Problem, Question, Questionnaire, Slug},
};

/// How often an edit is tried again when somebody else was faster.
const TRIES: usize = 8;

/// A text of one line, without blanks around it.
pub fn one_line(text: &str) -> String {
    text.trim().replace("\r\n", " ").replace(['\n', '\r'], " ")
}

/// A text of several lines, without blanks around it.
pub fn several_lines(text: &str) -> String {
    text.trim().replace("\r\n", "\n").replace('\r', "\n")
}

/// What was typed over a text; the text itself where nothing but blanks around it would change: a question is the same only to
/// the letter.
fn over(before: &str, typed: String, as_typed: fn(&str) -> String) -> String {
    if as_typed(before) == typed { before.to_owned() } else { typed }
}

/// As [`over`], for one line.
pub fn line_over(before: &str, typed: &str) -> String {
    over(before, one_line(typed), one_line)
}

/// As [`over`], for several lines.
pub fn lines_over(before: &str, typed: &str) -> String {
    over(before, several_lines(typed), several_lines)
}

/// The refusal of the store in a verb's own words.
pub fn to_refused<W>(why: Refused, problems: impl FnOnce(Vec<Problem>) -> W, otherwise: W) -> W {
    match why {
        Refused::Problems(all) => problems(all),
        Refused::Taken | Refused::Unknown | Refused::Changed => otherwise,
    }
}

/// The options as they are typed, one a line. A line that was an option before keeps its id, and so does one that stands where
/// an option stood; others get one of their words.
fn options(before: &[Choice], typed: &str) -> Vec<Choice> {
    let lines: Vec<String> = typed.lines().map(one_line).filter(|line| !line.is_empty()).collect();
    let same = |line: &String| before.iter().find(|option| one_line(&option.text) == *line);
    let kept: BTreeSet<&Slug> = lines.iter().filter_map(same).map(|option| &option.id).collect();
    let mut used = BTreeSet::new();
    let mut all: Vec<Choice> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let here = before.get(at).filter(|option| !kept.contains(&option.id)).map(|option| (option.id.clone(), line.clone()));
        let same = same(line).map(|option| (option.id.clone(), option.text.clone()));
        let (id, text) = same.or(here).filter(|(id, _)| !used.contains(id)).unwrap_or_else(|| {
            let is_taken = |id: &Slug| used.contains(id) || before.iter().any(|option| option.id == *id);
            (Slug::of_words(line, is_taken), line.clone())
        });
        used.insert(id.clone());
        all.push(Choice { id, text });
    }
    all
}

/// The id of a part: what was typed, what it was, or one of its words. One that surveys know is changed only by who insists.
pub fn id_of(
    typed: &str,
    before: Option<&Slug>,
    insists: bool,
    in_use: &BTreeSet<Slug>,
    words: &str,
    form: &Questionnaire,
) -> Result<Slug, Wrong> {
    let id = match (typed.trim(), before) {
        ("", Some(before)) => return Ok(before.clone()),
        ("", None) => return Ok(Slug::of_words(words, |id| form.has(id) || in_use.contains(id))),
        (typed, _) => Slug::new(typed).map_err(Wrong::Id)?,
    };
    match before {
        Some(before) if *before != id && in_use.contains(before) && !insists => Err(Wrong::InUse),
        _ => Ok(id),
    }
}

/// A question as it was typed.
pub fn question(
    typed: &QuestionTyped,
    before: Option<&Question>,
    form: &Questionnaire,
    in_use: &BTreeSet<Slug>,
) -> Result<Question, Wrong> {
    let was = |text: fn(&Question) -> &String| before.map(|question| text(question).as_str()).unwrap_or_default();
    let options = || options(before.map(|question| question.ask.options()).unwrap_or_default(), &typed.options);
    let ask = match typed.kind.as_str() {
        "recommend" => Ask::Recommend,
        "single" => Ask::Single { options: options() },
        "multiple" => {
            let at_most = match typed.at_most.trim() {
                "" => None,
                number => Some(number.parse().map_err(|_| Wrong::AtMost)?),
            };
            Ask::Multiple { options: options(), at_most }
        }
        "text" => Ask::Text,
        "scale" => Ask::Scale { reversed: typed.reversed },
        _ => return Err(Wrong::Kind),
    };
    let text = line_over(was(|question| &question.text), &typed.text);
    let id = id_of(&typed.id, before.map(|question| &question.id), typed.insists, in_use, &text, form)?;
    // What is not asked of this kind does not count, whatever stands there.
    let required = match before {
        Some(_) => typed.required && !(ask == Ask::Text && form.purpose.is_survey()),
        None => ask.required_by_default(),
    };
    let help = lines_over(was(|question| &question.help), &typed.help);
    let mirror = line_over(was(|question| &question.mirror), &typed.mirror);
    Ok(Question { id, text, help, mirror, required, ask })
}

/// What an edit is given: who edits, and which questionnaire.
pub struct Editing {
    administrator: Administrator,
    id: Slug,
}

/// An edit that was made.
pub struct Made {
    /// The key of the part that it was about.
    pub at: String,
    /// The state before it.
    pub before: Kept,
    /// The version since.
    pub version: Version,
}

impl Editing {
    /// Of the questionnaire with this id; what is no id is not there.
    pub async fn of<R>(id: &str) -> Result<Self, Failure<R>> {
        let administrator = server::administrator().await?;
        let id = Slug::new(id).map_err(|_| server::not_found())?;
        Ok(Self { administrator, id })
    }

    /// What is kept now.
    pub async fn kept<R>(&self) -> Result<Kept, Failure<R>> {
        let kept = questionnaire::find(&Server::here().store, &self.id).await.map_err(server::internal)?;
        kept.ok_or_else(server::not_found)
    }

    /// The version that surveys use, if they use one.
    pub async fn newest<R>(&self, kept: &Kept) -> Result<Option<Questionnaire>, Failure<R>> {
        if kept.frozen == 0 {
            return Ok(None);
        }
        questionnaire::version(&Server::here().store, self.id.as_str(), kept.frozen).await.map_err(server::internal)
    }

    /// Edits what is kept now. `act` is given that and the ids that surveys know, and returns what it should be and the key of
    /// the part that it is about. When somebody else is faster it is called again with what they made of it.
    pub async fn edit(
        &self,
        act: impl Fn(&Kept, &BTreeSet<Slug>) -> Result<(Questionnaire, String), Wrong>,
    ) -> Result<Made, Failure<Wrong>> {
        for _ in 0..TRIES {
            let before = self.kept().await?;
            let in_use = ids(self.newest(&before).await?.as_ref());
            let (form, at) = act(&before, &in_use).map_err(server::refuse)?;
            match questionnaire::save(&Server::here().store, &self.administrator, before.version, &form).await {
                Err(store::Failed::Refused(Refused::Changed)) => {}
                saved => {
                    let saved = server::settle(saved);
                    let version =
                        saved.map_err(|failure| failure.map(|why| to_refused(why, Wrong::Problems, Wrong::Outdated)))?;
                    return Ok(Made { at, before, version });
                }
            }
        }
        Err(server::refuse(Wrong::Outdated))
    }

    /// Keeps a state for a day, so that it can be put back; empty where that failed: the edit itself is made.
    pub async fn remember(&self, form: &Questionnaire) -> String {
        remember(&self.administrator, form).await
    }

    /// A state that was remembered.
    pub async fn remembered<R>(&self, by: &str) -> Result<Option<Questionnaire>, Failure<R>> {
        let Ok(uuid) = by.parse() else { return Ok(None) };
        let kept = upload::find(&Server::here().store, &self.administrator, uuid).await.map_err(server::internal)?;
        let form = kept.and_then(|kept| serde_json::from_slice::<Questionnaire>(&kept.content).ok());
        Ok(form.filter(|form| form.id == self.id))
    }

    /// Answers an edit. A page without script is led back to the questionnaire: to what was done, or to the form that was
    /// refused, with what was typed in it. Not to where it came from, as by itself: browsers do not tell that of a long address,
    /// and one with a refusal is long.
    pub async fn answered<F: ServerFn, T>(
        &self,
        key: &str,
        typed: T,
        result: Result<News, Failure<Wrong>>,
    ) -> Result<News, Failure<Again<T, Wrong>>>
    where
        T: Clone + Debug + Serialize + DeserializeOwned + Send + 'static,
    {
        let is_plain = server::accepts_html(&server::parts().headers);
        let page = format!("/admin/questionnaires/{}", self.id);
        match result {
            Ok(news) => {
                if is_plain {
                    let News { done, at, back, version } = &news;
                    leptos_axum::redirect(&format!("{page}?done={done}&at={at}&back={back}&version={version}#{}", anchor(at)));
                }
                Ok(news)
            }
            Err(failure) => {
                let failure = failure.again(typed);
                if is_plain && matches!(failure, Failure::Refused(_)) {
                    let key = encoded(key);
                    let to = format!("http://localhost{page}?edit={key}#{}", anchor(&key));
                    // The host is only there because the address has to be a whole one while the refusal is put in.
                    let whole = ServerFnUrlError::new(F::PATH, failure.clone()).to_url(&to);
                    let location = whole.map_err(server::internal)?.as_str().replacen("http://localhost", "", 1);
                    if let (Ok(location), Some(response)) = (HeaderValue::from_str(&location), use_context::<ResponseOptions>()) {
                        response.insert_header(header::LOCATION, location);
                    }
                }
                Err(failure)
            }
        }
    }

    /// Offers it no more, or again.
    pub async fn retire(&self, version: u32, retired: bool) -> Result<Version, Failure<Wrong>> {
        let store = &Server::here().store;
        let done = questionnaire::retire(store, &self.administrator, &self.id, Version(version), retired).await;
        match done {
            Err(store::Failed::Refused(Refused::Unknown)) => Err(server::not_found()),
            done => server::settle(done).map_err(|failure| failure.map(|_| Wrong::Outdated)),
        }
    }
}

/// As [`Editing::remember`].
pub async fn remember(administrator: &Administrator, form: &Questionnaire) -> String {
    let text = serde_json::to_vec(form).expect("plain data");
    let name = format!("{} before", form.id);
    match upload::keep(&Server::here().store, administrator, &name, text, &Choices::default()).await {
        Ok(uuid) => uuid.to_string(),
        Err(error) => {
            server::logged(error);
            String::new()
        }
    }
}

/// The ids of all sections and questions.
pub fn ids(form: Option<&Questionnaire>) -> BTreeSet<Slug> {
    let sections = form.into_iter().flat_map(|form| &form.sections);
    let ids = sections.flat_map(|section| section.questions.iter().map(|question| &question.id).chain([&section.id]));
    ids.cloned().collect()
}

/// Looks whether the part that a form was made of is still what it was.
pub fn unchanged(form: &Questionnaire, key: &str, seen: &str) -> Result<(), Wrong> {
    match Part::of(form, key) {
        None => Err(Wrong::Gone),
        Some(now) if now.seen() != seen => Err(Wrong::Changed(Box::new(now))),
        Some(_) => Ok(()),
    }
}

/// The id on the page of the part with this key.
fn anchor(key: &str) -> String {
    if key.is_empty() { "main".to_owned() } else { format!("at-{key}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(id: &str, text: &str) -> Choice {
        Choice { id: Slug::new(id).expect("an id"), text: text.to_owned() }
    }

    fn read(before: &[Choice], typed: &str) -> Vec<(String, String)> {
        options(before, typed).into_iter().map(|option| (option.id.to_string(), option.text)).collect()
    }

    #[test]
    fn options_keep_their_ids_as_long_as_they_are_the_same() {
        let before = [choice("few", "Too few"), choice("right", "About right"), choice("many", "Too many")];
        let ids = |typed: &str| read(&before, typed).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(ids("Too few\r\nAbout right\r\nToo many\r\n"), ["few", "right", "many"]);
        assert_eq!(ids("Too many\n\n  Too few  \nAbout right"), ["many", "few", "right"], "moved");
        assert_eq!(ids("Too few\nJust right\nToo many"), ["few", "right", "many"], "mended");
        assert_eq!(ids("Too few\nNone\nAbout right\nToo many"), ["few", "none", "right", "many"], "one more");
        assert_eq!(ids("Too few\nToo few\nRight"), ["few", "too-few", "many"], "twice");
    }

    #[test]
    fn blanks_around_a_text_make_no_other_question() {
        assert_eq!(line_over(" We help. ", "We help."), " We help. ");
        assert_eq!(line_over("We help.", "  We\r\nhelp!\n"), "We help!");
        assert_eq!(lines_over("a\n\nb", "a\r\n\r\nb\r\n"), "a\n\nb");
    }
}
