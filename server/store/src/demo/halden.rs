//! The demo company.

use super::company::Company;
use jiff::civil::date;

/// Halden Rail Software: some sixty people who write what trains run by and stand by those who use it.
///
/// Tests, specs and screenshots tell of Engineering, Payments, Timetables and People: whoever is added belongs elsewhere.
pub fn company() -> Company {
    let company = Company::named("Halden Rail Software", "Europe/Oslo", "halden.example");
    let company = operations(platform(engineering(company)));
    projects(exceptions(places(company))).administrator("Ines Moreau")
}

fn engineering(company: Company) -> Company {
    company
        .team("Engineering", "Viktor Nakamura", None)
        .team("Payments", "Nadia Perić", Some("Engineering"))
        .team("Timetables", "Tomasz Zieliński", Some("Engineering"))
        .team("People", "Ines Moreau", None)
        .people("Engineering", None, &[("Sunniva Haugen", "Managing director")])
        .people("Engineering", Some("Sunniva Haugen"), &[("Viktor Nakamura", "Head of engineering")])
        .people("People", Some("Sunniva Haugen"), &[("Ines Moreau", "People operations")])
        .people(
            "Payments",
            Some("Viktor Nakamura"),
            &[
                ("Nadia Perić", "Tech lead"),
                ("Mira Solberg", "Software engineer"),
                ("Zofia Dvořák", "Senior software engineer"),
                ("Oluwaseun Adeyemi-Featherstonehaugh", "Site reliability engineer"),
                ("Jonas Lindqvist", "Software engineer"),
                ("Priya Raman", "Quality engineer"),
                ("Emil Brandt", "Software engineer"),
                ("Aiko Tanaka", "Product designer"),
            ],
        )
        .people(
            "Timetables",
            Some("Viktor Nakamura"),
            &[
                ("Tomasz Zieliński", "Tech lead"),
                ("Lucía Fernández", "Software engineer"),
                ("Henrik Moe", "Data engineer"),
                ("Fatima Zahra", "Senior software engineer"),
                ("Rowan Ellis", "Software engineer"),
            ],
        )
}

/// The other half of engineering, under a head of its own.
fn platform(company: Company) -> Company {
    company
        .team("Platform", "Katarina Vukelić", Some("Engineering"))
        .team("Signalling", "Bjørn Ødegård", Some("Platform"))
        .team("Build tools", "Bjørn Ødegård", Some("Platform"))
        .people("Platform", Some("Sunniva Haugen"), &[("Katarina Vukelić", "Head of platform")])
        .people(
            "Platform",
            Some("Katarina Vukelić"),
            &[("Yusuf Demirkan", "Systems architect"), ("Ravi Chandrasekaran", "Security engineer")],
        )
        .people(
            "Signalling",
            Some("Katarina Vukelić"),
            &[
                ("Bjørn Ødegård", "Lead signalling engineer"),
                ("Chidinma Okonkwo", "Safety engineer"),
                ("Gunnar Eide", "Safety engineer"),
                ("Marit Aasen", "Embedded engineer"),
                ("Þórdís Jónsdóttir", "Embedded engineer"),
                ("Pádraig Ó Súilleabháin", "Verification engineer"),
                ("Daniel Weiß", "Senior embedded engineer"),
                ("Nguyễn Thị Mai", "Simulation engineer"),
                ("Olena Shevchenko", "Verification engineer"),
                ("Luka Marković", "Embedded engineer"),
            ],
        )
        .people(
            "Build tools",
            Some("Bjørn Ødegård"),
            &[
                ("Marek Šimůnek", "Build engineer"),
                ("Letícia Nascimento", "Release engineer"),
                ("Hamza Benjelloun", "Build engineer"),
            ],
        )
}

fn operations(company: Company) -> Company {
    company
        .team("Product", "Amélie Rousseau", None)
        .people("Product", Some("Sunniva Haugen"), &[("Amélie Rousseau", "Head of product")])
        .people(
            "Product",
            Some("Amélie Rousseau"),
            &[("Noor van Houten", "Product manager"), ("Kwabena Ofori-Atta", "User researcher")],
        )
        .team("Operations", "Matteo Ferrari-Conti", None)
        .team("Control room", "Åsa Lundström", Some("Operations"))
        .team("Customer support", "Siobhán O'Rourke", Some("Operations"))
        .team("Onboarding", "Siobhán O'Rourke", Some("Customer support"))
        .people("Operations", Some("Sunniva Haugen"), &[("Matteo Ferrari-Conti", "Head of operations")])
        .people("Operations", Some("Matteo Ferrari-Conti"), &[("Signe Kjærgaard", "Operations analyst")])
        .people("Control room", Some("Matteo Ferrari-Conti"), &[("Åsa Lundström", "Control room lead")])
        .people(
            "Control room",
            Some("Åsa Lundström"),
            &[
                ("Stig Rønning", "Night controller"),
                ("Mbali Dlamini", "Night controller"),
                ("Gheorghe Țăranu", "Service controller"),
                ("Haruto Mori", "Service controller"),
                ("Renata Wiśniewska", "Service controller"),
                ("Tevita Fonua", "Service controller"),
                ("Isla Macdonald", "Incident coordinator"),
            ],
        )
        .people("Customer support", Some("Matteo Ferrari-Conti"), &[("Siobhán O'Rourke", "Customer support lead")])
        .people(
            "Customer support",
            Some("Siobhán O'Rourke"),
            &[
                ("Zoltán Kőműves", "Senior support specialist"),
                ("Anaïs Lefebvre", "Support specialist"),
                ("Beatriz Almeida Prado", "Support specialist"),
                ("Ömer Çakır", "Support specialist"),
                ("Laura Kuusisto", "Support specialist"),
                ("Dragan Stojković", "Support engineer"),
                ("Wanjiku Kariuki", "Support engineer"),
                ("Pilar Echeverría", "Knowledge editor"),
                ("Andrius Žukauskas", "Support specialist"),
            ],
        )
        .people(
            "Onboarding",
            Some("Siobhán O'Rourke"),
            &[
                ("Elif Karadağ", "Onboarding specialist"),
                ("Jasper Vandenberghe", "Trainer"),
                ("Meera Kulkarni", "Onboarding specialist"),
            ],
        )
        .team("Sales", "Leïla Benhaddou", None)
        .people("Sales", Some("Sunniva Haugen"), &[("Callum Fraser", "Head of sales")])
        .people("Sales", Some("Matteo Ferrari-Conti"), &[("Leïla Benhaddou", "Senior account manager")])
        .people(
            "Sales",
            Some("Leïla Benhaddou"),
            &[
                ("Christos Papadopoulos", "Account manager"),
                ("Ana-Maria Ionescu", "Account manager"),
                ("Eero Virtanen", "Bid writer"),
            ],
        )
        .team("Finance", "Ragnhild Tveit", None)
        .people("Finance", Some("Sunniva Haugen"), &[("Ragnhild Tveit", "Head of finance")])
        .people(
            "Finance",
            Some("Ragnhild Tveit"),
            &[("Giulio Bernardi", "Accountant"), ("Xiomara Villanueva", "Payroll specialist")],
        )
}

#[rustfmt::skip]
fn places(company: Company) -> Company {
    company
        .located(
            "Oslo",
            &[
                "Sunniva Haugen", "Viktor Nakamura", "Nadia Perić", "Mira Solberg", "Jonas Lindqvist", "Emil Brandt",
                "Henrik Moe", "Yusuf Demirkan", "Amélie Rousseau", "Noor van Houten", "Matteo Ferrari-Conti",
                "Signe Kjærgaard", "Leïla Benhaddou", "Eero Virtanen", "Callum Fraser", "Ragnhild Tveit",
                "Xiomara Villanueva",
            ],
        )
        .located(
            "Halden",
            &[
                "Ines Moreau", "Tomasz Zieliński", "Bjørn Ødegård", "Gunnar Eide", "Marit Aasen", "Þórdís Jónsdóttir",
                "Daniel Weiß", "Olena Shevchenko", "Åsa Lundström", "Stig Rønning", "Mbali Dlamini", "Gheorghe Țăranu",
                "Haruto Mori", "Renata Wiśniewska", "Tevita Fonua", "Isla Macdonald", "Giulio Bernardi",
            ],
        )
        .located(
            "Zagreb",
            &[
                "Zofia Dvořák", "Katarina Vukelić", "Luka Marković", "Marek Šimůnek", "Hamza Benjelloun", "Zoltán Kőműves",
                "Dragan Stojković", "Ömer Çakır", "Elif Karadağ", "Ana-Maria Ionescu",
            ],
        )
        .located(
            "Lisbon",
            &[
                "Lucía Fernández", "Fatima Zahra", "Letícia Nascimento", "Siobhán O'Rourke", "Anaïs Lefebvre",
                "Beatriz Almeida Prado", "Laura Kuusisto", "Wanjiku Kariuki", "Pilar Echeverría", "Andrius Žukauskas",
                "Christos Papadopoulos",
            ],
        )
        .located(
            "Remote",
            &[
                "Oluwaseun Adeyemi-Featherstonehaugh", "Priya Raman", "Aiko Tanaka", "Rowan Ellis", "Ravi Chandrasekaran",
                "Chidinma Okonkwo", "Pádraig Ó Súilleabháin", "Nguyễn Thị Mai", "Kwabena Ofori-Atta", "Jasper Vandenberghe",
                "Meera Kulkarni",
            ],
        )
}

/// Who came and went, helps elsewhere, or has no account.
fn exceptions(company: Company) -> Company {
    company
        .left("Gunnar Eide", date(2025, 10, 1))
        .left("Callum Fraser", date(2026, 1, 1))
        .left("Beatriz Almeida Prado", date(2026, 6, 15))
        .moved("Noor van Houten", "Customer support", date(2025, 6, 2))
        .moved("Marek Šimůnek", "Signalling", date(2026, 2, 2))
        .moved("Elif Karadağ", "Customer support", date(2026, 8, 17))
        .guest("Product", "Aiko Tanaka")
        .guest("Signalling", "Henrik Moe")
        .guest("Customer support", "Signe Kjærgaard")
        .interim("Matteo Ferrari-Conti", "Interim head of sales", Some("Sales"), "Sunniva Haugen")
        .interim("Ravi Chandrasekaran", "Interim data protection officer", None, "Sunniva Haugen")
        .without_address("Stig Rønning")
        .without_address("Mbali Dlamini")
}

fn projects(company: Company) -> Company {
    company
        .project(
            "Fair fares",
            "Whoever travels often pays no more than the best pass would have cost.",
            "Zofia Dvořák",
            &["Zofia Dvořák", "Jonas Lindqvist", "Aiko Tanaka", "Noor van Houten", "Giulio Bernardi"],
        )
        .project(
            "Winter timetable",
            "The December change is planned, checked and published four weeks earlier.",
            "Tomasz Zieliński",
            &["Tomasz Zieliński", "Henrik Moe", "Lucía Fernández", "Renata Wiśniewska", "Haruto Mori", "Eero Virtanen"],
        )
        .project(
            "Moving block pilot",
            "Trains on the line to Kornsjø keep their distance by where they are, not by fixed sections.",
            "Bjørn Ødegård",
            &["Chidinma Okonkwo", "Daniel Weiß", "Nguyễn Thị Mai", "Yusuf Demirkan", "Isla Macdonald"],
        )
        .project(
            "One front door",
            "Operators find support, training and release notes in one place.",
            "Siobhán O'Rourke",
            &["Siobhán O'Rourke", "Pilar Echeverría", "Jasper Vandenberghe", "Kwabena Ofori-Atta", "Rowan Ellis"],
        )
}

#[cfg(test)]
mod tests {
    use super::super::company::{check, person_id, team_id};
    use super::*;
    use std::collections::BTreeMap;
    use waymark::{line, person::Person};

    /// The sixteen whom tests and specs know.
    #[rustfmt::skip]
    const KNOWN: [&str; 16] = [
        "Sunniva Haugen", "Viktor Nakamura", "Ines Moreau", "Nadia Perić", "Mira Solberg", "Zofia Dvořák",
        "Oluwaseun Adeyemi-Featherstonehaugh", "Jonas Lindqvist", "Priya Raman", "Emil Brandt", "Aiko Tanaka",
        "Tomasz Zieliński", "Lucía Fernández", "Henrik Moe", "Fatima Zahra", "Rowan Ellis",
    ];

    fn person<'a>(company: &'a Company, name: &str) -> &'a Person {
        company.people.iter().find(|person| person.id == person_id(name)).expect("somebody")
    }

    fn reports(company: &Company, name: &str) -> usize {
        company.people.iter().filter(|person| person.active && person.manager == Some(person_id(name))).count()
    }

    fn members(company: &Company, team: &str) -> usize {
        company.people.iter().filter(|person| person.active && person.team == Some(team_id(team))).count()
    }

    /// The names of the teams that each lead has.
    fn teams_by_lead(company: &Company) -> BTreeMap<String, Vec<String>> {
        let mut teams: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for team in &company.teams {
            let lead = company.people.iter().find(|person| Some(person.id) == team.lead).expect("a lead");
            teams.entry(lead.name.to_string()).or_default().push(team.name.to_string());
        }
        teams
    }

    #[test]
    fn it_holds_together() {
        check(&company());
    }

    #[test]
    fn the_sixteen_are_who_they_were() {
        let company = company();
        for (place, name) in KNOWN.iter().enumerate() {
            assert_eq!(company.people[place].name.as_str(), *name, "they come first, so their numbers stay");
        }
        assert_eq!(reports(&company, "Viktor Nakamura"), 13);
        assert_eq!(reports(&company, "Ines Moreau"), 0);
        assert_eq!([members(&company, "Payments"), members(&company, "Timetables")], [8, 5]);
        assert_eq!([members(&company, "Engineering"), members(&company, "People")], [2, 1]);
        let leads = teams_by_lead(&company);
        for (lead, team) in [
            ("Nadia Perić", "Payments"),
            ("Tomasz Zieliński", "Timetables"),
            ("Viktor Nakamura", "Engineering"),
            ("Ines Moreau", "People"),
        ] {
            assert_eq!(leads[lead], [team]);
        }
        let mira = person(&company, "Mira Solberg");
        assert_eq!((mira.title.as_deref(), mira.team), (Some("Software engineer"), Some(team_id("Payments"))));
        assert_eq!((mira.manager, mira.administrator), (Some(person_id("Viktor Nakamura")), false));
        assert!(person(&company, "Ines Moreau").administrator);
        assert_eq!(person(&company, "Sunniva Haugen").manager, None);
        for (name, address) in [
            ("Mira Solberg", "mira.solberg@halden.example"),
            ("Oluwaseun Adeyemi-Featherstonehaugh", "oluwaseun.adeyemifeatherstonehaugh@halden.example"),
        ] {
            assert_eq!(person(&company, name).email.as_ref().map(ToString::to_string).as_deref(), Some(address));
        }
    }

    // Specs find rows by a part of a name, and by titles that one of the sixteen has alone.
    #[test]
    fn nobody_else_is_taken_for_one_of_the_sixteen() {
        let company = company();
        let (known, others) = company.people.split_at(KNOWN.len());
        for other in others {
            let name = other.name.as_str().to_lowercase();
            for word in KNOWN.iter().flat_map(|name| name.split(' ')).map(str::to_lowercase) {
                assert!(!name.contains(&word), "{name} has {word}");
            }
            for invited in ["Greta Nowak", "Ida Holm", "Ada Berg"] {
                assert!(!name.split(' ').any(|word| invited.to_lowercase().split(' ').any(|taken| taken == word)), "{name}");
            }
            assert!(known.iter().all(|one| one.title != other.title), "the title of {name}");
        }
    }

    #[test]
    fn it_shows_what_organisations_have() {
        let company = company();
        let active: Vec<_> = company.people.iter().filter(|person| person.active).collect();
        assert_eq!((active.len(), company.people.len()), (63, 66));

        let sizes: Vec<_> = company.teams.iter().map(|team| members(&company, team.name.as_str())).collect();
        assert!(sizes.iter().filter(|size| (8..=12).contains(*size)).count() >= 4, "{sizes:?}");
        assert!(sizes.iter().filter(|size| (3..=6).contains(*size)).count() >= 4, "{sizes:?}");

        let two: Vec<_> = teams_by_lead(&company).into_iter().filter(|(_, teams)| teams.len() > 1).collect();
        assert_eq!(
            two,
            [
                ("Bjørn Ødegård".to_owned(), vec!["Signalling".to_owned(), "Build tools".to_owned()]),
                ("Siobhán O'Rourke".to_owned(), vec!["Customer support".to_owned(), "Onboarding".to_owned()]),
            ]
        );

        let parents: BTreeMap<_, _> = company.teams.iter().map(|team| (team.id, team.parent)).collect();
        let deepest = parents.keys().map(|id| line::above(*id, |id| parents[&id]).expect("no circle").len() + 1).max();
        assert_eq!(deepest, Some(3));

        assert_eq!(company.teams.iter().map(|team| team.guests.len()).sum::<usize>(), 3);
        assert_eq!(company.projects.len(), 4);
        assert_eq!(company.people.iter().filter(|person| person.homes.stays().len() > 1 && person.active).count(), 3);
        assert_eq!(company.posts().iter().filter(|post| !post.main).count(), 2);
        assert_eq!(active.iter().filter(|person| person.email.is_none()).count(), 2);
        let left: Vec<_> = company.people.iter().filter_map(|person| person.left).collect();
        assert!(left.len() == 3 && left.iter().all(|day| [2025, 2026].contains(&day.year())), "{left:?}");
        assert!(company.people.iter().all(|person| person.location.is_some()));
    }

    #[test]
    fn the_two_teams_that_tests_count_have_no_past() {
        let company = company();
        for team in ["Payments", "Timetables"] {
            let ever =
                company.people.iter().filter(|person| person.homes.stays().iter().any(|stay| stay.team == Some(team_id(team))));
            assert_eq!(ever.count(), members(&company, team), "{team}");
            assert!(company.teams.iter().all(|one| one.name.as_str() != team || one.guests.is_empty()));
        }
    }
}
