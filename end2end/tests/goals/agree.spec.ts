//! A goal from its proposal to its end: both agree, a change waits and is declined, another is agreed.

import { accounts } from "../fixtures";
import { expect, test } from "./goals";

const WHAT = "Speak Norwegian at stand-up";

test("proposed, agreed by both, changed with a reason, declined, changed again, done and graded", async ({
  agreed,
  open,
  visit,
  ready,
  check,
  console,
}) => {
  test.setTimeout(240_000);
  const mira = await open(agreed, await agreed.signIn(accounts.employee));
  await visit(mira, "/goals/new");
  await mira.getByLabel("What is it?").selectOption({ label: "Learning: education or certification" });
  await check(mira, "New goal · Waymark", "new");
  await mira.getByLabel("Title").fill(WHAT);
  await mira.getByLabel("Measured by").selectOption({ label: "A number" });
  await mira.getByLabel("From", { exact: true }).last().fill("0");
  await mira.getByLabel("To", { exact: true }).fill("0");
  await mira.getByLabel("Unit or currency").fill("lessons");
  await mira.getByLabel("Learning by").selectOption({ label: "Education" });
  console.expectRefusal(422);
  await mira.getByRole("button", { name: "Propose it" }).click();
  await expect(mira.getByLabel("To", { exact: true })).toHaveAccessibleDescription(
    /The target is the same as the start: there is no way to go\./,
  );
  await expect(mira.getByLabel("Title")).toHaveValue(WHAT);
  await mira.getByLabel("To", { exact: true }).fill("40");
  await mira.getByRole("button", { name: "Propose it" }).click();
  await expect(mira.getByText("It is proposed. Once both sides agree, it is agreed.")).toBeVisible();
  await expect(mira.getByText("Proposal, waits for Viktor Nakamura to agree")).toBeVisible();
  const path = new URL(mira.url()).pathname;

  const viktor = await open(agreed, await agreed.signIn(accounts.manager));
  await visit(viktor, "/");
  await viktor.getByRole("listitem").filter({ hasText: "wait for you to agree" }).getByRole("link").click();
  await viktor.getByRole("link", { name: WHAT, exact: true }).click();
  await ready(viktor);
  await viktor.getByRole("button", { name: "Agree", exact: true }).click();
  await expect(viktor.getByText("Agreed by both today")).toBeVisible();

  const change = async (target: string, reason: string) => {
    await visit(mira, path);
    await mira.getByText("What it is, its measure, by when").click();
    await mira.getByLabel("To", { exact: true }).fill(target);
    await mira.getByLabel("Why", { exact: true }).fill(reason);
    await mira.getByRole("button", { name: "Save" }).first().click();
  };
  console.expectRefusal(422);
  await change("30", "");
  await expect(mira.getByLabel("Why", { exact: true })).toHaveAccessibleDescription(/It was agreed. Say why it changes\./);
  await change("30", "Two evenings a month are all there is.");
  await expect(mira.getByText("A change waits for Viktor Nakamura")).toBeVisible();
  await expect(mira.getByText("from 0 to 40 lessons").first()).toBeVisible();

  await visit(viktor, path);
  await check(viktor, `${WHAT} · Waymark`, "change");
  await viktor.getByText("Do not agree to the change").click();
  await viktor.getByLabel("Why not").fill("I pay for a third evening.");
  await viktor.getByRole("button", { name: "It stays as it was agreed" }).click();
  await expect(viktor.getByText("It stays as it was agreed.", { exact: true })).toBeVisible();
  await change("35", "A third evening, but December is short.");
  await expect(mira.getByText("A change waits for Viktor Nakamura")).toBeVisible();
  await visit(viktor, path);
  await viktor.getByRole("button", { name: "Agree to the change" }).click();
  await expect(viktor.getByRole("row", { name: /Measure/ })).toContainText("from 0 to 35 lessons");

  await visit(mira, path);
  await mira.getByLabel("It is at").fill("+35");
  await mira.getByLabel("It is", { exact: true }).selectOption({ label: "Done" });
  await mira.getByRole("button", { name: "Say so" }).click();
  await expect(mira.getByText("It has ended. Its history stays.")).toBeVisible();
  await mira.getByLabel("How well was it reached").fill("0.7");
  await mira.getByRole("button", { name: "Grade it" }).click();
  await expect(mira.getByText("Graded.")).toBeVisible();
  await check(mira, `${WHAT} · Waymark`, "graded");
});

test("stuck, helped, shown", async ({ agreed, open, visit }) => {
  const nadia = await open(agreed, await agreed.signIn(accounts.lead));
  await visit(nadia, "/goals");
  await nadia.getByRole("link", { name: "Halve failed payouts", exact: true }).click();
  await nadia.getByText("Stuck? Ask for help").click();
  await nadia.getByLabel("What do you need, and from whom?").fill("Somebody at the bank who answers.");
  await nadia.getByRole("button", { name: "Ask for help" }).click();
  await expect(nadia.getByText("Your call for help stands here")).toBeVisible();
  await nadia.getByRole("button", { name: "It goes on" }).click();
  await expect(nadia.getByText("Good. It goes on.")).toBeVisible();
  await nadia.getByText("Keep something that shows it").click();
  await nadia.getByLabel("Address").fill("https://bank.example/letter");
  await nadia.getByRole("button", { name: "Keep it" }).click();
  await expect(nadia.getByRole("link", { name: "https://bank.example/letter" })).toBeVisible();
});

test("all of one's goals in a minute", async ({ agreed, open, visit, check, console }) => {
  const mira = await open(agreed, await agreed.signIn(accounts.employee));
  await visit(mira, "/goals/check-in");
  await check(mira, "Check in · Waymark", "check-in");
  const refunds = mira.getByRole("region", { name: "Refunds in under a minute" });
  await refunds.getByLabel("It is at").fill("fast");
  console.expectRefusal(422);
  await mira.getByRole("button", { name: "Say so" }).click();
  await expect(refunds.getByRole("alert")).toHaveText("This is no number that fits. Write 296, +5, 40% or 1.2k.");
  await refunds.getByLabel("It is at").fill("75");
  await refunds.getByLabel("In a line").fill("The queue is empty now.");
  await mira.getByRole("region", { name: "Certified Kubernetes administrator" }).getByLabel("Storage").check();
  await mira.getByRole("button", { name: "Say so" }).click();
  await expect(mira.getByText("Noted. See you in a week.")).toBeVisible();
  await expect(mira.getByRole("row").filter({ hasText: "Refunds in under a minute" })).toContainText("75 s");
});

test("the same goal for more than fifty people, and several changed at once", async ({ agreed, open, visit, console }) => {
  const ines = await open(agreed, await agreed.signIn(accounts.administrator));
  await visit(ines, "/goals/new?kind=learning&whose=many");
  await ines.getByLabel("Title").fill("Know the safety case");
  await ines.getByLabel("Measured by").selectOption({ label: "Done or not" });
  await ines.getByLabel("To whom, one a line").fill("Engineering\nNobody Atall");
  console.expectRefusal(422);
  await ines.getByRole("button", { name: "Propose it" }).click();
  await expect(ines.getByLabel("To whom, one a line")).toHaveAccessibleDescription(/Nothing here is called “Nobody Atall”/);
  await ines.getByLabel("To whom, one a line").fill("Engineering\nOperations\nProduct\nPeople\nSales\nFinance");
  await ines.getByRole("button", { name: "Propose it" }).click();
  const said = ines.getByText(/\d+ goals made, one for each\. They wait to be agreed\./);
  await expect(said).toBeVisible();
  expect(Number(/\d+/.exec(await said.innerText())?.[0])).toBeGreaterThanOrEqual(50);

  const viktor = await open(agreed, await agreed.signIn(accounts.manager));
  await visit(viktor, "/goals?view=table&of=reports&search=safety+case");
  for (const box of await viktor.getByRole("checkbox", { name: "Choose Know the safety case" }).all()) {
    await box.check();
  }
  await viktor.getByLabel("What", { exact: true }).selectOption({ label: "Agree to them" });
  await viktor.getByRole("button", { name: "Do it" }).click();
  await expect(viktor.getByText(/Done with \d+ goals\./)).toBeVisible();
});
