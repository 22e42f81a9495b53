//! Who sees goals, looks after them, and agrees to them.

use super::{Actor, Administrator, acts_for};
use crate::Store;
use std::{cell::RefCell, collections::BTreeMap};
use waymark::{
    GoalId, PersonId, TeamId,
    directory::Directory,
    goal::{Goal, Level, Sides},
};

/// May make goals of this level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steward {
    actor: PersonId,
    level: Level,
    sides: Sides,
}

/// May tend this goal: say how far it is, change it, hand it on, end it; and agree to it, for the sides that they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tending {
    actor: PersonId,
    goal: GoalId,
    sides: Sides,
}

/// May see this goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoalReader {
    goal: GoalId,
    whole: bool,
}

impl Steward {
    /// Who acts.
    pub fn person(self) -> PersonId {
        self.actor
    }

    /// Of which level.
    pub fn level(self) -> Level {
        self.level
    }

    /// For which sides they agree to it.
    pub fn sides(self) -> Sides {
        self.sides
    }
}

impl Tending {
    /// Who acts.
    pub fn person(self) -> PersonId {
        self.actor
    }

    /// Which goal.
    pub fn goal(self) -> GoalId {
        self.goal
    }

    /// Which sides they are.
    pub fn sides(self) -> Sides {
        self.sides
    }
}

impl GoalReader {
    /// Which goal.
    pub fn goal(self) -> GoalId {
        self.goal
    }

    /// Whether they see all of it; else what it is called, whose it is and how it is.
    pub fn sees_all(self) -> bool {
        self.whole
    }
}

/// What somebody may see and do of goals: for who asks of many.
#[derive(Debug)]
pub struct Reach<'a> {
    actor: &'a Actor,
    /// Whom they act for: themselves first.
    acts_for: Vec<PersonId>,
    /// Which teams they were found to lead, or not.
    leads: RefCell<BTreeMap<TeamId, bool>>,
}

/// What somebody may see and do of goals.
pub fn reach<'a>(store: &Store, actor: &'a Actor) -> Reach<'a> {
    Reach { actor, acts_for: acts_for(store, actor), leads: RefCell::default() }
}

/// The permission to make goals of this level; see [`Reach::steward`].
pub fn steward(store: &Store, actor: &Actor, level: Level) -> Option<Steward> {
    reach(store, actor).steward(level)
}

/// The permission to tend a goal; see [`Reach::tending`].
pub fn tending(store: &Store, actor: &Actor, goal: &Goal) -> Option<Tending> {
    reach(store, actor).tending(goal)
}

/// The permission to see a goal; see [`Reach::reader`].
pub fn goal_reader(store: &Store, actor: &Actor, goal: &Goal) -> Option<GoalReader> {
    reach(store, actor).reader(goal)
}

/// Who the two sides of goals of a level are: whose they are, and who is above them. Who has nobody above them is both.
///
/// Of a person: they, and their manager. Of a team: its lead, or that of the next team above it that has one, and the lead's manager. Of the company: who
/// reports to nobody; nobody, where nobody or several are such.
pub fn parties(directory: &Directory, level: Level) -> (Option<PersonId>, Option<PersonId>) {
    let is_active = |id: &PersonId| directory.person(*id).is_some_and(|person| person.active);
    let owner = match level {
        Level::Person(person) => Some(person),
        Level::Team(team) => {
            let teams = [team].into_iter().chain(directory.team_path(team).into_iter().rev());
            teams.filter_map(|id| directory.team(id)?.lead).find(is_active)
        }
        Level::Company => match directory.roots() {
            [root] => Some(*root),
            _ => None,
        },
    };
    let manager = owner.and_then(|owner| directory.person(owner)?.manager).filter(is_active);
    (owner, manager.or(owner))
}

impl Reach<'_> {
    fn directory(&self) -> &Directory {
        &self.actor.seen.directory
    }

    /// Whether they are above a person in the line, or stand in for one who is.
    pub fn is_above(&self, person: PersonId) -> bool {
        self.acts_for.iter().any(|senior| *senior != person && self.directory().is_in_line(*senior, person))
    }

    /// Whether they lead a team or one above it, stand in for one who does, or have its lead in their line.
    pub fn leads(&self, team: TeamId) -> bool {
        if let Some(known) = self.leads.borrow().get(&team) {
            return *known;
        }
        let directory = self.directory();
        let teams = directory.team_path(team).into_iter().chain([team]);
        let leads = teams.filter_map(|id| directory.team(id)?.lead);
        let known =
            leads.into_iter().any(|lead| self.acts_for.iter().any(|who| *who == lead || directory.is_in_line(*who, lead)));
        self.leads.borrow_mut().insert(team, known);
        known
    }

    fn looks_after(&self, level: Level) -> bool {
        let directory = self.directory();
        match level {
            Level::Person(person) => person == self.actor.id() || self.is_above(person),
            Level::Company => self.actor.person.administrator || self.acts_for.iter().any(|who| directory.roots().contains(who)),
            Level::Team(team) => {
                let is_open = directory.team(team).is_some_and(|team| team.active);
                // Where nobody leads, administrators do.
                let leads = || self.leads(team) || self.actor.person.administrator && parties(directory, level).0.is_none();
                is_open && leads()
            }
        }
    }

    /// The permission to make goals of this level.
    ///
    /// Of a team: for who leads it or a team above it, who stands in for one who does, and who has its lead in their line. Of the company: for
    /// administrators, and for who reports to nobody. A person's: for themselves, who is above them in the line or stands in for one who is, and
    /// administrators, who give the same goal to many.
    pub fn steward(&self, level: Level) -> Option<Steward> {
        let may = match level {
            Level::Person(person) => {
                let is_here = self.directory().person(person).is_some_and(|person| person.active);
                is_here && (self.actor.person.administrator || self.looks_after(level))
            }
            Level::Company | Level::Team(_) => self.looks_after(level),
        };
        may.then(|| Steward { actor: self.actor.id(), level, sides: self.sides(level) })
    }

    /// The permission to make goals of any level, for administrators who take them over from a table.
    pub fn steward_of_all(&self, administrator: Administrator, level: Level) -> Steward {
        Steward { actor: administrator.person(), level, sides: self.sides(level) }
    }

    /// The permission to tend a goal: for its owner, and for who looks after goals of its level.
    pub fn tending(&self, goal: &Goal) -> Option<Tending> {
        let may = goal.owner == self.actor.id() || self.looks_after(goal.level);
        may.then(|| Tending { actor: self.actor.id(), goal: goal.id, sides: self.sides(goal.level) })
    }

    /// Which of the two sides of goals of this level they are, or stand in for.
    pub fn sides(&self, level: Level) -> Sides {
        let roots = self.directory().roots();
        let (owner, manager) = parties(self.directory(), level);
        let (Some(owner), Some(manager)) = (owner, manager) else {
            // Nobody is above everybody: who is above their part of them is, and where nobody is, administrators are.
            let is_root = level == Level::Company && self.acts_for.iter().any(|who| roots.contains(who));
            let is_last = level != Level::Company || roots.is_empty();
            return if is_root || is_last && self.actor.person.administrator { Sides::BOTH } else { Sides::NONE };
        };
        let (me, is) = (self.actor.id(), |who: PersonId| self.acts_for.contains(&who));
        // What is somebody's own they agree to themselves: who stands in for them does so as a lead and as a manager.
        let is_owner = if let Level::Person(_) = level { owner == me } else { is(owner) };
        if manager == owner {
            return if is_owner { Sides::BOTH } else { Sides::NONE };
        }
        // Nobody becomes their own manager by standing in for their manager; nobody is both by standing in for one.
        let is_manager = is(manager) && owner != me;
        Sides { owner: is_owner && !(is_manager && manager == me), manager: is_manager && (manager == me || !is_owner) }
    }

    /// The permission to see a goal.
    ///
    /// One of the company, or of a team: for everybody. But what answers a survey's results tells of them: of a team, it is for who is in the
    /// team or one within it, its guests, who leads it or stands above who does, and administrators. A person's: for who is above them in the line
    /// or leads their team; for everybody, if it is open; administrators see what it is called and how it is. Its owner sees every goal.
    pub fn reader(&self, goal: &Goal) -> Option<GoalReader> {
        let directory = self.directory();
        let own_team = self.actor.person.team;
        let whole = goal.owner == self.actor.id()
            || match goal.level {
                Level::Company => true,
                Level::Team(_) if goal.origin.is_none() => true,
                Level::Team(team) => {
                    own_team.is_some_and(|own| own == team || directory.team_path(own).contains(&team))
                        || directory.team(team).is_some_and(|there| there.guests.contains(&self.actor.id()))
                        || self.actor.person.administrator
                        || self.leads(team)
                }
                Level::Person(_) if goal.open => true,
                Level::Person(person) => {
                    let team = || directory.person(person).and_then(|person| person.team);
                    person == self.actor.id() || self.is_above(person) || team().is_some_and(|team| self.leads(team))
                }
            };
        (whole || self.actor.person.administrator).then_some(GoalReader { goal: goal.id, whole })
    }
}
