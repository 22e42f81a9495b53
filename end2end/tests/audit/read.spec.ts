import { accounts, expect, test } from "../fixtures";

test("an administrator reads who did what, looks for a part of it, and verifies the chain", async ({ own, open, visit, ready, check, hydrated }) => {
  const administrator = await own.signIn(accounts.administrator);
  await own.post(administrator, "/fn/projects/create", { name: "Night trains", lead: "Tomasz Zieliński" });
  await own.post(administrator, "/fn/people/invite", { name: "Greta Nowak", email: "greta@halden.example", title: "" });
  const page = await open(own, administrator);
  await visit(page, "/admin/people");
  await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Audit" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Audit");
  const rows = page.getByRole("region", { name: "Entries" }).locator("tbody tr");
  await expect(rows.first()).toContainText("invited Greta Nowak");
  await expect(rows.nth(1)).toContainText("began the project Night trains");

  const go = async () => {
    if (!hydrated) {
      await page.getByRole("button", { name: "Search" }).click();
    }
  };
  await page.getByLabel("About").selectOption("projects");
  await go();
  await expect(rows).toHaveCount(1);
  await page.getByLabel("Who").fill("Ines Moreau");
  await go();
  await expect(page).toHaveURL(/area=projects&who=Ines/);
  await page.getByRole("link", { name: "Verify the chain" }).click();
  await expect(page.getByRole("status")).toContainText("The chain is unbroken");
  await expect(page.getByLabel("Who"), "what was looked for stays").toHaveValue("Ines Moreau");
  await check(page, "Audit · Waymark", "found");

  await rows.first().getByRole("link", { name: "Night trains" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Night trains");
  await ready(page);
});

test("what is found is taken away, and that is told", async ({ own, open, visit }) => {
  const administrator = await own.signIn(accounts.administrator);
  await own.post(administrator, "/fn/projects/create", { name: "Night trains", lead: "Tomasz Zieliński" });
  const page = await open(own, administrator);
  await visit(page, "/admin/audit?area=projects");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Export" }).click()]);
  expect(file.suggestedFilename()).toBe("audit.csv");
  await visit(page, "/admin/audit?area=audit");
  await expect(page.locator("tbody tr")).toContainText("took away a table of this chain with 1 entry");
  await expect(page.locator("tbody tr")).toContainText("about projects");
});

test("nothing that is like that, and nobody of that name, are sentences", async ({ asAdministrator: page, visit, check }) => {
  await visit(page, "/admin/audit?search=dragons");
  await expect(page.getByRole("heading", { name: "Nothing like that was done" })).toBeVisible();
  await check(page, "Audit · Waymark", "nothing");
  await visit(page, "/admin/audit?who=qqqqqq");
  await expect(page.getByLabel("Who")).toHaveAccessibleDescription("Nothing here is called “qqqqqq”.");
  await visit(page, "/admin/audit?from=2027-02-01&until=2027-01-01");
  await expect(page.getByLabel("Until")).toHaveAccessibleDescription("The last day comes before the first.");
  await check(page, "Audit · Waymark", "wrong");
});

test("others find no page there", async ({ asEmployee: page, visit, console }) => {
  console.expectStatus(404);
  await visit(page, "/admin/audit");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
});
