//! Whatever two sides do, in any order.

use super::*;
use crate::review::Pen;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    /// A side reads the plan.
    Look(Side),
    /// A side writes into a part what it knows of; with script or without.
    Write(Side, usize, u8, bool),
    /// A side signs what it looked at.
    Sign(Side),
    /// A goal becomes otherwise, comes or goes.
    Goal(u128, u8),
    Amend(Side),
    GiveUp,
    HandOver,
}

fn step() -> impl Strategy<Value = Step> {
    let side = || prop_oneof![Just(Side::Own), Just(Side::Manager)];
    prop_oneof![
        9 => side().prop_map(Step::Look),
        3 => (side(), 0..Part::ALL.len(), 0..4u8, any::<bool>())
            .prop_map(|(side, part, text, script)| Step::Write(side, part, text, script)),
        12 => side().prop_map(Step::Sign),
        1 => (1..3u128, 0..3u8).prop_map(|(goal, how)| Step::Goal(goal, how)),
        3 => side().prop_map(Step::Amend),
        1 => Just(Step::GiveUp),
        1 => Just(Step::HandOver),
    ]
}

/// What a page shows.
#[derive(Clone)]
struct Page {
    revisions: BTreeMap<Part, u32>,
    contents: Option<Contents>,
    step: u32,
}

fn page(plan: &Plan, goals: &Goals, step: u32) -> Page {
    let revisions = Part::ALL.into_iter().map(|part| (part, plan.revision(part))).collect();
    Page { revisions, contents: plan.contents(goals), step }
}

fn said(part: Part, text: u8) -> Said {
    let words = format!("Text {text}");
    match part {
        Part::Strengths => Said::Strengths(words),
        Part::Growth => Said::Growth(words),
        Part::Towards => Said::Towards(words),
        Part::Support => Said::Support(vec![Promise { what: self::words(&words), by: Whom::Side(Side::Own), due: None }]),
        Part::Dates => Said::Dates(vec![Next { on: DUE, what: self::words(&words) }]),
    }
}

struct World {
    plan: Plan,
    there: BTreeMap<u128, u8>,
    pages: Both<Page>,
    /// What each side saw when it signed last.
    saw: Both<Option<Contents>>,
    manager: u128,
}

impl World {
    fn new() -> Self {
        let plan = written();
        let goals = now([plain(1)]);
        let seen = page(&plan, &goals, 0);
        Self {
            plan,
            there: BTreeMap::from([(1, 0)]),
            pages: Both { own: seen.clone(), manager: seen },
            saw: Both { own: None, manager: None },
            manager: MANAGER,
        }
    }

    fn goals(&self) -> Goals {
        let named = |(id, how): (&u128, &u8)| {
            agreed(*id, Kind::Commitment, |wanted| wanted.terms.title = Title::new(&format!("{how}")).expect("a title"))
        };
        now(self.there.iter().map(named))
    }

    fn who(&self, side: Side) -> PersonId {
        person(if side == Side::Own { PERSON } else { self.manager })
    }

    fn write(&mut self, side: Side, part: Part, text: u8, script: bool) {
        let page = self.pages.of_mut(side);
        page.step += 1;
        let seen = page.revisions[&part];
        let pen = script.then(|| Pen { page: format!("{side:?}"), step: page.step });
        let edit = Edit { said: said(part, text), seen, pen: pen.clone() };
        let before = self.plan.draft.as_ref().map(|draft| draft.parts.said(part));
        match self.plan.write(&[edit]) {
            Ok(after) => {
                let wrote = self.plan.written.get(&part).cloned().unwrap_or_default();
                let by_same = pen.zip(wrote.pen).is_some_and(|(pen, was)| pen.page == was.page);
                assert!(wrote.revision == seen || by_same, "nobody writes over what they did not see");
                assert_eq!(after.draft.as_ref().map(|draft| draft.parts.said(part)), Some(said(part, text)));
                self.pages.of_mut(side).revisions.insert(part, after.revision(part));
                self.plan = after;
            }
            Err(Refused::Met(met)) => {
                assert_eq!(met.len(), 1);
                assert_eq!((Some(&met[0].now), met[0].revision), (before.as_ref(), self.plan.revision(part)));
            }
            Err(Refused::Nothing) => assert_eq!(before, Some(said(part, text))),
            Err(Refused::Signed) => assert_eq!(before, None),
            Err(other) => panic!("{other:?}"),
        }
    }

    fn sign(&mut self, side: Side) {
        let Some(shown) = self.pages.of(side).contents.clone() else { return };
        let goals = self.goals();
        let contents = self.plan.contents(&goals);
        let signing = Signing { by: self.who(side), side, at: at(10), seal: shown.seal() };
        match self.plan.sign(signing, Some(&shown), &goals) {
            Ok(after) => {
                assert_eq!(Some(&shown), contents.as_ref(), "one signs what one saw");
                *self.saw.of_mut(side) = Some(shown);
                if after.versions.len() > self.plan.versions.len() {
                    let newest = after.newest().expect("one");
                    for side in Side::BOTH {
                        assert_eq!(self.saw.of(side).as_ref(), Some(&newest.contents), "both saw it");
                        assert_eq!(newest.signings.of(side).by, self.who(side), "and both are the sides");
                    }
                }
                self.plan = after;
            }
            Err(Refused::Outdated(different)) => assert_eq!(different, differences(&shown, &contents.expect("written"))),
            Err(Refused::Obstacles(_)) => assert!(self.there.is_empty()),
            Err(Refused::Already | Refused::NoAmendment) => {}
            Err(other) => panic!("{other:?}"),
        }
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Look(side) => {
                let seen = page(&self.plan, &self.goals(), self.pages.of(*side).step);
                *self.pages.of_mut(*side) = seen;
            }
            Step::Write(side, part, text, script) => self.write(*side, Part::ALL[*part], *text, *script),
            Step::Sign(side) => self.sign(*side),
            Step::Goal(goal, 2) => _ = self.there.remove(goal),
            Step::Goal(goal, how) => _ = self.there.insert(*goal, *how),
            Step::Amend(side) => {
                if let Ok(plan) = self.plan.amend(*side, self.who(*side), "Why", at(20)) {
                    self.plan = plan;
                }
            }
            Step::GiveUp => {
                let goals = self.goals();
                // Whoever gives it up looked at it a moment ago.
                if let Some(shown) = self.plan.contents(&goals)
                    && let Ok(plan) = self.plan.give_up(shown.seal(), Some(&shown), &goals)
                {
                    self.plan = plan;
                }
            }
            Step::HandOver => {
                self.manager += 1;
                self.plan = self.plan.handed_over();
            }
        }
    }
}

proptest! {
    #[test]
    fn nothing_is_lost_and_what_is_signed_stays(steps in prop::collection::vec(step(), 0..120)) {
        let mut world = World::new();
        for step in &steps {
            let before = world.plan.clone();
            world.take(step);
            let (plan, signed) = (&world.plan, before.versions.len());
            prop_assert!(plan.versions.len() >= signed && plan.versions[..signed] == before.versions, "what is signed never changes");
            prop_assert_eq!(plan.check(&review_of(plan)), []);
            for version in &plan.versions {
                for side in Side::BOTH {
                    prop_assert_eq!(version.signings.of(side).seal, version.contents.seal());
                }
            }
            prop_assert!(Part::ALL.into_iter().all(|part| plan.revision(part) >= before.revision(part)));
        }
    }
}
