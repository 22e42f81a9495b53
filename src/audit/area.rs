//! What an entry of the chain is about.

/// What something that was done is about, by the noun of its action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// People: who came, left, moved.
    People,
    /// How people sign in: their links and passwords.
    Accounts,
    /// Who stands in for whom.
    Delegations,
    /// Teams.
    Teams,
    /// Projects.
    Projects,
    /// Cycles.
    Cycles,
    /// Questionnaires.
    Questionnaires,
    /// Surveys and their results.
    Surveys,
    /// Personal reviews.
    Reviews,
    /// Workshops of teams.
    Workshops,
    /// Goals and the policies for them.
    Goals,
    /// How long what is kept, and what was removed.
    Retention,
    /// Changes that were taken back.
    Undone,
    /// The chain itself.
    Audit,
}

impl Area {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 14] = [
        Self::People,
        Self::Accounts,
        Self::Delegations,
        Self::Teams,
        Self::Projects,
        Self::Cycles,
        Self::Questionnaires,
        Self::Surveys,
        Self::Reviews,
        Self::Workshops,
        Self::Goals,
        Self::Retention,
        Self::Undone,
        Self::Audit,
    ];

    /// What an action ("person.invited") is about; `None` where this program does not know its noun.
    pub fn of(action: &str) -> Option<Self> {
        let (noun, _) = action.split_once('.')?;
        Some(match noun {
            "person" | "people" => Self::People,
            "password" | "link" => Self::Accounts,
            "delegation" => Self::Delegations,
            "team" | "teams" => Self::Teams,
            "project" => Self::Projects,
            "cycle" => Self::Cycles,
            "questionnaire" => Self::Questionnaires,
            "survey" => Self::Surveys,
            "review" | "reviews" | "plan" => Self::Reviews,
            "workshop" => Self::Workshops,
            "goals" => Self::Goals,
            "retention" => Self::Retention,
            "change" => Self::Undone,
            "audit" => Self::Audit,
            _ => return None,
        })
    }

    /// Its name in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Accounts => "accounts",
            Self::Delegations => "delegations",
            Self::Teams => "teams",
            Self::Projects => "projects",
            Self::Cycles => "cycles",
            Self::Questionnaires => "questionnaires",
            Self::Surveys => "surveys",
            Self::Reviews => "reviews",
            Self::Workshops => "workshops",
            Self::Goals => "goals",
            Self::Retention => "retention",
            Self::Undone => "undone",
            Self::Audit => "audit",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Area;

    #[test]
    fn an_action_is_about_what_its_noun_says() {
        assert_eq!(Area::of("person.invited"), Some(Area::People));
        assert_eq!(Area::of("goals.policies_changed"), Some(Area::Goals));
        assert_eq!([Area::of("dragon.fed"), Area::of("person"), Area::of("")], [None; 3]);
    }

    #[test]
    fn every_area_is_found_by_its_name() {
        for area in Area::ALL {
            assert_eq!(Area::named(area.as_str()), Some(area));
        }
        assert_eq!(Area::named("People"), None);
    }
}
