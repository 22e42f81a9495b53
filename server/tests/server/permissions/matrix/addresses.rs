//! All that can be asked for, with ids in the place of parameters.

use super::planted::{self, Planted};
use crate::app::TestApp;
use http::Method;
use server::router;
use std::collections::{BTreeMap, BTreeSet};
use store::demo::{person_id, project_id, team_id};

/// What addresses about these ask for: nothing that has an id.
const WITHOUT_IDS: [&str; 8] = ["account", "audit", "home", "plan", "plans", "reports", "retention", "session"];

/// What every function is sent, whether it asks for it or not.
const ALWAYS: &str = "sought[skip]=0&level=2&text=secret";

/// The ids of what there is, by its noun.
pub(super) struct Things {
    of: BTreeMap<&'static str, Vec<String>>,
    cycles: Vec<String>,
    people: Vec<String>,
    /// Which group of the team review is Payments.
    unit: usize,
    /// What pages are asked for that have no ids in their address.
    behind: String,
}

fn ids(all: impl IntoIterator<Item = impl ToString>) -> Vec<String> {
    all.into_iter().map(|id| id.to_string()).collect()
}

impl Things {
    pub(super) async fn of(app: &TestApp, planted: &Planted) -> Self {
        let store = &app.store;
        let people = ids([person_id("Mira Solberg"), person_id("Viktor Nakamura"), person_id("Emil Brandt")]);
        let teams = ids([team_id("Payments"), team_id("Engineering")]);
        let goals = store::goal::all(store).await.expect("reads");
        let surveys = store::survey::all(store).await.expect("reads");
        let public = surveys.iter().find(|survey| survey.contract.name == planted::PUBLIC).expect("planted").id;
        let surveys = ids(surveys.iter().map(|survey| survey.id));
        let behind = format!("of=all&view=table&line=all&team={}&review={public}", teams[0]);
        let workshops = store::workshop::all(store).await.expect("reads");
        let workshops: Vec<_> = workshops.of_team(team_id("Payments")).collect();
        let reviews = store::review::all(store).await.expect("reads");
        let cycles = ids(reviews.shelf.all().map(|review| review.key.cycle).collect::<BTreeSet<_>>());
        let with = |one: &[String], other: &[String]| [one, other].concat();
        let of = BTreeMap::from([
            ("people", people.clone()),
            ("goals", [ids(goals.tree.all().map(|goal| goal.id)), teams.clone(), people.clone()].concat()),
            ("cycles", cycles.clone()),
            ("surveys", surveys.clone()),
            ("contracts", surveys.clone()),
            ("health", with(&surveys, &teams)),
            ("workshops", with(&ids(workshops.iter().map(|workshop| workshop.id)), &teams)),
            ("w", ids(workshops.iter().map(|workshop| workshop.code))),
            ("teams", teams),
            ("projects", ids([project_id("Fair fares")])),
            ("reviews", ids(reviews.shelf.all().map(|review| review.launch).collect::<BTreeSet<_>>())),
            ("questionnaires", ids(["team-review", "personal-review"])),
            ("password", vec!["0123".to_owned()]),
        ]);
        Self { of, cycles, people, unit: planted.unit, behind }
    }

    /// The ids that this address may mean: by the nouns in it, or all where it has none that is known.
    fn meant(&self, address: &str) -> BTreeSet<&str> {
        let words = || address.split(['/', '-', '.']).filter(|word| !word.is_empty());
        let named = |word: &str| self.of.get(word).or_else(|| self.of.get(format!("{word}s").as_str()));
        let found: Vec<_> = words().filter_map(named).collect();
        let is_known = !found.is_empty() || words().any(|word| WITHOUT_IDS.contains(&word));
        let all = if is_known { found } else { self.of.values().collect() };
        all.into_iter().flatten().map(String::as_str).collect()
    }

    /// What a parameter of an address stands for.
    fn parameter(&self, name: &str, address: &str) -> Vec<&str> {
        match name {
            "id" => self.meant(address).into_iter().collect(),
            "cycle" => self.cycles.iter().map(String::as_str).collect(),
            "person" => self.people.iter().map(String::as_str).collect(),
            "code" => self.of["w"].iter().map(String::as_str).chain(["BCD-FGH"]).collect(),
            "token" => vec!["0123"],
            _ => panic!("say what {name} stands for in {address}"),
        }
    }

    /// The address with everything in the place of its parameters.
    fn filled(&self, address: &str) -> Vec<String> {
        let mut paths = vec![String::new()];
        for segment in address.split('/').skip(1) {
            let named = segment.strip_prefix(':').or_else(|| segment.strip_prefix('{')?.strip_suffix('}'));
            let values = named.map_or_else(|| vec![segment], |name| self.parameter(name, address));
            paths = paths.iter().flat_map(|path| values.iter().map(move |value| format!("{path}/{value}"))).collect();
        }
        paths
    }

    /// A page; where its address names nothing, also with what some ask for behind it.
    fn pages(&self, address: &str) -> Vec<String> {
        let mut paths = self.filled(address);
        if let [bare] = &paths[..] {
            let more = format!("{bare}?{}", self.behind);
            paths.push(more);
        }
        paths
    }

    /// A function with everything that it may be asked.
    fn functions(&self, address: &str) -> Vec<String> {
        let mut queries =
            vec![String::new(), "&all=true&check=true&view=table&line=all&of=company".to_owned(), "&of=all".to_owned()];
        for id in self.meant(address) {
            let names = ["id", "of", "review", "team", "parent", "cycle", "token", "code"];
            queries.push(names.map(|name| format!("&{name}={id}")).concat());
        }
        if address.contains("survey") {
            queries.extend(self.of["surveys"].iter().map(|id| format!("&id={id}&unit={}", self.unit)));
        }
        if ["review", "plan"].iter().any(|noun| address.contains(noun)) || self.is_strange(address) {
            for cycle in &self.cycles {
                queries.push(format!("&cycle={cycle}"));
                queries.extend(self.people.iter().map(|person| format!("&cycle={cycle}&person={person}")));
            }
        }
        queries.into_iter().map(|query| format!("{address}?{ALWAYS}{query}")).collect()
    }

    /// Whether nothing in the address says what it is about.
    fn is_strange(&self, address: &str) -> bool {
        self.meant(address).len() == self.of.values().flatten().collect::<BTreeSet<_>>().len()
    }
}

/// Every page, every function that reads, and what machines read; each with what is asked there.
pub(super) fn all(app: &TestApp, things: &Things) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for page in router::pages() {
        let address = if page.path().is_empty() { "/" } else { page.path() };
        all.insert(address.to_owned(), things.pages(address));
    }
    // Files of the program say nothing of anybody, and what goes out to who watches has no end.
    for address in app.machines.iter().filter(|address| !address.contains('*') && **address != server::live::LIVE) {
        all.insert((*address).to_owned(), things.filled(address));
    }
    for (address, method) in leptos::server_fn::axum::server_fn_paths() {
        if method == Method::GET {
            all.insert(address.to_owned(), things.functions(address));
        }
    }
    all
}
