//! Reading plans: what both agreed on, what is being written, and where there is none.

import { accounts } from "../fixtures";
import { expect, test } from "./plans";

test("one's newest plan is being written, and the one before was signed by both", async ({ reviewed, open, visit, ready, check }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.employee));
  await visit(page, "/plan");
  await check(page, "Development plan, Mira Solberg · Waymark", "written");
  // Of those before the last one stands first.
  await page.getByRole("region", { name: "My other plans" }).getByRole("link").first().click();
  await ready(page);
  await expect(page.getByRole("listitem").filter({ hasText: "Signed Viktor Nakamura" })).toBeVisible();
  await check(page, "Development plan, Mira Solberg · Waymark", "signed");
  // A goal leads back to the plan that it is part of.
  await page.getByRole("link", { name: "Foundations of observability" }).click();
  await ready(page);
  await page.getByRole("link", { name: /^In the development plan of \d+ H2$/ }).click();
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Development plan, Mira Solberg");
  // And one that was graded leads to the review in which both did.
  await page.getByRole("link", { name: "An on-call handbook for Payments" }).click();
  await ready(page);
  await page.getByRole("link", { name: /^Graded in the review of \d+ H1$/ }).click();
  await ready(page);
  await expect(page).toHaveURL(/\/review\/[0-9a-f-]+$/);
});

test("who has no review is told what will be here; who manages somebody finds their plan", async ({ reviewed, open, visit, ready, check }) => {
  const henrik = await open(reviewed, await reviewed.signIn("henrik.moe@halden.example"));
  await visit(henrik, "/plan");
  await check(henrik, "Development plan · Waymark", "none");
  const viktor = await open(reviewed, await reviewed.signIn(accounts.manager));
  await visit(viktor, "/plan");
  await viktor.getByRole("region", { name: "Plans of my people" }).getByRole("link", { name: "Mira Solberg" }).click();
  await ready(viktor);
  await expect(viktor.getByRole("region", { name: "Sign it" })).toContainText("waits for you to agree");
});

test("a colleague finds no plan there", async ({ reviewed, open, visit, console }) => {
  const viktor = await open(reviewed, await reviewed.signIn(accounts.manager));
  await visit(viktor, "/plan");
  const link = viktor.getByRole("region", { name: "Plans of my people" }).getByRole("link", { name: "Mira Solberg" });
  const path = await link.getAttribute("href");
  const nadia = await open(reviewed, await reviewed.signIn(accounts.lead));
  console.expectStatus(404);
  const response = await visit(nadia, path ?? "");
  expect(response?.status()).toBe(404);
  await expect(nadia.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
});
