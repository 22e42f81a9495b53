//! What the command line can ask of a database, whether a server has it open or not.

use crate::config::Config;
use serde::{Deserialize, Serialize};
use std::{path::Path, time::Duration};
use store::{Clock, Failed, Store};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
    sync::watch,
    time::timeout,
};
use waymark::{
    email::Email,
    person::{InviteRefused, Name},
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
}

/// A command as it goes through the socket.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Asked {
    /// Which database is meant: not always the one that the server has open.
    database: String,
    command: Command,
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
    fn wrong(text: impl Into<String>) -> Self {
        Self { text: text.into(), fine: false }
    }
}

/// How long to wait for the rest of a command.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest command that the socket takes, in bytes.
const LONGEST: u64 = 64 * 1024;

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
    match store::person::create_administrator(store, name, email).await {
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
    if let Ok(stream) = UnixStream::connect(config.socket()).await {
        return ask(stream, &Asked { database: config.database(), command })
            .await
            .unwrap_or_else(|error| Outcome::wrong(format!("The running server did not answer: {error}.")));
    }
    let url = config.database();
    if let Some(folder) = url.strip_prefix("surrealkv://")
        && command != Command::Migrate
        && !matches!(command, Command::AdminCreate { .. })
        && !Path::new(folder).exists()
    {
        return Outcome::wrong(format!("There is no database at {folder}."));
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

async fn ask(mut stream: UnixStream, asked: &Asked) -> std::io::Result<Outcome> {
    let mut line = serde_json::to_vec(asked)?;
    line.push(b'\n');
    stream.write_all(&line).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(serde_json::from_str(&answer)?)
}

/// Takes commands on the socket until `stop` becomes true. Only the user that runs the server may connect.
///
/// # Errors
///
/// When the socket cannot be made.
pub fn listen(path: &Path) -> std::io::Result<UnixListener> {
    use std::os::unix::fs::PermissionsExt;
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let listener = UnixListener::bind(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Answers commands on the socket until `stop` becomes true.
pub async fn answer(listener: UnixListener, store: Store, database: String, base: String, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else {
                    // Perhaps no file descriptor is left: they come back.
                    tokio::time::sleep(PATIENCE / 10).await;
                    continue;
                };
                let (store, database, base) = (store.clone(), database.clone(), base.clone());
                tokio::spawn(async move {
                    if let Err(error) = answer_one(stream, &store, &database, &base).await {
                        tracing::warn!(%error, "a command was not answered");
                    }
                });
            }
            _ = stop.changed() => {}
        }
    }
}

async fn answer_one(stream: UnixStream, store: &Store, database: &str, base: &str) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut line = String::new();
    let reading = timeout(PATIENCE, BufReader::new(reader.take(LONGEST)).read_line(&mut line)).await;
    let outcome = match (reading, serde_json::from_str::<Asked>(&line)) {
        (Ok(Ok(_)), Ok(asked)) if asked.database == database => perform(store, base, asked.command).await,
        (Ok(Ok(_)), Ok(asked)) => Outcome::wrong(format!(
            "The server whose socket is in this data folder has {database} open, not {}. Name another --data for that one.",
            asked.database
        )),
        _ => Outcome::wrong("The server does not know this command: it may be of another version."),
    };
    writer.write_all(&serde_json::to_vec(&outcome)?).await
}
