import { accounts, expect, test } from "../fixtures";

test("an administrator begins a cycle, looks at what a review would lead to, and launches it", async ({ own, open, visit, ready, check, console }) => {
  test.setTimeout(120_000);
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people");
  await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Cycles" }).click();
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cycles");
  await check(page, "Cycles · Waymark", "cycles");
  await page.getByLabel("Name").fill("2027 H1");
  await page.getByLabel("First day").fill("2027-01-01");
  await page.getByLabel("Last day").fill("2026-12-31");
  console.expectRefusal(422);
  await page.getByRole("button", { name: "Begin the cycle" }).click();
  await expect(page.getByText("It ends before it starts, or is longer than two years.")).toBeVisible();
  await page.getByLabel("Last day").fill("2027-06-30");
  await page.getByRole("button", { name: "Begin the cycle" }).click();
  await expect(page.getByText("The cycle is there. Launch its surveys below.")).toBeVisible();
  await check(page, "2027 H1 · Waymark", "cycle");

  await page.getByRole("link", { name: "Launch a team review" }).click();
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Launch a team review");
  await check(page, "Launch a team review · Waymark", "launch");
  // A threshold that no review has is refused with a reason, before anything is launched.
  await page.getByLabel("Threshold").fill("2");
  await page.getByRole("button", { name: "See what it would lead to" }).click();
  await ready(page);
  await expect(page.getByRole("region", { name: "What it would lead to" }).getByRole("alert")).toBeVisible();
  await expect(page.getByRole("button", { name: "Launch it" })).toHaveCount(0);
  await page.getByLabel("Threshold").fill("3");
  await page.getByRole("button", { name: "See what it would lead to" }).click();
  await ready(page);
  await expect(page.getByRole("button", { name: "Launch it" })).toBeVisible();
  await check(page, "Launch a team review · Waymark", "launch-preview");
  await page.getByRole("button", { name: "Launch it" }).click();
  await expect(page.getByText("The survey is launched. Everybody on the roster is told when it opens.")).toBeVisible();
  await check(page, "Team review, 2027 H1 · Waymark", "survey");
  await visit(page, "/admin/cycles");
  await expect(page.getByRole("link", { name: "Team review, 2027 H1" })).toBeVisible();
});
