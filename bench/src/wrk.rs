//! The same load by wrk, where it is installed: a second opinion on the load generator.

use crate::{load::Target, machine, report::float};
use anyhow::{Context, Result, ensure};
use serde::Serialize;
use std::{process::Stdio, time::Duration};
use tokio::process::Command;

/// What wrk says. Times are in microseconds.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    /// Answers in a second.
    pub per_second: f64,
    /// Half of the answers took at most this long.
    pub p50_us: u64,
    /// 99 of 100 answers took at most this long.
    pub p99_us: u64,
    /// What it says of errors, if anything.
    pub errors: Option<String>,
}

/// Whether wrk is installed.
pub fn is_there() -> bool {
    machine::has("wrk")
}

/// Runs it for some seconds.
pub async fn run(target: &Target, connections: usize, time: Duration) -> Result<Said> {
    let threads = connections.min(2);
    let mut command = Command::new("wrk");
    command.args([format!("-t{threads}"), format!("-c{connections}"), format!("-d{}s", time.as_secs().max(1))]);
    command.args(["--latency", "-H", "Accept: text/html"]);
    if let Some(coding) = target.coding {
        command.args(["-H", &format!("Accept-Encoding: {coding}")]);
    }
    if let Some(cookie) = target.visitor.cookie() {
        command.args(["-H", &format!("Cookie: {cookie}")]);
    }
    command.arg(format!("http://{}{}", target.visitor.address(), target.path)).stdin(Stdio::null()).kill_on_drop(true);
    let output = command.output().await.context("wrk cannot be started")?;
    ensure!(output.status.success(), "wrk ended with {}", output.status);
    let text = String::from_utf8_lossy(&output.stdout);
    understand(&text).with_context(|| format!("wrk said something unknown:\n{text}"))
}

fn understand(text: &str) -> Option<Said> {
    let after = |start: &str| text.lines().find_map(|line| line.trim().strip_prefix(start)).map(str::trim);
    let errors = ["Socket errors:", "Non-2xx or 3xx responses:"].into_iter().filter_map(after).collect::<Vec<_>>().join("; ");
    Some(Said {
        per_second: after("Requests/sec:")?.parse().ok()?,
        p50_us: duration(after("50%")?)?,
        p99_us: duration(after("99%")?)?,
        errors: (!errors.is_empty()).then_some(errors),
    })
}

/// `151.00us`, `4.20ms`, `1.02s` in microseconds.
fn duration(text: &str) -> Option<u64> {
    let digits = text.find(|c: char| c.is_ascii_alphabetic())?;
    let unit = match &text[digits..] {
        "us" => 1,
        "ms" => 1_000,
        "s" => 1_000_000,
        "m" => 60_000_000,
        _ => return None,
    };
    let number: f64 = text[..digits].parse().ok()?;
    format!("{:.0}", number * float(unit)).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrk_is_understood() {
        let text = "Running 3s test @ http://127.0.0.1:3000/healthz\n  2 threads and 16 connections\n  Thread Stats   Avg      Stdev     Max   +/- Stdev\n    Latency   193.06us  196.31us   6.84ms   91.96%\n    Req/Sec    41.10k     3.83k   49.01k    67.74%\n  Latency Distribution\n     50%  151.00us\n     75%  221.00us\n     90%  350.00us\n     99%    1.02ms\n  253545 requests in 3.10s, 31.19MB read\n  Non-2xx or 3xx responses: 7\nRequests/sec:  81788.26\nTransfer/sec:     10.06MB\n";
        let said = understand(text).expect("it is what wrk prints");
        assert_eq!((said.p50_us, said.p99_us, said.errors.as_deref()), (151, 1020, Some("7")));
        assert!((said.per_second - 81_788.26).abs() < 0.001);
    }
}
