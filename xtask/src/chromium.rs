//! The browser that tests and measurements run in.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::command;
use crate::step;

/// Names Chromium where it is not found by itself.
pub const VARIABLE: &str = "WAYMARK_CHROMIUM";

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const PLACES: [&str; 7] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// Finds Chromium: named by `WAYMARK_CHROMIUM`, on PATH, in its usual places; on Debian, as root, installs it.
pub fn find() -> Result<PathBuf> {
    if let Some(named) = named(env::var_os(VARIABLE))? {
        return Ok(named);
    }
    if let Some(found) = usual() {
        return Ok(found);
    }
    if is_debian() && is_root() {
        install()?;
        if let Some(found) = usual() {
            return Ok(found);
        }
    }
    bail!(
        "no Chromium or Google Chrome found: install one (on Debian `apt-get install chromium`, elsewhere from its \
         maker), or name its program in {VARIABLE}"
    )
}

/// What the variable names, if it is set.
fn named(variable: Option<OsString>) -> Result<Option<PathBuf>> {
    let Some(value) = variable.filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let program = PathBuf::from(value);
    if !command::is_program(&program) {
        bail!("{VARIABLE} names {}, which is not a program", program.display());
    }
    Ok(Some(program))
}

fn usual() -> Option<PathBuf> {
    NAMES
        .into_iter()
        .find_map(command::on_path)
        .or_else(|| PLACES.into_iter().map(PathBuf::from).find(|place| command::is_program(place)))
}

/// Debian itself: its derivatives package Chromium in other ways.
fn is_debian() -> bool {
    fs::read_to_string(Path::new("/etc/os-release")).is_ok_and(|text| names_debian(&text))
}

fn names_debian(os_release: &str) -> bool {
    os_release.lines().any(|line| matches!(line.trim(), "ID=debian" | "ID=\"debian\""))
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn install() -> Result<()> {
    let what = format!("browser: no Chromium found, installing Debian's with apt-get ({VARIABLE} would name another)");
    step::loud(&what, || {
        apt(&["update"])?;
        apt(&["install", "-y", "chromium"])
    })
}

fn apt(arguments: &[&str]) -> Result<()> {
    let mut apt = Command::new("apt-get");
    apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
    command::succeed(&mut apt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variable_must_name_a_program() {
        assert_eq!(named(None).expect("nothing is named"), None);
        assert_eq!(named(Some(OsString::new())).expect("nothing is named"), None);
        assert_eq!(named(Some("/bin/sh".into())).expect("it is one"), Some(PathBuf::from("/bin/sh")));
        let error = named(Some("/no/such/browser".into())).expect_err("it does not exist");
        assert_eq!(error.to_string(), "WAYMARK_CHROMIUM names /no/such/browser, which is not a program");
    }

    #[test]
    fn only_debian_itself_is_debian() {
        assert!(names_debian("NAME=\"Debian GNU/Linux\"\nID=debian\n"));
        assert!(!names_debian("ID=ubuntu\nID_LIKE=debian\n"));
    }
}
