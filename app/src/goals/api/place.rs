//! Where a goal belongs: its project, what it serves, its tags, who sees it.

use crate::{
    failure::{Again, Failure, Nothing},
    people::NotOne,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use waymark::{GoalId, goal::Refused, person::NameRefused};
#[cfg(feature = "ssr")]
use {
    super::{act, handed, tended},
    crate::{
        failure::given_back,
        goals::shown,
        people::chosen_person,
        server::{self, Server},
    },
    store::{
        access::{self, Actor},
        goal as goals,
        goal::Seen,
    },
    waymark::{
        ProjectId,
        goal::{Alignment, Level, Link, Verb},
        person::Name,
    },
};

/// What is typed of where a goal belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceTyped {
    /// The project's id; empty for none.
    pub project: String,
    /// The goal that it serves, as fields call it, or its id; empty for none; `HIDDEN` for one that who edits may not see, which stays.
    pub parent: String,
    /// "contributes" or "supports".
    pub link: String,
    /// How much it moves that.
    pub weight: String,
    /// Tags, parted by commas.
    pub tags: String,
    /// Whether colleagues see it.
    pub open: bool,
}

/// What a goal is called by who may not see it.
#[cfg(feature = "ssr")]
pub const HIDDEN: &str = "A goal that is not yours to see";

/// Why it is not said where a goal belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaceWrong {
    /// It serves no goal that is called so.
    Parent(NotOne),
    /// A tag is none.
    Tag(NameRefused),
    /// A rule refuses it.
    Rule(Refused),
}

/// What is typed of a goal's place, read.
#[cfg(feature = "ssr")]
pub(super) struct Placed {
    pub project: Option<ProjectId>,
    pub parent: Option<Alignment>,
    pub tags: Vec<Name>,
}

#[cfg(feature = "ssr")]
impl PlaceTyped {
    /// As a refusal gives it back.
    pub(super) fn given_back(&self) -> Self {
        let Self { project, parent, link, weight, tags, open } = self;
        Self {
            project: given_back(project),
            parent: given_back(parent),
            link: given_back(link),
            weight: given_back(weight),
            tags: given_back(tags),
            open: *open,
        }
    }

    /// Reads it; what it serves is one that the actor may see, or stays as it is.
    pub(super) async fn read(&self, actor: &Actor, now: Option<Alignment>) -> Result<Placed, Failure<PlaceWrong>> {
        let rule = |why| server::refuse(PlaceWrong::Rule(why));
        let project = match self.project.trim() {
            "" => None,
            id => Some(id.parse().map_err(|_| rule(Refused::NoProject))?),
        };
        let tags = self.tags().map_err(|why| server::refuse(PlaceWrong::Tag(why)))?;
        let parent = if self.parent.trim() == HIDDEN { now } else { self.served(actor, now).await? };
        Ok(Placed { project, parent, tags })
    }

    async fn served(&self, actor: &Actor, now: Option<Alignment>) -> Result<Option<Alignment>, Failure<PlaceWrong>> {
        let store = &Server::here().store;
        let all = goals::all(store).await.map_err(server::internal)?;
        let meant = shown::meant(&access::reach(store, actor), actor, &all, &self.parent, now.map(|now| now.goal));
        let Some(id) = meant.map_err(|why| server::refuse(PlaceWrong::Parent(why)))? else { return Ok(None) };
        let link = match (self.link.as_str(), self.weight.trim()) {
            ("supports", _) => Link::Supports,
            (_, "") => Link::Contributes { weight: 1 },
            (_, weight) => {
                let weight = weight.parse().map_err(|_| server::refuse(PlaceWrong::Rule(Refused::Weight)))?;
                Link::Contributes { weight }
            }
        };
        Ok(Some(Alignment { goal: id, link }))
    }

    fn tags(&self) -> Result<Vec<Name>, NameRefused> {
        let mut tags: Vec<Name> = Vec::new();
        for word in self.tags.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let tag = Name::new(word)?;
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        Ok(tags)
    }
}

/// Why a goal's place is not said anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BelongsWrong {
    /// It names nobody.
    Owner(NotOne),
    /// Something of its place.
    Place(PlaceWrong),
}

/// Says anew who answers for a goal and where it belongs.
#[server(prefix = "/fn", endpoint = "goals/place")]
pub async fn belong(
    id: GoalId,
    seen: u32,
    #[server(default)] owner: String,
    #[server(default)] place: PlaceTyped,
) -> Result<u32, Failure<Again<(String, PlaceTyped), BelongsWrong>>> {
    let typed = (given_back(&owner), place.given_back());
    let (actor, goal, _) = tended(id).await?;
    let again = |why| server::refuse(why).again(typed.clone());
    let rule = |why| BelongsWrong::Place(PlaceWrong::Rule(why));
    let named = chosen_person(&actor.seen().directory, &owner).map_err(|why| again(BelongsWrong::Owner(why)))?;
    let read = place.read(&actor, goal.parent).await;
    let Placed { project, parent, tags } = read.map_err(|failure| failure.map(BelongsWrong::Place).again(typed.clone()))?;
    let mut verbs = vec![Verb::Tag(tags), Verb::Tie(project), Verb::Align(parent)];
    if matches!(goal.level, Level::Person(_)) {
        verbs.push(Verb::Open(place.open));
    }
    verbs.extend(named.map(|owner| handed(&actor, &goal, owner)).transpose().map_err(|why| again(rule(why)))?);
    let done = act(id, Seen::Part(seen), &verbs, "placed").await;
    done.map_err(|failure| failure.map(rule).again(typed))
}

/// Goals that another may serve, whose titles are like what is typed.
#[server(prefix = "/fn", endpoint = "goals/suggest", input = GetUrl)]
pub async fn suggest(text: String) -> Result<Vec<String>, Failure<Nothing>> {
    let (actor, store) = (server::actor().await?, &Server::here().store);
    let all = goals::all(store).await.map_err(server::internal)?;
    Ok(shown::suggested_goals(&access::reach(store, &actor), &actor, &all, &given_back(&text)))
}
