use super::*;

#[test]
fn numbers_are_read_as_people_write_them() {
    for (written, said) in [
        ("1,200", "1,200"),
        ("1 200", "1,200"),
        ("1\u{a0}200", "1,200"),
        ("1\u{202f}200", "1,200"),
        ("1_200", "1,200"),
        ("1\u{2019}200", "1,200"),
        ("1200", "1,200"),
        ("0,71", "0.71"),
        ("0.71", "0.71"),
        ("1.2k", "1,200"),
        ("1.2 K", "1,200"),
        ("3M", "3,000,000"),
        ("3m", "3,000,000"),
        ("1.234,5", "1,234.5"),
        ("1,234.5", "1,234.5"),
        ("1,200,300", "1,200,300"),
        ("1.200.300", "1,200,300"),
        ("1,200.300,5", "?"),
        // A point alone is a decimal sign, a comma before three digits is none, unless nothing is before it.
        ("1.200", "1.2"),
        ("0,710", "0.71"),
        ("-0,710", "-0.71"),
        ("1,2345", "1.2345"),
        ("\u{2212}5", "-5"),
        ("-5", "-5"),
        ("+5", "5"),
        ("-0", "0"),
        ("007", "7"),
        (" 12 ", "12"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1.0000000", "1"),
        ("0.000001", "0.000001"),
        // What is too fine alone is not once it counts thousands.
        ("0.0000001k", "0.0001"),
        ("1000000000000", "1,000,000,000,000"),
        ("-1000000M", "-1,000,000,000,000"),
    ] {
        let read = Amount::read(written).map_or("?".to_owned(), |amount| amount.to_string());
        assert_eq!(read, said, "{written:?}");
    }
}

#[test]
fn what_is_no_number_says_why() {
    for empty in ["", "  ", "\t", "_"] {
        assert_eq!(Amount::read(empty), Err(NotAnAmount::Empty), "{empty:?}");
    }
    for form in [
        "abc",
        "k",
        "-",
        ".",
        ",",
        "--5",
        "+-5",
        "-+5",
        "1e5",
        "5 kg",
        "1,2,3",
        "1.2.3",
        "1,200,3",
        "1.234,567.8",
        "12kk",
        "1k2",
        ",500",
        "0x1f",
        "\u{663}",
        "NaN",
        "1/2",
        "5%",
    ] {
        assert_eq!(Amount::read(form), Err(NotAnAmount::Form), "{form:?}");
    }
    for large in ["1000000000000.000001", "-1000000000001", "1000001M", "99999999999999", "9".repeat(400).as_str()] {
        assert_eq!(Amount::read(large), Err(NotAnAmount::Large), "{large:?}");
    }
    for fine in ["0.0000001", "-1.1234567", "0.0000000001k", "1.00000000000000000001M"] {
        assert_eq!(Amount::read(fine), Err(NotAnAmount::Fine), "{fine:?}");
    }
}

#[test]
fn a_number_is_stored_as_a_plain_text() {
    let stored = |text: &str| serde_json::to_string(&number(text)).expect("plain data");
    assert_eq!((stored("1,200.5"), stored("-0.71"), stored("0")), (r#""1200.5""#.into(), r#""-0.71""#.into(), r#""0""#.into()));
    assert!(serde_json::from_str::<Amount>(r#""much""#).is_err());
    assert!(serde_json::from_str::<Amount>("5").is_err());
}

#[test]
fn whole_numbers_and_sums_stay_within_the_largest() {
    assert_eq!((Amount::whole(3), Amount::whole(i64::MIN)), (number("3"), Amount::whole(-LARGEST)));
    assert_eq!(Amount::whole(LARGEST).plus(Amount::from_micros(1).expect("small")), None);
    assert_eq!(Amount::whole(LARGEST).plus(number("-0.5")), Some(number("999999999999.5")));
    assert_eq!(Amount::from_micros(i128::MAX), None);
    assert_eq!((number("-1.9").truncated(), number("1.9").truncated()), (-1, 1));
    assert!(number("-2").is_whole() && !number("-2.000001").is_whole());
}

proptest! {
    #[test]
    fn what_is_said_of_a_number_is_read_as_that_number(amount in amount()) {
        prop_assert_eq!(Amount::read(&amount.to_string()), Ok(amount));
        prop_assert_eq!(Amount::try_from(String::from(amount)), Ok(amount));
        let stored = serde_json::to_string(&amount).expect("plain data");
        prop_assert_eq!(serde_json::from_str::<Amount>(&stored).expect("a number"), amount);
    }

    #[test]
    fn whatever_is_written_is_a_number_within_the_largest_or_none(text in prop_oneof!["[-+0-9.,kM _]{0,24}", ".{0,8}"]) {
        if let Ok(amount) = Amount::read(&text) {
            prop_assert!(amount.micros().abs() <= LARGEST * 1_000_000);
            prop_assert_eq!(Amount::read(&amount.to_string()), Ok(amount));
        }
    }
}
