//! Personal reviews: one's own as one sees it, what one wrote about others, and plans.

use super::{Here, Reading, goal::tenths};
use crate::{
    StoreError, access, questionnaire,
    review::{self, Half, Written, plan, written_by},
};
use std::{collections::BTreeMap, sync::Arc};
use waymark::{
    GoalId, PersonId,
    mine::Entry,
    plan::{Amends, Parts, Signed, Whom},
    questionnaire::Questionnaire,
    review::{Form, PeerState, PlanStage, Review, ReviewKey, Role, Said, Side, Slot, Stage, Writing, read},
};

pub(super) fn own<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let mut entries = Vec::new();
        for review in here.reviews.shelf.of_person(here.me()) {
            let Some(holder) = access::holder(here.actor, review) else { continue };
            // By the rules of the page: what is not shown there is not here.
            let Some(open) = review::read(here.store, &holder).await? else { continue };
            let review = &open.review;
            let mut entry = head(here, review).fact("Held by", here.name(review.manager));
            for side in Side::BOTH {
                if let Some(half) = open.halves.of(side) {
                    entry = entry.with([half_of(here, &open.form, side, half)]);
                }
            }
            for (peer, writing) in &open.inputs {
                let heading = format!("What {} gave", here.name(*peer));
                entry = entry.with([text(here, &open.form, Side::Manager, Entry::new(heading), writing)]);
            }
            entries.push(entry);
        }
        // Reviews that are gone by now left nothing.
        Ok(entries)
    })
}

pub(super) fn held<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let mut forms = Forms::default();
        let mut entries: BTreeMap<ReviewKey, Entry> = BTreeMap::new();
        for review in here.reviews.shelf.held_by(here.me()) {
            entries.insert(review.key, head(here, review));
        }
        for Written { key, role, writing } in written_by(here.store, here.me()).await? {
            if key.person == here.me() || role == Role::Input {
                continue;
            }
            let Some(review) = here.reviews.shelf.find(key) else { continue };
            let form = forms.of(here, &review.form).await?;
            let heading = if role == Role::Notes { "Your own notes" } else { "Your half" };
            // How far it came since is not theirs to see.
            let handed = || Entry::new(title(here, review)).fact("Handed over", true);
            let entry = entries.remove(&key).unwrap_or_else(handed);
            entries.insert(key, entry.with([text(here, &form, Side::Manager, Entry::new(heading), &writing)]));
        }
        Ok(entries.into_values().collect())
    })
}

pub(super) fn inputs<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let mut forms = Forms::default();
        let mut entries: BTreeMap<ReviewKey, Entry> = BTreeMap::new();
        for review in here.reviews.shelf.asking(here.me()) {
            let Some(asked) = review.peer(here.me()) else { continue };
            let state = match asked.state {
                PeerState::Asked => "asked, not answered",
                PeerState::Given { .. } => "given",
                PeerState::Declined { .. } => "declined",
            };
            let entry = about(here, review)
                .at(asked.asked)
                .fact("Asked by", here.name(asked.by))
                .maybe("About", Some(asked.about.as_str()))
                .fact("They see it, with your name", asked.open)
                .fact("State", state);
            entries.insert(review.key, entry);
        }
        for Written { key, role, writing } in written_by(here.store, here.me()).await? {
            if role != Role::Input {
                continue;
            }
            let Some(review) = here.reviews.shelf.find(key) else { continue };
            let form = forms.of(here, &review.form).await?;
            let entry = entries.remove(&key).unwrap_or_else(|| about(here, review));
            entries.insert(key, text(here, &form, Side::Manager, entry, &writing));
        }
        Ok(entries.into_values().collect())
    })
}

pub(super) fn plans<'a>(here: &'a Here<'a>) -> Reading<'a> {
    Box::pin(async move {
        let mut entries = Vec::new();
        for review in here.reviews.shelf.of_person(here.me()) {
            let Some(reader) = access::plan_reader(here.actor, review) else { continue };
            let Some(open) = plan::read(here.store, &reader).await? else { continue };
            let versions = open.plan.versions.iter().enumerate().map(|(at, signed)| version(here, review, at, signed));
            let drafted = open.plan.draft.iter().filter(|draft| draft.parts != Parts::default()).map(|draft| {
                let entry = Entry::new("Being written");
                parts(
                    here,
                    review.key,
                    review.manager,
                    entry.maybe("Why it is amended", reason(draft.amends.as_ref())),
                    &draft.parts,
                )
            });
            let all: Vec<Entry> = versions.chain(drafted).collect();
            if !all.is_empty() {
                entries.push(Entry::new(format!("Development plan, {}", here.cycle(review.key.cycle))).with(all));
            }
        }
        Ok(entries)
    })
}

fn reason(amends: Option<&Amends>) -> Option<String> {
    amends.map(|amends| amends.reason.to_string())
}

/// What both signed.
fn version(here: &Here<'_>, review: &Review, at: usize, signed: &Signed) -> Entry {
    let heading = if at == 0 { "As it was signed first".to_owned() } else { format!("As amended, time {at}") };
    let mut entry = Entry::new(heading).at(signed.at()).maybe("Why it was amended", reason(signed.amends.as_ref()));
    for side in Side::BOTH {
        let signing = signed.signings.of(side);
        entry = entry.fact(format!("Signed by {}", here.name(signing.by)), signing.at);
    }
    let seal = signed.contents.seal().to_string();
    let goals = signed.contents.goals.iter().map(|aim| Entry::new(aim.terms.title.to_string()).fact("Due", aim.terms.due));
    let manager = signed.signings.manager.by;
    parts(here, review.key, manager, entry.fact("Hash of the contents", seal), &signed.contents.parts)
        .with([Entry::new("Goals, as they were agreed").with(goals)])
}

/// What stands in the parts of a plan.
fn parts(here: &Here<'_>, ReviewKey { person, .. }: ReviewKey, manager: PersonId, entry: Entry, parts: &Parts) -> Entry {
    let words = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
    let whom = |whom: &Whom| match whom {
        Whom::Side(Side::Own) => here.name(person),
        Whom::Side(Side::Manager) => here.name(manager),
        Whom::Other(words) => words.to_string(),
    };
    let support = parts.support.iter().map(|promise| {
        let by = Entry::new(promise.what.to_string()).fact("Promised by", whom(&promise.by));
        by.maybe("Until", promise.due)
    });
    let dates = parts.dates.iter().map(|next| Entry::new(next.what.to_string()).fact("On", next.on));
    entry
        .maybe("Strengths", words(&parts.strengths))
        .maybe("Where to grow", words(&parts.growth))
        .maybe("Where to", words(&parts.towards))
        .with(support.chain(dates))
}

fn title(here: &Here<'_>, review: &Review) -> String {
    if review.key.person == here.me() {
        format!("Review of {}", here.cycle(review.key.cycle))
    } else {
        format!("Review of {}, {}", here.name(review.key.person), here.cycle(review.key.cycle))
    }
}

/// How far a review is.
fn head(here: &Here<'_>, review: &Review) -> Entry {
    let heading = title(here, review);
    let stage = match review.stage() {
        Stage::Prepare => "both prepare",
        Stage::Share(Side::Own) => "the person shared",
        Stage::Share(Side::Manager) => "the manager shared",
        Stage::Talk => "both talk",
        Stage::Sign(Side::Own) => "the person signed",
        Stage::Sign(Side::Manager) => "the manager signed",
        Stage::Signed => "both signed",
    };
    let signed = match review.plan {
        PlanStage::Signed { at, .. } => Some(at),
        PlanStage::Open | PlanStage::SignedBy(_) => None,
    };
    Entry::new(heading)
        .at(review.launched)
        .fact("Stage", stage)
        .maybe("The person shared", review.shared.own.map(|shared| shared.at))
        .maybe("The manager shared", review.shared.manager.map(|shared| shared.at))
        .maybe("Both had signed", signed)
        .fact("The person lets the manager's line see the plan", review.open_to_line.own)
        .fact("The manager lets their line see the plan", review.open_to_line.manager)
}

fn about(here: &Here<'_>, review: &Review) -> Entry {
    Entry::new(format!("About {}, {}", here.name(review.key.person), here.cycle(review.key.cycle)))
}

fn half_of(here: &Here<'_>, form: &Questionnaire, side: Side, half: &Half) -> Entry {
    let heading =
        if half.author == here.me() { "Your half".to_owned() } else { format!("The half of {}", here.name(half.author)) };
    text(here, form, side, Entry::new(heading), &half.writing)
}

/// What was written, with what stood there before it was amended.
fn text(here: &Here<'_>, form: &Questionnaire, side: Side, entry: Entry, writing: &Writing) -> Entry {
    let goal = |id: GoalId| here.goals.tree.get(id).map_or_else(|| "a goal".to_owned(), |goal| goal.terms.title.to_string());
    let label = |slot: &Slot| match slot {
        Slot::Answer(id) => {
            let asked = form.question(id).and_then(|question| question.asked(side));
            asked.map_or_else(|| id.to_string(), str::to_owned)
        }
        Slot::Grade(id) => format!("Grade of {}", goal(*id)),
        Slot::Words(id) => format!("How {} went", goal(*id)),
        Slot::Notes => "Notes".to_owned(),
        Slot::Keep => "Go on with".to_owned(),
        Slot::Change => "Do otherwise".to_owned(),
    };
    let written = writing
        .fields
        .iter()
        .fold(entry, |entry, (slot, stored)| entry.maybe(label(slot), Some(words(form, slot, &stored.text))));
    written.with(writing.amendments.iter().map(|amendment| {
        let before = words(form, &amendment.slot, &amendment.before);
        Entry::new("Changed after it was seen").at(amendment.at).fact("Field", label(&amendment.slot)).fact("Before", before)
    }))
}

/// What stands in a field, as one reads it.
fn words(form: &Questionnaire, slot: &Slot, stored: &str) -> String {
    match slot {
        Slot::Grade(_) => stored.parse().map_or_else(|_| stored.to_owned(), tenths),
        Slot::Answer(id) => {
            let Some(question) = form.question(id) else { return stored.to_owned() };
            let option = |id: &waymark::questionnaire::Slug| {
                let known = question.ask.options().iter().find(|option| option.id == *id);
                known.map_or_else(|| id.to_string(), |option| option.text.clone())
            };
            match read(question, stored) {
                Ok(Some(Said::NotForMe)) => "Not for me".to_owned(),
                Ok(Some(Said::Chosen(ids))) => ids.iter().map(option).collect::<Vec<_>>().join(", "),
                _ => stored.to_owned(),
            }
        }
        Slot::Words(_) | Slot::Notes | Slot::Keep | Slot::Change => stored.to_owned(),
    }
}

/// The forms that reviews ask, each read once.
#[derive(Default)]
struct Forms(BTreeMap<(String, u32), Arc<Questionnaire>>);

impl Forms {
    async fn of(&mut self, here: &Here<'_>, form: &Form) -> Result<Arc<Questionnaire>, StoreError> {
        let key = (form.id.to_string(), form.number);
        if let Some(known) = self.0.get(&key) {
            return Ok(Arc::clone(known));
        }
        let read = questionnaire::version(here.store, form.id.as_str(), form.number).await?;
        let read = Arc::new(read.ok_or_else(|| StoreError::new(format!("version {} of {} is gone", form.number, form.id)))?);
        self.0.insert(key, Arc::clone(&read));
        Ok(read)
    }
}
