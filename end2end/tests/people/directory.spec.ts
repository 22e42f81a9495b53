import { expect, test } from "../fixtures";

test("everybody is in the directory", async ({ asEmployee: page, visit, check }) => {
  await visit(page, "/people");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("People");
  await check(page, "People · Waymark", "directory");
});

test("a name is found without its accents and with a letter wrong", async ({ asEmployee: page, visit, hydrated }) => {
  await visit(page, "/people");
  const search = page.getByRole("searchbox", { name: "Search" });
  const found = page.getByRole("region", { name: "Directory" }).getByRole("listitem");
  for (const typed of ["zofia dvorak", "zofja dvorak"]) {
    await search.fill(typed);
    if (!hydrated) {
      await page.getByRole("button", { name: "Search" }).click();
    }
    await expect(found).toHaveCount(1);
    await expect(found).toContainText("Zofia Dvořák");
  }
  await expect(page).toHaveURL(/search=zofja/);
});

test("filters narrow the directory down, and nobody is a sentence", async ({ asEmployee: page, visit, check, hydrated }) => {
  await visit(page, "/people");
  const go = async () => {
    if (!hydrated) {
      await page.getByRole("button", { name: "Search" }).click();
    }
  };
  await page.getByLabel("Team").selectOption({ label: "\u2003Payments" });
  await go();
  await expect(page.getByRole("status")).toHaveText("8 people found");
  await page.getByLabel("Role").selectOption("leads");
  await go();
  await expect(page.getByRole("status")).toHaveText("1 person found");
  await expect(page.getByRole("link", { name: "Nadia Perić" }).first()).toBeVisible();
  await page.getByRole("searchbox", { name: "Search" }).fill("qqqqqq");
  await go();
  await expect(page.getByRole("heading", { name: "Nobody is like that" })).toBeVisible();
  await check(page, "People · Waymark", "directory-nobody");
});
