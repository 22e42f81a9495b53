use super::*;

fn multiple(at_most: Option<u8>) -> Question {
    question("q", Ask::Multiple { options: choices(3), at_most })
}

#[test]
fn the_identity_is_a_hash_that_never_changes() {
    assert_eq!(scale("cohesion-1").identity("en"), "d91beaac3c1b6d5c2f2b184db70ace433525da0c5d5da022afcdd073d4264d73");
    assert_eq!(multiple(Some(2)).identity("pt-BR"), "8d445bd48cd8f9757c6048f5e093b951d580626d09fb487ff39ea6bd9b7bfdf0");
}

#[test]
fn what_is_asked_is_part_of_the_identity() {
    let mut shuffled = choices(3);
    shuffled.swap(0, 1);
    let mut reworded = choices(3);
    reworded[2].text.push('!');
    let single = |options| question("q", Ask::Single { options });
    let identities = [
        scale("q").identity("en"),
        scale("q").identity("de"),
        scale("r").identity("en"),
        Question { text: "Another".into(), ..scale("q") }.identity("en"),
        question("q", Ask::Scale { reversed: true }).identity("en"),
        question("q", Ask::Text).identity("en"),
        question("q", Ask::Recommend).identity("en"),
        single(choices(3)).identity("en"),
        single(choices(2)).identity("en"),
        single(shuffled).identity("en"),
        single(reworded).identity("en"),
        multiple(None).identity("en"),
        multiple(Some(1)).identity("en"),
    ];
    let different: std::collections::BTreeSet<_> = identities.iter().collect();
    assert_eq!(different.len(), identities.len());
    assert!(identities.iter().all(|one| one.len() == 64 && one.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))));
}

#[test]
fn help_and_duty_are_no_part_of_it() {
    let other = Question { help: "More".into(), required: false, ..scale("q") };
    assert_eq!(other.identity("en"), scale("q").identity("en"));
}

#[test]
fn no_text_runs_into_the_next() {
    let one = |id: &str, text: &str| {
        let choice = |id: &str, text: &str| Choice { id: slug(id), text: text.into() };
        question("q", Ask::Single { options: vec![choice(id, text), choice("b", "c")] }).identity("en")
    };
    assert_ne!(one("a", "ab"), one("aa", "b"));
    assert_ne!(scale("q").identity("en"), scale("nq").identity("e"));
}

#[test]
fn an_edit_tells_which_trends_start_anew() {
    let before = questionnaire(vec![
        section("a", vec![scale("kept"), scale("reworded"), scale("gone")]),
        section("b", vec![scale("moved")]),
    ]);
    let reworded = Question { text: "Other words".into(), ..scale("reworded") };
    let helped = Question { help: "Now with help".into(), ..scale("kept") };
    let after = questionnaire(vec![section("b", vec![scale("moved"), scale("new"), reworded, helped])]);
    let changed = changed_identities(&before, &after);
    assert_eq!(
        changed,
        ChangedIdentities { changed: vec![slug("reworded")], added: vec![slug("new")], removed: vec![slug("gone")] }
    );
    assert!(!changed.is_empty());
    assert!(changed_identities(&before, &before).is_empty());
}

#[test]
fn in_another_language_every_trend_starts_anew() {
    let before = small();
    let after = Questionnaire { lang: "de".into(), ..small() };
    let changed = changed_identities(&before, &after);
    assert_eq!(changed.changed, [slug("cohesion-1"), slug("cohesion-2")]);
    assert!(changed.added.is_empty() && changed.removed.is_empty());
}
