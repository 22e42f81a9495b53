//! The unix socket on which a running server takes commands: one JSON line each way. Only the user that runs the server may
//! connect.

use crate::command::{Command, Outcome, perform};
use serde::{Deserialize, Serialize};
use std::{
    fs, io,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf, absolute},
    time::Duration,
};
use store::Store;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
    sync::watch,
    time::timeout,
};

/// How long to wait for the rest of a command.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest command that the socket takes, in bytes: a file to import, in base64.
const LONGEST: u64 = 16 * 1024 * 1024;

/// A command as it goes through the socket.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Asked {
    /// Which database is meant, as [`place`] writes it: not always the one that the server has open.
    database: String,
    command: Command,
}

/// A database's address in the one form in which two can be compared: whatever folder they were written from, and with
/// whatever options.
fn place(url: &str) -> String {
    let Some(folder) = store::folder(url) else { return url.to_owned() };
    let whole = fs::canonicalize(&folder).or_else(|_| absolute(&folder)).unwrap_or(folder);
    format!("surrealkv://{}", whole.display())
}

/// Sends a command to the server that listens at `path`; `None` where none does.
pub async fn ask(path: &Path, database: &str, command: &Command) -> Option<Outcome> {
    let mut stream = UnixStream::connect(path).await.ok()?;
    let asking = async {
        let mut line = serde_json::to_vec(&Asked { database: place(database), command: command.clone() })?;
        line.push(b'\n');
        stream.write_all(&line).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        io::Result::Ok(serde_json::from_str(&answer)?)
    };
    Some(asking.await.unwrap_or_else(|error| Outcome::wrong(format!("The running server did not answer: {error}."))))
}

/// The socket of this server; removed with it.
#[derive(Debug)]
pub struct Socket {
    listener: UnixListener,
    path: PathBuf,
    inode: Option<u64>,
}

impl Socket {
    /// Makes the socket, in place of what a server that died left behind.
    ///
    /// # Errors
    ///
    /// A sentence when another server listens there, or when it cannot be made.
    pub async fn bind(path: &Path) -> Result<Self, String> {
        if UnixStream::connect(path).await.is_ok() {
            return Err(format!(
                "Another server uses this data folder: it listens on {}. Stop it, or name another folder with --data.",
                path.display()
            ));
        }
        Self::make(path).map_err(|error| format!("The command socket {} cannot be made: {error}.", path.display()))
    }

    fn make(path: &Path) -> io::Result<Self> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(path)?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
        Ok(Self { listener, path: path.to_owned(), inode: inode(path) })
    }

    /// Answers commands until `stop` becomes true.
    pub async fn answer(self, store: Store, database: String, base: String, mut stop: watch::Receiver<bool>) {
        let database = place(&database);
        while !*stop.borrow() {
            tokio::select! {
                accepted = self.listener.accept() => {
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
}

impl Drop for Socket {
    fn drop(&mut self) {
        // What somebody else has put there meanwhile is theirs.
        if self.inode.is_some() && inode(&self.path) == self.inode {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn inode(path: &Path) -> Option<u64> {
    fs::symlink_metadata(path).ok().map(|file| file.ino())
}

async fn answer_one(stream: UnixStream, store: &Store, database: &str, base: &str) -> io::Result<()> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_the_same_however_it_is_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let whole = folder.path().canonicalize().expect("there");
        let expected = format!("surrealkv://{}", whole.display());
        for url in [
            format!("surrealkv://{}", whole.display()),
            format!("surrealkv://{}/.", whole.display()),
            format!("surrealkv://{}/../{}", whole.display(), whole.file_name().expect("a name").display()),
            format!("surrealkv://{}?sync=every", whole.display()),
        ] {
            assert_eq!(place(&url), expected, "{url}");
        }
        assert_eq!(place("ws://db:8000"), "ws://db:8000");
        let here = std::env::current_dir().expect("a folder");
        assert_eq!(place("surrealkv://no/such"), format!("surrealkv://{}/no/such", here.display()));
    }

    #[tokio::test]
    async fn a_socket_that_is_answered_is_not_taken_away_and_one_of_the_dead_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("waymark.sock");
        let first = Socket::bind(&path).await.expect("a socket");
        let error = Socket::bind(&path).await.expect_err("somebody listens");
        assert!(error.contains("Another server uses this data folder"), "{error}");
        drop(first);
        assert!(!path.exists(), "it goes with its server");
        // A server that was killed leaves its file.
        drop(std::os::unix::net::UnixListener::bind(&path).expect("a socket"));
        assert!(path.exists());
        let second = Socket::bind(&path).await.expect("a socket");
        // Somebody else's is left alone.
        fs::remove_file(&path).expect("removed");
        fs::write(&path, "another").expect("written");
        drop(second);
        assert!(path.exists());
    }
}
