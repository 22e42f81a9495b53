use super::{actor, company, founded};
use crate::{
    Failed, access,
    demo::Company,
    home, invitation,
    outbox::Mail,
    person::{self, Accounts},
};
use waymark::{
    Version,
    directory::Query,
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
    match invitation::invite(&store, &admin, &Mail::none(), &invite).await {
        Err(Failed::Refused(refused)) => assert_eq!(refused, InviteRefused::AddressTaken { by: "Mira Solberg".into() }),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn permissions_are_what_the_organisation_says() {
    let (store, _) = company().await;
    let roles = async |name: &str| {
        let actor = actor(&store, name).await;
        let roles = access::roles(&store, &actor);
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
    invitation::invite(&store, &admin, &Mail::none(), &invite).await.expect("invited");
    let page = person::list(&store, &admin, &Query::default(), Accounts::All, 0).await.expect("reads");
    assert_eq!(page.total, 64);
    let list = page.people;
    assert_eq!(list.len(), 64);
    let greta = list.iter().find(|listed| listed.person.name.as_str() == "Greta Nowak").expect("listed");
    assert_eq!((greta.has_password, greta.has_open_link), (false, true));
    assert_eq!(list.iter().filter(|listed| listed.has_password).count(), 61);
}

#[tokio::test]
async fn a_long_list_comes_in_pages_and_by_what_is_looked_for() {
    let names: Vec<String> = (1..250).map(|number| format!("Person {number:03}")).collect();
    let people: Vec<_> = names.iter().map(|name| (name.as_str(), "Engineer")).collect();
    let company = Company::named("Large", "UTC", "large.example")
        .team("All", "Ada Berg", None)
        .people("All", None, &[("Ada Berg", "Root")])
        .people("All", Some("Ada Berg"), &people)
        .administrator("Ada Berg");
    let (store, _) = founded(&company).await;
    let admin = actor(&store, "Ada Berg").await.administrator().expect("an administrator");
    let everybody = Query::default();
    for (skip, shown) in [(0, 100), (100, 100), (200, 50), (250, 0), (usize::MAX, 0)] {
        let page = person::list(&store, &admin, &everybody, Accounts::All, skip).await.expect("reads");
        assert_eq!((page.people.len(), page.total), (shown, 250), "from {skip}");
    }
    let query = Query { text: "person 007".to_owned(), ..Query::default() };
    let page = person::list(&store, &admin, &query, Accounts::All, 0).await.expect("reads");
    assert_eq!(page.people.first().map(|listed| listed.person.name.as_str()), Some("Person 007"));
    let invite = Invite {
        name: Name::new("Greta Nowak").expect("a name"),
        email: "greta@large.example".parse().expect("an address"),
        title: None,
    };
    invitation::invite(&store, &admin, &Mail::none(), &invite).await.expect("invited");
    let open = person::list(&store, &admin, &everybody, Accounts::Invited, 0).await.expect("reads");
    assert_eq!(open.people.iter().map(|listed| listed.person.name.as_str()).collect::<Vec<_>>(), ["Greta Nowak"]);
    let missing = person::list(&store, &admin, &everybody, Accounts::Missing, 0).await.expect("reads");
    assert_eq!(missing.total, 0);
}
