import { type Installation, accounts, expect, test } from "../fixtures";
import { COMPANY, TEAM, importFormer } from "./former";

const GROUPS = { Payments: 9, Timetables: 14, Sales: 4, Depot: 3, Product: 31, Finance: 12 };

test("a company's results: everybody first, and files of the same", async ({ own, open, visit, check }) => {
  const id = await importFormer(own, "Engagement 2026", { groups: GROUPS });
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, `/surveys/${id}/results`);
  await expect(page.getByRole("region", { name: "Everybody" })).toContainText("about 75 answers");
  await check(page, "Results of Engagement 2026 · Waymark", "whole");
  for (const [link, file] of [["Results as CSV", "engagement-2026.csv"], ["As JSON", "engagement-2026.json"]] as const) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link }).click()]);
    expect(download.suggestedFilename()).toBe(file);
  }
});

test("a group's results say what is hidden, and why", async ({ own, open, visit, check, ready }) => {
  const id = await importFormer(own, "Engagement 2026", { groups: GROUPS });
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, `/surveys/${id}/results`);
  await page.getByLabel("Group").selectOption({ label: "\u00a0\u00a0Payments" });
  await page.getByRole("button", { name: "Show it" }).click();
  await ready(page);
  await expect(page).toHaveURL(/\?unit=3$/);
  await expect(page.getByRole("region", { name: "Payments" })).toContainText("fewer than 10 answers");
  await expect(page.getByRole("row", { name: /Leading/ })).toContainText("Divided");
  // A number with an end to it, or to the half point, says so; what is hidden says why.
  await expect(page.getByRole("region", { name: "As a whole" })).toContainText("Shown only for everybody together.");
  await check(page, "Results of Engagement 2026 · Waymark", "group");

  await page.getByLabel("Group").selectOption({ label: "\u00a0\u00a0Sales" });
  await page.getByRole("button", { name: "Show it" }).click();
  await ready(page);
  await expect(page.getByText("Nothing of “Sales” is shown by itself.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Leading" })).toContainText("Not shown: too few answered.");
  await check(page, "Results of Engagement 2026 · Waymark", "hidden");
});

test("twelve people have results of everybody and of nothing smaller", async ({ own, open, visit, check }) => {
  const id = await importFormer(own, "Tiny", { groups: { Payments: 12 }, form: COMPANY.replace("at_most = 2\n", "") });
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, `/surveys/${id}/results`);
  await expect(page.getByRole("region", { name: "As a whole" })).toContainText("Not shown: too few answered. This needs 50 answers.");
  await check(page, "Results of Tiny · Waymark", "tiny");
});

test("a team's results are its members', its lead's and the line's", async ({ own, open, visit, console }) => {
  const id = await importFormer(own, "Health 2026", { form: TEAM, groups: GROUPS });
  const lead = await open(own, await own.signIn(accounts.lead));
  await visit(lead, `/surveys/${id}/results`);
  await expect(lead.getByRole("region", { name: "Payments" })).toBeVisible();
  await expect(lead.getByLabel("Group").getByRole("option")).toHaveText(["Everybody", "Payments"]);
  await visit(lead, "/teams");
  await lead.getByRole("region", { name: "Teams" }).getByRole("link", { name: "Payments" }).click();
  // It stands on the team's dashboard, and says that it comes from elsewhere.
  await expect(lead.getByText("Health 2026 · imported", { exact: false })).toBeVisible();
  await lead.getByRole("link", { name: "All results, with files of them" }).click();
  await expect(lead.getByRole("heading", { level: 1 })).toHaveText("Health 2026");

  // Nobody knows who answered then, so it is nobody's own.
  console.expectStatus(404);
  const employee = await open(own, await own.signIn(accounts.employee));
  await visit(employee, `/surveys/${id}/results`);
  await expect(employee.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
});

async function launch(installation: Installation, cycle: string): Promise<void> {
  const administrator = await installation.signIn(accounts.administrator);
  await installation.post(administrator, "/fn/cycles/launch", {
    cycle,
    kind: "company",
    name: "Spring review",
    questionnaire: "company-review",
    mode: "confidential",
    k: "5",
    who: "all",
    viewers: "everyone",
    closes: "2027-01-25T18:00",
  });
}

test("while a survey is open, and when it was called off, the page says so", async ({ own, open, visit, check }) => {
  const session = await own.signIn(accounts.administrator);
  await own.post(session, "/fn/cycles/create", { name: "2027 H1", starts: "2027-01-01", ends: "2027-06-30" });
  const page = await open(own, session);
  await visit(page, "/admin/cycles");
  const cycle = /[0-9a-f-]{36}/.exec((await page.getByRole("link", { name: "2027 H1" }).getAttribute("href")) ?? "")?.[0] ?? "";
  await launch(own, cycle);
  await visit(page, `/admin/cycles/${cycle}`);
  const href = await page.getByRole("link", { name: "Spring review" }).first().getAttribute("href");
  const id = /[0-9a-f-]{36}/.exec(href ?? "")?.[0] ?? "";
  const employee = await open(own, await own.signIn(accounts.employee));
  await visit(employee, `/surveys/${id}/results`);
  await expect(employee.getByRole("heading", { name: "The results are not out yet" })).toBeVisible();
  await check(employee, "Results of Spring review · Waymark", "open");
  await own.post(session, "/fn/cycles/void", { id, why: "It went to the wrong people." });
  await visit(employee, `/surveys/${id}/results`);
  await expect(employee.getByText("It went to the wrong people.")).toBeVisible();
  await check(employee, "Results of Spring review · Waymark", "void");
});
