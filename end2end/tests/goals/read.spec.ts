//! Reading goals: all of them, one of them, what waits.

import { accounts } from "../fixtures";
import { CHECKOUT, expect, row, test } from "./goals";

test("the tree of a lead's team, with what it serves", async ({ reviewed, open, visit, check }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.lead));
  await visit(page, "/goals");
  await expect(row(page, CHECKOUT)).toContainText("312 ms");
  await expect(row(page, CHECKOUT).getByRole("img", { name: /percent, expected/ })).toBeVisible();
  await check(page, "Goals · Waymark", "tree");
});

test("the same as a table, sorted and narrowed down", async ({ reviewed, open, visit, check, ready }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.manager));
  await visit(page, "/goals?view=table&only=stuck");
  await expect(page.getByRole("row")).toHaveCount(2);
  await check(page, "Goals · Waymark", "table");
  await visit(page, "/goals?view=table");
  await page.getByRole("link", { name: "Owner", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "Owner" })).toHaveAttribute("aria-sort", "ascending");
  await ready(page);
  const owners = await page.getByRole("row").locator('td[data-label="Owner"]').allInnerTexts();
  expect(owners.length).toBeGreaterThan(4);
  const names = owners.map((owner) => owner.trim());
  expect(names).toEqual([...names].sort());
  await page.getByRole("link", { name: "Owner", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "Owner" })).toHaveAttribute("aria-sort", "descending");
});

test("the goals of any one team, and those of one status", async ({ reviewed, open, visit, check }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.manager));
  await visit(page, "/goals?team=Payments");
  await expect(row(page, CHECKOUT)).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Search" })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Team" })).toHaveValue("Payments");
  await expect(page.getByRole("link", { name: "All I may see" })).toHaveAttribute("aria-current", "true");
  await visit(page, "/goals?team=Payment");
  await expect(page.getByRole("combobox", { name: "Team" })).toHaveAccessibleDescription(
    "Nothing here is called “Payment”. Near are: Payments.",
  );
  await check(page, "Goals · Waymark", "no-team");
  // A name that is none loses nothing of what was chosen.
  await visit(page, "/goals?of=mine&team=Payment");
  await expect(page.getByRole("link", { name: "Mine", exact: true })).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("link", { name: "Table", exact: true })).toHaveAttribute("href", /of=mine/);
  await visit(page, "/goals?team=Payments&only=on_track&view=table");
  const standing = await page.locator('td[data-label="Status"]').allInnerTexts();
  expect(standing.length).toBeGreaterThan(0);
  expect(standing.every((word) => word.trim() === "On track")).toBe(true);
});

test("a goal with what was agreed, what is, and what happened", async ({ reviewed, open, visit, check }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.lead));
  await visit(page, "/goals");
  await page.getByRole("link", { name: CHECKOUT, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(CHECKOUT);
  const agreed = page.getByRole("region", { name: "Agreed and now" });
  await expect(agreed.getByRole("row", { name: /Measure/ })).toContainText("from 512 to 350 ms");
  await expect(agreed.getByRole("row", { name: /Measure/ })).toContainText("from 512 to 300 ms");
  await check(page, `${CHECKOUT} · Waymark`, "goal");
});

test("a colleague sees a team's goal and may change nothing of it", async ({ reviewed, open, visit, check }) => {
  const page = await open(reviewed, await reviewed.signIn("tomasz.zielinski@halden.example"));
  await visit(page, "/goals?of=company");
  await page.getByRole("link", { name: CHECKOUT, exact: true }).click();
  await expect(page.getByRole("region", { name: "What happened" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Say so" })).toHaveCount(0);
  await check(page, `${CHECKOUT} · Waymark`, "colleague");
});

test("where nobody has a goal yet, the page says what will be there", async ({ asLead: page, visit, check }) => {
  await visit(page, "/goals");
  await check(page, "Goals · Waymark", "none");
});

test("policies are said by administrators and told to everybody", async ({ agreed, open, visit, check, console }) => {
  const page = await open(agreed, await agreed.signIn(accounts.administrator));
  await visit(page, "/admin/goals");
  await check(page, "Policies for goals · Waymark", "policies");
  await page.getByLabel("How many objectives").fill("0");
  console.expectRefusal(422);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("How many objectives")).toHaveAccessibleDescription("A limit is a whole number from 1 to 50.");
  await page.getByLabel("How many objectives").fill("3");
  await page.getByLabel("What is agreed has a measure").selectOption({ label: "Is told, and nothing else is taken" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. It is told from now on")).toBeVisible();
  const mira = await open(agreed, await agreed.signIn(accounts.employee));
  await visit(mira, "/goals/new");
  await expect(mira.getByText(/One person has at most 3 objectives\. Now: \d\./)).toBeVisible();
  await expect(mira.getByText("What is agreed has a measure. Nothing is agreed without.")).toBeVisible();
});

test("a table is looked at before it is imported", async ({ agreed, open, visit, check }) => {
  const page = await open(agreed, await agreed.signIn(accounts.administrator));
  await visit(page, "/admin/goals/import");
  await check(page, "Import goals · Waymark", "import");
  const send = async (text: string) => {
    await page.getByLabel("File").setInputFiles({ name: "goals.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.getByRole("button", { name: "Look at it" }).click();
  };
  await send("Title,Kind,Owner,By\nLearn Norwegian,Learning,Nobody Atall,soon\n");
  await expect(page.getByText("This cannot be imported yet: 1 problem.")).toBeVisible();
  await check(page, "Import goals · Waymark", "import-problems");
  await page.getByRole("button", { name: "Give it up" }).click();
  await expect(page.getByLabel("File")).toBeVisible();
  await send("Title,Kind,Owner,By,Measure,Start,Target\nLearn Norwegian,Learning,Mira Solberg,2027-06-30,Number,0,40\n");
  await expect(page.getByText("1 goal would be made, as proposals.")).toBeVisible();
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByText("1 goal imported, as proposals.")).toBeVisible();
});
