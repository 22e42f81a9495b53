//! Importing and exporting people and teams.
//!
//! *Architecture invariant:* trying an import and doing it are one function; only the commit differs. And it is one
//! transaction: whenever the program is killed, all of it is there or nothing.

use crate::{
    Failed, Store, StoreError,
    access::Administrator,
    audit::{self, By, Deed},
    change, directory,
    directory::Snapshot,
    post, project,
    transaction::Work,
    upload,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use waymark::{
    change::{Broken, Changes},
    import::{self, Columns, FileRefused, How, Kind, Known, Options, Plan},
};

/// Who imports.
#[derive(Clone, Copy, Debug)]
pub enum Importer {
    /// An administrator.
    Administrator(Administrator),
    /// Whoever may run commands on the machine.
    CommandLine,
}

impl Importer {
    pub(crate) fn by(self) -> By {
        match self {
            Self::Administrator(administrator) => By::Person(administrator.person()),
            Self::CommandLine => By::CommandLine,
        }
    }
}

/// Whether anything is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing is: one looks at what would be.
    Try,
    /// The plan is, if it is still the one with this fingerprint; where none is named, whatever it is.
    Import {
        /// The fingerprint that was seen.
        seen: Option<String>,
        /// The upload that is then done with.
        upload: Option<uuid::Uuid>,
    },
}

/// What an import says, or said when it was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What the file is about.
    pub kind: Kind,
    /// The encoding that it is in.
    pub encoding: String,
    /// What separates its columns.
    pub separator: char,
    /// The names of its columns.
    pub header: Vec<String>,
    /// What each column serves.
    pub columns: Columns,
    /// What would be, or was, done.
    pub plan: Plan,
    /// By what the plan is known again.
    pub fingerprint: String,
}

/// Why nothing was imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportRefused {
    /// The file cannot be read.
    File(FileRefused),
    /// The plan has problems.
    Problems(Box<Report>),
    /// The organisation or the file's choices changed since the plan was looked at.
    Outdated,
    /// A rule of the organisation would no longer hold.
    Broken(Broken),
}

/// Plans an import, and does it unless it is only tried.
///
/// # Errors
///
/// [`ImportRefused`], or the store's.
pub async fn run(
    store: &Store,
    importer: Importer,
    content: &[u8],
    how: &How,
    options: &Options,
    mode: &Mode,
) -> Result<Report, Failed<ImportRefused>> {
    let table = import::read(content, how).map_err(|why| Failed::Refused(ImportRefused::File(why)))?;
    let table = &table;
    store
        .transact_audited(|| async move {
            let seen = directory::read(store).await?;
            let known = known(store, &seen, importer).await?;
            let kind = import::kind(table);
            let mut draw = uuid::Uuid::new_v4;
            let plan = match kind {
                Kind::People => import::plan(table, &known, options, &mut draw),
                Kind::Teams => import::teams(table, &known, &mut draw),
            };
            let report = Report {
                kind,
                encoding: table.encoding.clone(),
                separator: table.separator,
                header: table.header.clone(),
                columns: Columns::matched(&table.header).chosen(&options.columns),
                fingerprint: plan.fingerprint(),
                plan,
            };
            let mut work = Work::new();
            let action = if kind == Kind::People { "people.imported" } else { "teams.imported" };
            let detail = summary(&report.plan);
            let deed = Deed { by: importer.by(), action, subject: format!("{} rows", report.plan.rows), detail };
            let Mode::Import { seen: expected, upload } = mode else { return Ok((work, deed, report)) };
            if !report.plan.problems.is_empty() {
                return Err(Failed::Refused(ImportRefused::Problems(Box::new(report))));
            }
            if expected.as_ref().is_some_and(|expected| *expected != report.fingerprint) {
                return Err(Failed::Refused(ImportRefused::Outdated));
            }
            let Plan { people, teams, posts, .. } = report.plan.clone();
            let mut changes = Changes { people, teams, posts, projects: Vec::new() };
            let gone: BTreeSet<_> = report.plan.left.iter().map(|one| one.id).collect();
            for project in project::list(store).await? {
                let Some(lead) = project.lead.filter(|lead| gone.contains(lead)) else { continue };
                let next = seen.directory.line_up(lead).into_iter().find(|above| !gone.contains(above));
                changes.project(&project, |project| project.lead = next);
            }
            if !changes.is_empty() {
                change::write(&mut work, &seen, &changes).map_err(|broken| Failed::Refused(ImportRefused::Broken(broken)))?;
            }
            if let Some(upload) = upload {
                work.add("DELETE $upload").bind("upload", upload::id(*upload));
            }
            Ok((work, deed, report))
        })
        .await
}

fn summary(plan: &Plan) -> String {
    let counts = [
        (plan.added.len(), "added"),
        (plan.changed.len(), "changed"),
        (plan.left.len(), "left"),
        (plan.returned.len(), "returned"),
        (plan.joined.len(), "joined"),
        (plan.teams_added.len(), "teams added"),
        (plan.teams_changed.len(), "teams changed"),
    ];
    let said: Vec<_> = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if said.is_empty() { "nothing changed".to_owned() } else { said.join(", ") }
}

async fn known(store: &Store, seen: &Snapshot, importer: Importer) -> Result<Known, StoreError> {
    let directory = &seen.directory;
    let people = directory.people().iter().chain(directory.left()).filter_map(|id| directory.person(*id));
    Ok(Known {
        people: people.map(|person| (person.id, waymark::person::Person::clone(person))).collect(),
        posts: post::all(store).await?.into_iter().map(|post| (post.key.clone(), post)).collect(),
        teams: directory.every_team().map(|team| (team.id, waymark::team::Team::clone(team))).collect(),
        today: seen.day(store.now()),
        importer: match importer {
            Importer::Administrator(administrator) => Some(administrator.person()),
            Importer::CommandLine => None,
        },
    })
}

/// People as a table, for spreadsheets and to import again. That it was taken is told in the audit chain.
///
/// # Errors
///
/// When the store fails.
pub async fn export_people(store: &Store, administrator: &Administrator) -> Result<String, StoreError> {
    export(store, administrator, "people.exported", waymark::export::people).await
}

/// Teams as a table, for spreadsheets and to import again. That it was taken is told in the audit chain.
///
/// # Errors
///
/// When the store fails.
pub async fn export_teams(store: &Store, administrator: &Administrator) -> Result<String, StoreError> {
    export(store, administrator, "teams.exported", waymark::export::teams).await
}

async fn export(
    store: &Store,
    administrator: &Administrator,
    action: &'static str,
    table: fn(&Known) -> String,
) -> Result<String, StoreError> {
    let by = By::Person(administrator.person());
    let seen = directory::read(store).await?;
    let known = known(store, &seen, Importer::Administrator(*administrator)).await?;
    audit::note(store, || Deed { by, action, subject: format!("{} people", known.people.len()), detail: String::new() }).await?;
    Ok(table(&known))
}
