import { expect, test } from "../fixtures";

test("the link is copied by a button that says so", async ({ empty, open, visit }) => {
  const page = await open(empty, await empty.found("Ada Berg", "ada@halden.example"));
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await visit(page, "/admin/people");
  await page.getByLabel("Name").fill("Greta Nowak");
  await page.getByLabel("E-mail").fill("greta@halden.example");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByRole("button", { name: "Copied", exact: true })).toBeVisible();
  const link = await page.getByLabel("Link", { exact: true }).inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
});

test("where the browser has no clipboard to offer, the link is selected", async ({ empty, open, visit }) => {
  const page = await open(empty, await empty.found("Ada Berg", "ada@halden.example"));
  // As over plain http from another machine.
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined }));
  await visit(page, "/admin/people");
  await page.getByLabel("Name").fill("Greta Nowak");
  await page.getByLabel("E-mail").fill("greta@halden.example");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  const link = page.getByLabel("Link", { exact: true });
  await expect(link).toBeFocused();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(await link.inputValue());
  await expect(page.getByRole("button", { name: "Copied", exact: true })).toHaveCount(0);
});
