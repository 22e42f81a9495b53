//! Where and when it was measured.

use serde::Serialize;
use std::{env, fs, process::Command, thread};

/// The machine, and the build of this program.
#[derive(Debug, Serialize)]
pub struct Machine {
    cores: usize,
    processor: Option<String>,
    memory_bytes: Option<u64>,
    kernel: Option<String>,
    date: String,
    rustc: Option<String>,
    commit: Option<String>,
    profile: &'static str,
}

/// Looks around.
pub fn read() -> Machine {
    let line = |file: &str, start: &str| {
        let text = fs::read_to_string(file).ok()?;
        let rest = text.lines().find_map(|line| line.strip_prefix(start))?;
        Some(rest.trim_start_matches([' ', '\t', ':']).trim().to_owned())
    };
    let memory = line("/proc/meminfo", "MemTotal:").and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    Machine {
        cores: thread::available_parallelism().map_or(0, usize::from),
        processor: line("/proc/cpuinfo", "model name"),
        memory_bytes: memory.map(|kilobytes| kilobytes * 1024),
        kernel: line("/proc/sys/kernel/osrelease", ""),
        date: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        rustc: said("rustc", &["--version"]),
        commit: said("git", &["describe", "--always", "--dirty"]),
        profile: if cfg!(debug_assertions) { "dev" } else { "release" },
    }
}

/// Whether a program is installed.
pub fn has(program: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// What a program says, where there is one.
fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

impl Machine {
    /// Prints a line or two.
    pub fn print(&self, is_quick: bool) {
        let processor = self.processor.as_deref().unwrap_or("an unknown processor");
        let compiler = self.rustc.as_deref().unwrap_or("rustc unknown");
        println!("{} cores of {processor}; {} build, {compiler}; {}", self.cores, self.profile, self.date);
        if is_quick || self.profile != "release" {
            println!("These numbers show that everything works. To keep are those of a whole run of a release build.");
        }
    }
}
