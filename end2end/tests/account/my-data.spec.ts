import { accounts, expect, test } from "../fixtures";

test("what is stored about oneself, at once", async ({ own, open, visit, check }) => {
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, "/account");
  await page.getByRole("link", { name: "See my data" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My data");
  await check(page, "My data · Waymark", "my-data");
  const session = page.getByRole("group").filter({ hasText: "Signed in" });
  await expect(session.getByText(/Chrom/)).toBeHidden();
  await session.getByText("Signed in").click();
  await expect(session.getByText(/Chrom/)).toBeVisible();
});

test("the file to take says the same, and that it was taken", async ({ own, open, visit }) => {
  const page = await open(own, await own.signIn(accounts.employee));
  const file = await page.request.get("/account/data.json");
  expect(file.headers()["content-disposition"]).toMatch(/^attachment; filename="my-data-\d{4}-\d\d-\d\d\.json"$/);
  const data: { name: string; sections: { part: string; entries: { heading: string }[] }[] } = await file.json();
  expect(data.name).toBe("Mira Solberg");
  expect(data.sections.find((section) => section.part === "audit")?.entries.map((entry) => entry.heading)).toEqual(["person.exported"]);
  await visit(page, "/account/data");
  await expect(page.getByRole("region", { name: "The audit chain" }).getByRole("group")).toContainText(/You took away all that is stored about yourself.*person\.exported/);
});

test("on paper everything is open", async ({ own, open, visit }) => {
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, "/account/data");
  const browser = page.getByRole("region", { name: "Signing in" }).locator("dd").filter({ hasText: /Chrom/ });
  await expect(browser).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(browser).toBeVisible();
});
