//! Folding: texts without case and accents, so that what is typed on any keyboard finds what is written in any alphabet.

use deunicode::{AsciiChars, deunicode_char};

/// A text without case, accents and repeated white space. Punctuation stays: "C++" is not "C".
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for (letter, plain) in text.chars().zip(text.ascii_chars()) {
        match plain {
            Some(plain) => folded.extend(plain.chars().map(|c| c.to_ascii_lowercase())),
            // No way to write it in ASCII is known, unless of the small letter: better itself than nothing.
            None => letter.to_lowercase().for_each(|small| match deunicode_char(small) {
                Some(plain) => folded.push_str(&plain.to_ascii_lowercase()),
                None => folded.push(small),
            }),
        }
    }
    spaced(&folded)
}

/// A text without repeated white space and white space around it.
pub(super) fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The folded words of a text, in order. "O'Brien" is two.
///
/// A text of nothing but punctuation has that as its words, so that even who is called "?!" can be found.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words: Vec<_> = parts(&folded).collect();
    if words.is_empty() {
        words.extend(folded.split_whitespace().map(str::to_owned));
    }
    words
}

/// The words under which a text is found: its own; "obrien" for "O'Brien"; and "joerg" for "Jörg", as it is written
/// where the keyboard has no such letter.
pub(super) fn words_to_find(text: &str) -> Vec<String> {
    let mut found = words(text);
    for chunk in text.split_whitespace() {
        found.extend(joined(chunk));
        if let Some(spelled) = spelled_out(chunk) {
            found.extend(words(&spelled));
            found.extend(joined(&spelled));
        }
    }
    found
}

fn parts(folded: &str) -> impl Iterator<Item = String> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned)
}

fn joined(chunk: &str) -> Option<String> {
    let folded = fold(chunk);
    let parts: Vec<_> = parts(&folded).collect();
    (parts.len() > 1).then(|| parts.concat())
}

fn spelled_out(chunk: &str) -> Option<String> {
    let spelling = |letter: char| match letter {
        'ä' | 'Ä' | 'æ' | 'Æ' => Some("ae"),
        'ö' | 'Ö' | 'ø' | 'Ø' => Some("oe"),
        'ü' | 'Ü' => Some("ue"),
        'å' | 'Å' => Some("aa"),
        'đ' | 'Đ' => Some("dj"),
        _ => None,
    };
    chunk.chars().any(|letter| spelling(letter).is_some()).then(|| {
        let mut spelled = String::with_capacity(chunk.len() + 1);
        for letter in chunk.chars() {
            match spelling(letter) {
                Some(letters) => spelled.push_str(letters),
                None => spelled.push(letter),
            }
        }
        spelled
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_lose_case_and_marks() {
        for (text, folded) in [
            ("Øystein Ł. Đorđević", "oystein l. dordevic"),
            ("ıİß", "iiss"),
            ("Æther Žiga Kovačić", "aether ziga kovacic"),
            ("c\u{30c}", "c"),
            ("  C++\t Team ", "c++ team"),
            ("李 小龙", "li xiao long"),
            ("\u{10ffff}", "\u{10ffff}"),
            ("\u{a7d2}", "thth"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn a_word_with_punctuation_is_found_in_parts_and_as_one() {
        assert_eq!(words("Seán O’Brien"), ["sean", "o", "brien"]);
        assert_eq!(words_to_find("Seán O’Brien"), ["sean", "o", "brien", "obrien"]);
        assert_eq!(words_to_find("小龙"), ["xiao", "long", "xiaolong"]);
        assert_eq!(words("?! -"), ["?!", "-"]);
    }

    #[test]
    fn a_letter_that_keyboards_lack_is_found_spelled_out() {
        assert_eq!(words_to_find("Jörg Đorđe"), ["jorg", "dorde", "joerg", "djordje"]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in ".{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert!(words(&text).iter().all(|word| !word.is_empty()));
        }
    }
}
