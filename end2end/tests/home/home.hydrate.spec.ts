import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures";

/** The server functions that a page calls from now on. */
function calls(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/fn/")) {
      asked.push(pathname);
    }
  });
  return asked;
}

test("data comes with the page: nothing is asked for again", async ({ asAdministrator: page, visit }) => {
  const asked = calls(page);
  for (const path of ["/", "/account", "/people", "/people/chart", "/teams", "/projects", "/admin/people", "/admin/teams"]) {
    await visit(page, path);
    await page.waitForLoadState("networkidle");
  }
  expect(asked).toEqual([]);
});

test("going from page to page asks once for what the next page shows", async ({ asAdministrator: page, visit }) => {
  await visit(page, "/");
  const asked = calls(page);
  const navigation = page.getByRole("navigation", { name: "Main" });
  await page.getByRole("banner").getByRole("link", { name: /^Ines Moreau/ }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Profile" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(asked.splice(0)).toEqual(["/fn/account/show"]);

  await navigation.getByRole("link", { name: "Administration" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Everybody" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(asked.splice(0)).toEqual(["/fn/people/list"]);

  await navigation.getByRole("link", { name: "Home" }).click();
  await expect(page.getByRole("region", { name: "Waiting" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(asked.splice(0)).toEqual(["/fn/home/show"]);
});

test("going from page to page moves the focus and the title", async ({ asAdministrator: page, visit }) => {
  const main = page.getByRole("main");
  await visit(page, "/");
  await expect(main, "the first page is where the browser put it").not.toBeFocused();
  await main.getByRole("link", { name: "Choose" }).click();
  await expect(page).toHaveTitle("Account · Waymark");
  await expect(main).toBeFocused();
  await expect(page.getByLabel("Name")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Name"), "the first thing on the page").toBeFocused();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Administration" }).click();
  await expect(page).toHaveTitle("People · Waymark");
  await expect(main).toBeFocused();
  await page.goBack();
  await expect(page).toHaveTitle("Account · Waymark");
  await expect(main).toBeFocused();
});

test("a page in another frame takes the focus as well", async ({ visitor: page, visit }) => {
  await visit(page, "/sign-in");
  await expect(page.getByRole("main")).not.toBeFocused();
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page).toHaveTitle("Forgot your password · Waymark");
  await expect(page.getByRole("main")).toBeFocused();
});
