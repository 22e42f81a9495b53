import { type Page } from "@playwright/test";
import { accounts, expect, test } from "../fixtures";

/** Lets Emil leave, and goes to where his name is taken away. */
async function left(page: Page): Promise<void> {
  await page.getByRole("row", { name: "Emil Brandt" }).getByRole("link", { name: "Emil Brandt" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Emil Brandt");
  await page.getByRole("button", { name: "They left" }).click();
  await page.getByRole("link", { name: "Take their name away" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Take the name of Emil Brandt away");
}

test("the name of somebody who left is taken away, and nothing brings it back", async ({ own, open, visit, check, console }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people?search=emil");
  await left(page);
  await check(page, "Take a name away · Waymark", "former");
  const sure = page.getByRole("region", { name: "Take the name away" });
  console.expectRefusal(422);
  await sure.getByLabel("Their name, once more").fill("Emil");
  await sure.getByRole("button").click();
  await expect(sure.getByLabel("Their name, once more")).toHaveAccessibleDescription(/This is not their name\./);
  await sure.getByLabel("Their name, once more").fill("Emil Brandt");
  await sure.getByRole("button").click();
  await expect(page.getByText("Their name is taken away.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Former colleague 1");
  await visit(page, "/people?search=emil+brandt");
  await expect(page.getByRole("main").getByText("Emil Brandt", { exact: true })).toHaveCount(0);
});

test("who is here keeps their name", async ({ asAdministrator: page, visit }) => {
  await visit(page, "/admin/people?search=mira");
  const href = await page.getByRole("link", { name: "Mira Solberg" }).first().getAttribute("href");
  await visit(page, `${href}/anonymise`);
  await expect(page.getByText("They are here. Only who left loses their name.")).toBeVisible();
  await expect(page.getByRole("button", { name: "for good" })).toHaveCount(0);
});
