//! From rows to goals that may be begun: names looked up, each goal behind the one that it serves.

use super::{
    Column, Problem, Row, Table, Whose, Why,
    cells::Layout,
    problem::{cut, told},
    read::column_of,
    served::{self, Served},
};
use crate::{
    CycleId, GoalId, PersonId, ProjectId, TeamId,
    cycle::Dates,
    goal::{Alignment, Amount, Goal, Level, Link, Refused, Title, Wanted},
    import::{circles, first_names},
};
use jiff::civil::Date;
use std::collections::{BTreeMap, btree_map::Entry};
use uuid::Uuid;

/// Who or what a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<T> {
    /// This one.
    One(T),
    /// This one, who left, or which ended or is closed. A goal that is there already may be theirs; a new one may not.
    Gone(T),
    /// So many.
    Several(usize),
    /// None.
    Nothing,
}

/// Where names are looked up. Each text is trimmed and on one line; how exactly it has to be written is up to who looks.
pub trait Lookup {
    /// Who is named so: by address, number or name.
    fn person(&self, text: &str) -> Found<PersonId>;
    /// Which team is called so.
    fn team(&self, text: &str) -> Found<TeamId>;
    /// Which project is called so.
    fn project(&self, text: &str) -> Found<ProjectId>;
    /// Which cycle is called so, and its days.
    fn cycle(&self, text: &str) -> Found<(CycleId, Dates)>;
    /// The goals that are there with a title like this one, those that ended too, as far as who imports may see them. It is asked
    /// for each row, so it should not look through all of them.
    fn called(&self, title: &Title) -> Vec<&Goal>;
    /// The goal with this id, if who imports may see it.
    fn goal(&self, id: GoalId) -> Option<&Goal>;
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Planned {
    /// A goal is begun.
    New(Box<NewGoal>),
    /// This goal is there already, and stays as it is.
    Same {
        /// The row's line.
        line: u64,
        /// Which.
        goal: GoalId,
    },
    /// It has ended, as its row says, and is not there: it is not begun.
    Over {
        /// The row's line.
        line: u64,
    },
}

/// A goal to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGoal {
    /// The row's line.
    pub line: u64,
    /// What is wanted of it. What it serves stands beside it, and whether it is a proposal is for the caller to say.
    pub wanted: Wanted,
    /// What it serves, and how.
    pub parent: Option<(Parent, Link)>,
    /// How far it is.
    pub value: Option<Amount>,
}

/// What a new goal serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parent {
    /// A goal that is there.
    Goal(GoalId),
    /// The goal at this place of the plan, from 0: a new one, which stands before.
    Row(usize),
}

/// What is known of a row before goals are linked.
pub(super) enum State {
    /// It is this goal.
    Same(GoalId),
    /// It has ended, and is not there.
    Over,
    /// It is new; without what it serves.
    New(Box<Wanted>),
    /// It has a problem.
    Bad,
}

/// Says which goals a table would begin, in an order in which each comes after the one that it serves, else in that of the file.
/// `today` is the organisation's.
///
/// # Errors
///
/// All that is wrong, by line, but no more than [`MOST_PROBLEMS`](super::MOST_PROBLEMS) and one that says how many others there are.
pub fn plan(table: &Table, lookup: &impl Lookup, today: Date) -> Result<Vec<Planned>, Vec<Problem>> {
    let mut planning = Planning { table, layout: Layout::of(&table.header), lookup, problems: Vec::new() };
    let states: Vec<State> = table.rows.iter().map(|row| planning.state(row)).collect();
    let served = planning.served(&states);
    planning.look(&states, &served, today);
    if !planning.problems.is_empty() {
        return Err(told(planning.problems));
    }
    Ok(ordered(table, states, &served))
}

/// What a text names, and whether that is gone.
struct Resolved<T> {
    id: T,
    gone: bool,
}

/// A text names nothing, as it was told.
struct Unnamed;

struct Planning<'a, L> {
    table: &'a Table,
    layout: Layout<'a>,
    lookup: &'a L,
    problems: Vec<Problem>,
}

impl<L: Lookup> Planning<'_, L> {
    fn blame(&mut self, line: u64, column: Column, why: Why) {
        self.problems.push(Problem::cell(line, self.layout.called(column), why));
    }

    fn resolved<T>(&mut self, line: u64, column: Column, text: &str, found: Found<T>) -> Option<Resolved<T>> {
        let why = match found {
            Found::One(id) => return Some(Resolved { id, gone: false }),
            Found::Gone(id) => return Some(Resolved { id, gone: true }),
            Found::Several(count) => Why::Several { called: cut(text), count },
            Found::Nothing => Why::Unknown(cut(text)),
        };
        self.blame(line, column, why);
        None
    }

    /// What a text names that need not be there.
    fn optional<T>(
        &mut self,
        line: u64,
        column: Column,
        text: Option<&str>,
        look: impl Fn(&L, &str) -> Found<T>,
    ) -> Result<Option<Resolved<T>>, Unnamed> {
        let Some(text) = text else { return Ok(None) };
        let found = look(self.lookup, text);
        self.resolved(line, column, text, found).map(Some).ok_or(Unnamed)
    }

    fn state(&mut self, row: &Row) -> State {
        let before = self.problems.len();
        let state = self.state_of(row);
        match state {
            // Of what is over and not there, nobody needs to know whose it was.
            _ if self.problems.len() > before && row.ended => {
                self.problems.truncate(before);
                State::Over
            }
            _ if self.problems.len() > before => State::Bad,
            state => state.unwrap_or(State::Bad),
        }
    }

    /// Nothing where something has a problem that leaves it open which goal it is.
    fn state_of(&mut self, row: &Row) -> Option<State> {
        let line = row.line;
        let cycle = self.optional(line, Column::Cycle, row.cycle.as_deref(), L::cycle);
        let team = self.optional(line, Column::Team, row.team(), L::team);
        let owner = self.lookup.person(&row.owner);
        // Whose a person's goal is says which goal it is; of the others it says only who begins it.
        let owner_id = match owner {
            Found::One(id) | Found::Gone(id) => Some(id),
            Found::Several(_) | Found::Nothing => None,
        };
        let level = match (&row.whose, &team) {
            (Whose::Person, _) => owner_id.map(Level::Person),
            (Whose::Team(_), Ok(Some(team))) => Some(Level::Team(team.id)),
            (Whose::Team(_), _) => None,
            (Whose::Company, _) => Some(Level::Company),
        };
        if let (Some(level), Ok(cycle)) = (level, &cycle) {
            let cycle = cycle.as_ref().map(|cycle| cycle.id.0);
            if let Some(goal) = self.same(row, level, cycle) {
                return Some(State::Same(goal));
            }
            if row.ended {
                return Some(State::Over);
            }
        }
        let owner = self.resolved(line, Column::Owner, &row.owner, owner);
        let project = self.optional(line, Column::Project, row.project.as_deref(), L::project);
        let (cycle, team, owner, project) = (cycle.ok()?, team.ok()?, owner?, project.ok()?);
        let gone = [
            (Column::Owner, owner.gone, Some(row.owner.as_str())),
            (Column::Team, team.as_ref().is_some_and(|team| team.gone), row.team()),
            (Column::Project, project.as_ref().is_some_and(|project| project.gone), row.project.as_deref()),
            (Column::Cycle, cycle.as_ref().is_some_and(|cycle| cycle.gone), row.cycle.as_deref()),
        ];
        for (column, _, text) in gone.into_iter().filter(|(_, gone, _)| *gone) {
            self.blame(line, column, Why::Gone(cut(text.unwrap_or_default())));
        }
        let Some(due) = row.due.or(cycle.as_ref().map(|cycle| cycle.id.1.ends)) else {
            self.blame(line, Column::By, Why::Missing);
            return None;
        };
        let mut wanted = Wanted::new(row.kind, level?, owner.id, row.terms(due));
        wanted.cycle = cycle.map(|cycle| cycle.id.0);
        wanted.project = project.map(|project| project.id);
        wanted.open = row.open;
        wanted.tags.clone_from(&row.tags);
        Some(State::New(Box::new(wanted)))
    }

    /// The goal that is there and equals a row: of the same level and cycle, called the same, and under way, unless the row says that it
    /// ended. It is another one if both serve a goal, and these are called differently.
    fn same(&self, row: &Row, level: Level, cycle: Option<CycleId>) -> Option<GoalId> {
        let serves_another = |goal: &Goal| {
            let served = goal.parent.and_then(|parent| self.lookup.goal(parent.goal));
            served.zip(row.serves.as_ref()).is_some_and(|(served, title)| !served.terms.title.is_like(title))
        };
        let is_same = |goal: &&&Goal| {
            goal.level == level && goal.cycle == cycle && goal.terms.title.is_like(&row.title) && !serves_another(goal)
        };
        let goals = self.lookup.called(&row.title);
        let under_way = goals.iter().filter(is_same).find(|goal| goal.ended.is_none());
        let ended = || goals.iter().filter(is_same).find(|_| row.ended);
        under_way.or_else(ended).map(|goal| goal.id)
    }

    /// What each new row serves.
    fn served(&mut self, states: &[State]) -> Vec<Option<(Served, Link)>> {
        let rows = served::Titles::of(self.table, states);
        let mut all = Vec::with_capacity(states.len());
        for (at, (row, state)) in self.table.rows.iter().zip(states).enumerate() {
            let (State::New(wanted), Some(title)) = (state, &row.serves) else {
                all.push(None);
                continue;
            };
            let found = rows.served(at, wanted, row.link, title, &self.lookup.called(title));
            if let Err(Some((column, why))) = &found {
                self.blame(row.line, *column, why.clone());
            }
            all.push(found.ok());
        }
        all
    }

    /// Looks for circles and for what stands twice, and at the rules.
    fn look(&mut self, states: &[State], served: &[Option<(Served, Link)>], today: Date) {
        let rows: Vec<usize> = (0..states.len()).collect();
        for mut circle in circles(&rows, |at| served::row(served.get(at)?.as_ref())) {
            let first = circle.iter().enumerate().min_by_key(|(_, row)| **row).map_or(0, |(at, _)| at);
            circle.rotate_left(first);
            let lines: Vec<u64> = circle.iter().filter_map(|at| self.table.rows.get(*at)).map(|row| row.line).collect();
            let Some(line) = lines.first().copied() else { continue };
            let (lines, more) = first_names(lines);
            self.blame(line, Column::Serves, Why::Circle { lines, more });
        }
        let mut seen = BTreeMap::new();
        for ((row, state), served) in self.table.rows.iter().zip(states).zip(served) {
            let State::New(wanted) = state else { continue };
            let serves = row.serves.as_ref().map(served::key);
            match seen.entry((wanted.level, wanted.cycle, served::key(&row.title), serves)) {
                Entry::Vacant(entry) => {
                    entry.insert(row.line);
                }
                Entry::Occupied(first) => {
                    let line = *first.get();
                    self.blame(row.line, Column::Title, Why::Twice { line });
                    continue;
                }
            }
            // That a served goal was not found is said already.
            if row.serves.is_some() && served.is_none() {
                continue;
            }
            // The rules look at how it serves another, not at which.
            let some = GoalId::from_uuid(Uuid::nil());
            let parent = served.as_ref().map(|(_, link)| Alignment { goal: some, link: *link });
            if let Err(refused) = (Wanted { parent, ..(**wanted).clone() }).check(today) {
                self.refuse(row.line, refused);
            }
        }
    }

    fn refuse(&mut self, line: u64, refused: Refused) {
        let (column, why) = match refused {
            Refused::Terms(refused) => (column_of(refused), Why::Terms(refused)),
            Refused::Unfit => (Column::Kind, Why::Unfit),
            Refused::NotMoved => (Column::Link, Why::Rule(refused)),
            Refused::ManyTags => (Column::Tags, Why::Rule(refused)),
            Refused::NoParent => (Column::Serves, Why::Rule(refused)),
            Refused::Weight => (Column::Weight, Why::Rule(refused)),
            refused => (Column::By, Why::Rule(refused)),
        };
        self.blame(line, column, why);
    }
}

/// The rows in an order in which each comes after the one that it serves. There are no circles.
fn ordered(table: &Table, states: Vec<State>, served: &[Option<(Served, Link)>]) -> Vec<Planned> {
    let above = |at: usize| served::row(served.get(at)?.as_ref());
    let mut states: Vec<Option<State>> = states.into_iter().map(Some).collect();
    let mut places = vec![0; states.len()];
    let mut all = Vec::with_capacity(states.len());
    for start in 0..states.len() {
        let mut chain = Vec::new();
        let mut next = Some(start);
        while let Some(at) = next.filter(|at| states.get(*at).is_some_and(Option::is_some)) {
            chain.extend(states.get_mut(at).and_then(Option::take).map(|state| (at, state)));
            next = above(at);
        }
        for (at, state) in chain.into_iter().rev() {
            let row = &table.rows[at];
            places[at] = all.len();
            all.push(match state {
                State::Same(goal) => Planned::Same { line: row.line, goal },
                State::Over | State::Bad => Planned::Over { line: row.line },
                State::New(wanted) => {
                    let parent = served[at].map(|(served, link)| match served {
                        Served::Goal(goal) => (Parent::Goal(goal), link),
                        Served::Row(row) => (Parent::Row(places[row]), link),
                    });
                    Planned::New(Box::new(NewGoal { line: row.line, wanted: *wanted, parent, value: row.value }))
                }
            });
        }
    }
    all
}
