import { accounts, expect, test } from "../fixtures";

test("an administrator looks at what retention would do, and then says so", async ({ own, open, visit, ready, check }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people");
  await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Retention" }).click();
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Retention");
  await check(page, "Retention · Waymark", "default");

  await page.getByLabel("Texts of personal reviews, in months").fill("5");
  await page.getByRole("button", { name: "See what it would do" }).click();
  await ready(page);
  await expect(page.getByLabel("Texts of personal reviews, in months")).toHaveAccessibleDescription(/Write a whole number from 6 to 240, or nothing\./);
  await expect(page.getByRole("button", { name: "Save this" })).toHaveCount(0);
  await check(page, "Retention · Waymark", "refused");

  await page.getByLabel("Texts of personal reviews, in months").fill("24");
  await page.getByLabel("People who left, in months").fill("12");
  await page.getByRole("button", { name: "See what it would do" }).click();
  await ready(page);
  await expect(page.getByRole("region", { name: "What it would do" })).toContainText("kept for 24 months");
  await check(page, "Retention · Waymark", "would");
  await page.getByRole("button", { name: "Save this" }).click();
  await expect(page.getByText("Saved. What is due now is announced below")).toBeVisible();
  await expect(page.getByLabel("Texts of personal reviews, in months")).toHaveValue("24");
  await expect(page.getByRole("link", { name: "Anonymise Gunnar Eide" })).toBeVisible();
  await check(page, "Retention · Waymark", "saved");
});

test("of two who change it at once, one is told", async ({ own, open, visit, ready, console }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/retention?reviews=36&left=&look=1");
  const tab = await page.context().newPage();
  await visit(tab, "/admin/retention?reviews=12&left=&look=1");
  await tab.getByRole("button", { name: "Save this" }).click();
  await expect(tab.getByText("Saved. What is due now is announced below")).toBeVisible();
  console.expectRefusal(422);
  await page.getByRole("button", { name: "Save this" }).click();
  await ready(page);
  await expect(page.getByRole("alert")).toContainText("Now it is: Texts of personal reviews are kept for 12 months");
  await page.getByRole("button", { name: "Save this" }).click();
  await expect(page.getByText("Saved. What is due now is announced below")).toBeVisible();
  await expect(page.getByLabel("Texts of personal reviews, in months")).toHaveValue("36");
});
