//! Sending answers without a name: a credential first, then the sealed answers, to an address that takes no cookie. Whatever
//! happens on the way, the same is sent again until it is acknowledged or refused.

use super::{
    device::{self, Kept},
    keeping,
    sheet::{Progress, Sheet},
};
use crate::{failure::Failure, surveys::api::credential};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::{cell::RefCell, time::Duration};
use waymark::survey::{
    credential::{Evaluation, Signed},
    seal,
    submission::Submission,
    taking::{AnswerRefused, IssueRefused, NotTaking},
};

/// Where answers without a name are sent.
pub const ADDRESS: &str = "/answers";

thread_local! {
    /// The next try, while one waits for it.
    static NEXT: RefCell<Option<(TimeoutHandle, Sheet, u32)>> = const { RefCell::new(None) };
    static BUSY: RefCell<bool> = const { RefCell::new(false) };
}

/// Why it did not work.
enum NotSent {
    /// The line is down, or the server is: it is tried again.
    Line,
    /// It was refused, for this reason.
    Refused(String),
}

/// Sends what stands, or again what was not acknowledged.
pub fn send(sheet: Sheet) {
    attempt(sheet, 0);
}

/// Does not wait for the next try any longer.
pub fn at_once() {
    if let Some((handle, sheet, failed)) = NEXT.with_borrow_mut(Option::take) {
        handle.clear();
        attempt(sheet, failed);
    }
}

fn attempt(sheet: Sheet, failed: u32) {
    if BUSY.replace(true) {
        return;
    }
    sheet.progress.set(Progress::Sending);
    spawn_local(async move {
        let sent = try_once(sheet).await;
        BUSY.replace(false);
        match sent {
            Ok(()) => {
                sheet.progress.set(Progress::Kept);
                if sheet.sent.get_untracked() == Some(true) {
                    keeping::go(sheet, sheet.sections() + 2);
                }
            }
            Err(NotSent::Refused(sentence)) => sheet.progress.set(Progress::Refused(sentence)),
            Err(NotSent::Line) => {
                let wait = keeping::wait_after(failed);
                sheet.progress.set(Progress::Waiting(wait));
                let next = set_timeout_with_handle(at_once, Duration::from_secs(wait.into()));
                NEXT.set(next.ok().map(|handle| (handle, sheet, failed + 1)));
            }
        }
    });
}

/// What this device keeps now.
fn kept(sheet: Sheet) -> Result<Kept, NotSent> {
    let lost = "This device no longer keeps your answers. Load the page again.";
    device::load(&device::key(sheet)).ok_or_else(|| NotSent::Refused(lost.to_owned()))
}

fn store(sheet: Sheet, kept: &Kept) {
    device::store(&device::key(sheet), kept);
}

async fn try_once(sheet: Sheet) -> Result<(), NotSent> {
    if kept(sheet).is_err() {
        device::begin(sheet).await;
    }
    let evaluation = evaluated(sheet).await?;
    let mut now = kept(sheet)?;
    let submission = if let Some(pending) = now.pending.clone() {
        pending
    } else {
        let made = sealed(sheet, &now, &evaluation)?;
        // Before it leaves: if the acknowledgement is lost, the very same is sent again.
        now.pending = Some(made.clone());
        // What is answered from here on is not in it.
        now.is_sent = true;
        store(sheet, &now);
        sheet.sent.set(Some(true));
        made
    };
    let answer = post(&submission).await;
    let mut now = kept(sheet)?;
    match answer {
        Ok(()) => {
            now.pending = None;
            now.sent = submission.version;
            now.is_sent = sheet.sent.get_untracked() == Some(true);
            store(sheet, &now);
            sheet.version.set(submission.version);
            Ok(())
        }
        Err(NotSent::Refused(sentence)) => {
            now.pending = None;
            now.is_sent = false;
            store(sheet, &now);
            sheet.sent.set((now.sent > 0).then_some(false));
            Err(NotSent::Refused(sentence))
        }
        Err(NotSent::Line) => Err(NotSent::Line),
    }
}

/// The server's answer for this device's element: kept, or asked for.
async fn evaluated(sheet: Sheet) -> Result<Evaluation, NotSent> {
    let now = kept(sheet)?;
    if let Some(evaluation) = now.evaluation {
        return Ok(evaluation);
    }
    let (survey, unit) = sheet.data.with_value(|data| (data.id, data.terms.unit));
    let evaluation = match credential(survey, now.seed.element(survey, unit)).await {
        Ok(evaluation) => evaluation,
        Err(Failure::Refused(why)) => return Err(NotSent::Refused(issue_refused(why))),
        Err(failure) if failure.is_passing() && !matches!(failure, Failure::SignedOut) => return Err(NotSent::Line),
        Err(failure) => return Err(NotSent::Refused(failure.sentence().unwrap_or_default())),
    };
    // What was answered meanwhile stays.
    store(sheet, &Kept { evaluation: Some(evaluation), ..kept(sheet)? });
    Ok(evaluation)
}

fn sealed(sheet: Sheet, kept: &Kept, evaluation: &Evaluation) -> Result<Submission, NotSent> {
    let (survey, unit, contract, size) =
        sheet.data.with_value(|data| (data.id, data.terms.unit, data.terms.hash, seal::size(&data.form, data.terms.attributes)));
    let answers = kept.answers.clone().tidied();
    let body = seal::seal(&contract, &answers, size)
        .ok_or_else(|| NotSent::Refused("Your texts are too long. Shorten them, then send again.".to_owned()))?;
    let credential = kept.seed.credential(survey, unit, evaluation);
    let (nonce, version) = (credential.nonce(), kept.sent + 1);
    let tag = credential.sign(&Signed { contract: &contract, survey, unit, nonce: &nonce, version, body: &body });
    Ok(Submission { survey, unit, nonce, version, body, tag })
}

/// Sends it: no cookie, no referrer, nothing of this page.
async fn post(submission: &Submission) -> Result<(), NotSent> {
    let request = gloo_net::http::Request::post(ADDRESS)
        .credentials(web_sys::RequestCredentials::Omit)
        .referrer_policy(web_sys::ReferrerPolicy::NoReferrer)
        .cache(web_sys::RequestCache::NoStore)
        .json(submission)
        .map_err(|_| NotSent::Refused("Your answers could not be written down. Load the page again.".to_owned()))?;
    let answer = request.send().await.map_err(|_| NotSent::Line)?;
    if answer.ok() {
        return Ok(());
    }
    match answer.json::<AnswerRefused>().await {
        Ok(why) => Err(NotSent::Refused(answer_refused(why))),
        // A proxy's page, a server that is busy or ending.
        Err(_) => Err(NotSent::Line),
    }
}

/// Why a survey takes nothing, as a sentence.
pub fn not_taking(why: NotTaking) -> &'static str {
    match why {
        NotTaking::NotOpen => "The survey has not opened yet. Your answers are kept on this device.",
        NotTaking::Closed => "The survey has closed: this did not arrive in time and does not count. What was sent before does.",
        NotTaking::Void => "The survey was called off. Nothing of it is kept or published.",
    }
}

fn issue_refused(why: IssueRefused) -> String {
    match why {
        IssueRefused::Taking(why) => not_taking(why),
        IssueRefused::Another => {
            "You began to answer in another browser or on another device, and each of us has one credential. Go on there. What you \
             answered here is kept, but cannot be sent from here."
        }
        IssueRefused::Open => "Load this page again, please: the survey is not what it was.",
    }
    .to_owned()
}

fn answer_refused(why: AnswerRefused) -> String {
    match why {
        AnswerRefused::Taking(why) => not_taking(why),
        AnswerRefused::Older { .. } => {
            "Later answers of yours are there already. Load the page again to see what this device keeps."
        }
        AnswerRefused::Unknown | AnswerRefused::Size { .. } => {
            "Your answers are to another version of this survey. Load the page again."
        }
        AnswerRefused::Credential => {
            "The server does not know the credential of this device. Load the page again and send once more."
        }
    }
    .to_owned()
}
