import { expect, test } from "./fixtures";

test("an address that leads nowhere says so and leads home", async ({ asEmployee: page, console, visit, check }) => {
  console.expectStatus(404);
  const answer = await visit(page, "/no/such/page");
  expect(answer?.status()).toBe(404);
  await check(page, "There is no page here · Waymark", "not-found");
  await page.getByRole("link", { name: "Go home" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One thing waits for you");
});

test("what is not one's to see is as if it were not there", async ({ asEmployee: page, console, visit, check }) => {
  console.expectStatus(404);
  const answer = await visit(page, "/admin/people");
  expect(answer?.status()).toBe(404);
  await check(page, "There is no page here · Waymark", "not-yours");
});
