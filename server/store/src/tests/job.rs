use super::company;
use crate::{
    job::{self, Kind},
    record,
    transaction::with,
};
use jiff::SignedDuration;
use surrealdb::types::Variables;
use waymark::job::{ATTEMPTS, LEASE_SECONDS};

fn letter() -> Kind {
    Kind::SendMail(uuid::Uuid::from_u128(7))
}

#[tokio::test]
async fn a_job_exists_once_under_its_key() {
    let (store, _) = company().await;
    for _ in 0..3 {
        job::add(&store, &letter(), store.now()).await.expect("added");
    }
    let first = job::take(&store).await.expect("reads").expect("due");
    assert_eq!((first.kind.clone(), first.attempt), (letter(), 1));
    assert!(job::take(&store).await.expect("reads").is_none(), "somebody is at it");
    job::done(&store, &first).await.expect("noted");
    job::add(&store, &letter(), store.now()).await.expect("added");
    assert!(job::take(&store).await.expect("reads").is_none(), "it was done");
}

#[tokio::test]
async fn a_job_of_a_program_that_died_is_taken_on_by_another() {
    let (store, _) = company().await;
    job::add(&store, &letter(), store.now()).await.expect("added");
    job::take(&store).await.expect("reads").expect("due");
    store.clock().advance(SignedDuration::from_secs(LEASE_SECONDS));
    assert_eq!(job::take(&store).await.expect("reads").expect("due again").attempt, 2);
}

#[tokio::test]
async fn a_job_is_due_when_its_time_has_come() {
    let (store, _) = company().await;
    let due = store.now() + SignedDuration::from_hours(1);
    job::add(&store, &letter(), due).await.expect("added");
    assert_eq!(job::next_due(&store).await.expect("reads"), Some(due));
    assert!(job::take(&store).await.expect("reads").is_none());
    store.clock().advance(SignedDuration::from_hours(1));
    assert!(job::take(&store).await.expect("reads").is_some());
}

#[tokio::test]
async fn a_job_that_fails_waits_longer_each_time_and_is_given_up() {
    let (store, _) = company().await;
    job::add(&store, &letter(), store.now()).await.expect("added");
    for attempt in 1..=ATTEMPTS {
        let job = job::take(&store).await.expect("reads").unwrap_or_else(|| panic!("due for try {attempt}"));
        assert_eq!(job.attempt, attempt);
        job::failed(&store, &job, "the mail server is down").await.expect("noted");
        assert!(job::take(&store).await.expect("reads").is_none(), "it waits");
        store.clock().advance(SignedDuration::from_hours(6));
    }
    assert!(job::take(&store).await.expect("reads").is_none(), "given up");
    let given_up = job::given_up(&store).await.expect("reads");
    let expected = job::GivenUp { kind: "send_mail".to_owned(), error: Some("the mail server is down".to_owned()) };
    assert_eq!(given_up, [expected]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_runners_never_take_the_same_job() {
    let (store, _) = company().await;
    for number in 0..20 {
        job::add(&store, &Kind::SendMail(uuid::Uuid::from_u128(number)), store.now()).await.expect("added");
    }
    let runners: Vec<_> = (0..4)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut taken = Vec::new();
                while let Some(job) = job::take(&store).await.expect("reads") {
                    taken.push(job.key().to_owned());
                }
                taken
            })
        })
        .collect();
    let mut taken = Vec::new();
    for runner in runners {
        taken.extend(runner.await.expect("no panic"));
    }
    // A runner may stop early after many conflicts; what it left is there for the next round.
    while let Some(job) = job::take(&store).await.expect("reads") {
        taken.push(job.key().to_owned());
    }
    taken.sort();
    let all = taken.len();
    taken.dedup();
    assert_eq!((taken.len(), all), (20, 20));
}

#[tokio::test]
async fn letters_that_were_sent_or_given_up_are_forgotten_and_those_that_wait_are_not() {
    let (store, _) = company().await;
    let values = with("now", record::datetime(store.now()));
    let made = "CREATE outbox SET recipient = 'waits', subject = 'x', text = 'x', created = $now;
                CREATE outbox SET recipient = 'given up', subject = 'x', text = '', created = $now;
                CREATE outbox SET recipient = 'sent', subject = 'x', text = '', created = $now, sent = $now;";
    store.read(made, values).await.expect("made");
    let recipients = async || {
        job::forget_expired(&store).await.expect("forgets");
        let mut rows =
            store.read("SELECT VALUE recipient FROM outbox ORDER BY recipient", Variables::new()).await.expect("reads");
        rows.take::<Vec<String>>(0).expect("texts")
    };
    store.clock().advance(SignedDuration::from_hours(29 * 24));
    assert_eq!(recipients().await, ["given up", "sent", "waits"]);
    store.clock().advance(SignedDuration::from_hours(2 * 24));
    assert_eq!(recipients().await, ["waits"]);
}
