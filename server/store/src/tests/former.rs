//! Former colleagues: once a name is taken away, it is in nothing but the audit chain.

use super::{
    actor, administrator, company, goal as goals,
    made::{MIRA, VIKTOR, edit, half_year, holder, launched, peer, share, wanted, write},
    why,
};
use crate::{
    Failed, Store, access, change, check,
    demo::person_id,
    directory, former, goal,
    import::{self, Importer, Mode},
    outbox,
    outbox::Mail,
    person, post, review,
    transaction::with,
    upload,
};
use waymark::{
    change::UndoRefused,
    directory::Query,
    former::Refused,
    goal::Verb,
    person::{ChangeRefused, Name},
    post::PostKey,
    review::{ReviewKey, Slot, Stage},
};

const EMIL: &str = "Emil Brandt";

async fn leave(store: &Store, name: &str) -> Option<uuid::Uuid> {
    person::deactivate(store, &administrator(store).await, person_id(name), None).await.expect("left").undo
}

async fn anonymise(store: &Store, name: &str) -> Result<Name, Failed<Refused>> {
    former::anonymise(store, &administrator(store).await, person_id(name), name).await
}

/// Everything that is stored but the audit chain, a line a table.
async fn picture(store: &Store) -> Vec<String> {
    let picture = check::fingerprint(store).await.expect("reads");
    picture.lines().filter(|line| !line.starts_with("audit:")).map(str::to_owned).collect()
}

/// In which tables something stands.
async fn tables_with(store: &Store, word: &str) -> Vec<String> {
    let lines = picture(store).await;
    let found = lines.iter().filter(|line| line.contains(word));
    found.map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
}

async fn assert_sound(store: &Store) {
    let findings = check::run(store).await.expect("reads");
    let wrong: Vec<_> = findings.iter().filter(|finding| !finding.fine).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Emil with all that somebody may have here, who then leaves.
async fn lived(store: &Store) -> (waymark::CycleId, Vec<String>) {
    let ines = administrator(store).await;
    let cycle = half_year(store).await;
    launched(store, &wanted(cycle, &[EMIL, MIRA])).await;
    let own = ReviewKey { cycle, person: person_id(EMIL) };
    for (name, words) in [(EMIL, "Words of Emil himself."), (VIKTOR, "Words about Emil.")] {
        write(store, name, own, words).await;
        share(store, name, own).await;
    }
    let of_mira = ReviewKey { cycle, person: person_id(MIRA) };
    let viktor = holder(store, VIKTOR, of_mira).await.expect("he holds it");
    review::ask(store, &viktor, &Mail::from("https://halden.example"), person_id(EMIL), true, "").await.expect("asked");
    let input = edit(Slot::Keep, "Words of Emil about Mira.", 0);
    review::save_input(store, &peer(store, EMIL, of_mira).await, &[input]).await.expect("saved");
    let made = goals::made_for(store, "Write it down", EMIL).await;
    let emil = access::tending(store, &actor(store, EMIL).await, &made).expect("he owns it");
    goal::act(store, &emil, made.sequence, &[Verb::Note("It goes well.".to_owned())]).await.expect("said");
    // A letter to somebody else that names him.
    let person = person::find(store, person_id(MIRA)).await.expect("reads").expect("there");
    store
        .write(|work| {
            outbox::queue(
                work,
                store.now(),
                uuid::Uuid::from_u128(5),
                &person,
                "About Emil Brandt",
                "Emil Brandt asks.".to_owned(),
            );
        })
        .await
        .expect("queued");
    let file = "Employee #,Full name\nX1,Emil Brandt\n".as_bytes().to_vec();
    upload::keep(store, &ines, "new.csv", file, &upload::Choices::default()).await.expect("kept");
    let posts = post::of_person(store, person_id(EMIL)).await.expect("reads");
    leave(store, EMIL).await;
    let mut words = vec![EMIL.to_owned(), "emil.brandt@halden.example".to_owned(), "Words of Emil".to_owned()];
    words.push("Words about Emil".to_owned());
    words.extend(posts.iter().map(|post| post.key.to_string()));
    (cycle, words)
}

#[tokio::test]
async fn nothing_but_the_chain_says_who_it_was() {
    let (store, _) = company().await;
    let (cycle, words) = lived(&store).await;
    for word in &words {
        assert!(!tables_with(&store, word).await.is_empty(), "{word} is there before");
    }
    let preview = former::preview(&store, &administrator(&store).await, person_id(EMIL)).await.expect("looked at");
    let counts = preview.counts;
    assert_eq!((preview.name.as_str(), preview.becomes.as_str()), (EMIL, "Former colleague 1"));
    assert_eq!((counts.posts, counts.reviews, counts.texts, counts.letters_to, counts.letters_about), (1, 1, 1, 1, 1));
    assert!(counts.kept >= 2, "how he left, and the file: {counts:?}");
    assert_eq!(anonymise(&store, EMIL).await.expect("done"), preview.becomes);
    for word in &words {
        assert_eq!(tables_with(&store, word).await, Vec::<String>::new(), "{word}");
    }
    assert_sound(&store).await;
    // What he took part in stays.
    let review = review::find(&store, ReviewKey { cycle, person: person_id(EMIL) }).await.expect("reads").expect("there");
    assert_eq!(review.stage(), Stage::Talk);
    let seen = directory::read(&store).await.expect("reads");
    let person = seen.directory.person(person_id(EMIL)).expect("the record stays");
    assert_eq!((person.name.as_str(), &person.title, person.homes.stays().is_empty()), ("Former colleague 1", &None, false));
    let goals = goal::all(&store).await.expect("reads");
    assert_eq!(goals.tree.owned_by(person_id(EMIL)).count(), 1);
    let fresh = review::all(&store.shared()).await.expect("reads");
    assert_eq!(fresh.shelf.find(review.key), Some(&review), "what is in memory is what is stored");
}

#[tokio::test]
async fn nobody_is_found_by_the_former_name() {
    let (store, _) = company().await;
    lived(&store).await;
    anonymise(&store, EMIL).await.expect("done");
    let seen = directory::read(&store).await.expect("reads");
    for left in [true, false] {
        for text in [EMIL, "Brandt", "emil.brandt@halden.example"] {
            let found = seen.directory.search(&Query { text: text.to_owned(), left, ..Query::default() });
            assert!(!found.contains(&person_id(EMIL)), "{text}");
        }
    }
    let found = seen.directory.search(&Query { text: "Former colleague 1".to_owned(), left: true, ..Query::default() });
    assert_eq!(found, [person_id(EMIL)]);
}

#[tokio::test]
async fn refusals_change_nothing() {
    let (store, _) = company().await;
    let ines = administrator(&store).await;
    let before = check::fingerprint(&store).await.expect("reads");
    assert_eq!(why(anonymise(&store, EMIL).await), Refused::Here);
    assert_eq!(why(former::preview(&store, &ines, person_id("Nobody of that name")).await), Refused::Unknown);
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before);
    leave(&store, EMIL).await;
    let before = check::fingerprint(&store).await.expect("reads");
    for typed in ["", "Emil", "emil brandt"] {
        assert_eq!(why(former::anonymise(&store, &ines, person_id(EMIL), typed).await), Refused::Name);
    }
    assert_eq!(check::fingerprint(&store).await.expect("reads"), before);
    anonymise(&store, EMIL).await.expect("done");
    assert_eq!(why(anonymise(&store, EMIL).await), Refused::Already);
}

#[tokio::test]
async fn nothing_brings_the_name_back() {
    let (store, _) = company().await;
    let ines = administrator(&store).await;
    let undo = leave(&store, EMIL).await.expect("undoable");
    anonymise(&store, EMIL).await.expect("done");
    assert_eq!(why(change::undo(&store, &ines, undo).await), UndoRefused::Gone);
    assert_eq!(why(person::reactivate(&store, &ines, person_id(EMIL)).await), ChangeRefused::Nameless);
    let values = with("action", "person.anonymised".to_owned());
    let mut rows = store.read("SELECT VALUE detail FROM audit WHERE action = $action", values).await.expect("reads");
    assert_eq!(rows.take::<Vec<String>>(0).expect("texts"), ["Former colleague 1"]);
    assert_sound(&store).await;
}

#[tokio::test]
async fn an_import_that_brings_the_number_again_brings_somebody_new() {
    let (store, _) = company().await;
    let ines = administrator(&store).await;
    let posts = post::of_person(&store, person_id(EMIL)).await.expect("reads");
    let number = posts[0].key.to_string();
    leave(&store, EMIL).await;
    anonymise(&store, EMIL).await.expect("done");
    let text = format!("Employee #,Full name,Email\n{number},Emil Brandt,emil.brandt@halden.example\n");
    let (importer, choices) = (Importer::Administrator(ines), upload::Choices::default());
    let run = async |mode: &Mode| import::run(&store, importer, text.as_bytes(), &choices.how, &choices.options, mode).await;
    let tried = run(&Mode::Try).await.expect("tried");
    run(&Mode::Import { seen: Some(tried.fingerprint), upload: None }).await.expect("imported");
    let key: PostKey = number.parse().expect("a key");
    let post = post::find(&store, &key).await.expect("reads").expect("there");
    assert_ne!(post.person, person_id(EMIL), "a new person");
    let seen = directory::read(&store).await.expect("reads");
    let former = seen.directory.person(person_id(EMIL)).expect("the record stays");
    assert_eq!((former.name.as_str(), former.active), ("Former colleague 1", false));
    assert_sound(&store).await;
}

#[tokio::test]
async fn two_who_left_are_two_numbers_though_done_at_once() {
    let (store, _) = company().await;
    for name in [EMIL, "Jonas Lindqvist"] {
        leave(&store, name).await;
    }
    let (one, other) = (store.shared(), store.shared());
    let (first, second) = tokio::join!(anonymise(&one, EMIL), anonymise(&other, "Jonas Lindqvist"));
    let mut names = [first, second].map(|name| name.expect("done").to_string());
    names.sort_unstable();
    assert_eq!(names, ["Former colleague 1", "Former colleague 2"]);
}
