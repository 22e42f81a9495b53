import { expect, test } from "../fixtures";

test("the first administrator comes by the link that an empty installation prints", async ({
  empty,
  open,
  visit,
  check,
  console,
}) => {
  const page = await open(empty);
  await visit(page, empty.firstLink);
  await check(page, "Set up · Waymark", "setup");

  console.expectRefusal(422);
  await page.getByLabel("Your name").fill("Ada Berg");
  await page.getByLabel("E-mail").fill("ada@halden.example");
  await page.getByLabel("Password", { exact: true }).fill("ada berg ada berg");
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/This is made of your name/);
  await expect(page.getByLabel("Password", { exact: true }), "what is wrong is read out").toBeFocused();
  await expect(page.getByLabel("Your name"), "what was typed is still there").toHaveValue("Ada Berg");
  await expect(page.getByLabel("E-mail")).toHaveValue("ada@halden.example");
  await check(page, "Set up · Waymark", "setup-refused");

  await page.getByLabel("Password", { exact: true }).fill("a quiet walk along the fjord");
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Two things wait for you");
  await check(page, "Home · Waymark", "home-alone");
  await page.getByRole("link", { name: "Invite", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("People");

  const other = await open(empty);
  await visit(other, empty.firstLink);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("This link does not work any more");
});
