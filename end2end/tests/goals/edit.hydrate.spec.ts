//! Editing where it stands: by mouse, by keyboard alone, refused, taken back, and by two at once.

import { accounts } from "../fixtures";
import { CHECKOUT, cell, expect, row, test } from "./goals";

test("a click and a number; undo; a refusal brings the old value back", async ({ agreed, open, visit, console, audit }) => {
  const page = await open(agreed, await agreed.signIn(accounts.lead));
  await visit(page, "/goals");
  await cell(page, "Value", CHECKOUT).click();
  await page.keyboard.type("296");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: `Saved: ${CHECKOUT}, 296 ms.` })).toBeVisible();
  await expect(cell(page, "Value", CHECKOUT)).toHaveText("296 ms");
  await expect(cell(page, "Value", CHECKOUT)).toBeFocused();
  await expect(row(page, CHECKOUT)).toContainText("101%");
  await audit(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(cell(page, "Value", CHECKOUT)).toHaveText("312 ms");
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);

  await cell(page, "Value", CHECKOUT).click();
  await page.keyboard.type("fast");
  console.expectStatus(422);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("This is no number that fits. Write 296, +5, 40% or 1.2k.");
  await expect(cell(page, "Value", CHECKOUT)).toHaveText("312 ms");
  await cell(page, "Value", CHECKOUT).click();
  await expect(page.getByRole("textbox", { name: "Value", exact: true }), "what was written is there again").toHaveValue("fast");
  await page.keyboard.press("Escape");
  await expect(cell(page, "Value", CHECKOUT)).toHaveText("312 ms");
  await expect(cell(page, "Value", CHECKOUT)).toBeFocused();
});

test("all by keyboard: Enter opens and saves, Tab goes on, Escape takes back", async ({ agreed, open, visit }) => {
  const page = await open(agreed, await agreed.signIn(accounts.lead));
  await visit(page, "/goals");
  await cell(page, "Value", CHECKOUT).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("-10");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("textbox", { name: "Target", exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("combobox", { name: "Status", exact: true })).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "302 ms" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("textbox", { name: "Confidence", exact: true })).toBeFocused();
  await page.keyboard.type("9");
  await page.keyboard.press("Enter");
  await expect(cell(page, "Confidence", CHECKOUT)).toHaveText("9");
  await page.keyboard.press("Enter");
  await page.keyboard.type("1");
  await page.keyboard.press("Escape");
  await expect(cell(page, "Confidence", CHECKOUT)).toHaveText("9");
  await cell(page, "Confidence", CHECKOUT).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("combobox", { name: "Status", exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
});

test("what was agreed asks why, waits, and is taken back", async ({ agreed, open, visit, console }) => {
  const page = await open(agreed, await agreed.signIn(accounts.lead));
  await visit(page, "/goals");
  await cell(page, "Due", CHECKOUT).click();
  await page.getByLabel("Due", { exact: true }).fill("2027-05-31");
  console.expectStatus(422);
  await page.keyboard.press("Enter");
  await page.getByLabel(/^Due was agreed\. Why/).fill("The audit is in June.");
  await page.keyboard.press("Enter");
  await expect(page.getByText("It waits for the other side to agree.")).toBeVisible();
  await expect(row(page, CHECKOUT)).toContainText("A change waits for Viktor Nakamura");
  await expect(cell(page, "Due", CHECKOUT)).toHaveText("30 June");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, CHECKOUT)).not.toContainText("A change waits");

  // A status that the numbers do not say needs a reason, too.
  await cell(page, "Status", CHECKOUT).click();
  await page.getByRole("combobox", { name: "Status", exact: true }).selectOption({ label: "At risk" });
  console.expectStatus(422);
  await page.keyboard.press("Enter");
  await page.getByLabel(/is not what the numbers say/).fill("The network contract ends in May.");
  await page.keyboard.press("Enter");
  await expect(row(page, CHECKOUT)).toContainText("At risk");
});

test("title and target where they stand; a reason is needed; status on the goal's page", async ({ agreed, open, visit, console }) => {
  const page = await open(agreed, await agreed.signIn(accounts.lead));
  await visit(page, "/goals");
  await cell(page, "Title", CHECKOUT).click();
  await page.getByRole("textbox", { name: "Title", exact: true }).fill("Checkout p95 under 280 ms");
  console.expectStatus(422);
  await page.keyboard.press("Enter");
  await page.getByLabel(/^Title was agreed\. Why/).press("Enter");
  await expect(page.getByRole("alert")).toHaveText("Say why.");
  await page.keyboard.type("The network is faster since May.");
  await page.keyboard.press("Enter");
  await expect(row(page, CHECKOUT)).toContainText("A change waits for Viktor Nakamura");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, CHECKOUT)).not.toContainText("A change waits");

  await cell(page, "Target", CHECKOUT).click();
  await page.getByRole("textbox", { name: "Target", exact: true }).fill("512");
  console.expectStatus(422);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("The target is the same as the start: there is no way to go.");

  await row(page, CHECKOUT).getByRole("link", { name: CHECKOUT, exact: true }).click();
  await cell(page, "Status", CHECKOUT).click();
  await page.getByRole("combobox", { name: "Status", exact: true }).selectOption({ label: "At risk" });
  console.expectStatus(422);
  await page.keyboard.press("Enter");
  await page.getByLabel(/is not what the numbers say/).fill("The network contract ends in May.");
  await page.keyboard.press("Enter");
  await expect(cell(page, "Status", CHECKOUT)).toHaveText("At risk");

  // Once it is over, what was opened before is edited no more.
  await page.getByLabel("It is", { exact: true }).selectOption({ label: "Done" });
  await page.getByRole("button", { name: "Say so" }).click();
  await expect(page.getByRole("heading", { name: "It is over" })).toBeVisible();
  await expect(cell(page, "Status", CHECKOUT)).toHaveCount(0);
});

test("of two browsers the second sees who changed what, and chooses", async ({ agreed, open, visit, console }) => {
  const nadia = await open(agreed, await agreed.signIn(accounts.lead));
  const viktor = await open(agreed, await agreed.signIn(accounts.manager));
  await visit(nadia, "/goals");
  await visit(viktor, "/goals");
  await cell(nadia, "Value", CHECKOUT).click();
  await nadia.keyboard.type("290");
  await cell(viktor, "Value", CHECKOUT).click();
  await viktor.keyboard.type("305");
  await viktor.keyboard.press("Enter");
  await expect(cell(viktor, "Value", CHECKOUT)).toHaveText("305 ms");
  console.expectStatus(422);
  await nadia.keyboard.press("Enter");
  await expect(nadia.getByRole("alert")).toContainText("Viktor Nakamura changed this to 305 ms, today");
  await expect(nadia.getByRole("alert")).toContainText("You wrote 290.");
  await nadia.getByRole("button", { name: "Save mine" }).click();
  await expect(cell(nadia, "Value", CHECKOUT)).toHaveText("290 ms");
  // What is about something else does not meet.
  await cell(viktor, "Confidence", CHECKOUT).click();
  await viktor.keyboard.type("4");
  await viktor.keyboard.press("Enter");
  await expect(cell(viktor, "Confidence", CHECKOUT)).toHaveText("4");
});

test("a line that is cut loses nothing", async ({ agreed, open, visit, console }) => {
  const page = await open(agreed, await agreed.signIn(accounts.lead));
  await visit(page, "/goals");
  await page.context().setOffline(true);
  console.expectOffline();
  // That somebody edits is told where there is a line.
  console.expectAnything(/ERR_INTERNET_DISCONNECTED \(http:[^)]*\/fn\/live\/editing\)/);
  await cell(page, "Value", CHECKOUT).click();
  await page.keyboard.type("296");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("The server does not answer. What you wrote is still here; try again.");
  await page.context().setOffline(false);
  await cell(page, "Value", CHECKOUT).click();
  await expect(page.getByRole("textbox", { name: "Value", exact: true })).toHaveValue("296");
  await page.keyboard.press("Enter");
  await expect(cell(page, "Value", CHECKOUT)).toHaveText("296 ms");
});
