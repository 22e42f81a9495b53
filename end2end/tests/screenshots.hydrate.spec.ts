//! Pictures of every page to look at, in target/screenshots; and that no page is wider than the screen.

import { type Page } from "@playwright/test";
import { join } from "node:path";
import { type Installation, accounts, expect, test as base } from "./fixtures";

base.describe.configure({ mode: "parallel" });

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const THEMES = ["light", "dark"] as const;

/** The narrowest screen that has to be enough (WCAG 1.4.10). */
const NARROW = { width: 320, height: 640 };

async function fits(page: Page): Promise<void> {
  for (const size of [NARROW, ...Object.values(SIZES)]) {
    await page.setViewportSize(size);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wider, `pixels too wide at ${size.width}`).toBeLessThanOrEqual(0);
  }
}

const test = base.extend<{ picture: (page: Page, name: string) => Promise<void> }>({
  picture: async ({}, use, { project }) => {
    const folder = join(project.testDir, "..", "..", "target", "screenshots");
    await use(async (page, name) => {
      await fits(page);
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport);
        // A screen as tall as the page, so that what keeps to the screen's edge is at the edge of the picture.
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ ...viewport, height });
        for (const colorScheme of THEMES) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`) });
        }
      }
    });
  },
});

/** As long as a name may be, without a place to break it. */
const LONG = "Wolfeschlegelsteinhausenbergerdorff".repeat(4).slice(0, 120);

async function rename(installation: Installation, email: string, name: string): Promise<void> {
  await installation.post(await installation.signIn(email), "/fn/account/save", { name, time_zone: "", version: "0" });
}

test("home", async ({ asEmployee, asLead, asManager, asAdministrator, visit, picture }) => {
  for (const [role, page] of Object.entries({ asEmployee, asLead, asManager, asAdministrator })) {
    await visit(page, "/");
    await picture(page, `home-${role.replace("as", "").toLowerCase()}`);
  }
});

test("home and setting up, where nobody has been yet", async ({ empty, open, visit, picture }) => {
  const page = await open(empty);
  await visit(page, empty.firstLink);
  await picture(page, "setup");
  const administrator = await open(empty, await empty.found("Ada Berg", "ada@halden.example"));
  await visit(administrator, "/");
  await picture(administrator, "home-alone");
  await visit(page, empty.firstLink);
  await picture(page, "set-password-gone");
  await visit(page, "/forgot-password");
  await picture(page, "forgot-password-without-mail");
});

test("account", async ({ own, open, visit, picture, console }) => {
  const session = await own.signIn(accounts.employee);
  await own.signIn(accounts.employee);
  const page = await open(own, session);
  await visit(page, "/account");
  await picture(page, "account");
  const save = page.getByRole("button", { name: "Save" });

  console.expectRefusal(422);
  await page.getByLabel("Time zone").fill("Mars/Olympus");
  await save.click();
  await expect(page.getByLabel("Time zone")).toHaveAttribute("aria-invalid", "true");
  await picture(page, "account-refused");

  await rename(own, accounts.employee, "Mira Two");
  console.expectRefusal(422);
  await page.getByLabel("Time zone").fill("Europe/Zagreb");
  await save.click();
  await expect(page.getByRole("alert")).toContainText("changed while you were writing");
  await picture(page, "account-conflict");

  await page.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
  await picture(page, "account-saved");
});

test("people", async ({ asAdministrator, empty, open, visit, picture, console }) => {
  await visit(asAdministrator, "/admin/people");
  await picture(asAdministrator, "people");

  const page = await open(empty, await empty.found("Ada Berg", "ada@halden.example"));
  await visit(page, "/admin/people");
  await page.getByLabel("Name").fill("Greta Nowak");
  await page.getByLabel("E-mail").fill("greta@halden.example");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const link = page.getByLabel("Link", { exact: true });
  await expect(link).toBeVisible();
  await picture(page, "people-link");
  const visitor = await open(empty);
  await visit(visitor, await link.inputValue());
  await picture(visitor, "set-password");

  console.expectRefusal(422);
  await page.getByLabel("Name").fill("Greta Two");
  await page.getByLabel("E-mail").fill("greta@halden.example");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByLabel("E-mail")).toHaveAttribute("aria-invalid", "true");
  await picture(page, "people-refused");
});

test("signing in, and being lost", async ({ own, open, asEmployee, visit, picture, console }) => {
  const page = await open(own);
  await visit(page, "/sign-in");
  await picture(page, "sign-in");
  console.expectRefusal(422);
  await page.getByLabel("E-mail").fill(accounts.employee);
  await page.getByLabel("Password", { exact: true }).fill("four wild harbours");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await picture(page, "sign-in-refused");
  await visit(page, "/forgot-password");
  await picture(page, "forgot-password");
  await visit(page, "/forgot-password?done=asked");
  await picture(page, "forgot-password-asked");
  console.expectStatus(404);
  await visit(page, "/no/such/page");
  await picture(page, "not-found");
  console.expectStatus(404);
  await visit(asEmployee, "/admin/people");
  await picture(asEmployee, "not-yours");
});

test("the longest names fit on every page", async ({ own, open, visit, picture }) => {
  await rename(own, accounts.employee, LONG);
  await rename(own, accounts.manager, `${"Ng ".repeat(40)}`);
  const administrator = await own.signIn(accounts.administrator);
  const invited = { name: LONG, email: `${"w".repeat(64)}@halden.example`, title: LONG };
  await own.post(administrator, "/fn/people/invite", invited);
  for (const [account, paths] of [
    [accounts.employee, { home: "/", account: "/account" }],
    [accounts.administrator, { people: "/admin/people" }],
  ] as const) {
    const page = await open(own, await own.signIn(account));
    for (const [name, path] of Object.entries(paths)) {
      await visit(page, path);
      await picture(page, `long-names-${name}`);
    }
  }
});
