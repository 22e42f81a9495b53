//! Reading what teams and the company say.

import { accounts, expect, test } from "../fixtures";
import { sections, toTeam } from "./team";

test("a lead sees in one sentence what their team says, and behind each section its questions", async ({ reviewed, open, ready, check }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.lead));
  await toTeam(page, "Payments");
  await ready(page);
  await expect(page.locator(".lead")).toContainText("“Decision-making” fell most, ");
  expect((await sections(page))[0]).toBe("Decision-making");
  await check(page, "Payments · Waymark", "team");
  await page.getByRole("link", { name: "Lowest" }).click();
  await expect(page.getByRole("link", { name: "Lowest" })).toHaveAttribute("aria-current", "true");
  expect((await sections(page))[0]).toBe("Balance");
  await page.getByRole("link", { name: "Cohesion" }).click();
  const section = page.getByRole("region", { name: "Cohesion", exact: true });
  await expect(section).toContainText("Everybody:");
  await expect(section.getByRole("img", { name: /^Cohesion of Payments by review/ })).toBeVisible();
  await section.getByText("As a table").click();
  await expect(section.getByRole("row", { name: /^2026 H2 / })).toBeVisible();
  await expect(page).toHaveURL(/\?sort=lowest&section=cohesion#section$/);
});

test("a team of three sees the numbers that it shares, why, and what it can do", async ({ reviewed, open, ready, check }) => {
  const page = await open(reviewed, await reviewed.signIn("bjorn.odegard@halden.example"));
  await toTeam(page, "Build tools");
  await ready(page);
  await expect(page.locator(".lead")).toContainText("Build tools and Platform together: ");
  await expect(page.getByRole("region", { name: "What you can do" })).toContainText("can hold its next review with names");
  await check(page, "Build tools · Waymark", "small");
});

test("a parent shows all of it and each team within, and teams are compared and not ranked", async ({ reviewed, open, ready, check, visit }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.manager));
  await toTeam(page, "Engineering");
  await ready(page);
  const within = page.getByRole("region", { name: "Section by section" });
  await expect(within.getByRole("rowheader")).toHaveText(["Engineering", "Engineering, Timetables", "Payments", "Platform"]);
  await expect(within).toContainText("no lead is measured here");
  await visit(page, "/teams");
  await page.getByRole("link", { name: "Compare teams" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Compare teams");
  await check(page, "Compare teams · Waymark", "compare");
  await page.getByRole("link", { name: "Engineering", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Engineering");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Compare teams");
});

test("everybody sees what the company said, as its contract lets them", async ({ reviewed, open, visit, check }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.employee));
  await visit(page, "/company");
  await expect(page.getByRole("region", { name: "Section by section" })).toContainText("Operations");
  await check(page, "Company · Waymark", "company");
});

test("home says what the last reviews of one's team and the company were", async ({ reviewed, open, visit, check }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.lead));
  await visit(page, "/");
  await expect(page.getByRole("region", { name: "Payments, last team review" })).toContainText("Decision-making");
  await check(page, "Home · Waymark", "home");
  await page.getByRole("region", { name: "Payments, last team review" }).getByRole("link", { name: "Open" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Payments");
});

test("before the first review a lead is told what will be here", async ({ asLead: page, ready, check }) => {
  await toTeam(page, "Payments");
  await ready(page);
  await expect(page.locator(".lead")).toHaveText(/^No review has been held here yet\./);
  await check(page, "Payments · Waymark", "none");
});

test("what is not there, and what is not mine, look the same", async ({ reviewed, open, visit, console }) => {
  const page = await open(reviewed, await reviewed.signIn("jonas.lindqvist@halden.example"));
  for (const path of ["/compare", "/compare?review=no-such", "/teams/no-such", "/goals/no-such"]) {
    console.expectStatus(404);
    await visit(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
  }
});
