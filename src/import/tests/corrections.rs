//! What was corrected here, and what the HR system changed since.

use super::*;
use crate::import::{Difference, What};

#[test]
fn a_correction_made_here_survives_the_next_import_of_the_same() {
    let rows = [
        row("E1", "Ada").titled("CEO").at("Oslo"),
        row("E2", "Bo").titled("CTO").at("Oslo").under("E1"),
        row("E3", "Cy").titled("").at("").under("E2"),
    ];
    let mut office = founded(&rows);
    let ada = office.id("Ada");
    office.correct("Cy", |cy| {
        cy.manager = Some(ada);
        cy.title = Some("Engineer".into());
        cy.email = None;
    });
    assert!(office.plan(&rows).is_empty());
    let mut later = rows.clone();
    later[2] = later[2].clone().at("Zagreb");
    office.import(&later);
    let cy = office.person("Cy");
    assert_eq!(
        (cy.title.as_deref(), cy.location.as_deref(), cy.manager, &cy.email),
        (Some("Engineer"), Some("Zagreb"), Some(ada), &None)
    );
}

#[test]
fn what_the_hr_system_changed_is_changed_here_and_told() {
    let mut office = founded(&[
        row("E1", "Ada").titled("CEO"),
        row("E2", "Bo").titled("").under("E1"),
        row("E3", "Cy").titled("").under("E1"),
    ]);
    let version = office.person("Cy").version;
    let plan = office.import(&[
        row("E1", "Ada").titled("CEO"),
        row("E2", "Bo").titled("").under("E1"),
        row("E3", "Cyd").titled("CTO").addressed("cyd@halden.example").under("E2"),
    ]);
    let changed =
        |what, before: Option<&str>, after: &str| Difference { what, before: before.map(Into::into), after: Some(after.into()) };
    assert_eq!(
        plan.changed[0].what,
        [
            changed(What::Name, Some("Cy"), "Cyd"),
            changed(What::Email, Some("cy@halden.example"), "cyd@halden.example"),
            changed(What::Title, None, "CTO"),
            changed(What::Manager, Some("Ada"), "Bo"),
            changed(What::Team, Some("Ada's team"), "Bo's team"),
        ]
    );
    assert_eq!(office.person("Cyd").version, version.next());
    assert_eq!((plan.unchanged, plan.changed.len(), plan.added.len()), (2, 1, 0));
}

#[test]
fn only_the_main_post_gives_its_values() {
    let rows = |title: &str| [row("E1", "Ada").titled("CEO"), row("E2", "Ada").without_address().titled(title).under("E1")];
    let mut office = founded(&rows("Interim CTO"));
    assert!(office.plan(&rows("Interim CFO")).is_empty(), "nobody sees a change");
    office.import(&rows("Interim CFO"));
    assert_eq!(office.person("Ada").title.as_deref(), Some("CEO"));
    assert_eq!(office.post("E2").told.title.as_deref(), Some("Interim CFO"), "but it is noted");
}

#[test]
fn a_file_without_a_column_says_nothing_of_it() {
    let mut office = founded(&[row("E1", "Ada").titled("CEO").at("Oslo").on("board")]);
    office.import(&[Row::default().with(Field::Number, "E1").with(Field::Name, "Ada").at("Bergen")]);
    let ada = office.person("Ada");
    assert_eq!((ada.title.as_deref(), ada.location.as_deref()), (Some("CEO"), Some("Bergen")));
    assert_eq!((office.home("Ada"), ada.email.is_some()), (Some("board"), true));
    assert_eq!(office.post("E1").told.title.as_deref(), Some("CEO"));
}

#[test]
fn when_the_main_post_ends_another_one_gives_the_values() {
    let ada = |status: &str| row("E2", "Bo").titled("Head").being(status).under("E1");
    let other = row("E3", "Bo").without_address().titled("Interim Lead").being("").under("E4");
    let rows = |status: &str| [row("E1", "Ada").being(""), ada(status), other.clone(), row("E4", "Cy").being("").under("E1")];
    let mut office = founded(&rows("active"));
    assert_eq!((office.posts("Bo"), office.manager("Bo")), (vec!["E2", "E3"], Some("Ada")));
    let plan = office.import(&rows("terminated"));
    assert_eq!((office.posts("Bo"), office.manager("Bo")), (vec!["E3"], Some("Cy")));
    assert_eq!(office.person("Bo").title.as_deref(), Some("Interim Lead"));
    assert_eq!(plan.left, []);
}

#[test]
fn the_fingerprint_is_of_what_changes_and_not_of_drawn_ids() {
    let rows = [row("E1", "Ada"), row("E2", "Bo").under("E1"), row("E3", "Cy").under("E2")];
    let mut office = office();
    let (first, second) = (office.plan(&rows), office.plan(&rows));
    assert_ne!(first, second, "other ids were drawn");
    assert_eq!(first.fingerprint(), second.fingerprint());
    assert_eq!(first.fingerprint().len(), 64);
    let mut other = rows.clone();
    other[2] = row("E3", "Cy").under("E1");
    assert_ne!(office.plan(&other).fingerprint(), first.fingerprint());
    first.apply(&mut office.known);
    let later = office.plan(&[row("E1", "Ada").titled("CEO")]).fingerprint();
    office.correct("Ada", |ada| ada.location = Some("Oslo".into()));
    assert_ne!(office.plan(&[row("E1", "Ada").titled("CEO")]).fingerprint(), later, "somebody changed her meanwhile");
}
