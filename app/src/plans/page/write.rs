//! The forms in which a plan is written, part by part. A form opens by itself where nothing stands yet, or where what was sent was refused.

use super::{
    super::{
        api::{PlanData, Row, Rows, RowsTyped, RowsWrong, Saved, TextTyped, TextWrong},
        said::{part_title, row_sentence, text_sentence, why_sentence},
    },
    Which,
};
use crate::{
    failure::Again,
    parts::{Conflict, Form, Icon, Refusal, Sending, Submit, TextArea, version_shown},
};
use leptos::prelude::*;
use waymark::{
    plan::{LONGEST_LINE, Part},
    review::LONGEST_TEXT,
};

/// How many empty lines stand below those that are filled in.
const EMPTY: usize = 2;

/// The revision of a part that its form saved.
fn saved(sending: Sending, part: Part) -> Option<u32> {
    sending.value::<Saved>().filter(|saved| saved.part == part).map(|saved| saved.revision)
}

/// A page of the plan, anew: what is stored stands in its fields.
fn here(data: Signal<PlanData>) -> String {
    data.with(|data| format!("/plan/{}/{}", data.cycle, data.person))
}

/// The form for a part that is a text.
#[component]
pub fn TextForm(data: Signal<PlanData>, sending: Sending, part: Part) -> impl IntoView {
    let again = move || sending.refused::<Again<TextTyped, TextWrong>>().filter(|again| again.typed.part == part);
    let stored = move || data.with(|data| data.text(part));
    let first = untrack(again);
    let now = untrack(stored).0;
    let is_empty = now.is_empty();
    let is_open = is_empty || first.is_some();
    // What was too long to be given back is still in the field, or gone with the page.
    let text = first.filter(|again| !matches!(again.why, TextWrong::TooLong(_))).map_or(now, |again| again.typed.text);
    let seen = version_shown(stored, move || saved(sending, part));
    let wrong = Signal::derive(move || again().and_then(|again| text_sentence(&again.why)));
    let refused = Signal::derive(move || match again()?.why {
        TextWrong::Other(why) => Some(why_sentence(&why)),
        _ => None,
    });
    let conflict = move || match again()? {
        Again { typed, why: TextWrong::Met(now, revision) } => Some((typed.text, now, revision)),
        _ => None,
    };
    let label = match part {
        Part::Strengths => "What goes well, and what shows it",
        Part::Growth => "Where to grow, and how both would see it",
        _ => "A role or a level, and by when; the first line stands on top of the page",
    };
    let title = part_title(part);
    view! {
        <details class="act write no-paper" open=is_open>
            <summary class="btn">{if is_empty { "Write it" } else { "Change it" }}<span class="hush">" “"{title}"”"</span></summary>
            <Refusal of=sending why=refused/>
            {move || conflict().map(|(mine, now, revision)| view! {
                <Conflict page=here(data) mine=mine.clone() now=now>
                    <Form to=sending>
                        <Which data=data/>
                        <input type="hidden" name="part" value=part.to_string()/>
                        <input type="hidden" name="seen" value=revision.to_string()/>
                        <input type="hidden" name="text" value=mine/>
                        <button class="btn go" type="submit">"Keep mine"</button>
                    </Form>
                </Conflict>
            })}
            <Form to=sending class="form wide">
                <Which data=data/>
                <input type="hidden" name="part" value=part.to_string()/>
                <input type="hidden" name="seen" value=move || seen.get().to_string()/>
                <TextArea
                    name="text" id=format!("{part}-text") label=label value=text error=wrong free=true most=LONGEST_TEXT
                    hint="Markdown works: - for a list, ** for what is important.".to_owned()
                />
                <div class="actions"><Submit pending=sending.pending()>"Save"<span class="hush">" “"{title}"”"</span></Submit></div>
            </Form>
        </details>
    }
}

/// Lines as they are told beside others.
pub fn as_lines(rows: &[Row]) -> String {
    let line = |row: &Row| {
        let parts = [&row.what, &row.by, &row.day].into_iter().map(|part| part.trim()).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    };
    rows.iter().map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The form for a part that is a list: some lines are empty, and those that are emptied are gone.
#[component]
pub fn RowsForm(data: Signal<PlanData>, sending: Sending, part: Part) -> impl IntoView {
    let again = move || sending.refused::<Again<RowsTyped, RowsWrong>>().filter(|again| again.typed.part == part);
    let stored = move || {
        let Rows { rows, revision } = data.with(|data| data.rows(part));
        (rows, revision)
    };
    let first = untrack(again);
    let is_open = first.is_some();
    let now = untrack(stored).0;
    let word = if now.is_empty() { "Write it" } else { "Change it" };
    let rows = first.map_or(now, |again| again.typed.rows);
    let filled = rows.len() - rows.iter().rev().take_while(|row| **row == Row::default()).count();
    let count = RwSignal::new(filled + EMPTY);
    let rows = StoredValue::new(rows);
    let seen = version_shown(stored, move || saved(sending, part));
    let wrong = Signal::derive(move || match again()?.why {
        RowsWrong::At(at, why) => {
            let (field, sentence) = row_sentence(&why);
            Some((at, field, sentence))
        }
        _ => None,
    });
    let refused = Signal::derive(move || match again()?.why {
        RowsWrong::Many(most) => Some(format!("At most {most} lines fit. Nothing was saved.")),
        RowsWrong::Other(why) => Some(why_sentence(&why)),
        _ => None,
    });
    let conflict = move || match again()? {
        Again { typed, why: RowsWrong::Met(now) } => Some((typed.rows, now)),
        _ => None,
    };
    let sides = data.with_untracked(|data| data.writing().map(|writing| writing.sides.clone())).unwrap_or_default();
    let title = part_title(part);
    view! {
        <details class="act write no-paper" open=is_open>
            <summary class="btn">{word}<span class="hush">" “"{title}"”"</span></summary>
            <Refusal of=sending why=refused/>
            {move || conflict().map(|(mine, now)| view! {
                <Conflict page=here(data) mine=as_lines(&mine) now=as_lines(&now.rows)>
                    <Form to=sending>
                        <Which data=data/>
                        <input type="hidden" name="part" value=part.to_string()/>
                        <input type="hidden" name="seen" value=now.revision.to_string()/>
                        {mine.into_iter().enumerate().map(|(at, row)| view! { <Hidden at=at row=row/> }).collect_view()}
                        <button class="btn go" type="submit">"Keep mine"</button>
                    </Form>
                </Conflict>
            })}
            <Form to=sending class="form wide">
                <Which data=data/>
                <input type="hidden" name="part" value=part.to_string()/>
                <input type="hidden" name="seen" value=move || seen.get().to_string()/>
                <p class="hint">"Lines that are left empty, or emptied, are not kept."</p>
                <For each=move || 0..count.get() key=|at| *at let:at>
                    <Line part=part at=at row=rows.with_value(|rows| rows.get(at).cloned().unwrap_or_default()) wrong=wrong/>
                </For>
                {(part == Part::Support).then(|| view! {
                    <datalist id="support-sides">{sides.into_iter().map(|side| view! { <option value=side></option> }).collect_view()}</datalist>
                })}
                <div class="actions">
                    <Submit pending=sending.pending()>"Save"<span class="hush">" “"{title}"”"</span></Submit>
                    <button class="btn only-script" type="button" on:click=move |_| count.update(|count| *count += 1)>"One more line"</button>
                </div>
            </Form>
        </details>
    }
}

/// A line that is sent as it is.
#[component]
fn Hidden(at: usize, row: Row) -> impl IntoView {
    view! {
        <input type="hidden" name=format!("rows[{at}][what]") value=row.what/>
        <input type="hidden" name=format!("rows[{at}][by]") value=row.by/>
        <input type="hidden" name=format!("rows[{at}][day]") value=row.day/>
    }
}

/// A line in its fields.
#[component]
fn Line(part: Part, at: usize, row: Row, wrong: Signal<Option<(usize, &'static str, String)>>) -> impl IntoView {
    let is_support = part == Part::Support;
    let here = Signal::derive(move || wrong.get().filter(|(line, ..)| *line == at));
    let field = move |field: &'static str, label: &'static str, kind: &'static str, value: String, list: Option<&'static str>| {
        let id = format!("{part}-{at}-{field}");
        let error = format!("{part}-{at}-error");
        let is_wrong = move || here.with(|here| here.as_ref().is_some_and(|(_, of, _)| *of == field));
        let most = (kind == "text").then(|| LONGEST_LINE.to_string());
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                <input
                    id=id name=format!("rows[{at}][{field}]") type=kind value=value list=list maxlength=most autocomplete="off"
                    autofocus=untrack(is_wrong) aria-invalid=move || is_wrong().then_some("true")
                    aria-describedby=move || is_wrong().then(|| error.clone())
                />
            </div>
        }
    };
    let Row { what, by, day } = row;
    view! {
        <fieldset class="line">
            <legend class="hush">{format!("Line {}", at + 1)}</legend>
            <div class="fields">
                {field("what", "What", "text", what, None)}
                {is_support.then(|| field("by", "By whom", "text", by, Some("support-sides")))}
                {field("day", if is_support { "By when (optional)" } else { "When" }, "date", day, None)}
            </div>
            {move || here.get().map(|(_, _, sentence)| view! {
                <p class="error" id=format!("{part}-{at}-error")><Icon name="alert"/><span>{sentence}</span></p>
            })}
        </fieldset>
    }
}
