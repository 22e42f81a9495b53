//! The program under measurement, as a process of its own: started, watched from outside, ended.

use anyhow::{Context, Result, bail, ensure};
use std::{
    env,
    fs::{self, File},
    net::SocketAddr,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    pin::pin,
    process::{ExitStatus, Stdio},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

/// How long it may take to say that it is ready, and to end when it is told to, before the bench gives up.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a verb may take that is run to its end, before the bench gives up.
const PATIENCE_WITH_VERBS: Duration = Duration::from_mins(5);

/// How often the memory of a verb is looked at while it runs.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The kernel counts processor time in hundredths of a second towards programs.
const TICKS: f64 = 100.0;

/// The program, and the folder in which its data folders are made.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
    scratch: PathBuf,
}

impl Program {
    /// The program at `path`; it is started in `scratch`, so that no configuration file is found.
    pub fn new(path: &Path, scratch: &Path) -> Result<Self> {
        let path = fs::canonicalize(path).with_context(|| format!("there is no program {}", path.display()))?;
        let scratch = fs::canonicalize(scratch).with_context(|| format!("there is no folder {}", scratch.display()))?;
        Ok(Self { path, scratch })
    }

    /// The program's size in bytes.
    pub fn size(&self) -> Result<u64> {
        Ok(fs::metadata(&self.path)?.len())
    }

    /// Starts `waymark demo` on the data folder of this name, and waits until it says that it is ready.
    pub async fn demo(&self, data: &str) -> Result<Server> {
        self.demo_under(&[], data).await
    }

    /// The same, started through another program that ends by becoming the one that it is given.
    pub async fn demo_under(&self, wrapper: &[String], data: &str) -> Result<Server> {
        let mut words = wrapper.iter().map(AsRef::as_ref).chain([self.path.as_os_str()]);
        let mut command = Command::new(words.next().expect("the program itself is there at least"));
        command.args(words).args(["demo", "--addr", "127.0.0.1:0", "--data", data]);
        let log = self.scratch.join(format!("{data}.log"));
        self.prepare(&mut command);
        command
            .env("WAYMARK_SIGN_IN_TRIES", "1000")
            .stdout(Stdio::piped())
            .stderr(File::options().create(true).append(true).open(&log)?);
        let started = Instant::now();
        let mut child = command.spawn().with_context(|| format!("{} cannot be started", self.path.display()))?;
        let pid = child.id().context("the server ended at once")?;
        let mut lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        let told = || fs::read_to_string(&log).unwrap_or_default();
        let address = match timeout(PATIENCE, ready_line(&mut lines)).await {
            Ok(Ok(address)) => address,
            Ok(Err(error)) => bail!("the server did not start: {error}\n{}", told()),
            Err(_) => bail!("the server was not ready after {} s\n{}", PATIENCE.as_secs(), told()),
        };
        // Whoever prints must not find the pipe closed.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Server { child, pid, address, started })
    }

    /// Runs `waymark check` on the data folder of this name: whether it found all well, and what it printed.
    pub async fn check(&self, data: &str) -> Result<(bool, String)> {
        let mut command = self.verb(&["check", "--data", data]);
        let output = timeout(PATIENCE, command.output()).await.context("`waymark check` does not end")??;
        let text = [output.stdout, output.stderr].concat();
        Ok((output.status.success(), String::from_utf8_lossy(&text).into_owned()))
    }

    /// Runs a verb to its end; fails with what it printed when it fails. Files are named from the scratch folder.
    pub async fn run(&self, arguments: &[&str]) -> Result<Ran> {
        let mut command = self.verb(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let started = Instant::now();
        let child = command.spawn().with_context(|| format!("{} cannot be started", self.path.display()))?;
        let pid = child.id().context("the program ended at once")?;
        let mut ending = pin!(timeout(PATIENCE_WITH_VERBS, child.wait_with_output()));
        let mut peak = None;
        let output = loop {
            // The kernel keeps the peak itself, so only what is added in the last moment before the end is missed.
            peak = kilobytes_of(pid, "VmHWM:").or(peak);
            if let Ok(ended) = timeout(LOOK_EVERY, ending.as_mut()).await {
                break ended.with_context(|| format!("`waymark {}` does not end", arguments.join(" ")))??;
            }
        };
        let time = started.elapsed();
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        ensure!(output.status.success(), "`waymark {}` ended with {}:\n{text}", arguments.join(" "), output.status);
        Ok(Ran { time, text, peak })
    }

    /// Starts a verb and kills it (SIGKILL) after this long; returns whether that is what ended it. It fails when the verb had
    /// failed by itself before.
    pub async fn run_until_killed(&self, arguments: &[&str], after: Duration) -> Result<bool> {
        let mut command = self.verb(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().with_context(|| format!("{} cannot be started", self.path.display()))?;
        let ended = timeout(after, child.wait()).await;
        let status = if let Ok(ended) = ended {
            ended?
        } else {
            child.start_kill()?;
            child.wait().await?
        };
        let is_killed = status.signal().is_some();
        ensure!(is_killed || status.success(), "`waymark {}` ended with {status} before it was killed", arguments.join(" "));
        Ok(is_killed)
    }

    /// The program with these arguments, not started yet.
    fn verb(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command.args(arguments);
        self.prepare(&mut command);
        command
    }

    /// Names of data folders are relative: the path of a unix socket, which lies in them, may have 107 bytes at most.
    fn prepare(&self, command: &mut Command) {
        command.current_dir(&self.scratch).stdin(Stdio::null()).kill_on_drop(true);
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("WAYMARK_") {
                command.env_remove(name);
            }
        }
    }
}

/// A verb that ran to its end.
#[derive(Debug)]
pub struct Ran {
    /// From the start of its process to its end.
    pub time: Duration,
    /// What it printed.
    pub text: String,
    /// The most resident memory that it was seen to have, in bytes.
    pub peak: Option<u64>,
}

async fn ready_line(lines: &mut Lines<BufReader<ChildStdout>>) -> Result<SocketAddr> {
    while let Some(line) = lines.next_line().await? {
        if let Some(address) = line.strip_prefix("Waymark serves http://") {
            let address: SocketAddr = address.trim().parse().with_context(|| format!("it says \"{line}\""))?;
            ensure!(address.ip().is_loopback(), "it listens on {address}, not on this machine alone");
            return Ok(address);
        }
    }
    bail!("it ended without saying where it serves")
}

/// A running server. It is killed when this is dropped.
pub struct Server {
    child: Child,
    pid: u32,
    /// Where it listens.
    pub address: SocketAddr,
    /// When its process was started.
    pub started: Instant,
}

/// A server's process, seen from outside, for those who do not hold the server.
#[derive(Clone, Copy, Debug)]
pub struct Process(u32);

impl Process {
    /// Resident memory now, in bytes.
    pub fn resident(self) -> Option<u64> {
        kilobytes_of(self.0, "VmRSS:")
    }

    /// The part of it that is no file, in bytes: the rest is mostly the program's own code.
    pub fn anonymous(self) -> Option<u64> {
        kilobytes_of(self.0, "RssAnon:")
    }

    /// How many files and sockets it has open.
    pub fn open_files(self) -> Option<u64> {
        let entries = fs::read_dir(format!("/proc/{}/fd", self.0)).ok()?;
        u64::try_from(entries.count()).ok()
    }

    /// Processor time that it has used, in seconds.
    pub fn processor_time(self) -> Option<f64> {
        processor_time(&self.0.to_string())
    }
}

impl Server {
    /// Its process, seen from outside.
    pub fn process(&self) -> Process {
        Process(self.pid)
    }

    /// Resident memory now, in bytes.
    pub fn resident(&self) -> Option<u64> {
        self.process().resident()
    }

    /// The part of it that is no file, in bytes: the rest is mostly the program's own code.
    pub fn anonymous(&self) -> Option<u64> {
        self.process().anonymous()
    }

    /// The most resident memory that it ever had, in bytes.
    pub fn resident_peak(&self) -> Option<u64> {
        kilobytes_of(self.pid, "VmHWM:")
    }

    /// How many files and sockets it has open.
    pub fn open_files(&self) -> Option<u64> {
        self.process().open_files()
    }

    /// Processor time that it has used, in seconds.
    pub fn processor_time(&self) -> Option<f64> {
        self.process().processor_time()
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Tells it to end (SIGTERM): how long it took to, and with what status.
    pub async fn terminate(mut self) -> Result<(Duration, ExitStatus)> {
        let asked = Instant::now();
        let sent = Command::new("kill").args(["-s", "TERM", &self.pid.to_string()]).status().await?;
        ensure!(sent.success(), "SIGTERM could not be sent: the server was gone already");
        let status = timeout(PATIENCE, self.child.wait()).await.context("the server does not end")??;
        Ok((asked.elapsed(), status))
    }

    /// Ends it without warning (SIGKILL).
    pub async fn kill(mut self) -> Result<()> {
        ensure!(self.is_alive(), "the server had ended by itself before it was killed");
        self.child.start_kill()?;
        self.child.wait().await?;
        Ok(())
    }
}

/// Processor time that a process (a number, or `self`) has used, in seconds.
pub fn processor_time(process: &str) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The program's name stands in parentheses and may hold spaces.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index)?.parse::<u32>().ok();
    Some(f64::from(ticks(11)? + ticks(12)?) / TICKS)
}

fn kilobytes_of(pid: u32, field: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}
