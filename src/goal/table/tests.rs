//! Tests of tables of goals: files as people write them, and goals that are written and read again.

mod planned;
mod written;

use super::*;
use crate::{
    goal::{Amount, Kind, Learning, Link, Measure, MeasureRefused, NotAnAmount, Path, Refused, Scale, TermsRefused, Title},
    import::{self, FileRefused, How},
    person::{Name, NameRefused},
};
use encoding_rs::WINDOWS_1250;
use jiff::civil::date;

fn title(text: &str) -> Title {
    Title::new(text).expect("a title")
}

fn name(text: &str) -> Name {
    Name::new(text).expect("a name")
}

fn number(text: &str) -> Amount {
    Amount::read(text).expect("a number")
}

fn table_of(text: &str) -> Table {
    read(text.as_bytes(), &How::default()).expect("a table")
}

fn problems(text: &str) -> Vec<(u64, String, Why)> {
    let problems = read(text.as_bytes(), &How::default()).expect_err("problems");
    let place = |problem: Problem| (problem.line.unwrap_or_default(), problem.column.unwrap_or_default(), problem.why);
    problems.into_iter().map(place).collect()
}

/// A file with one goal, of these cells beside those that it needs.
fn file(cells: &[(&str, &str)]) -> String {
    let mut all = vec![("Title", "Faster search"), ("Kind", "Commitment"), ("Owner", "Ada"), ("By", "2027-06-30")];
    for cell in cells {
        all.retain(|(name, _)| name != &cell.0);
        all.push(*cell);
    }
    let line =
        |cells: Vec<&str>| cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",");
    let (header, row) = all.into_iter().unzip();
    format!("{}\n{}\n", line(header), line(row))
}

fn row_of(cells: &[(&str, &str)]) -> Row {
    table_of(&file(cells)).rows.pop().expect("a row")
}

/// What is wrong with the one goal, and in which column.
fn wrong(cells: &[(&str, &str)]) -> Vec<(String, Why)> {
    problems(&file(cells)).into_iter().map(|(line, column, why)| (column, if line == 2 { why } else { Why::Missing })).collect()
}

fn is_wrong(cells: &[(&str, &str)], column: &str, why: Why) {
    assert_eq!(wrong(cells), [(column.to_owned(), why)], "{cells:?}");
}

#[test]
fn every_column_says_something_of_a_goal() {
    let row = row_of(&[
        ("Title", " Median  latency "),
        ("Kind", "key result"),
        ("Owner", "ada@example.com"),
        ("About", " Why\n\nbecause "),
        ("From", "2027-01-04"),
        ("By", "30.6.2027"),
        ("Measure", "number"),
        ("Unit", "ms"),
        ("Start", "1,200 ms"),
        ("Target", "300"),
        ("Value", "900"),
        ("Serves", "Faster search"),
        ("Link", "contributes"),
        ("Weight", "3"),
        ("Project", "Atlas"),
        ("Cycle", "2027 H1"),
        ("Tags", "speed; craft;speed; "),
        ("Open", "Yes"),
        ("Status", "whatever"),
        ("Sure", "?"),
    ]);
    let measure = Measure::Towards { scale: Scale::Number { unit: "ms".into() }, start: number("1200"), target: number("300") };
    let expected = Row {
        line: 2,
        title: title("Median latency"),
        kind: Kind::KeyResult,
        whose: Whose::Person,
        owner: "ada@example.com".into(),
        about: "Why\n\nbecause".into(),
        starts: Some(date(2027, 1, 4)),
        due: Some(date(2027, 6, 30)),
        measure: Some(measure),
        learning: None,
        value: Some(number("900")),
        serves: Some(title("Faster search")),
        link: Some(Link::Contributes { weight: 3 }),
        project: Some("Atlas".into()),
        cycle: Some("2027 H1".into()),
        tags: vec![name("speed"), name("craft")],
        open: true,
        ended: false,
    };
    assert_eq!(row, expected);
}

#[test]
fn names_of_columns_may_be_written_in_any_case_and_order_and_unknown_ones_are_named() {
    let table = table_of("owner;AT_LEAST;title;Tagret;kind;by\nAda;40%;Uptime;5;kpi;2027/06/30\n");
    assert_eq!((table.separator, table.unknown), (';', vec!["Tagret".to_owned()]));
    let range = Measure::Within { scale: Scale::Percent, low: Some(number("40")), high: None };
    assert_eq!(table.rows[0].measure, Some(range));
    for column in Column::ALL {
        assert_eq!(Column::named(&column.name().to_uppercase()), Some(column));
    }
}

#[test]
fn whose_a_goal_is_stands_in_level_or_in_team() {
    let whose = |level, team| row_of(&[("Level", level), ("Team", team)]).whose;
    assert_eq!(whose("", ""), Whose::Person);
    assert_eq!(whose("", "Search"), Whose::Team("Search".into()));
    assert_eq!(whose("", "company"), Whose::Company);
    assert_eq!(whose("Company", ""), Whose::Company);
    assert_eq!(whose("Team", "Company"), Whose::Team("Company".into()), "a team that is called so");
    is_wrong(&[("Level", "Person"), ("Team", "Search")], "Team", Why::NotATeams);
    is_wrong(&[("Level", "Team")], "Team", Why::Missing);
    is_wrong(&[("Team", "=Search")], "Team", Why::Formula);
    assert!(!row_of(&[("Team", "Search"), ("Open", "yes")]).open, "everybody of the team sees it");
}

#[test]
fn what_a_goal_is_measured_by_may_be_left_to_its_numbers() {
    let measure = |cells: &[(&str, &str)]| row_of(cells).measure;
    let scale = Scale::Number { unit: String::new() };
    assert_eq!(measure(&[]), None);
    let towards = Measure::Towards { scale: scale.clone(), start: Amount::ZERO, target: number("5") };
    assert_eq!(measure(&[("Target", "5")]), Some(towards));
    let percent = Measure::Towards { scale: Scale::Percent, start: number("-20"), target: number("80") };
    assert_eq!(measure(&[("Start", "-20%"), ("Target", "80 %"), ("Unit", "%")]), Some(percent.clone()));
    assert_eq!(measure(&[("Start", "'-20"), ("Target", "80"), ("Measure", "Percent")]), Some(percent));
    let money = Measure::Towards { scale: Scale::Money { currency: "EUR".into() }, start: Amount::ZERO, target: number("2M") };
    assert_eq!(measure(&[("Target", "2M EUR"), ("Measure", "money"), ("Unit", "EUR")]), Some(money));
    assert_eq!(measure(&[("Measure", "Yes/No")]), Some(Measure::YesNo));
    let range = Measure::Within { scale, low: Some(number("1")), high: Some(number("2")) };
    assert_eq!(measure(&[("Kind", "KPI"), ("At least", "1"), ("At most", "2")]), Some(range));
    let steps = Measure::Milestones { steps: vec![title("Design"), title("Ship")] };
    assert_eq!(measure(&[("Milestones", "Design; Ship;")]), Some(steps.clone()));
    assert_eq!(measure(&[("Milestones", "Design\nShip\n"), ("Measure", "milestones")]), Some(steps));
    let step = Measure::Milestones { steps: vec![title("Design; build; ship")] };
    assert_eq!(measure(&[("Milestones", "Design; build; ship\n")]), Some(step));
}

#[test]
fn a_value_is_read_as_its_measure_reads_it() {
    let value = |cells: &[(&str, &str)]| row_of(cells).value;
    assert_eq!(value(&[("Target", "80"), ("Value", "40%")]), Some(number("32")), "of the way");
    assert_eq!(value(&[("Target", "80"), ("Value", "-5")]), Some(number("-5")), "not five less than nothing said");
    assert_eq!(value(&[("Measure", "Yes/no"), ("Value", "done")]), Some(Amount::ONE));
    assert_eq!(value(&[("Milestones", "a;b;c"), ("Value", "2")]), Some(number("2")));
    is_wrong(&[("Milestones", "a;b;c"), ("Value", "4")], "Value", Why::Number(NotAnAmount::Form));
    is_wrong(&[("Value", "4")], "Value", Why::NoNumber);
}

#[test]
fn learning_has_a_path_a_provider_and_a_last_day() {
    let row = row_of(&[("Kind", "Learning"), ("Learning by", "certification"), ("Provider", "CNCF"), ("Expires", "2029-01-31")]);
    let expires = Some(date(2029, 1, 31));
    assert_eq!(row.learning, Some(Learning { path: Path::Certification, provider: "CNCF".into(), expires }));
    is_wrong(&[("Kind", "Learning"), ("Provider", "CNCF")], "Learning by", Why::Missing);
    is_wrong(&[("Learning by", "Education")], "Learning by", Why::NotLearned);
}

#[test]
fn each_wrong_cell_is_a_problem_with_its_line_column_and_reason() {
    let word = |found: &str, words: &[&str]| Why::Word {
        found: found.into(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
    };
    let key_result = ("Kind", "Key result");
    let terms = Why::Terms;
    let measure = |refused| Why::Terms(TermsRefused::Measure(refused));
    let kinds = ["Objective", "Key result", "KPI", "Learning", "Commitment"];
    let long = "a".repeat(201);
    let unit = "u".repeat(17);
    let about = "a".repeat(4_001);
    let many = (0..31).map(|number| number.to_string()).collect::<Vec<_>>().join(";");
    let tags = (0..11).map(|number| number.to_string()).collect::<Vec<_>>().join(";");
    let cases = [
        (&[("Title", "")][..], "Title", Why::Missing),
        (&[("Title", "=HYPERLINK(1)")], "Title", Why::Formula),
        (&[("Title", &long)], "Title", Why::Words(NameRefused::TooLong { at_most: 200 })),
        (&[("Kind", " ")], "Kind", Why::Missing),
        (&[("Kind", "Dream")], "Kind", word("Dream", &kinds)),
        (&[("Owner", "-")], "Owner", Why::Missing),
        (&[("About", &about)], "About", terms(TermsRefused::LongAbout)),
        (&[("From", "1/2/2027")], "From", Why::Day("1/2/2027".into())),
        (&[("By", "2027-02-30")], "By", Why::Day("2027-02-30".into())),
        (&[("From", "2027-07-01")], "By", terms(TermsRefused::Order)),
        (&[("Target", "many")], "Target", Why::Number(NotAnAmount::Form)),
        (&[("Target", "=5")], "Target", Why::Formula),
        (&[("Start", "-1+1"), ("Target", "5")], "Start", Why::Formula),
        (&[("Start", "5")], "Target", Why::Missing),
        (&[("Start", "5"), ("Target", "5")], "Target", measure(MeasureRefused::Same)),
        (&[("Measure", "Number")], "Target", Why::Missing),
        (&[("Measure", "Milestones")], "Milestones", Why::Missing),
        (&[("Measure", "Percent"), ("Target", "5"), ("Unit", "ms")], "Unit", Why::NotOfMeasure),
        (&[("Measure", "Yes/no"), ("Target", "5")], "Target", Why::NotOfMeasure),
        (&[("Unit", "ms")], "Unit", Why::NotOfMeasure),
        (&[("Kind", "KPI"), ("At least", "5"), ("Target", "7")], "Target", Why::NotOfMeasure),
        (&[("Target", "5"), ("Milestones", "a;b")], "Milestones", Why::NotOfMeasure),
        (&[("Target", "5"), ("Unit", &unit)], "Unit", measure(MeasureRefused::LongUnit)),
        (&[("Kind", "KPI"), ("At least", "5"), ("At most", "4")], "At least", measure(MeasureRefused::Range)),
        (&[("Milestones", &many)], "Milestones", measure(MeasureRefused::Milestones)),
        (&[("Milestones", "a; A")], "Milestones", measure(MeasureRefused::MilestoneTwice)),
        (&[("Kind", "Objective"), ("Target", "5")], "Kind", Why::Unfit),
        (&[("Kind", "KPI")], "Kind", Why::Unfit),
        (&[key_result, ("Target", "5")], "Serves", Why::Missing),
        (&[("Link", "Supports")], "Link", Why::NothingServed),
        (&[("Weight", "5")], "Weight", Why::NothingServed),
        (&[("Serves", "x"), ("Weight", "0")], "Weight", Why::Weight),
        (&[("Serves", "x"), ("Weight", "101")], "Weight", Why::Weight),
        (&[("Serves", "x"), ("Link", "Supports"), ("Weight", "1")], "Weight", Why::NotWeighed),
        (&[("Serves", "x"), ("Link", "helps")], "Link", word("helps", &["Contributes", "Supports"])),
        (&[("Tags", &tags)], "Tags", Why::Rule(Refused::ManyTags)),
        (&[("Open", "perhaps")], "Open", word("perhaps", &["Yes", "No"])),
        (&[("Level", "World")], "Level", word("World", &["Person", "Team", "Company"])),
    ];
    for (cells, column, why) in cases {
        is_wrong(cells, column, why);
    }
}

#[test]
fn all_problems_of_a_file_are_told_at_once_but_not_more_than_one_reads() {
    let text = "Title,Kind,Owner,by date,By\n,Dream,,x,soon\nOk,KPI\nFine,Commitment,Ada,,\n";
    let found: Vec<(u64, String)> = problems(text).into_iter().map(|(line, column, _)| (line, column)).collect();
    let places = [(2, "Title"), (2, "Kind"), (2, "Owner"), (2, "By"), (3, "")];
    assert_eq!(found, places.map(|(line, column)| (line, column.to_owned())));
    let text = format!("Title,Kind,Owner\n{}", "x,Dream,Ada\n".repeat(130));
    let found = problems(&text);
    assert_eq!(found.len(), MOST_PROBLEMS + 1);
    assert_eq!(found.last().map(|(_, _, why)| why), Some(&Why::More { problems: 30 }));
}

#[test]
fn rows_that_are_none_are_problems() {
    let row = |line, why| (line, String::new(), Why::Row(why));
    let text = "Title,Kind,Owner\na,Commitment\ntitle,KIND,owner\nb,Commitment,\"Ada\n";
    let expected = [
        row(2, import::Why::FieldCount { expected: 3, found: 2 }),
        row(3, import::Why::HeaderAgain),
        row(4, import::Why::QuoteNotClosed),
    ];
    assert_eq!(problems(text), expected);
}

#[test]
fn a_file_without_a_table_of_goals_is_a_problem() {
    let whole = |why| vec![(0, String::new(), why)];
    assert_eq!(problems(""), whole(Why::File(FileRefused::Empty)));
    assert_eq!(problems("PK\u{3}\u{4}"), whole(Why::File(FileRefused::NotCsv(import::Looks::Workbook))));
    let twice = FileRefused::SameColumnTwice { name: "title".into(), first: 1, second: 2 };
    assert_eq!(problems("Title,title\na,b\n"), whole(Why::File(twice)));
    let missing = [Column::Kind, Column::Owner].map(|column| (0, String::new(), Why::NoColumn(column)));
    assert_eq!(problems("Title,By\na,2027-06-30\n"), missing);
    assert_eq!(problems(&"a".repeat(LARGEST + 1)), whole(Why::TooLarge { bytes: LARGEST + 1 }));
    let rows = "x,Commitment,Ada\n".repeat(ROWS);
    assert_eq!(table_of(&format!("Title,Kind,Owner\n{rows}")).rows.len(), ROWS);
    assert_eq!(problems(&format!("Title,Kind,Owner\n{rows}x,KPI,Ada\n")), whole(Why::TooManyRows));
}

#[test]
fn files_of_any_encoding_and_separator_are_read() {
    let text = "Title;Kind;Owner;By;Target\nBrža tražilica;Commitment;Željka Šimić;30.6.2027;0,75\nUređivanje;Commitment;Kaia Grgić;;2\n";
    let expected = table_of(text).rows;
    assert_eq!((expected[0].owner.as_str(), expected.len()), ("Željka Šimić", 2));
    let utf_16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [format!("\u{feff}{text}").into_bytes(), WINDOWS_1250.encode(text).0.into_owned(), utf_16] {
        let table = read(&bytes, &How::default()).expect("a table");
        assert_eq!((table.rows.as_slice(), table.separator), (expected.as_slice(), ';'), "{}", table.encoding);
    }
    let tabs = text.replace(';', "\t").replace('\n', "\r\n");
    assert_eq!(table_of(&tabs).rows, expected);
}
