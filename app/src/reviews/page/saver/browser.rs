//! The browser's half of saving: what is to be sent, what this device keeps meanwhile, and what is read off the fields.

use super::{
    super::super::{
        api::{NotSaved, Revisions, Written},
        words::{answer_sentence, not_saved},
    },
    Other, Place, Saver, Saving,
    control::{Control, option_of, slot_of},
};
use crate::{
    failure::{Again, Failure},
    parts::post,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;
use serde_json::Value;
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    mem,
    rc::Rc,
    time::Duration,
};
use wasm_bindgen::JsCast;
use waymark::review::{LONGEST_TEXT, NotAnAnswer, SaveRefused};
use web_sys::HtmlInputElement;

/// How long nobody must have typed before it is saved.
const QUIET: Duration = Duration::from_millis(600);

/// The longest wait before another try.
const LONGEST_WAIT: u32 = 30;

/// The most bytes of a form that a browser sends while it leaves a page.
const BEACON: usize = 60_000;

/// What stands in fields, by their slots, and how often each had been written before.
type Texts = BTreeMap<String, (String, u32)>;

/// What is to be sent, and what is known of the fields.
pub type Queue = SendWrapper<Rc<Sent>>;

#[derive(Default)]
pub struct Sent {
    place: RefCell<Option<Place>>,
    root: Cell<&'static str>,
    page: RefCell<String>,
    step: Cell<u32>,
    revisions: RefCell<Revisions>,
    waiting: RefCell<BTreeMap<String, String>>,
    /// What waits for somebody to choose between it and what another page wrote.
    held: RefCell<BTreeMap<String, String>>,
    flying: RefCell<BTreeMap<String, String>>,
    /// The save that is about to happen.
    soon: RefCell<Option<TimeoutHandle>>,
    failed: Cell<u32>,
    /// What is done once all is saved.
    then: RefCell<Option<Box<dyn FnOnce()>>>,
}

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sent").finish_non_exhaustive()
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// A token that no other page has.
fn drawn() -> String {
    let mut bytes = [0; 12];
    if let Ok(crypto) = window().crypto() {
        drop(crypto.get_random_values_with_u8_array(&mut bytes));
    }
    bytes.iter().fold(String::new(), |mut token, byte| {
        token.push(char::from(b'a' + byte / 16));
        token.push(char::from(b'a' + byte % 16));
        token
    })
}

impl Sent {
    /// With what the names begin under which pages of this person keep what they could not save of this review yet.
    fn prefix(&self) -> Option<String> {
        let place = self.place.borrow();
        let Place { path, cycle, person, reader } = place.as_ref()?;
        Some(format!("waymark{path}.{cycle}.{person}.{reader}."))
    }

    /// The name of this page's own: another tab of theirs has another.
    fn key(&self) -> Option<String> {
        Some(self.prefix()? + &self.page.borrow())
    }

    /// What could not be saved yet stays on this device. Says whether it does.
    fn keep(&self) -> bool {
        let (Some(key), Some(storage)) = (self.key(), storage()) else { return false };
        let mut all = Texts::new();
        let revisions = self.revisions.borrow();
        let (held, flying, waiting) = (self.held.borrow(), self.flying.borrow(), self.waiting.borrow());
        for (slot, text) in held.iter().chain(flying.iter()).chain(waiting.iter()) {
            all.insert(slot.clone(), (text.clone(), revisions.get(slot).copied().unwrap_or_default()));
        }
        if all.is_empty() {
            drop(storage.remove_item(&key));
            return true;
        }
        storage.set_item(&key, &serde_json::to_string(&all).unwrap_or_default()).is_ok()
    }

    /// What each page of this person keeps of this review on this device, by the name under which it does.
    fn on_device(&self) -> BTreeMap<String, Texts> {
        let (Some(prefix), Some(storage)) = (self.prefix(), storage()) else { return BTreeMap::new() };
        let names = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
        let texts = |name: String| {
            let text = storage.get_item(&name).ok().flatten().unwrap_or_default();
            (name, serde_json::from_str(&text).unwrap_or_default())
        };
        names.filter(|name| name.starts_with(&prefix)).map(texts).collect()
    }

    /// What pages before this one kept and is not `stored`: it is this page's now. Where two of them kept something else of the same field, the second
    /// waits on the device for the next page, which finds the first stored by then and shows both.
    fn kept(&self, stored: &BTreeMap<String, String>) -> Texts {
        let Some(storage) = storage() else { return Texts::new() };
        let mut kept = Texts::new();
        for (name, all) in self.on_device() {
            let is_new = |(slot, (text, _)): &(String, (String, u32))| stored.get(slot).is_none_or(|stored| stored != text);
            let (later, now): (Texts, Texts) = all
                .into_iter()
                .filter(is_new)
                .partition(|(slot, (text, _))| kept.get(slot).is_some_and(|(first, _)| first != text));
            kept.extend(now);
            if later.is_empty() {
                drop(storage.remove_item(&name));
            } else {
                drop(storage.set_item(&name, &serde_json::to_string(&later).unwrap_or_default()));
            }
        }
        kept
    }

    fn controls(&self) -> Vec<Control> {
        let Some(root) = document().get_element_by_id(self.root.get()) else { return Vec::new() };
        let Ok(all) = root.query_selector_all("[name^='written[text]'], [name^='written[chosen]']") else {
            return Vec::new();
        };
        (0..all.length()).filter_map(|at| Control::of(all.item(at)?.dyn_into().ok()?)).collect()
    }

    /// What stands in the fields of this page; or what stood there when it was made.
    fn standing(&self, at_first: bool) -> BTreeMap<String, String> {
        let mut standing: BTreeMap<String, String> = BTreeMap::new();
        for control in self.controls() {
            let name = control.name();
            let Some(slot) = slot_of(&name) else { continue };
            let stands = standing.entry(slot).or_default();
            match control {
                Control::Text(text) if at_first => *stands = text.default_value().unwrap_or_default(),
                Control::Text(text) => *stands = text.value(),
                Control::Select(select) if at_first => *stands = select.get_attribute("data-stored").unwrap_or_default(),
                Control::Select(select) => *stands = select.value(),
                Control::Input(input) => {
                    let is_chosen = if at_first { input.default_checked() } else { input.checked() };
                    let option = option_of(&name).unwrap_or_else(|| input.value());
                    if is_chosen {
                        if !stands.is_empty() {
                            stands.push(',');
                        }
                        stands.push_str(&option);
                    }
                }
            }
        }
        standing
    }

    /// Puts something into a field.
    fn put(&self, slot: &str, stands: &str) {
        for control in self.controls() {
            let name = control.name();
            if slot_of(&name).as_deref() != Some(slot) {
                continue;
            }
            match control {
                Control::Text(text) => text.set_value(stands),
                Control::Select(select) => select.set_value(stands),
                Control::Input(input) => match option_of(&name) {
                    Some(option) => input.set_checked(stands.split(',').any(|chosen| chosen == option)),
                    None => input.set_checked(input.value() == stands),
                },
            }
        }
    }

    /// How often each field had been written when the page was made.
    fn seen(&self) -> Revisions {
        let root = document().get_element_by_id(self.root.get());
        let all = root.and_then(|root| root.query_selector_all("[name^='written[seen]']").ok());
        let Some(all) = all else { return Revisions::new() };
        let inputs = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<HtmlInputElement>().ok());
        let one = |input: HtmlInputElement| {
            let name = input.name();
            let slot = name.strip_prefix("written[seen][")?.strip_suffix(']')?;
            Some((slot.to_owned(), input.value().parse().unwrap_or_default()))
        };
        inputs.filter_map(one).collect()
    }

    fn fields(&self, texts: &BTreeMap<String, String>) -> Vec<(String, String)> {
        let place = self.place.borrow();
        let Some(place) = place.as_ref() else { return Vec::new() };
        let revisions = self.revisions.borrow();
        let mut fields = vec![
            ("cycle".to_owned(), place.cycle.clone()),
            ("person".to_owned(), place.person.clone()),
            ("written[page]".to_owned(), self.page.borrow().clone()),
            ("written[step]".to_owned(), self.step.get().to_string()),
        ];
        for (slot, text) in texts {
            fields.push((format!("written[text][{slot}]"), text.clone()));
            let seen = revisions.get(slot).copied().unwrap_or_default();
            fields.push((format!("written[seen][{slot}]"), seen.to_string()));
        }
        fields
    }
}

impl Saver {
    /// Begins to save the fields below the element with this id: what was typed before the page was alive, what this device kept, and what is
    /// typed from now on.
    pub fn begin(self, place: Place, root: &'static str) {
        let sent = Rc::new(Sent::default());
        *sent.place.borrow_mut() = Some(place);
        sent.root.set(root);
        *sent.page.borrow_mut() = drawn();
        self.queue.set_value(SendWrapper::new(Rc::clone(&sent)));
        Effect::new(move |_| {
            let sent = self.queue.get_value();
            // Fields are there once the browser has drawn them.
            request_animation_frame(move || self.meet(&sent));
        });
        let leaving = window_event_listener_untyped("pagehide", move |_| self.leave());
        let online = window_event_listener_untyped("online", move |_| self.soon(Duration::ZERO));
        on_cleanup(move || {
            leaving.remove();
            online.remove();
            self.leave();
        });
    }

    /// What this device keeps of what could not be saved there. It keeps it until it is let go.
    pub fn left(self, place: Place) -> Vec<(String, String)> {
        let sent = Rc::new(Sent::default());
        *sent.place.borrow_mut() = Some(place);
        let all = sent.on_device().into_values().flatten();
        let texts: BTreeSet<(String, String)> = all.map(|(slot, (text, _))| (slot, text)).collect();
        self.queue.set_value(SendWrapper::new(sent));
        texts.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect()
    }

    /// Lets go of that.
    pub fn forget(self) {
        let Some(storage) = storage() else { return };
        self.queue.get_value().on_device().into_keys().for_each(|name| drop(storage.remove_item(&name)));
    }

    fn meet(self, sent: &Rc<Sent>) {
        let (revisions, stored) = (sent.seen(), sent.standing(true));
        sent.revisions.borrow_mut().clone_from(&revisions);
        for (slot, text) in sent.standing(false) {
            // A field that a browser fills in again has what was typed, as has one that was typed into before this ran.
            if stored.get(&slot).is_some_and(|stored| *stored != text) {
                self.wants(sent, &slot, text);
            }
        }
        for (slot, (text, seen)) in sent.kept(&stored) {
            let Some(now) = revisions.get(&slot) else { continue };
            let stands = stored.get(&slot).cloned().unwrap_or_default();
            sent.put(&slot, &text);
            if *now == seen {
                self.wants(sent, &slot, text);
            } else {
                let other = Other { text: stands, revision: *now };
                // Kept with how much of it was seen, so that it is asked again until somebody chooses.
                sent.revisions.borrow_mut().insert(slot.clone(), seen);
                sent.held.borrow_mut().insert(slot.clone(), text);
                sent.keep();
                self.told.update(|told| told.entry(slot).or_default().other = Some(other));
            }
        }
    }

    /// This is to stand in a field.
    fn wants(self, sent: &Rc<Sent>, slot: &str, text: String) {
        let count = text.chars().count();
        let wrong = (count > LONGEST_TEXT).then(|| answer_sentence(NotAnAnswer::TooLong(count)));
        let is_wrong = wrong.is_some();
        if self.told.with_untracked(|told| told.get(slot).is_some_and(|told| told.wrong.is_some())) || is_wrong {
            self.told.update(|told| told.entry(slot.to_owned()).or_default().wrong = wrong);
        }
        if is_wrong {
            sent.waiting.borrow_mut().remove(slot);
            // As much as a device keeps: what is far too long stays in its field alone.
            if count <= 4 * LONGEST_TEXT {
                sent.held.borrow_mut().insert(slot.to_owned(), text);
                sent.keep();
            }
            self.state.set(Saving::Refused("Something does not fit yet; what is wrong stands at its field.".to_owned()));
            return;
        }
        // What another page wrote is settled first: it would be refused again.
        if self.told.with_untracked(|told| told.get(slot).is_some_and(|told| told.other.is_some())) {
            sent.held.borrow_mut().insert(slot.to_owned(), text);
            sent.keep();
            return;
        }
        sent.held.borrow_mut().remove(slot);
        sent.waiting.borrow_mut().insert(slot.to_owned(), text);
        sent.keep();
        self.is(sent, Saving::UnderWay);
        self.soon(QUIET);
    }

    /// What stands in the field that this event is about is to be saved.
    pub fn changed(self, event: &web_sys::Event) {
        let Some(control) = event.target().and_then(|target| Control::of(target.dyn_into().ok()?)) else { return };
        let Some(slot) = slot_of(&control.name()) else { return };
        let sent = self.queue.get_value();
        if let Some(text) = sent.standing(false).remove(&slot) {
            self.wants(&sent, &slot, text);
        }
    }

    /// What is not saved yet is sent at once.
    pub fn at_once(self, event: &web_sys::SubmitEvent) {
        event.prevent_default();
        self.soon(Duration::ZERO);
    }

    /// Does this once all is saved; not at all where something cannot be.
    pub fn when_saved(self, then: impl FnOnce() + 'static) {
        let sent = self.queue.get_value();
        let has_trouble = self.told.with_untracked(|told| told.values().any(|told| told.wrong.is_some() || told.other.is_some()));
        if has_trouble {
            self.is(&sent, Saving::Refused("Something does not fit yet; what is wrong stands at its field.".to_owned()));
        } else if sent.flying.borrow().is_empty() && sent.waiting.borrow().is_empty() {
            then();
        } else {
            *sent.then.borrow_mut() = Some(Box::new(then));
            self.soon(Duration::ZERO);
        }
    }

    /// What stands in this field goes over what another page wrote.
    pub fn keep(self, slot: &str) {
        let sent = self.queue.get_value();
        let other = self.told.try_update(|told| told.get_mut(slot)?.other.take()).flatten();
        if let (Some(other), Some(text)) = (other, sent.standing(false).remove(slot)) {
            sent.held.borrow_mut().remove(slot);
            sent.revisions.borrow_mut().insert(slot.to_owned(), other.revision);
            self.wants(&sent, slot, text);
        }
    }

    /// What another page wrote is put into this field.
    pub fn take(self, slot: &str) {
        let sent = self.queue.get_value();
        let other = self.told.try_update(|told| told.get_mut(slot)?.other.take()).flatten();
        if let Some(other) = other {
            sent.put(slot, &other.text);
            sent.revisions.borrow_mut().insert(slot.to_owned(), other.revision);
            sent.waiting.borrow_mut().remove(slot);
            sent.held.borrow_mut().remove(slot);
            sent.keep();
            self.is(&sent, Saving::Done);
        }
    }

    fn soon(self, wait: Duration) {
        let Some(sent) = self.queue.try_get_value() else { return };
        if let Some(before) = sent.soon.borrow_mut().take() {
            before.clear();
        }
        let going = Rc::clone(&sent);
        *sent.soon.borrow_mut() = set_timeout_with_handle(move || self.send(going), wait).ok();
    }

    fn send(self, sent: Rc<Sent>) {
        if !sent.flying.borrow().is_empty() || sent.waiting.borrow().is_empty() {
            return;
        }
        let flying = mem::take(&mut *sent.waiting.borrow_mut());
        sent.flying.replace(flying.clone());
        sent.step.set(sent.step.get() + 1);
        let fields = sent.fields(&flying);
        let path = sent.place.borrow().as_ref().map(|place| place.path).unwrap_or_default();
        if sent.failed.get() == 0 {
            self.is(&sent, Saving::UnderWay);
        }
        spawn_local(async move {
            let borrowed: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let answer = post(path, &borrowed).await;
            sent.flying.borrow_mut().clear();
            match answer {
                Ok(value) => self.is_saved(&sent, value),
                Err(failure) => self.is_not_saved(&sent, flying, failure),
            }
        });
    }

    fn is_saved(self, sent: &Rc<Sent>, value: Value) {
        sent.failed.set(0);
        let revisions: Revisions = serde_json::from_value(value).unwrap_or_default();
        sent.revisions.borrow_mut().extend(revisions);
        sent.keep();
        if sent.waiting.borrow().is_empty() {
            let has_trouble =
                self.told.try_with_untracked(|told| told.values().any(|told| told.wrong.is_some() || told.other.is_some()));
            if has_trouble == Some(false) {
                self.is(sent, Saving::Done);
                let then = sent.then.borrow_mut().take();
                if let Some(then) = then {
                    then();
                }
            }
        } else {
            self.soon(QUIET);
        }
    }

    fn is_not_saved(self, sent: &Rc<Sent>, flying: BTreeMap<String, String>, failure: Failure<Value>) {
        sent.then.borrow_mut().take();
        // What was typed meanwhile is newer than what did not arrive.
        let again = |slots: &dyn Fn(&str) -> bool| {
            let mut waiting = sent.waiting.borrow_mut();
            for (slot, text) in &flying {
                if slots(slot) {
                    waiting.entry(slot.clone()).or_insert_with(|| text.clone());
                }
            }
        };
        match failure {
            Failure::Refused(why) => {
                sent.failed.set(0);
                let why = serde_json::from_value::<Again<Written, NotSaved>>(why).map(|again| again.why);
                match why {
                    Ok(NotSaved::Text(SaveRefused::Met(met))) => {
                        let mut told_of = BTreeMap::new();
                        for one in met {
                            told_of.insert(one.slot.to_string(), Other { text: one.now, revision: one.revision });
                        }
                        again(&|slot| !told_of.contains_key(slot));
                        for slot in told_of.keys() {
                            // What was typed meanwhile is what somebody chooses about.
                            let newest = sent.waiting.borrow_mut().remove(slot).or_else(|| flying.get(slot).cloned());
                            sent.held.borrow_mut().insert(slot.clone(), newest.unwrap_or_default());
                        }
                        sent.keep();
                        let update = move |told: &mut BTreeMap<String, super::Told>| {
                            for (slot, other) in told_of {
                                told.entry(slot).or_default().other = Some(other);
                            }
                        };
                        _ = self.told.try_update(update);
                        self.is(
                            sent,
                            Saving::Refused("Another page or device wrote here as well: choose what stays.".to_owned()),
                        );
                    }
                    Ok(NotSaved::Text(SaveRefused::Wrong(slot, why))) => {
                        let slot = slot.to_string();
                        again(&|other| other != slot);
                        if let Some(text) = flying.get(&slot) {
                            sent.held.borrow_mut().insert(slot.clone(), text.clone());
                            sent.keep();
                        }
                        _ = self.told.try_update(|told| told.entry(slot).or_default().wrong = Some(answer_sentence(why)));
                        self.is(
                            sent,
                            Saving::Refused("Something does not fit yet; what is wrong stands at its field.".to_owned()),
                        );
                    }
                    Ok(why) => {
                        // It stays on this device and in its field.
                        again(&|_| true);
                        sent.keep();
                        sent.waiting.borrow_mut().clear();
                        self.is(sent, Saving::Refused(not_saved(&why).unwrap_or_default()));
                        _ = self.stale.try_update(|stale| *stale += 1);
                    }
                    Err(_) => self.is(
                        sent,
                        Saving::Refused("Load the page again, please. What you wrote is kept on this device.".to_owned()),
                    ),
                }
                if !sent.waiting.borrow().is_empty() {
                    self.soon(QUIET);
                }
            }
            failure @ (Failure::NotFound | Failure::Malformed) => {
                again(&|_| true);
                sent.keep();
                sent.waiting.borrow_mut().clear();
                self.is(sent, Saving::Refused(failure.sentence().unwrap_or_default()));
            }
            failure => {
                again(&|_| true);
                let kept = sent.keep();
                sent.failed.set(sent.failed.get() + 1);
                let said = match failure {
                    Failure::SignedOut => Saving::Refused(failure.sentence().unwrap_or_default()),
                    _ => Saving::Waits { kept },
                };
                self.is(sent, said);
                let wait = (1 << sent.failed.get().min(5)).min(LONGEST_WAIT);
                self.soon(Duration::from_secs(wait.into()));
            }
        }
    }

    fn is(self, sent: &Rc<Sent>, state: Saving) {
        let is_here = self.queue.try_with_value(|now| Rc::ptr_eq(now, sent)) == Some(true);
        if is_here && self.state.with_untracked(|now| *now != state) {
            self.state.set(state);
        }
    }

    /// What has not arrived when the page is left is sent on the way; if that does not arrive either, this device has it.
    fn leave(self) {
        let Some(sent) = self.queue.try_get_value() else { return };
        // A page that was opened meanwhile has taken what this one kept.
        sent.keep();
        let mut texts = sent.flying.borrow().clone();
        texts.extend(sent.waiting.borrow().clone());
        if texts.is_empty() || texts.values().map(String::len).sum::<usize>() > BEACON {
            return;
        }
        sent.step.set(sent.step.get() + 1);
        let Ok(body) = web_sys::UrlSearchParams::new() else { return };
        for (name, value) in sent.fields(&texts) {
            body.append(&name, &value);
        }
        let path = sent.place.borrow().as_ref().map(|place| place.path).unwrap_or_default();
        drop(window().navigator().send_beacon_with_opt_url_search_params(path, Some(&body)));
    }
}
