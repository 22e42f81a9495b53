//! What people may do with a goal, and when not. Who may is a permission (`store::access`), not a rule of the goal.

use super::{
    Agreement, Alignment, Amount, Deed, End, Event, Goal, Kind, Level, Link, Measure, Origin, Sides, Status, Term, Terms,
    TermsRefused, Title,
};
use crate::{CycleId, PersonId, ProjectId, person::Name, review::ReviewKey};
use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// The longest note, reason or call for help, in characters.
pub const LONGEST_NOTE: usize = 2000;

/// How many years ahead a goal may be due: further is a slip of the finger.
pub const YEARS_AHEAD: i16 = 5;

/// The heaviest that a goal weighs among those that move the same one.
pub const HEAVIEST: u8 = 100;

/// The most tags on a goal.
pub const MOST_TAGS: usize = 10;

/// What is wanted of a new goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// What it is measured by.
    pub kind: Kind,
    /// Whose it is.
    pub level: Level,
    /// Who answers for it.
    pub owner: PersonId,
    /// What it is to be.
    #[serde(flatten)]
    pub terms: Terms,
    /// What it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Whether two sides have to agree to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub proposal: bool,
    /// What it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Alignment>,
    /// The project that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectId>,
    /// The cycle that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<CycleId>,
    /// Whether colleagues see it, where it is a person's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
    /// What it is tagged with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Name>,
}

/// What is to happen to a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Its terms are to be these in part; why is needed once they were agreed.
    Define(Vec<Term>, String),
    /// Who acts agrees, for the sides that they are.
    Agree,
    /// Who acts does not agree to a change; why is needed.
    Decline(String),
    /// The change is taken back.
    Withdraw,
    /// It is this much.
    Value(Amount),
    /// This milestone is done, or not.
    Tick(Title, bool),
    /// How sure its owner is, from 0 to 10; nothing where that was not meant to be said.
    Confidence(Option<u8>),
    /// All is as it was. Where something else is said along with it, that says it.
    Check,
    /// It is this far; why is needed where that is not what its progress says.
    Status(Status, String),
    /// Something is written about it.
    Note(String),
    /// Something shows what was done: an address on the web and words, or one of both.
    Evidence(String, String),
    /// Its owner is stuck; what they need.
    AskHelp(String),
    /// It goes on; with a word about it, or none.
    Unblock(String),
    /// It serves this goal, or none.
    Align(Option<Alignment>),
    /// Somebody else answers for it.
    Hand(PersonId),
    /// It belongs to this project, or none.
    Tie(Option<ProjectId>),
    /// It goes on in this cycle, by this day.
    Carry(CycleId, Date),
    /// Whether colleagues see it.
    Open(bool),
    /// What it is tagged with.
    Tag(Vec<Name>),
    /// How well it was reached, in tenths; with a word about it, or none.
    Grade(u8, String),
    /// The same, settled in a review.
    GradeIn(ReviewKey, u8, String),
    /// It ended; with a word about it, or none.
    End(End, String),
    /// It goes on after all.
    Reopen,
}

/// In which situation something is to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scene {
    /// Which sides who acts is, or stands in for.
    pub sides: Sides,
    /// The organisation's day.
    pub today: Date,
    /// How far it is by its numbers and its time, where these say.
    pub suggested: Option<Status>,
}

/// Why nothing happened to a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refused {
    /// There is no such goal.
    Unknown,
    /// Something happened to it meanwhile.
    Changed,
    /// The day has passed.
    PastDue,
    /// The day is more than [`YEARS_AHEAD`] years away.
    FarDue,
    /// Who should answer for it is not here, or left.
    OwnerLeft,
    /// The same is under way already: one with this title, for the same section or of the same cycle.
    Twice,
    /// The note has more than [`LONGEST_NOTE`] characters.
    LongNote,
    /// It has ended.
    Ended,
    /// It has not ended, so that there is nothing to reopen.
    UnderWay,
    /// It is as wanted already.
    Nothing,
    /// Its terms keep not this rule.
    Terms(TermsRefused),
    /// A goal of this kind is not measured so.
    Unfit,
    /// Why is needed.
    NoReason,
    /// Who acts is neither of the two sides, or has agreed.
    NotYours,
    /// There is nothing to agree to.
    NothingProposed,
    /// It has no number to say: other goals move it, or it is done or not.
    NoNumber,
    /// It has no such milestone.
    NoStep,
    /// Confidence is from 0 to 10, as are grades in tenths.
    OutOfTen,
    /// Nothing was written.
    Empty,
    /// It is no address on the web.
    Link,
    /// It would serve itself, over others.
    Circle,
    /// More than [`DEEPEST`](super::DEEPEST) goals would stand one above another.
    Deep,
    /// There is no such goal to serve, or who acts may not see it; or a key result would serve none.
    NoParent,
    /// Only objectives are moved by other goals, and no health number moves one.
    NotMoved,
    /// A weight is from 1 to [`HEAVIEST`].
    Weight,
    /// It is not stuck.
    NotStuck,
    /// There is no such project, or it ended.
    NoProject,
    /// There is no such cycle.
    NoCycle,
    /// The cycle is closed: nothing changes in it any more.
    CycleClosed,
    /// It is of this cycle already.
    SameCycle,
    /// There are more than [`MOST_TAGS`] tags.
    ManyTags,
    /// A person's goal alone is opened to colleagues.
    OpenAlready,
    /// A policy: this person has as many objectives in the cycle as there may be.
    ManyObjectives,
    /// A policy: this objective has as many key results as there may be.
    ManyKeyResults,
    /// A policy: what is agreed has to have a measure.
    NoMeasure,
    /// Who acts may not give goals to whom they want to hand it.
    NotTheirs,
}

impl Kind {
    /// Whether goals of this kind may be measured so. Objectives are moved by other goals; health numbers have a range.
    pub fn fits(self, measure: Option<&Measure>) -> bool {
        match (self, measure) {
            (Self::Objective, measure) => measure.is_none(),
            (Self::Kpi, measure) => matches!(measure, Some(Measure::Within { .. })),
            (Self::KeyResult, measure) => !matches!(measure, None | Some(Measure::Within { .. })),
            (Self::Learning | Self::Commitment, measure) => !matches!(measure, Some(Measure::Within { .. })),
        }
    }
}

impl Wanted {
    /// A goal that needs no agreement, and answers, serves and belongs to nothing.
    pub fn new(kind: Kind, level: Level, owner: PersonId, terms: Terms) -> Self {
        Self {
            kind,
            level,
            owner,
            terms,
            origin: None,
            proposal: false,
            parent: None,
            project: None,
            cycle: None,
            open: false,
            tags: Vec::new(),
        }
    }

    /// Whether it keeps the rules, as far as they need no other goals.
    ///
    /// # Errors
    ///
    /// [`Refused`], the first rule that it breaks.
    pub fn check(&self, today: Date) -> Result<(), Refused> {
        due(self.terms.due, today)?;
        fit(self.kind, &self.terms)?;
        if self.tags.len() > MOST_TAGS {
            return Err(Refused::ManyTags);
        }
        serves(self.kind, self.parent)
    }
}

/// The event of a new goal. `today` is the organisation's; `others` are goals of the same level that are called the same, and may be more.
///
/// # Errors
///
/// [`Refused`] says why there is none.
pub fn begin<'a>(wanted: &Wanted, today: Date, mut others: impl Iterator<Item = &'a Goal>) -> Result<Deed, Refused> {
    wanted.check(today)?;
    let section = |origin: &Option<Origin>| origin.as_ref().map(|origin| origin.section.clone());
    let is_same = |other: &Goal| {
        other.ended.is_none()
            && other.level == wanted.level
            && other.cycle == wanted.cycle
            && other.parent.map(|parent| parent.goal) == wanted.parent.map(|parent| parent.goal)
            && other.terms.title.is_like(&wanted.terms.title)
            && section(&other.origin) == section(&wanted.origin)
    };
    if others.any(is_same) {
        return Err(Refused::Twice);
    }
    let mut wanted = wanted.clone();
    if let Level::Person(person) = wanted.level {
        wanted.owner = person;
    } else {
        wanted.open = false;
    }
    Ok(Deed::Created(Box::new(wanted)))
}

impl Goal {
    /// The goal with all that these verbs do, one after another, and the events that do it, one at least. `at` and `by` are written into them.
    ///
    /// # Errors
    ///
    /// [`Refused`] says why nothing happens: the first reason, except that one verb may want what is so already.
    pub fn act(&self, verbs: &[Verb], scene: Scene, by: PersonId, at: Timestamp) -> Result<(Self, Vec<Event>), Refused> {
        let (mut goal, mut events) = (self.clone(), Vec::new());
        for verb in verbs {
            let deeds = match goal.decide(verb, scene) {
                Err(Refused::Nothing) => continue,
                decided => decided?,
            };
            for deed in deeds {
                let event = Event { goal: goal.id, sequence: goal.sequence + 1, at, by, deed };
                goal.follow(&event).expect("what the rules allow, the fold takes");
                events.push(event);
            }
        }
        if events.is_empty() { Err(Refused::Nothing) } else { Ok((goal, events)) }
    }

    /// The events that do what is wanted, one at least.
    ///
    /// # Errors
    ///
    /// [`Refused`] says why nothing happens.
    pub fn decide(&self, verb: &Verb, scene: Scene) -> Result<Vec<Deed>, Refused> {
        let needs_ended = match verb {
            Verb::Reopen => Some(true),
            Verb::Note(_) | Verb::Evidence(..) | Verb::Grade(..) | Verb::GradeIn(..) => None,
            _ => Some(false),
        };
        if needs_ended.is_some_and(|needs| needs != self.ended.is_some()) {
            return Err(if self.ended.is_some() { Refused::Ended } else { Refused::UnderWay });
        }
        let deeds = match verb {
            Verb::Define(terms, reason) => self.define_as(terms, reason, scene)?,
            Verb::Agree | Verb::Decline(_) | Verb::Withdraw => self.settle(verb, scene.sides)?,
            Verb::Value(_) | Verb::Tick(..) => self.measured(verb)?,
            Verb::Check => vec![Deed::Checked],
            Verb::Confidence(confidence) => {
                confidence.map_or(Ok(()), out_of_ten)?;
                set(self.confidence != *confidence, Deed::Confidence { confidence: *confidence })
            }
            Verb::Status(status, reason) => {
                let reason = written(reason)?;
                if *status == self.status {
                    return Err(Refused::Nothing);
                }
                if reason.is_none() && scene.suggested.is_some_and(|suggested| suggested != *status) {
                    return Err(Refused::NoReason);
                }
                reason.into_iter().chain([Deed::Status { status: *status }]).collect()
            }
            Verb::Note(note) => written(note)?.into_iter().collect(),
            Verb::Evidence(link, words) => vec![evidence(link, words)?],
            Verb::AskHelp(what) => match written(what)? {
                Some(Deed::Noted { note }) => {
                    let is_new = self.stuck.as_ref().is_none_or(|(_, what)| *what != note);
                    set(is_new, Deed::HelpAsked { what: note })
                }
                _ => return Err(Refused::Empty),
            },
            Verb::Unblock(note) if self.stuck.is_some() => written(note)?.into_iter().chain([Deed::Unblocked]).collect(),
            Verb::Unblock(_) => return Err(Refused::NotStuck),
            Verb::Align(parent) => {
                serves(self.kind, *parent)?;
                set(self.parent != *parent, Deed::Aligned { parent: *parent })
            }
            Verb::Hand(owner) => set(self.owner != *owner, Deed::Handed { owner: *owner }),
            Verb::Tie(project) => set(self.project != *project, Deed::Tied { project: *project }),
            Verb::Carry(cycle, day) => {
                if self.cycle == Some(*cycle) {
                    return Err(Refused::SameCycle);
                }
                due(*day, scene.today)?;
                vec![Deed::Carried { cycle: *cycle, due: (*day).max(self.starts()) }]
            }
            Verb::Open(open) if matches!(self.level, Level::Person(_)) => set(self.open != *open, Deed::Opened { open: *open }),
            Verb::Open(_) => return Err(Refused::OpenAlready),
            Verb::Tag(tags) if tags.len() > MOST_TAGS => return Err(Refused::ManyTags),
            Verb::Tag(tags) => set(self.tags != *tags, Deed::Tagged { tags: tags.clone() }),
            Verb::Grade(grade, note) => self.graded(*grade, None, note)?,
            Verb::GradeIn(review, grade, note) => self.graded(*grade, Some(*review), note)?,
            Verb::End(end, note) => written(note)?.into_iter().chain([Deed::Ended { end: *end }]).collect(),
            Verb::Reopen => vec![Deed::Reopened],
        };
        if deeds.is_empty() { Err(Refused::Nothing) } else { Ok(deeds) }
    }

    fn graded(&self, grade: u8, review: Option<ReviewKey>, note: &str) -> Result<Vec<Deed>, Refused> {
        out_of_ten(grade)?;
        let differs = (self.grade, self.graded_in) != (Some(grade), review);
        Ok(written(note)?.into_iter().chain(set(differs, Deed::Graded { grade, review })).collect())
    }

    /// Before both agreed the terms are set, and who sets them agrees to them; afterwards they are proposed, with what was proposed
    /// already.
    fn define_as(&self, terms: &[Term], reason: &str, scene: Scene) -> Result<Vec<Deed>, Refused> {
        let pending = self.agreement.change().map_or(&[][..], |change| &change.terms);
        let now = self.terms.with(pending);
        let then = now.with(terms);
        // A day that has passed may stay while something else is changed.
        if then.due != now.due {
            due(then.due, scene.today)?;
        }
        fit(self.kind, &then)?;
        if then == now {
            return Err(Refused::Nothing);
        }
        let changed = self.terms.towards(&then);
        let agree = || (!scene.sides.are_none()).then_some(Deed::Agreed(scene.sides));
        Ok(match &self.agreement {
            Agreement::Free => vec![Deed::Defined { terms: changed }],
            Agreement::Proposed { .. } => [Deed::Defined { terms: changed }].into_iter().chain(agree()).collect(),
            // Back to what holds: there is nothing left to agree to.
            Agreement::Agreed { .. } if changed.is_empty() => {
                let withdrawn = self.settle(&Verb::Withdraw, scene.sides);
                withdrawn.or_else(|_| self.settle(&Verb::Decline(reason.to_owned()), scene.sides))?
            }
            Agreement::Agreed { .. } => match written(reason)? {
                Some(Deed::Noted { note: reason }) => {
                    [Deed::Proposed { terms: changed, reason }].into_iter().chain(agree()).collect()
                }
                _ => return Err(Refused::NoReason),
            },
        })
    }

    fn settle(&self, verb: &Verb, sides: Sides) -> Result<Vec<Deed>, Refused> {
        let waits = self.agreement.waits_for();
        if waits.are_none() {
            return Err(Refused::NothingProposed);
        }
        let change = self.agreement.change();
        // Who is one of the sides that it waits for.
        let mine = Sides { owner: sides.owner && waits.owner, manager: sides.manager && waits.manager };
        match verb {
            Verb::Agree if mine.are_none() => Err(Refused::NotYours),
            Verb::Agree => {
                // Its day may have been carried before the one on which it would begin.
                fit(self.kind, &self.terms.with(change.map_or(&[][..], |change| &change.terms)))?;
                Ok(vec![Deed::Agreed(mine)])
            }
            _ if change.is_none() => Err(Refused::NothingProposed),
            Verb::Decline(_) if mine.are_none() => Err(Refused::NotYours),
            Verb::Decline(reason) => match written(reason)? {
                Some(Deed::Noted { note: reason }) => Ok(vec![Deed::Declined { reason }]),
                _ => Err(Refused::NoReason),
            },
            // Who has agreed to it takes it back; who is asked declines it, with why. What neither side proposed is for whoever tends it.
            _ if change.is_some_and(|change| !change.agreed.are_none() && sides.without(waits).are_none()) => {
                Err(Refused::NotYours)
            }
            _ => Ok(vec![Deed::Withdrawn]),
        }
    }

    fn measured(&self, verb: &Verb) -> Result<Vec<Deed>, Refused> {
        let measure = self.terms.measure.as_ref();
        let tick = |step: &Title, done: bool| Deed::Ticked { step: step.clone(), done };
        match (verb, measure) {
            (Verb::Value(value), Some(Measure::Milestones { steps })) => {
                // So many are to be done: the next ones are, or the last ones are not.
                let wanted = usize::try_from(value.truncated()).ok().filter(|wanted| *wanted <= steps.len());
                let wanted = wanted.filter(|_| value.is_whole()).ok_or(Refused::NoStep)?;
                let (done, open): (Vec<&Title>, Vec<&Title>) = steps.iter().partition(|step| self.done.contains(step));
                let more = open.iter().take(wanted.saturating_sub(done.len())).map(|step| tick(step, true));
                let less = done.iter().rev().take(done.len().saturating_sub(wanted)).map(|step| tick(step, false));
                Ok(more.chain(less).collect())
            }
            (Verb::Value(value), Some(_)) => Ok(set(self.value != Some(*value), Deed::Value { value: *value })),
            (Verb::Tick(step, done), Some(Measure::Milestones { steps })) if steps.contains(step) => {
                Ok(set(self.done.contains(step) != *done, tick(step, *done)))
            }
            (Verb::Tick(..), _) => Err(Refused::NoStep),
            _ => Err(Refused::NoNumber),
        }
    }
}

/// One event where there is something to do.
fn set(differs: bool, deed: Deed) -> Vec<Deed> {
    if differs { vec![deed] } else { Vec::new() }
}

fn due(day: Date, today: Date) -> Result<(), Refused> {
    let latest = today.saturating_add(YEARS_AHEAD.years());
    match day {
        day if day < today => Err(Refused::PastDue),
        day if day > latest => Err(Refused::FarDue),
        _ => Ok(()),
    }
}

fn fit(kind: Kind, terms: &Terms) -> Result<(), Refused> {
    terms.check().map_err(Refused::Terms)?;
    if kind.fits(terms.measure.as_ref()) && (kind == Kind::Learning || terms.learning.is_none()) {
        Ok(())
    } else {
        Err(Refused::Unfit)
    }
}

/// Whether a goal of this kind may serve another so; a key result serves one. What it serves is looked at where all goals are known.
fn serves(kind: Kind, parent: Option<Alignment>) -> Result<(), Refused> {
    match parent.map(|parent| parent.link) {
        None if kind == Kind::KeyResult => Err(Refused::NoParent),
        Some(Link::Contributes { .. }) if kind == Kind::Kpi => Err(Refused::NotMoved),
        Some(Link::Contributes { weight }) if weight == 0 || weight > HEAVIEST => Err(Refused::Weight),
        None | Some(Link::Supports | Link::Contributes { .. }) => Ok(()),
    }
}

fn out_of_ten(number: u8) -> Result<(), Refused> {
    if number > 10 { Err(Refused::OutOfTen) } else { Ok(()) }
}

fn written(text: &str) -> Result<Option<Deed>, Refused> {
    let note = text.trim();
    if note.chars().count() > LONGEST_NOTE {
        return Err(Refused::LongNote);
    }
    Ok((!note.is_empty()).then(|| Deed::Noted { note: note.to_owned() }))
}

fn evidence(link: &str, words: &str) -> Result<Deed, Refused> {
    let (link, words) = (link.trim().to_owned(), words.trim().to_owned());
    if link.is_empty() && words.is_empty() {
        return Err(Refused::Empty);
    }
    if link.chars().count() > LONGEST_NOTE || words.chars().count() > LONGEST_NOTE {
        return Err(Refused::LongNote);
    }
    let host = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    let is_link = link.is_empty() || host.is_some_and(|host| !host.is_empty() && !link.contains(char::is_whitespace));
    if is_link { Ok(Deed::Evidence { link, words }) } else { Err(Refused::Link) }
}
