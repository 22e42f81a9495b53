use super::{actor, company};
use crate::{Failed, demo::PASSWORD, invitation, link, outbox::Mail, password, session};
use jiff::SignedDuration;
use waymark::{
    password::{ChangeRefused, SetRefused, WrongAddressOrPassword},
    person::{Invite, Name},
};

const NEW: &str = "a quiet walk along the fjord";

async fn invited(store: &crate::Store) -> link::Link {
    let admin = actor(store, "Ines Moreau").await.administrator().expect("an administrator");
    let invite = Invite {
        name: Name::new("Greta Nowak").expect("a name"),
        email: "greta.nowak@halden.example".parse().expect("an address"),
        title: None,
    };
    invitation::invite(store, &admin, &Mail::none(), &invite).await.expect("invited").1
}

#[tokio::test]
async fn an_invitation_works_once() {
    let (store, hasher) = company().await;
    let link = invited(&store).await;
    let id = password::set_with_link(&store, &hasher, link.token(), NEW).await.expect("set");
    assert_eq!(password::sign_in(&store, &hasher, " Greta.Nowak@halden.example", NEW).await.expect("signed in").person, id);
    let again = password::set_with_link(&store, &hasher, link.token(), "another sentence entirely").await;
    assert!(matches!(again, Err(Failed::Refused(SetRefused::LinkGone))), "{again:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_use_a_link_at_once_one_succeeds() {
    let (store, hasher) = company().await;
    let link = invited(&store).await;
    let tries: Vec<_> = (0..8)
        .map(|number| {
            let (store, hasher, token) = (store.clone(), hasher.clone(), link.token().to_owned());
            tokio::spawn(async move {
                password::set_with_link(&store, &hasher, &token, &format!("sentence of number {number}")).await
            })
        })
        .collect();
    let mut set = 0;
    for one in tries {
        match one.await.expect("no panic") {
            Ok(_) => set += 1,
            Err(Failed::Refused(SetRefused::LinkGone)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(set, 1);
}

#[tokio::test]
async fn links_expire_and_a_refused_password_does_not_use_one_up() {
    let (store, hasher) = company().await;
    let link = invited(&store).await;
    let refused = password::set_with_link(&store, &hasher, link.token(), "short").await;
    assert!(matches!(refused, Err(Failed::Refused(SetRefused::Password(_)))), "{refused:?}");
    assert!(link::look(&store, link.token()).await.expect("reads").is_some());
    store.clock().advance(SignedDuration::from_hours(7 * 24));
    assert!(link::look(&store, link.token()).await.expect("reads").is_none());
    let gone = password::set_with_link(&store, &hasher, link.token(), NEW).await;
    assert!(matches!(gone, Err(Failed::Refused(SetRefused::LinkGone))), "{gone:?}");
}

#[tokio::test]
async fn the_store_holds_nothing_to_sign_in_with() {
    let (store, hasher) = company().await;
    let link = invited(&store).await;
    let picture = crate::check::fingerprint(&store).await.expect("reads");
    assert!(!picture.contains(link.token()) && !picture.contains(PASSWORD) && !picture.contains(NEW));
    password::set_with_link(&store, &hasher, link.token(), NEW).await.expect("set");
    assert!(!crate::check::fingerprint(&store).await.expect("reads").contains(NEW));
}

#[tokio::test]
async fn nobody_signs_in_with_a_wrong_password_or_after_they_left() {
    let (store, hasher) = company().await;
    let mira = "mira.solberg@halden.example";
    for (email, password) in [(mira, "four calm harbour"), ("nobody@halden.example", PASSWORD), ("", ""), ("x", PASSWORD)] {
        let refused = password::sign_in(&store, &hasher, email, password).await;
        assert!(matches!(refused, Err(Failed::Refused(WrongAddressOrPassword))), "{email}: {refused:?}");
    }
    password::sign_in(&store, &hasher, mira, PASSWORD).await.expect("signed in");
    let mut work = crate::transaction::Work::new();
    work.add("UPDATE person SET active = false WHERE email = $email").bind("email", mira.to_owned());
    store.commit(work).await.expect("deactivated");
    let refused = password::sign_in(&store, &hasher, mira, PASSWORD).await;
    assert!(matches!(refused, Err(Failed::Refused(WrongAddressOrPassword))), "{refused:?}");
}

#[tokio::test]
async fn a_new_password_ends_every_session_and_other_link() {
    let (store, hasher) = company().await;
    let mira = actor(&store, "Mira Solberg").await;
    let admin = actor(&store, "Ines Moreau").await.administrator().expect("an administrator");
    let (_, link) = invitation::invite_again(&store, &admin, &Mail::none(), mira.id()).await.expect("made");
    let one = session::Session {
        person: Some(mira.id()),
        data: "{}".into(),
        agent: "Firefox".into(),
        expires: store.now() + SignedDuration::from_hours(1),
    };
    session::create(&store, "a token", &one).await.expect("saved");
    password::change(&store, &hasher, &mira, PASSWORD, NEW).await.expect("changed");
    assert!(session::list(&store, &mira).await.expect("reads").is_empty());
    assert!(link::look(&store, link.token()).await.expect("reads").is_none());
}

#[tokio::test]
async fn who_gave_the_old_password_just_before_it_changed_is_found_out() {
    let (store, hasher) = company().await;
    let mira = actor(&store, "Mira Solberg").await;
    let signed_in = password::sign_in(&store, &hasher, "mira.solberg@halden.example", PASSWORD).await.expect("signed in");
    assert!(signed_in.holds(&store).await.expect("reads"));
    password::change(&store, &hasher, &mira, PASSWORD, NEW).await.expect("changed");
    assert!(!signed_in.holds(&store).await.expect("reads"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_changes_from_the_same_password_one_is_made() {
    let (store, hasher) = company().await;
    let mira = actor(&store, "Mira Solberg").await;
    let changes: Vec<_> = (0..8)
        .map(|number| {
            let (store, hasher, mira) = (store.clone(), hasher.clone(), mira.clone());
            tokio::spawn(async move {
                password::change(&store, &hasher, &mira, PASSWORD, &format!("sentence of number {number}")).await
            })
        })
        .collect();
    let mut made = 0;
    for change in changes {
        match change.await.expect("no panic") {
            Ok(()) => made += 1,
            Err(Failed::Refused(ChangeRefused::Wrong)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(made, 1);
}

#[tokio::test]
async fn an_address_that_nobody_has_costs_as_much_to_verify() {
    let (store, hasher) = company().await;
    let mut rows =
        store.read("SELECT VALUE hash FROM password LIMIT 1", surrealdb::types::Variables::new()).await.expect("reads");
    let hashes: Vec<String> = rows.take(0).expect("texts");
    // Algorithm, version, memory, passes and lanes stand before the salt.
    let cost = |hash: &str| hash.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(cost(&hashes[0]), cost(hasher.decoy()));
}
