//! Charts that move for everybody who watches: from one browser to the other, through a line that is cut, and until one may no longer see it.

import type { Page } from "@playwright/test";
import { accounts } from "../fixtures";
import { CHECKOUT, cell, expect, row, test } from "../goals/goals";
import { Line } from "./line";

/** Waits until a page is told of what happens. */
async function live(page: Page): Promise<void> {
  await expect(page.getByText("Live", { exact: true }).first()).toBeVisible();
}

async function openGoal(page: Page, visit: (page: Page, path: string) => Promise<unknown>): Promise<void> {
  await visit(page, "/goals");
  await page.getByRole("link", { name: CHECKOUT, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(CHECKOUT);
  await live(page);
}

/** What a reader sees of a goal's chart. */
const chart = (page: Page) => page.locator("figure.course");

test("one edits, and the chart moves for the other, who goes on typing", async ({ agreed, open, visit, audit }) => {
  const nadia = await open(agreed, await agreed.signIn(accounts.lead));
  const viktor = await open(agreed, await agreed.signIn(accounts.manager));
  await openGoal(viktor, visit);
  const dots = chart(viktor).locator(".dots > *");
  const before = await dots.count();
  const first = await dots.first().elementHandle();
  await viktor.getByRole("textbox", { name: "A word about it" }).fill("Let us talk about the last ten");
  await openGoal(nadia, visit);
  await expect(viktor.getByText("2 people looking")).toBeVisible();

  await cell(nadia, "Value", CHECKOUT).click();
  await expect(viktor.getByText("Nadia Perić is changing the value")).toBeVisible();
  await nadia.keyboard.type("296");
  await nadia.keyboard.press("Enter");
  await expect(cell(viktor, "Value", CHECKOUT)).toHaveText("296 ms");
  await expect(viktor.getByRole("status").filter({ hasText: "Nadia Perić moved it from 312 to 296 ms" })).toBeVisible();
  await expect(viktor.getByText("Nadia Perić is changing the value")).toHaveCount(0);
  await expect(dots).toHaveCount(before + 1);
  expect(await first?.evaluate((dot) => dot.isConnected), "the chart was moved, not drawn anew").toBe(true);
  await expect(chart(viktor).locator(".read")).toContainText("296 ms");
  // The rest of the page follows.
  await expect(viktor.getByRole("region", { name: "What happened" })).toContainText("Nadia Perić moved it from 312 to 296 ms");
  await expect(viktor.getByRole("textbox", { name: "A word about it" })).toHaveValue("Let us talk about the last ten");
  await audit(viktor);
});

test("a cell that is open stays open while others change the same row", async ({ agreed, open, visit }) => {
  const nadia = await open(agreed, await agreed.signIn(accounts.lead));
  const viktor = await open(agreed, await agreed.signIn(accounts.manager));
  await visit(viktor, "/goals");
  await live(viktor);
  await visit(nadia, "/goals");
  await live(nadia);
  const progress = row(viktor, "Payments people can rely on").getByRole("img").first();
  const before = await progress.getAttribute("aria-label");
  await cell(viktor, "Confidence", CHECKOUT).click();
  await viktor.keyboard.type("9");
  await expect(row(nadia, CHECKOUT)).toContainText("Viktor Nakamura is changing the confidence");
  await cell(nadia, "Value", CHECKOUT).click();
  await nadia.keyboard.type("400");
  await nadia.keyboard.press("Enter");
  await expect(cell(viktor, "Value", CHECKOUT)).toHaveText("400 ms");
  // What it serves went back with it.
  await expect(progress).not.toHaveAttribute("aria-label", before ?? "");
  await expect(viktor.getByRole("textbox", { name: "Confidence", exact: true })).toHaveValue("9");
  await expect(viktor.getByRole("textbox", { name: "Confidence", exact: true })).toBeFocused();
  await viktor.keyboard.press("Enter");
  await expect(cell(nadia, "Confidence", CHECKOUT)).toHaveText("9");
});

test("a form is of what was read: what another changed meanwhile is not overwritten", async ({ agreed, open, visit, console }) => {
  const nadia = await open(agreed, await agreed.signIn(accounts.lead));
  const viktor = await open(agreed, await agreed.signIn(accounts.manager));
  await openGoal(viktor, visit);
  const form = viktor.locator("details").filter({ hasText: "What it is, its measure, by when" });
  await form.locator("summary").first().click();
  await form.getByLabel("Title").fill("Checkout answers before one looks away");
  await form.getByLabel("Why", { exact: true }).fill("Nobody knows what p95 is.");
  await visit(nadia, "/goals");
  await cell(nadia, "Due", CHECKOUT).click();
  await nadia.getByLabel("Due", { exact: true }).fill("2027-05-31");
  console.expectStatus(422);
  await nadia.keyboard.press("Enter");
  await nadia.getByLabel(/^Due was agreed\. Why/).fill("The audit is in June.");
  await nadia.keyboard.press("Enter");
  await expect(viktor.getByRole("region", { name: "What happened" })).toContainText("The audit is in June.");
  await expect(form.getByLabel("Title")).toHaveValue("Checkout answers before one looks away");
  console.expectStatus(422);
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("alert")).toContainText("Somebody has just changed this goal.");
  await expect(form.getByLabel("Title")).toHaveValue("Checkout answers before one looks away");
});

test("a line that was cut ends in the same state as a fresh page", async ({ agreed, open, visit, console }) => {
  const line = await Line.to(agreed.base);
  console.expectAnything(/net::ERR_|Failed to load resource/);
  const nadia = await open(agreed, await agreed.signIn(accounts.lead));
  const session = await agreed.signIn(accounts.manager);
  const viktor = await open(Object.assign(Object.create(agreed), { base: line.base }), session);
  await openGoal(viktor, visit);
  await openGoal(nadia, visit);
  line.cut();
  await expect(viktor.getByText("Not live just now; it connects again by itself")).toBeVisible();
  for (const [field, text] of [
    ["Value", "330"],
    ["Value", "301"],
    ["Confidence", "4"],
  ] as const) {
    await cell(nadia, field, CHECKOUT).click();
    await nadia.keyboard.type(text);
    await nadia.keyboard.press("Enter");
    await expect(cell(nadia, field, CHECKOUT)).toContainText(text);
  }
  await expect(cell(viktor, "Value", CHECKOUT)).toHaveText("312 ms");
  line.mend();
  await expect(cell(viktor, "Value", CHECKOUT)).toHaveText("301 ms", { timeout: 30_000 });
  await live(viktor);
  const fresh = await open(agreed, session);
  await openGoal(fresh, visit);
  // What is said of others is not of the goal.
  const state = async (page: Page) => ({
    said: (await page.locator("main").innerText()).replace(/Live[^]*?How does it go/, "How does it go"),
    drawn: await chart(page).locator("svg.chart").first().innerHTML(),
  });
  await expect(async () => {
    expect(await state(viktor)).toEqual(await state(fresh));
  }).toPass();
  await line.end();
});

test("who may no longer see a goal is shown nothing more of it", async ({ agreed, open, visit, console }) => {
  const mira = await open(agreed, await agreed.signIn(accounts.employee));
  const colleague = await open(agreed, await agreed.signIn("tomasz.zielinski@halden.example"));
  const title = "Refunds in under a minute";
  // Mira lets colleagues see her goal, one of them looks at it, and she closes it again.
  await visit(mira, "/goals?of=mine");
  await mira.getByRole("link", { name: title, exact: true }).click();
  const toColleagues = async (may: boolean) => {
    const place = mira.locator("details").filter({ hasText: "Who answers for it, and where it belongs" });
    if (!(await place.evaluate((details: HTMLDetailsElement) => details.open))) {
      await place.locator("summary").click();
    }
    await place.getByRole("checkbox", { name: "Colleagues may see it" }).setChecked(may);
    await place.getByRole("button", { name: "Save" }).click();
  };
  await toColleagues(true);
  await expect(mira.getByText("Mira Solberg let colleagues see it")).toBeVisible();
  await visit(colleague, new URL(mira.url()).pathname);
  await expect(colleague.getByRole("heading", { level: 1 })).toContainText(title);
  await live(colleague);
  console.expectAnything(/status of 404/);
  await toColleagues(false);
  await expect(colleague.getByRole("heading", { name: "There is no page here" })).toBeVisible();
  await expect(colleague.getByText(title)).toHaveCount(0);
});

test("a page that nobody sees does not watch, and is up to date when it is looked at again", async ({ agreed, open, visit }) => {
  const nadia = await open(agreed, await agreed.signIn(accounts.lead));
  const viktor = await open(agreed, await agreed.signIn(accounts.manager));
  await openGoal(viktor, visit);
  await openGoal(nadia, visit);
  const hide = (hidden: boolean) =>
    viktor.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, hidden);
  await expect(nadia.getByText("2 people looking")).toBeVisible();
  await hide(true);
  await expect(nadia.getByText("2 people looking"), "its stream has ended").toHaveCount(0);
  await cell(nadia, "Value", CHECKOUT).click();
  await nadia.keyboard.type("299");
  await nadia.keyboard.press("Enter");
  await expect(cell(nadia, "Value", CHECKOUT)).toHaveText("299 ms");
  await expect(cell(viktor, "Value", CHECKOUT)).toHaveText("312 ms");
  await hide(false);
  await expect(cell(viktor, "Value", CHECKOUT)).toHaveText("299 ms");
  await live(viktor);
});

test("a team's goals at a glance move with them", async ({ agreed, open, visit, console }) => {
  const nadia = await open(agreed, await agreed.signIn(accounts.lead));
  const viktor = await open(agreed, await agreed.signIn(accounts.manager));
  await visit(viktor, "/teams");
  await viktor.getByRole("link", { name: "Payments", exact: true }).click();
  const glance = viktor.getByRole("region", { name: "Goals" });
  await expect(glance).toContainText("not on track");
  await live(viktor);
  const before = await glance.locator(".gist").innerText();
  await visit(nadia, "/goals");
  await cell(nadia, "Status", CHECKOUT).click();
  await nadia.getByRole("combobox", { name: "Status", exact: true }).selectOption({ label: "At risk" });
  // It asks why.
  console.expectStatus(422);
  await nadia.keyboard.press("Enter");
  await nadia.getByLabel(/Why\?$/).fill("The network moves back.");
  await nadia.keyboard.press("Enter");
  await expect(glance.locator(".gist")).not.toHaveText(before);
});

test("a chart's values are read off by keys, exactly", async ({ agreed, open, visit }) => {
  const page = await open(agreed, await agreed.signIn(accounts.lead));
  await openGoal(page, visit);
  const drawing = chart(page).locator("svg.chart").first();
  const read = chart(page).locator(".read");
  await drawing.focus();
  await page.keyboard.press("Home");
  await expect(read).toContainText("512 ms");
  await page.keyboard.press("End");
  await expect(read).toContainText("312 ms");
  await page.keyboard.press("ArrowLeft");
  await expect(read).toContainText("368 ms");
  await page.keyboard.press("Escape");
  await expect(read).toContainText("312 ms");
  await drawing.hover({ position: { x: 1, y: 100 } });
  await expect(read).toContainText("512 ms");
});
