//! The directory. Who comes: anybody who knows half of somebody's name, or wants to know who works on what. What would annoy:
//! having to know how a name is written.

use super::api::{Card, Find, Found, Named, Sought};
use crate::{
    frame::loaded,
    parts::{Filter, Icon, Initials, Pager, Search, Title, counted},
    reading::read,
};
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_query_map, params::ParamsMap};

/// What the address looks for.
pub(super) fn sought(query: &ParamsMap) -> Sought {
    let field = |name: &str| query.get(name).unwrap_or_default();
    Sought {
        search: field("search"),
        team: field("team"),
        location: field("location"),
        role: field("role"),
        skip: field("skip").parse().unwrap_or(0),
    }
}

/// /people.
#[component]
pub fn People() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(sought));
    let data = read(|| 0, move || Find { sought: asked.get() });
    view! {
        <Title text="People"/>
        {loaded(data, move |data: Signal<Found>| view! {
            <div class="head">
                <div>
                    <h1>"People"</h1>
                    <p class="sub">{move || data.with(|data| counted(data.everybody, "person", "people"))}</p>
                </div>
                <Views chart=false/>
            </div>
            <section class="card" aria-label="Directory">
                {
                    let asked = asked.get_untracked();
                    let filters = data.with_untracked(|data| filters(&asked, data));
                    view! { <Search base="/people" words=asked.search filters=filters/> }
                }
                <p class="tally" role="status">{move || said(&asked.get(), data.with(|data| data.total))}</p>
                <ul class="people" role="list">
                    <For each=move || data.get().people key=Card::clone let:card><Line card=card/></For>
                </ul>
                {move || (data.with(|data| data.total) == 0).then(|| view! {
                    <div class="empty">
                        <Icon name="search"/>
                        <h2>"Nobody is like that"</h2>
                        <p>"Names are found without accents and with a letter wrong. Fewer words or filters find more."</p>
                        <A href="/people" attr:class="btn">"Show everybody"</A>
                    </div>
                })}
                {move || data.with(|data| {
                    let asked = asked.get();
                    view! { <Pager skip=data.skip as usize page=data.page total=data.total address=move |skip| asked.address("/people", skip)/> }
                })}
            </section>
        })}
    }
}

/// The two ways to look at people.
#[component]
pub(super) fn Views(chart: bool) -> impl IntoView {
    view! {
        <nav class="seg" aria-label="Views">
            <a href="/people" aria-current=(!chart).then_some("true")>"List"</a>
            <a href="/people/chart" aria-current=chart.then_some("true")>"Org chart"</a>
        </nav>
    }
}

fn said(asked: &Sought, total: usize) -> String {
    if asked.is_everybody() { String::new() } else { format!("{} found", counted(total, "person", "people")) }
}

/// The filter for a team and those below it.
pub(super) fn team_filter(teams: &[(Named, u32)], value: &str) -> Filter {
    // An indent in the words, since an option can have nothing else.
    let team = |(team, depth): &(Named, u32)| (team.id.clone(), format!("{}{}", "\u{2003}".repeat(*depth as usize), team.name));
    let all = std::iter::once((String::new(), "All teams".to_owned()));
    Filter { name: "team", label: "Team", options: all.chain(teams.iter().map(team)).collect(), value: value.to_owned() }
}

fn filters(asked: &Sought, data: &Found) -> Vec<Filter> {
    let place = |(place, count): &(String, usize)| (place.clone(), format!("{place} ({count})"));
    let all = std::iter::once((String::new(), "All places".to_owned()));
    let roles = [
        ("", "Everybody"),
        ("leads", "Leads a team"),
        ("manages", "Has reports"),
        ("no-team", "Without a home team"),
        ("no-manager", "Without a manager"),
        ("no-address", "Without an address"),
    ];
    let roles = roles.map(|(value, words)| (value.to_owned(), words.to_owned()));
    vec![
        team_filter(&data.teams, &asked.team),
        Filter {
            name: "location",
            label: "Place",
            options: all.chain(data.locations.iter().map(place)).collect(),
            value: asked.location.clone(),
        },
        Filter { name: "role", label: "Role", options: roles.into(), value: asked.role.clone() },
    ]
}

#[component]
fn Line(card: Card) -> impl IntoView {
    let where_ = [card.team.as_ref().map(|team| team.name.clone()), Some(card.location).filter(|place| !place.is_empty())];
    let where_ = where_.into_iter().flatten().collect::<Vec<_>>().join(", ");
    view! {
        <li>
            <Initials of=card.initials/>
            <div>
                <div class="what"><A href=format!("/people/{}", card.id)>{card.name}</A></div>
                <div class="why">{card.title}</div>
                <div class="why">{where_}</div>
            </div>
        </li>
    }
}
