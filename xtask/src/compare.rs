//! `cargo xtask compare`: imports a table of answers with the program, counts it here without the program, and compares.
//!
//! Nothing here uses the crates of Waymark: what both sides shared, they would get wrong alike. Numbers are whole; a mean is a
//! sum and a count.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::command;
use crate::program;
use crate::workspace::Workspace;

/// The threshold of a team review.
const K: u32 = 3;

/// How often each of 1 to 5 was answered.
type Points = [u32; 5];

/// Imports, counts, compares, and says what came of it.
pub fn compare(workspace: &Workspace, csv: &Path) -> Result<()> {
    let text = fs::read_to_string(csv).with_context(|| format!("cannot read {}", csv.display()))?;
    let table = Counts::of(&text)?;
    let waymark = program::dev(workspace)?;
    let folder = workspace.cache().join("compare");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let form = folder.join("questionnaire.toml");
    fs::write(&form, questionnaire(&table.questions))?;
    let run = |arguments: &[&str]| -> Result<String> {
        let mut waymark = Command::new(&waymark);
        waymark.args(arguments).arg("--data").arg(folder.join("data"));
        let output = waymark.output().with_context(|| format!("cannot start `{}`", command::describe(&waymark)))?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(output.status.success(), "`{}` says: {said}", command::describe(&waymark));
        Ok(String::from_utf8(output.stdout)?)
    };
    let (csv, form) = (csv.to_string_lossy(), form.to_string_lossy());
    let import = ["import", "responses", &csv, "--questionnaire", &form, "--cycle", "2025", "--survey", "Compared"];
    let numbers = run(&[&import[..], &["--numbers"]].concat())?;
    let equal = table.compare(&numbers)?;
    run(&[&import[..], &["--yes"]].concat())?;
    let document: Value = serde_json::from_str(&run(&["results", "Compared", "--json"])?)?;
    let shown = table.check(&document)?;
    println!(
        "{} responses, {} groups and everybody, {} questions.\n{equal} of {equal} numbers and sums of answers are equal before \
         rounding.\n{shown}",
        table.responses,
        table.groups.len() - 1,
        table.questions.len()
    );
    Ok(())
}

/// A table, counted.
struct Counts {
    responses: u32,
    questions: Vec<String>,
    /// By group, everybody among them, and question.
    groups: BTreeMap<String, Vec<Points>>,
}

/// What everybody together is called.
const EVERYBODY: &str = "Everybody";

impl Counts {
    fn of(text: &str) -> Result<Self> {
        let mut lines = text.lines();
        let header = cells(lines.next().context("the file is empty")?);
        let questions: Vec<String> = header.iter().skip(1).map(|name| name.to_lowercase()).collect();
        let mut counts = Self { responses: 0, questions, groups: BTreeMap::new() };
        for (number, line) in lines.enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let cells = cells(line);
            ensure!(cells.len() == header.len(), "line {} has {} cells", number + 2, cells.len());
            counts.responses += 1;
            for (question, cell) in cells.iter().skip(1).enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let point: usize = cell
                    .parse()
                    .ok()
                    .filter(|point| (1..=5).contains(point))
                    .with_context(|| format!("line {}: {cell} is not from 1 to 5", number + 2))?;
                for group in [&cells[0], EVERYBODY] {
                    let of_group = counts.groups.entry(group.to_owned()).or_insert_with(|| vec![[0; 5]; header.len() - 1]);
                    of_group[question][point - 1] += 1;
                }
            }
        }
        Ok(counts)
    }

    fn points(&self, group: &str, question: &str) -> Result<Points> {
        let at = self.questions.iter().position(|one| one == question).with_context(|| format!("no question {question}"))?;
        Ok(self.groups.get(group).with_context(|| format!("no group {group}"))?[at])
    }

    /// Compares what the program counted; says how many numbers that were.
    fn compare(&self, numbers: &str) -> Result<usize> {
        let mut equal = 0;
        for line in numbers.trim_start_matches('\u{feff}').lines().skip(1).filter(|line| !line.is_empty()) {
            let cells = cells(line);
            let [group, question, answers, sum, mean] = &cells[..] else { bail!("what is {line}?") };
            let points = self.points(group, question)?;
            let (n, total) = (count(&points), total(&points));
            ensure!(*answers == n.to_string() && *sum == total.to_string(), "{line}: it is {n} answers, sum {total}");
            // To a millionth, half up.
            let exact = if n == 0 { String::new() } else { millionths(total, n) };
            ensure!(*mean == exact, "{line}: the mean is {exact}");
            equal += 1;
        }
        ensure!(
            equal == self.groups.len() * self.questions.len(),
            "{equal} numbers of {}",
            self.groups.len() * self.questions.len()
        );
        Ok(equal)
    }

    /// Holds every cell against the rules for so many answers; says how many are shown.
    fn check(&self, document: &Value) -> Result<String> {
        let cells = document["cells"].as_array().context("there are no cells")?;
        let (mut shown, mut hidden) = ([0; 2], BTreeMap::<String, u32>::new());
        let place = |cell: &Value, question: &Value| (cell["unit"].as_u64(), question.as_str().map(str::to_owned));
        let means: BTreeMap<_, _> =
            cells.iter().filter(|cell| cell["kind"] == "scale").map(|cell| (place(cell, &cell["question"]), cell)).collect();
        for cell in cells {
            let group = cell["path"].as_array().and_then(|path| path.last()?.as_str()).context("a cell has no group")?;
            let is_section = cell["kind"] == "section";
            let points: Vec<Points> = match cell["kind"].as_str() {
                Some("scale") => vec![self.points(group, cell["question"].as_str().unwrap_or_default())?],
                Some("section") => {
                    let from = cell["built_from"].as_array().into_iter().flatten().filter_map(Value::as_str);
                    from.map(|question| self.points(group, question)).collect::<Result<_>>()?
                }
                _ => continue,
            };
            if let Some(reason) = cell["hidden"].as_str() {
                let most = points.iter().map(count).max().unwrap_or(0);
                let fits = is_section
                    || match reason {
                        "too_few" => most < 5,
                        "sections_only" => most < 10,
                        "protecting" => most >= 5,
                        _ => false,
                    };
                ensure!(fits, "{group}: {cell} with {most} answers");
                *hidden.entry(reason.to_owned()).or_default() += 1;
            } else {
                let from = cell["built_from"].as_array().into_iter().flatten();
                let parts: Vec<&Value> = from.filter_map(|question| means.get(&place(cell, question)).copied()).collect();
                let parts: Vec<&Value> = parts.into_iter().filter(|part| !part["mean"].is_null()).collect();
                let follows = if parts.is_empty() { follows(cell, &points, is_section) } else { averages(cell, &parts) };
                follows.with_context(|| format!("{group}: {cell} of {points:?}"))?;
                shown[usize::from(is_section)] += 1;
            }
        }
        let mut said = format!("Shown: {} questions and {} sections, each by the rules for its answers.", shown[0], shown[1]);
        for (reason, count) in hidden {
            let _ = write!(said, "\nHidden as {reason}: {count}.");
        }
        Ok(said)
    }
}

/// Whether a shown cell says what these answers allow, and no more.
fn follows(cell: &Value, questions: &[Points], is_section: bool) -> Result<()> {
    let most = questions.iter().map(count).max().unwrap_or(0);
    let all: Points = std::array::from_fn(|at| questions.iter().map(|points| points[at]).sum());
    let (n, sum) = (count(&all), total(&all));
    let mean = &cell["mean"];
    let tenths = u32::try_from(mean["tenths"].as_u64().context("no mean")?)?;
    let step = if mean["step"] == "half" { 5 } else { 1 };
    // To the nearest step, half up: 10 sum / n in tenths.
    let nearest = (20 * sum + step * n) / (2 * step * n) * step;
    let is_coded = match mean["code"].as_str() {
        Some("exact") => {
            ensure!(nearest == tenths, "the mean is {sum} of {n}");
            false
        }
        Some("or_higher") => {
            ensure!(nearest >= tenths, "the mean is {sum} of {n}");
            true
        }
        Some("or_lower") => {
            ensure!(nearest <= tenths, "the mean is {sum} of {n}");
            true
        }
        other => bail!("what is {other:?}?"),
    };
    ensure!(is_section && most >= K || most >= 5, "too few answers");
    let fine = most >= 10 || is_section && most >= 5 && questions.len() >= 3;
    ensure!(fine || step == 5, "a decimal of {most} answers");
    ensure!(most >= 10 || is_coded || (16..=44).contains(&tenths), "an end of {most} answers that is not coded");
    let fall = &cell["distribution"];
    ensure!(fall.is_null() || most >= 10, "a distribution of {most} answers");
    if !fall.is_null() {
        for (part, of) in [("unfavourable", all[0] + all[1]), ("neutral", all[2]), ("favourable", all[3] + all[4])] {
            let percent = ((20 * of + n) / (2 * n) * 10).clamp(10, 90);
            let code = match percent {
                10 => "or_lower",
                90 => "or_higher",
                _ => "exact",
            };
            ensure!(fall[part]["percent"] == percent && fall[part]["code"] == code, "{part} is {of} of {n}");
        }
    }
    let said = match most {
        ..10 => "fewer than 10".to_owned(),
        10..20 => "10 to 19".to_owned(),
        _ => format!("about {}", (2 * most + 5) / 10 * 5),
    };
    ensure!(cell["n"] == said, "{most} answers");
    ensure!(cell["change"].is_null(), "a change");
    Ok(())
}

/// Whether a section says the average of what its questions say, and no more.
fn averages(cell: &Value, questions: &[&Value]) -> Result<()> {
    let tenths = |cell: &Value| cell["mean"]["tenths"].as_u64().context("no mean");
    let (n, sum) = (questions.len() as u64, questions.iter().map(|question| tenths(question)).sum::<Result<u64>>()?);
    let step = if cell["mean"]["step"] == "half" { 5 } else { 1 };
    ensure!(tenths(cell)? == (2 * sum + n * step) / (2 * n * step) * step, "the mean of {sum} tenths of {n} questions");
    let code = &questions[0]["mean"]["code"];
    let is_alike = questions.iter().all(|question| question["mean"]["code"] == *code);
    ensure!(if is_alike { cell["mean"]["code"] == *code } else { cell["mean"]["code"] == "exact" }, "the code");
    let few = cell["n"] == "fewer than 10";
    ensure!(!few || step == 5 || n >= 3, "a decimal of few answers to {n} questions");
    ensure!(
        cell["distribution"].is_null() || questions.iter().all(|question| !question["distribution"].is_null()),
        "a distribution that its questions do not have"
    );
    Ok(())
}

fn count(points: &Points) -> u32 {
    points.iter().sum()
}

fn total(points: &Points) -> u32 {
    points.iter().zip(1..).map(|(count, point)| count * point).sum()
}

fn millionths(sum: u32, n: u32) -> String {
    let (sum, n) = (u64::from(sum), u64::from(n));
    let rounded = (2_000_000 * sum + n) / (2 * n);
    format!("{}.{:06}", rounded / 1_000_000, rounded % 1_000_000)
}

/// The cells of a line: separated by commas, in quotes where they need it.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut is_quoted) = (vec![String::new()], false);
    for c in line.trim_end_matches('\r').chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            c => cells.last_mut().expect("there is one").push(c),
        }
    }
    cells
}

/// A questionnaire with these questions, in sections by the letters that their names begin with.
fn questionnaire(questions: &[String]) -> String {
    let mut text = "id = \"compared\"\ntitle = \"Compared\"\npurpose = \"team\"\nlang = \"en\"\n".to_owned();
    let mut before = "";
    for question in questions {
        let section = question.trim_end_matches(|c: char| c.is_ascii_digit());
        if section != before {
            let _ = write!(text, "\n[[section]]\nid = \"{section}\"\ntitle = \"{section}\"\n");
            before = section;
        }
        let _ = write!(text, "\n[[section.question]]\nid = \"{question}\"\ntext = \"{question}\"\nkind = \"scale\"\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_counted_by_group_and_for_everybody() {
        let counts = Counts::of("Team,A01,A02\n\"North, east\",4,\nSouth,5,1\nSouth,,2\n").expect("a table");
        assert_eq!((counts.responses, counts.groups.len()), (3, 3));
        assert_eq!(counts.points("North, east", "a01").expect("there"), [0, 0, 0, 1, 0]);
        assert_eq!(total(&counts.points(EVERYBODY, "a02").expect("there")), 3);
        assert!(Counts::of("Team,A01\nSouth,6\n").is_err());
        let fine = "\u{feff}Group,Question,Answers,Sum,Mean\r\n\"North, east\",a01,1,4,4.000000\r\n";
        assert!(counts.compare(fine).is_err(), "numbers are missing");
        assert!(counts.compare(&fine.replace("1,4,", "1,5,")).is_err());
        assert_eq!([millionths(2, 3), millionths(10, 4)], ["0.666667", "2.500000"]);
    }

    #[test]
    fn what_is_finer_than_the_rules_is_noticed() {
        let cell = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
        let few: [Points; 1] = [[0, 0, 3, 3, 0]];
        let half = r#"{"n": "fewer than 10", "mean": {"tenths": 35, "code": "exact", "step": "half"}}"#;
        assert!(follows(&cell(half), &few, false).is_ok());
        assert!(follows(&cell(&half.replace("half", "tenth")), &few, false).is_err());
        assert!(follows(&cell(&half.replace("35", "40")), &few, false).is_err());
        assert!(follows(&cell(half), &[[0, 0, 2, 2, 0]], false).is_err(), "four answers");
        assert!(follows(&cell(half), &[[0, 0, 2, 2, 0]], true).is_ok(), "of a section");
        let (other, third) = (cell(&half.replace("35", "40")), cell(half));
        let section = r#"{"n": "fewer than 10", "mean": {"tenths": 37, "code": "exact", "step": "tenth"}}"#;
        assert!(averages(&cell(section), &[&other, &third, &third]).is_ok());
        assert!(averages(&cell(&section.replace("37", "36")), &[&other, &third, &third]).is_err());
        assert!(averages(&cell(&section.replace("37", "38")), &[&other, &third]).is_err(), "two questions");
    }
}
