//! Verbs of several parts: all run, whatever becomes of the ones before, and a summary ends them.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// What became of a part.
struct Outcome {
    name: &'static str,
    passed: bool,
    took: Duration,
}

/// The parts of a verb so far.
#[derive(Default)]
pub struct Parts {
    outcomes: Vec<Outcome>,
}

impl Parts {
    /// Runs a part; a failure is printed at once and remembered.
    pub fn run(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) {
        let started = Instant::now();
        let result = work();
        if let Err(error) = &result {
            eprintln!("error: {name}: {error:#}");
        }
        self.outcomes.push(Outcome { name, passed: result.is_ok(), took: started.elapsed() });
    }

    /// Prints the summary; an error when a part failed.
    pub fn finish(self) -> Result<()> {
        eprintln!("{}", self.summary());
        let failed: Vec<_> = self.outcomes.iter().filter(|part| !part.passed).map(|part| part.name).collect();
        if !failed.is_empty() {
            bail!("failed: {}", failed.join(", "));
        }
        Ok(())
    }

    fn summary(&self) -> String {
        let widest = self.outcomes.iter().map(|part| part.name.len()).max().unwrap_or(0);
        let lines = self.outcomes.iter().map(|part| {
            let outcome = if part.passed { "passed" } else { "FAILED" };
            format!("    {:widest$}  {outcome}  {:>7.1} s", part.name, part.took.as_secs_f64())
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn later_parts_run_after_a_failure_and_the_end_names_it() {
        let mut parts = Parts::default();
        let mut ran = false;
        parts.run("unit", || Err(anyhow!("no")));
        parts.run("server", || {
            ran = true;
            Ok(())
        });
        assert!(ran);
        let error = parts.finish().expect_err("a part failed");
        assert_eq!(error.to_string(), "failed: unit");
    }

    #[test]
    fn the_summary_is_a_line_for_each_part() {
        let outcome = |name, passed, seconds| Outcome { name, passed, took: Duration::from_millis(seconds) };
        let parts = Parts { outcomes: vec![outcome("unit", true, 1_240), outcome("browser", false, 61_000)] };
        assert_eq!(parts.summary(), "    unit     passed      1.2 s\n    browser  FAILED     61.0 s");
    }
}
