//! Signing and amending.

use super::*;
use crate::goal::End;

#[test]
fn both_sign_what_they_saw_and_then_it_stands() {
    let goals = now([plain(1), plain(2)]);
    let plan = written();
    assert_eq!((plan.stage(), plan.waits_for(&goals)), (PlanStage::Open, Side::BOTH.to_vec()));
    for first in Side::BOTH {
        let one = sign(&plan, first, &goals).expect("signed");
        assert_eq!((one.stage(), one.waits_for(&goals)), (PlanStage::SignedBy(first), vec![first.other()]));
        assert_eq!(sign(&one, first, &goals), Err(Refused::Already));
        let both = sign(&one, first.other(), &goals).expect("signed");
        assert_eq!(both.stage(), PlanStage::Signed { at: at(10), amending: false });
        assert_eq!(both.waits_for(&goals), []);
        let newest = both.newest().expect("signed");
        assert_eq!(Some(&newest.contents), plan.contents(&goals).as_ref());
        assert_eq!(Side::BOTH.map(|side| newest.signings.of(side).by), [person(PERSON), person(MANAGER)]);
        for side in Side::BOTH {
            assert_eq!(with(&both, side, newest.contents.seal(), &goals), Err(Refused::Already));
        }
        assert_eq!(both.check(&review_of(&both)), []);
    }
}

#[test]
fn who_signs_what_is_otherwise_by_now_is_told_in_what() {
    let goals = now([plain(1), plain(2)]);
    let plan = written();
    let (seen, shown) = (seal(&plan, &goals), plan.contents(&goals).expect("written"));
    let changed = plan.write(&[edit(strengths("Quick."), 1)]).expect("written");
    let later = act(&plain(1), Verb::Define(vec![Term::Due(date(2027, 9, 30))], "The move is late".into()));
    let others = now([act(&later, Verb::Note("Unsaid".into())), plain(3)]);
    let signing = Signing { by: person(MANAGER), side: Side::Manager, at: at(10), seal: seen };
    let aim = |goals: &Goals, at: usize| Box::new(goals.aims[at].clone());
    let due_last = others.aims.iter().position(|aim| aim.id == goal_id(1)).expect("there");
    let differences = vec![
        Difference::Part { before: strengths("Calm."), after: strengths("Quick.") },
        Difference::Changed { before: aim(&goals, 0), after: aim(&others, due_last) },
        Difference::Gone(aim(&goals, 1)),
        Difference::Added(aim(&others, 1 - due_last)),
    ];
    assert_eq!(changed.sign(signing, Some(&shown), &others), Err(Refused::Outdated(differences)));
    // Nothing says what they saw; or something else does than what they signed.
    assert_eq!(changed.sign(signing, None, &others), Err(Refused::Outdated(Vec::new())));
    let other = changed.contents(&others).expect("written");
    assert_eq!(changed.sign(signing, Some(&other), &others), Err(Refused::Outdated(Vec::new())));
    assert_eq!(goals.aims[0].aspects(&others.aims[due_last]), [crate::goal::Aspect::Days]);
}

#[test]
fn a_signature_holds_no_longer_than_what_was_signed() {
    let goals = now([plain(1)]);
    let one = sign(&written(), Side::Own, &goals).expect("signed");
    let seen = seal(&one, &goals);
    let changed = one.write(&[edit(strengths("Quick."), 1)]).expect("written");
    assert_eq!((changed.stage(), changed.waits_for(&goals)), (PlanStage::Open, Side::BOTH.to_vec()));
    let overtaken = changed.overtaken(Side::Own, &goals).expect("it is told who had signed");
    assert_eq!((overtaken.signing.by, overtaken.contents.parts.strengths.as_str()), (person(PERSON), "Calm."));
    // What the first signed is known: who still has that open is told in what it differs.
    let refused = with(&changed, Side::Manager, seen, &goals);
    assert!(matches!(refused, Err(Refused::Outdated(differences)) if differences.len() == 1));
    // Written back, it is not signed again by itself.
    let back = changed.write(&[edit(strengths("Calm."), 2)]).expect("written");
    assert_eq!(back.waits_for(&goals), Side::BOTH);
    let second = sign(&back, Side::Manager, &goals).expect("signed");
    assert_eq!(second.stage(), PlanStage::SignedBy(Side::Manager));
    assert_eq!(sign(&second, Side::Own, &goals).expect("signed").versions.len(), 1);
}

#[test]
fn a_goal_that_changes_takes_signatures_with_it() {
    let goals = now([plain(1)]);
    let one = sign(&written(), Side::Own, &goals).expect("signed");
    let others = now([plain(1), plain(2)]);
    assert_eq!(one.waits_for(&others), Side::BOTH);
    assert!(one.overtaken(Side::Own, &others).is_some() && one.overtaken(Side::Own, &goals).is_none());
    let second = sign(&one, Side::Manager, &others).expect("signed");
    assert_eq!((second.stage(), second.versions.len()), (PlanStage::SignedBy(Side::Manager), 0));
    // Even if the goal comes to be what it was.
    assert_eq!(second.waits_for(&goals), Side::BOTH);
    let anew = sign(&one, Side::Own, &others).expect("the same side signs what it is now");
    assert_eq!(anew.waits_for(&others), [Side::Manager]);
}

#[test]
fn progress_and_what_is_only_proposed_touch_no_signature() {
    let goal = plain(1);
    let goals = now([goal.clone()]);
    let one = sign(&written(), Side::Own, &goals).expect("signed");
    let moved = act(&goal, Verb::Value(crate::goal::Amount::ONE));
    assert_eq!(one.waits_for(&now([moved])), [Side::Manager]);
    let later = Verb::Define(vec![Term::Due(date(2027, 9, 30))], "Late".into());
    let waits = goal.act(&[later], Scene { sides: Sides { owner: true, manager: false }, ..scene() }, person(PERSON), at(2));
    assert_eq!(one.waits_for(&now([waits.expect("proposed").0])), [Side::Manager]);
    let done = act(&goal, Verb::End(End::Done, String::new()));
    assert_eq!(one.waits_for(&now([done])), Side::BOTH);
}

#[test]
fn all_that_stands_in_the_way_is_told() {
    let blank = Plan::default().write(&[edit(strengths(" \n"), 0)]).expect("written");
    let goals = now([]);
    let all = [Part::Strengths, Part::Growth, Part::Towards].map(Obstacle::Empty);
    let all: Vec<Obstacle> = all.into_iter().chain([Obstacle::NoGoals]).collect();
    assert_eq!(sign(&blank, Side::Own, &goals), Err(Refused::Obstacles(all.clone())));
    assert_eq!(blank.obstacles(&goals), all);
    assert_eq!(written().obstacles(&now([plain(1)])), []);
}

#[test]
fn what_one_side_signed_alone_holds_no_more_after_a_handing_over() {
    let goals = now([plain(1)]);
    // What the manager promises is somebody else's promise then.
    let alone = sign(&written(), Side::Own, &goals).expect("signed").handed_over();
    assert_eq!(alone.stage(), PlanStage::Open);
    let one = sign(&written(), Side::Manager, &goals).expect("signed");
    let handed = one.handed_over();
    let review = review_of(&one).hand_over(person(9)).expect("handed over");
    assert_eq!((handed.stage(), review.plan), (PlanStage::Open, PlanStage::Open));
    assert_eq!(handed.check(&review), []);
    let own = sign(&handed, Side::Own, &goals).expect("signed");
    assert_eq!(own.versions, []);
    assert_eq!(written().handed_over(), written());
    let both = signed(&written(), &goals);
    assert_eq!(both.handed_over(), both);
}

#[test]
fn an_amendment_is_signed_like_the_first_and_leaves_it_as_it_was() {
    let goals = now([plain(1)]);
    let amend = |plan: &Plan, reason: &str| plan.amend(Side::Manager, person(MANAGER), reason, at(20));
    assert_eq!(amend(&written(), "Why"), Err(Refused::NotSigned));
    let give_up = |plan: &Plan, seen: &Plan| plan.give_up(seal(seen, &goals), seen.contents(&goals).as_ref(), &goals);
    assert_eq!(give_up(&written(), &written()), Err(Refused::NotSigned));
    let first = signed(&written(), &goals);
    assert_eq!(give_up(&first, &written()), Err(Refused::NoAmendment));
    assert_eq!(amend(&first, " "), Err(Refused::NoReason));
    assert_eq!(amend(&first, &"x".repeat(LONGEST_LINE + 1)), Err(Refused::Reason));
    let second = amend(&first, "The team moved").expect("begun");
    assert_eq!(second.stage(), PlanStage::Signed { at: at(10), amending: true });
    assert_eq!(amend(&second, "Again"), Err(Refused::Already));
    assert!(matches!(second.write(&[edit(strengths("Quick."), 1)]), Err(Refused::Met(_))), "a page from before");
    let seen = second.revision(Part::Strengths);
    let second = second.write(&[edit(strengths("Quick."), seen)]).expect("written");
    let refused = give_up(&second, &amend(&first, "The team moved").expect("begun"));
    let part = Difference::Part { before: strengths("Calm."), after: strengths("Quick.") };
    assert_eq!(refused, Err(Refused::Outdated(vec![part])), "what the other side wrote does not go unseen");
    let given_up = give_up(&second, &second).expect("given up");
    assert_eq!((&given_up.versions, given_up.stage()), (&first.versions, first.stage()));
    assert_eq!(with(&given_up, Side::Own, seal(&second, &goals), &goals), Err(Refused::NoAmendment));
    // Begun anew for another reason, with the same words: who still sees the first one signs nothing.
    let anew = amend(&given_up, "The team stayed").expect("begun");
    let anew = anew.write(&[edit(strengths("Quick."), anew.revision(Part::Strengths))]).expect("written");
    let reason = |plan: &Plan| plan.contents(&goals).expect("written").reason;
    let other = Difference::Reason { before: reason(&second), after: reason(&anew) };
    let signing = Signing { by: person(PERSON), side: Side::Own, at: at(10), seal: seal(&second, &goals) };
    let refused = anew.sign(signing, second.contents(&goals).as_ref(), &goals);
    assert_eq!(refused, Err(Refused::Outdated(vec![other])));
    let both = signed(&second, &goals);
    assert_eq!(both.versions[..1], first.versions[..]);
    let newest = both.newest().expect("signed");
    assert_eq!(newest.contents.parts.strengths, "Quick.");
    assert_eq!(newest.amends.as_ref().map(|amends| amends.reason.as_str()), Some("The team moved"));
    assert_eq!(both.signed_only(), Plan { written: BTreeMap::new(), ..both.clone() });
    assert_eq!(both.check(&review_of(&both)), []);
}

#[test]
fn what_was_altered_where_it_is_stored_is_found() {
    let goals = now([plain(1)]);
    let plan = signed(&written(), &goals);
    let review = review_of(&plan);
    let mut altered = plan.clone();
    altered.versions[0].contents.parts.strengths = "Loud.".into();
    assert_eq!(altered.check(&review), [Broken::Seal(1)]);
    let mut altered = plan.clone();
    let reason = Words::new("Another one").expect("words");
    altered.versions[0].amends = Some(Amends { by: person(MANAGER), side: Side::Manager, at: at(20), reason });
    assert_eq!(altered.check(&review), [Broken::Seal(1)]);
    let mut altered = plan.clone();
    altered.versions[0].signings.manager.by = person(PERSON);
    assert_eq!(altered.check(&review), [Broken::Sides(1)]);
    assert_eq!(written().check(&review), [Broken::Stage]);
    let mut waits = sign(&written(), Side::Own, &goals).expect("signed");
    waits.draft.as_mut().expect("written").signatures.own.as_mut().expect("signed").signing.side = Side::Manager;
    assert_eq!(waits.check(&review_of(&waits)), [Broken::Draft]);
    let nothing = written().signed_only();
    assert_eq!(nothing.check(&review_of(&nothing)), [Broken::Empty]);
}

#[test]
fn a_plan_reads_back_from_what_is_stored() {
    let goals = now([plain(1)]);
    let first = signed(&written(), &goals);
    let amended = first.amend(Side::Own, person(PERSON), "Why", at(20)).expect("begun");
    let amended = sign(&amended, Side::Own, &goals).expect("signed");
    for plan in [Plan::default(), written(), first, amended] {
        let text = serde_json::to_string(&plan).expect("plain data");
        assert_eq!(serde_json::from_str::<Plan>(&text).expect("reads"), plan);
    }
}
