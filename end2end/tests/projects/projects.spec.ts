import { accounts, expect, test } from "../fixtures";

test("projects say what they are for and who is on them", async ({ asEmployee: page, visit, check }) => {
  await visit(page, "/projects");
  await check(page, "Projects · Waymark", "projects");
});

test("an administrator begins a project, puts somebody on it, and ends it", async ({ own, open, visit, check, console }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/projects");
  await check(page, "Projects · Waymark", "admin-projects");
  console.expectRefusal(422);
  await page.getByLabel("Name").fill("FAIR FARES");
  await page.getByRole("button", { name: "Begin the project" }).click();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription("Another project has this name.");
  await page.getByLabel("Name").fill("Night trains");
  await page.getByLabel("Lead").fill("Tomasz Zieliński");
  await page.getByLabel("What it is for").fill("Sleepers to Trondheim and Bergen are sold like day trains.");
  await page.getByRole("button", { name: "Begin the project" }).click();
  await expect(page.getByText("The project is there.")).toBeVisible();
  await page.getByLabel("Somebody else").fill("Mira Solberg");
  await page.getByRole("button", { name: "Put on the project" }).click();
  await expect(page.getByText("They are on the project now.")).toBeVisible();
  await check(page, "Night trains · Waymark", "admin-project");
  await page.getByRole("button", { name: "Take off Mira Solberg" }).click();
  await expect(page.getByText("They are off the project.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("It is as it was before.")).toBeVisible();
  await expect(page.getByRole("region", { name: "People" })).toContainText("Mira Solberg");
  await page.getByRole("button", { name: "End the project" }).click();
  await expect(page.getByText("The project has ended.")).toBeVisible();
  await visit(page, "/projects");
  await expect(page.getByRole("region", { name: "Night trains" })).toHaveCount(0);
});
