//! What is written saves itself, and nothing of it is lost: by two tabs, without a line, on the way out, before the page is alive, by far too much.

import { type Page } from "@playwright/test";
import { OWN, addressOf, expect, saved, sharing, testWithReviews } from "./reviews";

const SAVE = "**/fn/reviews/save";
const OTHERS = "How did you make the work of others better?";

const test = testWithReviews().extend<{ signedIn: (name: string) => Promise<{ page: Page; stored: () => Promise<string> }> }>({
  /** Somebody before their half, which `stored` reads as the server has it. */
  signedIn: async ({ launched, open }, use) =>
    use(async (name) => {
      const session = await launched.installation.signIn(addressOf(name));
      const page = await open(launched.installation, session);
      return { page, stored: () => launched.installation.read(session, launched.own) };
    }),
});

test("two tabs write into different fields, and both texts stay", async ({ launched, signedIn, visit }) => {
  const { page: one } = await signedIn("Mira Solberg");
  const other = await one.context().newPage();
  await visit(one, launched.own);
  await visit(other, launched.own);
  await one.getByLabel(OWN.best).fill("Written here.");
  await other.getByLabel(OTHERS).fill("Written there.");
  await saved(one, true);
  await saved(other, true);
  await one.getByLabel(OWN.best).fill("Written here, and more.");
  await saved(one, true);
  await visit(other, launched.own);
  await expect(other.getByLabel(OWN.best)).toHaveValue("Written here, and more.");
  await expect(other.getByLabel(OTHERS)).toHaveValue("Written there.");
});

test("two tabs write into the same field: the second is shown both texts, and chooses", async ({ launched, signedIn, visit, audit, console }) => {
  const { page: one, stored } = await signedIn("Zofia Dvořák");
  const other = await one.context().newPage();
  await visit(one, launched.own);
  await visit(other, launched.own);
  const meeting = (page: Page) => page.getByRole("alert").filter({ hasText: "Another page or device wrote here meanwhile." });
  await one.getByLabel(OWN.best).fill("What one tab wrote.");
  await saved(one, true);

  console.expectRefusal(422);
  await other.getByLabel(OWN.best).fill("What the other wrote.");
  await expect(meeting(other)).toContainText("What one tab wrote.");
  await expect(other.getByLabel(OWN.best)).toHaveValue("What the other wrote.");
  await expect(sharing(other).getByRole("status")).toHaveText("Another page or device wrote here as well: choose what stays.");
  expect(await stored()).toContain("What one tab wrote.");
  await audit(other);
  await meeting(other).getByRole("button", { name: "Keep what I wrote" }).click();
  await expect(meeting(other)).toHaveCount(0);
  await saved(other, true);
  expect(await stored()).toContain("What the other wrote.");

  console.expectRefusal(422);
  await one.getByLabel(OWN.best).fill("What nobody needs.");
  await expect(meeting(one)).toContainText("What the other wrote.");
  await meeting(one).getByRole("button", { name: "Take what is stored" }).click();
  await expect(meeting(one)).toHaveCount(0);
  await expect(one.getByLabel(OWN.best)).toHaveValue("What the other wrote.");
  // From here on it has seen that.
  await one.getByLabel(OWN.best).fill("What the other wrote, and more.");
  await saved(one, true);
  expect(await stored()).toContain("What the other wrote, and more.");
});

test("without a line it says so, keeps the text on this device, and saves it when the line is back", async ({ launched, signedIn, visit, ready, audit, console }) => {
  const { page, stored } = await signedIn("Jonas Lindqvist");
  console.expectAnything(/ERR_CONNECTION_RESET|ERR_FAILED/);
  // What a page sends while it is left does not arrive either.
  await page.addInitScript(() => {
    Navigator.prototype.sendBeacon = () => false;
  });
  await page.route(SAVE, (route) => route.abort("connectionreset"));
  const waits = sharing(page).getByText("Not saved yet: the server does not answer. This device keeps it, and it is tried again.");
  await visit(page, launched.own);
  await page.getByLabel(OWN.best).fill("Written in a tunnel.");
  await expect(waits).toBeVisible();
  await audit(page);
  await page.reload();
  await ready(page);
  await expect(page.getByLabel(OWN.best)).toHaveValue("Written in a tunnel.");
  await expect(waits).toBeVisible();
  expect(await stored()).not.toContain("Written in a tunnel.");
  await page.unroute(SAVE);
  await expect(sharing(page).getByText("Saved", { exact: true })).toBeVisible({ timeout: 30_000 });
  expect(await stored()).toContain("Written in a tunnel.");
});

test("two tabs without a line wrote into the same field: neither text is lost", async ({ launched, signedIn, visit, console }) => {
  const { page: one, stored } = await signedIn("Jonas Lindqvist");
  const context = one.context();
  console.expectAnything(/ERR_CONNECTION_RESET|ERR_FAILED/);
  await context.addInitScript(() => {
    Navigator.prototype.sendBeacon = () => false;
  });
  await context.route(SAVE, (route) => route.abort("connectionreset"));
  const other = await context.newPage();
  const texts = ["Written in one tunnel.", "Written in another."];
  for (const page of [one, other]) {
    await visit(page, launched.own);
  }
  for (const [at, page] of [one, other].entries()) {
    await page.getByLabel(OWN.improve).fill(texts[at] ?? "");
    await expect(sharing(page).getByText("Not saved yet", { exact: false })).toBeVisible();
  }
  await one.close();
  await other.close();
  await context.unroute(SAVE);
  const page = await context.newPage();
  await visit(page, launched.own);
  const field = page.getByLabel(OWN.improve);
  await saved(page, true);
  const first = await field.inputValue();
  expect(texts).toContain(first);
  expect(await stored()).toContain(first);
  // The next time both are there to choose from.
  await visit(page, launched.own);
  const meeting = page.getByRole("alert").filter({ hasText: "Another page or device wrote here meanwhile." });
  await expect(meeting).toContainText(first);
  const second = texts.find((text) => text !== first) ?? "";
  await expect(field).toHaveValue(second);
  await meeting.getByRole("button", { name: "Keep what I wrote" }).click();
  await saved(page, true);
  expect(await stored()).toContain(second);
});

test("what was typed just before the page was closed arrives", async ({ launched, signedIn, visit }) => {
  const { page, stored } = await signedIn("Priya Raman");
  await visit(page, launched.own);
  await page.getByLabel(OWN.best).fill("Typed on the way out.");
  await page.close({ runBeforeUnload: true });
  await expect.poll(stored).toContain("Typed on the way out.");
});

test("what was typed and chosen before the page was alive is saved", async ({ launched, signedIn, visit, ready }) => {
  const { page } = await signedIn("Aiko Tanaka");
  let wake = () => {};
  const awake = new Promise<void>((resolve) => (wake = resolve));
  await page.route("**/*.wasm", async (route) => {
    await awake;
    await route.continue();
  });
  await page.goto(launched.own, { waitUntil: "commit" });
  await page.getByLabel(OWN.best).fill("Typed too early.");
  await page.getByRole("radio", { name: "Leading people" }).check();
  wake();
  await ready(page);
  await saved(page, true);
  await expect(page.getByLabel(OWN.best)).toHaveValue("Typed too early.");
  await visit(page, launched.own);
  await expect(page.getByLabel(OWN.best)).toHaveValue("Typed too early.");
  await expect(page.getByRole("radio", { name: "Leading people" })).toBeChecked();
});

test("a megabyte that is pasted is not sent: what was there stays, and what is left of it is saved", async ({ launched, signedIn, visit }) => {
  const { page, stored } = await signedIn("Mira Solberg");
  await visit(page, launched.own);
  const field = page.getByLabel("What held you back?");
  await field.fill("What was there.");
  await saved(page, true);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/fn/reviews/save")) {
      sent.push(request.postData() ?? "");
    }
  });
  await field.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText("Sixteen letters ".repeat(65_536));
  await expect(page.getByText("This has 1,048,576 characters, and at most 20,000 are kept. It stays here until you shorten it.")).toBeVisible();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(sharing(page).getByRole("status")).toHaveText("Something does not fit yet; what is wrong stands at its field.");
  // Other fields are saved meanwhile.
  const answered = page.waitForResponse(SAVE);
  await page.getByLabel("What did you learn, and how do you use it?").fill("To copy less.");
  expect((await answered).status()).toBe(200);
  expect(sent).toHaveLength(1);
  expect(sent[0]).not.toContain("Sixteen");
  expect(await stored()).toContain("What was there.");
  await field.fill("What is left of it.");
  await saved(page, true);
  await expect(field).not.toHaveAttribute("aria-invalid");
  expect(await stored()).toContain("What is left of it.");
});
