//! The first cycle: three people of Payments get their first reviews, sign their first plans, and set out.

use super::{
    Chapter, MIRA, NADIA, VIKTOR, ZOFIA,
    words::{Agreed, By, Half, done, note, value},
};
use crate::{
    Store, StoreError,
    demo::goals::{Plan, milestones, towards},
};
use waymark::{
    goal::{End, Kind, Path, Verb},
    plan::Said,
    review::Dates,
};

/// What Mira learns, and gets a certificate for.
pub(super) const CERTIFICATE: &str = "PCI Professional certificate";
/// What Mira does about refunds.
pub(super) const REFUNDS: &str = "Refunds leave without anybody's hand";
/// What Mira begins, and carries over into the next cycle.
pub(super) const CARRIED: &str = "Timetables refunds without asking us";
/// What Nadia does about incidents.
pub(super) const INCIDENTS: &str = "Every incident is looked back on within a week";
/// What Nadia learns.
pub(super) const LEADING: &str = "Lead without deciding everything";
/// What Zofia learns.
pub(super) const THREATS: &str = "Threat modelling for payments";
/// What Zofia does once the card network has moved its own plan.
pub(super) const PAYOUTS: &str = "Payouts are reconciled every night";
const NETWORK: &str = "Card network on version 3";

/// All of it.
pub(super) async fn tell(store: &Store, one: &Chapter, two: &Chapter) -> Result<(), StoreError> {
    review(store, one).await?;
    agree(store, one).await?;
    go_on(store, one).await?;
    amend(store, one).await?;
    let more = vec![(CARRIED, [note(LATE), vec![Verb::Carry(two.cycle, two.ends)]].concat())];
    one.day(store, 178)?.says(MIRA, more).await
}

/// Both halves of each review, and what peers said.
async fn review(store: &Store, one: &Chapter) -> Result<(), StoreError> {
    let [mira, nadia, zofia] = [MIRA, NADIA, ZOFIA].map(|name| one.review_of(name));
    let day = |days| super::after(one.starts, days);
    let dates = Dates { prepare: day(22)?, share: day(29)?, talk: day(40)?, sign: day(47)? };
    one.day(store, 8)?.launched(one.cycle, None, dates, &[MIRA, NADIA, ZOFIA]).await?;
    one.day(store, 10)?.asks(VIKTOR, ZOFIA, mira, "How do Mira's designs hold when you build on them?", true).await?;
    one.day(store, 10)?.asks(VIKTOR, "Jonas Lindqvist", nadia, "What changed for you since Nadia leads?", false).await?;
    one.day(store, 15)?.gives(ZOFIA, mira, ZOFIA_KEEP, ZOFIA_CHANGE).await?;
    one.day(store, 16)?.gives("Jonas Lindqvist", nadia, JONAS_KEEP, JONAS_CHANGE).await?;
    one.day(store, 18)?.shares(MIRA, mira, &MIRA_HALF).await?;
    one.day(store, 19)?.shares(NADIA, nadia, &NADIA_HALF).await?;
    one.day(store, 20)?.shares(ZOFIA, zofia, &ZOFIA_HALF).await?;
    one.day(store, 21)?.shares(VIKTOR, mira, &ON_MIRA).await?;
    one.day(store, 22)?.shares(VIKTOR, nadia, &ON_NADIA).await?;
    one.day(store, 23)?.shares(VIKTOR, zofia, &ON_ZOFIA).await
}

/// Goals that both agree to, and a plan that both sign.
async fn agree(store: &Store, one: &Chapter) -> Result<(), StoreError> {
    let own = |kind, owner: &str, title| one.goal(kind, owner, title);
    let mira =
        vec![
            own(Kind::Learning, MIRA, CERTIFICATE)
                .learning(Path::Certification, "PCI Security Standards Council")
                .by(milestones(&["Course", "Mock exam", "Exam"])),
            own(Kind::Commitment, MIRA, REFUNDS).about(REFUNDS_WHY).by(towards("%", "41", "90")).of_project("Fair fares"),
            own(Kind::Commitment, MIRA, CARRIED).by(milestones(&["Interface agreed", "First refund", "Handed over"])),
        ];
    let nadia: Vec<Plan> = vec![
        own(Kind::Commitment, NADIA, INCIDENTS).by(towards("%", "35", "100")),
        own(Kind::Learning, NADIA, LEADING)
            .learning(Path::Education, "Tech leads of Engineering")
            .by(milestones(&["Three sessions", "A decision that somebody else made"])),
    ];
    let zofia = vec![
        own(Kind::Commitment, ZOFIA, NETWORK).by(milestones(&["Sandbox", "Shadow traffic", "All traffic"])),
        own(Kind::Learning, ZOFIA, THREATS).learning(Path::Education, "Ravi Chandrasekaran").by(milestones(&[
            "Course",
            "First model",
            "One without help",
        ])),
    ];
    for (name, goals) in [(MIRA, mira), (NADIA, nadia), (ZOFIA, zofia)] {
        one.day(store, 30)?.proposes(name, one.cycle, goals).await?;
    }
    let all = [CERTIFICATE, REFUNDS, CARRIED, INCIDENTS, LEADING, NETWORK, THREATS];
    one.day(store, 32)?.agrees(VIKTOR, &all).await?;
    for (name, plan) in [(MIRA, &MIRA_PLAN), (NADIA, &NADIA_PLAN), (ZOFIA, &ZOFIA_PLAN)] {
        let key = one.review_of(name);
        one.day(store, 33)?.plans(VIKTOR, key, plan.said(one.starts)?).await?;
        one.day(store, 34)?.signs(&[VIKTOR], key).await?;
        one.day(store, 36)?.signs(&[name], key).await?;
    }
    Ok(())
}

/// How the goals went, month by month.
async fn go_on(store: &Store, one: &Chapter) -> Result<(), StoreError> {
    let mira = [
        (58, vec![(CERTIFICATE, done(&["Course"], COURSE)), (REFUNDS, value("48", 7, RULES))]),
        (93, vec![(REFUNDS, value("66", 6, AMOUNTS)), (CARRIED, done(&["Interface agreed"], INTERFACE))]),
        (124, vec![(CERTIFICATE, done(&["Mock exam"], MOCK)), (REFUNDS, value("79", 8, ""))]),
        (151, vec![(CERTIFICATE, [done(&["Exam"], EXAM), end("")].concat()), (REFUNDS, value("84", 8, AUDIT))]),
        (176, vec![(REFUNDS, [value("87", 9, LAST), end("")].concat())]),
    ];
    for (days, said) in mira {
        one.day(store, days)?.says(MIRA, said).await?;
    }
    let nadia = [
        (66, vec![(INCIDENTS, value("50", 6, "Four incidents, two looked back on in time."))]),
        (118, vec![(INCIDENTS, value("80", 7, "")), (LEADING, done(&["Three sessions"], SESSIONS))]),
        (
            170,
            vec![
                (INCIDENTS, [value("92", 9, MISSED), end("")].concat()),
                (LEADING, [done(&["A decision that somebody else made"], DECIDED), end("")].concat()),
            ],
        ),
    ];
    for (days, said) in nadia {
        one.day(store, days)?.says(NADIA, said).await?;
    }
    let zofia = vec![(NETWORK, done(&["Sandbox"], SANDBOX)), (THREATS, done(&["Course"], "Two days with Ravi."))];
    one.day(store, 64)?.says(ZOFIA, zofia).await
}

/// The card network moves its own plan, so Zofia's goal is given up, and her plan says something else.
async fn amend(store: &Store, one: &Chapter) -> Result<(), StoreError> {
    let key = one.review_of(ZOFIA);
    let given_up = vec![(NETWORK, vec![Verb::End(End::Dropped, GIVEN_UP.to_owned())])];
    one.day(store, 99)?.says(ZOFIA, given_up).await?;
    let instead = one.goal(Kind::Commitment, ZOFIA, PAYOUTS).about(PAYOUTS_WHY).by(towards("nights", "0", "60"));
    one.day(store, 101)?.proposes(ZOFIA, one.cycle, vec![instead]).await?;
    one.day(store, 102)?.agrees(VIKTOR, &[PAYOUTS]).await?;
    one.day(store, 102)?.amends(VIKTOR, key, "The card network moved its version 3 to next year").await?;
    one.day(store, 103)?.plans(VIKTOR, key, vec![Said::Growth(ZOFIA_GROWTH.to_owned())]).await?;
    one.day(store, 103)?.signs(&[ZOFIA, VIKTOR], key).await?;
    let model = done(&["First model", "One without help"], MODELS);
    one.day(store, 158)?.says(ZOFIA, vec![(PAYOUTS, value("41", 8, "")), (THREATS, [model, end("")].concat())]).await?;
    one.day(store, 177)?.says(ZOFIA, vec![(PAYOUTS, [value("58", 9, NIGHTS), end("")].concat())]).await
}

fn end(note: &str) -> Vec<Verb> {
    vec![Verb::End(End::Done, note.to_owned())]
}

const ZOFIA_KEEP: &str = "Her [design of the refund queue](https://git.halden.example/payments/design/pulls/31) answered what I was going to ask. I built against it for three weeks and changed one field.";
const ZOFIA_CHANGE: &str =
    "She asks late. The question about double refunds came after two days of work that the answer made needless.";
const JONAS_KEEP: &str = "She says what she does not know. Since then I do, too.";
const JONAS_CHANGE: &str = "Small things wait for her: a new index needs no tech lead.";

const MIRA_HALF: Half = Half {
    answers: &[
        (
            "achievements-best",
            "- **Refund queue.** Refunds no longer run inside the request: [payments#1204](https://git.halden.example/payments/core/pulls/1204). Timeouts at the desk went from 30 a week to 2.\n- **Old fare table removed.** Eleven thousand lines less: [payments#1231](https://git.halden.example/payments/core/pulls/1231).",
        ),
        (
            "achievements-others",
            "I wrote down [how a refund travels](https://git.halden.example/payments/docs/pulls/58). Support links to it.",
        ),
        ("learned", "To put a deadline on everything that leaves the process."),
        (
            "learned-otherwise",
            "The migration of the ledger. I planned one night and needed three, since I had counted rows and not locks.",
        ),
        ("held-back-workload", "3"),
        ("improvement-areas", "Questions before code. Twice I built for days what one message would have spared."),
        ("improvement-steps", "Every design says on top who has to agree, and by when."),
        ("support-kinds", "training,work"),
        ("direction-kind", "deepen"),
    ],
    marks: &[],
};

const ON_MIRA: Half = Half {
    answers: &[
        (
            "achievements-best",
            "The refund queue. Siobhán's people stopped calling us on Mondays, and [the incident of the lost refunds](https://git.halden.example/payments/incidents/17) could not happen today.",
        ),
        ("achievements-others", "New people read her page about refunds first."),
        ("learned", "She estimates with numbers that she measured."),
        ("held-back", "Nobody told her when the auditors come. That was mine to say."),
        ("improvement-areas", "To ask earlier, and people whom she does not know."),
        ("support-details", "The exam fee and four days for the PCI course, within two months."),
        ("direction-kind", "deepen"),
    ],
    marks: &[],
};

const NADIA_HALF: Half = Half {
    answers: &[
        (
            "achievements-best",
            "This was my first half-year as a lead, so I count differently than before:\n\n1. Nobody left, and two people asked to stay when they could have moved.\n2. We have one list of what we do next, and [it is public](https://git.halden.example/payments/plan).\n3. I still shipped something: [the sandbox for card tests](https://git.halden.example/payments/core/pulls/1187).",
        ),
        ("achievements-others", "Half an hour a week with everybody. I did not skip one, also not in the week of the outage."),
        ("learned", "That silence in a meeting is no agreement."),
        ("learned-otherwise", "I took the hard tickets myself because it was faster. It was, and nobody else can do them now."),
        ("held-back-workload", "2"),
        ("improvement-areas", "Letting a decision be made without me, and living with it."),
        ("support-kinds", "mentor,feedback"),
        (
            "support-manager",
            "Keep: you ask what I need before you ask how far it is.\n\nChange: tell me on the same day when something is decided above us.",
        ),
        ("direction-kind", "lead"),
    ],
    marks: &[],
};

const ON_NADIA: Half = Half {
    answers: &[
        ("achievements-best", "The team has one plan and believes in it. Amélie told me so without being asked."),
        ("achievements-others", "Emil's first on-call week: she sat beside him, and said nothing until he asked."),
        ("improvement-areas", "She is the bottleneck of her own team. Of forty decisions in the log thirty-one are hers."),
        ("support-details", "An hour every two weeks with Katarina, who has led for nine years. Agreed with her."),
        ("direction-kind", "lead"),
    ],
    marks: &[],
};

const ZOFIA_HALF: Half = Half {
    answers: &[
        (
            "achievements-best",
            "Payout file format 2, no data lost: [payments#1177](https://git.halden.example/payments/core/pulls/1177). 214,000 payouts compared one by one.",
        ),
        ("learned", "Property tests. They found the leap-day fault in an hour."),
        ("learned-otherwise", "Nothing went badly. Nothing was new either."),
        (
            "held-back",
            "The bank's test system: down on 19 of 60 working days. List: [issue 402](https://git.halden.example/payments/core/issues/402).",
        ),
        ("held-back-workload", "4"),
        ("improvement-areas", "Security. I review code for it and was never taught."),
        ("support-kinds", "training,mentor"),
        ("direction-kind", "deepen"),
    ],
    marks: &[],
};

const ON_ZOFIA: Half = Half {
    answers: &[
        ("achievements-best", "She moved every payout to a new format, and no operator noticed. That is the result."),
        ("held-back", "The bank. I wrote to them once and will again with her list."),
        ("improvement-areas", "Threats: she sees faults in code that others miss, and could see those in designs."),
        ("direction-kind", "deepen"),
    ],
    marks: &[],
};

const MIRA_PLAN: Agreed = Agreed {
    strengths: "- Removes what is not needed, and says what it was for.\n- Measures before she promises.",
    growth: "- Ask first, build second.\n- Know what auditors look for.",
    towards: "Software engineer who owns a part of Payments alone, by the end of this half-year.",
    support: &[
        ("Exam fee and four days for the course", By::Manager, Some(75)),
        ("A design review with Timetables", By::Person, Some(90)),
    ],
    dates: &[(95, "Half-time: is the exam still on its day?")],
};

const NADIA_PLAN: Agreed = Agreed {
    strengths: "People tell her things early. Plans that fit on a page.",
    growth: "Decisions that others make. Of the next ten, five.",
    towards: "Tech lead of Payments whose team decides without her for a week.",
    support: &[("An hour every two weeks", By::Other("Katarina Vukelić"), None)],
    dates: &[(90, "Look at the decision log together")],
};

const ZOFIA_PLAN: Agreed = Agreed {
    strengths: "Exact. What she has checked stays checked.",
    growth: "- Security, from review to design.\n- Lead the move to version 3 of the card network.",
    towards: "Staff engineer for everything that moves money, in two years.",
    support: &[
        ("Two days of threat modelling", By::Other("Ravi Chandrasekaran"), Some(80)),
        ("A letter to the bank", By::Manager, Some(45)),
    ],
    dates: &[(120, "Is version 3 where the network says it is?")],
};

const ZOFIA_GROWTH: &str = "- Security, from review to design.\n- Own how payouts and the bank's books are compared. Version 3 comes back once the card network is ready.";

const REFUNDS_WHY: &str = "Four of ten refunds are paid without a person looking. The others wait for two days on average.";
const PAYOUTS_WHY: &str = "In place of version 3: differences are found the next morning, not at the end of the month.";
const COURSE: &str = "Three days in Oslo. The part about scope was worth it.";
const RULES: &str = "The rule for small amounts is live: [payments#1262](https://git.halden.example/payments/core/pulls/1262).";
const AMOUNTS: &str = "Split tickets pass as well. Group tickets do not, yet.";
const INTERFACE: &str = "Tomasz and I agreed on four calls. They wanted nine.";
const MOCK: &str = "81 of 100. Passing is 75.";
const EXAM: &str = "Passed with 88.";
const AUDIT: &str = "The auditors asked for a log of every refund without a person. It exists now.";
const LAST: &str = "Group tickets stay by hand: the rules differ for each operator.";
const LATE: &str = "Timetables has no hands for another month. We go on in the next half-year.";
const SESSIONS: &str = "Katarina's question stays with me: what happens if you do not answer?";
const MISSED: &str = "One missed, in the week of the audit.";
const DECIDED: &str =
    "Zofia and Jonas chose the retry library without me. I would have taken the other one, and they were right.";
const SANDBOX: &str = "Card tests pass against version 3.";
const GIVEN_UP: &str =
    "The card network moved version 3 to next year and closes its shadow system until then. There is nothing to move to.";
const MODELS: &str = "Refunds with Ravi, payouts alone: [design#44](https://git.halden.example/payments/design/pulls/44). Two findings, both fixed.";
const NIGHTS: &str = "58 of 60. Twice the bank's file came after six in the morning.";
