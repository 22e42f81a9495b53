use super::{actor, company};
use crate::{
    Store,
    access::Administrator,
    audit::{self, By, Filter, Page, Turn},
    check,
    demo::person_id,
    import, invitation,
    outbox::Mail,
    transaction::Work,
};
use jiff::{SignedDuration, civil::date};
use waymark::{
    audit::{Area, Broken},
    person::{Invite, Name},
};

async fn with_entries(count: usize) -> Store {
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
        (
            "CREATE audit:0 SET at = d'2027-01-11T08:00:00Z', actor = '', action = '', subject = '', detail = '', hash = ''",
            Broken::Altered(1),
        ),
        (
            "CREATE audit:last SET at = d'2027-01-11T08:00:00Z', actor = '', action = '', subject = '', detail = '', hash = ''",
            Broken::Altered(4),
        ),
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

async fn administrator(store: &Store, name: &str) -> Administrator {
    actor(store, name).await.administrator().expect("an administrator")
}

async fn invite(store: &Store, by: &Administrator, number: usize) {
    let invite = Invite {
        name: Name::new(&format!("Newcomer {number}")).expect("a name"),
        email: format!("newcomer{number}@halden.example").parse().expect("an address"),
        title: None,
    };
    invitation::invite(store, by, &Mail::none(), &invite).await.expect("invited");
}

/// Writes many entries at once, ten minutes apart, as if they had been done: a chain that holds.
async fn many(store: &Store, count: u64) {
    let ines = person_id("Ines Moreau").to_string();
    let mut head = waymark::audit::Head::START;
    for thousand in 0..count.div_ceil(1000) {
        let mut work = Work::new();
        for sequence in thousand * 1000 + 1..=(thousand * 1000 + 1000).min(count) {
            let minutes = i64::try_from(sequence * 10).expect("few");
            let entry = waymark::audit::Entry {
                sequence,
                at: store.now() + SignedDuration::from_mins(minutes),
                actor: ines.clone(),
                action: if sequence % 100 == 7 { "team.created" } else { "cycle.changed" }.to_owned(),
                subject: String::new(),
                detail: format!("number {sequence}"),
            };
            let hash = entry.hash(head.hash);
            head = head.follow(&entry, hash).expect("just made");
            work.add(&format!(
                "CREATE audit:{sequence} SET at = d'{}', actor = '{}', action = '{}', subject = '', detail = '{}', hash = '{hash}'",
                entry.at, entry.actor, entry.action, entry.detail
            ));
        }
        store.commit(work).await.expect("written");
    }
}

fn places(page: &Page) -> Vec<u64> {
    page.entries.iter().map(|entry| entry.sequence).collect()
}

#[tokio::test]
async fn who_turns_the_pages_sees_every_entry_once_and_comes_back_the_same_way() {
    let (store, _) = company().await;
    many(&store, 1500).await;
    let ines = administrator(&store, "Ines Moreau").await;
    for (filter, expected) in [
        (Filter::default(), (1..=1500).rev().collect::<Vec<_>>()),
        (Filter { area: Some(Area::Teams), ..Filter::default() }, (0..15).rev().map(|number| number * 100 + 7).collect()),
    ] {
        let limit = if filter.area.is_some() { 6 } else { 400 };
        let mut pages = Vec::new();
        let mut turn = Some(Turn::Newest);
        while let Some(now) = turn {
            let page = audit::list(&store, &ines, &filter, now, limit).await.expect("reads");
            assert_eq!((page.chain, page.stopped), (1500, None));
            turn = page.earlier.map(Turn::Before);
            pages.push(page);
        }
        assert_eq!(pages.iter().flat_map(places).collect::<Vec<_>>(), expected);
        assert_eq!(pages[0].later, None);
        // Back from the last page, the others are as they were.
        for at in (1..pages.len()).rev() {
            let later = pages[at].later.map(Turn::After).expect("there is a page after this one");
            let back = audit::list(&store, &ines, &filter, later, limit).await.expect("reads");
            assert_eq!(places(&back), places(&pages[at - 1]));
        }
    }
    assert_eq!(audit::check(&store, &ines).await.expect("reads").expect("an unbroken chain").sequence, 1500);
}

#[tokio::test]
async fn who_looks_for_what_is_rare_goes_on_where_looking_stopped() {
    let (store, _) = company().await;
    many(&store, 2600).await;
    let ines = administrator(&store, "Ines Moreau").await;
    let filter = Filter { text: "Number 123".to_owned(), ..Filter::default() };
    let first = audit::list(&store, &ines, &filter, Turn::Newest, 50).await.expect("reads");
    assert_eq!(places(&first), (1230..1240).rev().collect::<Vec<_>>());
    assert_eq!((first.stopped, first.earlier), (Some(601), Some(601)));
    let second = audit::list(&store, &ines, &filter, Turn::Before(601), 50).await.expect("reads");
    assert_eq!((places(&second), second.stopped, second.earlier), (vec![123], None, None));
    // A day leads there at once: 1,230 minutes after eight in the morning it is the next one.
    for (day, expected) in [(date(2027, 1, 11), vec![]), (date(2027, 1, 12), vec![123])] {
        let of_day = Filter { from: Some(day), until: Some(day), ..filter.clone() };
        let page = audit::list(&store, &ines, &of_day, Turn::Newest, 50).await.expect("reads");
        assert_eq!((places(&page), page.stopped, page.earlier), (expected, None, None), "{day}");
    }
}

#[tokio::test]
async fn entries_are_found_by_who_and_what_and_when_and_by_names() {
    let (store, _) = company().await;
    let ines = administrator(&store, "Ines Moreau").await;
    invite(&store, &ines, 1).await;
    store.clock().advance(SignedDuration::from_hours(48));
    invite(&store, &ines, 2).await;
    import::export_people(&store, &ines).await.expect("exported");
    invitation::create_administrator(
        &store,
        Name::new("Ada Berg").expect("a name"),
        "ada@halden.example".parse().expect("an address"),
    )
    .await
    .expect("made");
    let all = Filter::default();
    for (filter, expected) in [
        (all.clone(), vec![4, 3, 2, 1]),
        (Filter { by: Some(By::CommandLine), ..all.clone() }, vec![4]),
        (Filter { by: Some(By::Person(ines.person())), ..all.clone() }, vec![3, 2, 1]),
        (Filter { by: Some(By::Job), ..all.clone() }, vec![]),
        (Filter { area: Some(Area::Goals), ..all.clone() }, vec![]),
        (Filter { area: Some(Area::People), ..all.clone() }, vec![4, 3, 2, 1]),
        (Filter { until: Some(date(2027, 1, 11)), ..all.clone() }, vec![1]),
        (Filter { from: Some(date(2027, 1, 13)), ..all.clone() }, vec![4, 3, 2]),
        (Filter { from: Some(date(2027, 1, 14)), ..all.clone() }, vec![]),
        (Filter { from: Some(date(-9999, 1, 1)), until: Some(date(9999, 12, 31)), ..all.clone() }, vec![4, 3, 2, 1]),
        (Filter { from: Some(date(2027, 1, 13)), until: Some(date(2027, 1, 11)), ..all.clone() }, vec![]),
        (Filter { text: "NEWCOMER1@".to_owned(), ..all.clone() }, vec![1]),
        // What it tells is an id; who looks for it knows the name.
        (Filter { text: "newcomer 2".to_owned(), ..all.clone() }, vec![2]),
        (Filter { text: "  ".to_owned(), ..all.clone() }, vec![4, 3, 2, 1]),
    ] {
        let page = audit::list(&store, &ines, &filter, Turn::Newest, 50).await.expect("reads");
        assert_eq!(places(&page), expected, "{filter:?}");
    }
    for turn in [Turn::Before(0), Turn::Before(1), Turn::Before(u64::MAX), Turn::After(0), Turn::After(4), Turn::After(u64::MAX)]
    {
        let page = audit::list(&store, &ines, &all, turn, 50).await.expect("reads");
        let none = matches!(turn, Turn::Before(0 | 1));
        assert_eq!(page.entries.is_empty(), none, "{turn:?}");
    }
}

#[tokio::test]
async fn reading_and_checking_is_not_told_and_taking_away_is() {
    let store = with_entries(3).await;
    let ines = administrator(&store, "Ines Moreau").await;
    let before = check::fingerprint(&store).await.expect("reads");
    audit::list(&store, &ines, &Filter::default(), Turn::Newest, 50).await.expect("reads");
    audit::check(&store, &ines).await.expect("reads").expect("an unbroken chain");
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before);

    let filter = Filter { area: Some(Area::People), by: Some(By::Person(ines.person())), ..Filter::default() };
    let table = audit::export(&store, &ines, &filter).await.expect("taken");
    let lines: Vec<_> = table.lines().collect();
    assert_eq!(lines.len(), 4, "{table}");
    assert!(lines[1].starts_with("1,") && lines[1].contains(",Ines Moreau,") && lines[3].starts_with("3,"), "{table}");
    let page = audit::list(&store, &ines, &Filter::default(), Turn::Newest, 1).await.expect("reads");
    let told = &page.entries[0];
    assert_eq!((told.action.as_str(), told.subject.as_str()), ("audit.exported", "3 entries"));
    assert_eq!(told.detail, format!("about people, by {}", ines.person()));
    assert_eq!(audit::check(&store, &ines).await.expect("reads").expect("an unbroken chain").sequence, 4);
}

#[tokio::test]
async fn an_entry_that_was_altered_is_still_shown() {
    let store = with_entries(3).await;
    let ines = administrator(&store, "Ines Moreau").await;
    let mut work = Work::new();
    work.add("UPDATE audit:2 SET hash = 'none', detail = 'nothing'").add("DELETE audit:1");
    store.commit(work).await.expect("the tampering works");
    let page = audit::list(&store, &ines, &Filter::default(), Turn::Newest, 50).await.expect("reads");
    assert_eq!(places(&page), [3, 2]);
    let broken = audit::check(&store, &ines).await.expect("reads").expect_err("a broken chain");
    assert_eq!(broken, Broken::Altered(1), "what stands where the first should cannot be read");
}
