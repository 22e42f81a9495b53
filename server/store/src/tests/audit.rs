use super::{actor, company};
use crate::{audit, check, invitation, outbox::Mail, transaction::Work};
use waymark::{
    audit::Broken,
    person::{Invite, Name},
};

async fn with_entries(count: usize) -> crate::Store {
    let (store, _) = company().await;
    let admin = actor(&store, "Ines Moreau").await.administrator().expect("an administrator");
    let invitations = (0..count).map(|number| {
        let store = store.clone();
        async move {
            let invite = Invite {
                name: Name::new(&format!("Newcomer {number}")).expect("a name"),
                email: format!("newcomer{number}@halden.example").parse().expect("an address"),
                title: None,
            };
            invitation::invite(&store, &admin, &Mail::none(), &invite).await.expect("invited")
        }
    });
    let tasks: Vec<_> = invitations.map(tokio::spawn).collect();
    for task in tasks {
        task.await.expect("no panic");
    }
    store
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_at_the_same_time_make_one_unbroken_chain() {
    let store = with_entries(40).await;
    let head = audit::verify(&store).await.expect("reads").expect("an unbroken chain");
    assert_eq!(head.sequence, 40);
}

#[tokio::test]
async fn check_names_the_entry_that_was_altered_or_removed() {
    for (tampering, broken) in [
        ("UPDATE audit:2 SET detail = 'nobody@halden.example'", Broken::Altered(2)),
        ("UPDATE audit:2 SET hash = 'none'", Broken::Altered(2)),
        ("DELETE audit:2", Broken::Gap { expected: 2, found: 3 }),
    ] {
        let store = with_entries(3).await;
        let mut work = Work::new();
        work.add(tampering);
        store.commit(work).await.expect("the tampering works");
        assert_eq!(audit::verify(&store).await.expect("reads"), Err(broken));
        let findings = check::run(&store).await.expect("reads");
        assert_eq!(findings.iter().filter(|finding| !finding.fine).map(|finding| finding.subject).collect::<Vec<_>>(), ["audit"]);
    }
}
