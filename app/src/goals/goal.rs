//! /goals/:id. Who comes: whoever answers for it, to say in half a minute how it goes; who agreed to it, to see what was agreed and what is; the
//! team, to see. What would annoy: a form as long as the work.

use super::{
    Standing,
    api::{
        self, Agree, Agreed, Answer, AskForHelp, CarryOn, Define, DefineWrong, Evidence, EvidenceTyped, FieldName, GoalData,
        GradeGoal, GradeTyped, Happened, Part, Place, PlaceTyped, PlaceWrong, Reopen, Report, ReportTyped, ReportWrong, Served,
        TermsTyped,
    },
    board::bar,
    cell::{Cell, CellKind, Editor, LastSaved},
    list::Pill,
    new::{Asks, options, or_none},
    said::{number_sentence, refused_sentence, title_sentence},
    terms::{TermsFields, other},
};
use crate::{
    failure::Again,
    frame::loaded,
    parts::{Check, Choice, Done, Field, Form, Initials, Refusal, Sending, Submit, TextArea, answers, shown_version},
    people::{Chooser, Kind, not_one},
    reading::read,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    components::A,
    hooks::{use_params_map, use_query_map},
};
use waymark::goal::{LONGEST_NOTE, Refused};

fn say(word: &str) -> Option<&'static str> {
    Some(match word {
        "made" => "It is proposed. Once both sides agree, it is agreed.",
        "reported" => "Noted.",
        "ended" => "It has ended. Its history stays.",
        "saved" | "placed" => "Saved.",
        "reopened" => "It goes on.",
        "agreed" => "Agreed.",
        "declined" => "It stays as it was agreed.",
        "withdrawn" => "The change is taken back.",
        "asked" => "Your call for help stands here, and with your goals.",
        "unblocked" => "Good. It goes on.",
        "evidence" => "Kept.",
        "graded" => "Graded.",
        "carried" => "It goes on in that cycle. Its history came along.",
        _ => return None,
    })
}

/// What the page's forms are sent to.
#[derive(Clone, Copy)]
struct Sendings {
    report: Sending,
    define: Sending,
    place: Sending,
    agree: Sending,
    answer: Sending,
    help: Sending,
    evidence: Sending,
    grade: Sending,
    carry: Sending,
    reopen: Sending,
}

impl Sendings {
    fn new() -> Self {
        Self {
            report: Sending::to::<Report>(),
            define: Sending::to::<Define>(),
            place: Sending::to::<Place>(),
            agree: Sending::to::<Agree>(),
            answer: Sending::to::<Answer>(),
            help: Sending::to::<AskForHelp>(),
            evidence: Sending::to::<Evidence>(),
            grade: Sending::to::<GradeGoal>(),
            carry: Sending::to::<CarryOn>(),
            reopen: Sending::to::<Reopen>(),
        }
    }

    fn all(self) -> [Sending; 10] {
        let Self { report, define, place, agree, answer, help, evidence, grade, carry, reopen } = self;
        [report, define, place, agree, answer, help, evidence, grade, carry, reopen]
    }

    fn answers(self) -> usize {
        answers(self.all())
    }

    fn forget(self) {
        self.all().into_iter().for_each(Sending::forget);
    }
}

/// /goals/:id.
#[component]
pub fn Goal() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let all = Memo::new(move |_| query.read().get("all").is_some());
    let (sendings, editor) = (Sendings::new(), Editor::provide());
    let data = read(move || sendings.answers() + editor.saves(), move || api::Show { id: id.get(), all: all.get() });
    view! {
        {loaded(data, move |data: Signal<GoalData>| {
            let id = Memo::new(move |_| data.with(|data| data.row.id.clone()));
            // Of the goal that was here before, nothing stays: no field, no refusal.
            Effect::new(move |before: Option<String>| {
                let now = id.get();
                if before.is_some_and(|before| before != now) {
                    sendings.forget();
                }
                now
            });
            view! { <For each=move || [id.get()] key=Clone::clone let:_id><One data=data sendings=sendings/></For> }
        })}
    }
}

/// One goal.
#[component]
fn One(data: Signal<GoalData>, sendings: Sendings) -> impl IntoView {
    let title = move || data.with(|data| data.row.title.clone());
    let state = Memo::new(move |_| data.with(|data| (data.row.tends, data.row.standing.is_over())));
    view! {
        <Title text=title/>
        <Head data=data/>
        <Done say=say/>
        <LastSaved/>
        <Agreement data=data sendings=sendings/>
        <div class="cols">
            <div>
                {move || (state.get() == (true, false)).then(|| view! { <Tend data=data sendings=sendings/> })}
                {move || view! { <History data=data.get()/> }}
            </div>
            <div>
                {move || view! { <About data=data.get()/> }}
                {move || view! { <Serves data=data.get()/> }}
            </div>
        </div>
        {move || (state.get() == (true, false)).then(|| view! { <Change data=data sendings=sendings/> })}
        {move || (state.get() == (true, true)).then(|| view! { <Over data=data sendings=sendings/> })}
    }
}

#[component]
fn Head(data: Signal<GoalData>) -> impl IntoView {
    let first = data.get_untracked();
    let of = move |part: fn(&GoalData) -> String| Signal::derive(move || data.with(part));
    let title = of(|data| data.row.title.clone());
    let seen = Signal::derive(move || data.with(|data| data.row.sequence));
    let id = first.row.id.clone();
    let tends = Memo::new(move |_| data.with(|data| data.row.tends && !data.row.standing.is_over()));
    let has_value = first.row.has_value;
    let cell = StoredValue::new(
        move |field: FieldName, what: &'static str, kind: CellKind, shown: Signal<String>, typed: Signal<String>| {
            view! { <Cell goal=id.clone() field=field what=what kind=kind title=title seen=seen shown=shown typed=typed/> }
                .into_any()
        },
    );
    let place = |field, what, kind, shown: Signal<String>, typed: Signal<String>| {
        move || {
            if tends.get() {
                cell.with_value(|cell| cell(field, what, kind, shown, typed))
            } else {
                view! { <span>{shown}</span> }.into_any()
            }
        }
    };
    let due = place(FieldName::Due, "Due", CellKind::Day, of(|data| data.row.due.clone()), of(|data| data.row.due_typed.clone()));
    let owner = place(
        FieldName::Owner,
        "Owner",
        CellKind::Text,
        of(|data| data.row.owner.name.clone()),
        of(|data| data.row.owner_typed.clone()),
    );
    let heading = place(FieldName::Title, "Title", CellKind::Text, title, title);
    let value = place(
        FieldName::Value,
        "Value",
        CellKind::Text,
        of(|data| data.row.value.clone()),
        of(|data| data.row.value_typed.clone()),
    );
    let sure = of(|data| data.row.confidence.map(|sure| sure.to_string()).unwrap_or_default());
    let sure = place(FieldName::Confidence, "Confidence", CellKind::Text, sure, sure);
    let target = Signal::derive(move || data.with(|data| data.terms.target.clone()));
    let aim = place(FieldName::Target, "Target", CellKind::Text, of(|data| data.row.aim.clone()), target);
    let has_target = first.terms.measure != "none" && !first.terms.target.is_empty();
    view! {
        <div class="head">
            <div>
                <nav class="crumbs" aria-label="Above">
                    <ol>
                        <li><A href="/goals">"Goals"</A></li>
                        {move || {
                            let (page, of) = data.with(|data| data.level.clone());
                            view! { <li><A href=page>{of}</A></li> }
                        }}
                    </ol>
                </nav>
                <h1>{heading}</h1>
                <p class="sub">
                    {of(|data| data.row.kind.clone())} " · " {owner} " · due " {due}
                    {move || data.with(|data| data.origin.clone()).map(|(href, words)| view! { " · " <a href=href rel="external">{words}</a> })}
                </p>
            </div>
            {move || view! { <Pill standing=data.with(|data| data.row.standing)/> }}
        </div>
        {first.whole.then(|| view! {
            <section class="card stands" aria-label="Where it stands">
                <div class="body">
                    {has_value.then(|| view! { <div><span class="label">"Now"</span><span class="big">{value}</span></div> })}
                    <div>
                        <span class="label">"Aim"</span>
                        {if has_target { aim.into_any() } else { of(|data| data.row.aim.clone()).into_any() }}
                    </div>
                    <div><span class="label">"Progress"</span>{move || data.with(|data| bar(&data.row))}</div>
                    <div><span class="label">"Sure, of 10"</span>{sure}</div>
                    {move || data.with(|data| data.grade.clone()).map(|(grade, class)| view! {
                        <div><span class="label">"Grade"</span><span class=format!("pill {class}")>{grade}</span></div>
                    })}
                </div>
                {move || data.with(|data| data.suggested.clone()).map(|advice| view! { <p class="small dim advice">{advice}</p> })}
            </section>
        })}
    }
}

/// What the form of a goal sends of which goal it is, and of how much of its history was seen.
#[component]
fn Which(data: Signal<GoalData>, #[prop(optional)] seen: Option<Signal<u32>>) -> impl IntoView {
    let seen = seen.unwrap_or_else(|| Signal::derive(move || data.with(|data| data.row.sequence)));
    view! {
        <input type="hidden" name="id" value=move || data.with(|data| data.row.id.clone())/>
        <input type="hidden" name="seen" value=move || seen.get().to_string()/>
    }
}

/// How far both sides agree, and what waits.
#[component]
fn Agreement(data: Signal<GoalData>, sendings: Sendings) -> impl IntoView {
    let Sendings { agree, answer, .. } = sendings;
    let agree_refused = Signal::derive(move || agree.refused().map(refused_sentence));
    let again = move || answer.refused::<Again<String, Refused>>();
    let reason = untrack(again).map(|again| again.typed).unwrap_or_default();
    let is_open = !reason.is_empty() || untrack(again).is_some();
    let reason_wrong = Signal::derive(move || again().map(|again| refused_sentence(again.why)));
    let sentence = move || data.with(|data| data.agreement.clone());
    let change = move || data.with(|data| data.change.clone());
    let part = Memo::new(move |_| data.with(|data| data.part));
    view! {
        <section class="card" aria-labelledby="agreement" hidden=move || sentence().is_empty()>
            <header><h2 id="agreement">"Agreed and now"</h2></header>
            <div class="body">
                <p>{sentence}</p>
                {move || change().map(|why| view! { <p class="quote">{why}</p> })}
                {move || view! { <Compared rows=data.with(|data| data.compared.clone())/> }}
                <Refusal of=agree why=agree_refused/>
                {move || matches!(part.get(), Part::Agrees | Part::Decides).then(|| view! {
                    <Form to=agree>
                        <Which data=data/>
                        <Submit go=true pending=agree.pending()>{move || if change().is_some() { "Agree to the change" } else { "Agree" }}</Submit>
                    </Form>
                })}
                {
                    let reason = reason.clone();
                    move || matches!(part.get(), Part::Decides | Part::Withdraws).then(|| {
                        let reason = reason.clone();
                        if part.get() == Part::Decides {
                            view! {
                                <details open=is_open>
                                    <summary>"Do not agree to the change"</summary>
                                    <Refusal of=answer/>
                                    <Form to=answer class="form wide">
                                        <Which data=data/>
                                        <TextArea name="reason" id="decline" label="Why not" value=reason error=reason_wrong most=LONGEST_NOTE/>
                                        <div class="actions"><Submit pending=answer.pending()>"It stays as it was agreed"</Submit></div>
                                    </Form>
                                </details>
                            }.into_any()
                        } else {
                            view! {
                                <Refusal of=answer why=reason_wrong/>
                                <Form to=answer>
                                    <Which data=data/>
                                    <input type="hidden" name="withdraw" value="true"/>
                                    <Submit pending=answer.pending()>"Take the change back"</Submit>
                                </Form>
                            }.into_any()
                        }
                    })
                }
            </div>
        </section>
    }
}

#[component]
fn Compared(rows: Vec<Agreed>) -> impl IntoView {
    (!rows.is_empty()).then(|| {
        let has_then = rows.iter().any(|row| row.then.is_some());
        let one = move |row: Agreed| {
            let differs = row.first != row.now;
            view! {
                <tr>
                    <th scope="row">{row.what}</th>
                    <td data-label="Agreed first">{row.first}</td>
                    <td data-label="Now" class:differs=differs>{row.now}</td>
                    {has_then.then(|| {
                        let differs = row.then.is_some();
                        view! { <td data-label="Proposed" class:differs=differs>{row.then}</td> }
                    })}
                </tr>
            }
        };
        view! {
            <div class="scroll">
                <table class="grid agreed">
                    <thead><tr>
                        <th scope="col"><span class="hush">"What"</span></th><th scope="col">"Agreed first"</th><th scope="col">"Now"</th>
                        {has_then.then(|| view! { <th scope="col">"Proposed"</th> })}
                    </tr></thead>
                    <tbody>{rows.into_iter().map(one).collect_view()}</tbody>
                </table>
            </div>
        }
    })
}

/// How it goes: a check-in; who is stuck; what shows it.
#[component]
fn Tend(data: Signal<GoalData>, sendings: Sendings) -> impl IntoView {
    let Sendings { report, .. } = sendings;
    let again = move || report.refused::<Again<ReportTyped, ReportWrong>>();
    let stored = || ReportTyped { status: data.with_untracked(|data| data.row.status.clone()), ..ReportTyped::default() };
    let typed = untrack(again).map_or_else(stored, |again| again.typed);
    let wrong = Signal::derive(move || again().map(|again| again.why));
    let of = move |say: fn(&ReportWrong) -> Option<String>| Signal::derive(move || wrong.with(|wrong| say(wrong.as_ref()?)));
    let value_wrong = of(|why| match why {
        ReportWrong::Value(why) => Some(number_sentence(*why)),
        _ => None,
    });
    let sure_wrong = of(|why| match why {
        ReportWrong::Confidence => Some(refused_sentence(Refused::OutOfTen)),
        _ => None,
    });
    let note_wrong = of(|why| match why {
        ReportWrong::Rule(why @ (Refused::LongNote | Refused::NoReason)) => Some(refused_sentence(*why)),
        _ => None,
    });
    let refused = of(|why| match why {
        ReportWrong::Rule(Refused::LongNote | Refused::NoReason) => None,
        ReportWrong::Rule(why) => Some(refused_sentence(*why)),
        _ => None,
    });
    let standings = [
        ("on_track", Standing::OnTrack),
        ("behind", Standing::Behind),
        ("at_risk", Standing::AtRisk),
        ("done", Standing::Done),
        ("dropped", Standing::Dropped),
    ];
    // A form that is emptied goes back to what is stored then.
    let again = untrack(again).map(|again| again.typed.status);
    let chosen = move |value: &'static str| {
        move || again.clone().map_or_else(|| data.with(|data| data.row.status == value), |typed| typed == value)
    };
    let standings = standings.map(|(value, standing)| {
        let selected = chosen.clone()(value);
        view! { <option value=value selected=selected>{standing.said().2}</option> }
    });
    let first = data.get_untracked();
    let has_value = first.row.has_value && first.steps.is_empty();
    let now = Signal::derive(move || {
        data.with(|data| (!data.row.value.is_empty()).then(|| format!("Now {}. +5 and 40% are understood.", data.row.value)))
    });
    let has_steps = !first.steps.is_empty();
    let steps = move || data.with(|data| data.steps.clone());
    view! {
        <section class="card" aria-labelledby="report">
            <header><h2 id="report">"How does it go?"</h2></header>
            <div class="body" id="edit">
                <Refusal of=report why=refused/>
                <Form to=report class="form wide" clears=true>
                    <Which data=data/>
                    {has_value.then(|| view! { <Field name="value" label="It is at" value=typed.value hint=now error=value_wrong free=true/> })}
                    {has_steps.then(|| view! {
                        <fieldset class="done-steps">
                            <legend>"Milestones that are done"</legend>
                            <input type="hidden" name="has_steps" value="true"/>
                            {move || steps().into_iter().map(|(step, done)| view! {
                                <Check name="steps[]" value=step.clone() checked=done>{step}</Check>
                            }).collect_view()}
                        </fieldset>
                    })}
                    <div class="fields">
                        <div class="field">
                            <label for="status">"It is"</label>
                            <select id="status" name="status">{standings.collect_view()}</select>
                        </div>
                        <Field name="confidence" label="How sure are you, of 10?" value=typed.confidence error=sure_wrong free=true/>
                    </div>
                    <TextArea name="note" label="A word about it" value=typed.note error=note_wrong optional=true most=LONGEST_NOTE/>
                    <div class="actions"><Submit go=true pending=report.pending()>"Say so"</Submit></div>
                </Form>
                <Stuck data=data help=sendings.help/>
                <Show data=data evidence=sendings.evidence/>
            </div>
        </section>
    }
}

#[component]
fn Stuck(data: Signal<GoalData>, help: Sending) -> impl IntoView {
    let again = move || help.refused::<Again<String, Refused>>();
    let (typed, is_open) = (untrack(again).map(|again| again.typed).unwrap_or_default(), untrack(again).is_some());
    let wrong = Signal::derive(move || again().map(|again| refused_sentence(again.why)));
    let stuck = Memo::new(move |_| data.with(|data| data.stuck.clone()));
    move || {
        let typed = typed.clone();
        if let Some((since, what)) = stuck.get() {
            view! {
                <div class="stuck">
                    <p><b>"Stuck, help asked"</b>{format!(" since {since}: {what}")}</p>
                    <Refusal of=help why=wrong/>
                    <Form to=help clears=true>
                        <Which data=data/>
                        <input type="hidden" name="goes_on" value="true"/>
                        <Submit pending=help.pending()>"It goes on"</Submit>
                    </Form>
                </div>
            }
            .into_any()
        } else {
            view! {
                <details open=is_open>
                    <summary>"Stuck? Ask for help"</summary>
                    <Refusal of=help/>
                    <Form to=help class="form wide" clears=true>
                        <Which data=data/>
                        <TextArea name="what" label="What do you need, and from whom?" value=typed error=wrong most=LONGEST_NOTE/>
                        <div class="actions"><Submit pending=help.pending()>"Ask for help"</Submit></div>
                    </Form>
                </details>
            }
            .into_any()
        }
    }
}

#[component]
fn Show(data: Signal<GoalData>, evidence: Sending) -> impl IntoView {
    let again = move || evidence.refused::<Again<EvidenceTyped, Refused>>();
    let (typed, is_open) = (untrack(again).map(|again| again.typed).unwrap_or_default(), untrack(again).is_some());
    let wrong = Signal::derive(move || again().map(|again| refused_sentence(again.why)));
    view! {
        <details open=is_open>
            <summary>"Keep something that shows it"</summary>
            <Refusal of=evidence/>
            <Form to=evidence class="form wide" clears=true>
                <Which data=data/>
                <Field name="link" label="Address" value=typed.link error=wrong free=true hint=Some("https://…: a certificate, a report, a change.".to_owned())/>
                <Field name="words" label="What it is" value=typed.words free=true/>
                <div class="actions"><Submit pending=evidence.pending()>"Keep it"</Submit></div>
            </Form>
        </details>
    }
}

#[component]
fn About(data: GoalData) -> impl IntoView {
    let GoalData { about, facts, .. } = data;
    (!facts.is_empty() || !about.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="about-it">
                <header><h2 id="about-it">"What it is"</h2></header>
                <div class="body">
                    {(!about.is_empty()).then(|| view! { <p class="text">{about}</p> })}
                    <dl class="facts">
                        {facts.into_iter().map(|(what, text)| view! { <dt>{what}</dt><dd>{text}</dd> }).collect_view()}
                    </dl>
                </div>
            </section>
        }
    })
}

#[component]
fn Serves(data: GoalData) -> impl IntoView {
    let GoalData { parent, children, kind, row, .. } = data;
    let one = |Served { href, title, how }: Served| {
        let title = match href {
            Some(href) => view! { <A href=href>{title}</A> }.into_any(),
            None => title.into_any(),
        };
        view! { <li><div><div class="what">{title}</div><div class="why">{how}</div></div></li> }
    };
    let may_have_key_results = kind == "objective" && !row.standing.is_over();
    let new = format!("/goals/new?kind=key_result&parent={}", row.id);
    (parent.is_some() || !children.is_empty() || may_have_key_results).then(|| {
        view! {
            <section class="card" aria-labelledby="serves">
                <header>
                    <h2 id="serves">{if parent.is_some() { "Serves" } else { "Moved by" }}</h2>
                    {may_have_key_results.then(|| view! { <A href=new attr:class="small">"Add a key result"</A> })}
                </header>
                {parent.clone().map(|parent| view! { <ul class="rows" role="list">{one(parent)}</ul> })}
                {(!children.is_empty()).then(|| view! {
                    {parent.is_some().then(|| view! { <header><h2>"Moved by"</h2></header> })}
                    <ul class="rows" role="list">{children.into_iter().map(one).collect_view()}</ul>
                })}
            </section>
        }
    })
}

/// What was agreed, and where it belongs, in forms.
#[component]
fn Change(data: Signal<GoalData>, sendings: Sendings) -> impl IntoView {
    let Sendings { define, carry, .. } = sendings;
    let again = move || define.refused::<Again<(TermsTyped, String), DefineWrong>>();
    let first = untrack(again);
    let is_open = first.is_some();
    let (typed, reason) =
        first.map_or_else(|| (data.with_untracked(|data| data.terms.clone()), String::new()), |again| again.typed);
    let wrong = Signal::derive(move || again().map(|again| again.why));
    let terms_wrong = Signal::derive(move || match wrong.get()? {
        DefineWrong::Terms(why) => Some(why),
        DefineWrong::Reason => None,
    });
    let reason_wrong = Signal::derive(move || {
        (wrong.get() == Some(DefineWrong::Reason)).then(|| "It was agreed. Say why it changes.".to_owned())
    });
    let refused = Signal::derive(move || terms_wrong.with(|why| other(why.as_ref()?)).map(refused_sentence));
    let is_changed = Signal::derive(move || terms_wrong.with(|why| other(why.as_ref()?)) == Some(Refused::Changed));
    // What others change while somebody types is refused once, with what it is now on top of the page; who sends theirs again knows.
    let shown = shown_version(move || data.with(|data| (data.terms.clone(), data.row.sequence)), define);
    let seen = Signal::derive(move || if is_changed.get() { data.with(|data| data.row.sequence) } else { shown.get() });
    let agreed = Memo::new(move |_| data.with(|data| data.agreed));
    let (cycles, asks) = data.with_untracked(|data| (data.cycles.clone(), data.asks.clone()));
    let carry_refused = Signal::derive(move || carry.refused().map(refused_sentence));
    let learns = data.with_untracked(|data| data.kind == "learning");
    view! {
        <section class="card" aria-labelledby="change">
            <header><h2 id="change">"Change it"</h2></header>
            <div class="body">
                <details open=is_open>
                    <summary>"What it is, its measure, by when"</summary>
                    <Refusal of=define why=refused/>
                    <Form to=define class=if learns { "form wide goal-form learning" } else { "form wide goal-form" }>
                        <Which data=data seen=seen/>
                        <TermsFields typed=typed wrong=terms_wrong/>
                        {
                            let reason = reason.clone();
                            move || agreed.get().then(|| view! {
                                <TextArea name="reason" id="reason" label="Why" value=reason.clone() error=reason_wrong most=LONGEST_NOTE free=true
                                    hint="It was agreed: the other side is asked, and until they agree what was agreed holds.".to_owned()/>
                            })
                        }
                        <Asks asks=asks/>
                        <div class="actions"><Submit pending=define.pending()>"Save"</Submit></div>
                    </Form>
                </details>
                <Belongs data=data place=sendings.place/>
                {(!cycles.is_empty()).then(|| view! {
                    <details>
                        <summary>"Carry it over to another cycle"</summary>
                        <Refusal of=carry why=carry_refused/>
                        <Form to=carry class="form wide">
                            <Which data=data/>
                            <Choice name="cycle" id="carry" label="To which cycle".to_owned() options=cycles/>
                            <div class="actions"><Submit pending=carry.pending()>"Carry it over"</Submit></div>
                        </Form>
                    </details>
                })}
            </div>
        </section>
    }
}

#[component]
fn Belongs(data: Signal<GoalData>, place: Sending) -> impl IntoView {
    let again = move || place.refused::<Again<PlaceTyped, PlaceWrong>>();
    let is_open = untrack(again).is_some();
    let typed = untrack(again).map_or_else(|| data.with_untracked(|data| data.place.clone()), |again| again.typed);
    let wrong = Signal::derive(move || again().map(|again| again.why));
    let of = move |say: fn(&PlaceWrong) -> Option<String>| Signal::derive(move || wrong.with(|wrong| say(wrong.as_ref()?)));
    let owner_wrong = of(|why| match why {
        PlaceWrong::Owner(why) => Some(not_one(why)),
        PlaceWrong::Rule(Refused::OwnerLeft) => Some(refused_sentence(Refused::OwnerLeft)),
        _ => None,
    });
    let tag_wrong = of(|why| match why {
        PlaceWrong::Tag(why) => Some(title_sentence(*why)),
        PlaceWrong::Rule(Refused::ManyTags) => Some(refused_sentence(Refused::ManyTags)),
        _ => None,
    });
    let weight_wrong = of(|why| match why {
        PlaceWrong::Rule(Refused::Weight) => Some(refused_sentence(Refused::Weight)),
        _ => None,
    });
    let refused = of(|why| match why {
        PlaceWrong::Rule(Refused::OwnerLeft | Refused::ManyTags | Refused::Weight) => None,
        PlaceWrong::Rule(why) => Some(refused_sentence(*why)),
        _ => None,
    });
    let (projects, parents, personal) = data.with_untracked(|data| (data.projects.clone(), data.parents.clone(), data.personal));
    let links = [("contributes", "It moves that objective"), ("supports", "It is shown with it")];
    // As for what is agreed: what others change meanwhile is refused once.
    let is_changed = Signal::derive(move || wrong.get() == Some(PlaceWrong::Rule(Refused::Changed)));
    let shown = shown_version(move || data.with(|data| (data.place.clone(), data.row.sequence)), place);
    let seen = Signal::derive(move || if is_changed.get() { data.with(|data| data.row.sequence) } else { shown.get() });
    view! {
        <details open=is_open>
            <summary>"Who answers for it, and where it belongs"</summary>
            <Refusal of=place why=refused/>
            <Form to=place class="form wide">
                <Which data=data seen=seen/>
                <Chooser kind=Kind::Person name="owner" label="Who answers for it" value=typed.owner error=owner_wrong/>
                <Choice name="project" label="Project".to_owned() options=or_none("None", projects) value=typed.project/>
                <Choice name="parent" label="Serves".to_owned() options=or_none("None", parents) value=typed.parent/>
                <div class="fields">
                    <Choice name="link" id="how" label="How".to_owned() options=options(&links) value=typed.link/>
                    <Field name="weight" label="Weight among those that move it" value=typed.weight error=weight_wrong free=true/>
                </div>
                <Field name="tags" label="Tags" value=typed.tags error=tag_wrong optional=true hint=Some("Parted by commas.".to_owned())/>
                {personal.then(|| view! { <Check name="open" checked=typed.open>"Colleagues may see it"</Check> })}
                <div class="actions"><Submit pending=place.pending()>"Save"</Submit></div>
            </Form>
        </details>
    }
}

/// What can still be done once it is over.
#[component]
fn Over(data: Signal<GoalData>, sendings: Sendings) -> impl IntoView {
    let Sendings { grade, reopen, .. } = sendings;
    let refused = Signal::derive(move || reopen.refused().map(refused_sentence));
    let again = move || grade.refused::<Again<GradeTyped, Refused>>();
    let typed = untrack(again).map(|again| again.typed).unwrap_or_default();
    let wrong = Signal::derive(move || again().map(|again| refused_sentence(again.why)));
    view! {
        <section class="card" aria-labelledby="over">
            <header><h2 id="over">"It is over"</h2></header>
            <div class="body">
                <Refusal of=grade/>
                <Form to=grade class="form wide" clears=true>
                    <Which data=data/>
                    <Field name="grade" label="How well was it reached, from 0.0 to 1.0?" value=typed.grade error=wrong
                        hint=Some("Whoever aims high lands at 0.6 or 0.7.".to_owned())/>
                    <TextArea name="note" label="In a sentence" value=typed.note optional=true most=LONGEST_NOTE/>
                    <div class="actions"><Submit pending=grade.pending()>"Grade it"</Submit></div>
                </Form>
                <Refusal of=reopen why=refused/>
                <Form to=reopen>
                    <Which data=data/>
                    <Submit pending=reopen.pending()>"Reopen it"</Submit>
                </Form>
            </div>
        </section>
    }
}

#[component]
fn History(data: GoalData) -> impl IntoView {
    let GoalData { history, before, row, whole, .. } = data;
    let one = |Happened { initials, what, note, link, when }: Happened| {
        view! {
            <li>
                <Initials of=initials/>
                <div>
                    <div class="what">{what}</div>
                    {note.map(|note| view! { <p class="text">{note}</p> })}
                    {link.map(|link| {
                        let href = link.clone();
                        view! { <p class="text"><a href=href rel="external noopener noreferrer" target="_blank">{link}</a></p> }
                    })}
                </div>
                <span class="dim small">{when}</span>
            </li>
        }
    };
    whole.then(|| view! {
        <section class="card" aria-labelledby="history">
            <header><h2 id="history">"What happened"</h2></header>
            <ul class="rows log" role="list">{history.into_iter().map(one).collect_view()}</ul>
            {(before > 0).then(|| view! {
                <p class="body small"><a href=format!("/goals/{}?all=true#history", row.id) rel="external">{format!("{before} more before that")}</a></p>
            })}
        </section>
    })
}
