//! The second cycle: they look back on the first, settle how well their goals were reached, and set out again. Sales joins with one person.

use super::{
    Chapter, EERO, LEILA, MIRA, NADIA, VIKTOR, ZOFIA, first,
    words::{Agreed, By, Half, Settled, done, note, value},
};
use crate::{
    Store, StoreError,
    demo::goals::{milestones, towards},
};
use waymark::{
    goal::{End, Kind, Measure, Path, Verb},
    review::Dates,
};

/// What Mira learns.
pub(super) const LEARNED: &str = "Foundations of observability";
/// What Mira writes for those who are on call.
pub(super) const HANDBOOK: &str = "An on-call handbook for Payments";
/// What Nadia sees to.
pub(super) const DECISIONS: &str = "Decisions of Payments stand on one page";
/// What Zofia brings down.
pub(super) const FAILED: &str = "Payouts fail less than once in a hundred";
const COACHING: &str = "Coaching for tech leads";
const FIRST_NIGHT: &str = "Somebody's first week on call, with me beside them";
/// What Eero collects.
pub(super) const LIBRARY: &str = "An answer with evidence for every question of a bid";
const PRACTITIONER: &str = "APMP Practitioner";
const ANA: &str = "Ana-Maria Ionescu";
const EMIL: &str = "Emil Brandt";

/// All of it.
pub(super) async fn tell(store: &Store, one: &Chapter, two: &Chapter) -> Result<(), StoreError> {
    review(store, one, two).await?;
    settle(store, two).await?;
    agree(store, two).await?;
    go_on(store, two).await
}

/// Both halves of each review, and what peers said.
async fn review(store: &Store, one: &Chapter, two: &Chapter) -> Result<(), StoreError> {
    let [mira, nadia, zofia, eero] = [MIRA, NADIA, ZOFIA, EERO].map(|name| two.review_of(name));
    let day = |days| super::after(two.starts, days);
    let dates = Dates { prepare: day(12)?, share: day(16)?, talk: day(20)?, sign: day(27)? };
    two.day(store, 6)?.launched(two.cycle, Some(one.cycle), dates, &[MIRA, NADIA, ZOFIA, EERO]).await?;
    two.day(store, 7)?.asks(VIKTOR, EMIL, mira, "What does a review by Mira do to your code?", true).await?;
    two.day(store, 7)?.asks(LEILA, ANA, eero, "How was the last bid to write together?", true).await?;
    two.day(store, 9)?.gives(EMIL, mira, EMIL_KEEP, EMIL_CHANGE).await?;
    two.day(store, 9)?.gives(ANA, eero, ANA_KEEP, ANA_CHANGE).await?;
    two.day(store, 10)?.shares(MIRA, mira, &MIRA_HALF).await?;
    two.day(store, 10)?.shares(NADIA, nadia, &NADIA_HALF).await?;
    two.day(store, 11)?.shares(ZOFIA, zofia, &ZOFIA_HALF).await?;
    two.day(store, 11)?.shares(EERO, eero, &EERO_HALF).await?;
    two.day(store, 12)?.shares(VIKTOR, mira, &ON_MIRA).await?;
    two.day(store, 12)?.shares(VIKTOR, nadia, &ON_NADIA).await?;
    two.day(store, 12)?.shares(VIKTOR, zofia, &ON_ZOFIA).await?;
    two.day(store, 13)?.shares(LEILA, eero, &ON_EERO).await
}

/// How well the goals of the first cycle were reached.
async fn settle(store: &Store, two: &Chapter) -> Result<(), StoreError> {
    for (name, settled) in [(MIRA, &MIRA_SETTLED[..]), (NADIA, &NADIA_SETTLED[..]), (ZOFIA, &ZOFIA_SETTLED[..])] {
        two.day(store, 14)?.settles(VIKTOR, two.review_of(name), settled).await?;
    }
    Ok(())
}

/// Goals that both agree to, and a plan that both sign.
async fn agree(store: &Store, two: &Chapter) -> Result<(), StoreError> {
    let own = |kind, owner: &str, title| two.goal(kind, owner, title);
    let goals = [
        (
            MIRA,
            vec![
                own(Kind::Learning, MIRA, LEARNED)
                    .learning(Path::Education, "In the house")
                    .by(milestones(&["Metrics", "Traces", "Alerts"])),
                own(Kind::Commitment, MIRA, HANDBOOK).by(Measure::YesNo).of_project("Fair fares"),
            ],
        ),
        (
            NADIA,
            vec![
                own(Kind::Commitment, NADIA, DECISIONS).by(towards("decisions", "0", "30")),
                own(Kind::Learning, NADIA, COACHING)
                    .learning(Path::Education, "In the house")
                    .by(milestones(&["Part one", "Part two"])),
            ],
        ),
        (
            ZOFIA,
            vec![
                own(Kind::Commitment, ZOFIA, FAILED).by(towards("%", "1.6", "0.9")),
                own(Kind::Learning, ZOFIA, FIRST_NIGHT).learning(Path::Education, "").by(Measure::YesNo),
            ],
        ),
        (
            EERO,
            vec![
                own(Kind::Commitment, EERO, LIBRARY).by(towards("answers", "0", "120")),
                own(Kind::Learning, EERO, PRACTITIONER).learning(Path::Certification, "APMP").by(milestones(&["Course", "Exam"])),
            ],
        ),
    ];
    for (name, goals) in goals {
        two.day(store, 14)?.proposes(name, two.cycle, goals).await?;
    }
    two.day(store, 15)?.agrees(VIKTOR, &[LEARNED, HANDBOOK, DECISIONS, COACHING, FAILED, FIRST_NIGHT]).await?;
    two.day(store, 15)?.agrees(LEILA, &[LIBRARY, PRACTITIONER]).await?;
    let plans =
        [(MIRA, VIKTOR, &MIRA_PLAN), (NADIA, VIKTOR, &NADIA_PLAN), (ZOFIA, VIKTOR, &ZOFIA_PLAN), (EERO, LEILA, &EERO_PLAN)];
    for (name, manager, plan) in plans {
        let key = two.review_of(name);
        two.day(store, 15)?.plans(manager, key, plan.said(two.starts)?).await?;
        two.day(store, 16)?.signs(&[manager], key).await?;
        two.day(store, 17)?.signs(&[name], key).await?;
    }
    Ok(())
}

/// How the goals went, month by month.
async fn go_on(store: &Store, two: &Chapter) -> Result<(), StoreError> {
    let mira = [
        (44, vec![(LEARNED, done(&["Metrics"], METRICS)), (first::CARRIED, done(&["First refund"], FIRST_REFUND))]),
        (79, vec![(HANDBOOK, note(CHAPTERS)), (LEARNED, done(&["Traces"], TRACES))]),
        (109, vec![(first::CARRIED, [done(&["Handed over"], OVER), end()].concat()), (HANDBOOK, note(READ))]),
        (150, vec![(LEARNED, [done(&["Alerts"], ALERTS), end()].concat()), (HANDBOOK, [note(PRINTED), end()].concat())]),
    ];
    for (days, said) in mira {
        two.day(store, days)?.says(MIRA, said).await?;
    }
    let nadia = [
        (60, vec![(DECISIONS, value("6", 5, "")), (COACHING, done(&["Part one"], COACHED))]),
        (122, vec![(DECISIONS, value("17", 5, SLOW)), (COACHING, [done(&["Part two"], ""), end()].concat())]),
        (171, vec![(DECISIONS, [value("22", 6, SETTLED), end()].concat())]),
    ];
    for (days, said) in nadia {
        two.day(store, days)?.says(NADIA, said).await?;
    }
    let zofia = [
        (73, vec![(FAILED, value("1.2", 7, RETRIES)), (FIRST_NIGHT, [note(BESIDE), end()].concat())]),
        (168, vec![(FAILED, [value("0.84", 9, REACHED), end()].concat())]),
    ];
    for (days, said) in zofia {
        two.day(store, days)?.says(ZOFIA, said).await?;
    }
    let eero = [
        (88, vec![(LIBRARY, value("54", 7, EVIDENCE)), (PRACTITIONER, done(&["Course"], ""))]),
        (160, vec![(LIBRARY, [value("118", 9, ""), end()].concat()), (PRACTITIONER, [done(&["Exam"], PASSED), end()].concat())]),
    ];
    for (days, said) in eero {
        two.day(store, days)?.says(EERO, said).await?;
    }
    Ok(())
}

fn end() -> Vec<Verb> {
    vec![Verb::End(End::Done, String::new())]
}

const EMIL_KEEP: &str = "She explains the rule once and links to it after that. I review others the same way now.";
const EMIL_CHANGE: &str = "Tell me which comments must be done before the merge. I treat all of them as such.";
const ANA_KEEP: &str = "Every number in his texts has a source. The customer asked about two, and we answered within the hour.";
const ANA_CHANGE: &str = "He polishes until the last evening. A draft on Tuesday would save us both the Thursday.";

const MIRA_HALF: Half = Half {
    answers: &[
        (
            "achievements-best",
            "- **87 of 100 refunds leave without a person**: [payments#1262](https://git.halden.example/payments/core/pulls/1262), [payments#1309](https://git.halden.example/payments/core/pulls/1309). It was 41.\n- **The log for the auditors**: every refund tells which rule let it through.\n- **PCI Professional**, with 88.",
        ),
        ("achievements-others", "Emil and I pair on every change of the rules. He did the last two alone."),
        (
            "learned",
            "Scope. Half of what we secured need not be there at all: [design#40](https://git.halden.example/payments/design/pulls/40).",
        ),
        ("learned-otherwise", "Timetables. I had agreed on the interface and not on when they have people."),
        ("held-back-workload", "4"),
        ("improvement-areas", "To see trouble before passengers do. Three times support was faster than our alerts."),
        ("improvement-steps", "No release without a number that I watch on the day after."),
        ("support-kinds", "training,time"),
        ("support-details", "Half a day a week for the course about observability."),
        ("direction-kind", "wider"),
    ],
    marks: &[
        (first::CERTIFICATE, "10", "Passed in the first try, a month early."),
        (first::REFUNDS, "8", "87 of 90. What is left is group tickets, and those for a reason."),
    ],
};

const ON_MIRA: Half = Half {
    answers: &[
        (
            "achievements-best",
            "Refunds without a person, for everybody who waited two days for their money. And an audit without a single question about them.",
        ),
        ("achievements-others", "Emil changes the rules alone. A half-year ago nobody but Mira could."),
        ("learned", "She asks first. The interface with Timetables began with a letter of ten lines."),
        ("held-back", "That Timetables had nobody is mine and Tomasz's, not hers."),
        ("improvement-areas", "Seeing trouble before passengers do, and writing down what others need at night."),
        ("support-details", "The course, in the hours of work. A week on call beside Zofia."),
        ("direction-kind", "wider"),
    ],
    marks: &[(first::CERTIFICATE, "10", ""), (first::REFUNDS, "9", "")],
};

const NADIA_HALF: Half = Half {
    answers: &[
        (
            "achievements-best",
            "Every incident but one was looked back on within a week. The nicest part: [the last four](https://git.halden.example/payments/incidents) were led by four different people.\n\nThe retry library was chosen while I was away.",
        ),
        ("achievements-others", "Jonas presents to the auditors. A half-year ago he would not have wanted to."),
        ("learned", "To leave the room. It works better than to keep silent in it."),
        ("learned-otherwise", "“Balance” in our team review is low for the third time. I treated it as a mood. It is the rota."),
        ("held-back-workload", "3"),
        ("improvement-areas", "Decisions that can be found afterwards. We make them, and two weeks later we make them again."),
        ("support-kinds", "training"),
        ("direction-kind", "lead"),
    ],
    marks: &[
        (first::INCIDENTS, "9", "One of thirteen was late."),
        (first::LEADING, "7", "It happens. It does not yet happen without my noticing."),
    ],
};

const ON_NADIA: Half = Half {
    answers: &[
        (
            "achievements-best",
            "Thirteen incidents, thirteen pages that somebody outside can read. Two other teams copied the form.",
        ),
        ("achievements-others", "Jonas, whom I hardly heard before."),
        (
            "improvement-areas",
            "What was decided has to be found. I looked for the reason of the retry library for twenty minutes.",
        ),
        ("direction-kind", "lead"),
    ],
    marks: &[(first::INCIDENTS, "9", ""), (first::LEADING, "8", "More than she thinks.")],
};

const ZOFIA_HALF: Half = Half {
    answers: &[
        (
            "achievements-best",
            "Differences between us and the bank: found next morning, 58 nights of 60. [payments#1288](https://git.halden.example/payments/core/pulls/1288).",
        ),
        (
            "achievements-others",
            "Threat models of refunds and payouts. Both in [design](https://git.halden.example/payments/design), both with the mistakes I made.",
        ),
        ("learned", "Most threats are people who mean well."),
        (
            "learned-otherwise",
            "Version 3. Six weeks of work wait in a branch. I would not have begun before the network had signed.",
        ),
        ("held-back", "The bank again."),
        ("held-back-workload", "4"),
        ("improvement-areas", "Teaching. I answer questions; I do not ask any."),
        ("support-kinds", "work"),
        ("direction-kind", "deepen"),
    ],
    marks: &[(first::PAYOUTS, "9", "58 of 60."), (first::THREATS, "10", "")],
};

const ON_ZOFIA: Half = Half {
    answers: &[
        ("achievements-best", "Finance closes the month a day earlier. Ragnhild sent flowers to the team; they were for Zofia."),
        ("held-back", "The bank. We have a name there now, and a number that answers."),
        ("improvement-areas", "Teaching: what she knows leaves the building when she does."),
        ("direction-kind", "deepen"),
    ],
    marks: &[(first::PAYOUTS, "9", ""), (first::THREATS, "9", "")],
};

const EERO_HALF: Half = Half {
    answers: &[
        ("achievements-best", "Two of three bids won. For the third we have the customer's score, and it was the price."),
        ("achievements-others", "Account managers find the old answers by themselves now."),
        ("learned-otherwise", "I rewrote the safety chapter four times. The fourth was the second."),
        ("held-back", "Nobody says when an answer is out of date. I find out from the customer."),
        ("held-back-workload", "2"),
        ("improvement-areas", "To stop in time."),
        ("support-kinds", "training,clarity"),
        ("direction-kind", "deepen"),
    ],
    marks: &[],
};

const ON_EERO: Half = Half {
    answers: &[
        ("achievements-best", "The bid for the northern lines: 140 questions, no gap, three days before the day."),
        ("held-back", "He collects evidence that product and operations owe him."),
        ("improvement-areas", "A draft early, for others to spoil. He shows only what is finished."),
        ("support-details", "The practitioner's course and its exam."),
        ("direction-kind", "deepen"),
    ],
    marks: &[],
};

const MIRA_SETTLED: [Settled; 2] = [(first::CERTIFICATE, 10, ""), (first::REFUNDS, 8, "Group tickets stay by hand, and should.")];
const NADIA_SETTLED: [Settled; 2] =
    [(first::INCIDENTS, 9, ""), (first::LEADING, 8, "Five of the last ten decisions were not hers.")];
const ZOFIA_SETTLED: [Settled; 2] = [(first::PAYOUTS, 9, ""), (first::THREATS, 10, "")];

const MIRA_PLAN: Agreed = Agreed {
    strengths: "Careful where money moves. Asks before she builds.",
    growth: "- See trouble before passengers do.\n- Write down what others need at night.",
    towards: "Senior software engineer by the end of next year.\n\nBy the end of this half-year: **on call** without a second person.",
    support: &[
        ("Half a day a week for the course", By::Manager, Some(120)),
        ("A week on call beside Zofia", By::Other(ZOFIA), None),
    ],
    dates: &[(90, "Half-time: is the course still the right one?")],
};

const NADIA_PLAN: Agreed = Agreed {
    strengths: "Lets others lead, and is there when they look around. Pages that outlive the meeting.",
    growth: "- Decisions that can be found again.\n- Notice what the team carries before it says so.",
    towards: "Tech lead of two teams, or of one with two products, by the end of next year.",
    support: &[("The course for coaches, both parts", By::Manager, Some(130))],
    dates: &[(95, "What does the decision page tell us?")],
};

const ZOFIA_PLAN: Agreed = Agreed {
    strengths: "Exact, and by now about designs as well as code.",
    growth: "Teach one person what she does without thinking.",
    towards: "Staff engineer for everything that moves money, by the end of next year.",
    support: &[("Somebody new on the rota to learn from her", By::Other(NADIA), Some(60))],
    dates: &[(100, "Who could answer the bank without her?")],
};

const EERO_PLAN: Agreed = Agreed {
    strengths: "Every claim has a source. Calm on the last day.",
    growth: "Early drafts. Answers that say until when they hold.",
    towards: "Bid lead for one of the large tenders, within a year.",
    support: &[("The practitioner's course", By::Manager, Some(80)), ("A draft on the first Tuesday", By::Person, None)],
    dates: &[(92, "Half of the answers: are they the right half?")],
};

const METRICS: &str = "Four numbers for refunds, on the wall beside the coffee machine.";
const TRACES: &str = "One trace from the desk to the bank. It showed a call that nobody knew of.";
const ALERTS: &str = "Four alerts a night became one, and that one is right.";
const FIRST_REFUND: &str = "A cancelled night train, refunded by Timetables alone.";
const OVER: &str = "They changed a rule on their own and told us afterwards.";
const CHAPTERS: &str =
    "Six of nine chapters: [payments/handbook](https://git.halden.example/payments/handbook/pulls/3). Zofia reads along.";
const READ: &str = "Emil used it in his first night and marked what he did not find.";
const PRINTED: &str = "Nine chapters. It lies beside the telephone, on paper too.";
const COACHED: &str = "Four people from four companies, with the same problem in other words.";
const SLOW: &str = "We write them down when somebody asks again. That is late.";
const SETTLED: &str = "22 of 30. The page works where Jonas keeps it, and not where I do.";
const RETRIES: &str =
    "Retries only where the bank says that they help: [payments#1341](https://git.halden.example/payments/core/pulls/1341).";
const BESIDE: &str = "Emil's week. I spoke twice.";
const REACHED: &str = "0.84 over the last 30 days. What is left is the bank's.";
const EVIDENCE: &str = "Operations answers within a week since Signe keeps the list.";
const PASSED: &str = "Passed. The part about compliance tables was our library.";
