import { accounts, expect, test } from "../fixtures";

test("the account page", async ({ asEmployee: page, visit, check }) => {
  await visit(page, "/account");
  await check(page, "Account · Waymark", "account");
});

test("a profile is saved, and times show in the zone that was chosen", async ({ own, open, visit, check }) => {
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, "/account");
  await page.getByLabel("Name").fill("Mira Solberg Berg");
  await page.getByLabel("Time zone").fill("America/New_York");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
  await expect(page.getByLabel("Time zone")).toHaveAccessibleDescription(/It is 03:\d\d there now/);
  await check(page, "Account · Waymark", "profile-saved");

  await page.getByRole("link", { name: "Home", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nothing waits for you");
  await expect(page.getByRole("listitem").filter({ hasText: "Mira Solberg Berg" })).toBeVisible();
  await expect(page.getByRole("banner"), "the name at the side").toContainText("Mira Solberg Berg");
});

test("what cannot be saved is said at the field, and nothing typed is lost", async ({ own, open, visit, check, console }) => {
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, "/account");
  console.expectRefusal(422);
  await page.getByLabel("Name").fill("Mira Berg");
  await page.getByLabel("Time zone").fill("Mars/Olympus");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Time zone")).toHaveAccessibleDescription(/There is no such time zone/);
  await expect(page.getByLabel("Time zone"), "what is wrong is read out").toBeFocused();
  await expect(page.getByLabel("Time zone")).toHaveValue("Mars/Olympus");
  await expect(page.getByLabel("Name")).toHaveValue("Mira Berg");
  await check(page, "Account · Waymark", "profile-refused");

  console.expectRefusal(422);
  await page.getByLabel("Name").fill("   ");
  await page.getByLabel("Time zone").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription("A name is needed.");
});

test("of two edits both are shown, and mine can be kept", async ({ own, open, visit, ready, check, console }) => {
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, "/account");
  const tab = await page.context().newPage();
  await visit(tab, "/account");
  await tab.getByLabel("Time zone").fill("Europe/Lisbon");
  await tab.getByRole("button", { name: "Save" }).click();
  await expect(tab.getByText("Your profile is saved.")).toBeVisible();

  console.expectRefusal(422);
  await page.getByLabel("Time zone").fill("Europe/Zagreb");
  await page.getByRole("button", { name: "Save" }).click();
  const conflict = page.getByRole("alert");
  await expect(conflict).toContainText("This was changed while you were writing.");
  await expect(conflict).toContainText("Mira Solberg, Europe/Zagreb");
  await expect(conflict).toContainText("Mira Solberg, Europe/Lisbon");
  await check(page, "Account · Waymark", "profile-conflict");

  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
  await expect(conflict).toHaveCount(0);
  await page.reload();
  await ready(page);
  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Zagreb");
});

test("of two edits the saved one can be kept", async ({ own, open, visit, ready, console }) => {
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, "/account");
  const tab = await page.context().newPage();
  await visit(tab, "/account");
  await tab.getByLabel("Name").fill("Mira Two");
  await tab.getByRole("button", { name: "Save" }).click();
  await expect(tab.getByText("Your profile is saved.")).toBeVisible();

  console.expectRefusal(422);
  await page.getByLabel("Name").fill("Mira One");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").getByRole("link", { name: "Keep the saved one" }).click();
  await expect(page).toHaveURL("/account");
  await ready(page);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.getByLabel("Name")).toHaveValue("Mira Two");
});
