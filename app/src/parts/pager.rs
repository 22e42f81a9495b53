//! Where a list goes on.

use leptos::prelude::*;
use leptos_router::components::A;

/// Digits with a comma between thousands.
pub fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "1 person", "12 people": a number with the right noun; thousands are set apart.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(&count.to_string()), if count == 1 { one } else { many })
}

/// Says which part of a list is shown, and leads to the parts before and after it. Nothing shows where all is there.
#[component]
pub fn Pager(
    /// How many come before this part.
    skip: usize,
    /// How many a part has.
    page: usize,
    /// How many there are.
    total: usize,
    /// The address of the part that begins after so many.
    address: impl Fn(usize) -> String + 'static,
) -> impl IntoView {
    let turn = |to: Option<usize>, word: &'static str| to.map(|to| view! { <A href=address(to) attr:class="btn">{word}</A> });
    let earlier = turn((skip > 0).then(|| skip.saturating_sub(page)), "Earlier");
    let later = turn((skip.saturating_add(page) < total).then(|| skip + page), "Later");
    let last = skip.saturating_add(page).min(total);
    (earlier.is_some() || later.is_some()).then(move || view! {
        <nav class="pager" aria-label="Pages">
            <span>{if skip >= total { format!("Nothing comes after the first {total}.") } else { format!("{} to {last} of {total}", skip + 1) }}</span>
            <span>{earlier} {later}</span>
        </nav>
    })
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn numbers_come_with_the_right_noun() {
        let said = [0, 1, 2, 999, 1000, 1_234_567].map(|count| counted(count, "person", "people"));
        assert_eq!(said, ["0 people", "1 person", "2 people", "999 people", "1,000 people", "1,234,567 people"]);
    }
}
