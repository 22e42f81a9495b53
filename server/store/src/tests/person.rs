use super::{actor, company, founded};
use crate::{Failed, access, demo::Company, home, outbox::Mail, person};
use waymark::{
    Version,
    person::{Invite, InviteRefused, Name, Profile, SaveRefused},
};

fn profile(name: &str) -> Profile {
    Profile { name: Name::new(name).expect("a name"), time_zone: Some("Europe/Oslo".parse().expect("a zone")) }
}

#[tokio::test]
async fn an_edit_over_another_comes_back_with_what_is_stored() {
    let (store, _) = company().await;
    let mira = actor(&store, "Mira Solberg").await;
    let seen = mira.person().version;
    assert_eq!(person::save_profile(&store, &mira, seen, &profile("Mira S.")).await.expect("saved"), Version(1));
    match person::save_profile(&store, &mira, seen, &profile("Mira Solberg-Berg")).await {
        Err(Failed::Refused(SaveRefused::Changed(changed))) => {
            assert_eq!((changed.now, changed.version), (profile("Mira S."), Version(1)));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_save_over_the_same_version_one_succeeds() {
    let (store, _) = company().await;
    let mira = actor(&store, "Mira Solberg").await;
    let saves: Vec<_> = (0..10)
        .map(|number| {
            let (store, mira) = (store.clone(), mira.clone());
            tokio::spawn(async move {
                person::save_profile(&store, &mira, Version(0), &profile(&format!("Mira {number}"))).await.is_ok()
            })
        })
        .collect();
    let mut saved = 0;
    for save in saves {
        saved += usize::from(save.await.expect("no panic"));
    }
    assert_eq!(saved, 1);
    assert_eq!(actor(&store, "Mira Solberg").await.person().version, Version(1));
}

#[tokio::test]
async fn an_address_belongs_to_one_person() {
    let (store, _) = company().await;
    let admin = actor(&store, "Ines Moreau").await.administrator().expect("an administrator");
    let invite = Invite {
        name: Name::new("Another Mira").expect("a name"),
        email: "MIRA.solberg@halden.example".parse().expect("an address"),
        title: None,
    };
    match person::invite(&store, &admin, &Mail::none(), &invite).await {
        Err(Failed::Refused(refused)) => assert_eq!(refused, InviteRefused::AddressTaken { by: "Mira Solberg".into() }),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn permissions_are_what_the_organisation_says() {
    let (store, _) = company().await;
    let roles = async |name: &str| {
        let actor = actor(&store, name).await;
        let roles = access::roles(&store, &actor).await.expect("reads");
        (roles.administrator.is_some(), roles.leads.len(), roles.manages.len())
    };
    assert_eq!(roles("Mira Solberg").await, (false, 0, 0));
    assert_eq!(roles("Nadia Perić").await, (false, 1, 0));
    assert_eq!(roles("Viktor Nakamura").await, (false, 1, 13));
    assert_eq!(roles("Ines Moreau").await, (true, 1, 0));
}

#[tokio::test]
async fn home_shows_ones_own_team_and_reports() {
    let (store, _) = company().await;
    let mira = home::read(&store, &actor(&store, "Mira Solberg").await).await.expect("reads");
    assert_eq!(mira.team.map(|team| (team.team.name.to_string(), team.people.len())), Some(("Payments".to_owned(), 8)));
    assert!(mira.reports.is_empty() && mira.open_invitations.is_none());
    let viktor = home::read(&store, &actor(&store, "Viktor Nakamura").await).await.expect("reads");
    assert_eq!(viktor.reports.len(), 13);
    assert!(viktor.reports.is_sorted_by_key(|person| person.name.clone()));
}

#[tokio::test]
async fn the_administrators_list_knows_who_has_a_password() {
    let (store, _) = company().await;
    let admin = actor(&store, "Ines Moreau").await.administrator().expect("an administrator");
    let invite = Invite {
        name: Name::new("Greta Nowak").expect("a name"),
        email: "greta@halden.example".parse().expect("an address"),
        title: Some("Engineer".into()),
    };
    person::invite(&store, &admin, &Mail::none(), &invite).await.expect("invited");
    let page = person::list(&store, &admin, 0).await.expect("reads");
    assert!(!page.more);
    let list = page.people;
    assert_eq!(list.len(), 17);
    let greta = list.iter().find(|listed| listed.person.name.as_str() == "Greta Nowak").expect("listed");
    assert_eq!((greta.has_password, greta.has_open_link), (false, true));
    assert_eq!(list.iter().filter(|listed| listed.has_password).count(), 16);
}

#[tokio::test]
async fn a_full_page_of_the_list_says_whether_others_follow() {
    for (count, skip, shown, more) in [(500, 0, 500, false), (501, 0, 500, true), (501, 500, 1, false), (501, 1000, 0, false)] {
        let names: Vec<String> = (1..count).map(|number| format!("Person {number:03}")).collect();
        let people: Vec<_> = names.iter().map(|name| (name.as_str(), "Engineer")).collect();
        let company = Company::named("Large", "UTC", "large.example")
            .team("All", "Ada Berg", None)
            .people("All", None, &[("Ada Berg", "Root")])
            .people("All", Some("Ada Berg"), &people)
            .administrator("Ada Berg");
        let (store, _) = founded(&company).await;
        let admin = actor(&store, "Ada Berg").await.administrator().expect("an administrator");
        let page = person::list(&store, &admin, skip).await.expect("reads");
        assert_eq!((page.people.len(), page.more), (shown, more), "{count} people from {skip}");
    }
}
