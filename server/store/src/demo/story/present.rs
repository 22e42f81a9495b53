//! The cycle that is under way: reviews at every stage. Days are counted back from today, whichever day of the cycle it is.

use super::{
    Chapter, EERO, MIRA, NADIA, VIKTOR, ZOFIA,
    day::{Day, after},
    first, second,
    words::{Agreed, By, Half, Settled},
};
use crate::{
    Store, StoreError,
    demo::goals::{milestones, towards},
};
use jiff::civil::Date;
use waymark::{
    goal::{Kind, Path},
    plan::Said,
    review::Dates,
};

const FATIMA: &str = "Fatima Zahra";
const JONAS: &str = "Jonas Lindqvist";
const EMIL: &str = "Emil Brandt";
const PRIYA: &str = "Priya Raman";

/// Whose reviews were launched first, and whose after them.
const EARLY: [&str; 3] = [MIRA, FATIMA, JONAS];
const OTHERS: [&str; 9] = [
    NADIA,
    ZOFIA,
    EMIL,
    PRIYA,
    "Aiko Tanaka",
    "Oluwaseun Adeyemi-Featherstonehaugh",
    EERO,
    "Christos Papadopoulos",
    "Ana-Maria Ionescu",
];

const CHECKS: &str = "Timetable checks are through before six in the morning";
const SAFETY: &str = "Functional safety for engineers";

/// All of it.
pub(super) async fn tell(store: &Store, two: &Chapter, three: &Chapter, today: Date) -> Result<(), StoreError> {
    let dates = |days: [i64; 4]| -> Result<Dates, StoreError> {
        // Near the first and the last day of a cycle there is less time.
        let day = |days: i64| after(today, days).map(|day| day.clamp(three.starts, three.ends));
        let [prepare, share, talk, sign] = days;
        Ok(Dates { prepare: day(prepare)?, share: day(share)?, talk: day(talk)?, sign: day(sign)? })
    };
    let back = Some(two.cycle);
    Day::ago(store, 24).launched(three.cycle, back, dates([-10, -3, 1, 6])?, &EARLY).await?;
    Day::ago(store, 10).launched(three.cycle, back, dates([1, 3, 10, 17])?, &OTHERS).await?;
    signed(store, three).await?;
    talking(store, three).await?;
    begun(store, three).await
}

/// Fatima and Viktor have signed.
async fn signed(store: &Store, three: &Chapter) -> Result<(), StoreError> {
    let key = three.review_of(FATIMA);
    Day::ago(store, 17).shares(FATIMA, key, &FATIMA_HALF).await?;
    Day::ago(store, 15).shares(VIKTOR, key, &ON_FATIMA).await?;
    let own = |kind, title| three.goal(kind, FATIMA, title);
    let goals = vec![
        own(Kind::Commitment, CHECKS).by(towards("minutes", "410", "300")).of_project("Winter timetable"),
        own(Kind::Learning, SAFETY).learning(Path::Certification, "TÜV Rheinland").by(milestones(&["Course", "Exam"])),
    ];
    Day::ago(store, 9).proposes(FATIMA, three.cycle, goals).await?;
    Day::ago(store, 8).agrees(VIKTOR, &[CHECKS, SAFETY]).await?;
    Day::ago(store, 8).plans(VIKTOR, key, FATIMA_PLAN.said(three.starts)?).await?;
    Day::ago(store, 7).signs(&[VIKTOR], key).await?;
    Day::ago(store, 6).signs(&[FATIMA], key).await
}

/// Mira and Viktor see both halves, settle goals, and write a plan. Of those who were asked about her one has not answered.
async fn talking(store: &Store, three: &Chapter) -> Result<(), StoreError> {
    let key = three.review_of(MIRA);
    Day::ago(store, 21).asks(VIKTOR, ZOFIA, key, "Would you be on call with Mira alone?", true).await?;
    Day::ago(store, 21).asks(VIKTOR, "Tomasz Zieliński", key, "How is it to build on what Mira hands over?", true).await?;
    Day::ago(store, 16).gives(ZOFIA, key, ZOFIA_KEEP, ZOFIA_CHANGE).await?;
    Day::ago(store, 12).shares(MIRA, key, &MIRA_HALF).await?;
    Day::ago(store, 5).shares(VIKTOR, key, &ON_MIRA).await?;
    let said = vec![Said::Strengths(STRENGTHS.to_owned()), Said::Growth(GROWTH.to_owned())];
    Day::ago(store, 2).plans(VIKTOR, key, said).await?;
    Day::ago(store, 1).settles(VIKTOR, key, &MIRA_SETTLED).await
}

/// Others have shared one half, begun, or not begun. Jonas is late.
async fn begun(store: &Store, three: &Chapter) -> Result<(), StoreError> {
    let key = |name| three.review_of(name);
    Day::ago(store, 13).writes(JONAS, key(JONAS), &JONAS_HALF).await?;
    Day::ago(store, 6).asks(VIKTOR, NADIA, key(EMIL), "What could Emil take over next?", false).await?;
    Day::ago(store, 3).shares(NADIA, key(NADIA), &NADIA_HALF).await?;
    Day::ago(store, 2).writes(VIKTOR, key(NADIA), &ON_NADIA).await?;
    Day::ago(store, 2).shares(VIKTOR, key(PRIYA), &ON_PRIYA).await?;
    Day::ago(store, 1).writes(EMIL, key(EMIL), &EMIL_HALF).await?;
    Day::ago(store, 1).writes(EERO, key(EERO), &EERO_HALF).await
}

const FATIMA_HALF: Half = Half {
    answers: &[
        (
            "achievements-best",
            "The timetable change was checked four weeks earlier than ever. What made it so:\n\n1. [Checks run in parallel](https://git.halden.example/timetables/planner/pulls/871): 11 hours became 7.\n2. A planner sees the first fault after ten minutes, not the next morning.",
        ),
        (
            "achievements-others",
            "Rowan and I wrote [the guide to constraints](https://git.halden.example/timetables/docs/pulls/29) together. He holds the training now.",
        ),
        ("learned", "Planners do not want a faster check. They want the first answer soon."),
        (
            "learned-otherwise",
            "I promised six hours to Åsa before I had measured. It took a talk that I would rather not have had.",
        ),
        ("held-back", "One machine for all simulations. We wait for each other on Thursdays."),
        ("held-back-workload", "4"),
        ("improvement-areas", "The safety side. I can say that a timetable holds; I cannot show it in the words of an assessor."),
        ("support-kinds", "training,tools"),
        ("direction-kind", "wider"),
        ("direction-words", "I sign the assessment of a change together with Signalling."),
    ],
    marks: &[],
};

const ON_FATIMA: Half = Half {
    answers: &[
        (
            "achievements-best",
            "The timetable change. The control room slept through the first night, for the first time that I remember.",
        ),
        ("achievements-others", "Rowan teaches what he learned from her."),
        ("learned", "She says no with a number, and yes with a day."),
        ("held-back", "The one machine. It is ordered."),
        ("improvement-areas", "The language of assessors, so that her work need not be translated by Signalling."),
        ("support-details", "The course and the exam. A second machine for simulations before the next change."),
        ("direction-kind", "wider"),
    ],
    marks: &[],
};

const FATIMA_PLAN: Agreed = Agreed {
    strengths: "- Finds what people wait for, and shortens that.\n- Keeps her word, and says early when she cannot.",
    growth: "- Show that a timetable holds, in the words of an assessor.\n- Measure before she promises.",
    towards: "Principal engineer for timetables, with a signature under assessments, in two years.",
    support: &[
        ("The course and the exam", By::Manager, Some(120)),
        ("A second machine for simulations", By::Other("Katarina Vukelić"), Some(75)),
    ],
    dates: &[(100, "How far is the course, and is the machine there?")],
};

const ZOFIA_KEEP: &str = "I was, for a week, and slept. She reads a graph before she touches anything.";
const ZOFIA_CHANGE: &str = "Decide at once who talks to the control room. In the one bad night both of us did.";

const MIRA_HALF: Half = Half {
    answers: &[
        (
            "achievements-best",
            "- **Four alerts a night became one**: [payments#1377](https://git.halden.example/payments/core/pulls/1377). I followed every alert of a month and asked who did something because of it.\n- **The on-call handbook**, nine chapters: [payments/handbook](https://git.halden.example/payments/handbook).\n- **Timetables refunds alone.** Late by a half-year, and done.",
        ),
        (
            "achievements-others",
            "Nobody is alone on their first nights. Emil, Priya and Jonas went through it, and two of them write the handbook with me now.",
        ),
        ("learned", "A trace from the desk to the bank shows who waits for whom. I begin every talk with another team with one."),
        ("learned-otherwise", "The tech forum. I wanted to talk about refunds and withdrew it twice, since it was never ready."),
        ("held-back", "Decisions. We settled retries, and then settled them again when Jonas was back."),
        ("held-back-workload", "4"),
        (
            "improvement-areas",
            "Leading a design that is not mine alone. With Timetables I waited for somebody to say who decides.",
        ),
        ("improvement-steps", "I bring the next one with a name and a day on it."),
        ("support-kinds", "mentor,work"),
        ("support-details", "A design across two teams that is mine to lead, in this half-year."),
        (
            "support-manager",
            "Keep: you tell me what you heard before I hear it from others.\n\nChange: say when you would decide otherwise. I notice it anyway, later.",
        ),
        ("direction-kind", "wider"),
        ("direction-words", "Senior software engineer, for refunds and what touches them."),
    ],
    marks: &[
        (second::LEARNED, "9", "All three parts, and alerts that mean something."),
        (second::HANDBOOK, "8", "It is used. Two chapters were written by others, as it should be."),
        (first::CARRIED, "6", "Done, half a year late. I should have asked for people, not for an interface."),
    ],
};

const ON_MIRA: Half = Half {
    answers: &[
        (
            "achievements-best",
            "A quiet night for whoever is on call, and for the passengers who stand at the desk. And Timetables, which refunds without us.",
        ),
        ("achievements-others", "She teaches while she reviews. Three colleagues say so without being asked."),
        ("learned", "She looks at the whole way of a request, not at our part of it."),
        ("held-back", "It was never said who decides between Payments and Timetables. I will say it."),
        (
            "improvement-areas",
            "Leading a design across two teams, from the question to the decision. And to say no earlier, with numbers.",
        ),
        ("support-details", "The design of shared vouchers is hers, with Tomasz, from next month on."),
        ("direction-kind", "wider"),
        ("direction-words", "One decision between two teams that holds for a half-year."),
    ],
    marks: &[
        (second::LEARNED, "9", ""),
        (second::HANDBOOK, "8", ""),
        (first::CARRIED, "7", "The first to hand a part of us to another team."),
    ],
};

const STRENGTHS: &str =
    "- Makes the on-call week quiet: four alerts a night became one.\n- Reviews that teach. Three colleagues say so.";
const GROWTH: &str = "- Lead a design across two teams, from the question to the decision.\n- Say no earlier, with numbers.";

const MIRA_SETTLED: [Settled; 2] = [
    (second::HANDBOOK, 8, "It lies beside the telephone."),
    (first::CARRIED, 7, "Late, and the harder half of it was not hers."),
];

const JONAS_HALF: Half = Half {
    answers: &[
        (
            "achievements-best",
            "The decision page. I keep it, and people find things there: [payments/decisions](https://git.halden.example/payments/decisions).",
        ),
        ("held-back", "PCI evidence. Each auditor wants another format, and"),
    ],
    marks: &[],
};

const NADIA_HALF: Half = Half {
    answers: &[
        (
            "achievements-best",
            "That the worst number of our earlier review has an answer that people feel. Balance is still low, but nobody is alone in their first nights, and the day after is free. Mira carried it; I only made room.\n\nThe second thing is smaller. I was away for eight days, and [nothing waited](https://git.halden.example/payments/decisions).",
        ),
        ("achievements-others", "Zofia teaches. It took one question from me: what would you have wanted to know?"),
        ("learned", "A decision that nobody wrote down is a mood."),
        (
            "learned-otherwise",
            "“Decision-making” fell, and divides us. I had counted decisions; I had not asked who was in the room. In the workshop half of the team said that they hear of them afterwards.",
        ),
        ("held-back", "Two roadmaps above us that do not know of each other."),
        ("held-back-workload", "3"),
        ("improvement-areas", "Bringing people in before it is decided, also when there is little time."),
        ("improvement-steps", "Each decision names, before it is made, who is asked."),
        ("support-kinds", "clarity,mentor"),
        ("direction-kind", "lead"),
    ],
    marks: &[(second::DECISIONS, "6", "22 of 30, and the eight that are missing are the ones that people argue about.")],
};

const ON_NADIA: Half = Half {
    answers: &[("achievements-best", "The rota in pairs came from a number on a dashboard and was there within three weeks.")],
    marks: &[(second::DECISIONS, "7", "")],
};

const ON_PRIYA: Half = Half {
    answers: &[
        (
            "achievements-best",
            "The flaky tests have an owner, and by now there are nine of them, not sixty. Every release is an hour earlier.",
        ),
        ("achievements-others", "She sits with whoever wrote the test, and leaves them the fix."),
        ("improvement-areas", "To say in the planning what she tells me afterwards. She sees the risk first."),
        ("support-details", "A seat in the planning of Fair fares."),
        ("direction-kind", "deepen"),
    ],
    marks: &[],
};

const EMIL_HALF: Half = Half {
    answers: &[(
        "achievements-best",
        "First week on call, alone since the second half of it. Rules of refunds: the last five changes are mine.",
    )],
    marks: &[],
};

const EERO_HALF: Half = Half {
    answers: &[(
        "achievements-best",
        "118 answers with evidence. In the last bid we wrote 22 new ones; it used to be all of them.",
    )],
    marks: &[(second::LIBRARY, "9", "Two answers wait for the assessor.")],
};
