//! Surveys, from launch to release: who may answer, what is taken, and what is left afterwards.

use super::{actor, company};
use crate::{
    Failed, Store,
    access::{self, Actor, Respondent},
    check, cycle,
    demo::team_id,
    home,
    outbox::Mail,
    survey::{State, answer, close, find, launch, launch::Wanted, named, results},
};
use jiff::SignedDuration;
use surrealdb::types::{RecordId, Variables};
use waymark::{
    SurveyId, Version,
    cycle::Dates,
    person::Name,
    questionnaire::{Ask, Slug},
    survey::{
        Kind, Mode,
        answer::Answers,
        contract::Viewers,
        credential::{Evaluation, Seed, Signed},
        release::Value,
        seal,
        submission::Submission,
        taking::{AnswerRefused, IssueRefused, NamedRefused, NotTaking},
    },
};

async fn launched(store: &Store, mode: Mode) -> SurveyId {
    launched_in(store, mode, "2027 H1").await
}

async fn launched_in(store: &Store, mode: Mode, cycle: &str) -> SurveyId {
    launched_as(store, mode, cycle, |wanted| wanted).await
}

async fn launched_as(store: &Store, mode: Mode, cycle: &str, change: impl FnOnce(Wanted) -> Wanted) -> SurveyId {
    let administrator = actor(store, "Ines Moreau").await.administrator().expect("an administrator");
    let day = |text: &str| text.parse().expect("a day");
    let said = cycle::Said {
        name: Name::new(cycle).expect("a name"),
        dates: Dates { starts: day("2027-01-01"), middle: None, ends: day("2027-06-30") },
        stages: Vec::new(),
    };
    let is_open = mode == Mode::Open;
    let wanted = Wanted {
        cycle: cycle::create(store, &administrator, &said).await.expect("made"),
        kind: if is_open { Kind::Team } else { Kind::Company },
        mode,
        name: Name::new("Review").expect("a name"),
        questionnaire: Slug::new(if is_open { "team-review" } else { "company-review" }).expect("a slug"),
        k: 5,
        teams: None,
        viewers: if is_open { Viewers::Line } else { Viewers::Everyone },
        opens: store.now(),
        closes: store.now() + SignedDuration::from_hours(24 * 14),
        secure: true,
    };
    launch::launch(store, &administrator, &Mail::none(), &change(wanted)).await.expect("launched")
}

async fn respondent(store: &Store, actor: &Actor, id: SurveyId) -> Respondent {
    access::respondent(store, actor, id).await.expect("reads").expect("on the roster")
}

/// What the browser of a respondent does with what the server gave it.
fn sealed(respondent: &Respondent, seed: Seed, evaluation: &Evaluation, version: u32, point: u8) -> Submission {
    let survey = respondent.survey();
    let mut answers = Answers::none(&survey.form, 0);
    for (value, (_, _, question)) in answers.values.iter_mut().zip(survey.form.questions()) {
        *value = matches!(question.ask, Ask::Scale { .. }).then_some(Value::Scale(point));
    }
    let body = seal::seal(&survey.hash, &answers, seal::size(&survey.form, 0)).expect("fits");
    let unit = respondent.unit();
    let credential = seed.credential(survey.id, unit, evaluation);
    let nonce = credential.nonce();
    let signed = Signed { contract: &survey.hash, survey: survey.id, unit, nonce: &nonce, version, body: &body };
    let tag = credential.sign(&signed);
    Submission { survey: survey.id, unit, nonce, version, body, tag }
}

/// The tables in which something of answers or results is stored.
async fn left(store: &Store) -> Vec<&'static str> {
    let mut left = Vec::new();
    for table in ["answer", "issued", "named_answer", "release", "release_group"] {
        let mut rows = store.read(&format!("SELECT VALUE id FROM {table} LIMIT 1"), Variables::new()).await.expect("reads");
        if !rows.take::<Vec<RecordId>>(0).expect("ids").is_empty() {
            left.push(table);
        }
    }
    left
}

async fn refused(store: &Store, submission: &Submission) -> AnswerRefused {
    let before = check::fingerprint(store).await.expect("reads");
    let Err(Failed::Refused(why)) = answer::submit(store, submission).await else { panic!("it was taken") };
    assert_eq!(check::fingerprint(store).await.expect("reads"), before, "{why:?} changes nothing");
    why
}

#[tokio::test]
async fn an_answer_counts_once_and_only_the_release_is_left() {
    let (store, _) = company().await;
    let id = launched(&store, Mode::Confidential).await;
    let people = find(&store, id).await.expect("reads").expect("there").roster().map(|(person, _)| person).collect::<Vec<_>>();
    let mut answered = 0;
    for (number, person) in people.iter().enumerate().take(40) {
        let actor = access::actor(&store, *person).await.expect("reads").expect("active");
        let respondent = respondent(&store, &actor, id).await;
        let seed = Seed::from_bytes([u8::try_from(number).expect("few"); 32]);
        let element = seed.element(id, respondent.unit());
        let evaluation = answer::issue(&store, &respondent, &element).await.expect("issued");
        // A closed tab costs nothing: the same element is answered alike. Another one is not.
        assert_eq!(answer::issue(&store, &respondent, &element).await.expect("again"), evaluation);
        let other = Seed::from_bytes([200; 32]).element(id, respondent.unit());
        let again = answer::issue(&store, &respondent, &other).await;
        assert!(matches!(again, Err(Failed::Refused(IssueRefused::Another))), "{again:?}");

        let first = sealed(&respondent, seed, &evaluation, 1, 4);
        let stored = answer::submit(&store, &first).await.expect("taken");
        assert_eq!(answer::submit(&store, &first).await.expect("an honest retry"), stored);
        if number == 0 {
            let changed = sealed(&respondent, seed, &evaluation, 2, 2);
            answer::submit(&store, &changed).await.expect("a change of mind");
            assert_eq!(refused(&store, &first).await, AnswerRefused::Older { stored: 2 });
            let other_body = Submission { body: first.body.clone(), ..changed.clone() };
            assert_eq!(refused(&store, &other_body).await, AnswerRefused::Credential);
            let short = Submission { body: vec![0; 10], ..changed.clone() };
            assert!(matches!(refused(&store, &short).await, AnswerRefused::Size { .. }));
            let elsewhere = Submission { survey: SurveyId::from_uuid(uuid::Uuid::new_v4()), ..changed };
            assert_eq!(refused(&store, &elsewhere).await, AnswerRefused::Unknown);
        }
        answered += 1;
    }
    close::close(&store, &Mail::none(), id).await.expect("nothing to do yet");
    assert_eq!(find(&store, id).await.expect("reads").expect("there").state, State::Running, "never before the announced time");

    store.clock().advance(SignedDuration::from_hours(24 * 14));
    let actor = access::actor(&store, people[0]).await.expect("reads").expect("active");
    let respondent = respondent(&store, &actor, id).await;
    let late = sealed(&respondent, Seed::from_bytes([0; 32]), &Evaluation::from_bytes([0; 32]), 3, 1);
    assert_eq!(refused(&store, &late).await, AnswerRefused::Taking(NotTaking::Closed));
    for _ in 0..2 {
        close::close(&store, &Mail::none(), id).await.expect("closed");
    }
    let viewer = access::viewer(&store, &actor, id).await.expect("reads").expect("everybody sees it");
    let view = results::view(&store, &viewer).await.expect("reads");
    let released = view.released.expect("there");
    assert_eq!((released.counted, released.unreadable), (answered, 0));
    let score = released.release.units[0].sections[0].score.shown().expect("forty answers are shown");
    assert!((10..=50).contains(&score.mean.tenths), "{score:?}");
    assert_eq!(left(&store).await, ["release", "release_group"]);
}

/// A review of one team has one group, which is everybody's: who leads the team or stands above it sees that.
#[tokio::test]
async fn a_review_of_one_team_is_seen_by_its_line() {
    let (store, _) = company().await;
    let teams = Some([team_id("Payments")].into());
    let questionnaire = Slug::new("team-review").expect("a slug");
    let one_team = |wanted| Wanted { kind: Kind::Team, questionnaire, k: 3, teams, viewers: Viewers::Line, ..wanted };
    let id = launched_as(&store, Mode::Confidential, "2027 H1", one_team).await;
    let sees = async |name: &str| access::viewer(&store, &actor(&store, name).await, id).await.expect("reads").is_some();
    for name in ["Mira Solberg", "Nadia Perić", "Viktor Nakamura", "Ines Moreau"] {
        assert!(sees(name).await, "{name}");
    }
    assert!(!sees("Tomasz Zieliński").await && !sees("Leïla Benhaddou").await);
}

#[tokio::test]
async fn a_void_leaves_nothing_and_publishes_nothing() {
    let (store, _) = company().await;
    let id = launched(&store, Mode::Confidential).await;
    let actor = actor(&store, "Mira Solberg").await;
    let respondent = respondent(&store, &actor, id).await;
    let seed = Seed::from_bytes([1; 32]);
    let evaluation = answer::issue(&store, &respondent, &seed.element(id, respondent.unit())).await.expect("issued");
    let submission = sealed(&respondent, seed, &evaluation, 1, 3);
    answer::submit(&store, &submission).await.expect("taken");
    let administrator = super::actor(&store, "Ines Moreau").await.administrator().expect("an administrator");
    launch::void(&store, &administrator, &Mail::none(), id, "  a mistaken   launch ").await.expect("voided");
    assert_eq!(find(&store, id).await.expect("reads").expect("there").state, State::Void("a mistaken launch".into()));
    assert_eq!(refused(&store, &submission).await, AnswerRefused::Taking(NotTaking::Void));
    store.clock().advance(SignedDuration::from_hours(24 * 20));
    close::close(&store, &Mail::none(), id).await.expect("nothing to do");
    assert!(left(&store).await.is_empty());
    // Who was let in before is not let answer after.
    let again = answer::issue(&store, &respondent, &seed.element(id, respondent.unit())).await;
    assert!(matches!(again, Err(Failed::Refused(IssueRefused::Taking(NotTaking::Void)))), "{again:?}");
    assert!(left(&store).await.is_empty());
}

#[tokio::test]
async fn an_answer_with_a_name_is_saved_sent_and_gone_with_the_survey() {
    let (store, _) = company().await;
    let id = launched(&store, Mode::Open).await;
    let actor = actor(&store, "Mira Solberg").await;
    let respondent = respondent(&store, &actor, id).await;
    let mut answers = Answers::none(&respondent.survey().form, 0);
    answers.values[0] = Some(Value::Scale(4));
    let first = named::save(&store, &respondent, Version(0), &answers, false).await.expect("a draft");
    let behind = named::save(&store, &respondent, Version(0), &answers, false).await;
    assert!(matches!(behind, Err(Failed::Refused(NamedRefused::Changed))), "{behind:?}");
    let early = named::save(&store, &respondent, first, &answers, true).await;
    assert!(matches!(early, Err(Failed::Refused(NamedRefused::Wrong(_)))), "{early:?}");
    answers.values[0] = Some(Value::Scale(9));
    let off = named::save(&store, &respondent, first, &answers, false).await;
    assert!(matches!(off, Err(Failed::Refused(NamedRefused::Wrong(_)))), "{off:?}");
    let administrator = super::actor(&store, "Ines Moreau").await.administrator().expect("an administrator");
    launch::void(&store, &administrator, &Mail::none(), id, "a mistaken launch").await.expect("voided");
    answers.values[0] = Some(Value::Scale(4));
    let late = named::save(&store, &respondent, first, &answers, false).await;
    assert!(matches!(late, Err(Failed::Refused(NamedRefused::Taking(NotTaking::Void)))), "{late:?}");
    assert!(left(&store).await.is_empty());
}

#[tokio::test]
async fn home_says_what_waits_for_answers_and_what_came_out() {
    let (store, _) = company().await;
    let confidential = launched(&store, Mode::Confidential).await;
    let open = launched_in(&store, Mode::Open, "2027 H2").await;
    let waits = async |name: &str| {
        let home = home::read(&store, &actor(&store, name).await).await.expect("reads");
        let asked: Vec<_> = home.asked.iter().map(|asked| (asked.survey.id, asked.begun)).collect();
        (asked, home.results.iter().map(|survey| survey.id).collect::<Vec<_>>())
    };
    let (asked, results) = waits("Mira Solberg").await;
    assert_eq!(asked.len(), 2);
    assert!(asked.contains(&(confidential, false)) && asked.contains(&(open, false)) && results.is_empty());

    let mira = actor(&store, "Mira Solberg").await;
    let respondent = respondent(&store, &mira, confidential).await;
    let seed = Seed::from_bytes([3; 32]);
    let evaluation = answer::issue(&store, &respondent, &seed.element(confidential, respondent.unit())).await.expect("issued");
    answer::submit(&store, &sealed(&respondent, seed, &evaluation, 1, 4)).await.expect("taken");
    let named_one = self::respondent(&store, &mira, open).await;
    let mut answers = Answers::none(&named_one.survey().form, 0);
    for (value, (_, _, question)) in answers.values.iter_mut().zip(named_one.survey().form.questions()) {
        *value = matches!(question.ask, Ask::Scale { .. }).then_some(Value::Scale(4));
    }
    named::save(&store, &named_one, Version(0), &answers, true).await.expect("sent");
    // Whether somebody answered without a name nobody knows; with one it is known, and waits no more.
    assert_eq!(waits("Mira Solberg").await, (vec![(confidential, true)], vec![]));
    assert_eq!(waits("Jonas Lindqvist").await.0.len(), 2);

    store.clock().advance(SignedDuration::from_hours(24 * 14));
    assert_eq!(waits("Mira Solberg").await, (vec![], vec![]), "closed and not counted");
    close::close(&store, &Mail::none(), confidential).await.expect("closed");
    assert_eq!(waits("Mira Solberg").await, (vec![], vec![confidential]));
    store.clock().advance(SignedDuration::from_hours(24 * 14));
    assert_eq!(waits("Mira Solberg").await, (vec![], vec![]), "old news");
}
