//! What people may do with a workshop, and when not. Who may lead one is a permission (`store::access`), not a rule of the workshop; that
//! who leads does not vote is a rule.

use super::{Ballot, Code, Consensus, Part, Section, Stage, Tally, Topic, Turnout, Vote, Way, Workshop};
use crate::{
    CycleId, PersonId, TeamId, Version,
    id::WorkshopId,
    questionnaire::{self, LONGEST_ABOUT, LONGEST_SECTION_TITLE, Slug},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most sections of a workshop: as many as a questionnaire has.
pub const MOST_SECTIONS: usize = questionnaire::MOST_SECTIONS;

/// The longest note of a consensus, in characters.
pub const LONGEST_NOTE: usize = 2000;

/// What is wanted of a new workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Of which team.
    pub team: TeamId,
    /// The cycle that it belongs to.
    pub cycle: Option<CycleId>,
    /// Who opens it.
    pub by: PersonId,
    /// How one votes.
    pub way: Way,
    /// What is voted on, in the order of the questionnaire.
    pub topics: Vec<Topic>,
}

/// Why nothing happened to a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// There is no such workshop: it may have been given up.
    Unknown,
    /// It was changed meanwhile.
    Changed,
    /// There is no such cycle, or it is closed.
    Cycle,
    /// There is nothing to vote on.
    NoSections,
    /// There are more than [`MOST_SECTIONS`] sections.
    ManySections,
    /// Two sections have the same id.
    SectionTwice,
    /// A section has no title, or one that is too long or has control characters.
    SectionTitle,
    /// What stands on top of a section is too long, or has control characters.
    SectionAbout,
    /// The team has another workshop that is not closed.
    UnderWay,
    /// Another workshop that is not closed has this code: another one is to be drawn.
    CodeTaken,
    /// Who leads does not vote: who leads the team or one above it, and who opened the workshop.
    Leads,
    /// They are not at home in the team. Guests see and do not vote.
    NotOfTeam,
    /// The votes were revealed: nobody votes any more, and it cannot be given up.
    Revealed,
    /// Nothing was revealed yet: there is nothing to agree on, or to close.
    Voting,
    /// It is closed: nothing changes any more.
    Closed,
    /// It has no such section.
    NoSection,
    /// In this workshop one votes in another way.
    OtherWay,
    /// Nobody has voted.
    Nobody,
    /// The note has more than [`LONGEST_NOTE`] characters.
    LongNote,
}

impl Topic {
    fn check(&self) -> Result<(), Refused> {
        let is_long = |text: &str, at_most: usize| text.chars().nth(at_most).is_some();
        let title = self.title.as_str();
        if title.trim().is_empty() || is_long(title, LONGEST_SECTION_TITLE) || title.chars().any(char::is_control) {
            return Err(Refused::SectionTitle);
        }
        if is_long(&self.about, LONGEST_ABOUT) || self.about.chars().any(|c| c.is_control() && c != '\n') {
            return Err(Refused::SectionAbout);
        }
        Ok(())
    }
}

impl Wanted {
    /// Whether it keeps the rules, as far as they need no other workshops.
    ///
    /// # Errors
    ///
    /// [`Refused`], the first rule that it breaks.
    pub fn check(&self) -> Result<(), Refused> {
        if self.topics.is_empty() {
            return Err(Refused::NoSections);
        }
        if self.topics.len() > MOST_SECTIONS {
            return Err(Refused::ManySections);
        }
        let ids: BTreeSet<&Slug> = self.topics.iter().map(|topic| &topic.id).collect();
        if ids.len() < self.topics.len() {
            return Err(Refused::SectionTwice);
        }
        self.topics.iter().try_for_each(Topic::check)
    }
}

/// A new workshop, in which votes are cast from now on. `others` are at least those that are not closed and have the team or the code in
/// common with it, and may be more.
///
/// # Errors
///
/// [`Refused`] says why there is none.
pub fn open<'a>(
    id: WorkshopId,
    code: Code,
    wanted: Wanted,
    at: Timestamp,
    others: impl IntoIterator<Item = &'a Workshop>,
) -> Result<Workshop, Refused> {
    wanted.check()?;
    for other in others.into_iter().filter(|other| other.is_open()) {
        if other.team == wanted.team {
            return Err(Refused::UnderWay);
        }
        if other.code == code {
            return Err(Refused::CodeTaken);
        }
    }
    Ok(Workshop {
        id,
        team: wanted.team,
        cycle: wanted.cycle,
        opened_by: wanted.by,
        code,
        way: wanted.way,
        sections: wanted.topics.into_iter().map(Section::from).collect(),
        opened: at,
        stage: Stage::Voting,
        turnout: None,
        version: Version::default(),
    })
}

impl Workshop {
    /// Only while votes are cast.
    fn votes(&self) -> Result<(), Refused> {
        match self.stage {
            Stage::Voting => Ok(()),
            Stage::Revealed { .. } => Err(Refused::Revealed),
            Stage::Closed { .. } => Err(Refused::Closed),
        }
    }

    /// Only while the team talks.
    fn talks(&self) -> Result<(), Refused> {
        match self.stage {
            Stage::Voting => Err(Refused::Voting),
            Stage::Revealed { .. } => Ok(()),
            Stage::Closed { .. } => Err(Refused::Closed),
        }
    }

    /// The place of a section.
    fn place(&self, id: &Slug) -> Result<usize, Refused> {
        self.sections.iter().position(|section| section.topic.id == *id).ok_or(Refused::NoSection)
    }

    fn fits(&self, vote: Vote) -> Result<(), Refused> {
        if vote.way() == self.way { Ok(()) } else { Err(Refused::OtherWay) }
    }

    /// What somebody's ballot is with these votes: each takes the place of an earlier one on the same section, and `None` takes that back.
    /// All of them are cast, or none. The workshop stays as it is.
    ///
    /// What was cast before is replaced, so that nobody counts twice. The store writes it only if the workshop is still as it was read:
    /// otherwise a vote could come in while the others are revealed.
    ///
    /// # Errors
    ///
    /// [`Refused`] says why nothing was cast: [`NotOfTeam`](Refused::NotOfTeam) and [`Leads`](Refused::Leads) before all else.
    pub fn cast(&self, part: Part, ballot: &Ballot, votes: &[(Slug, Option<Vote>)]) -> Result<Ballot, Refused> {
        match part {
            Part::Outside => return Err(Refused::NotOfTeam),
            Part::Leads => return Err(Refused::Leads),
            Part::Votes => self.votes()?,
        }
        let mut ballot = ballot.clone();
        for (section, vote) in votes {
            self.place(section)?;
            vote.map_or(Ok(()), |vote| self.fits(vote))?;
            ballot.set(section, *vote);
        }
        Ok(ballot)
    }

    /// The workshop with what is shown of the votes, once and for all. No vote is in it: the ballots are dropped when it is stored.
    /// `ballots` are all that were cast, one a person, in any order; `participants` may vote.
    ///
    /// # Errors
    ///
    /// [`Refused`] says why nothing is revealed.
    pub fn reveal(&self, ballots: &[Ballot], participants: usize, at: Timestamp) -> Result<Self, Refused> {
        self.votes()?;
        let turnout = Turnout::of(ballots, participants);
        if turnout.voted == 0 {
            return Err(Refused::Nobody);
        }
        let mut workshop = self.next(Stage::Revealed { at });
        workshop.turnout = Some(turnout);
        for section in &mut workshop.sections {
            let votes = ballots.iter().filter_map(|ballot| ballot.vote(&section.topic.id));
            section.tally = Some(Tally::of(self.way, votes));
        }
        Ok(workshop)
    }

    /// The workshop with what the team agrees on in a section, in place of what it agreed on before; `None` takes that back. Where that
    /// is so already, it stays as it is.
    ///
    /// # Errors
    ///
    /// [`Refused`] says why nothing is written down.
    pub fn decide(&self, section: &Slug, consensus: Option<Consensus>) -> Result<Self, Refused> {
        self.talks()?;
        let place = self.place(section)?;
        let consensus = consensus.map(|said| self.read(said)).transpose()?;
        if self.sections[place].consensus == consensus {
            return Ok(self.clone());
        }
        let mut workshop = self.next(self.stage);
        workshop.sections[place].consensus = consensus;
        Ok(workshop)
    }

    /// What was agreed, as it is written down.
    fn read(&self, said: Consensus) -> Result<Consensus, Refused> {
        self.fits(said.stand)?;
        let note = said.note.trim().to_owned();
        if note.chars().nth(LONGEST_NOTE).is_some() { Err(Refused::LongNote) } else { Ok(Consensus { note, ..said }) }
    }

    /// The workshop as it stands in the team's history from now on.
    ///
    /// # Errors
    ///
    /// [`Refused`] says why it goes on.
    pub fn close(&self, at: Timestamp) -> Result<Self, Refused> {
        self.talks()?;
        Ok(self.next(Stage::Closed { at }))
    }

    /// Whether it may be given up. Then nothing of it is kept: neither the workshop nor a ballot.
    ///
    /// # Errors
    ///
    /// [`Refused`] where something was revealed: what was shown to a team stays in its history, whether anybody likes it or not.
    pub fn give_up(&self) -> Result<(), Refused> {
        self.votes()
    }

    fn next(&self, stage: Stage) -> Self {
        Self { stage, version: self.version.next(), ..self.clone() }
    }
}
