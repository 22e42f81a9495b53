//! The command line.

use clap::{Parser, Subcommand};
use server::{
    command::{self, Command},
    config::{Config, Flags},
    import, responses, serve,
};
use std::{io::Write, path::PathBuf, process::ExitCode};
use store::demo::Demo;
use tracing_subscriber::{
    EnvFilter, Layer,
    filter::{FilterExt, LevelFilter},
    prelude::*,
};
use waymark::{
    import::{How, Kind, Options, TeamsFrom},
    post::PostKey,
    questionnaire::file,
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Waymark: self-hosted performance and career management for engineering organisations.
#[derive(Parser)]
#[command(name = "waymark", version, max_term_width = 100, after_help = SETTINGS)]
struct Arguments {
    /// Configuration file [default: waymark.toml, if it is there]
    #[arg(long, global = true, env = "WAYMARK_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    verb: Verb,
}

const SETTINGS: &str = "Settings come from waymark.toml (or --config), then from the environment (WAYMARK_ADDR, WAYMARK_DATABASE, ...), \
                        then from flags; the later wins.";

#[derive(Subcommand)]
enum Verb {
    /// Serves Waymark
    Serve(Flags),
    /// Serves a made-up company to look around in; its passwords are printed
    Demo {
        /// Without the reviews that it has held
        #[arg(long)]
        people_only: bool,
        #[command(flatten)]
        flags: Flags,
    },
    /// Looks after administrators
    #[command(subcommand)]
    Admin(Admin),
    /// Brings the database's schema up to date
    Migrate(Flags),
    /// Looks whether everything in the database keeps the rules: schema, people, teams, sign-in, audit chain
    Check(Flags),
    /// Imports the table of an HR system; without --yes it only says what that would do
    #[command(subcommand)]
    Import(Import),
    /// Prints the results of a survey: the published cells, as on its page
    Results {
        /// Its id, or its exact name
        survey: String,
        /// For programs
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        flags: Flags,
    },
    /// Questionnaires as files: an example, one that is there, or one that becomes what a file says
    #[command(subcommand)]
    Questionnaire(Questionnaire),
    /// Fills an empty database with a made-up organisation, to try things out
    Simulate {
        /// How many people
        #[arg(long, default_value_t = 200)]
        people: usize,
        /// The same seed makes the same organisation
        #[arg(long, default_value_t = 1)]
        seed: u64,
        #[command(flatten)]
        flags: Flags,
    },
}

#[derive(Subcommand)]
enum Questionnaire {
    /// Prints an example that explains every line
    Template,
    /// Prints a questionnaire as it is edited
    Export {
        /// Its id
        id: String,
        #[command(flatten)]
        flags: Flags,
    },
    /// Makes a questionnaire of a file, or edits the one with its id; without --yes it only says what that would do
    Import {
        /// The file: TOML
        file: PathBuf,
        /// Write it; else nothing is written
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        flags: Flags,
    },
}

#[derive(Subcommand)]
enum Import {
    /// People and their posts: name, employee number or address, title, team, place, manager
    People(ImportArguments),
    /// Teams: name, parent, lead
    Teams(ImportArguments),
    /// Answers to a former survey: a row a response, a column a question, and one for the team
    Responses(ResponsesArguments),
}

#[derive(clap::Args)]
struct Writing {
    /// Write it; else nothing is written
    #[arg(long)]
    yes: bool,
    /// Write nothing (as without --yes)
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
}

#[derive(clap::Args)]
struct ImportArguments {
    /// The file: CSV, as spreadsheets write it
    file: PathBuf,
    #[command(flatten)]
    writing: Writing,
    /// Where home teams come from [default: the team column if there is one, else the line]
    #[arg(long, value_name = "FROM", value_parser = ["column", "line", "nothing"])]
    teams: Option<String>,
    /// Keep people here who came from a file before and are not in this one
    #[arg(long)]
    keep_missing: bool,
    /// Do not join this post with others of the same name; may be given several times
    #[arg(long, value_name = "NUMBER")]
    apart: Vec<PostKey>,
    /// Take a field from a column of another name: --column "Reports to=Chef"; may be given several times
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = column)]
    column: Vec<(String, String)>,
    /// The file's encoding [default: found out]
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// What separates its columns [default: found out]
    #[arg(long, value_name = "CHARACTER")]
    separator: Option<char>,
    #[command(flatten)]
    flags: Flags,
}

#[derive(clap::Args)]
struct ResponsesArguments {
    /// The file: CSV, as spreadsheets write it
    file: PathBuf,
    /// What was asked: a questionnaire's TOML file, or the id of one that is stored
    #[arg(long, value_name = "FILE")]
    questionnaire: String,
    /// The cycle in which it was; a new one is made closed
    #[arg(long, value_name = "NAME")]
    cycle: String,
    /// What the survey was called
    #[arg(long, value_name = "NAME")]
    survey: String,
    /// The column with the team [default: one called team or unit, else the first that answers no question]
    #[arg(long, value_name = "COLUMN")]
    unit: Option<String>,
    /// The first day of a new cycle [default: from its name, as 2025 H1]
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The last day of a new cycle
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// The threshold that was promised [default: 3 for a team review, 5 for a company review]
    #[arg(long, value_name = "NUMBER")]
    threshold: Option<u8>,
    /// Of a company review: only leads, managers and administrators see the results
    #[arg(long)]
    leaders_only: bool,
    /// Take a question's answers from a column of another name: --column lead01=Q7; may be given several times
    #[arg(long, value_name = "ID=COLUMN", value_parser = column)]
    column: Vec<(String, String)>,
    #[command(flatten)]
    writing: Writing,
    /// Print answers, sum and mean of every group and question as CSV, before anything is rounded or hidden, to compare with the
    /// program that the file comes from; nothing is written
    #[arg(long, conflicts_with = "yes")]
    numbers: bool,
    /// The file's encoding [default: found out]
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// What separates its columns [default: found out]
    #[arg(long, value_name = "CHARACTER")]
    separator: Option<char>,
    #[command(flatten)]
    flags: Flags,
}

impl ResponsesArguments {
    fn command(self) -> Result<(Flags, Command), String> {
        let responses = command::Responses {
            content: import::content(&self.file)?,
            how: How { encoding: self.encoding, separator: self.separator },
            questionnaire: responses::questionnaire(&self.questionnaire)?,
            cycle: self.cycle,
            survey: self.survey,
            from: self.from,
            to: self.to,
            k: self.threshold,
            leaders_only: self.leaders_only,
            unit: self.unit,
            columns: self.column,
            write: self.writing.yes,
            numbers: self.numbers,
        };
        Ok((self.flags, Command::ImportResponses(Box::new(responses))))
    }
}

fn column(text: &str) -> Result<(String, String), String> {
    let (field, column) = text.split_once('=').ok_or("it has the form FIELD=COLUMN")?;
    Ok((field.trim().to_owned(), column.trim().to_owned()))
}

impl Import {
    fn command(self) -> Result<(Flags, Command), String> {
        let (kind, arguments) = match self {
            Self::People(arguments) => (Kind::People, arguments),
            Self::Teams(arguments) => (Kind::Teams, arguments),
            Self::Responses(arguments) => return arguments.command(),
        };
        let content = import::content(&arguments.file)?;
        let options = Options {
            teams: arguments.teams.as_deref().map(|from| match from {
                "column" => TeamsFrom::Column,
                "line" => TeamsFrom::Line,
                _ => TeamsFrom::Nothing,
            }),
            leavers: !arguments.keep_missing,
            apart: arguments.apart.into_iter().collect(),
            ..Options::default()
        };
        let how = How { encoding: arguments.encoding, separator: arguments.separator };
        let import = command::Import { content, kind, how, options, columns: arguments.column, write: arguments.writing.yes };
        Ok((arguments.flags, Command::Import(Box::new(import))))
    }
}

#[derive(Subcommand)]
enum Admin {
    /// Makes somebody an administrator and prints a link with which they set their password
    Create {
        /// Their e-mail address
        email: String,
        /// Their name, if they are new here
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        flags: Flags,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut demo = None;
    let (flags, command) = match arguments.verb {
        Verb::Serve(flags) => (flags, None),
        Verb::Demo { people_only, flags } => {
            demo = Some(if people_only { Demo::People } else { Demo::WithReviews });
            (flags, None)
        }
        Verb::Admin(Admin::Create { email, name, flags }) => (flags, Some(Command::AdminCreate { email, name })),
        Verb::Migrate(flags) => (flags, Some(Command::Migrate)),
        Verb::Check(flags) => (flags, Some(Command::Check)),
        Verb::Import(import) => match import.command() {
            Ok((flags, command)) => (flags, Some(command)),
            Err(text) => return fail(&text),
        },
        Verb::Results { survey, json, flags } => (flags, Some(Command::Results { survey, json })),
        Verb::Questionnaire(Questionnaire::Template) => {
            let _ = write!(std::io::stdout(), "{}", file::template());
            return ExitCode::SUCCESS;
        }
        Verb::Questionnaire(Questionnaire::Export { id, flags }) => (flags, Some(Command::QuestionnaireExport { id })),
        Verb::Questionnaire(Questionnaire::Import { file, yes, flags }) => match import::content_up_to(&file, file::LARGEST) {
            Ok(content) => (flags, Some(Command::QuestionnaireImport { content, write: yes })),
            Err(text) => return fail(&text),
        },
        Verb::Simulate { people, seed, flags } => (flags, Some(Command::Simulate { people, seed })),
    };
    let mut config = match Config::read(arguments.config.as_deref(), &flags) {
        Ok(config) => config,
        Err(error) => return fail(&error),
    };
    if demo.is_some() && config.mail == "none" {
        config.mail = format!("file:{}", config.data.join("mail").display());
    }
    if let Err(error) = start_log(if command.is_some() { "warn" } else { &config.log }) {
        return fail(&error);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("The program could not start: {error}.")),
    };
    let ended = runtime.block_on(async {
        match command {
            Some(command) => {
                let text = command::run(&config, command).await.into_result()?;
                // Whoever reads it may have seen enough (`waymark check | head -2`).
                let _ = writeln!(std::io::stdout(), "{text}");
                Ok(())
            }
            None => serve::serve(config, demo).await,
        }
    });
    // Work that cannot be interrupted (looking up a mail server's name) does not keep the program.
    runtime.shutdown_background();
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => fail(&text),
    }
}

fn fail(text: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{text}");
    ExitCode::FAILURE
}

fn start_log(filter: &str) -> Result<(), String> {
    let filter = EnvFilter::try_new(filter).map_err(|error| format!("log = \"{filter}\" cannot be used: {error}."))?;
    tracing_subscriber::registry()
        .with(
            tracing_subscriber::fmt::layer()
                .with_writer(std::io::stderr)
                .with_filter(filter.and(store::durability::WithoutFalseAlarm)),
        )
        .with(store::durability::Witness.with_filter(LevelFilter::INFO))
        .init();
    Ok(())
}
