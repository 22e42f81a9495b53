//! What is done with workshops by who hosts them.

use super::{
    Workshops, all,
    row::{about, ballots, create, drop_ballots, drop_seen_ballots, put, remove},
};
use crate::{
    Failed, Store, StoreError,
    access::{self, Host, Hosting},
    audit::{By, Deed},
    directory, survey,
    transaction::Work,
};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use waymark::{
    CycleId, TeamId, Version, WorkshopId,
    questionnaire::Slug,
    workshop::{self, Ballot, Code, Consensus, Refused, Stage, Topic, Wanted, Way, Workshop},
};

/// How long a workshop waits for its reveal before it is given up: until then ballots stand there with names.
pub const UNREVEALED: SignedDuration = SignedDuration::from_hours(14 * 24);

/// How long the team may talk about what was revealed before the workshop is closed: a team has one at a time.
pub const UNCLOSED: SignedDuration = SignedDuration::from_hours(14 * 24);

/// How many codes are drawn before there seems to be none left.
const DRAWS: usize = 20;

async fn read(store: &Store, id: WorkshopId) -> Result<Arc<Workshop>, Failed<Refused>> {
    all(store).await?.find(id).cloned().ok_or(Failed::Refused(Refused::Unknown))
}

fn is_as_seen(workshop: &Workshop, seen: Version) -> Result<(), Failed<Refused>> {
    if workshop.version == seen { Ok(()) } else { Err(Failed::Refused(Refused::Changed)) }
}

async fn deed(store: &Store, by: By, action: &'static str, workshop: &Workshop, more: &str) -> Result<Deed, StoreError> {
    let team = team_name(store, workshop.team).await?;
    let detail = if more.is_empty() { team } else { format!("{team}, {more}") };
    Ok(Deed { by, action, subject: workshop.id.to_string(), detail })
}

async fn team_name(store: &Store, team: TeamId) -> Result<String, StoreError> {
    let seen = directory::read(store).await?;
    Ok(seen.directory.team(team).map_or_else(|| team.to_string(), |team| team.name.to_string()))
}

/// Opens a workshop of the host's team.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn open(
    store: &Store,
    host: &Host,
    way: Way,
    topics: Vec<Topic>,
    cycle: Option<CycleId>,
) -> Result<Arc<Workshop>, Failed<Refused>> {
    let wanted = &Wanted { team: host.team(), cycle, by: host.person(), way, topics };
    store
        .transact_audited(|| async move {
            if let Some(cycle) = wanted.cycle {
                let surveys = survey::all(store).await?;
                if !surveys.cycles().any(|known| known.id == cycle && !known.closed) {
                    return Err(Failed::Refused(Refused::Cycle));
                }
            }
            let codes = std::iter::repeat_with(|| Code::draw(rand::random())).take(DRAWS);
            // No other was opened or closed meanwhile, nor a cycle: that is in the audit chain, too.
            let workshop = opened(&*all(store).await?, wanted, store.now(), codes).map_err(Failed::Refused)?;
            let sections = match workshop.sections.len() {
                1 => "1 section".to_owned(),
                sections => format!("{sections} sections"),
            };
            let deed = deed(store, By::Person(wanted.by), "workshop.opened", &workshop, &sections).await?;
            Ok((create(&workshop), deed, Arc::new(workshop)))
        })
        .await
}

/// A new workshop with the first of these codes that no other has.
fn opened(kept: &Workshops, wanted: &Wanted, at: Timestamp, codes: impl IntoIterator<Item = Code>) -> Result<Workshop, Refused> {
    let id = WorkshopId::from_uuid(uuid::Uuid::new_v4());
    let open = |code| workshop::open(id, code, wanted.clone(), at, kept.open().map(|other| &**other));
    let is_free = |opened: &Result<_, _>| *opened != Err(Refused::CodeTaken);
    codes.into_iter().map(open).find(is_free).unwrap_or(Err(Refused::CodeTaken))
}

/// Shows what may be shown of the votes, once and for all, and forgets who voted what: in one transaction. Whoever was told that their vote was
/// cast is counted, unless they reveal it themselves.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn reveal(store: &Store, hosting: &Hosting, seen: Version) -> Result<Arc<Workshop>, Failed<Refused>> {
    let _nobody_votes = store.workshops().all_votes().await;
    store
        .transact_audited(|| async move {
            let workshop = read(store, hosting.workshop()).await?;
            let cast = ballots(store, workshop.id).await?;
            let organisation = directory::read(store).await?;
            let may_vote = access::workshop_voters(store, &organisation, workshop.team, workshop.opened_by).len();
            let mut votes: Vec<Ballot> = Vec::new();
            for row in &cast {
                // Who voted and came to reveal it since: they choose the moment, so theirs does not count.
                if row.person()? != hosting.person() {
                    votes.push(row.ballot()?);
                }
            }
            let revealed = workshop.reveal(&votes, may_vote, store.now()).map_err(Failed::Refused)?;
            is_as_seen(&workshop, seen)?;
            let mut work = about(&workshop);
            drop_seen_ballots(&mut work, workshop.id, &cast);
            put(&mut work, &revealed);
            let turnout = revealed.turnout.map_or(String::new(), |turnout| format!("{} of {} voted", turnout.voted, turnout.of));
            let deed = deed(store, By::Person(hosting.person()), "workshop.revealed", &revealed, &turnout).await?;
            Ok((work, deed, Arc::new(revealed)))
        })
        .await
}

/// Writes down what the team agrees on in a section, in place of what it agreed on before; `None` takes that back.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn decide(
    store: &Store,
    hosting: &Hosting,
    seen: Version,
    section: &Slug,
    consensus: Option<&Consensus>,
) -> Result<Arc<Workshop>, Failed<Refused>> {
    store
        .transact(|| async move {
            let workshop = read(store, hosting.workshop()).await?;
            let decided = workshop.decide(section, consensus.cloned()).map_err(Failed::Refused)?;
            // What is so already may have been sent twice.
            if decided == *workshop {
                return Ok((Work::new(), workshop));
            }
            is_as_seen(&workshop, seen)?;
            let mut work = about(&workshop);
            put(&mut work, &decided);
            Ok((work, Arc::new(decided)))
        })
        .await
}

/// Closes a workshop: it changes no more.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn close(store: &Store, hosting: &Hosting, seen: Version) -> Result<Arc<Workshop>, Failed<Refused>> {
    end(store, hosting.workshop(), By::Person(hosting.person()), Some(seen)).await
}

async fn end(store: &Store, id: WorkshopId, by: By, seen: Option<Version>) -> Result<Arc<Workshop>, Failed<Refused>> {
    store
        .transact_audited(|| async move {
            let workshop = read(store, id).await?;
            let closed = workshop.close(store.now()).map_err(Failed::Refused)?;
            seen.map_or(Ok(()), |seen| is_as_seen(&workshop, seen))?;
            let mut work = about(&workshop);
            put(&mut work, &closed);
            let why = if by == By::Job { "nobody else did" } else { "" };
            let deed = deed(store, by, "workshop.closed", &closed, why).await?;
            Ok((work, deed, Arc::new(closed)))
        })
        .await
}

/// Gives a workshop up before anything was revealed: nothing of it is kept.
///
/// # Errors
///
/// [`Refused`], or the store's.
pub async fn give_up(store: &Store, hosting: &Hosting, seen: Version) -> Result<(), Failed<Refused>> {
    forget(store, hosting.workshop(), By::Person(hosting.person()), Some(seen)).await
}

async fn forget(store: &Store, id: WorkshopId, by: By, seen: Option<Version>) -> Result<(), Failed<Refused>> {
    let _nobody_votes = store.workshops().all_votes().await;
    store
        .transact_audited(|| async move {
            let workshop = read(store, id).await?;
            workshop.give_up().map_err(Failed::Refused)?;
            seen.map_or(Ok(()), |seen| is_as_seen(&workshop, seen))?;
            let mut work = about(&workshop);
            drop_ballots(&mut work, id);
            remove(&mut work);
            let why = if by == By::Job { "it was not revealed" } else { "" };
            Ok((work, deed(store, by, "workshop.given_up", &workshop, why).await?, ()))
        })
        .await
}

/// Ends the workshops that their hosts left: gives up what nobody revealed for [`UNREVEALED`], and closes what nobody closed for [`UNCLOSED`] after the
/// reveal. Returns how many.
///
/// # Errors
///
/// When the store fails.
pub async fn end_left(store: &Store) -> Result<usize, StoreError> {
    let (workshops, now) = (all(store).await?, store.now());
    let mut ended = 0;
    for workshop in workshops.open() {
        let done = match workshop.stage {
            Stage::Voting if workshop.opened + UNREVEALED <= now => forget(store, workshop.id, By::Job, None).await,
            Stage::Revealed { at } if at + UNCLOSED <= now => end(store, workshop.id, By::Job, None).await.map(drop),
            _ => continue,
        };
        match done {
            Ok(()) => ended += 1,
            // Somebody else was faster.
            Err(Failed::Refused(_)) => {}
            Err(Failed::Store(error)) => return Err(error),
        }
    }
    Ok(ended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark::PersonId;

    #[test]
    fn a_code_that_another_has_is_drawn_again() {
        let topic = Topic { id: Slug::new("balance").expect("a slug"), title: "Balance".to_owned(), about: String::new() };
        let wanted = |team| Wanted {
            team: TeamId::from_uuid(uuid::Uuid::from_u128(team)),
            cycle: None,
            by: PersonId::from_uuid(uuid::Uuid::from_u128(1)),
            way: Way::Points,
            topics: vec![topic.clone()],
        };
        let code = |number: u8| Code::draw([number; 8]);
        let at = Timestamp::UNIX_EPOCH;
        let mut kept = Workshops::default();
        kept.put(opened(&kept, &wanted(1), at, [code(1)]).expect("opened"), &[]);
        let second = opened(&kept, &wanted(2), at, [code(1), code(1), code(2)]).expect("opened");
        assert_eq!(second.code, code(2));
        assert_eq!(opened(&kept, &wanted(2), at, [code(1); DRAWS]), Err(Refused::CodeTaken));
        assert_eq!(opened(&kept, &wanted(1), at, [code(2)]), Err(Refused::UnderWay));
    }
}
