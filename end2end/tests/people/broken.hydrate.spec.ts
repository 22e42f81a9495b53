import { expect, test } from "../fixtures";

test("a page whose data cannot be had says so, with the code that is in the log", async ({
  asAdministrator: page,
  visit,
  audit,
  console,
}) => {
  await visit(page, "/");
  console.expectStatus(500);
  await page.route("**/fn/people/list*", (route) =>
    route.fulfill({
      status: 500,
      headers: { serverfnerror: "1", "x-error-id": "0a1b2c3d" },
      json: { Internal: { id: "0a1b2c3d" } },
    }),
  );
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Administration" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page could not be loaded");
  await expect(page.getByRole("main")).toContainText("Nothing was changed. Tell your administrator the code 0a1b2c3d.");
  await audit(page);
  await page.unroute("**/fn/people/list*");
  await page.getByRole("link", { name: "Go home" }).click();
  await expect(page.getByRole("region", { name: "Waiting" })).toBeVisible();
});
