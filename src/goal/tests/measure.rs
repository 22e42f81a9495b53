use super::*;

fn read(measure: &Measure, text: &str, now: &str) -> Result<String, NotAnAmount> {
    measure.read(text, Some(number(now))).map(|value| value.to_string())
}

#[test]
fn a_sign_before_a_number_says_how_much_more_or_less_it_is() {
    let latency = towards("512", "300");
    assert_eq!(read(&latency, "+5", "400"), Ok("405".into()));
    assert_eq!(read(&latency, "-5", "400"), Ok("395".into()));
    assert_eq!(read(&latency, "\u{2212}1.5 ms", "400"), Ok("398.5".into()));
    assert_eq!(read(&latency, "=-5", "400"), Ok("-5".into()));
    assert_eq!(read(&latency, "= 5 ms", "400"), Ok("5".into()));
    assert_eq!(latency.read("-12", None), Ok(number("500")), "from its start, before anybody said how much it is");

    // Where it may be below nothing, a minus is the number's own.
    let loss = towards("-40", "10");
    assert_eq!(read(&loss, "-5", "-20"), Ok("-5".into()));
    assert_eq!(read(&loss, "+5", "-20"), Ok("-15".into()));
    assert_eq!(read(&latency, "-5", "-1"), Ok("-5".into()));
    assert_eq!(read(&within(Some("-10"), None), "-5", "3"), Ok("-5".into()));
    assert_eq!(read(&within(Some("10"), None), "-5", "3"), Ok("-2".into()));
    assert_eq!(within(Some("10"), None).read("+5", None), Ok(number("5")));
    assert_eq!(read(&latency, "+1", &LARGEST.to_string()), Err(NotAnAmount::Large));
}

#[test]
fn percent_are_a_part_of_the_way_unless_the_number_is_one_of_percent() {
    assert_eq!(read(&towards("512", "300"), "50%", "512"), Ok("406".into()));
    assert_eq!(read(&towards("512", "300"), "40 %", "512"), Ok("427.2".into()));
    assert_eq!(read(&towards("-100", "100"), "150%", "0"), Ok("200".into()));
    let uptime = Measure::Towards { scale: Scale::Percent, start: number("20"), target: number("80") };
    assert_eq!(read(&uptime, "40%", "20"), Ok("40".into()));
    assert_eq!(read(&uptime, "40 %", "20"), Ok("40".into()));
    assert_eq!(read(&uptime, "+5%", "40"), Ok("45".into()));
    assert_eq!(read(&within(Some("40"), None), "40%", "1"), Ok("40".into()));
    // A range has no way of which that could be a part.
    let range = Measure::Within { scale: scale("ms"), low: None, high: Some(number("300")) };
    assert_eq!(read(&range, "40%", "1"), Err(NotAnAmount::Form));
}

#[test]
fn the_unit_may_stand_around_a_number() {
    let latency = towards("512", "300");
    for text in ["296", "296 ms", "296ms", "296 MS", "ms 296", " 296  ms "] {
        assert_eq!(read(&latency, text, "512"), Ok("296".into()), "{text}");
    }
    assert_eq!(read(&latency, "1.2k", "512"), Ok("1,200".into()));
    assert_eq!(read(&latency, "1.2k ms", "512"), Ok("1,200".into()));
    assert_eq!(read(&latency, "296 s", "512"), Err(NotAnAmount::Form));
    assert_eq!(read(&latency, "", "512"), Err(NotAnAmount::Empty));
    assert_eq!(read(&latency, "ms", "512"), Err(NotAnAmount::Empty));
    let money = |currency: &str| {
        let (start, target) = (Amount::ZERO, number("5M"));
        Measure::Towards { scale: Scale::Money { currency: currency.to_owned() }, start, target }
    };
    assert_eq!(read(&money("€"), "€1,200", "0"), Ok("1,200".into()));
    assert_eq!(read(&money("€"), "1,200 €", "0"), Ok("1,200".into()));
    assert_eq!(read(&money("€"), "\u{2212}5", "7"), Ok("2".into()), "a minus as long as the unit");
    assert_eq!(read(&money("EUR"), "EUR 3M", "0"), Ok("3,000,000".into()));
    // Of metres they are metres, not millions.
    let metres = Measure::Towards { scale: scale("m"), start: Amount::ZERO, target: number("9") };
    assert_eq!(read(&metres, "5m", "0"), Ok("5".into()));
}

#[test]
fn yes_and_no_are_read_in_words() {
    for yes in ["yes", "Y", " Done ", "true", "1", "100%"] {
        assert_eq!(Measure::YesNo.read(yes, None), Ok(Amount::ONE), "{yes}");
    }
    for no in ["no", "N", "not yet", "false", "0", "0%"] {
        assert_eq!(Measure::YesNo.read(no, None), Ok(Amount::ZERO), "{no}");
    }
    assert_eq!(Measure::YesNo.read("maybe", None), Err(NotAnAmount::Form));
    assert_eq!(Measure::YesNo.read(" ", None), Err(NotAnAmount::Empty));
    assert_eq!((Measure::YesNo.say(Amount::ONE), Measure::YesNo.typed(Amount::ZERO)), ("yes".into(), "no".into()));
}

#[test]
fn milestones_are_counted() {
    let steps = milestones(&["Draft", "Review", "Print"]);
    assert_eq!(read(&steps, "2", "0"), Ok("2".into()));
    assert_eq!(read(&steps, "+1", "1"), Ok("2".into()));
    assert_eq!(read(&steps, "-1", "1"), Ok("0".into()));
    assert_eq!(read(&steps, "100%", "1"), Ok("3".into()));
    assert_eq!(read(&steps, "67%", "1"), Ok("2".into()), "as many as are whole");
    for none in ["4", "1.5", "=-1", "-2", "200%"] {
        assert_eq!(read(&steps, none, "1"), Err(NotAnAmount::Form), "{none}");
    }
    assert_eq!(steps.progress(number("2")), Some(Progress(666)));
    assert_eq!((steps.say(number("2")), steps.typed(number("2"))), ("2 of 3".into(), "2".into()));
}

#[test]
fn progress_is_the_way_from_start_to_target_up_or_down() {
    let of = |start, target, value| towards(start, target).progress(number(value)).expect("a way").0;
    assert_eq!((of("0", "80", "20"), of("100", "300", "150")), (250, 250));
    assert_eq!((of("512", "300", "512"), of("512", "300", "406"), of("512", "300", "300")), (0, 500, 1000));
    assert_eq!(of("0", "80", "100"), 1250, "beyond the target");
    assert_eq!(of("512", "300", "618"), -500, "the wrong way");
    assert_eq!(of("0", "1000000", "999999.999999"), 999, "not yet there");
    assert_eq!(of("0", "0.000001", "1000000000000"), 1_000_000, "as far beyond as is told");
    assert_eq!(Measure::YesNo.progress(Amount::ONE), Some(Progress::WHOLE));
    assert_eq!(within(Some("1"), None).progress(Amount::ONE), None, "a range has no way to go");
    assert_eq!((Progress(1250).clamped(), Progress(-3).clamped(), Progress(719).percent()), (Progress(1000), Progress(0), 71));
    assert_eq!(Progress::of(0, 0), Progress::WHOLE, "there is nothing to do");
}

#[test]
fn a_range_has_its_ends_included() {
    let healthy = |low, high, value| within(low, high).is_healthy(number(value));
    assert_eq!(healthy(Some("40"), Some("60"), "40"), Some(true));
    assert_eq!(healthy(Some("40"), Some("60"), "60"), Some(true));
    assert_eq!(healthy(Some("40"), Some("60"), "39.999999"), Some(false));
    assert_eq!(healthy(None, Some("60"), "60.1"), Some(false));
    assert_eq!(healthy(Some("40"), None, "1M"), Some(true));
    assert_eq!(towards("0", "1").is_healthy(Amount::ONE), None);
}

#[test]
fn a_measure_says_what_one_aims_at() {
    for (measure, aim) in [
        (towards("512", "300"), "from 512 to 300 ms"),
        (within(Some("40"), Some("60")), "between 40 and 60%"),
        (within(Some("40"), None), "at least 40%"),
        (within(None, Some("60")), "at most 60%"),
        (Measure::YesNo, "done or not"),
        (milestones(&["Draft"]), "1 milestone"),
        (milestones(&["Draft", "Print"]), "2 milestones"),
    ] {
        assert_eq!(measure.aim(), aim);
    }
    assert_eq!(scale("").say(number("1200")), "1,200");
    assert_eq!(Scale::Percent.say(number("0.71")), "0.71%");
    assert_eq!(Scale::Money { currency: "EUR".into() }.say(number("1200")), "1,200 EUR");
}

#[test]
fn a_measure_keeps_its_rules() {
    assert_eq!(towards("5", "5.0").check(), Err(MeasureRefused::Same));
    assert_eq!(within(None, None).check(), Err(MeasureRefused::Range));
    assert_eq!(within(Some("2"), Some("1")).check(), Err(MeasureRefused::Range));
    assert_eq!(within(Some("2"), Some("2")).check(), Ok(()));
    assert_eq!(milestones(&[]).check(), Err(MeasureRefused::Milestones));
    assert_eq!(milestones(&["Draft", "Print", " DRAFT "]).check(), Err(MeasureRefused::MilestoneTwice));
    let many: Vec<String> = (0..=MOST_MILESTONES).map(|step| step.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(milestones(&many).check(), Err(MeasureRefused::Milestones));
    assert_eq!(milestones(&many[1..]).check(), Ok(()));
    let unit = |unit: String| Measure::Towards { scale: Scale::Number { unit }, start: Amount::ZERO, target: Amount::ONE };
    assert_eq!(unit("é".repeat(LONGEST_UNIT)).check(), Ok(()));
    assert_eq!(unit("é".repeat(LONGEST_UNIT + 1)).check(), Err(MeasureRefused::LongUnit));
}

#[test]
fn measures_are_stored_under_names_that_stay() {
    for (measure, stored) in [
        (towards("512", "300"), r#"{"measure":"towards","scale":{"number":{"unit":"ms"}},"start":"512","target":"300"}"#),
        (within(Some("40"), None), r#"{"measure":"within","scale":"percent","low":"40","high":null}"#),
        (Measure::YesNo, r#"{"measure":"yes_no"}"#),
        (milestones(&["Draft"]), r#"{"measure":"milestones","steps":["Draft"]}"#),
    ] {
        assert_eq!(serde_json::to_string(&measure).expect("plain data"), stored);
        assert_eq!(serde_json::from_str::<Measure>(stored).expect("known"), measure);
    }
    let money = serde_json::to_string(&Scale::Money { currency: "EUR".into() }).expect("plain data");
    assert_eq!(money, r#"{"money":{"currency":"EUR"}}"#);
}

fn any_scale() -> impl Strategy<Value = Scale> {
    let money = |currency: &str| Scale::Money { currency: currency.to_owned() };
    prop::sample::select(vec![
        scale(""),
        scale("ms"),
        scale("m"),
        scale("k"),
        scale("m²"),
        Scale::Percent,
        money("€"),
        money("EUR"),
        money(""),
    ])
}

proptest! {
    #[test]
    fn progress_is_whole_only_when_the_target_is_reached(start in amount(), target in amount(), value in amount()) {
        prop_assume!(start != target);
        let measure = Measure::Towards { scale: scale(""), start, target };
        let progress = measure.progress(value).expect("a way");
        let is_reached = if target > start { value >= target } else { value <= target };
        let is_back = if target > start { value < start } else { value > start };
        prop_assert_eq!(progress >= Progress::WHOLE, is_reached);
        prop_assert!(progress >= Progress::NONE || is_back);
        prop_assert!(progress <= Progress::NONE || !is_back);
    }

    #[test]
    fn what_is_said_or_typed_of_a_value_is_read_as_that_value(
        scale in any_scale(), start in amount(), target in amount(), value in amount()
    ) {
        let said = scale.say(value);
        for measure in [
            Measure::Towards { scale: scale.clone(), start, target },
            Measure::Within { scale: scale.clone(), low: Some(start), high: None },
        ] {
            prop_assert_eq!(measure.read(&said, Some(value)), Ok(value), "{}", &said);
            prop_assert_eq!(measure.read(&measure.typed(value), Some(value)), Ok(value));
        }
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused(
        text in prop_oneof!["[-+=0-9.,kms%€ ]{0,12}", ".{0,8}"], scale in any_scale(), now in amount()
    ) {
        for measure in [
            Measure::Towards { scale: scale.clone(), start: Amount::ZERO, target: Amount::ONE },
            Measure::Within { scale: scale.clone(), low: None, high: Some(Amount::ONE) },
            Measure::YesNo,
            milestones(&["Draft", "Print"]),
        ] {
            let _ = measure.read(&text, Some(now));
            let _ = measure.read(&text, None);
        }
        let steps = milestones(&["Draft", "Print"]).read(&text, Some(Amount::ONE));
        prop_assert!(steps.is_err() || steps.is_ok_and(|count| count.is_whole() && (0..=2).contains(&count.truncated())));
    }
}
