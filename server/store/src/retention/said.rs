//! Retention in words, for letters and the audit chain.

use waymark::retention::{Announcement, Keep, Retention, Texts};

fn keep(keep: Keep) -> String {
    match keep {
        Keep::ForEver => "for ever".to_owned(),
        Keep::Months(months) => format!("{months} months"),
    }
}

/// "14 reviews of 2024 H1".
pub(super) fn reviews(count: usize, cycle: &str) -> String {
    format!("{count} {} of {cycle}", if count == 1 { "review" } else { "reviews" })
}

fn listed(texts: &[Texts]) -> String {
    texts.iter().map(|texts| reviews(texts.people.len(), &texts.name)).collect::<Vec<_>>().join(", ")
}

/// What an announcement says, in the audit chain.
pub(super) fn announced(announced: &Announcement) -> String {
    format!("to be removed on {}: texts of {}", announced.on, listed(&announced.texts))
}

/// What settings say, in the audit chain.
pub(super) fn changed(after: &Retention) -> String {
    let settings = format!("texts of reviews: {}, who left: {}", keep(after.settings.reviews), keep(after.settings.left));
    match &after.announced {
        Some(next) => format!("{settings}; {}", announced(next)),
        None => settings,
    }
}

/// What was removed, in the audit chain.
pub(super) fn removed(removed: &[(String, usize)]) -> String {
    if removed.is_empty() {
        return "nothing was left of what was announced".to_owned();
    }
    let removed: Vec<String> = removed.iter().map(|(cycle, count)| reviews(*count, cycle)).collect();
    format!("texts of {}", removed.join(", "))
}
