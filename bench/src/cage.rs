//! A control group with a limit on memory, for one process.

use crate::machine;
use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process,
};

/// A control group that was made here. It is removed when this is dropped, if nothing runs in it any more.
#[derive(Debug)]
pub struct Cage {
    folder: PathBuf,
    version: Version,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    One,
    Two,
}

impl Cage {
    /// Makes one below this process's own, so that what limits this one goes on to do so; else why it cannot be made.
    pub fn with(limit: u64) -> Result<Self, String> {
        let groups = fs::read_to_string("/proc/self/cgroup").map_err(|error| format!("/proc/self/cgroup: {error}"))?;
        let mut reasons = Vec::new();
        for (version, folder) in places(&groups) {
            match Self::make(version, &folder, limit) {
                Ok(cage) => return Ok(cage),
                Err(error) => reasons.push(error),
            }
        }
        Err(if reasons.is_empty() { "there is no controller of memory".to_owned() } else { reasons.join("; ") })
    }

    fn make(version: Version, parent: &Path, limit: u64) -> Result<Self, String> {
        let folder = parent.join(format!("waymark-bench-{}", process::id()));
        fs::create_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let cage = Self { folder, version };
        match version {
            Version::One => cage.write("memory.limit_in_bytes", limit)?,
            Version::Two => cage.write("memory.max", limit)?,
        }
        // Without swap, where the kernel counts it; where it does not, the limit is on memory alone.
        let _ = match version {
            Version::One => cage.write("memory.memsw.limit_in_bytes", limit),
            Version::Two => cage.write("memory.swap.max", 0),
        };
        Ok(cage)
    }

    fn write(&self, file: &str, value: u64) -> Result<(), String> {
        let path = self.folder.join(file);
        // Only a file that the kernel put there: without the controller, writing would be refused or mean nothing.
        let mut file = fs::File::options().write(true).open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        std::io::Write::write_all(&mut file, value.to_string().as_bytes()).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn read(&self, file: &str) -> Option<String> {
        fs::read_to_string(self.folder.join(file)).ok()
    }

    /// What to put before a command so that it runs in here from its first moment.
    pub fn wrapper(&self) -> Vec<String> {
        let enter = format!("echo $$ > '{}' && exec \"$@\"", self.folder.join("cgroup.procs").display());
        ["sh", "-c", &enter, "sh"].map(str::to_owned).into()
    }

    /// The most memory that was ever used in here, in bytes: the process's own, and files that it read or wrote.
    pub fn peak(&self) -> Option<u64> {
        let file = if self.version == Version::One { "memory.max_usage_in_bytes" } else { "memory.peak" };
        self.read(file)?.trim().parse().ok()
    }

    /// How often the kernel killed something in here for want of memory.
    pub fn kills(&self) -> Option<u64> {
        let file = if self.version == Version::One { "memory.oom_control" } else { "memory.events" };
        self.read(file)?.lines().find_map(|line| line.strip_prefix("oom_kill "))?.trim().parse().ok()
    }

    /// What it is, for the report.
    pub fn kind(&self) -> &'static str {
        if self.version == Version::One { "cgroup v1" } else { "cgroup v2" }
    }
}

impl Drop for Cage {
    fn drop(&mut self) {
        // The kernel may need a moment after the last process.
        for _ in 0..50 {
            if fs::remove_dir(&self.folder).is_ok() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        eprintln!("warning: {} could not be removed", self.folder.display());
    }
}

/// Where a group may be made: below this process's own.
fn places(groups: &str) -> Vec<(Version, PathBuf)> {
    let mut found = Vec::new();
    for line in groups.lines() {
        let mut parts = line.splitn(3, ':').skip(1);
        let (Some(controllers), Some(own)) = (parts.next(), parts.next()) else { continue };
        let (version, root) = match controllers {
            "" if Path::new("/sys/fs/cgroup/cgroup.controllers").is_file() => (Version::Two, "/sys/fs/cgroup"),
            one if one.split(',').any(|controller| controller == "memory") => (Version::One, "/sys/fs/cgroup/memory"),
            _ => continue,
        };
        let own = Path::new(root).join(own.trim_start_matches('/'));
        // In a container the own group may be what is mounted at the top.
        found.push((version, if own.is_dir() { own } else { root.into() }));
    }
    found
}

/// The command that starts another one under systemd's own limit, where systemd runs this machine.
pub fn systemd(limit: u64) -> Option<Vec<String>> {
    (machine::has("systemd-run") && Path::new("/run/systemd/system").is_dir()).then(|| {
        let is_root = fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
        let whose = if is_root { "--system" } else { "--user" };
        let limit = format!("MemoryMax={limit}");
        let words = ["systemd-run", whose, "--scope", "--quiet", "--collect", "-p", &limit, "-p", "MemorySwapMax=0", "--"];
        words.map(str::to_owned).into()
    })
}

/// The most memory that the group of a process ever used, and how often the kernel killed in it: for groups that were not
/// made here.
pub fn of_process(pid: u32) -> (Option<u64>, Option<u64>) {
    let groups = fs::read_to_string(format!("/proc/{pid}/cgroup")).unwrap_or_default();
    let Some(own) = groups.lines().find_map(|line| line.strip_prefix("0::")) else { return (None, None) };
    let folder = Path::new("/sys/fs/cgroup").join(own.trim_start_matches('/'));
    let peak = fs::read_to_string(folder.join("memory.peak")).ok().and_then(|text| text.trim().parse().ok());
    let events = fs::read_to_string(folder.join("memory.events")).unwrap_or_default();
    let kills = events.lines().find_map(|line| line.strip_prefix("oom_kill "));
    (peak, kills.and_then(|kills| kills.trim().parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_groups_that_count_memory_are_places() {
        let found = places("9:name=systemd:/\n8:pids:/a\n4:memory:/no/such/group\n");
        assert_eq!(found, [(Version::One, PathBuf::from("/sys/fs/cgroup/memory"))]);
        assert_eq!(places("nonsense"), []);
    }
}
