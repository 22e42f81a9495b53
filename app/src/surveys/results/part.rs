//! A section with its questions.

use super::{
    AnswerShown, Bar, Figure, QuestionShown, SectionShown, Written, answers,
    page::{Change, Divided},
};
use leptos::prelude::*;

/// A section: its score, then its questions.
#[component]
pub fn SectionCard(section: SectionShown, base: String) -> impl IntoView {
    let heading = format!("{}-title", section.id);
    let (id, title, score, divided) = (section.id.clone(), section.title.clone(), section.score.clone(), section.divided);
    view! {
        <section class="card" id=id aria-labelledby=heading>
            <header>
                <h2 id=heading.clone()>{title}</h2>
                {score.and_then(Result::ok).map(|figure| view! {
                    <div class="said"><Number figure=figure/>{divided.filter(|divided| *divided).map(|_| view! { <Divided divided=true/> })}</div>
                })}
            </header>
            <Questions section=section base=base/>
        </section>
    }
}

/// What a section's score rests on, or why there is none, and its questions.
#[component]
pub fn Questions(section: SectionShown, base: String) -> impl IntoView {
    let is_together = section.together.is_some();
    let why = section.score.and_then(Result::err);
    let together = section.together.filter(|why| !why.is_empty());
    let from = section.from.map(|from| format!("The score is built from {from}: the others are not shown here."));
    let not = |why: String| view! { <p class="why-not below">{why}</p> };
    view! {
        {why.map(not)}
        {from.map(|from| view! { <p class="small dim below">{from}</p> })}
        {together.map(not)}
        <ul class="found" role="list">
            {section.questions.into_iter().map(|question| view! { <Question question=question silent=is_together base=base.clone()/> }).collect_view()}
        </ul>
    }
}

/// A number with what it means and whom it is of.
#[component]
fn Number(figure: Figure) -> impl IntoView {
    view! {
        <p class="figure">
            <b class="score">{figure.number}</b> " " <span>{figure.meaning}</span>
            <span class="dim small">{format!(" · {}", answers(&figure.answers))}</span>
            {figure.change.map(|change| view! { " " <Change change=change/> })}
        </p>
    }
}

#[component]
fn Question(question: QuestionShown, silent: bool, base: String) -> impl IntoView {
    let not = |why: String| view! { <p class="why-not">{why}</p> };
    view! {
        <li>
            <h3>{question.text}</h3>
            {question.reversed.then(|| view! { <p class="dim small">"Worded the other way round: its numbers are turned, so that higher is better."</p> })}
            {match question.answer {
                AnswerShown::Scale(Ok(figure), everybody) => {
                    let fall = figure.fall.clone();
                    view! {
                        <Number figure=figure/>
                        {fall.map(|fall| view! { <Fall fall=fall/> })}
                        {everybody.map(|number| view! { <p class="dim small">{format!("Everybody: {number}")}</p> })}
                    }.into_any()
                }
                AnswerShown::Scale(Err(why), _) => (!silent).then(|| not(why)).into_any(),
                AnswerShown::Recommend(Ok((score, answers))) => view! {
                    <p class="figure"><b class="score">{score}</b> <span class="dim small">{format!(" from −100 to 100 · {}", super::answers(&answers))}</span></p>
                }.into_any(),
                AnswerShown::Choices(Ok((options, answers))) => view! { <Options options=options answers=answers/> }.into_any(),
                AnswerShown::Comments(Ok(comments)) => view! { <Comments comments=comments/> }.into_any(),
                AnswerShown::Recommend(Err(why)) | AnswerShown::Choices(Err(why)) => not(why).into_any(),
                AnswerShown::Comments(Err(elsewhere)) => view! {
                    <p class="why-not">{elsewhere.why} {elsewhere.unit.map(|unit| view! { " " <a href=format!("{base}?unit={unit}")>"See them there"</a> })}</p>
                }.into_any(),
            }}
        </li>
    }
}

/// How answers fall, drawn and in words.
#[component]
fn Fall(fall: [Bar; 3]) -> impl IntoView {
    let classes = ["high", "middle", "low"];
    let words = ["favourable", "neutral", "unfavourable"];
    let mut at = 0u32;
    let bars = fall.iter().zip(classes).map(|(bar, class)| {
        let x = at;
        at += u32::from(bar.length);
        view! { <rect class=class x=x y="0" width=bar.length height="10"></rect> }
    });
    let bars = bars.collect_view();
    view! {
        <svg class="fall" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{bars}</svg>
        <ul class="legend" role="list">
            {fall.into_iter().zip(classes).zip(words).map(|((bar, class), word)| view! {
                <li><span class=format!("key {class}") aria-hidden="true"></span>{format!("{} {word}", bar.said)}</li>
            }).collect_view()}
        </ul>
    }
}

/// How often each option was chosen.
#[component]
fn Options(options: Vec<(String, Bar)>, answers: String) -> impl IntoView {
    view! {
        <p class="dim small">{super::answers(&answers)}</p>
        <ul class="options" role="list">
            {options.into_iter().map(|(option, bar)| view! {
                <li>
                    <span>{option}</span><span class="num">{bar.said}</span>
                    <svg class="fall" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                        <rect class="rest" x="0" y="0" width="100" height="10"></rect>
                        <rect class="high" x="0" y="0" width=bar.length height="10"></rect>
                    </svg>
                </li>
            }).collect_view()}
        </ul>
    }
}

/// What was written, in the order of the release, which says nothing.
#[component]
fn Comments(comments: Vec<Written>) -> impl IntoView {
    if comments.is_empty() {
        return view! { <p class="dim">"Nobody wrote anything."</p> }.into_any();
    }
    let one = |Written { text, by }: Written| {
        let by = by.map(|by| view! { <p class="dim small">{by}</p> });
        view! {
            <li>
                <p class="text">{text}</p>
                {by}
            </li>
        }
    };
    view! { <ul class="comments" role="list">{comments.into_iter().map(one).collect_view()}</ul> }.into_any()
}
