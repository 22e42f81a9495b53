//! Organisations of any size, the same for the same seed: what limits and benchmarks are measured with.

use super::{
    company::{Company, Hire, local_part},
    names::{DEPARTMENTS, Department, FAMILY, GIVEN, PLACES, PROJECT_BEGINNINGS, PROJECT_ENDS},
};
use jiff::{ToSpan, civil::date};
use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};
use waymark::Email;

/// What every address ends in.
const DOMAIN: &str = "simulated.example";

/// One who leads nobody, in a team of eight or nearly so.
pub const EMPLOYEE: &str = "employee@simulated.example";
/// Who leads that team.
pub const LEAD: &str = "lead@simulated.example";
/// To whom that lead reports.
pub const MANAGER: &str = "manager@simulated.example";
/// Who looks after people and settings.
pub const ADMINISTRATOR: &str = "admin@simulated.example";

/// The most people whom one lead can have in one team, the lead among them.
const LARGEST_TEAM: usize = 12;

/// Of how many people each level is made, in halves: a team, a group of teams, a department of groups, and so on.
const TYPICAL_HALVES: [usize; 6] = [15, 90, 560, 3_400, 21_000, 130_000];

/// The most units that report to one head, beside three who work for the head alone.
const MOST_UNITS: usize = 9;

/// An organisation in which this many people are active: teams of 3 to 12, in a tree of heads to whom 4 to 12 report.
///
/// [`ADMINISTRATOR`], [`LEAD`], [`EMPLOYEE`] and [`MANAGER`] can sign in, as far as there are people for all of them, who
/// come in this order. Nobody is fewer than one: of none it makes one. Its time grows with the people only.
pub fn organisation(people: usize, seed: u64) -> Company {
    let people = people.max(1);
    let mut growing = Growing {
        company: Company::named("Simulated Lines", "Europe/Oslo", DOMAIN),
        chance: Chance(seed),
        taken: HashMap::new(),
        teams: Vec::new(),
    };
    growing.root(people);
    let left = growing.leavers(people * 3 / 100);
    let Growing { mut company, mut chance, mut taken, teams } = growing;
    sign_in(&mut company, &teams, people);
    for (person, on) in left {
        company = company.left(&person, on);
    }
    company = moves(company, &teams, &mut chance, people * 4 / 100);
    company = interims(company, &teams, &mut chance, people / 50, people);
    company = guests(company, &teams, &mut chance, people / 50, people);
    projects(company, &mut chance, &mut taken, people)
}

/// A source of chance that is the same on every machine and in every version: splitmix64 (Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", 2014). The generators of `rand` promise that only within a version.
#[derive(Debug)]
struct Chance(u64);

impl Chance {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// One of the numbers below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        let scaled = (u128::from(self.draw()) * end as u128) >> 64;
        usize::try_from(scaled).expect("less than the end, which is a usize")
    }

    fn within(&mut self, range: &Range<usize>) -> usize {
        range.start + self.below(range.len())
    }

    fn word(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len())]
    }

    fn one_of<'a, T>(&mut self, these: &'a [T]) -> &'a T {
        &these[self.below(these.len())]
    }

    /// `true` this many times in a hundred.
    fn percent(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    /// A day of the years before the ones that are simulated.
    fn past_day(&mut self) -> jiff::civil::Date {
        let days = i64::try_from(self.below(1_300)).expect("a small number");
        date(2023, 1, 2).saturating_add(days.days())
    }
}

/// A team of people who do the work, unlike those around a head. People are the places at which they were added.
#[derive(Debug)]
struct WorkingTeam {
    name: String,
    department: &'static Department,
    lead: usize,
    /// To whom the lead reports.
    manager: Option<usize>,
    people: Range<usize>,
    /// Whether its lead has another team beside it.
    shared: bool,
}

impl WorkingTeam {
    /// Without the lead.
    fn members(&self) -> Range<usize> {
        let first = if self.people.start == self.lead { self.lead + 1 } else { self.people.start };
        first..self.people.end
    }
}

/// Where a unit belongs.
#[derive(Clone, Copy)]
struct Above<'a> {
    team: &'a str,
    manager: usize,
    department: &'static Department,
    /// Whether the unit is a department of its own.
    is_top: bool,
}

/// An organisation that is being added to.
#[derive(Debug)]
struct Growing {
    company: Company,
    chance: Chance,
    /// How often each name of a team and each address was given already.
    taken: HashMap<String, usize>,
    teams: Vec<WorkingTeam>,
}

impl Growing {
    /// The root with those around it, and everything below.
    fn root(&mut self, people: usize) {
        const AROUND: [&str; 4] = ["Managing director", "Head of people operations", "Legal counsel", "Communications officer"];
        let [engineering, ..] = &DEPARTMENTS;
        let is_one_team = people <= LARGEST_TEAM;
        let name = if is_one_team { "Everybody" } else { "Management" };
        self.company.form(name, &key(0), None);
        for place in 0..if is_one_team { people } else { AROUND.len() } {
            // Where there is one team only, the others around the root are the ones who do the work.
            let title = AROUND.get(place).filter(|_| place < 2 || !is_one_team).copied();
            let title = title.unwrap_or_else(|| self.chance.word(engineering.titles));
            self.hire(title, name, (place > 0).then_some(0), "Oslo", place > 1);
        }
        if is_one_team {
            let team = WorkingTeam {
                name: name.to_owned(),
                department: engineering,
                lead: 0,
                manager: None,
                people: 0..people,
                shared: false,
            };
            self.teams.push(team);
            return;
        }
        let (sizes, _) = self.split(people - AROUND.len());
        for (size, department) in sizes.into_iter().zip(&DEPARTMENTS) {
            self.unit(size, Above { team: name, manager: 0, department, is_top: true });
        }
    }

    /// A team, or a head with those around and the units below.
    fn unit(&mut self, people: usize, above: Above<'_>) {
        if people <= LARGEST_TEAM {
            self.working_team(people, above, None);
            return;
        }
        let department = above.department;
        let around = 3 + self.chance.below(2);
        let (sizes, level) = self.split(people - around);
        let base = if above.is_top || level > 0 { department.name } else { self.chance.word(department.areas) };
        let name = unique(&mut self.taken, base, " ");
        let place = self.chance.word(&PLACES);
        let role = if level > 0 { "Director" } else { "Head" };
        let head = self.hire(&format!("{role} of {}", name.to_lowercase()), &name, Some(above.manager), place, false);
        self.company.form(&name, &key(head), Some(above.team));
        for _ in 1..around {
            let title = self.chance.word(department.staff);
            self.hire(title, &name, Some(head), place, true);
        }
        let within = Above { team: &name, manager: head, department, is_top: false };
        // The team added last, when its lead may take on another one.
        let mut neighbour: Option<usize> = None;
        for size in sizes {
            if size > LARGEST_TEAM {
                self.unit(size, within);
                continue;
            }
            let with = neighbour.filter(|with| size <= 5 && self.teams[*with].people.len() + size <= LARGEST_TEAM);
            let with = with.filter(|_| self.chance.percent(60));
            self.working_team(size, within, with);
            neighbour = with.is_none().then(|| self.teams.len() - 1);
        }
    }

    /// A team with a lead of its own, or with the lead of the team at `with`.
    fn working_team(&mut self, people: usize, above: Above<'_>, with: Option<usize>) {
        let department = above.department;
        let base = if above.is_top { department.name } else { self.chance.word(department.subjects) };
        let name = unique(&mut self.taken, base, " ");
        let place = self.chance.word(&PLACES);
        let first = self.company.people.len();
        let lead = if let Some(with) = with {
            self.teams[with].shared = true;
            self.teams[with].lead
        } else {
            self.hire(department.lead, &name, Some(above.manager), place, false)
        };
        self.company.form(&name, &key(lead), Some(above.team));
        while self.company.people.len() < first + people {
            let title = self.chance.word(department.titles);
            self.hire(title, &name, Some(lead), place, true);
        }
        let people = first..first + people;
        let manager = Some(above.manager);
        self.teams.push(WorkingTeam { name, department, lead, manager, people, shared: with.is_some() });
    }

    /// Divides people among the units below one head; also how many levels each unit has below its own head.
    ///
    /// Of at least six people, every unit gets three or more.
    fn split(&mut self, people: usize) -> (Vec<usize>, usize) {
        let level = TYPICAL_HALVES.iter().position(|halves| people * 2 <= halves * MOST_UNITS);
        let level = level.unwrap_or(TYPICAL_HALVES.len() - 1);
        let halves = TYPICAL_HALVES[level];
        let fewest = if level == 0 { 2 } else { 3 };
        let units = ((people * 4 + halves) / (halves * 2)).clamp(fewest, MOST_UNITS);
        let even = people / units;
        let spread = if level == 0 { 2.min(even - 3) } else { even / 4 };
        let mut sizes: Vec<_> = (0..units).map(|unit| even + usize::from(unit < people % units)).collect();
        for unit in 1..units {
            let moved = self.chance.below(spread + 1);
            // In both directions, so that the last unit is not always the largest.
            let (from, to) = if self.chance.percent(50) { (unit - 1, unit) } else { (unit, unit - 1) };
            let may_move = if level == 0 { sizes[from] - moved >= 3 && sizes[to] + moved <= LARGEST_TEAM } else { true };
            if may_move {
                sizes[from] -= moved;
                sizes[to] += moved;
            }
        }
        (sizes, level)
    }

    /// Adds somebody; returns at which place. One in a hundred of those who may be without an address is.
    fn hire(&mut self, title: &str, team: &str, manager: Option<usize>, place: &str, may_have_none: bool) -> usize {
        let person = self.company.people.len();
        let name = format!("{} {}", self.chance.word(&GIVEN), self.chance.word(&FAMILY));
        let local = unique(&mut self.taken, &local_part(&name), "");
        let email: Email = format!("{local}@{DOMAIN}").parse().expect("a plain name makes an address");
        let has_none = may_have_none && self.chance.percent(1);
        let location = if self.chance.percent(80) { place } else { self.chance.word(&PLACES) };
        self.company.hire(Hire {
            key: &key(person),
            name: &name,
            email: (!has_none).then_some(&email),
            title,
            team,
            manager: manager.map(key).as_deref(),
            location: Some(location),
        });
        person
    }

    /// Adds people who were members of teams; who and when they left.
    fn leavers(&mut self, count: usize) -> Vec<(String, jiff::civil::Date)> {
        let mut left = Vec::with_capacity(count);
        for _ in 0..count {
            let team = &self.teams[self.chance.below(self.teams.len())];
            let (name, lead, department) = (team.name.clone(), team.lead, team.department);
            let title = self.chance.word(department.titles);
            let place = self.chance.word(&PLACES);
            let person = self.hire(title, &name, Some(lead), place, true);
            left.push((key(person), self.chance.past_day()));
        }
        left
    }
}

/// Gives the addresses that are known to whoever is right for them.
fn sign_in(company: &mut Company, teams: &[WorkingTeam], people: usize) {
    let administrator = usize::from(people > 1);
    let one_team = || teams.iter().filter(|team| !team.shared).min_by_key(|team| team.people.len().abs_diff(8));
    let (lead, employee, manager) = match one_team() {
        Some(team) if people > LARGEST_TEAM => (Some(team.lead), Some(team.people.end - 1), team.manager),
        _ => ((people > 1).then_some(0), (people > 2).then(|| people - 1), None),
    };
    let known = [(ADMINISTRATOR, Some(administrator)), (LEAD, lead), (EMPLOYEE, employee), (MANAGER, manager)];
    for (address, person) in known {
        let Some(person) = person else { continue };
        let email: Email = address.parse().expect("an address");
        company.change(&key(person), |person| {
            person.administrator = address == ADMINISTRATOR;
            person.email = Some(email);
        });
    }
}

/// Lets members have come from other teams.
fn moves(mut company: Company, teams: &[WorkingTeam], chance: &mut Chance, count: usize) -> Company {
    for _ in 0..count {
        let (team, from) = (chance.one_of(teams), chance.one_of(teams));
        let person = chance.within(&team.members());
        if team.name != from.name && company.people[person].homes.stays().len() == 1 {
            company = company.moved(&key(person), &from.name, chance.past_day());
        }
    }
    company
}

/// Lets people stand in for the leads of other teams.
fn interims(mut company: Company, teams: &[WorkingTeam], chance: &mut Chance, count: usize, people: usize) -> Company {
    for _ in 0..count {
        let (person, team) = (chance.below(people), chance.one_of(teams));
        let Some(manager) = team.manager.filter(|manager| *manager != person && !team.people.contains(&person)) else { continue };
        let title = format!("Interim {}", team.department.lead.to_lowercase());
        company = company.interim(&key(person), &title, Some(&team.name), &key(manager));
    }
    company
}

fn guests(mut company: Company, teams: &[WorkingTeam], chance: &mut Chance, count: usize, people: usize) -> Company {
    let mut all = BTreeSet::new();
    for _ in 0..count {
        let (person, team) = (chance.below(people), chance.one_of(teams));
        if !team.people.contains(&person) && team.lead != person && all.insert((&team.name, person)) {
            company = company.guest(&team.name, &key(person));
        }
    }
    company
}

/// One project for forty people, of people who are near each other in the tree.
fn projects(mut company: Company, chance: &mut Chance, taken: &mut HashMap<String, usize>, people: usize) -> Company {
    for _ in 0..people / 40 {
        let near = people.min(60);
        let first = chance.below(people - near + 1);
        let size = 3 + chance.below(10);
        let mut places = BTreeSet::new();
        while places.len() < size {
            places.insert(chance.within(&(first..first + near)));
        }
        let on_it: Vec<_> = places.into_iter().map(key).collect();
        let on_it: Vec<_> = on_it.iter().map(String::as_str).collect();
        let base = format!("{} {}", chance.word(&PROJECT_BEGINNINGS), chance.word(&PROJECT_ENDS));
        let name = unique(taken, &base, " ");
        let about = format!("{name}: planned, tried with those who need it, and handed over within the year.");
        // The first one added is the highest in the tree.
        company = company.project(&name, &about, on_it[0], &on_it);
    }
    company
}

/// The key of whoever was added at this place.
fn key(place: usize) -> String {
    format!("P{place}")
}

/// A name as it is, or with a number when it was given before.
fn unique(taken: &mut HashMap<String, usize>, base: &str, space: &str) -> String {
    let times = taken.entry(base.to_owned()).or_default();
    *times += 1;
    if *times == 1 { base.to_owned() } else { format!("{base}{space}{times}") }
}

#[cfg(test)]
mod tests {
    use super::super::company::check;
    use super::*;
    use std::collections::HashSet;
    use waymark::{PersonId, person::Person};

    const SIZES: [usize; 9] = [1, 2, 3, 7, 20, 60, 200, 1_000, 10_000];

    fn active(company: &Company) -> impl Iterator<Item = &Person> {
        company.people.iter().filter(|person| person.active)
    }

    fn with_address<'a>(company: &'a Company, address: &str) -> Option<&'a Person> {
        active(company).find(|person| person.email.as_ref().is_some_and(|email| email.as_str() == address))
    }

    fn members<'a>(company: &'a Company, of: &Person) -> Vec<&'a Person> {
        active(company).filter(|person| person.team == of.team).collect()
    }

    /// How many report to each, and how many are at home in each team.
    fn counts(company: &Company) -> (HashMap<PersonId, usize>, Vec<usize>) {
        let (mut reports, mut homes) = (HashMap::new(), HashMap::new());
        for person in active(company) {
            *homes.entry(person.team).or_default() += 1;
            if let Some(manager) = person.manager {
                *reports.entry(manager).or_default() += 1;
            }
        }
        (reports, company.teams.iter().map(|team| homes.get(&Some(team.id)).copied().unwrap_or_default()).collect())
    }

    #[test]
    fn organisations_of_any_size_hold_together() {
        let sizes = SIZES.into_iter().flat_map(|size| [1, 2, 99].map(|seed| (size, seed)));
        for (size, seed) in sizes.chain((1..150).map(|size| (size, 7))) {
            let company = organisation(size, seed);
            check(&company);
            assert_eq!(active(&company).count(), size, "{size} people, seed {seed}");
            let (reports, homes) = counts(&company);
            assert!(reports.values().all(|count| *count <= 15), "{size} people, seed {seed}: {reports:?}");
            if size >= 60 {
                assert!(homes.iter().all(|count| (3..=12).contains(count)), "{size} people, seed {seed}: {homes:?}");
            }
            assert_eq!(company.projects.len(), size / 40);
        }
    }

    #[test]
    fn a_seed_makes_the_same_organisation_and_another_another() {
        for size in SIZES {
            let company = organisation(size, 5);
            assert_eq!(company, organisation(size, 5), "{size}");
            assert_ne!(company.people, organisation(size, 6).people, "{size}");
        }
    }

    // On every machine and in every version, so that measurements can be compared.
    #[test]
    fn what_a_seed_makes_does_not_change() {
        let company = organisation(200, 1);
        let names: Vec<_> = company.people.iter().map(|person| person.name.as_str()).collect();
        assert_eq!((names[0], names[100], names[199], names.len()), ("José Nguyễn", "Miguel Nair", "Anh Ferreira", 206));
    }

    #[test]
    fn it_shows_what_organisations_have() {
        let company = organisation(10_000, 1);
        let (reports, homes) = counts(&company);
        let share = |count: usize, of: usize| count * 100 / of;
        let usual = homes.iter().filter(|count| (5..=10).contains(*count)).count();
        assert!(share(usual, homes.len()) >= 70, "{usual} of {} teams have 5 to 10 people", homes.len());
        let usual = reports.values().filter(|count| (4..=12).contains(*count)).count();
        assert!(share(usual, reports.len()) >= 90, "{usual} of {} managers have 4 to 12 reports", reports.len());

        let leads: Vec<_> = company.teams.iter().filter_map(|team| team.lead).collect();
        let two = leads.len() - leads.iter().collect::<HashSet<_>>().len();
        assert!((20..400).contains(&two), "{two} leads have two teams");
        let without = active(&company).filter(|person| person.email.is_none()).count();
        assert!((60..140).contains(&without), "{without} have no address");
        let moved = active(&company).filter(|person| person.homes.stays().len() > 1).count();
        assert!((300..=400).contains(&moved), "{moved} moved");
        let interim = company.posts().iter().filter(|post| !post.main).count();
        assert!((150..=200).contains(&interim), "{interim} have a second post");
        let guests: usize = company.teams.iter().map(|team| team.guests.len()).sum();
        assert!((150..=200).contains(&guests), "{guests} are guests");
        assert_eq!(company.people.len() - 10_000, 300, "who left");
        assert!(company.teams.iter().any(|team| team.name.as_str() == "Payments 2"));
    }

    #[test]
    fn benchmarks_can_sign_in() {
        for size in SIZES {
            for seed in 0..5 {
                let company = organisation(size, seed);
                let there = [ADMINISTRATOR, LEAD, EMPLOYEE, MANAGER].map(|address| with_address(&company, address));
                assert_eq!(there.map(|one| one.is_some()), [1, 2, 3, 13].map(|least| size >= least), "{size} people");
                assert!(there[0].is_some_and(|one| one.administrator));
                let [_, Some(lead), Some(employee), manager] = there else { continue };
                assert_eq!((employee.manager, employee.team), (Some(lead.id), lead.team));
                assert!(company.teams.iter().any(|team| Some(team.id) == lead.team && team.lead == Some(lead.id)));
                let (reports, _) = counts(&company);
                assert!(!reports.contains_key(&employee.id));
                let Some(manager) = manager else { continue };
                assert_eq!(lead.manager, Some(manager.id));
                if size >= 60 {
                    assert!((7..=9).contains(&members(&company, employee).len()), "{size} people, seed {seed}");
                }
                assert_eq!(manager.manager.is_none(), size <= 60, "the root, where nobody else manages leads");
            }
        }
    }

    #[test]
    fn large_ones_take_seconds_at_most() {
        let company = organisation(200_000, 1);
        assert_eq!(active(&company).count(), 200_000);
        let (reports, homes) = counts(&company);
        assert!(reports.values().all(|count| *count <= 15) && homes.iter().all(|count| (3..=12).contains(count)));
    }
}
