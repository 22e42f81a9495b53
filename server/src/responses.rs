//! `waymark import responses`: answers to a former survey, what they would publish, and publishing it.

use crate::command::{Outcome, Responses};
use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::civil::Date;
use std::{collections::BTreeMap, fmt::Write, path::Path};
use store::{
    Failed, Store,
    import::{Importer, Mode},
    survey::history::{Detail, Form, Made, Report, Wanted, run},
};
use waymark::{
    person::Name,
    questionnaire::{Slug, file},
    survey::{
        group_name,
        history::{Chosen, numbers_csv},
    },
};

/// The most problems that are listed.
const LISTED: usize = 200;

/// The questionnaire that was named: the text of a file, or the id of a stored one.
///
/// # Errors
///
/// A sentence about why it can be neither.
pub fn questionnaire(named: &str) -> Result<Result<String, Slug>, String> {
    if Path::new(named).is_file() {
        let bytes = std::fs::read(named).map_err(|error| format!("{named} cannot be read: {error}. Nothing was written."))?;
        let text = String::from_utf8(bytes).map_err(|_| format!("{named} is not in UTF-8. Nothing was written."))?;
        return Ok(Ok(text));
    }
    let slug = Slug::new(named);
    slug.map(Err).map_err(|_| format!("There is no file {named}, and no questionnaire has such an id. Nothing was written."))
}

/// Imports, or says what that would do.
pub async fn perform(store: &Store, asked: Responses) -> Outcome {
    let Ok(content) = STANDARD.decode(&asked.content) else { return Outcome::wrong("The file did not arrive whole.") };
    let wanted = match wanted(&asked) {
        Ok(wanted) => wanted,
        Err(sentences) => return Outcome::wrong(format!("{}\nNothing was written.", sentences.join("\n"))),
    };
    let mode = if asked.write && !asked.numbers { Mode::Import { seen: None, upload: None } } else { Mode::Try };
    match run(store, Importer::CommandLine, &content, &wanted, &mode).await {
        Ok(report) if asked.numbers => Outcome { text: numbers_csv(&report.numbers).trim_end().to_owned(), fine: true },
        Ok(report) => Outcome { text: said(&report), fine: true },
        Err(Failed::Refused(why)) => {
            let sentences = app::history_sentences(&why);
            let more = sentences.len().saturating_sub(LISTED);
            let mut text = sentences.into_iter().take(LISTED).collect::<Vec<_>>().join("\n");
            if more > 0 {
                let _ = write!(text, "\nand {more} more");
            }
            Outcome::wrong(format!("{text}\nNothing was written."))
        }
        Err(Failed::Store(error)) => Outcome::wrong(format!("The database failed: {error}. Nothing was written.")),
    }
}

fn wanted(asked: &Responses) -> Result<Wanted, Vec<String>> {
    let form = match &asked.questionnaire {
        Err(id) => Form::Stored(id.clone()),
        Ok(text) => {
            Form::File(Box::new(file::read(text).map_err(|errors| errors.iter().map(file::FileError::said).collect::<Vec<_>>())?))
        }
    };
    let name = |text: &str, what: &str| Name::new(text).map_err(|why| vec![format!("The {what}'s name “{text}” is {why}.")]);
    let day = |text: &str| text.parse::<Date>().map_err(|_| vec![format!("“{text}” is no day; write it as 2025-01-31.")]);
    let dates = match (&asked.from, &asked.to) {
        (Some(from), Some(to)) => Some((day(from)?, day(to)?)),
        (None, None) => None,
        _ => return Err(vec!["Say both, --from and --to.".to_owned()]),
    };
    Ok(Wanted {
        form,
        cycle: name(&asked.cycle, "cycle")?,
        name: name(&asked.survey, "survey")?,
        dates,
        k: asked.k,
        leaders_only: asked.leaders_only,
        how: asked.how.clone(),
        chosen: Chosen { unit: asked.unit.clone(), columns: asked.columns.iter().cloned().collect::<BTreeMap<_, _>>() },
    })
}

fn said(report: &Report) -> String {
    let column = |place: usize| report.header.get(place).map_or("", String::as_str);
    let made = |made: Made| match made {
        Made::There => "",
        Made::Version => ", a new version; what is edited stays as it is",
        Made::New => ", new",
    };
    let mut text = format!("{} responses, {}, separated by {:?}.\n\n", report.responses, report.encoding, report.separator);
    let (cycle, dates, new) = &report.cycle;
    let _ = writeln!(text, "cycle          {cycle}, {} to {}{}", dates.starts, dates.ends, made(*new));
    let (form, version, new) = &report.questionnaire;
    let _ = writeln!(text, "questionnaire  {form}, version {version}{}", made(*new));
    let _ = writeln!(text, "threshold      {}", report.k);
    let _ = writeln!(text, "team           {}", report.unit.map_or("no column says it", column));
    for (question, place) in &report.questions {
        let _ = writeln!(text, "{question:<14} {}", place.map_or("nobody answered it: there is no such column", column));
    }
    if !report.unused.is_empty() {
        let unused: Vec<_> = report.unused.iter().map(|place| column(*place)).collect();
        let _ = writeln!(text, "not used       {}", unused.join(", "));
    }
    let _ = writeln!(text, "\n{} groups:", report.groups.len());
    for (number, group) in report.groups.iter().enumerate() {
        let name = if group.group.name.is_empty() { Vec::new() } else { vec![group.group.name.clone()] };
        let shown = match group.shown {
            Detail::Questions => "questions and sections are shown",
            Detail::Sections => "sections are shown",
            Detail::Nothing => "nothing is shown by itself",
        };
        let known = if number > 0 && !group.is_team { "; no team is called so" } else { "" };
        let _ = writeln!(text, "  {}: {} responses, {shown}{known}", group_name(number, &name), group.group.responses);
    }
    let _ = match report.survey {
        Some(id) => write!(text, "\nImported as survey {id}."),
        None => write!(text, "\nNothing was written. With --yes it is imported."),
    };
    text
}
