import { accounts, expect, test } from "../fixtures";

test("the teams, one within another", async ({ asEmployee: page, visit, check }) => {
  await visit(page, "/teams");
  await check(page, "Teams · Waymark", "teams");
});

test("a team's page says who is in charge", async ({ asEmployee: page, visit, check }) => {
  await visit(page, "/teams");
  await page.getByRole("region", { name: "Teams" }).getByRole("link", { name: "Customer support" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Customer support");
  await check(page, "Customer support · Waymark", "team");
});

test("an administrator makes a team, gives it a guest, and closes it", async ({ own, open, visit, check, console }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/teams");
  await check(page, "Teams · Waymark", "admin-teams");
  console.expectRefusal(422);
  await page.getByLabel("Name").fill("payments");
  await page.getByRole("button", { name: "Make the team" }).click();
  await expect(page.getByRole("alert")).toHaveText("There is a team called payments already.");
  await page.getByLabel("Name").fill("Security");
  await page.getByLabel("Within").fill("Engineering");
  await page.getByLabel("Lead").fill("Zofia Dvořák");
  await page.getByRole("button", { name: "Make the team" }).click();
  await expect(page.getByText("The team is there.")).toBeVisible();
  const guests = page.getByRole("region", { name: "Guests" });
  await guests.getByLabel("Another guest").fill("Mira Solberg");
  await guests.getByRole("button", { name: "Add the guest" }).click();
  await expect(page.getByText("They are a guest here now.")).toBeVisible();
  await expect(guests.getByRole("listitem")).toContainText("Mira Solberg");
  await check(page, "Security · Waymark", "admin-team");
  const mira = await open(own, await own.signIn(accounts.employee));
  await visit(mira, "/");
  await expect(mira.getByRole("region", { name: "Security" })).toBeVisible();
  await page.getByRole("button", { name: "Close the team" }).click();
  await expect(page.getByText("The team is closed.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("It is as it was before.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Close the team" })).toBeVisible();
});

test("a team with people in it is not closed", async ({ own, open, visit, console }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/teams");
  await page.getByRole("region", { name: "Open teams" }).getByRole("link", { name: "Payments" }).click();
  await expect(page.getByText("8 people must move to another team first.")).toBeVisible();
  console.expectRefusal(422);
  await page.getByRole("button", { name: "Close the team" }).click();
  await expect(page.getByRole("alert")).toContainText("Payments is closed, or would be closed with people or teams in it.");
});
