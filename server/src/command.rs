//! What the command line can ask of a database, whether a server has it open or not.

use crate::{config::Config, socket};
use serde::{Deserialize, Serialize};
use store::{Clock, Failed, Store, demo};
use waymark::{
    email::Email,
    import::{How, Kind, Options},
    person::{InviteRefused, Name},
    questionnaire::Slug,
};

/// A command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Makes somebody an administrator, and a link for them to set a password.
    AdminCreate {
        /// Their address.
        email: String,
        /// Their name, if they are new.
        name: Option<String>,
    },
    /// Brings the schema up to date (opening does it) and says what was done.
    Migrate,
    /// Looks whether everything stored keeps the rules.
    Check,
    /// Imports people or teams, or says what that would do.
    Import(Box<Import>),
    /// Imports answers to a former survey, or says what that would do.
    ImportResponses(Box<Responses>),
    /// Prints the results of a survey.
    Results {
        /// Its id, or its exact name.
        survey: String,
        /// Whether for programs.
        json: bool,
    },
    /// Writes a questionnaire as a file.
    QuestionnaireExport {
        /// Its id.
        id: String,
    },
    /// Takes a questionnaire over from a file, or says what that would do.
    QuestionnaireImport {
        /// What is in the file, in base64: a socket carries lines of text.
        content: String,
        /// Whether it is written.
        write: bool,
    },
    /// Fills an empty database with a made-up organisation.
    Simulate {
        /// How many people.
        people: usize,
        /// The same seed makes the same organisation.
        seed: u64,
    },
}

/// A file to import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// What is in it, in base64: a socket carries lines of text.
    pub content: String,
    /// What it must be about.
    pub kind: Kind,
    /// How it is read.
    pub how: How,
    /// What is taken from it.
    pub options: Options,
    /// Columns that were named by hand: a field's label and the column's name.
    pub columns: Vec<(String, String)>,
    /// Whether it is written.
    pub write: bool,
}

/// A file with answers to a former survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responses {
    /// What is in it, in base64.
    pub content: String,
    /// How it is read.
    pub how: How,
    /// The text of a questionnaire's file, or the id of a stored one.
    pub questionnaire: Result<String, Slug>,
    /// The name of the cycle.
    pub cycle: String,
    /// The name of the survey.
    pub survey: String,
    /// From when a new cycle lasts.
    pub from: Option<String>,
    /// To when a new cycle lasts.
    pub to: Option<String>,
    /// The threshold that was promised.
    pub k: Option<u8>,
    /// Whether only leads and managers see the results of a company review.
    pub leaders_only: bool,
    /// The column that says the team.
    pub unit: Option<String>,
    /// Columns that were named by hand: a question's id and the column's name.
    pub columns: Vec<(String, String)>,
    /// Whether it is written.
    pub write: bool,
    /// Whether only the numbers are wanted, before anything is hidden or rounded; then nothing is written.
    pub numbers: bool,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// For the terminal.
    pub text: String,
    /// Whether all is well.
    pub fine: bool,
}

impl Outcome {
    pub(crate) fn wrong(text: impl Into<String>) -> Self {
        Self { text: text.into(), fine: false }
    }

    /// The text to print, or the error.
    ///
    /// # Errors
    ///
    /// The text, when not all is well.
    pub fn into_result(self) -> Result<String, String> {
        if self.fine { Ok(self.text) } else { Err(self.text) }
    }
}

/// Carries out a command on an open store. `base` begins the addresses that are printed.
pub async fn perform(store: &Store, base: &str, command: Command) -> Outcome {
    match command {
        Command::AdminCreate { email, name } => admin_create(store, base, &email, name.as_deref()).await,
        Command::Migrate => match store.applied() {
            [] => Outcome { text: "The schema is up to date.".to_owned(), fine: true },
            steps => Outcome { text: format!("The schema is up to date. Taken now: {}.", steps.join(", ")), fine: true },
        },
        Command::Check => match store::check::run(store).await {
            Ok(findings) => {
                let fine = findings.iter().all(|finding| finding.fine);
                let lines = findings.iter().map(|finding| {
                    format!("{}  {:<8} {}", if finding.fine { "ok   " } else { "WRONG" }, finding.subject, finding.text)
                });
                Outcome { text: lines.collect::<Vec<_>>().join("\n"), fine }
            }
            Err(error) => Outcome::wrong(format!("The database could not be read: {error}.")),
        },
        Command::Import(import) => crate::import::perform(store, *import).await,
        Command::ImportResponses(responses) => crate::responses::perform(store, *responses).await,
        Command::Results { survey, json } => crate::results::perform(store, &survey, json).await,
        Command::QuestionnaireExport { id } => crate::questionnaire::export(store, &id).await,
        Command::QuestionnaireImport { content, write } => crate::questionnaire::import(store, &content, write).await,
        Command::Simulate { people, seed } => simulate(store, people, seed).await,
    }
}

/// The most people that are made up.
const MOST_SIMULATED: usize = 200_000;

async fn simulate(store: &Store, people: usize, seed: u64) -> Outcome {
    if people == 0 || people > MOST_SIMULATED {
        return Outcome::wrong(format!("From 1 to {MOST_SIMULATED} people can be made up. Nothing was changed."));
    }
    match demo::found_simulated(store, people, seed).await {
        Ok(true) => Outcome {
            text: format!(
                "{people} people were made up (seed {seed}). Sign in as one of these; the password of all is: {}\n\n    {}",
                demo::PASSWORD,
                [demo::simulated::EMPLOYEE, demo::simulated::LEAD, demo::simulated::MANAGER, demo::simulated::ADMINISTRATOR]
                    .join("\n    ")
            ),
            fine: true,
        },
        Ok(false) => {
            Outcome::wrong("Somebody is in this database already. Name another folder with --data. Nothing was changed.")
        }
        Err(error) => Outcome::wrong(format!("The database failed: {error}. Nothing was changed.")),
    }
}

async fn admin_create(store: &Store, base: &str, email: &str, name: Option<&str>) -> Outcome {
    let email: Email = match email.parse() {
        Ok(email) => email,
        Err(why) => return Outcome::wrong(format!("\"{email}\" is {why}. Nothing was changed.")),
    };
    let name = match Name::new(name.unwrap_or_else(|| email.local())) {
        Ok(name) => name,
        Err(why) => return Outcome::wrong(format!("That is {why}. Nothing was changed.")),
    };
    match store::invitation::create_administrator(store, name, email).await {
        Ok((person, link)) => Outcome {
            text: format!(
                "{} is an administrator. With this link they set their password (it works once, until {}):\n\n    {base}{}\n",
                person.name,
                link.expires.strftime("%-d %B %Y, %H:%M UTC"),
                link.path()
            ),
            fine: true,
        },
        Err(Failed::Refused(InviteRefused::Inactive)) => Outcome::wrong("This person has left. Nothing was changed."),
        Err(Failed::Refused(InviteRefused::AddressTaken { by })) => {
            Outcome::wrong(format!("{by} has this address. Nothing was changed."))
        }
        Err(Failed::Refused(_)) => Outcome::wrong("This person cannot sign in. Nothing was changed."),
        Err(Failed::Store(error)) => Outcome::wrong(format!("The database failed: {error}. Nothing was changed.")),
    }
}

/// Sends a command to the server that has the database open; else opens the database and carries it out here.
pub async fn run(config: &Config, command: Command) -> Outcome {
    let url = config.database();
    if let Some(outcome) = socket::ask(&config.socket(), &url, &command).await {
        return outcome;
    }
    if let Some(folder) = store::folder(&url)
        && matches!(command, Command::Check | Command::Results { .. })
        && !folder.exists()
    {
        return Outcome::wrong(format!("There is no database at {}.", folder.display()));
    }
    let clock = config.clock.map_or_else(Clock::machine, Clock::from);
    let store = match Store::open(&url, clock).await {
        Ok(store) => store,
        Err(error) => return Outcome::wrong(error.to_string()),
    };
    let outcome = perform(&store, &config.base(config.addr), command).await;
    store.close().await;
    outcome
}
