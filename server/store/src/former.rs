//! Taking the name of somebody who left away, in all that is stored but the audit chain. It cannot be undone: how to take back what has to do with them
//! goes in the same transaction.

use crate::{
    Failed, Store, StoreError,
    access::Administrator,
    audit::{By, Deed},
    change,
    directory::{self, Snapshot},
    job, outbox, password, post, record, review, survey,
    transaction::{Work, with},
};
use jiff::civil::Date;
use std::{collections::BTreeMap, sync::Arc};
use surrealdb::types::{Bytes, RecordId, SurrealValue, Variables};
use waymark::{
    PersonId,
    change::{Change, Changes},
    former::{self, Counts, Number, Refused, Traces},
    person::{Name, Person},
    post::{Post, PostKey},
    review::{Review, Role},
    survey::contract::RosterEntry,
};

/// What would be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// What they are called.
    pub name: Name,
    /// What they would be called, if nobody else is done first.
    pub becomes: Name,
    /// How much of what.
    pub counts: Counts,
}

#[derive(Clone, Debug, SurrealValue)]
struct LetterRow {
    id: RecordId,
    recipient: String,
    subject: String,
    text: String,
}

#[derive(SurrealValue)]
struct FailedRow {
    id: RecordId,
    error: String,
}

#[derive(SurrealValue)]
struct UndoRow {
    id: RecordId,
    changes: String,
}

#[derive(SurrealValue)]
struct UploadRow {
    id: RecordId,
    name: String,
    content: Bytes,
    options: String,
}

/// Everything that has to do with them, as it was just read.
struct Found {
    seen: Arc<Snapshot>,
    person: Arc<Person>,
    number: Number,
    today: Date,
    traces: Traces,
    posts: Vec<Post>,
    /// Posts of others that report to theirs.
    under: Vec<Post>,
    letters: Vec<(uuid::Uuid, LetterRow)>,
    jobs: Vec<RecordId>,
    /// Changes that can be undone, and files that wait.
    kept: Vec<RecordId>,
    rosters: Vec<(RecordId, Vec<RosterEntry>)>,
    reviews: Vec<Arc<Review>>,
    written: Vec<review::Written>,
}

impl Found {
    async fn read(store: &Store, id: PersonId) -> Result<Self, Failed<Refused>> {
        let seen = directory::read(store).await?;
        let person = seen.directory.person(id).cloned().ok_or(Failed::Refused(Refused::Unknown))?;
        former::check(&person).map_err(Failed::Refused)?;
        let surveys = survey::all(store).await?;
        let running = surveys.iter().filter(|survey| !survey.state.is_over() && survey.unit_of(id).is_some());
        let running: Vec<String> = running.map(|survey| survey.contract.name.clone()).collect();
        if !running.is_empty() {
            return Err(Failed::Refused(Refused::Asked(running)));
        }
        let all = post::all(store).await?;
        let everybody = seen.directory.people().iter().chain(seen.directory.left());
        let everybody = everybody.filter_map(|id| seen.directory.person(*id)).map(|person| &**person);
        let number = Number::free(everybody, &all);
        let (mut posts, others): (Vec<Post>, Vec<Post>) = all.into_iter().partition(|post| post.person == id);
        posts.sort_by(|a, b| (!a.active, !a.main, &a.key).cmp(&(!b.active, !b.main, &b.key)));
        let is_under = |post: &Post| post.told.reports_to.as_ref().is_some_and(|key| posts.iter().any(|one| one.key == *key));
        let under = others.into_iter().filter(is_under).collect();
        let traces = Traces::of(&person, &posts);
        let letters = letters(store, &traces).await?;
        let jobs = jobs(store, &traces).await?;
        let kept = kept(store, &traces).await?;
        let rosters = survey::rosters_with(store, id).await?;
        let shelf = &review::all(store).await?.shelf;
        let reviews = shelf.of_person(id).into_iter().cloned().collect();
        // What they shared as a manager is the other's as well, and stays.
        let is_shared = |written: &review::Written| {
            let shared = shelf.find(written.key).and_then(|review| review.shared.manager);
            written.role == Role::Half && written.key.person != id && shared.is_some_and(|shared| shared.by == id)
        };
        let mut written = review::written_by(store, id).await?;
        written.retain(|written| !is_shared(written));
        let today = seen.day(store.now());
        Ok(Self { seen, person, number, today, traces, posts, under, letters, jobs, kept, rosters, reviews, written })
    }

    fn is_to_them(&self, letter: &LetterRow) -> bool {
        self.traces.addresses().contains(&letter.recipient)
    }

    fn counts(&self) -> Counts {
        let letters_to = self.letters.iter().filter(|(_, letter)| self.is_to_them(letter)).count();
        let alone = |written: &&review::Written| written.key.person != self.person.id;
        Counts {
            posts: self.posts.len(),
            rosters: self.rosters.len(),
            reviews: self.reviews.len(),
            texts: self.written.iter().filter(alone).count(),
            letters_to,
            letters_about: self.letters.len() - letters_to,
            kept: self.kept.len(),
        }
    }

    /// What becomes of the records of the organisation.
    fn changes(&self) -> Changes {
        let keys: BTreeMap<&PostKey, PostKey> = (self.posts.iter().enumerate())
            .map(|(place, post)| (&post.key, former::post(post, place, self.number).key))
            .collect();
        let mut changes = Changes::default();
        changes.person(&self.person, |person| former::strip(person, self.number));
        for (place, post) in self.posts.iter().enumerate() {
            let mut after = former::post(post, place, self.number);
            if let Some(key) = after.told.reports_to.as_ref().and_then(|above| keys.get(above)) {
                after.told.reports_to = Some(key.clone());
            }
            changes.posts.push(Change { before: None, after });
        }
        for post in &self.under {
            changes.post(post, |post| {
                post.told.reports_to = post.told.reports_to.as_ref().and_then(|above| keys.get(above)).cloned();
            });
        }
        changes
    }

    fn work(&self) -> Result<Work, Refused> {
        let (mut work, name) = (Work::new(), self.number.name());
        change::write(&mut work, &self.seen, &self.changes())?;
        let mut gone: Vec<RecordId> = self.jobs.iter().chain(&self.kept).cloned().collect();
        // Another key is another record.
        gone.extend(self.posts.iter().map(|post| post::id(&post.key)));
        gone.push(password::record_of(self.person.id));
        work.add("DELETE session WHERE person = $former RETURN NONE")
            .add("DELETE link WHERE person = $former RETURN NONE")
            .bind("former", record::person(self.person.id));
        for (id, letter) in &self.letters {
            if self.is_to_them(letter) {
                gone.extend([outbox::record_of(*id), job::of_letter(*id)]);
                continue;
            }
            let part = work.part();
            work.add(&format!(
                "UPDATE $letter_{part} SET subject = $letter_subject_{part}, text = $letter_text_{part} RETURN NONE"
            ))
            .bind(&format!("letter_{part}"), letter.id.clone())
            .bind(&format!("letter_subject_{part}"), self.traces.replaced(&letter.subject, &name))
            .bind(&format!("letter_text_{part}"), self.traces.replaced(&letter.text, &name));
        }
        work.add("DELETE $former_gone RETURN NONE").bind("former_gone", gone);
        for (roster, people) in &self.rosters {
            let mut people = people.clone();
            people.iter_mut().filter(|entry| entry.person == self.person.id).for_each(|entry| entry.name = name.to_string());
            survey::rename_on(&mut work, roster.clone(), &people);
        }
        review::forget(&mut work, self.person.id, &self.reviews, &self.written, self.today);
        Ok(work)
    }
}

/// Letters to them, and those that name them.
async fn letters(store: &Store, traces: &Traces) -> Result<Vec<(uuid::Uuid, LetterRow)>, StoreError> {
    let mut found = BTreeMap::new();
    for word in traces.words() {
        let named = "SELECT id, recipient, subject, text FROM outbox \
                     WHERE recipient = $word OR subject CONTAINS $word OR text CONTAINS $word";
        let mut rows = store.read(named, with("word", word.clone())).await?;
        for row in rows.take::<Vec<LetterRow>>(0)? {
            if traces.addresses().contains(&row.recipient) || traces.are_in(&row.subject) || traces.are_in(&row.text) {
                found.insert(record::uuid(&row.id)?, row);
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// Jobs that were to write to them, and those that failed with their address in the reason.
async fn jobs(store: &Store, traces: &Traces) -> Result<Vec<RecordId>, StoreError> {
    let mut found = Vec::new();
    for address in traces.addresses() {
        // As it stands in JSON: another's address may end with theirs. A reason that names it may name it anyhow.
        let named = "SELECT VALUE id FROM job WHERE payload CONTAINS $quoted; \
                     SELECT id, error FROM job WHERE (error ?? '') CONTAINS $address";
        let mut values = with("quoted", format!("\"{address}\""));
        values.insert("address", address.clone());
        let mut rows = store.read(named, values).await?;
        found.extend(rows.take::<Vec<RecordId>>(0)?);
        let failed = rows.take::<Vec<FailedRow>>(1)?.into_iter().filter(|row| traces.are_in(&row.error));
        found.extend(failed.map(|row| row.id));
    }
    Ok(found)
}

/// Changes that would bring the name back if they were undone, and files that may name them. What cannot be read as text is taken to.
async fn kept(store: &Store, traces: &Traces) -> Result<Vec<RecordId>, StoreError> {
    let mut rows =
        store.read("SELECT id, changes FROM undo; SELECT id, name, content, options FROM upload", Variables::new()).await?;
    let undo = rows.take::<Vec<UndoRow>>(0)?.into_iter().filter(|row| traces.are_in_json(&row.changes)).map(|row| row.id);
    let mut found: Vec<RecordId> = undo.collect();
    for row in rows.take::<Vec<UploadRow>>(1)? {
        let is_named = std::str::from_utf8(&row.content).map_or(true, |text| traces.are_in_json(text));
        if is_named || traces.are_in(&row.name) || traces.are_in(&row.options) {
            found.push(row.id);
        }
    }
    Ok(found)
}

/// What would be done, before it is.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn preview(store: &Store, _administrator: &Administrator, id: PersonId) -> Result<Preview, Failed<Refused>> {
    let found = Found::read(store, id).await?;
    Ok(Preview { name: found.person.name.clone(), becomes: found.number.name(), counts: found.counts() })
}

/// Takes somebody's name away; `typed` is that name once more. Returns what they are called from now on.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn anonymise(store: &Store, administrator: &Administrator, id: PersonId, typed: &str) -> Result<Name, Failed<Refused>> {
    let by = By::Person(administrator.person());
    store
        .transact_audited(|| async move {
            let found = Found::read(store, id).await?;
            former::confirm(&found.person, typed).map_err(Failed::Refused)?;
            let (work, name) = (found.work().map_err(Failed::Refused)?, found.number.name());
            // Who it was is not in it: the chain keeps what it has.
            let deed = Deed { by, action: "person.anonymised", subject: id.to_string(), detail: name.to_string() };
            Ok((work, deed, name))
        })
        .await
}
