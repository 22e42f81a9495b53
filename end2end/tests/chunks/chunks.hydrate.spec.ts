import { type Page, type Route } from "@playwright/test";
import { expect, test } from "../fixtures";

/** The WebAssembly that a page loads from now on, without hashes. */
function watched(page: Page): string[] {
  const files: string[] = [];
  page.on("request", (request) => {
    const name = /\/assets\/waymark\.(?:([\w-]+)\.)?[0-9a-f]{16}\.wasm$/.exec(request.url());
    if (name) {
      files.push(name[1] ?? "base");
    }
  });
  return files;
}

const chunk = (name: string) => new RegExp(`/assets/waymark\\.${name}\\.[0-9a-f]{16}\\.wasm$`);

test("a page loads its own chunk, and another page's comes when one goes there", async ({ asEmployee, visit }) => {
  const files = watched(asEmployee);
  await visit(asEmployee, "/");
  expect(files).toContain("base");
  expect(files).toContain("home");
  expect(files.filter((file, place) => files.indexOf(file) !== place), "each file once").toEqual([]);
  for (const other of ["account", "people", "teams", "projects", "import", "admin_people"]) {
    expect(files).not.toContain(other);
  }

  const before = files.length;
  await asEmployee.getByRole("link", { name: "Teams" }).click();
  await expect(asEmployee.getByRole("heading", { level: 1, name: "Teams" })).toBeVisible();
  await expect(asEmployee.getByRole("main")).toBeFocused();
  expect(files.slice(before)).toContain("teams");

  // What is there is not asked for again, back and forth.
  const both = files.length;
  await asEmployee.goBack();
  await expect(asEmployee).toHaveTitle("Home · Waymark");
  await asEmployee.goForward();
  await expect(asEmployee).toHaveTitle("Teams · Waymark");
  expect(files.slice(both)).toEqual([]);
});

test("a page whose chunk cannot be loaded is loaded by the browser as a whole", async ({ asEmployee, visit, ready, console }) => {
  await visit(asEmployee, "/");
  let refused = 0;
  await asEmployee.route(chunk("teams"), (route: Route) => (refused++ === 0 ? route.fulfill({ status: 404 }) : route.continue()));
  console.expectStatus(404);
  console.expectError(/TypeError: .*WebAssembly/);
  await asEmployee.evaluate(() => ((window as { before?: boolean }).before = true));
  await asEmployee.getByRole("link", { name: "Teams" }).click();
  await expect(asEmployee).toHaveURL("/teams");
  await ready(asEmployee);
  await expect(asEmployee.getByRole("heading", { level: 1, name: "Teams" })).toBeVisible();
  expect(await asEmployee.evaluate(() => (window as { before?: boolean }).before), "it is another document").toBeUndefined();
  expect(refused).toBeGreaterThan(1);
});

test("without a connection the browser says so, as for any link", async ({ asEmployee, visit, console }) => {
  await visit(asEmployee, "/");
  await asEmployee.context().setOffline(true);
  console.expectAnything(/ERR_INTERNET_DISCONNECTED|TypeError: Failed to fetch/);
  await asEmployee.getByRole("link", { name: "Teams" }).click();
  await expect(asEmployee).toHaveURL(/^chrome-error:/);
  await asEmployee.context().setOffline(false);
});

test("a page that never gets its chunk is a page without JavaScript", async ({ own, open, console }) => {
  const page = await open(own);
  await page.route(chunk("sign_in"), (route: Route) => route.fulfill({ status: 404 }));
  console.expectStatus(404);
  console.expectError(/TypeError: .*WebAssembly/);
  const failed = page.waitForEvent("console", (message) => message.text().includes("WebAssembly"));
  await page.goto("/sign-in");
  await failed;
  await expect(page.locator("html[data-ready]")).toHaveCount(0);
  await page.getByLabel("E-mail").fill("mira.solberg@halden.example");
  await page.getByLabel("Password", { exact: true }).fill("four calm harbours");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.locator("html[data-ready]")).toBeAttached({ timeout: 30_000 });
});

test("a form that is sent before the chunk is there is sent as forms are", async ({ own, open }) => {
  const page = await open(own);
  const held: Route[] = [];
  await page.route(chunk("sign_in"), (route: Route) => void held.push(route));
  await page.goto("/sign-in");
  await expect.poll(() => held.length).toBe(1);
  await page.getByLabel("E-mail").fill("mira.solberg@halden.example");
  await page.getByLabel("Password", { exact: true }).fill("four calm harbours");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/");
});

test("whoever changes their mind while a chunk is on its way sees the page they chose last", async ({ asManager, visit }) => {
  await visit(asManager, "/");
  const held: Route[] = [];
  const holdFirst = (route: Route) => (held.length === 0 ? void held.push(route) : route.continue());
  await asManager.route(chunk("person"), holdFirst);
  const people = asManager.getByRole("main").locator('a[href^="/people/"]');
  const second = people.nth(1);
  const [address, name] = [await second.getAttribute("href"), await second.textContent()];
  await people.nth(0).click();
  await expect.poll(() => held.length).toBe(1);
  // The same page for somebody else: the router begins nothing new for that.
  await second.click();
  await expect(asManager).toHaveURL(address ?? "");
  await expect(asManager.getByRole("heading", { level: 1 })).toHaveText(name ?? "");

  // Another page altogether.
  await visit(asManager, "/");
  await asManager.route(chunk("projects"), (route: Route) => void held.push(route));
  await asManager.getByRole("link", { name: "Projects" }).first().click();
  await expect.poll(() => held.length).toBe(2);
  await asManager.getByRole("link", { name: "Teams" }).click();
  await expect(asManager).toHaveTitle("Teams · Waymark");
  await held[1]?.continue();
  await expect(asManager).toHaveTitle("Teams · Waymark");
});
