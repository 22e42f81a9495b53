//! The demo company, an organisation of any size, and the builders that they and the tests are made with.

mod company;
pub mod goals;
mod halden;
mod names;
pub mod personal;
pub mod reviews;
mod sides;
pub mod simulated;
mod story;
pub mod workshops;
pub mod years;

pub use company::{Company, Hire, person_id, project_id, team_id};
pub use halden::company;

use crate::{Store, StoreError, change, directory, organisation, password, person, questionnaire, transaction::Work};
use waymark::{
    PersonId,
    change::{Change, Changes},
    questionnaire::Slug,
};

/// The password of everybody in the demo company. It protects nothing: the demo is for looking around on one's machine.
pub const PASSWORD: &str = "four calm harbours";

/// One who leads nobody.
pub const EMPLOYEE: &str = "mira.solberg@halden.example";
/// One who leads a team.
pub const LEAD: &str = "nadia.peric@halden.example";
/// One to whom people report.
pub const MANAGER: &str = "viktor.nakamura@halden.example";
/// One who looks after people and settings.
pub const ADMINISTRATOR: &str = "ines.moreau@halden.example";

/// Those to sign in as: what they are, and their address.
pub const ACCOUNTS: [(&str, &str); 4] =
    [("employee", EMPLOYEE), ("tech lead", LEAD), ("manager", MANAGER), ("administrator", ADMINISTRATOR)];

impl Company {
    /// What the company is made of, as changes of an empty store.
    fn changes(&self) -> Changes {
        fn new<T: Clone>(all: &[T]) -> Vec<Change<T>> {
            all.iter().map(|one| Change { before: None, after: one.clone() }).collect()
        }
        Changes { people: new(&self.people), teams: new(&self.teams), posts: new(&self.posts()), projects: new(&self.projects) }
    }

    /// Puts the company into an empty store; everybody who has an address has the password [`PASSWORD`].
    ///
    /// # Errors
    ///
    /// When the store fails, or the company breaks a rule.
    pub async fn found(&self, store: &Store, hasher: &password::Hasher) -> Result<(), StoreError> {
        let signs_in = self.people.iter().filter(|person| person.active && person.email.is_some());
        let signs_in: Vec<PersonId> = signs_in.map(|person| person.id).collect();
        // Before the transaction, so that there is only one: a company whose people cannot sign in would stay so.
        let hash = password::of_all(hasher, PASSWORD).await?;
        let seen = directory::read(store).await?;
        let mut work = Work::new();
        work.add("UPSERT $organisation SET name = $organisation_name, time_zone = $organisation_zone")
            .bind("organisation", organisation::id())
            .bind("organisation_name", self.name.clone())
            .bind("organisation_zone", self.zone.to_string());
        change::write(&mut work, &seen, &self.changes())
            .map_err(|broken| StoreError::new(format!("the company breaks a rule: {broken:?}")))?;
        password::create_all(&mut work, &signs_in, &hash, store.now());
        store.commit(work).await
    }
}

/// Makes an organisation of so many people up, in a store where nobody is yet; returns whether it did. Everybody has the
/// password [`PASSWORD`].
///
/// # Errors
///
/// When the store fails.
pub async fn found_simulated(store: &Store, people: usize, seed: u64) -> Result<bool, StoreError> {
    if person::count(store, 1).await? > 0 {
        return Ok(false);
    }
    simulated::organisation(people, seed).found(store, &password::Hasher::new(1)).await?;
    Ok(true)
}

/// How much of the demo company there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demo {
    /// Its people, as on its first day with Waymark.
    People,
    /// What its reviews and a workshop said in the last two years, too, and what it set out to do and came to in three cycles.
    WithReviews,
}

/// Puts the demo company into the store when nobody is there yet; returns whether it did.
///
/// # Errors
///
/// When the store fails.
pub async fn found_when_empty(store: &Store, hasher: &password::Hasher, demo: Demo) -> Result<bool, StoreError> {
    if person::count(store, 1).await? > 0 {
        return Ok(false);
    }
    company().found(store, hasher).await?;
    match demo {
        // So that an edit of it shows what it means for trends.
        Demo::People => drop(use_questionnaire(store, "team-review").await?),
        Demo::WithReviews => {
            reviews::hold_in_halden(store).await?;
            workshops::hold_in_halden(store).await?;
            goals::agree_in_halden(store).await?;
            story::tell_in_halden(store).await?;
        }
    }
    Ok(true)
}

/// Freezes the present state of a questionnaire as a survey that is launched does; returns the number of the version.
///
/// # Errors
///
/// When the store fails, or there is no such questionnaire.
pub async fn use_questionnaire(store: &Store, id: &str) -> Result<u32, StoreError> {
    let there = Slug::new(id).ok();
    let kept = match &there {
        Some(id) => questionnaire::find(store, id).await?,
        None => None,
    };
    let kept = kept.ok_or_else(|| StoreError::new(format!("there is no questionnaire {id}")))?;
    let mut work = Work::new();
    let number = questionnaire::freeze(store, &mut work, &kept).await?;
    store.commit(work).await?;
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accounts_belong_to_people_of_the_company() {
        let company = company();
        for (_, account) in ACCOUNTS {
            assert!(
                company.people.iter().any(|person| person.email.as_ref().is_some_and(|email| email.as_str() == account)),
                "{account}"
            );
        }
    }
}
