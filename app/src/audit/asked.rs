//! What an administrator looks for in the audit chain.

use crate::people::NotOne;
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use {
    crate::{failure::given_back, people::chosen_person},
    jiff::civil::Date,
    store::{
        audit::{By, Filter},
        directory::Snapshot,
    },
    waymark::{PersonId, audit::Area},
};

/// What is looked for, as it stands in the address; what is empty says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What an entry says.
    #[serde(default)]
    pub search: String,
    /// What it is about, by the name of the area.
    #[serde(default)]
    pub area: String,
    /// Who did it: somebody's name, or the program, or the command line.
    #[serde(default)]
    pub who: String,
    /// The first day.
    #[serde(default)]
    pub from: String,
    /// The last day.
    #[serde(default)]
    pub until: String,
}

/// Why nothing can be looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wrong {
    /// There is no such area.
    Area,
    /// It is nobody, or could be several.
    Who(NotOne),
    /// The first day is none.
    From,
    /// The last day is none.
    Until,
    /// The last day comes before the first.
    Backwards,
}

/// How the program itself is called among those who do something.
pub const PROGRAM: &str = "the program";

/// How whoever runs commands on the machine is called.
pub const COMMAND_LINE: &str = "the command line";

impl Asked {
    /// Whether everything is looked for.
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// The names and values of its fields, for an address.
    pub fn fields(&self) -> [(&'static str, &str); 5] {
        let Self { search, area, who, from, until } = self;
        [
            ("search", search.as_str()),
            ("area", area.as_str()),
            ("who", who.as_str()),
            ("from", from.as_str()),
            ("until", until.as_str()),
        ]
    }
}

#[cfg(feature = "ssr")]
impl Asked {
    /// What the store is to look for.
    ///
    /// # Errors
    ///
    /// [`Wrong`] says what of it cannot be read.
    pub fn filter(&self, seen: &Snapshot) -> Result<Filter, Wrong> {
        let area = match self.area.as_str() {
            "" => None,
            name => Some(Area::named(name).ok_or(Wrong::Area)?),
        };
        let day = |text: &str, wrong: Wrong| match text.trim() {
            "" => Ok(None),
            text => text.parse::<Date>().map(Some).map_err(|_| wrong),
        };
        let (from, until) = (day(&self.from, Wrong::From)?, day(&self.until, Wrong::Until)?);
        if from.is_some_and(|from| until.is_some_and(|until| until < from)) {
            return Err(Wrong::Backwards);
        }
        Ok(Filter { area, by: by(seen, self.who.trim())?, from, until, text: given_back(&self.search) })
    }
}

/// Who is meant; anybody where nothing is written.
#[cfg(feature = "ssr")]
fn by(seen: &Snapshot, text: &str) -> Result<Option<By>, Wrong> {
    let (directory, lower) = (&seen.directory, text.to_lowercase());
    match lower.as_str() {
        PROGRAM => return Ok(Some(By::Job)),
        COMMAND_LINE => return Ok(Some(By::CommandLine)),
        _ => {}
    }
    let by_id = text.parse::<PersonId>().ok().filter(|id| directory.person(*id).is_some());
    if let Some(id) = by_id {
        return Ok(Some(By::Person(id)));
    }
    // Whoever left did things before.
    let is_called = |id: &&PersonId| directory.person(**id).is_some_and(|person| person.name.as_str().to_lowercase() == lower);
    let left: Vec<&PersonId> = directory.left().iter().filter(is_called).collect();
    match (chosen_person(directory, text), &left[..]) {
        (Ok(found), _) => Ok(found.map(By::Person)),
        (Err(NotOne::None(..)), [id]) => Ok(Some(By::Person(**id))),
        (Err(why), _) => Err(Wrong::Who(why)),
    }
}
