//! What is agreed of a goal, as a form has it.

use serde::{Deserialize, Serialize};
use waymark::{
    goal::{NotAnAmount, Refused},
    person::NameRefused,
};
#[cfg(feature = "ssr")]
use {
    crate::failure::given_back,
    jiff::civil::Date,
    waymark::goal::{Amount, LONGEST_ABOUT, Learning, Measure, Path, Scale, Terms, Title},
};

/// What is typed of a goal's terms. Numbers and days are texts; days as YYYY-MM-DD.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TermsTyped {
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub about: String,
    /// From which day.
    pub starts: String,
    /// By which day.
    pub due: String,
    /// "none", "number", "percent", "money", "`yes_no`", "milestones" or "range".
    pub measure: String,
    /// The unit of a number, or the currency.
    pub unit: String,
    /// Where the number is at first.
    pub start: String,
    /// Where it is to be.
    pub target: String,
    /// From where it is healthy.
    pub low: String,
    /// Up to where it is healthy.
    pub high: String,
    /// Milestones, one a line.
    pub steps: String,
    /// "education", "certification", or nothing.
    pub path: String,
    /// Who teaches or certifies.
    pub provider: String,
    /// Until when the certificate holds.
    pub expires: String,
}

/// Why terms cannot be read, or are not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TermsWrong {
    /// The title is none.
    Title(NameRefused),
    /// The first day is none.
    Starts,
    /// The last day is none.
    Due,
    /// The start is no number.
    Start(NotAnAmount),
    /// The target is no number.
    Target(NotAnAmount),
    /// The lower end is no number.
    Low(NotAnAmount),
    /// The upper end is no number.
    High(NotAnAmount),
    /// A milestone has no name that fits.
    Step(NameRefused),
    /// The day on which the certificate ends is none.
    Expires,
    /// A rule refuses it.
    Rule(Refused),
}

#[cfg(feature = "ssr")]
impl TermsTyped {
    /// As a refusal gives it back.
    pub fn given_back(&self) -> Self {
        let Self { title, about, starts, due, measure, unit, start, target, low, high, steps, path, provider, expires } = self;
        Self {
            title: given_back(title),
            about: about.clone(),
            starts: given_back(starts),
            due: given_back(due),
            measure: given_back(measure),
            unit: given_back(unit),
            start: given_back(start),
            target: given_back(target),
            low: given_back(low),
            high: given_back(high),
            steps: steps.clone(),
            path: given_back(path),
            provider: given_back(provider),
            expires: given_back(expires),
        }
    }

    /// As a form shows it.
    pub fn of(terms: &Terms) -> Self {
        let mut typed = Self {
            title: terms.title.to_string(),
            about: terms.about.clone(),
            starts: terms.starts.map(|day| day.to_string()).unwrap_or_default(),
            due: terms.due.to_string(),
            measure: "none".to_owned(),
            ..Self::default()
        };
        let word = |scale: &Scale| match scale {
            Scale::Number { .. } => "number",
            Scale::Percent => "percent",
            Scale::Money { .. } => "money",
        };
        let unit = |scale: &Scale| if *scale == Scale::Percent { String::new() } else { scale.unit().to_owned() };
        match &terms.measure {
            None => {}
            Some(Measure::Towards { scale, start, target }) => {
                (typed.measure, typed.unit) = (word(scale).to_owned(), unit(scale));
                (typed.start, typed.target) = (String::from(*start), String::from(*target));
            }
            Some(Measure::Within { scale, low, high }) => {
                (typed.measure, typed.unit) = ("range".to_owned(), scale.unit().to_owned());
                let text = |end: &Option<Amount>| end.map(String::from).unwrap_or_default();
                (typed.low, typed.high) = (text(low), text(high));
            }
            Some(Measure::YesNo) => "yes_no".clone_into(&mut typed.measure),
            Some(Measure::Milestones { steps }) => {
                "milestones".clone_into(&mut typed.measure);
                typed.steps = steps.iter().map(Title::as_str).collect::<Vec<_>>().join("\n");
            }
        }
        if let Some(learning) = &terms.learning {
            let path = if learning.path == Path::Education { "education" } else { "certification" };
            path.clone_into(&mut typed.path);
            typed.provider.clone_from(&learning.provider);
            typed.expires = learning.expires.map(|day| day.to_string()).unwrap_or_default();
        }
        typed
    }

    fn measure(&self) -> Result<Option<Measure>, TermsWrong> {
        let unit = self.unit.trim().to_owned();
        let scale = match self.measure.as_str() {
            "money" => Scale::Money { currency: unit },
            "percent" => Scale::Percent,
            "range" if unit == "%" => Scale::Percent,
            "number" | "range" => Scale::Number { unit },
            "yes_no" => return Ok(Some(Measure::YesNo)),
            "milestones" => {
                let lines = self.steps.lines().map(str::trim).filter(|line| !line.is_empty());
                let steps = lines.map(Title::new).collect::<Result<_, _>>().map_err(TermsWrong::Step)?;
                return Ok(Some(Measure::Milestones { steps }));
            }
            _ => return Ok(None),
        };
        // "40%" is 40 of what is measured in percent, and "300 ms" 300 of what is measured in milliseconds.
        let bare = |text: &str| text.trim().strip_suffix(scale.unit()).unwrap_or(text).trim().to_owned();
        let read = |text: &str| Amount::read(&bare(text));
        if self.measure == "range" {
            let end = |text: &str| if text.trim().is_empty() { Ok(None) } else { read(text).map(Some) };
            let (low, high) = (end(&self.low).map_err(TermsWrong::Low)?, end(&self.high).map_err(TermsWrong::High)?);
            return Ok(Some(Measure::Within { scale, low, high }));
        }
        let start = if self.start.trim().is_empty() { Ok(Amount::ZERO) } else { read(&self.start) };
        let (start, target) = (start.map_err(TermsWrong::Start)?, read(&self.target).map_err(TermsWrong::Target)?);
        Ok(Some(Measure::Towards { scale, start, target }))
    }

    /// What they say. `starts` and `due` hold where nothing is written.
    ///
    /// # Errors
    ///
    /// [`TermsWrong`], the first thing that cannot be read.
    pub fn terms(&self, starts: Option<Date>, due: Option<Date>) -> Result<Terms, TermsWrong> {
        let day = |text: &str, wrong: TermsWrong| match text.trim() {
            "" => Ok(None),
            text => text.parse::<Date>().map(Some).map_err(|_| wrong),
        };
        let learning = match self.path.as_str() {
            "education" => Some(Path::Education),
            "certification" => Some(Path::Certification),
            _ => None,
        };
        let expires = day(&self.expires, TermsWrong::Expires)?;
        Ok(Terms {
            title: Title::new(&self.title).map_err(TermsWrong::Title)?,
            about: self.about.trim().chars().take(LONGEST_ABOUT + 1).collect(),
            starts: day(&self.starts, TermsWrong::Starts)?.or(starts),
            due: day(&self.due, TermsWrong::Due)?.or(due).ok_or(TermsWrong::Due)?,
            measure: self.measure()?,
            learning: learning.map(|path| Learning { path, provider: self.provider.trim().to_owned(), expires }),
        })
    }
}
