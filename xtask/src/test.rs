//! `cargo xtask test`: the tests inside the crates, those of the server, those in a browser.

use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Write, stdout};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::Part;
use crate::chromium;
use crate::command;
use crate::npm;
use crate::part::Parts;
use crate::program::{self, Mode};
use crate::site;
use crate::step;
use crate::workspace::{OWN, Workspace, native};

/// Runs one part with these arguments, or all.
pub fn test(workspace: &Workspace, part: Option<Part>, arguments: &[OsString]) -> Result<()> {
    let all = [Part::Unit, Part::Server, Part::Browser];
    let mut parts = Parts::default();
    for part in all.into_iter().filter(|each| part.is_none_or(|part| part == *each)) {
        match part {
            Part::Unit => {
                parts.run("unit", || cargo_test(workspace, "unit", &[&native()[..], &["--lib", "--bins"]].concat(), arguments));
                parts.run("xtask", || cargo_test(workspace, "xtask", &OWN, arguments));
            }
            Part::Server => parts.run("server", || {
                // The server serves what is in target/site.
                site::build(workspace, Mode::Dev)?;
                cargo_test(workspace, "server", &[&native()[..], &["--test", "*"]].concat(), arguments)
            }),
            Part::Browser => parts.run("browser", || browser(workspace, arguments)),
        }
    }
    parts.finish()
}

/// How many tests ran, and what became of them.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl fmt::Display for Count {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(to, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

impl Count {
    /// Adds what a line of `cargo test` says, if it is one that ends a test program.
    fn add_line(&mut self, line: &str) {
        let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) else {
            return;
        };
        for count in counts.split("; ") {
            if let Some((Ok(number), what)) = count.split_once(' ').map(|(number, what)| (number.parse::<u64>(), what)) {
                match what {
                    "passed" => self.passed += number,
                    "failed" => self.failed += number,
                    "ignored" => self.skipped += number,
                    _ => {}
                }
            }
        }
    }

    /// From Playwright's JSON report. A test that passed when tried again counts as passed.
    fn from_report(report: &str) -> Option<Self> {
        let report: Value = serde_json::from_str(report).ok()?;
        let number = |name| report["stats"][name].as_u64();
        Some(Self { passed: number("expected")? + number("flaky")?, failed: number("unexpected")?, skipped: number("skipped")? })
    }
}

/// Runs `cargo test`, showing what it prints, and sums its results.
fn cargo_test(workspace: &Workspace, name: &str, selection: &[&str], arguments: &[OsString]) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.arg("test").args(selection);
    if !arguments.iter().any(|argument| argument == "--no-fail-fast") {
        cargo.arg("--no-fail-fast");
    }
    cargo.args(arguments);
    let what = command::describe(&cargo);
    step::loud(&what, || {
        let mut child = cargo.stdout(Stdio::piped()).spawn().context("cannot start cargo")?;
        let mut count = Count::default();
        if let Some(output) = child.stdout.take() {
            for line in BufReader::new(output).split(b'\n') {
                let line = line?;
                count.add_line(&String::from_utf8_lossy(&line));
                let mut screen = stdout().lock();
                screen.write_all(&line)?;
                screen.write_all(b"\n")?;
            }
        }
        let status = child.wait()?;
        println!("{name}: {count}");
        ensure!(status.success(), "`{what}` failed ({status})");
        Ok(())
    })
}

/// Runs Playwright against the program as `cargo xtask run` would build it.
fn browser(workspace: &Workspace, arguments: &[OsString]) -> Result<()> {
    let folder = workspace.root.join("end2end");
    // First what fails fast.
    npm::install(&folder, "for the browser tests")?;
    step::quiet("npx tsc --noEmit, the browser tests' types", || {
        let mut tsc = Command::new("npx");
        tsc.args(["--no-install", "tsc", "--noEmit"]).current_dir(&folder);
        command::succeed(&mut tsc)
    })?;
    let chromium = chromium::find()?;
    let (_, server) = program::build_all(workspace, Mode::Dev)?;
    let report = workspace.root.join("target").join("browser-tests.json");
    forget(&report)?;
    let ran = step::loud(&format!("npx playwright test, in {}", chromium.display()), || {
        let mut playwright = Command::new("npx");
        playwright
            .args(["--no-install", "playwright", "test", "--reporter=list,json"])
            .args(arguments)
            .current_dir(&folder)
            .env("WAYMARK_BIN", server)
            .env(chromium::VARIABLE, &chromium)
            .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report);
        command::succeed(&mut playwright)
    });
    match fs::read_to_string(&report).ok().as_deref().and_then(Count::from_report) {
        Some(count) => println!("browser: {count}"),
        None if ran.is_ok() => bail!("Playwright wrote no report to {}", report.display()),
        None => {}
    }
    ran
}

/// Removes the last run's report: it must not pass for this one's.
fn forget(report: &Path) -> Result<()> {
    match fs::remove_file(report) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", report.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_results_are_summed() {
        let mut count = Count::default();
        for line in [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s",
            "test goal::says_test_result ... ok",
            "test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ] {
            count.add_line(line);
        }
        assert_eq!(count, Count { passed: 13, failed: 2, skipped: 1 });
        assert_eq!(count.to_string(), "13 passed, 2 failed, 1 skipped");
    }

    #[test]
    fn playwrights_report_is_counted() {
        let report = r#"{"suites":[],"errors":[],"stats":{"startTime":"2027-01-04T09:00:00.000Z","duration":812.5,
            "expected":40,"skipped":0,"unexpected":1,"flaky":2}}"#;
        let count = Count::from_report(report).expect("it is a report");
        assert_eq!(count.to_string(), "42 passed, 1 failed");
    }

    #[test]
    fn what_is_no_report_counts_nothing() {
        assert_eq!(Count::from_report(""), None);
        assert_eq!(Count::from_report("{\"stats\":{\"expected\":1}}"), None);
    }
}
