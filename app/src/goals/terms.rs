//! The fields for what is agreed of a goal. Which of them show goes by what is chosen above them, by the style sheet alone.

use super::{
    api::{TermsTyped, TermsWrong},
    said::{number_sentence, refused_sentence, title_sentence},
};
use crate::parts::{Choice, Field, TextArea};
use leptos::prelude::*;
use waymark::goal::{LONGEST_ABOUT, MeasureRefused, Refused, TermsRefused};

/// How a goal may be measured.
const MEASURES: [(&str, &str); 7] = [
    ("none", "Not by itself"),
    ("number", "A number"),
    ("percent", "A percentage"),
    ("money", "An amount of money"),
    ("yes_no", "Done or not"),
    ("milestones", "Milestones"),
    ("range", "A healthy range"),
];

fn about(wrong: &TermsWrong, of: &'static str) -> Option<String> {
    let (field, sentence) = match wrong {
        TermsWrong::Title(why) => ("title", title_sentence(*why)),
        TermsWrong::Starts => ("starts", "Choose a day.".to_owned()),
        TermsWrong::Due => ("due", "Choose a day.".to_owned()),
        TermsWrong::Start(why) => ("start", number_sentence(*why)),
        TermsWrong::Target(why) => ("target", number_sentence(*why)),
        TermsWrong::Low(why) => ("low", number_sentence(*why)),
        TermsWrong::High(why) => ("high", number_sentence(*why)),
        TermsWrong::Step(why) => ("steps", title_sentence(*why)),
        TermsWrong::Expires => ("expires", "Choose a day.".to_owned()),
        TermsWrong::Rule(why) => (field_of(*why)?, refused_sentence(*why)),
    };
    (field == of).then_some(sentence)
}

fn field_of(why: Refused) -> Option<&'static str> {
    Some(match why {
        Refused::Twice => "title",
        Refused::PastDue | Refused::FarDue | Refused::Terms(TermsRefused::Order) => "due",
        Refused::Unfit | Refused::NoMeasure => "measure",
        Refused::Terms(TermsRefused::LongAbout) => "about",
        Refused::Terms(TermsRefused::LongProvider) => "provider",
        Refused::Terms(TermsRefused::Measure(why)) => match why {
            MeasureRefused::Same => "target",
            MeasureRefused::Range => "high",
            MeasureRefused::LongUnit => "unit",
            MeasureRefused::Milestones | MeasureRefused::MilestoneTwice => "steps",
        },
        _ => return None,
    })
}

/// What is wrong with none of these fields.
pub fn other(wrong: &TermsWrong) -> Option<Refused> {
    match wrong {
        TermsWrong::Rule(why) if field_of(*why).is_none() => Some(*why),
        _ => None,
    }
}

/// The fields.
#[component]
pub fn TermsFields(
    typed: TermsTyped,
    wrong: Signal<Option<TermsWrong>>,
    /// Whether its last day may stay empty, for the end of its cycle.
    #[prop(optional)]
    may_be_empty: bool,
) -> impl IntoView {
    let of = move |field: &'static str| Signal::derive(move || wrong.with(|wrong| about(wrong.as_ref()?, field)));
    let measures = MEASURES.map(|(value, word)| (value.to_owned(), word.to_owned())).to_vec();
    let paths = [("", "Not about learning"), ("education", "Education"), ("certification", "Certification")];
    let paths = paths.map(|(value, word)| (value.to_owned(), word.to_owned())).to_vec();
    view! {
        <Field
            name="terms[title]" id="title" label="Title" value=typed.title error=of("title")
            hint=Some("What will be different, so that anybody could tell whether it is.".to_owned())
        />
        <TextArea
            name="terms[about]" id="about" label="Why, and what belongs to it" value=typed.about error=of("about") optional=true
            most=LONGEST_ABOUT
        />
        <div class="fields">
            <Field name="terms[starts]" id="starts" label="From" kind="date" value=typed.starts error=of("starts") free=true/>
            <Field name="terms[due]" id="due" label="By" kind="date" value=typed.due error=of("due") free=true
                hint=may_be_empty.then(|| "Empty for the end of its cycle.".to_owned())/>
        </div>
        <div class="measured">
            <Choice name="terms[measure]" id="measure" label="Measured by".to_owned() options=measures value=typed.measure error=of("measure")/>
            <div class="fields m-numbers">
                <div class="m-way"><Field name="terms[start]" id="start" label="From" value=typed.start error=of("start") free=true
                    hint=Some("Where it is now.".to_owned())/></div>
                <div class="m-way"><Field name="terms[target]" id="target" label="To" value=typed.target error=of("target") free=true
                    hint=Some("Lower is fine: 512 to 300.".to_owned())/></div>
                <div class="m-range"><Field name="terms[low]" id="low" label="At least" value=typed.low error=of("low") free=true/></div>
                <div class="m-range"><Field name="terms[high]" id="high" label="At most" value=typed.high error=of("high") free=true/></div>
                <div class="m-unit"><Field name="terms[unit]" id="unit" label="Unit or currency" value=typed.unit error=of("unit") free=true/></div>
            </div>
            <div class="m-steps">
                <TextArea name="terms[steps]" id="steps" label="Milestones, one a line" value=typed.steps error=of("steps") free=true/>
            </div>
        </div>
        <div class="fields learns">
            <Choice name="terms[path]" id="path" label="Learning by".to_owned() options=paths value=typed.path/>
            <Field name="terms[provider]" id="provider" label="Who teaches or certifies" value=typed.provider error=of("provider") free=true/>
            <Field name="terms[expires]" id="expires" label="Certificate holds until" kind="date" value=typed.expires error=of("expires") free=true/>
        </div>
    }
}
