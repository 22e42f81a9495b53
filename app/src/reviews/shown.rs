//! From reviews to what pages show of them.

use super::api::{
    Before, Dated, Entry, FormerData, HalfState, Judged, NextGoal, PastGoal, PeerLine, QuestionData, ReviewData, Said,
    SectionData, Who,
};
use crate::{goals, moment, prose};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::collections::BTreeMap;
use store::{
    Store, StoreError,
    access::{self, Actor, GoalReader, Holder, Reach},
    directory::Snapshot,
    goal::{self as stored, Goals},
    review::{LeftBehind, Open},
    survey::Surveys,
};
use waymark::{
    CycleId, PersonId,
    goal::{Goal, Level, Measure, Scene, Verb},
    questionnaire::{Question, Section},
    review::{self, Both, Peer, PeerState, Review, Side, Slot, Stage, Writing, is_looked_back_on},
};

/// Somebody.
pub fn who(seen: &Snapshot, id: PersonId) -> Who {
    let person = seen.directory.person(id);
    Who {
        id: id.to_string(),
        name: person.map(|person| person.name.to_string()).unwrap_or_default(),
        first: person.map(|person| person.name.first().to_owned()).unwrap_or_default(),
        initials: person.map(|person| person.name.initials()).unwrap_or_default(),
    }
}

/// A cycle: its id, and what it is called.
pub fn cycle(surveys: &Surveys, id: CycleId) -> (String, String) {
    (id.to_string(), surveys.cycle(id).map(ToString::to_string).unwrap_or_default())
}

/// A field as it is written.
fn entry(writing: &Writing, slot: &Slot, label: &str, help: &str) -> Entry {
    Entry {
        slot: slot.to_string(),
        label: label.to_owned(),
        help: help.to_owned(),
        ask: None,
        required: false,
        text: writing.text(slot).to_owned(),
        revision: writing.revision(slot),
    }
}

/// A field for words.
fn words(writing: &Writing, slot: &Slot, label: &str, help: &str) -> Entry {
    Entry { ask: Some(waymark::questionnaire::Ask::Text), ..entry(writing, slot, label, help) }
}

/// What a peer is asked.
const INPUTS: [(Slot, &str, &str); 2] = [
    (
        Slot::Keep,
        "What should they go on with?",
        "What they do that helps you and others. A situation says more than an adjective.",
    ),
    (Slot::Change, "What should they do otherwise?", "One thing is enough: what happened, what came of it, what would help."),
];

/// The fields of a peer.
pub fn inputs(writing: &Writing) -> Vec<Entry> {
    INPUTS.iter().map(|(slot, label, help)| words(writing, slot, label, help)).collect()
}

/// What a peer said: headings and HTML.
pub fn input_said(writing: &Writing) -> Vec<(String, String)> {
    let said = INPUTS.iter().map(|(slot, label, _)| ((*label).to_owned(), prose::shown(writing.text(slot))));
    said.filter(|(_, html)| !html.is_empty()).collect()
}

/// An answer as HTML.
fn answer(question: &Question, text: &str) -> String {
    use waymark::questionnaire::RECOMMEND;
    match review::read(question, text) {
        Ok(Some(review::Said::Text(text))) => prose::shown(&text),
        Ok(Some(review::Said::Scale(point))) => {
            let word = crate::surveys::POINTS.get(usize::from(point).saturating_sub(1)).copied().unwrap_or_default();
            format!("<p>{point} of 5: {word}</p>")
        }
        Ok(Some(review::Said::NotForMe)) => format!("<p>{}</p>", crate::surveys::NOT_FOR_ME),
        Ok(Some(review::Said::Recommend(point))) => format!("<p>{point} of {}</p>", RECOMMEND.end()),
        Ok(Some(review::Said::Chosen(ids))) => {
            let options = question.ask.options().iter().filter(|option| ids.contains(&option.id));
            let items: Vec<_> = options.map(|option| html_escape::encode_text(&option.text)).collect();
            format!("<ul><li>{}</li></ul>", items.join("</li><li>"))
        }
        // What is stored passed the same rule.
        Ok(None) | Err(_) => String::new(),
    }
}

/// With what a page is made.
struct Maker<'a> {
    actor: &'a Actor,
    open: &'a Open,
    side: Side,
    now: Timestamp,
    today: Date,
    zone: TimeZone,
}

impl Maker<'_> {
    fn review(&self) -> &Review {
        &self.open.review
    }

    fn own(&self) -> &Writing {
        static NONE: Writing = Writing { fields: BTreeMap::new(), amendments: Vec::new() };
        self.open.halves.of(self.side).as_ref().map_or(&NONE, |half| &half.writing)
    }

    /// What is shown of a side's field, which `html` makes of its text: once the other side sees it, and to who wrote it.
    fn said(&self, side: Side, slot: &Slot, html: impl Fn(&str) -> String) -> Option<Said> {
        let half = self.open.halves.of(side).as_ref()?;
        let is_revealed = self.review().is_revealed(side, self.today);
        (is_revealed || side != self.side).then(|| Said {
            html: html(half.writing.text(slot)),
            amended: half
                .writing
                .amended(slot)
                .map(|amendment| Before {
                    until: moment::said(amendment.at, self.now, &self.zone),
                    html: html(&amendment.before),
                })
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect(),
        })
    }

    fn question(&self, question: &Question) -> Option<QuestionData> {
        let slot = Slot::Answer(question.id.clone());
        let asked = question.asked(self.side);
        let mine = asked.map(|label| Entry {
            ask: Some(question.ask.clone()),
            required: question.required,
            ..entry(self.own(), &slot, label, &question.help)
        });
        // Who was not asked said nothing, which need not be told.
        let of = |side| question.asked(side).and_then(|_| self.said(side, &slot, |text| answer(question, text)));
        let said = Both { own: of(Side::Own), manager: of(Side::Manager) };
        let is_there = mine.is_some() || said.own.is_some() || said.manager.is_some();
        let label = asked.or_else(|| question.asked(self.side.other())).unwrap_or_default().to_owned();
        is_there.then(|| QuestionData { id: question.id.to_string(), label, mine, said })
    }

    fn section(&self, section: &Section) -> Option<SectionData> {
        let questions: Vec<_> = section.questions.iter().filter_map(|question| self.question(question)).collect();
        (!questions.is_empty()).then(|| SectionData {
            id: section.id.to_string(),
            title: section.title.clone(),
            about: section.about.clone(),
            questions,
        })
    }

    fn half(&self, side: Side) -> HalfState {
        let review = self.review();
        HalfState {
            begun: *review.begun.of(side),
            shared: review.shared.of(side).map(|shared| moment::said(shared.at, self.now, &self.zone)),
            revealed: review.is_revealed(side, self.today),
            author: goals_name(self.actor.seen(), review.author(side)),
        }
    }

    fn dates(&self) -> Vec<Dated> {
        let (review, stage) = (self.review(), self.review().stage());
        let reached = match stage {
            Stage::Prepare => 0,
            Stage::Share(_) => 1,
            Stage::Talk => 2,
            Stage::Sign(_) => 3,
            Stage::Signed => 4,
        };
        let dates = review.dates;
        [("Prepare", dates.prepare), ("Share", dates.share), ("Talk", dates.talk), ("Sign the plan", dates.sign)]
            .into_iter()
            .enumerate()
            .map(|(place, (word, day))| Dated {
                word: word.to_owned(),
                day: moment::day(day, self.today),
                done: place < reached,
                now: place == reached,
            })
            .collect()
    }

    fn peer(&self, peer: &Peer) -> PeerLine {
        let day = |at: Timestamp| moment::day(at.to_zoned(self.zone.clone()).date(), self.today);
        PeerLine {
            who: who(self.actor.seen(), peer.person),
            state: peer.state,
            when: match peer.state {
                PeerState::Asked => match peer.reminded {
                    Some(at) => format!("asked {}, reminded {}", day(peer.asked), day(at)),
                    None => format!("asked {}", day(peer.asked)),
                },
                PeerState::Given { at } => format!("answered {}", day(at)),
                PeerState::Declined { at } => format!("declined {}", day(at)),
            },
            open: peer.open,
            said: self.open.inputs.get(&peer.person).map(input_said).unwrap_or_default(),
            remind: self.review().remind(peer.person, self.now).is_ok(),
        }
    }

    fn past(&self, all: &Goals, goal: &Goal, tends: bool) -> PastGoal {
        let (grade, sentence) = (Slot::Grade(goal.id), Slot::Words(goal.id));
        let said = |side: Side| {
            let words = self.said(side, &sentence, prose::shown)?;
            let tenths = self.open.halves.of(side).as_ref().and_then(|half| half.writing.grade(goal.id));
            Some(Judged { grade: tenths.map(graded), words })
        };
        let review = self.review();
        let settling = (tends && review.is_open(self.today)).then(|| {
            let of = |side: Side| self.open.halves.of(side).as_ref().map(|half| &half.writing);
            let tenths = Side::BOTH.into_iter().find_map(|side| of(side)?.grade(goal.id));
            let text = of(Side::Own).map(|writing| writing.text(&sentence)).unwrap_or_default();
            (goal.grade.or(tenths).map(|tenths| tenths.to_string()).unwrap_or_default(), text.to_owned())
        });
        PastGoal {
            id: goal.id.to_string(),
            sequence: goal.sequence,
            title: goal.terms.title.to_string(),
            about: about(goal, self.today),
            standing: goals::standing(goal, self.today),
            progress: all.tree.progress(goal.id).map(waymark::goal::Progress::percent),
            grade: entry(self.own(), &grade, "Grade", ""),
            words: words(self.own(), &sentence, "In a sentence", ""),
            said: Both { own: said(Side::Own), manager: said(Side::Manager) },
            settled: goal.grade.map(graded).map(|(said, class)| (said, class, goal.graded_in == Some(review.key))),
            settling,
        }
    }
}

fn graded(tenths: u8) -> (String, String) {
    let (said, class) = goals::grade_said(tenths);
    (said, class.to_owned())
}

fn goals_name(seen: &Snapshot, id: PersonId) -> String {
    seen.directory.person(id).map(|person| person.name.to_string()).unwrap_or_default()
}

/// "Key result · 80 % of 90 % · due 30 June".
fn about(goal: &Goal, today: Date) -> String {
    let measure = goal.terms.measure.as_ref();
    let value = measure.zip(goal.value()).map(|(measure, value)| format!("now {}", measure.say(value)));
    let aim = measure.map(Measure::aim).filter(|aim| !aim.is_empty());
    let due = format!("due {}", moment::day(goal.terms.due, today));
    let parts = [Some(goals::kind_said(goal.kind).to_owned()), aim, value, Some(due)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn next(actor: &Actor, reach: &Reach<'_>, goal: &Goal, today: Date) -> NextGoal {
    let scene = Scene { sides: reach.sides(goal.level), today, suggested: None };
    NextGoal {
        id: goal.id.to_string(),
        sequence: goal.sequence,
        title: goal.terms.title.to_string(),
        about: about(goal, today),
        waits: goals::waits(actor, goal),
        agrees: reach.tending(goal).is_some() && goal.decide(&Verb::Agree, scene).is_ok(),
        unmeasured: goal.kind != waymark::goal::Kind::Objective && goal.terms.measure.is_none(),
    }
}

/// In the order in which lists show them: by their day, then their title.
fn in_order(goals: &mut [&Goal]) {
    goals.sort_by(|a, b| (a.terms.due, &a.terms.title, a.id).cmp(&(b.terms.due, &b.terms.title, b.id)));
}

/// A review's page.
pub async fn page(store: &Store, actor: &Actor, holder: &Holder, open: &Open) -> Result<ReviewData, StoreError> {
    let (surveys, all) = (store::survey::all(store).await?, stored::all(store).await?);
    let (review, now) = (&*open.review, store.now());
    let (today, key) = (actor.seen().day(now), review.key);
    let told = readers(store, actor, &all, key.person);
    let histories = stored::histories(store, &told).await?;
    let maker = Maker { actor, open, side: holder.side(), now, today, zone: moment::zone_of(actor) };
    let reach = access::reach(store, actor);
    let begins = |id: CycleId| surveys.cycles().find(|cycle| cycle.id == id).map(|cycle| cycle.dates.starts);
    let since = review.back.and_then(begins).or_else(|| begins(key.cycle)).unwrap_or(today);
    let telling = goals::Telling { actor, reach: &reach, goals: &all, now, zone: maker.zone.clone() };
    let mut past: Vec<&Goal> =
        all.tree.owned_by(key.person).map(|goal| &**goal).filter(|goal| is_looked_back_on(review, goal)).collect();
    in_order(&mut past);
    let of_person = all.tree.of_level(Level::Person(key.person)).map(|goal| &**goal);
    let mut ahead: Vec<&Goal> = of_person
        .filter(|goal| goal.cycle == Some(key.cycle) && goal.is_planned() && reach.reader(goal).is_some_and(GoalReader::sees_all))
        .collect();
    in_order(&mut ahead);
    let this = surveys.cycles().find(|cycle| cycle.id == key.cycle);
    let is_closed = this.is_none_or(|cycle| cycle.closed);
    let draft = this.filter(|_| !is_closed && reach.steward(Level::Person(key.person)).is_some()).map(|cycle| goals::Drafted {
        person: actor.seen().directory.label(key.person),
        cycle: key.cycle.to_string(),
        starts: today.max(cycle.dates.starts).to_string(),
        due: cycle.dates.ends.to_string(),
        projects: goals::open_projects(actor),
    });
    let is_open = review.is_open(today);
    let sees = |peer: &&Peer| maker.side == Side::Manager || open.inputs.contains_key(&peer.person);
    Ok(ReviewData {
        cycle: cycle(&surveys, key.cycle),
        person: who(actor.seen(), key.person),
        manager: who(actor.seen(), review.manager),
        reader: actor.id().to_string(),
        side: maker.side,
        stage: review.stage(),
        plan: key.plan_page(actor.id()),
        dates: maker.dates(),
        share: moment::day(review.dates.share, today),
        closed: is_closed,
        emptied: review.emptied.map(|day| moment::dated(day, today)),
        about: open.form.about.clone(),
        halves: Both { own: maker.half(Side::Own), manager: maker.half(Side::Manager) },
        writes: !is_closed
            && review.emptied.is_none()
            && !review.is_revealed(maker.side, today)
            && review.author(maker.side) == actor.id(),
        open: is_open,
        back: review.back.map(|back| cycle(&surveys, back).1),
        goals: past.into_iter().map(|goal| maker.past(&all, goal, reach.tending(goal).is_some())).collect(),
        sections: open.form.sections.iter().filter_map(|section| maker.section(section)).collect(),
        notes: open.notes.as_ref().map(|notes| {
            words(
                notes,
                &Slot::Notes,
                "My notes",
                "Nobody else ever sees these: not the person, not who comes after you, no administrator on any page.",
            )
        }),
        peers: review.peers.iter().filter(sees).map(|peer| maker.peer(peer)).collect(),
        months: goals::months(&telling, &histories, since),
        next: ahead.into_iter().map(|goal| next(actor, &reach, goal, today)).collect(),
        asks: goals::asks(&all, Some(key.person), Some(key.cycle), None),
        draft,
    })
}

/// The goals of a person whose histories the reader may see.
fn readers(store: &Store, actor: &Actor, all: &Goals, person: PersonId) -> Vec<GoalReader> {
    let reach = access::reach(store, actor);
    all.tree.owned_by(person).filter_map(|goal| reach.reader(goal)).filter(|reader| reader.sees_all()).collect()
}

/// The page of a review that the actor held once.
pub async fn former(store: &Store, actor: &Actor, left: &LeftBehind) -> Result<FormerData, StoreError> {
    let (surveys, all) = (store::survey::all(store).await?, stored::all(store).await?);
    let key = left.review.key;
    let mut half = Vec::new();
    for (_, _, question) in left.form.questions() {
        let slot = Slot::Answer(question.id.clone());
        if let Some(asked) = question.asked(Side::Manager) {
            half.push((slot.to_string(), asked.to_owned(), answer(question, left.half.text(&slot))));
        }
    }
    for slot in left.half.fields.keys() {
        if let Slot::Words(goal) = slot {
            let title = all.tree.get(*goal).map(|goal| goal.terms.title.to_string()).unwrap_or_default();
            let grade = left.half.grade(*goal).map(|tenths| format!(", {}", goals::grade_said(tenths).0)).unwrap_or_default();
            half.push((slot.to_string(), format!("{title}{grade}"), prose::shown(left.half.text(slot))));
        }
    }
    Ok(FormerData {
        cycle: cycle(&surveys, key.cycle),
        person: who(actor.seen(), key.person),
        manager: who(actor.seen(), left.review.manager),
        reader: actor.id().to_string(),
        half,
        notes: prose::shown(left.notes.text(&Slot::Notes)),
    })
}
