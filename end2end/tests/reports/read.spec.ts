//! The desk of who manages: who needs them first, and where one goes from there.

import { type Page } from "@playwright/test";
import { accounts, expect, test } from "../fixtures";

const SUNNIVA = "sunniva.haugen@halden.example";

/** The names of those who are shown, in their order. */
function names(page: Page) {
  return page.getByRole("rowheader").getByRole("link");
}

test("a manager sees who waits for them, and why", async ({ reviewed, open, visit, check }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.manager));
  await visit(page, "/");
  await page.getByRole("link", { name: "Open the desk" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Seven of 13 people wait for you");
  await expect(names(page)).toHaveCount(13);
  await expect(names(page).first()).toHaveText("Jonas Lindqvist");
  await expect(names(page).nth(1)).toHaveText("Mira Solberg");
  // Who waits for nothing stands below.
  await expect(page.getByRole("row", { name: /Rowan Ellis/ })).toContainText("Nothing");
  await visit(page, "/reports?need=any");
  await check(page, "Desk · Waymark", "desk");
});

test("from what waits one comes to where it is done", async ({ reviewed, open, visit }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.manager));
  await visit(page, "/reports");
  await page.getByRole("link", { name: /^Stuck for 2 days: PCI DSS evidence/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("PCI DSS evidence collected by machine");
  await visit(page, "/reports");
  await page.getByRole("link", { name: /^Agree to 1 goal/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Two talks at the tech forum");
});

test("the desk is narrowed down to who is stuck", async ({ reviewed, open, visit }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.manager));
  await visit(page, "/reports");
  await page.getByRole("combobox", { name: "Which" }).selectOption("Who is stuck");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByText("1 person found")).toBeVisible();
  await expect(names(page)).toHaveText(["Jonas Lindqvist"]);
  await expect(page).toHaveURL(/need=stuck/);
  await visit(page, "/reports?need=review");
  // Jonas is late; Nadia has shared her half, and waits.
  await expect(names(page)).toHaveText([/Jonas/, /Mira/, /Zofia/, /Aiko/, /Emil/, /Nadia/, /Oluwaseun/]);
  await visit(page, "/reports?need=quiet");
  await expect(page.getByRole("heading", { name: "Nobody is like that" })).toBeVisible();
});

test("who has managers below them looks at their whole line", async ({ reviewed, open, visit, audit }) => {
  const page = await open(reviewed, await reviewed.signIn(SUNNIVA));
  await visit(page, "/reports");
  await expect(names(page).filter({ hasText: "Jonas Lindqvist" })).toHaveCount(0);
  await page.getByRole("link", { name: "My whole line" }).click();
  await expect(names(page).first()).toHaveText("Jonas Lindqvist");
  await expect(page.getByRole("row", { name: /Jonas Lindqvist/ })).toContainText("Reports to Viktor Nakamura");
  // It comes in parts.
  await expect(names(page)).toHaveCount(50);
  await expect(page.getByRole("link", { name: "Later" })).toHaveAttribute("href", /line=all&skip=50/);
  await audit(page);
});

test("who manages nobody is told what will be there", async ({ asEmployee: page, visit, check }) => {
  await visit(page, "/reports");
  await check(page, "Desk · Waymark", "nobody");
});
