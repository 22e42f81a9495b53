use super::*;

const OFF: Policies = Policies {
    learning: LimitMode::Off,
    project: LimitMode::Off,
    objectives: (LimitMode::Off, 0),
    key_results: (LimitMode::Off, 0),
    measure: LimitMode::Off,
};

/// What these policies find of the first person's goals in the first cycle; each objective has so many key results.
fn found(policies: Policies, goals: &[Goal], key_results: usize) -> Vec<(Policy, bool)> {
    let goals: Vec<&Goal> = goals.iter().collect();
    let findings = policies.findings(person(1), Some(cycle(1)), &goals, |_| key_results);
    findings.into_iter().map(|finding| (finding.policy, finding.blocks)).collect()
}

fn objective() -> Goal {
    made(&plan(Kind::Objective, None))
}

#[test]
fn a_policy_is_told_or_blocks_or_is_off() {
    let goals = [made(&latency())];
    for (mode, findings) in [
        (LimitMode::Off, vec![]),
        (LimitMode::Tell, vec![(Policy::Learning, false)]),
        (LimitMode::Block, vec![(Policy::Learning, true)]),
    ] {
        assert_eq!(found(Policies { learning: mode, ..OFF }, &goals, 0), findings);
    }
    assert!(found(OFF, &[objective(), made(&plan(Kind::Commitment, None))], 9).is_empty());
}

#[test]
fn one_goal_at_least_is_about_learning_and_one_belongs_to_a_project() {
    let policies = Policies { learning: LimitMode::Tell, project: LimitMode::Tell, ..OFF };
    let learning = made(&plan(Kind::Learning, None));
    let tied = Goal { project: Some(project(1)), ..made(&latency()) };
    let (no_learning, no_project) = ((Policy::Learning, false), (Policy::Project, false));
    assert_eq!(found(policies, &[made(&latency())], 0), [no_learning, no_project]);
    assert_eq!(found(policies, &[made(&latency()), learning.clone()], 0), [no_project]);
    assert_eq!(found(policies, std::slice::from_ref(&tied), 0), [no_learning]);
    assert_eq!(found(policies, &[learning, tied], 0), []);
    assert_eq!(found(policies, &[], 0), [], "who has no goal yet is asked for nothing");
}

#[test]
fn there_are_only_so_many_objectives_of_a_person() {
    let policies = Policies { objectives: (LimitMode::Tell, 2), ..OFF };
    let two = vec![objective(); 2];
    assert_eq!(found(policies, &two, 0), []);
    let three = [two.clone(), vec![objective()]].concat();
    assert_eq!(found(policies, &three, 0), [(Policy::Objectives(2), false)]);
    // Another's, another cycle's, what was given up and what needs no agreement do not count.
    for other in [
        Goal { owner: person(2), ..objective() },
        Goal { cycle: Some(cycle(2)), ..objective() },
        Goal { cycle: None, ..objective() },
        Goal { ended: Some((End::Dropped, second(0))), ..objective() },
        Goal { agreement: Agreement::Free, ..objective() },
    ] {
        assert_eq!(found(policies, &[two.clone(), vec![other]].concat(), 0), []);
    }
}

#[test]
fn an_objective_has_only_so_many_key_results() {
    let policies = Policies { key_results: (LimitMode::Block, 3), ..OFF };
    assert_eq!(found(policies, &[objective()], 3), []);
    assert_eq!(found(policies, &[objective()], 4), [(Policy::KeyResults(3), true)]);
    assert_eq!(found(policies, &[made(&latency())], 4), [], "nothing else has any");
}

#[test]
fn what_is_agreed_has_a_measure() {
    let policies = Policies { measure: LimitMode::Tell, ..OFF };
    let bare = made(&with(plan(Kind::Commitment, None), Term::Title(title("Be nice"))));
    assert_eq!(found(policies, &[objective(), made(&latency())], 0), []);
    assert_eq!(found(policies, std::slice::from_ref(&bare), 0), [(Policy::Measure, false)]);
    let findings = policies.findings(person(1), Some(cycle(1)), &[&bare], |_| 0);
    assert_eq!(findings[0].goal.as_deref(), Some("Be nice"), "it says of which goal");
}

#[test]
fn what_blocks_refuses_and_what_is_told_does_not() {
    let bare = made(&plan(Kind::Commitment, None));
    for (mode, blocks) in [(LimitMode::Off, false), (LimitMode::Tell, false), (LimitMode::Block, true)] {
        let policies = Policies { objectives: (mode, 2), key_results: (mode, 3), measure: mode, ..OFF };
        let refused = |refused: Refused| if blocks { Err(refused) } else { Ok(()) };
        assert_eq!(policies.may_add_objective(1), Ok(()));
        assert_eq!(policies.may_add_objective(2), refused(Refused::ManyObjectives));
        assert_eq!(policies.may_add_key_result(2), Ok(()));
        assert_eq!(policies.may_add_key_result(3), refused(Refused::ManyKeyResults));
        assert_eq!(policies.may_agree(&bare), refused(Refused::NoMeasure));
        assert_eq!((policies.may_agree(&objective()), policies.may_agree(&made(&latency()))), (Ok(()), Ok(())));
    }
}

#[test]
fn limits_are_from_1_to_50_where_they_are_asked_for() {
    let check = |mode, most| Policies { objectives: (mode, most), ..OFF }.check();
    assert_eq!(
        (check(LimitMode::Off, 0), check(LimitMode::Tell, 1), check(LimitMode::Block, MOST_LIMIT)),
        (Ok(()), Ok(()), Ok(()))
    );
    assert_eq!(check(LimitMode::Tell, 0), Err(PolicyRefused::Limit));
    assert_eq!(check(LimitMode::Block, MOST_LIMIT + 1), Err(PolicyRefused::Limit));
    let key_results = Policies { key_results: (LimitMode::Tell, 0), ..OFF };
    assert_eq!(key_results.check(), Err(PolicyRefused::Limit));
    assert_eq!(Policies::default().check(), Ok(()));
}

#[test]
fn policies_that_were_stored_before_there_were_more_are_as_by_default() {
    let stored: Policies = serde_json::from_str(r#"{"objectives":["block",3]}"#).expect("known");
    assert_eq!(stored, Policies { objectives: (LimitMode::Block, 3), ..Policies::default() });
}
