use super::*;
use std::collections::BTreeSet;

#[test]
fn a_code_is_read_as_people_write_it() {
    let meant = code("BSZ-GVD");
    for written in [
        "bszgvd",
        "BSZGVD",
        " bsz gvd ",
        "B-S-Z-G-V-D",
        "bsz\u{2013}gvd",
        "bsz\u{a0}gvd",
        "BSZ_GVD.",
        "bsz\u{200b}gvd",
        "8526U0",
        "85Z-6uO",
        "B5Z GVQ",
    ] {
        assert_eq!(Code::read(written), Ok(meant), "{written:?}");
    }
    assert_eq!((meant.to_string().as_str(), format!("{meant:?}").as_str()), ("BSZ-GVD", "Code(BSZ-GVD)"));
}

#[test]
fn what_is_no_code_is_told() {
    for nothing in ["", "  ", "-"] {
        assert_eq!(Code::read(nothing), Err(NotACode::Empty));
    }
    for length in ["BCD-FG", "BCD-FGH-J", &"B".repeat(100_000)] {
        assert_eq!(Code::read(length), Err(NotACode::Length));
    }
    // There is no I, L and 1 among which one could choose, and no vowel.
    for (text, first) in [("BCD-FGI", 'I'), ("lcdfgh", 'l'), ("BCD1GH", '1'), ("hello", 'e'), ("BCD/FGH", '/'), ("BÇDFGH", 'Ç')]
    {
        assert_eq!(Code::read(text), Err(NotACode::Character(first)), "{text}");
    }
    assert_eq!(NotACode::Character('é').to_string(), "no code has 'é'");
}

#[test]
fn every_sign_is_drawn_at_every_place() {
    let codes: Vec<String> =
        (0..4000u64).map(|n| Code::draw(n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes()).to_string()).collect();
    for place in [0, 1, 2, 4, 5, 6] {
        let signs: BTreeSet<char> = codes.iter().filter_map(|code| code.chars().nth(place)).collect();
        assert_eq!(signs.len(), 23, "at {place}");
        assert!(signs.iter().all(|sign| !"AEIOU01L2568Q".contains(*sign)), "{signs:?}");
    }
}

proptest! {
    #[test]
    fn a_code_that_is_drawn_reads_back_however_it_is_written(
        random in any::<[u8; 8]>(), small in any::<bool>(), gaps in prop::collection::vec(" |-|", 7)
    ) {
        let code = Code::draw(random);
        let shown = code.to_string();
        prop_assert_eq!(Code::read(&shown), Ok(code));
        let shown = if small { shown.to_lowercase() } else { shown };
        let typed: String = gaps.into_iter().zip(shown.chars()).flat_map(|(gap, sign)| [gap, sign.to_string()]).collect();
        prop_assert_eq!(Code::read(&typed), Ok(code));
        let json = serde_json::to_string(&code).expect("plain");
        prop_assert_eq!(&json, &format!("\"{code}\""));
        prop_assert_eq!(serde_json::from_str::<Code>(&json).expect("a code"), code);
    }

    #[test]
    fn whatever_is_written_is_a_code_that_reads_back_or_none(text in "\\PC{0,12}|[a-zA-Z0-9 -]{6,8}") {
        if let Ok(code) = Code::read(&text) {
            prop_assert_eq!(Code::read(&code.to_string()), Ok(code));
        }
    }
}
