//! Answering with a name: by forms where there is no script.

import { type Page } from "@playwright/test";
import { accounts } from "../fixtures";
import { expect, test } from "./survey";

test("a review in open mode is answered, looked over, sent and changed", async ({ own, open, visit, ready, launch, check, audit, hydrated, console }) => {
  test.setTimeout(240_000);
  const administrator = await open(own, await own.signIn(accounts.administrator));
  const path = await launch(administrator, { kind: "team", name: "Team review", open: true, teams: ["Payments"] });
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, path);
  await expect(page.getByRole("heading", { name: "Your answers carry your name" })).toBeVisible();
  await check(page, "Team review · Waymark", "open-terms");
  await page.getByRole("link", { name: "Begin" }).click();
  await ready(page);
  await expect(page.getByText("section 1 of")).toBeVisible();
  await check(page, "Team review · Waymark", "open-section");

  const answer = async (point: string) => {
    const groups = page.getByRole("group");
    for (let number = 0, count = await groups.count(); number < count; number++) {
      const radio = groups.nth(number).getByRole("radio", { name: point });
      if ((await radio.count()) > 0) {
        await radio.first().check();
      } else {
        await groups.nth(number).locator("input").first().check();
      }
    }
  };
  const go = async () => {
    const next = page.locator(".foot .go");
    const word = (await next.textContent()) ?? "";
    await next.click();
    await ready(page);
    return word;
  };
  // What is missing is said before anything is sent.
  await visit(page, `${path}?at=1`);
  await answer("4 Mostly");
  for (let word = await go(); word !== "Look it over"; ) {
    word = await go();
  }
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look it over");
  await expect(page.getByText(/\d+ questions are still open\./)).toBeVisible();
  await check(page, "Team review · Waymark", "open-missing");

  await visit(page, `${path}?at=1`);
  await expect(page.getByRole("radio", { name: "4 Mostly" }).first(), "what was answered is there").toBeChecked();
  for (let word = ""; word !== "Look it over"; ) {
    await answer("4 Mostly");
    word = await go();
  }
  await expect(page.getByRole("button", { name: "Send my answers" })).toBeEnabled();
  await go();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your answers are in. Thank you.");
  await check(page, "Team review · Waymark", "open-sent");

  // On another device everything is there. What is changed there is not overwritten here without being asked.
  await visit(page, `${path}?at=1`);
  const other = await open(own, await own.signIn(accounts.employee));
  await visit(other, `${path}?at=1`);
  const first = (browser: Page, point: string) => browser.getByRole("radio", { name: point }).first();
  await expect(first(other, "4 Mostly")).toBeChecked();
  await first(other, "2 Rather not").check();
  if (hydrated) {
    await expect(other.getByText("Saved", { exact: true })).toBeVisible();
    console.expectRefusal(422);
    await first(page, "1 Disagree").check();
    await expect(page.getByRole("alert")).toContainText("You answered on another device meanwhile.");
    await audit(page);
    await page.getByRole("button", { name: "Take what is stored" }).click();
  } else {
    await other.locator(".foot .go").click();
    await expect(other).toHaveURL(/\?at=2$/);
    await first(page, "1 Disagree").check();
    await page.locator(".foot .go").click();
    await expect(page.getByText("You answered on another device meanwhile. What is stored is shown here.")).toBeVisible();
  }
  await expect(first(page, "2 Rather not")).toBeChecked();
  await visit(page, path);
  await page.getByRole("link", { name: "Look at my answers" }).click();
  await ready(page);
  await expect(page.getByRole("definition").first()).toHaveText("2 · Rather not");
  await page.getByRole("button", { name: "Send my changes" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your answers are in. Thank you.");
});
