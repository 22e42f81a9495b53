//! What people, teams, places and projects of a simulated organisation are called. The names are of many languages and
//! belong to nobody in particular.

/// A part of an organisation that does one kind of work.
#[derive(Debug)]
pub struct Department {
    /// What it is called, and so what its upper teams are.
    pub name: &'static str,
    /// What its groups, the teams of teams, look after.
    pub areas: &'static [&'static str],
    /// What its teams look after.
    pub subjects: &'static [&'static str],
    /// What its people do.
    pub titles: &'static [&'static str],
    /// What those do who lead one of its teams.
    pub lead: &'static str,
    /// What those do who work for the head of a group.
    pub staff: &'static [&'static str],
}

/// The departments. The first ones exist in the smallest organisation that has any.
#[rustfmt::skip]
pub const DEPARTMENTS: [Department; 9] = [
    Department {
        name: "Engineering",
        areas: &["Passenger systems", "Train systems", "Planning systems", "Cloud platform", "Data platform", "Mobile apps"],
        subjects: &[
            "Payments", "Timetables", "Signalling", "Tickets", "Journey planner", "Seat maps", "Disruptions", "Fares", "Maps",
            "Accounts", "Search", "Notifications", "Build tools", "Observability", "Identity", "Rostering", "Telemetry",
            "Forecasting",
        ],
        titles: &[
            "Software engineer", "Senior software engineer", "Data engineer", "Site reliability engineer", "Quality engineer",
            "Principal engineer", "Product designer", "Software engineer", "Security engineer",
        ],
        lead: "Tech lead",
        staff: &["Software architect", "Programme manager", "Agile coach", "Staff engineer"],
    },
    Department {
        name: "Operations",
        areas: &["Train services", "Station services", "Control centres", "Freight services"],
        subjects: &[
            "Control room", "Crew planning", "Dispatch", "Platform staff", "Night services", "Freight yard", "Cleaning",
            "Catering", "Incident response", "Depot shunting", "Passenger assistance", "Revenue protection",
        ],
        titles: &[
            "Traffic controller", "Crew planner", "Dispatcher", "Train driver", "Conductor", "Duty officer", "Yard operator",
            "Train driver", "Station attendant",
        ],
        lead: "Shift lead",
        staff: &["Safety adviser", "Operations analyst", "Duty planner", "Training coordinator"],
    },
    Department {
        name: "Customers",
        areas: &["Customer care", "Partner care", "Travel centres"],
        subjects: &[
            "Customer support", "Refunds", "Onboarding", "Lost property", "Group travel", "Accessibility", "Loyalty",
            "Ticket offices", "Complaints", "Help centre",
        ],
        titles: &[
            "Support specialist", "Senior support specialist", "Customer adviser", "Travel adviser", "Knowledge editor",
            "Support engineer",
        ],
        lead: "Support lead",
        staff: &["Service designer", "Workforce planner", "Quality adviser"],
    },
    Department {
        name: "Maintenance",
        areas: &["Rolling stock", "Track and structures", "Power and signals"],
        subjects: &[
            "Workshop", "Overhead lines", "Track inspection", "Wheelsets", "Doors and interiors", "Points and crossings",
            "Bridges", "Spare parts", "Diagnostics", "Substations",
        ],
        titles: &[
            "Mechanic", "Electrician", "Track inspector", "Welder", "Maintenance planner", "Senior mechanic",
            "Test technician",
        ],
        lead: "Foreperson",
        staff: &["Reliability engineer", "Maintenance controller", "Safety engineer"],
    },
    Department {
        name: "Product",
        areas: &["Traveller products", "Operator products", "Design and research"],
        subjects: &[
            "Product discovery", "User research", "Design system", "Pricing", "Content", "Web analytics", "Localisation",
            "Experiments",
        ],
        titles: &["Product manager", "Product designer", "User researcher", "Product analyst", "Content designer"],
        lead: "Lead product manager",
        staff: &["Product operations specialist", "Programme manager", "Research coordinator"],
    },
    Department {
        name: "Sales",
        areas: &["Public transport sales", "Business travel", "Freight sales"],
        subjects: &[
            "Key accounts", "Tenders", "Partnerships", "Sales engineering", "Campaigns", "Events", "Brand", "Renewals",
            "Regional sales",
        ],
        titles: &["Account manager", "Sales representative", "Bid writer", "Solution consultant", "Marketing specialist"],
        lead: "Sales lead",
        staff: &["Sales analyst", "Contract manager", "Enablement specialist"],
    },
    Department {
        name: "Finance",
        areas: &["Accounting", "Controlling", "Purchasing"],
        subjects: &["Payables", "Receivables", "Payroll", "Budgeting", "Tax", "Audit", "Treasury", "Suppliers", "Reporting"],
        titles: &["Accountant", "Controller", "Payroll specialist", "Buyer", "Senior accountant", "Financial analyst"],
        lead: "Lead accountant",
        staff: &["Finance partner", "Process analyst", "Compliance officer"],
    },
    Department {
        name: "People and places",
        areas: &["Talent", "Workplace", "Learning"],
        subjects: &[
            "Recruiting", "Training", "Health and safety", "Facilities", "Compensation", "Apprentices", "Travel desk",
            "Reception",
        ],
        titles: &["Recruiter", "HR partner", "Trainer", "Facility technician", "Occupational health adviser"],
        lead: "Lead HR partner",
        staff: &["HR analyst", "Labour relations adviser", "Event coordinator"],
    },
    Department {
        name: "Information services",
        areas: &["Workplace technology", "Infrastructure", "Information security"],
        subjects: &[
            "Service desk", "Networks", "Devices", "Servers", "Security operations", "Business applications", "Licences",
            "Archives",
        ],
        titles: &[
            "System administrator", "Network engineer", "Service desk analyst", "Security analyst", "Application specialist",
        ],
        lead: "Lead administrator",
        staff: &["Enterprise architect", "Service manager", "Risk analyst"],
    },
];

/// Where people work. Towns in which more do come more than once.
#[rustfmt::skip]
pub const PLACES: [&str; 16] = [
    "Oslo", "Oslo", "Oslo", "Halden", "Halden", "Zagreb", "Zagreb", "Lisbon", "Lisbon", "Gdańsk", "Kraków", "Göteborg",
    "Rotterdam", "Nairobi", "Pune", "Remote",
];

/// How the name of a project begins.
#[rustfmt::skip]
pub const PROJECT_BEGINNINGS: [&str; 20] = [
    "Northern", "Winter", "Paperless", "Faster", "Shared", "Quiet", "Regional", "Night", "Open", "Connected", "Simpler",
    "Safer", "Coastal", "Greener", "Mobile", "Central", "Early", "Joint", "Accessible", "Renewed",
];

/// How it ends.
#[rustfmt::skip]
pub const PROJECT_ENDS: [&str; 20] = [
    "timetable", "ticketing", "boarding", "depot", "handover", "journeys", "stations", "planning", "rosters", "fares",
    "signals", "archive", "training", "workshop", "forecasts", "front desk", "invoices", "maintenance", "onboarding",
    "reporting",
];

/// Given names.
#[rustfmt::skip]
pub const GIVEN: [&str; 152] = [
    "Aarav", "Abena", "Adaeze", "Agnieszka", "Ahmed", "Aino", "Aisha", "Alejandro", "Alžběta", "Ama", "Amina", "Anaïs",
    "Ananya", "Anders", "Andrej", "Anh", "Antónia", "Arjun", "Astrid", "Ayşe", "Bálint", "Beatriz", "Benjamin", "Bogdan",
    "Brigid", "Camille", "Caoimhe", "Carlos", "Cécile", "Chiara", "Chidi", "Cristina", "Dagný", "Damir", "Daniela", "Dariusz",
    "Davide", "Deepa", "Diego", "Dilnoza", "Dimitra", "Dragana", "Edda", "Eirik", "Ekaterina", "Elena", "Eleni", "Elif",
    "Émile", "Emre", "Eoin", "Esther", "Farah", "Femi", "Filip", "Finn", "Francesca", "Frida", "Gabriel", "Ganbold", "Gergő",
    "Giulia", "Grace", "Gustav", "Habiba", "Hana", "Hannah", "Haruka", "Hassan", "Helena", "Hugo", "Ibrahim", "Ilze", "Imani",
    "Ingrid", "Iñaki", "Isabel", "Ivan", "Iwona", "Jakub", "Jan", "Jasmin", "Javier", "Jelena", "João", "Johanna", "José",
    "Julia", "Jurgita", "Kaja", "Karim", "Katja", "Kenji", "Khadija", "Kofi", "Kristína", "Kwame", "Lars", "Layla", "Léa",
    "Leïla", "Liam", "Linh", "Ljubica", "Lovro", "Łukasz", "Magnus", "Maja", "Małgorzata", "Manuel", "Mariam", "Matteo",
    "Mehmet", "Mei", "Miguel", "Mihai", "Miloš", "Mohamed", "Muna", "Naoko", "Nikola", "Niamh", "Noor", "Nuno", "Oksana",
    "Olga", "Omar", "Ondřej", "Øyvind", "Pablo", "Paweł", "Petra", "Radmila", "Ravi", "Riku", "Rosa", "Sanjay", "Şirin",
    "Siobhán", "Sofía", "Stefan", "Sunita", "Tariq", "Tatiana", "Thandiwe", "Thomas", "Urszula", "Václav", "Wanjiru", "Yara",
    "Yuki", "Željka",
];

/// Family names.
#[rustfmt::skip]
pub const FAMILY: [&str; 204] = [
    "Aalto", "Abdi", "Achieng", "Adebayo", "Afolabi", "Aguilar", "Ahmadi", "Akhtar", "Almeida", "Alvarez", "Andersen",
    "Antunes", "Arslan", "Asante", "Babić", "Bakker", "Balogun", "Banerjee", "Barbosa", "Bardhi", "Bauer", "Becker", "Bektaş",
    "Benali", "Bergström", "Bianchi", "Björnsdóttir", "Blažević", "Boateng", "Bondarenko", "Brennan", "Brouwer", "Byrne",
    "Campos", "Cardoso", "Castillo", "Çelik", "Chanda", "Chatterjee", "Chen", "Chukwu", "Ciobanu", "Cohen", "Colombo",
    "Conti", "Correia", "Costa", "D'Angelo", "da Silva", "Dahl", "Das", "de Boer", "Delgado", "Demir", "Desai", "Diallo",
    "Dimitrov", "Đorđević", "Doyle", "Dubois", "Eide", "Ekström", "El Amrani", "Eriksen", "Esposito", "Farkas", "Fekete",
    "Ferreira", "Fischer", "Fodor", "Fontaine", "Fujita", "Gallagher", "García", "Gashi", "Georgiou", "Girard", "González",
    "Grünwald", "Guerrero", "Gunnarsson", "Gupta", "Haddad", "Hakala", "Hansen", "Hashimoto", "Hernández", "Hoang",
    "Hoffmann", "Horvat", "Hübner", "Hussein", "Ibáñez", "Ilić", "Ionescu", "Ito", "Ivanova", "Jankauskas", "Jansen",
    "Jensen", "Jiménez", "Johansson", "Joshi", "Kamau", "Kapoor", "Karagiannis", "Kaya", "Keller", "Khan", "Kiplagat",
    "Klein", "Knežević", "Kobayashi", "Koroma", "Kovács", "Kowalczyk", "Kozłowska", "Krasniqi", "Kristiansen", "Kumar",
    "Kuznetsova", "Lahtinen", "Larsen", "Laurent", "Le Goff", "Lefèvre", "Leroy", "Li", "Lindholm", "Lopes", "Lungu",
    "MacLeod", "Mahlangu", "Mancini", "Marić", "Markovič", "Martins", "Mazur", "Mbeki", "Medina", "Mehta", "Meyer", "Molnár",
    "Morales", "Moretti", "Mørk", "Müller", "Mutua", "Mwangi", "Nair", "Ndiaye", "Németh", "Nguyễn", "Nieminen", "Nilsen",
    "Novák", "Nyström", "O'Connor", "O'Sullivan", "Obi", "Oduya", "Okafor", "Olsen", "Ortega", "Ozols", "Öztürk", "Palmer",
    "Papadakis", "Park", "Patel", "Pavlović", "Pereira", "Petrović", "Popa", "Quintero", "Rahman", "Ramos", "Rasmussen",
    "Rizzo", "Rojas", "Rossi", "Sahin", "Salonen", "Santos", "Sato", "Schäfer", "Schmidt", "Şimşek", "Singh", "Sørensen",
    "Stoica", "Svoboda", "Szabó", "Tamm", "Teixeira", "Tran", "Van den Berg", "Vasquez", "Virtanen", "Wójcik", "Yamamoto",
    "Yıldız", "Zając", "Þórsson",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Whether no two are the same, however they are written.
    fn are_different(words: &[&str]) -> bool {
        words.iter().map(|word| word.to_lowercase()).collect::<BTreeSet<_>>().len() == words.len()
    }

    #[test]
    fn no_name_is_there_twice() {
        for words in [&GIVEN[..], &FAMILY[..], &PROJECT_BEGINNINGS[..], &PROJECT_ENDS[..]] {
            assert!(are_different(words), "{words:?}");
        }
        let teams = DEPARTMENTS.iter().flat_map(|one| one.areas.iter().chain(one.subjects).copied().chain([one.name]));
        assert!(are_different(&teams.collect::<Vec<_>>()));
    }
}
