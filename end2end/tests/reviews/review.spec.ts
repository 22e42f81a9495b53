//! A review from its launch to a plan that both signed: each half alone, a peer who was asked, both halves together, goals, signatures, an amendment.

import { type Page } from "@playwright/test";
import { write } from "../plans/plans";
import { MANAGER, OWN, accounts, addressOf, agree, ahead, asked, draft, expect, lastGoal, launch, past, saved, share, test } from "./reviews";

const MIRA = "Mira Solberg";
const REFUNDS = "Refunds in under a minute";
const QUIET = "Nights without an alert";
const LEARN = "Lead a design across two teams";

/** Plans are signed only with a goal about learning and one that belongs to a project. */
async function askForGoals(page: Page): Promise<void> {
  for (const policy of ["One goal is about learning: education or certification", "One goal belongs to a project"]) {
    await page.getByLabel(policy).selectOption({ label: "Is told, and no plan is signed without" });
  }
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. It is told from now on")).toBeVisible();
}

test("both write, share and read, agree on goals, sign a plan, and amend it", async ({ own, open, visit, ready, check, audit, hydrated }) => {
  test.setTimeout(300_000);
  const launched = await launch(own, [MIRA]);
  const session = await own.signIn(accounts.employee);
  await lastGoal(launched, session, REFUNDS);
  const ines = await open(own, await own.signIn(accounts.administrator));
  await visit(ines, "/admin/goals");
  await askForGoals(ines);

  const fromHome = async (page: Page, what: string, action: string) => {
    await visit(page, "/");
    await page.getByRole("listitem").filter({ hasText: what }).getByRole("link", { name: action }).click();
    await ready(page);
  };

  // Her half is hers alone.
  const mira = await open(own, session);
  await fromHome(mira, "Your review", "Begin");
  await expect(mira.getByRole("heading", { level: 1 })).toHaveText("My review, 2027 H1");
  await expect(mira.getByText("Nobody else sees what you write: not Viktor, no administrator.")).toBeVisible();
  await past(mira, REFUNDS).getByLabel("Grade").selectOption({ label: "0.6" });
  await past(mira, REFUNDS).getByLabel("In a sentence").fill("From three minutes to **one and a half**.");
  await mira.getByLabel(OWN.best).fill("Refunds went from three minutes to one and a half.");
  if (!hydrated) {
    await mira.getByRole("region", { name: "Achievements" }).getByRole("button", { name: "Save" }).click();
    await expect(mira, "one goes on where one was").toHaveURL(/\?done=saved#part-achievements$/);
  }
  await mira.getByRole("region", { name: "What held back" }).getByRole("radio", { name: "4 Mostly" }).check();
  await mira.getByLabel(OWN.improve).fill("- Lead a design across two teams.\n- Say no earlier, with numbers.");
  await mira.getByRole("checkbox", { name: "A mentor" }).check();
  await mira.getByRole("radio", { name: "Leading people" }).check();
  await saved(mira, hydrated);
  await visit(mira, launched.own);
  await expect(past(mira, REFUNDS).getByLabel("Grade")).toHaveValue("6");
  await expect(mira.getByRole("checkbox", { name: "A mentor" })).toBeChecked();
  await check(mira, "My review, 2027 H1 · Waymark", hydrated ? "half" : "half-plain");

  // Who manages asks a peer by name, who is told who reads it.
  const viktor = await open(own, await own.signIn(accounts.manager));
  await visit(viktor, launched.of(MIRA));
  await expect(viktor.getByText("The person", { exact: true }), "nothing of hers").toHaveCount(0);
  await expect(viktor.getByRole("main")).not.toContainText("one and a half");
  const peers = viktor.getByRole("region", { name: "Peers" });
  await peers.getByText("Ask somebody", { exact: true }).click();
  await peers.getByLabel("Who", { exact: true }).fill("Jonas Lindqvist");
  await peers.getByLabel(/^What about/).fill("The on-call weeks of autumn.");
  await peers.getByRole("radio", { name: "Mira, too, with their name, once both halves are shown" }).check();
  await peers.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(viktor.getByText("Asked. They get a letter that says who sees what they write.")).toBeVisible();
  await expect(peers.getByRole("listitem").filter({ hasText: "Jonas Lindqvist" })).toContainText("asked today · Mira sees it");

  const jonas = await open(own, await own.signIn(addressOf("Jonas Lindqvist")));
  await fromHome(jonas, "Viktor Nakamura asks about your work with Mira Solberg", "Answer");
  await expect(
    jonas.getByText("Viktor Nakamura, or who takes the review over, sees what you write; Mira Solberg does, too, with your name, once both halves of their review are shown."),
  ).toBeVisible();
  await expect(jonas.getByRole("region", { name: "What about" })).toContainText("The on-call weeks of autumn.");
  const answer = jonas.getByRole("region", { name: "Your answer" });
  await answer.getByLabel("What should they go on with?").fill("She writes down what she found, at night already.");
  await answer.getByLabel("What should they do otherwise?").fill("Wake me *earlier*.");
  if (hydrated) {
    await expect(answer.getByText("Saved", { exact: true })).toBeVisible();
  } else {
    await answer.getByRole("button", { name: "Save", exact: true }).click();
    await expect(jonas.getByText("Saved. Nobody sees it before you give it.")).toBeVisible();
  }
  await visit(jonas, launched.input(MIRA));
  await check(jonas, "About your work with Mira Solberg · Waymark", hydrated ? "input" : "input-plain");
  await answer.getByRole("button", { name: hydrated ? "Give it" : "Give what is saved", exact: true }).click();
  await expect(jonas.getByText("Thank you. It is given, and changes no more.")).toBeVisible();
  await expect(jonas.getByRole("region", { name: "What you gave" })).toContainText("Wake me earlier.");

  // His half, and notes that stay his.
  await visit(viktor, launched.of(MIRA));
  await expect(peers.getByRole("listitem").filter({ hasText: "Jonas Lindqvist" })).toContainText("answered today · Mira sees it");
  await expect(peers).toContainText("Wake me earlier.");
  const notes = viktor.getByRole("region", { name: "My notes" });
  await notes.getByRole("textbox").fill("Ask about the second shift.");
  if (hydrated) {
    await expect(notes.getByText("Saved", { exact: true })).toBeVisible();
  } else {
    await notes.getByRole("button", { name: "Save", exact: true }).click();
    await expect(viktor).toHaveURL(/\?done=noted#notes$/);
  }
  await past(viktor, REFUNDS).getByLabel("Grade").selectOption({ label: "0.8" });
  await viktor.getByLabel(MANAGER.best).fill("Nobody was woken for Payments in December.");
  await viktor.getByLabel(MANAGER.improve).fill("To lead a design with Timetables.");
  await saved(viktor, hydrated);
  await visit(viktor, launched.of(MIRA));
  await check(viktor, "Review of Mira Solberg, 2027 H1 · Waymark", hydrated ? "manager" : "manager-plain");
  await share(viktor, hydrated);
  await expect(viktor.getByText("With Mira Solberg · Mira has not shared yet")).toBeVisible();

  // Once both have shared, both read both.
  await visit(mira, launched.own);
  await expect(mira.getByText("Viktor has shared. Both halves are shown once you share yours")).toBeVisible();
  await expect(mira.getByRole("main")).not.toContainText("Nobody was woken");
  await share(mira, hydrated);
  await expect(mira.getByText("You both see both halves, and nobody else does.")).toBeVisible();
  await visit(mira, launched.own);
  await expect(asked(mira, OWN.best)).toContainText("Nobody was woken for Payments in December.");
  await expect(past(mira, REFUNDS)).toContainText("From three minutes to one and a half.");
  await expect(mira.getByRole("region", { name: "Peers" })).toContainText("She writes down what she found, at night already.");
  await expect(mira.getByRole("main")).not.toContainText("second shift");
  await check(mira, "My review, 2027 H1 · Waymark", "both");
  await visit(viktor, launched.of(MIRA));
  await expect(asked(viktor, MANAGER.best)).toContainText("Refunds went from three minutes to one and a half.");
  await expect(notes.getByRole("textbox")).toHaveValue("Ask about the second shift.");
  await audit(viktor);

  // What is changed now stays beside what was there before; the grade is settled by both.
  const best = asked(mira, OWN.best);
  await best.getByText("Change what I wrote").click();
  await best.getByRole("textbox").fill("Refunds went from three minutes to 80 seconds.");
  await best.getByRole("button", { name: "Change it" }).click();
  await expect(mira.getByText("Changed. What stood there before can still be read.")).toBeVisible();
  await best.getByText("Changed once after it was seen").click();
  await expect(best.getByRole("paragraph").filter({ hasText: "Refunds went from three minutes to one and a half." })).toBeVisible();
  await past(mira, REFUNDS).getByText("Settle the grade").click();
  await past(mira, REFUNDS).getByLabel("What you both settle on").selectOption({ label: "0.7" });
  await past(mira, REFUNDS).getByRole("button", { name: "Settle it" }).click();
  await expect(mira.getByText("The grade stands, and is told on the goal's page.")).toBeVisible();
  await expect(past(mira, REFUNDS)).toContainText("Grade 0.7");

  // A goal counts once both agree; without one about learning no plan is signed.
  await draft(mira, QUIET, async (form) => {
    await form.getByLabel("What is it?").selectOption({ label: "Commitment: something that will be done" });
    await form.getByLabel("From", { exact: true }).last().fill("9");
    await form.getByLabel("To", { exact: true }).fill("2");
    await form.getByLabel("Unit or currency").fill("alerts a week");
    await form.getByLabel("Project").selectOption({ label: "Fair fares" });
  });
  await expect(ahead(mira).getByRole("listitem").filter({ hasText: QUIET })).toContainText("Proposal, waits for Viktor Nakamura");
  await visit(viktor, launched.of(MIRA));
  await agree(viktor, QUIET);
  await viktor.getByRole("link", { name: "Write the plan" }).click();
  await expect(viktor.getByRole("heading", { level: 1 })).toHaveText("Development plan, Mira Solberg");
  await ready(viktor);
  const plan = new URL(viktor.url()).pathname;
  const sign = viktor.getByRole("region", { name: "Sign it" });
  await expect(sign.getByText("Your organisation asks for it: One goal is about learning: education or certification.")).toBeVisible();
  await expect(sign.getByRole("link", { name: "Make a learning goal" })).toBeVisible();
  await expect(sign.getByText("Nothing stands under “Where to” yet.")).toBeVisible();
  await expect(sign.getByRole("button", { name: "Sign it" })).toHaveCount(0);
  await audit(viktor);
  await visit(viktor, launched.of(MIRA));
  await draft(viktor, LEARN, async (form) => {
    await form.getByLabel("What is it?").selectOption({ label: "Learning: education or certification" });
    await form.getByLabel("Measured by").selectOption({ label: "Done or not" });
    await form.getByLabel("Learning by").selectOption({ label: "Education" });
  });
  await visit(mira, launched.own);
  await agree(mira, LEARN);

  // The plan is written, and signed by both.
  await visit(viktor, plan);
  for (const [part, text] of [
    ["Strengths", "Makes the on-call week quiet."],
    ["Where to grow", "Lead a design across two teams."],
    ["Where to", "Senior software engineer by 2028."],
  ] as const) {
    await write(viktor, part, text);
    await expect(viktor.getByRole("region", { name: part, exact: true }).getByRole("paragraph").first()).toHaveText(text);
  }
  await viktor.getByRole("button", { name: "Sign it" }).click();
  await expect(viktor.getByText(/You signed it on .* It waits for Mira Solberg\./)).toBeVisible();
  await fromHome(mira, "The plan is signed by the other side and waits for you", "Look and sign");
  await expect(mira.getByText("With Viktor Nakamura · Viktor signed the plan; read it and sign")).toBeVisible();
  await mira.getByRole("link", { name: "Write the plan" }).click();
  await expect(mira.getByText(/Viktor Nakamura signed it on .* Read it, and sign\./)).toBeVisible();
  await ready(mira);
  await mira.getByRole("button", { name: "Sign it" }).click();
  await expect(mira.getByText("Both have signed it. It holds from now on")).toBeVisible();

  // An amendment is signed by both as well, and what they signed before can still be read.
  await mira.getByText("Begin an amendment").click();
  await mira.getByLabel("Why").fill("Timetables asked for her");
  await mira.getByRole("button", { name: "Begin it" }).click();
  await expect(mira.getByText(/You have been amending it since .*: Timetables asked for her\./)).toBeVisible();
  await write(mira, "Where to", "Lead engineer by 2029.");
  await expect(mira.getByText("Where to: “Lead engineer by 2029.” is new.")).toBeVisible();
  await mira.getByRole("button", { name: "Sign it" }).click();
  await expect(mira.getByText(/You signed it on .* It waits for Viktor Nakamura\./)).toBeVisible();
  await visit(viktor, plan);
  await expect(viktor.getByText(/Mira Solberg has been amending it since .*: Timetables asked for her\./)).toBeVisible();
  await viktor.getByRole("button", { name: "Sign it" }).click();
  await expect(viktor.getByText("Both have signed it. It holds from now on")).toBeVisible();
  const before = viktor.getByRole("region", { name: "What was signed before" });
  await before.getByText(/^Signed on 11 January 2027/).click();
  await expect(before.getByText("Senior software engineer by 2028.", { exact: true })).toBeVisible();
  await expect(viktor.getByRole("region", { name: "Where to", exact: true })).toContainText("Lead engineer by 2029.");
  await audit(viktor);
  await visit(mira, launched.own);
  await expect(mira.getByText("With Viktor Nakamura · the plan is signed by both")).toBeVisible();
  await expect(mira.getByRole("link", { name: "Read the plan" })).toBeVisible();
});
