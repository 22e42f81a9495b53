//! Saving votes as they are chosen: nothing that was chosen is lost while the page is there, and nothing is said to be saved that is not.

use leptos::prelude::*;
use std::collections::BTreeMap;

/// Votes as forms send them, by section; an empty one is taken back.
pub type Votes = BTreeMap<String, String>;

/// How far saving is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the browser saves"))]
pub enum Saving {
    /// Nothing was voted on this page yet.
    #[default]
    Still,
    /// It is under way.
    UnderWay,
    /// It is stored.
    Done,
    /// It did not arrive, and is tried again.
    Waits,
    /// It was refused.
    Refused(String),
}

/// Saves votes as they are chosen. What is chosen meanwhile goes along next; of one section the last counts.
#[derive(Clone, Copy)]
pub struct Saver {
    /// What was chosen here and is not in what was read.
    chosen: RwSignal<Votes>,
    state: RwSignal<Saving>,
    answers: RwSignal<usize>,
    #[cfg(feature = "hydrate")]
    queue: StoredValue<browser::Queue>,
}

impl Saver {
    /// One for a page.
    pub fn new() -> Self {
        let saver = Self {
            chosen: RwSignal::default(),
            state: RwSignal::default(),
            answers: RwSignal::new(0),
            #[cfg(feature = "hydrate")]
            queue: StoredValue::new(browser::Queue::new(std::rc::Rc::default())),
        };
        #[cfg(feature = "hydrate")]
        saver.is_sent_on_leaving();
        saver
    }

    /// How far saving is.
    pub fn state(self) -> Saving {
        self.state.get()
    }

    /// How often the server answered: then what they vote is read anew.
    pub fn answers(self) -> usize {
        self.answers.get()
    }

    /// What was chosen in a section, where that is not in what was read.
    pub fn chosen(self, section: &str) -> Option<String> {
        self.chosen.with(|chosen| chosen.get(section).cloned())
    }

    /// Lets go of what is about another workshop.
    pub fn forget(self) {
        self.chosen.update(BTreeMap::clear);
        self.state.set(Saving::Still);
    }
}

#[cfg(not(feature = "hydrate"))]
#[expect(clippy::unused_self, reason = "the browser saves")]
impl Saver {
    /// Saves what is chosen in this workshop; `own` is what was read.
    pub fn begin(self, _workshop: &str, _own: &Votes) {}

    /// This is chosen in a section.
    pub fn put(self, _section: &str, _vote: &str) {}

    /// This was read of what they vote.
    pub fn is_read(self, _own: &Votes) {}
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::{
        super::super::{api::Cast, said::refused_sentence},
        Saver, Saving, Votes,
    };
    use crate::{failure::Failure, parts::post};
    use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
    use send_wrapper::SendWrapper;
    use std::{cell::RefCell, mem, rc::Rc, time::Duration};
    use wasm_bindgen::JsCast;
    use waymark::workshop::Refused;

    /// How long it waits before it tries again.
    const AGAIN: Duration = Duration::from_secs(2);

    /// What is to be sent, in one workshop. It goes on when the page is left for another.
    pub type Queue = SendWrapper<Rc<RefCell<Sent>>>;

    #[derive(Debug, Default)]
    pub struct Sent {
        workshop: String,
        waiting: Votes,
        /// What is under way.
        flying: Votes,
        /// Whether it will be tried again by itself.
        is_due: bool,
        /// How often what they vote was read since all was sent.
        reads: u8,
    }

    fn fields(workshop: &str, votes: &Votes) -> Vec<(String, String)> {
        let named = votes.iter().map(|(section, vote)| (format!("votes[{section}]"), vote.clone()));
        std::iter::once(("id".to_owned(), workshop.to_owned())).chain(named).collect()
    }

    impl Saver {
        /// Saves what is chosen in this workshop; `own` is what was read. What was chosen before the page was alive is chosen.
        pub fn begin(self, workshop: &str, own: &Votes) {
            let is_same = self.queue.with_value(|queue| queue.borrow().workshop == workshop);
            if !is_same {
                let sent = Sent { workshop: workshop.to_owned(), ..Sent::default() };
                self.queue.set_value(SendWrapper::new(Rc::new(RefCell::new(sent))));
            }
            let Ok(chosen) = document().query_selector_all("form.ballot input[type=radio]:checked") else { return };
            let radios = (0..chosen.length()).filter_map(|at| chosen.item(at)?.dyn_into::<web_sys::HtmlInputElement>().ok());
            for radio in radios {
                let is_here = radio.form().and_then(|form| form.query_selector("input[name=id]").ok().flatten());
                if is_here.and_then(|id| id.get_attribute("value")).as_deref() != Some(workshop) {
                    continue;
                }
                let name = radio.name();
                if let Some(section) = name.strip_prefix("votes[").and_then(|name| name.strip_suffix(']'))
                    && own.get(section).map(String::as_str).unwrap_or_default() != radio.value()
                {
                    self.put(section, &radio.value());
                }
            }
        }

        /// This is chosen in a section.
        pub fn put(self, section: &str, vote: &str) {
            self.chosen.update(|chosen| drop(chosen.insert(section.to_owned(), vote.to_owned())));
            let queue = self.queue.get_value();
            {
                let sent = &mut *queue.borrow_mut();
                sent.waiting.insert(section.to_owned(), vote.to_owned());
                sent.reads = 0;
            }
            self.send(queue, false);
        }

        /// This was read of what they vote: it is shown, unless something newer is about to be sent, or was sent since that began to be read.
        pub fn is_read(self, own: &Votes) {
            let reads = self.queue.with_value(|queue| {
                let sent = &mut *queue.borrow_mut();
                let is_sent = sent.waiting.is_empty() && sent.flying.is_empty();
                sent.reads = if is_sent { sent.reads.saturating_add(1) } else { 0 };
                sent.reads
            });
            if reads == 0 || self.chosen.with_untracked(Votes::is_empty) {
                return;
            }
            // What is read second is newer than what was sent before the first.
            let is_known = |section: &String, vote: &String| own.get(section).map(String::as_str).unwrap_or_default() == vote;
            self.chosen.update(|chosen| chosen.retain(|section, vote| reads == 1 && !is_known(section, vote)));
        }

        fn send(self, queue: Queue, is_again: bool) {
            spawn_local(async move {
                let mut is_quiet = is_again;
                loop {
                    let (workshop, votes) = {
                        let sent = &mut *queue.borrow_mut();
                        if !sent.flying.is_empty() || sent.waiting.is_empty() {
                            return;
                        }
                        sent.flying = mem::take(&mut sent.waiting);
                        (sent.workshop.clone(), sent.flying.clone())
                    };
                    // What is tried again and again is said once.
                    if !mem::take(&mut is_quiet) {
                        self.is(&queue, Saving::UnderWay);
                    }
                    let fields = fields(&workshop, &votes);
                    let fields: Vec<_> = fields.iter().map(|(name, vote)| (name.as_str(), vote.as_str())).collect();
                    let answer = post(Cast::PATH, &fields).await;
                    queue.borrow_mut().flying.clear();
                    let Err(failure) = answer else {
                        self.is(&queue, Saving::Done);
                        self.is_answered(&queue);
                        continue;
                    };
                    let why = match &failure {
                        Failure::Refused(why) => serde_json::from_value::<Refused>(why.clone()).ok().map(refused_sentence),
                        failure => failure.sentence(),
                    };
                    match failure {
                        Failure::Refused(_) | Failure::NotFound | Failure::Malformed | Failure::TooLarge => {
                            // What is stored is shown again, but for what was chosen meanwhile.
                            let waiting = queue.borrow().waiting.clone();
                            if self.is_here(&queue) {
                                self.chosen.update(|chosen| {
                                    chosen.retain(|section, _| !votes.contains_key(section) || waiting.contains_key(section));
                                });
                            }
                            self.is(&queue, Saving::Refused(why.unwrap_or_default()));
                            self.is_answered(&queue);
                        }
                        failure => {
                            // It did not arrive, or not now: it goes along next time.
                            let is_due = {
                                let sent = &mut *queue.borrow_mut();
                                for (section, vote) in votes {
                                    sent.waiting.entry(section).or_insert(vote);
                                }
                                mem::replace(&mut sent.is_due, true)
                            };
                            let said = match failure {
                                Failure::SignedOut => Saving::Refused(why.unwrap_or_default()),
                                _ => Saving::Waits,
                            };
                            if self.is(&queue, said) && !is_due {
                                let queue = queue.clone();
                                let again = move || {
                                    queue.borrow_mut().is_due = false;
                                    self.send(queue, true);
                                };
                                set_timeout(again, AGAIN);
                            }
                            return;
                        }
                    }
                }
            });
        }

        /// Whether the page of this queue is still there.
        fn is_here(self, queue: &Queue) -> bool {
            self.queue.try_with_value(|now| Rc::ptr_eq(now, queue)) == Some(true)
        }

        fn is(self, queue: &Queue, state: Saving) -> bool {
            let is_here = self.is_here(queue);
            if is_here && self.state.with_untracked(|now| *now != state) {
                self.state.set(state);
            }
            is_here
        }

        fn is_answered(self, queue: &Queue) {
            if self.is_here(queue) {
                self.answers.update(|answers| *answers += 1);
            }
        }

        /// What has not arrived when the window is closed is sent on the way.
        pub(super) fn is_sent_on_leaving(self) {
            let leaving = window_event_listener_untyped("pagehide", move |_| {
                let sent = self.queue.try_with_value(|queue| {
                    let sent = queue.borrow();
                    let mut votes = sent.flying.clone();
                    votes.extend(sent.waiting.clone());
                    (sent.workshop.clone(), votes)
                });
                let Some((workshop, votes)) = sent.filter(|(_, votes)| !votes.is_empty()) else { return };
                let Ok(body) = web_sys::UrlSearchParams::new() else { return };
                for (name, vote) in fields(&workshop, &votes) {
                    body.append(&name, &vote);
                }
                drop(window().navigator().send_beacon_with_opt_url_search_params(Cast::PATH, Some(&body)));
            });
            on_cleanup(move || leaving.remove());
        }
    }
}
