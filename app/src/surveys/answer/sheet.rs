//! What is being filled in: the answers so far, and where one is.

use super::{super::api::SurveyData, Asked, saving};
use crate::parts::Icon;
use leptos::prelude::*;
use waymark::survey::{Mode, answer::Answers, release::Value};

/// How it goes with saving and sending.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "on the server nothing is kept or sent"))]
pub enum Progress {
    /// Nothing was answered yet, or it is only being looked at.
    Idle,
    /// All is kept.
    Kept,
    /// Something is on its way to the server.
    Sending,
    /// The line is down; it is tried again in so many seconds.
    Waiting(u32),
    /// It was refused, with this sentence.
    Refused(String),
}

/// Answers that were saved elsewhere meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What is stored.
    pub stored: Answers,
    /// Its version.
    pub version: u32,
}

/// A survey that is being answered.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// The survey.
    pub data: StoredValue<SurveyData>,
    /// The answers so far.
    pub answers: RwSignal<Answers>,
    /// The step: 0 what was agreed, then a section each, then looking it over, then sent.
    pub at: RwSignal<usize>,
    /// How it goes.
    pub progress: RwSignal<Progress>,
    /// In open mode how often the server has saved it, else how often it was sent.
    pub version: RwSignal<u32>,
    /// Whether what stands was sent; `None` while nothing was.
    pub sent: RwSignal<Option<bool>>,
    /// What was saved elsewhere meanwhile.
    pub conflict: RwSignal<Option<Conflict>>,
    /// Whether what this device keeps belongs to other terms than the page shows.
    pub is_substituted: RwSignal<bool>,
}

impl Sheet {
    /// Of a survey, at the step that the address names where it can be shown at once.
    pub fn new(data: SurveyData, asked: &Asked) -> Self {
        let named = data.named.clone();
        let last = data.form.sections.len() + 2;
        let answers =
            named.as_ref().map_or_else(|| Answers::none(&data.form, data.terms.attributes), |named| named.draft.clone());
        // Confidential answers are on the device: the server shows the first step.
        let at = if data.mode == Mode::Open { asked.at.min(last) } else { 0 };
        let progress = match asked.why.as_str() {
            "wrong" => Progress::Refused("Something is missing or does not fit. Nothing was sent.".to_owned()),
            "changed" => Progress::Refused("You answered on another device meanwhile. What is stored is shown here.".to_owned()),
            _ => Progress::Idle,
        };
        Self {
            answers: RwSignal::new(answers),
            at: RwSignal::new(at),
            progress: RwSignal::new(progress),
            version: RwSignal::new(named.as_ref().map_or(0, |named| named.version)),
            sent: RwSignal::new(named.and_then(|named| named.sent)),
            conflict: RwSignal::new(None),
            is_substituted: RwSignal::new(false),
            data: StoredValue::new(data),
        }
    }

    /// Notes what is said to a question, and keeps it.
    pub fn say(self, question: usize, value: Option<Value>) {
        let changed = self.answers.try_update(|answers| {
            let place = answers.values.get_mut(question)?;
            (*place != value).then(|| *place = value)
        });
        if changed.flatten().is_some() {
            self.sent.update(|sent| *sent = sent.map(|_| false));
            saving::keep(self);
        }
    }

    /// Goes to a step.
    pub fn go(self, at: usize) {
        saving::go(self, at);
    }

    /// About how many minutes the rest takes.
    pub fn minutes_left(self) -> u32 {
        self.answers.with(|answers| {
            let open = answers.values.iter().filter(|value| value.is_none()).count();
            let all = answers.values.len().max(1);
            let minutes = self.data.with_value(|data| data.minutes) as usize;
            u32::try_from((minutes * open).div_ceil(all)).unwrap_or(u32::MAX)
        })
    }

    /// How many sections there are.
    #[cfg(feature = "hydrate")]
    pub fn sections(self) -> usize {
        self.data.with_value(|data| data.form.sections.len())
    }
}

/// What has to be said on every step: refusals, a line that is down, answers from elsewhere.
pub fn alerts(sheet: Sheet) -> impl IntoView {
    let sentence = move || match sheet.progress.get() {
        Progress::Refused(sentence) => Some(("refusal", "alert", sentence)),
        Progress::Waiting(seconds) => Some((
            "note warn",
            "clock",
            format!("The line is down. Your answers are kept on this device; the next try is in {seconds} s."),
        )),
        _ => None,
    };
    view! {
        <div role="status">
            {move || sentence().map(|(class, icon, text)| view! { <div class=class><Icon name=icon/><p>{text}</p></div> })}
        </div>
        {move || sheet.is_substituted.get().then(|| view! {
            <div class="refusal" role="alert">
                <Icon name="alert"/>
                <p>"What was agreed at launch is not what it was when you opened this survey on this device. Do not answer; tell your colleagues, and compare the six words with them."</p>
            </div>
        })}
        {move || sheet.conflict.get().map(|conflict| {
            let (stored, version) = (conflict.stored, conflict.version);
            view! {
                <div class="note warn" role="alert">
                    <Icon name="devices"/>
                    <div>
                        <p>"You answered on another device meanwhile."</p>
                        <div class="actions">
                            <button class="btn" type="button" on:click=move |_| saving::settle(sheet, None, version)>"Keep what is here"</button>
                            <button class="btn" type="button" on:click=move |_| saving::settle(sheet, Some(stored.clone()), version)>"Take what is stored"</button>
                        </div>
                    </div>
                </div>
            }
        })}
    }
}
