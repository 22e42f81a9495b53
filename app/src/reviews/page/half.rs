//! One's half, as it is written.

use super::{
    super::{
        api::{NotSaved, PastGoal, QuestionData, ReviewData, Save, SectionData, Written},
        words::not_saved,
    },
    Sendings, Told, Which,
    back::{facts, said_of},
    field::{Sent, Writing},
    form::SavingForm,
    place,
    saver::Saver,
    submit, whose,
};
use crate::{
    failure::Again,
    parts::{Form, Icon, Refusal, Sending, Submit},
};
use leptos::{html, prelude::*, server_fn::ServerFn};
use waymark::review::Side;

/// The form of one's half, with what is done with it below.
#[component]
pub fn Half(data: Signal<ReviewData>, sendings: StoredValue<Sendings>, saver: Saver) -> impl IntoView {
    let Sendings { save, share, .. } = sendings.get_value();
    let sent = [save, share];
    let first = data.get_untracked();
    let at = place::<Save>(&first);
    let why =
        |of: Sending| Signal::derive(move || of.refused::<Again<Written, NotSaved>>().and_then(|again| not_saved(&again.why)));
    let refused = move || {
        let again = sent.into_iter().find_map(Sending::refused::<Again<Written, NotSaved>>);
        again.is_some_and(|again| not_saved(&again.why).is_none())
    };
    let side = first.side;
    let by = whose(&first, side.other());
    let about = first.about.clone();
    view! {
        <Refusal of=save why=why(save)/>
        {move || refused().then(|| view! {
            <div class="refusal only-plain" role="alert"><Icon name="alert"/><p>"Nothing was saved yet: what is wrong stands at its field, with what you wrote."</p></div>
        })}
        {(!about.is_empty()).then(|| view! { <p class="intro">{about}</p> })}
        <SavingForm saver=saver place=at id="half">
            <Which data=data/>
            {first.back.clone().map(|back| view! { <Goals goals=first.goals.clone() back=back sent=sent saver=saver side=side by=by.clone()/> })}
            {first.sections.clone().into_iter().map(|section| view! { <Section section=section sent=sent saver=saver side=side by=by.clone()/> }).collect_view()}
            <div class="actions only-plain"><button class="btn" type="submit">"Save"</button><PlainShare data=data/></div>
        </SavingForm>
        <Sharing data=data sendings=sendings saver=saver/>
    }
}

/// Sharing where nothing saves by itself: what stands in the fields goes along.
#[component]
fn PlainShare(data: Signal<ReviewData>) -> impl IntoView {
    use super::super::api::Share;
    let is_shared = data.with_untracked(|data| data.halves.of(data.side).shared.is_some());
    (!is_shared).then(|| view! { <button class="btn go" type="submit" formaction=Share::PATH>"Save and share my half"</button> })
}

#[component]
fn Goals(goals: Vec<PastGoal>, back: String, sent: Sent, saver: Saver, side: Side, by: String) -> impl IntoView {
    let is_empty = goals.is_empty();
    let whose = match side {
        Side::Own => "How did your goals go? Where they ended is laid out here; grade each, in a sentence.",
        Side::Manager => "How did their goals go, as you see it?",
    };
    let hint = "0.0 to 1.0: green from 0.7. Whoever aims high lands at 0.6 or 0.7.";
    view! {
        <section class="card" aria-labelledby="last">
            <header><h2 id="last">{format!("Goals of {back}")}</h2><p>{whose} " " {hint}</p></header>
            {is_empty.then(|| view! { <p class="body dim">"There were none in that cycle."</p> })}
            {goals.into_iter().map(|goal| {
                let id = format!("goal-{}", goal.id);
                let (grade, words) = (goal.grade.clone(), goal.words.clone());
                view! {
                    <div class="body past" id=id>
                        {facts(&goal)}
                        <div class="graded">
                            <Writing entry=grade sent=sent saver=saver/>
                            <Writing entry=words sent=sent saver=saver/>
                        </div>
                        {said_of(&goal, side.other(), by.clone())}
                    </div>
                }
            }).collect_view()}
        </section>
    }
}

#[component]
fn Section(section: SectionData, sent: Sent, saver: Saver, side: Side, by: String) -> impl IntoView {
    let SectionData { id, title, about, questions } = section;
    let heading = format!("s-{id}");
    let (labelled, place) = (heading.clone(), format!("part-{id}"));
    let at = place.clone();
    let asked: Vec<QuestionData> =
        questions.into_iter().filter(|question| question.mine.is_some() || question.said.of(side.other()).is_some()).collect();
    (!asked.is_empty()).then(|| view! {
        <section class="card" id=place aria-labelledby=labelled>
            <header><h2 id=heading>{title}</h2>{(!about.is_empty()).then(|| view! { <p>{about}</p> })}</header>
            <div class="body questions">
                {asked.into_iter().map(|question| view! { <Question question=question sent=sent saver=saver side=side by=by.clone()/> }).collect_view()}
                <div class="actions only-plain"><button class="btn" type="submit" name="written[at]" value=at>"Save"</button></div>
            </div>
        </section>
    })
}

#[component]
fn Question(question: QuestionData, sent: Sent, saver: Saver, side: Side, by: String) -> impl IntoView {
    let QuestionData { label, mine, said, .. } = question;
    let other = said.of(side.other()).clone().filter(|said| !said.html.is_empty());
    let alone = mine.is_none().then(|| view! { <h3>{label}</h3> });
    view! {
        <div class="one">
            {alone}
            {mine.map(|entry| view! { <Writing entry=entry sent=sent saver=saver/> })}
            {other.map(|said| view! { <div class="theirs"><p class="small dim">{by}</p><div class="prose" inner_html=said.html></div></div> })}
        </div>
    }
}

/// Sharing one's half, and taking it back.
#[component]
fn Sharing(data: Signal<ReviewData>, sendings: StoredValue<Sendings>, saver: Saver) -> impl IntoView {
    let Sendings { share, take_back, .. } = sendings.get_value();
    let form = NodeRef::<html::Div>::new();
    let why = Signal::derive(move || share.refused::<Again<Written, NotSaved>>().and_then(|again| not_saved(&again.why)));
    let mine = Memo::new(move |_| data.with(|data| data.halves.of(data.side).clone()));
    let other = data.with_untracked(|data| match data.side {
        Side::Own => data.manager.first.clone(),
        Side::Manager => data.person.first.clone(),
    });
    let click = move |_| saver.when_saved(move || submit(form));
    view! {
        <section class="card share" aria-labelledby="share">
            <header><h2 id="share">"Share it"</h2></header>
            <div class="body">
                <Told saver=saver first="What you write is saved as you write it."/>
                <Refusal of=share why=why/>
                {move || if let Some(at) = mine.get().shared {
                    view! {
                        <p>{format!("Shared {at}.")}</p>
                        <Form to=take_back class="actions"><Which data=data/><Submit pending=take_back.pending()>"Take it back"</Submit></Form>
                    }.into_any()
                } else {
                        let sentence = format!("{other} sees it once both have shared, or on the day after the one for sharing. Until it is seen you can change it, or take it back.");
                        view! {
                            <p>{sentence}</p>
                            <div class="actions only-script" node_ref=form>
                                <Form to=share><Which data=data/></Form>
                                <button class="btn go" type="button" aria-busy=move || share.pending().get().then_some("true") on:click=click>"Share my half"</button>
                            </div>
                        }.into_any()
                }}
            </div>
        </section>
    }
}
