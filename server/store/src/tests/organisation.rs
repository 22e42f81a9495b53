//! The organisation under change: whoever changes what, in whatever order and however many at once, its rules hold.

use super::{actor, administrator, company, founded, still};
use crate::{
    Failed, Store,
    access::{self, Administrator},
    change, check, delegation,
    demo::{self, Company, person_id, simulated, team_id},
    directory, home,
    import::{self, Importer, Mode},
    invitation, job,
    outbox::Mail,
    password, person,
    person::Bulk,
    post, project, team,
};
use jiff::{SignedDuration, ToSpan, civil::date};
use proptest::prelude::*;
use std::collections::BTreeSet;
use waymark::{
    PersonId, TeamId, Version,
    change::{Broken, UndoRefused},
    delegation::{DelegateRefused, Delegation},
    import::{How, Options},
    person::{ChangeRefused, Correction, Name},
    post::JoinRefused,
};

async fn correction(store: &Store, name: &str) -> (PersonId, Version, Correction) {
    let person = person::find(store, person_id(name)).await.expect("reads").expect("there");
    let said = Correction {
        name: person.name,
        email: person.email,
        title: person.title,
        location: person.location,
        manager: person.manager,
        administrator: person.administrator,
    };
    (person.id, person.version, said)
}

/// Lets somebody report to somebody else.
async fn report(store: &Store, who: &str, to: &str) -> Result<change::Done, Failed<ChangeRefused>> {
    let admin = administrator(store).await;
    let (id, version, said) = correction(store, who).await;
    person::correct(store, &admin, id, version, &Correction { manager: Some(person_id(to)), ..said }).await
}

async fn manager_of(store: &Store, name: &str) -> Option<PersonId> {
    person::find(store, person_id(name)).await.expect("reads").expect("there").manager
}

async fn is_sound(store: &Store) {
    let wrong: Vec<_> = check::run(store).await.expect("reads").into_iter().filter(|finding| !finding.fine).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[tokio::test]
async fn nobody_reports_to_themselves_not_over_others_either() {
    let (store, _) = company().await;
    let before = check::fingerprint(&store).await.expect("reads");
    for (who, to) in [("Viktor Nakamura", "Mira Solberg"), ("Sunniva Haugen", "Mira Solberg"), ("Mira Solberg", "Mira Solberg")] {
        let refused = report(&store, who, to).await;
        assert!(
            matches!(refused, Err(Failed::Refused(ChangeRefused::Broken(Broken::ManagerCycle(_))))),
            "{who} to {to}: {refused:?}"
        );
    }
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_make_a_circle_together_one_is_refused() {
    let (store, _) = company().await;
    // Each alone is fine: Nadia under Tomasz, Tomasz under Nadia.
    for _ in 0..5 {
        let (one, other) = (store.clone(), store.clone());
        let one = tokio::spawn(async move { report(&one, "Nadia Perić", "Tomasz Zieliński").await.is_ok() });
        let other = tokio::spawn(async move { report(&other, "Tomasz Zieliński", "Nadia Perić").await.is_ok() });
        let done = u8::from(one.await.expect("no panic")) + u8::from(other.await.expect("no panic"));
        assert!(done <= 1, "both were done");
        is_sound(&store).await;
        for name in ["Nadia Perić", "Tomasz Zieliński"] {
            report(&store, name, "Viktor Nakamura").await.expect("back");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_administrators_who_take_each_others_rights_one_stays() {
    let mut two = demo::company();
    two.change("Viktor Nakamura", |person| person.administrator = true);
    let (store, _) = founded(&two).await;
    let take = |store: Store, by: &'static str, from: &'static str| async move {
        let admin = actor(&store, by).await.administrator().expect("an administrator");
        let (id, version, said) = correction(&store, from).await;
        person::correct(&store, &admin, id, version, &Correction { administrator: false, ..said }).await
    };
    let (one, other) = tokio::join!(
        take(store.clone(), "Ines Moreau", "Viktor Nakamura"),
        take(store.clone(), "Viktor Nakamura", "Ines Moreau")
    );
    assert!(one.is_ok() ^ other.is_ok(), "{one:?} {other:?}");
}

#[tokio::test]
async fn who_leaves_is_nowhere_any_more_and_leaves_nobody_behind() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    let (viktor, sunniva) = (person_id("Viktor Nakamura"), person_id("Sunniva Haugen"));
    let done = person::deactivate(&store, &admin, viktor, None).await.expect("done");
    assert!(access::actor(&store, viktor).await.expect("reads").is_none(), "they are signed out at once");
    assert_eq!(manager_of(&store, "Mira Solberg").await, Some(sunniva), "reports go up the line");
    let seen = directory::read(&store).await.expect("reads");
    assert_eq!(seen.directory.team(team_id("Engineering")).expect("there").lead, Some(sunniva));
    let left = seen.directory.person(viktor).expect("history stays");
    assert_eq!((left.active, left.team, left.left), (false, None, Some(date(2027, 1, 11))));
    assert_eq!(left.homes.on(date(2027, 1, 10)), Some(team_id("Engineering")), "where they were then");
    is_sound(&store).await;

    change::undo(&store, &admin, done.undo.expect("can be undone")).await.expect("undone");
    assert_eq!(manager_of(&store, "Mira Solberg").await, Some(viktor));
    let seen = directory::read(&store).await.expect("reads");
    assert_eq!(seen.directory.team(team_id("Engineering")).expect("there").lead, Some(viktor));
    assert!(access::actor(&store, viktor).await.expect("reads").is_some());
    is_sound(&store).await;
}

#[tokio::test]
async fn an_heir_takes_over_and_does_not_report_to_themselves() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    let nadia = person_id("Nadia Perić");
    person::deactivate(&store, &admin, person_id("Viktor Nakamura"), Some(nadia)).await.expect("done");
    assert_eq!(manager_of(&store, "Mira Solberg").await, Some(nadia));
    assert_eq!(manager_of(&store, "Nadia Perić").await, Some(person_id("Sunniva Haugen")));
    is_sound(&store).await;
}

#[tokio::test]
async fn an_heir_from_further_down_comes_up() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    // Mira is under Viktor, who is under Sunniva.
    person::deactivate(&store, &admin, person_id("Sunniva Haugen"), Some(person_id("Mira Solberg"))).await.expect("done");
    assert_eq!(manager_of(&store, "Mira Solberg").await, None);
    assert_eq!(manager_of(&store, "Viktor Nakamura").await, Some(person_id("Mira Solberg")));
    is_sound(&store).await;
}

#[tokio::test]
async fn a_project_does_not_keep_a_lead_who_left() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    person::deactivate(&store, &admin, person_id("Zofia Dvořák"), None).await.expect("done");
    let fares = project::find(&store, demo::project_id("Fair fares")).await.expect("reads").expect("there");
    assert_eq!(fares.lead, Some(person_id("Viktor Nakamura")));
}

#[tokio::test]
async fn an_address_changes_hands_in_one_change_and_lets_nobody_in_meanwhile() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    // Stig has no address; his other entry has one, and no account.
    let invite = waymark::person::Invite {
        name: Name::new("Stig Roenning").expect("a name"),
        email: "stig@halden.example".parse().expect("an address"),
        title: None,
    };
    let (other, link) = invitation::invite(&store, &admin, &Mail::none(), &invite).await.expect("invited");
    let done = post::join(&store, &admin, person_id("Stig Rønning"), other).await.expect("joined");
    let stig = person::find(&store, person_id("Stig Rønning")).await.expect("reads").expect("there");
    assert_eq!(stig.email, Some(invite.email.clone()));
    assert!(crate::link::look(&store, link.token()).await.expect("reads").is_none(), "it was sent to somebody who is gone");
    is_sound(&store).await;
    change::undo(&store, &admin, done.undo.expect("can be undone")).await.expect("undone");
    assert_eq!(person::find(&store, other).await.expect("reads").expect("there").email, Some(invite.email));
}

#[tokio::test]
async fn a_link_that_was_sent_to_a_wrong_address_does_not_work_once_it_is_corrected() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    let invite = waymark::person::Invite {
        name: Name::new("Greta Nowak").expect("a name"),
        email: "gerta@halden.example".parse().expect("an address"),
        title: None,
    };
    let (greta, link) = invitation::invite(&store, &admin, &Mail::none(), &invite).await.expect("invited");
    let person = person::find(&store, greta).await.expect("reads").expect("there");
    let said = Correction {
        name: person.name,
        email: Some("greta@halden.example".parse().expect("an address")),
        title: None,
        location: None,
        manager: None,
        administrator: false,
    };
    person::correct(&store, &admin, greta, person.version, &said).await.expect("corrected");
    assert!(crate::link::look(&store, link.token()).await.expect("reads").is_none());
    // And whose the wrong address really is can be invited; Greta keeps her post.
    invitation::invite(&store, &admin, &Mail::none(), &invite).await.expect("invited");
    assert_eq!(post::of_person(&store, greta).await.expect("reads").len(), 1);
    // Without an address nobody signs in, so the last administrator keeps theirs.
    let (id, version, ines) = correction(&store, "Ines Moreau").await;
    let refused = person::correct(&store, &admin, id, version, &Correction { email: None, ..ines }).await;
    assert!(matches!(refused, Err(Failed::Refused(ChangeRefused::Broken(Broken::NoAdministrator)))), "{refused:?}");
}

#[tokio::test]
async fn a_team_to_which_somebody_is_planned_is_not_closed_and_a_guest_who_moves_in_is_none_any_more() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    let said = team::Said { name: Name::new("Security").expect("a name"), parent: None, lead: None };
    let (security, _) = team::create(&store, &admin, &said).await.expect("made");
    let mira = BTreeSet::from([person_id("Mira Solberg")]);
    person::change_many(&store, &admin, &mira, Bulk::Home(Some(security), date(2027, 2, 1))).await.expect("planned");
    assert!(team::set_active(&store, &admin, security, false).await.is_err());
    team::add_guest(&store, &admin, security, person_id("Mira Solberg")).await.expect("until then");
    store.clock().advance(SignedDuration::from_hours(21 * 24));
    person::settle_homes(&store).await.expect("done");
    let seen = directory::read(&store).await.expect("reads");
    assert!(seen.directory.team(security).expect("there").guests.is_empty());
    assert_eq!(seen.directory.members(security).len(), 1);
}

#[tokio::test]
async fn nobody_lets_themselves_go_and_there_is_always_an_administrator() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    let refused = person::deactivate(&store, &admin, admin.person(), None).await;
    assert!(matches!(refused, Err(Failed::Refused(ChangeRefused::Oneself))), "{refused:?}");
    let (id, version, said) = correction(&store, "Ines Moreau").await;
    let refused = person::correct(&store, &admin, id, version, &Correction { administrator: false, ..said }).await;
    assert!(matches!(refused, Err(Failed::Refused(ChangeRefused::Oneself))), "{refused:?}");
}

#[tokio::test]
async fn what_was_changed_again_is_not_undone() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    let first = report(&store, "Mira Solberg", "Nadia Perić").await.expect("done").undo.expect("can be undone");
    let second = report(&store, "Mira Solberg", "Tomasz Zieliński").await.expect("done").undo.expect("can be undone");
    let refused = change::undo(&store, &admin, first).await;
    assert!(matches!(refused, Err(Failed::Refused(UndoRefused::Outdated(ref name))) if name == "Mira Solberg"), "{refused:?}");
    change::undo(&store, &admin, second).await.expect("undone");
    assert_eq!(manager_of(&store, "Mira Solberg").await, Some(person_id("Nadia Perić")));
    let refused = change::undo(&store, &admin, second).await;
    assert!(matches!(refused, Err(Failed::Refused(UndoRefused::Gone))), "{refused:?}");
}

#[tokio::test]
async fn undoing_makes_no_circle() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    // Mira under Nadia; undone later, she would be under Viktor again, who is under her by then.
    let done = report(&store, "Mira Solberg", "Sunniva Haugen").await.expect("done").undo.expect("can be undone");
    report(&store, "Viktor Nakamura", "Mira Solberg").await.expect("no circle");
    let refused = change::undo(&store, &admin, done).await;
    assert!(matches!(refused, Err(Failed::Refused(UndoRefused::Broken(Broken::ManagerCycle(_))))), "{refused:?}");
    is_sound(&store).await;
}

#[tokio::test]
async fn a_home_team_begins_on_its_day() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    let mira = BTreeSet::from([person_id("Mira Solberg")]);
    let (payments, timetables) = (team_id("Payments"), team_id("Timetables"));
    let home_of = async || person::find(&store, person_id("Mira Solberg")).await.expect("reads").expect("there").team;
    let planned = Bulk::Home(Some(timetables), date(2027, 2, 1));
    person::change_many(&store, &admin, &mira, planned).await.expect("planned");
    assert_eq!(home_of().await, Some(payments));
    // The organisation's midnight comes an hour before that of UTC.
    store.clock().advance(SignedDuration::from_hours(20 * 24 + 15));
    person::settle_homes(&store).await.expect("done");
    assert_eq!(home_of().await, Some(timetables));
    is_sound(&store).await;
    for far in [date(1999, 12, 31), date(2029, 1, 1)] {
        let refused = person::change_many(&store, &admin, &mira, Bulk::Home(Some(payments), far)).await;
        assert!(matches!(refused, Err(Failed::Refused(ChangeRefused::Day))), "{refused:?}");
    }
}

#[tokio::test]
async fn two_who_are_one_are_joined_with_all_that_is_theirs() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    let (matteo, other) = (person_id("Matteo Ferrari-Conti"), person_id("Stig Rønning"));
    let done = post::join(&store, &admin, matteo, other).await.expect("joined");
    assert!(person::find(&store, other).await.expect("reads").is_some_and(|gone| !gone.active));
    let posts = post::of_person(&store, matteo).await.expect("reads");
    assert_eq!(posts.iter().filter(|post| post.main).count(), 1);
    assert!(posts.len() >= 3, "{posts:?}");
    is_sound(&store).await;
    change::undo(&store, &admin, done.undo.expect("can be undone")).await.expect("undone");
    assert!(person::find(&store, other).await.expect("reads").is_some_and(|back| back.active));

    // Whoever signs in is somebody of their own.
    let refused = post::join(&store, &admin, matteo, person_id("Mira Solberg")).await;
    assert!(matches!(refused, Err(Failed::Refused(JoinRefused::HasAccount))), "{refused:?}");
    let refused = post::join(&store, &admin, matteo, matteo).await;
    assert!(matches!(refused, Err(Failed::Refused(JoinRefused::Oneself))), "{refused:?}");
}

#[tokio::test]
async fn a_post_that_was_not_theirs_becomes_a_person() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    let posts = post::of_person(&store, person_id("Matteo Ferrari-Conti")).await.expect("reads");
    let (main, interim) = (&posts[0], &posts[1]);
    let refused = post::part(&store, &admin, &main.key).await;
    assert!(matches!(refused, Err(Failed::Refused(JoinRefused::Main))), "{refused:?}");
    let (new, _) = post::part(&store, &admin, &interim.key).await.expect("parted");
    let person = person::find(&store, new).await.expect("reads").expect("there");
    assert_eq!((person.title.as_deref(), person.email), (Some("Interim head of sales"), None));
    is_sound(&store).await;
}

#[tokio::test]
async fn a_team_is_closed_when_nobody_is_in_it() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    let refused = team::set_active(&store, &admin, team_id("Payments"), false).await;
    assert!(
        matches!(refused, Err(Failed::Refused(waymark::team::ChangeRefused::Broken(Broken::TeamClosed { .. })))),
        "{refused:?}"
    );
    let said = |name: &str| team::Said { name: Name::new(name).expect("a name"), parent: None, lead: None };
    let (new, _) = team::create(&store, &admin, &said("Security")).await.expect("made");
    let refused = team::create(&store, &admin, &said("SECURITY")).await;
    assert!(
        matches!(refused, Err(Failed::Refused(waymark::team::ChangeRefused::Broken(Broken::NameTaken { .. })))),
        "{refused:?}"
    );
    team::set_active(&store, &admin, new, false).await.expect("closed");
    team::create(&store, &admin, &said("Security")).await.expect("the name is free again");
    let refused = team::set_active(&store, &admin, new, true).await;
    assert!(refused.is_err(), "the name is not free any more: {refused:?}");
}

#[tokio::test]
async fn a_team_is_not_within_itself() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    let (engineering, payments) = (team_id("Engineering"), team_id("Payments"));
    let said = team::Said { name: Name::new("Engineering").expect("a name"), parent: Some(payments), lead: None };
    let refused = team::correct(&store, &admin, engineering, Version(0), &said).await;
    assert!(matches!(refused, Err(Failed::Refused(waymark::team::ChangeRefused::Broken(Broken::TeamCycle(_))))), "{refused:?}");
}

#[tokio::test]
async fn who_stands_in_may_what_the_other_may_and_only_meanwhile() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    let (viktor, nadia) = (person_id("Viktor Nakamura"), person_id("Nadia Perić"));
    let reports = async || access::roles(&store, &actor(&store, "Nadia Perić").await).manages.len();
    assert_eq!(reports().await, 0);
    let id = uuid::Uuid::new_v4();
    let grant = Delegation { id, of: viktor, to: nadia, first: date(2027, 1, 11), last: date(2027, 1, 12) };
    delegation::grant(&store, &admin, &grant).await.expect("granted");
    let nadias = actor(&store, "Nadia Perić").await;
    let roles = access::roles(&store, &nadias);
    assert_eq!(roles.manages.len(), 12, "all but herself");
    assert!(roles.manages.iter().all(|manager| manager.manager() == viktor && manager.person() == nadia));
    assert!(roles.leads.iter().any(|lead| lead.team() == team_id("Engineering") && lead.lead() == viktor));
    assert!(access::insight(&store, &nadias, person_id("Mira Solberg")).is_some());
    assert!(access::insight(&store, &nadias, person_id("Sunniva Haugen")).is_none());
    assert!(home::read(&store, &nadias).await.expect("reads").reports.len() == 12);
    store.clock().advance(SignedDuration::from_hours(48));
    assert_eq!(reports().await, 0, "the day after the last");
    let late = Delegation { id: uuid::Uuid::new_v4(), ..grant };
    let refused = delegation::grant(&store, &admin, &late).await;
    assert!(matches!(refused, Err(Failed::Refused(DelegateRefused::Over))), "{refused:?}");
}

#[tokio::test]
async fn what_is_changed_elsewhere_is_seen_at_once() {
    let store = company().await.0.shared();
    let before = directory::read(&store).await.expect("reads");
    let again = directory::read(&store).await.expect("reads");
    assert!(std::sync::Arc::ptr_eq(&before, &again), "nothing changed, nothing is read");
    // As another program on the same database does it.
    let mut values = crate::transaction::with("id", crate::record::person(person_id("Mira Solberg")));
    values.insert("revision", directory::revision());
    values.insert("number", before.number + 1);
    store
        .read("UPDATE $id SET name = 'Mira Berg', changed = $number; UPDATE $revision SET number = $number;", values)
        .await
        .expect("written");
    let seen = directory::read(&store).await.expect("reads");
    assert_eq!(seen.directory.person(person_id("Mira Solberg")).expect("there").name.as_str(), "Mira Berg");
}

const FILE: &str = "Employee #,Full name,Work email,Job title,Team,Location,Reports to\n\
    N1,Ada Berg,ada@new.example,Chief,,Oslo,\n\
    N2,Bo Lund,bo@new.example,Engineer,search,Oslo,N1\n\
    N3,Cy Dahl,,Engineer,search,Oslo,N1\n";

async fn import(store: &Store, text: &str, mode: Mode) -> Result<import::Report, Failed<import::ImportRefused>> {
    let options = Options { leavers: true, ..Options::default() };
    import::run(store, Importer::CommandLine, text.as_bytes(), &How::default(), &options, &mode).await
}

const WRITE: Mode = Mode::Import { seen: None, upload: None };

#[tokio::test]
async fn trying_an_import_writes_nothing_and_doing_it_again_changes_nothing() {
    let store = Store::open("mem://", still()).await.expect("opens");
    let before = check::fingerprint(&store).await.expect("reads");
    let tried = import(&store, FILE, Mode::Try).await.expect("tried");
    assert_eq!((tried.plan.added.len(), tried.plan.problems.len()), (3, 0), "{:?}", tried.plan.problems);
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before);
    let done = import(&store, FILE, WRITE).await.expect("imported");
    assert_eq!(done.fingerprint, tried.fingerprint, "what was seen is what is written");
    is_sound(&store).await;
    let after = check::fingerprint(&store).await.expect("reads");
    let again = import(&store, FILE, WRITE).await.expect("imported");
    assert!(again.plan.is_empty(), "{:?}", again.plan);
    assert_eq!(check::fingerprint(&store).await.expect("reads"), after, "not even a note in the audit chain");
}

#[tokio::test]
async fn an_import_with_a_problem_or_of_something_else_than_was_seen_writes_nothing() {
    let store = Store::open("mem://", still()).await.expect("opens");
    let seen = import(&store, FILE, Mode::Try).await.expect("tried").fingerprint;
    let circle = FILE.replace("Chief,,Oslo,\n", "Chief,,Oslo,N2\n");
    let before = check::fingerprint(&store).await.expect("reads");
    let refused = import(&store, &circle, WRITE).await;
    assert!(matches!(refused, Err(Failed::Refused(import::ImportRefused::Problems(_)))), "{refused:?}");
    let other = FILE.replace("Bo Lund", "Bo Lunde");
    let refused = import(&store, &other, Mode::Import { seen: Some(seen), upload: None }).await;
    assert!(matches!(refused, Err(Failed::Refused(import::ImportRefused::Outdated))), "{refused:?}");
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before);
}

#[tokio::test]
async fn an_import_beside_people_who_were_invited_leaves_them_alone() {
    let (store, _) = company().await;
    let people = directory::read(&store).await.expect("reads").directory.people().len();
    let (greta, _) = {
        let admin = administrator(&store).await;
        let invite = waymark::person::Invite {
            name: Name::new("Greta Nowak").expect("a name"),
            email: "greta@halden.example".parse().expect("an address"),
            title: None,
        };
        invitation::invite(&store, &admin, &Mail::none(), &invite).await.expect("invited")
    };
    // The file has nobody of those who came from a file before; the administrator stays all the same.
    import(&store, FILE, WRITE).await.expect("imported");
    let seen = directory::read(&store).await.expect("reads");
    assert!(seen.directory.person(greta).is_some_and(|person| person.active));
    assert!(seen.directory.person(person_id("Ines Moreau")).is_some_and(|person| person.active));
    assert_eq!(seen.directory.left().len(), people - 1 + 3, "{people}");
    let projects = project::list(&store).await.expect("reads");
    let is_here = |lead| seen.directory.person(lead).is_some_and(|person| person.active);
    assert!(projects.iter().all(|project| project.lead.is_none_or(is_here)), "{projects:?}");
    is_sound(&store).await;
}

#[tokio::test]
async fn what_is_exported_can_be_imported_again() {
    let (store, _) = company().await;
    let admin = administrator(&store).await;
    let (people, teams) = (
        import::export_people(&store, &admin).await.expect("exported"),
        import::export_teams(&store, &admin).await.expect("exported"),
    );
    for text in [&people, &teams] {
        let again = import(&store, text, Mode::Try).await.expect("tried");
        assert!(again.plan.is_empty() && again.plan.problems.is_empty(), "{:?}", again.plan);
    }
    let empty = Store::open("mem://", still()).await.expect("opens");
    import(&empty, &people, WRITE).await.expect("imported");
    import(&empty, &teams, WRITE).await.expect("imported");
    let known = person::find_by_email(&empty, &demo::EMPLOYEE.parse().expect("an address")).await.expect("reads");
    assert!(known.is_some_and(|mira| mira.team.is_some() && mira.manager.is_some()));
    is_sound(&empty).await;
}

#[tokio::test]
async fn an_organisation_of_any_size_is_sound() {
    for (people, seed) in [(1, 1), (7, 2), (300, 3)] {
        let store = Store::open("mem://", still()).await.expect("opens");
        simulated::organisation(people, seed).found(&store, &password::Hasher::cheap()).await.expect("founded");
        assert_eq!(directory::read(&store).await.expect("reads").directory.people().len(), people);
        is_sound(&store).await;
    }
}

/// One thing that an administrator may try.
#[derive(Clone, Debug)]
enum Deed {
    Report(usize, Option<usize>),
    Leave(usize, Option<usize>),
    Return(usize),
    Move(usize, Option<usize>, i64),
    Within(usize, Option<usize>, Option<usize>),
    Close(usize, bool),
    Guest(usize, usize),
    Undo,
    Days(i64),
}

fn deed() -> impl Strategy<Value = Deed> {
    let (person, team) = (0usize..8, 0usize..4);
    prop_oneof![
        4 => (person.clone(), prop::option::of(person.clone())).prop_map(|(who, to)| Deed::Report(who, to)),
        2 => (person.clone(), prop::option::of(person.clone())).prop_map(|(who, heir)| Deed::Leave(who, heir)),
        2 => person.clone().prop_map(Deed::Return),
        2 => (person.clone(), prop::option::of(team.clone()), -3i64..6).prop_map(|(who, to, day)| Deed::Move(who, to, day)),
        2 => (team.clone(), prop::option::of(team.clone()), prop::option::of(person.clone())).prop_map(|(team, within, lead)| Deed::Within(team, within, lead)),
        1 => (team.clone(), any::<bool>()).prop_map(|(team, open)| Deed::Close(team, open)),
        1 => (team, person).prop_map(|(team, guest)| Deed::Guest(team, guest)),
        2 => Just(Deed::Undo),
        1 => (1i64..4).prop_map(Deed::Days),
    ]
}

const PEOPLE: [&str; 8] = ["Ada A", "Bo B", "Cy C", "Di D", "Eli E", "Flo F", "Gus G", "Hal H"];
const TEAMS: [&str; 4] = ["Red", "Green", "Blue", "Grey"];

fn small() -> Company {
    let names: Vec<_> = PEOPLE[1..].iter().map(|name| (*name, "Engineer")).collect();
    let mut company = Company::named("Small", "UTC", "small.example").team("Red", PEOPLE[0], None);
    for team in &TEAMS[1..] {
        company = company.team(team, PEOPLE[1], Some("Red"));
    }
    company.people("Red", None, &[(PEOPLE[0], "Root")]).people("Green", Some(PEOPLE[0]), &names).administrator(PEOPLE[0])
}

async fn attempt(store: &Store, admin: &Administrator, deed: Deed, last: &mut Option<uuid::Uuid>) {
    let (who, which) = (|place: usize| person_id(PEOPLE[place]), |place: usize| -> TeamId { team_id(TEAMS[place]) });
    let done = match deed {
        Deed::Report(one, to) => {
            let ids = BTreeSet::from([who(one)]);
            person::change_many(store, admin, &ids, Bulk::Manager(to.map(who))).await.ok()
        }
        Deed::Leave(one, heir) => person::deactivate(store, admin, who(one), heir.map(who)).await.ok(),
        Deed::Return(one) => person::reactivate(store, admin, who(one)).await.ok(),
        Deed::Move(one, to, days) => {
            let day = directory::read(store).await.expect("reads").day(store.now()) + days.days();
            person::change_many(store, admin, &BTreeSet::from([who(one)]), Bulk::Home(to.map(which), day)).await.ok()
        }
        Deed::Within(team, within, lead) => {
            let seen = directory::read(store).await.expect("reads");
            let version = seen.directory.team(which(team)).expect("there").version;
            let name = Name::new(TEAMS[team]).expect("a name");
            let said = team::Said { name, parent: within.map(which), lead: lead.map(who) };
            team::correct(store, admin, which(team), version, &said).await.ok()
        }
        Deed::Close(team, open) => team::set_active(store, admin, which(team), open).await.ok(),
        Deed::Guest(team, guest) => team::add_guest(store, admin, which(team), who(guest)).await.ok(),
        Deed::Undo => {
            if let Some(id) = last.take() {
                let _ = change::undo(store, admin, id).await;
            }
            None
        }
        Deed::Days(days) => {
            store.clock().advance(SignedDuration::from_hours(24 * days));
            person::settle_homes(store).await.expect("homes begin");
            job::forget_expired(store).await.expect("done");
            None
        }
    };
    if let Some(undo) = done.and_then(|done| done.undo) {
        *last = Some(undo);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    // Whatever administrators try, in whatever order: what is refused changes nothing, and what is done breaks no rule.
    #[test]
    fn no_deeds_in_any_order_break_the_organisation(deeds in prop::collection::vec(deed(), 1..25)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let (store, _) = founded(&small()).await;
            let admin = actor(&store, PEOPLE[0]).await.administrator().expect("an administrator");
            let mut last = None;
            for deed in deeds {
                attempt(&store, &admin, deed, &mut last).await;
            }
            is_sound(&store).await;
            // The directory in memory is what a program that has just started reads.
            let seen = directory::read(&store).await.expect("reads");
            let people = person::persons(store.read("SELECT * FROM person", surrealdb::types::Variables::new()).await.expect("reads").take(0).expect("rows")).expect("people");
            for person in people {
                assert_eq!(seen.directory.person(person.id).map(|known| waymark::person::Person::clone(known)), Some(person));
            }
        });
    }
}
