import { accounts, expect, test } from "../fixtures";

test("what is being typed stays when the page reads its data anew, and is saved over nobody's change", async ({
  own,
  open,
  visit,
  console,
}) => {
  const page = await open(own, await own.signIn(accounts.employee));
  await own.signIn(accounts.employee);
  await visit(page, "/account");
  const tab = await page.context().newPage();
  await visit(tab, "/account");
  await tab.getByLabel("Time zone").fill("Europe/Lisbon");
  await tab.getByRole("button", { name: "Save" }).click();
  await expect(tab.getByText("Your profile is saved.")).toBeVisible();

  await page.getByLabel("Name").fill("Mira Berg");
  await page.getByRole("button", { name: /^Sign out Chrome/ }).click();
  await expect(page.getByText("That browser is signed out.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Sign out Chrome/ })).toHaveCount(0);
  await expect(page.getByLabel("Name")).toHaveValue("Mira Berg");

  console.expectRefusal(422);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("This was changed while you were writing.");
});
