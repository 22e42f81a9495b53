//! `cargo xtask <verb>`: builds, runs, tests and measures Waymark.
//!
//! One file per verb; what the verbs share is a file of its own, named for what it produces: `site` (what the
//! browser loads), made of `wasm` and `styles`, and `program` (the native binaries).

mod bench;
mod bundle;
mod check;
mod chromium;
mod command;
mod compare;
mod encoding;
mod hash;
mod merge;
mod npm;
mod part;
mod program;
mod prune;
mod run;
mod site;
mod sizes;
mod split;
mod step;
mod styles;
mod test;
mod wasm;
mod wasm_opt;
mod wasm_target;
mod workspace;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand, ValueEnum};

use crate::workspace::Workspace;

/// Builds, runs, tests and measures Waymark.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true,
    subcommand_value_name = "VERB",
    subcommand_help_heading = "Verbs"
)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Build everything and serve the demo company
    ///
    /// Adds Rust's wasm target where it is missing, builds the browser's half and the server, and starts the server.
    /// The server prints its address and the accounts to sign in with. Ctrl-C stops it.
    Run {
        /// Build as for production (the first time takes some 25 minutes on two cores)
        #[arg(long)]
        release: bool,
        /// The address to listen on
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:3000")]
        addr: String,
        /// The folder of the database [default: data in the checkout]
        #[arg(long, value_name = "FOLDER")]
        data: Option<PathBuf>,
        /// Start with an empty database instead of the demo company
        #[arg(long)]
        empty: bool,
    },
    /// Build the browser's half and the programs, and print their sizes
    ///
    /// With --release, target/release/waymark is the one file to deploy: every asset is inside, compressed.
    Build {
        /// Build as for production: optimised and compressed
        #[arg(long)]
        release: bool,
        /// Only the browser's half: what a page loads
        #[arg(long)]
        site: bool,
    },
    /// Run the tests: all of them, or one part
    Test {
        /// The part to run; without it, all three in this order
        part: Option<Part>,
        /// Passed on to `cargo test` or, for the browser part, to Playwright
        #[arg(last = true, value_name = "ARGS", requires = "part")]
        args: Vec<OsString>,
    },
    /// Check formatting, lints (warnings are errors) and dependencies
    ///
    /// Runs cargo fmt, clippy for the server and for wasm, and cargo-deny where it is installed.
    Check,
    /// Import a table of answers and compare every number with a count of its own
    ///
    /// The table has a row for each response, the group in its first column, and answers from 1 to 5 in the others. Numbers of
    /// answers and means are compared before rounding, and every published cell with the rules for its answers.
    Compare {
        /// The table
        csv: PathBuf,
    },
    /// Build for release and measure
    ///
    /// Writes tables and JSON to target/bench. `bench pages` measures every page with Lighthouse instead, `bench attacker`
    /// how often attacks on what surveys publish succeed (a whole run ends with it). Arguments are passed on to the
    /// measuring program (`bench -- --help` lists them).
    Bench {
        /// `pages` for Lighthouse, or arguments of the measuring program
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
        args: Vec<OsString>,
    },
}

/// A part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Tests inside the crates: `cargo test --lib --bins`
    Unit,
    /// Tests of the server through its router and its store: `cargo test --test '*'`
    Server,
    /// Tests in Chromium with Playwright, with and without JavaScript
    Browser,
}

fn main() -> ExitCode {
    match start(Cli::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(verb: Verb) -> Result<()> {
    let workspace = Workspace::find()?;
    match verb {
        Verb::Run { release, addr, data, empty } => {
            let served = run::Served { addr, data, empty };
            run::run(&workspace, program::Mode::from_release(release), &served)
        }
        Verb::Build { release, site } => {
            let build = if site { program::build_site } else { program::build };
            build(&workspace, program::Mode::from_release(release))
        }
        Verb::Test { part, args } => test::test(&workspace, part, &args),
        Verb::Check => check::check(&workspace),
        Verb::Compare { csv } => compare::compare(&workspace, &csv),
        Verb::Bench { args } => match args.split_first() {
            Some((first, rest)) if first == "pages" => bench::pages(&workspace, rest),
            Some((first, [])) if first == "attacker" => bench::attacker(&workspace),
            _ => bench::bench(&workspace, &args),
        },
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn test_passes_on_what_follows_the_dashes() {
        let cli = Cli::parse_from(["cargo xtask", "test", "server", "--", "goals", "--", "--nocapture"]);
        let Verb::Test { part, args } = cli.verb else { panic!("another verb") };
        assert_eq!(part, Some(Part::Server));
        assert_eq!(args, ["goals", "--", "--nocapture"]);
    }

    #[test]
    fn arguments_for_all_parts_at_once_are_refused() {
        assert!(Cli::try_parse_from(["cargo xtask", "test", "--", "goals"]).is_err());
    }

    #[test]
    fn bench_passes_on_flags() {
        let cli = Cli::parse_from(["cargo xtask", "bench", "pages", "--only", "home"]);
        let Verb::Bench { args } = cli.verb else { panic!("another verb") };
        assert_eq!(args, ["pages", "--only", "home"]);
    }
}
