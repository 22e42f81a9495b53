//! Opening a database: embedded in a folder, in memory, or on a server.

use crate::{
    Clock, Migration, SCHEMA, StoreError,
    directory::Snapshot,
    durability,
    goal::{Courses, Goals},
    kept::{Commits, Kept},
    live::News,
    migrate::{MigrateFailed, migrate},
    questionnaire, review, survey, workshop,
};
use std::{
    fmt, fs, io,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};
use surrealdb::{
    Surreal,
    engine::any::{self, Any},
};
use tokio::sync::{Mutex, Notify};

/// An open database with the schema that this program knows. Cloning is cheap and opens nothing.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    db: Surreal<Any>,
    clock: Clock,
    /// Where an embedded database lies.
    folder: Option<PathBuf>,
    applied: OnceLock<Vec<&'static str>>,
    /// What was committed, so that nobody asks for what cannot be newer.
    commits: Commits,
    /// Held by who appends to the audit chain, so that writers of this process wait instead of colliding.
    audit: Mutex<()>,
    /// The organisation, as it was last read.
    directory: Kept<Snapshot>,
    /// The surveys, as they were last read.
    surveys: survey::Kept,
    /// The goals, as they were last read.
    goals: Kept<Goals>,
    /// The workshops, as they were last read.
    workshops: workshop::Kept,
    /// The personal reviews, as they were last read.
    reviews: Kept<review::Reviews>,
    /// How goals went, of those that were looked at.
    courses: Courses,
    /// What is told to those who watch.
    news: News,
    /// Rings when a job was added.
    jobs: Notify,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store(..)")
    }
}

/// Why a database cannot be opened. In every case nothing in it was changed.
#[derive(Debug)]
pub enum OpenFailed {
    /// The address is none that this program knows.
    Address(String),
    /// Another program has it open.
    InUse {
        /// The address.
        url: String,
    },
    /// It cannot be read: not there, no right to, damaged, or something else than a database.
    Unreadable {
        /// The address.
        url: String,
        /// What the engine said.
        cause: String,
    },
    /// A newer program wrote it.
    Newer {
        /// The newest step of its schema.
        has: u32,
        /// The newest step that this program knows.
        known: u32,
    },
    /// Its schema was made by other steps than this program's.
    Altered {
        /// The number of the step that differs.
        number: u32,
        /// Its name in the database.
        name: String,
    },
    /// It would not write every commit to disk before saying so.
    NotDurable {
        /// What the engine said about syncing.
        mode: String,
    },
    /// A step of the schema failed; it was undone.
    Migration(StoreError),
}

impl fmt::Display for OpenFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(url) => write!(
                f,
                "\"{url}\" is no address of a database. It is surrealkv://FOLDER, mem://, ws://HOST:PORT or wss://HOST:PORT."
            ),
            Self::InUse { url } => {
                write!(f, "The database at {url} is open in another program. One folder belongs to one program at a time.")
            }
            Self::Unreadable { url, cause } => {
                write!(f, "The database at {url} cannot be read: {cause}. Nothing in it was changed.")
            }
            Self::Newer { has, known } => write!(
                f,
                "The database was written by a newer Waymark (its schema is at step {has}, this program knows up to {known}). \
                 Install that version or a later one. Nothing was changed."
            ),
            Self::Altered { number, name } => write!(
                f,
                "Step {number} ({name}) of the database's schema is not the one that this program knows. It was made by a \
                 changed or unreleased Waymark. Nothing was changed."
            ),
            Self::NotDurable { mode } => write!(
                f,
                "The database would not write every commit to disk before it is acknowledged ({mode}). \
                 Take \"sync\" out of its address, or set it to \"every\"."
            ),
            Self::Migration(error) => {
                write!(f, "The database's schema could not be brought up to date: {error}. The step was undone.")
            }
        }
    }
}

impl std::error::Error for OpenFailed {}

impl From<MigrateFailed> for OpenFailed {
    fn from(failed: MigrateFailed) -> Self {
        match failed {
            MigrateFailed::Newer { has, known } => Self::Newer { has, known },
            MigrateFailed::Altered { number, name } => Self::Altered { number, name },
            MigrateFailed::Store(error) => Self::Migration(error),
        }
    }
}

impl Store {
    /// The same database at another time: with a clock of its own, and nothing of what this one remembers. For what the demo
    /// company has behind it; a program has one clock.
    pub(crate) fn at(&self, clock: Clock) -> Self {
        self.beside(clock, self.0.commits.clone())
    }

    /// The same database as one that other programs write, too.
    #[cfg(test)]
    pub(crate) fn shared(&self) -> Self {
        self.beside(self.0.clock.clone(), Commits::new(false))
    }

    fn beside(&self, clock: Clock, commits: Commits) -> Self {
        Self(Arc::new(Inner {
            db: self.0.db.clone(),
            clock,
            folder: self.0.folder.clone(),
            applied: self.0.applied.clone(),
            commits,
            audit: Mutex::new(()),
            directory: Kept::default(),
            surveys: survey::Kept::default(),
            goals: Kept::default(),
            workshops: workshop::Kept::default(),
            reviews: Kept::default(),
            courses: Courses::default(),
            news: News::default(),
            jobs: Notify::new(),
        }))
    }

    /// Opens the database at `url`, and brings an empty or older one to this program's schema.
    ///
    /// `surrealkv://FOLDER` is embedded and durable, `mem://` forgets, `ws://` and `wss://` speak to a server.
    ///
    /// # Errors
    ///
    /// [`OpenFailed`], whose text is a sentence for whoever runs the program. Nothing was changed then.
    pub async fn open(url: &str, clock: Clock) -> Result<Self, OpenFailed> {
        Self::open_with(url, clock, SCHEMA).await
    }

    pub(crate) async fn open_with(url: &str, clock: Clock, schema: &'static [Migration]) -> Result<Self, OpenFailed> {
        let known = ["surrealkv://", "mem://", "ws://", "wss://"];
        if !known.iter().any(|scheme| url.starts_with(scheme)) || url == "surrealkv://" {
            return Err(OpenFailed::Address(url.to_owned()));
        }
        let embedded = folder(url);
        let unreadable = |cause: String| OpenFailed::Unreadable { url: url.to_owned(), cause };
        if let Some(folder) = &embedded {
            looks_like_a_database(folder).map_err(unreadable)?;
            make_private(folder).map_err(|error| unreadable(error.to_string()))?;
        }
        let ear = durability::listen().await;
        let db = any::connect(url).await.map_err(|error| {
            let cause = error.to_string();
            if cause.contains("already locked") { OpenFailed::InUse { url: url.to_owned() } } else { unreadable(cause) }
        })?;
        if embedded.is_some() {
            ear.assert_every().map_err(|mode| OpenFailed::NotDurable { mode })?;
        }
        db.use_ns("waymark").use_db("waymark").await.map_err(|error| unreadable(error.to_string()))?;
        let store = Self(Arc::new(Inner {
            db,
            clock,
            folder: embedded,
            applied: OnceLock::new(),
            commits: Commits::new(!url.starts_with("ws")),
            audit: Mutex::new(()),
            directory: Kept::default(),
            surveys: survey::Kept::default(),
            goals: Kept::default(),
            workshops: workshop::Kept::default(),
            reviews: Kept::default(),
            courses: Courses::default(),
            news: News::default(),
            jobs: Notify::new(),
        }));
        let steps = migrate(&store, schema, store.now()).await?;
        // Last: what is refused stays as it was.
        if let Some(folder) = &store.0.folder {
            keep_private(folder).map_err(|error| unreadable(error.to_string()))?;
        }
        if steps.iter().any(|step| step.name == "surveys") {
            questionnaire::stock(&store).await.map_err(OpenFailed::Migration)?;
        }
        store.0.applied.get_or_init(|| steps.iter().map(|step| step.name).collect());
        Ok(store)
    }

    pub(crate) fn db(&self) -> &Surreal<Any> {
        &self.0.db
    }

    pub(crate) fn directory(&self) -> &Kept<Snapshot> {
        &self.0.directory
    }

    pub(crate) fn surveys(&self) -> &survey::Kept {
        &self.0.surveys
    }

    pub(crate) fn commits(&self) -> &Commits {
        &self.0.commits
    }

    pub(crate) fn goals(&self) -> &Kept<Goals> {
        &self.0.goals
    }

    pub(crate) fn reviews(&self) -> &Kept<review::Reviews> {
        &self.0.reviews
    }

    pub(crate) fn workshops(&self) -> &workshop::Kept {
        &self.0.workshops
    }

    pub(crate) fn courses(&self) -> &Courses {
        &self.0.courses
    }

    pub(crate) fn news(&self) -> &News {
        &self.0.news
    }

    pub(crate) fn audit_lock(&self) -> &Mutex<()> {
        &self.0.audit
    }

    pub(crate) fn jobs(&self) -> &Notify {
        &self.0.jobs
    }

    /// Now, by the program's clock.
    pub fn now(&self) -> jiff::Timestamp {
        self.0.clock.now()
    }

    /// The program's clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The steps of the schema that opening this database took.
    pub fn applied(&self) -> &[&'static str] {
        self.0.applied.get().map_or(&[], Vec::as_slice)
    }

    /// Closes the database and waits, a second at most, until its folder is free for another program.
    ///
    /// Every acknowledged commit is on disk before this; it only leaves a tidy folder. Other clones of the store must be
    /// gone already, or the wait ends without it.
    pub async fn close(self) {
        let folder = self.0.folder.clone();
        drop(self);
        let Some(folder) = folder else { return };
        for _ in 0..100 {
            // The engine holds this file locked for as long as it runs.
            match fs::File::open(folder.join("LOCK")).map(|file| file.try_lock()) {
                Ok(Err(_)) => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
                _ => return,
            }
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    ///
    /// What it says instead.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.read("RETURN 1", surrealdb::types::Variables::new()).await.map(drop)
    }
}

/// The folder of an embedded database; `None` for those in memory or on a server.
pub fn folder(url: &str) -> Option<PathBuf> {
    url.strip_prefix("surrealkv://").map(|rest| PathBuf::from(rest.split('?').next().unwrap_or(rest)))
}

/// Makes a folder, and what is missing above it, that only this user may look into. One that is there stays as it is: it
/// may be everybody's.
///
/// # Errors
///
/// What the system says.
pub fn make_private(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Takes the folder of a database from everybody else: it holds nothing but the database, which may have been made by a
/// program that left it open to all.
fn keep_private(folder: &Path) -> io::Result<()> {
    let mode = fs::metadata(folder)?.permissions().mode();
    if mode & 0o077 != 0 {
        fs::set_permissions(folder, fs::Permissions::from_mode(mode & 0o700))?;
    }
    Ok(())
}

/// Refuses a path that is a file, or a folder with other things in it, before the engine writes beside them.
fn looks_like_a_database(folder: &Path) -> Result<(), String> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.to_string()),
    };
    let names: Vec<String> =
        entries.filter_map(Result::ok).map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let known = ["LOCK", "discard_stats", "manifest", "sstables", "versioned_index", "vlog", "wal"];
    if names.iter().all(|name| known.contains(&name.as_str())) { Ok(()) } else { Err("the folder holds other files".to_owned()) }
}
