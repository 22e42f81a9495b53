import { accounts, expect, test } from "../fixtures";

test("an administrator looks who gets a review, launches them, sees how far they are, and calls them off", async ({ own, open, visit, ready, check }) => {
  test.setTimeout(120_000);
  const administrator = await own.signIn(accounts.administrator);
  const page = await open(own, administrator);
  await own.post(administrator, "/fn/cycles/create", { name: "2027 H1", starts: "2027-01-01", ends: "2027-06-30" });
  await visit(page, "/admin/cycles");
  await page.getByRole("link", { name: "2027 H1" }).click();
  await ready(page);
  await page.getByRole("link", { name: "Launch personal reviews" }).click();
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Launch personal reviews");
  await expect(page.getByLabel("Written by"), "days are proposed").toHaveValue("2027-01-25");
  await check(page, "Launch personal reviews · Waymark", "begin");

  // What is wrong is said at its field, and what was typed is still there.
  await page.getByLabel("Shared by").fill("2027-01-20");
  await page.getByLabel("These people").check();
  await page.getByLabel("People", { exact: true }).fill("Mira Solberg\nsunniva.haugen@halden.example\nStig Rønning\nZofia Dvořák");
  await page.getByRole("button", { name: "Look who gets one" }).click();
  await ready(page);
  await expect(page.getByText("This is before the day that comes before it.")).toBeVisible();
  await expect(page.getByLabel("People", { exact: true })).toHaveValue(/Mira Solberg\n.*\nStig Rønning\nZofia/);
  await page.getByLabel("Shared by").fill("2027-02-01");
  await page.getByRole("button", { name: "Look who gets one" }).click();
  await ready(page);
  await expect(page.getByRole("button", { name: "Launch 2 reviews" })).toBeVisible();
  await check(page, "Launch personal reviews · Waymark", "preview");
  await page.getByRole("button", { name: "Launch 2 reviews" }).click();
  await expect(page.getByText("The reviews are launched.")).toBeVisible();
  await check(page, "Personal reviews, 2027 H1 · Waymark", "progress");

  await page.getByLabel("Search").fill("zofia");
  await page.getByRole("button", { name: "Show" }).click();
  await ready(page);
  await expect(page.getByRole("region", { name: "One by one" }).getByRole("rowheader")).toHaveText(["Zofia Dvořák"]);
  await page.getByRole("navigation", { name: "Above" }).getByRole("link", { name: "2027 H1" }).click();
  await ready(page);
  await expect(page.getByRole("region", { name: "Personal reviews" })).toContainText("2 of");
  await page.getByRole("link", { name: "Not begun" }).click();
  await ready(page);
  await expect(page.getByRole("region", { name: "One by one" }).getByRole("rowheader")).toHaveText(["Mira Solberg", "Zofia Dvořák"]);

  // Her manager is somebody else now, who gets the review.
  await visit(page, "/admin/people?search=mira");
  await page.getByRole("row", { name: "Mira Solberg" }).getByRole("link", { name: "Mira Solberg" }).click();
  await page.getByRole("region", { name: "Record" }).getByLabel("Manager").fill("Nadia Perić");
  await page.getByRole("region", { name: "Record" }).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Their record is saved.")).toBeVisible();
  await visit(page, "/admin/cycles");
  await page.getByRole("link", { name: "2027 H1" }).click();
  await ready(page);
  await page.getByRole("link", { name: /^Personal review, launched/ }).click();
  await ready(page);
  await page.getByRole("link", { name: "1 review is held by somebody who is not their manager now" }).click();
  await ready(page);
  await page.getByRole("button", { name: /^Give it to Nadia Perić/ }).click();
  await expect(page.getByText("Their manager holds the review now.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Call it off" }), "something was done with one").toHaveCount(0);

  // A launch that nobody has touched is called off.
  const cycle = await page.getByRole("navigation", { name: "Above" }).getByRole("link", { name: "2027 H1" }).getAttribute("href");
  await visit(page, `${cycle ?? ""}/reviews`);
  await page.getByLabel("These teams, with all teams within them").check();
  await page.getByRole("button", { name: "Look who gets one" }).click();
  await ready(page);
  await expect(page.getByText("Choose at least one team that is there.")).toBeVisible();
  await page.getByRole("checkbox", { name: /^Timetables/ }).check();
  await page.getByRole("button", { name: "Look who gets one" }).click();
  await ready(page);
  await page.getByRole("button", { name: /^Launch \d+ reviews$/ }).click();
  await expect(page.getByText("The reviews are launched.")).toBeVisible();
  await page.getByRole("button", { name: "Call it off" }).click();
  await expect(page.getByText("The launch is called off: its reviews are gone.")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Personal review, launched/ }), "the other one stays").toHaveCount(1);
  await check(page, "2027 H1 · Waymark", "cycle");
});
