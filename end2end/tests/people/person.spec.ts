import { expect, test } from "../fixtures";

test("a colleague sees what somebody does and for whom", async ({ asEmployee: page, visit, check }) => {
  await visit(page, "/people");
  await page.getByRole("link", { name: "Bjørn Ødegård" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bjørn Ødegård");
  await expect(page.getByRole("region", { name: "Record" }), "not theirs to see").toHaveCount(0);
  await check(page, "Bjørn Ødegård · Waymark", "person");
});

test("the line above somebody sees their record as well", async ({ asManager: page, visit, check }) => {
  await visit(page, "/people");
  await page.getByRole("link", { name: "Mira Solberg" }).first().click();
  await expect(page.getByRole("region", { name: "Record" })).toContainText("H005");
  await check(page, "Mira Solberg · Waymark", "person-in-line");
});

test("nobody is behind an address that is none", async ({ asEmployee: page, visit, console }) => {
  console.expectStatus(404);
  await visit(page, "/people/nobody");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
});
