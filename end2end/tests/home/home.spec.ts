import { expect, test } from "../fixtures";

test("an employee sees what waits, their team and their manager", async ({ asEmployee: page, visit, check }) => {
  await visit(page, "/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One thing waits for you");
  await check(page, "Home · Waymark", "employee");
});

test("a tech lead is marked as the lead of their team", async ({ asLead: page, visit, check }) => {
  await visit(page, "/");
  await expect(page.getByRole("listitem").filter({ hasText: "Nadia Perić" })).toContainText("Lead");
  await check(page, "Home · Waymark", "lead");
});

test("a manager sees who reports to them", async ({ asManager: page, visit, check }) => {
  await visit(page, "/");
  await expect(page.getByRole("region", { name: "Who reports to you" })).toContainText("13 people");
  await check(page, "Home · Waymark", "manager");
});

test("an administrator finds the way to the people", async ({ asAdministrator: page, visit, check }) => {
  await visit(page, "/");
  await check(page, "Home · Waymark", "administrator");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Administration" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("People");
});

test("an administrator is told of open invitations", async ({ own, open, visit }) => {
  const session = await own.signIn("ines.moreau@halden.example");
  await own.post(session, "/fn/people/invite", { name: "Greta Nowak", email: "greta@halden.example", title: "" });
  const page = await open(own, session);
  await visit(page, "/");
  await expect(page.getByRole("region", { name: "Waiting" })).toContainText("One invitation is open");
  await page.getByRole("link", { name: "See who" }).click();
  await expect(page.getByRole("row", { name: /Greta Nowak/ })).toContainText("Invited");
});
