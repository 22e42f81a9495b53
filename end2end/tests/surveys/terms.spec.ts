//! What is said before the first question, and to who comes otherwise.

import { PASSWORD, accounts } from "../fixtures";
import { expect, test } from "./survey";

test("who is asked reads what happens to their answers first; without script also what is needed", async ({
  own,
  open,
  visit,
  launch,
  check,
  hydrated,
  ready,
}) => {
  const administrator = await open(own, await own.signIn(accounts.administrator));
  const path = await launch(administrator, { kind: "company", name: "Company review" });
  // Who is not signed in comes back here.
  const page = await open(own);
  await visit(page, path);
  await expect(page).toHaveURL(`/sign-in?next=${path}`);
  await page.getByLabel("E-mail").fill(accounts.employee);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(path);
  await ready(page);
  await expect(page.getByText("They are stored without your name; whoever runs the server could read them.")).toBeVisible();
  // The names of one's own group, and of no other.
  for (const colleague of ["Mira Solberg", "Zofia Dvořák", "Tomasz Zieliński"]) {
    await expect(page.getByText(colleague)).toBeVisible();
  }
  await expect(page.getByText("Siobhán O'Rourke")).toHaveCount(0);
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await check(page, "Company review · Waymark", hydrated ? "terms" : "terms-plain");
  if (!hydrated) {
    await expect(page.getByText("Answering needs JavaScript")).toBeVisible();
    await expect(page.getByRole("link", { name: "Begin" })).toBeHidden();
  }

  // The same words on a page that does not know who asks.
  await page.getByText("Six words for all of this").click();
  const words = (await page.locator(".words").textContent()) ?? "";
  await page.getByRole("link", { name: "What was fixed, on a page that does not know who you are" }).click();
  await expect(page.getByText(words)).toBeVisible();
});

test("a survey that is not there, or not yours, is no page", async ({ asEmployee: page, visit, console }) => {
  console.expectStatus(404);
  await visit(page, "/surveys/00000000-0000-4000-8000-000000000000");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
});
