import { type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { accounts, expect, test } from "../fixtures";

async function send(page: Page, text: string): Promise<void> {
  await page.getByLabel("File", { exact: true }).setInputFiles({ name: "q.toml", mimeType: "application/toml", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Look at it" }).click();
}

/** What a link downloads. */
async function download(page: Page, link: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link }).click()]);
  return readFile(await file.path(), "utf8");
}

test("a file is looked at, mended and taken over", async ({ own, open, visit, ready, check }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/questionnaires");
  const example = await download(page, "An example");
  await send(page, example.replace('kind = "single"', 'kind = "singel"').replace('title = "Cohesion"', 'titel = "Cohesion"'));
  await ready(page);
  await expect(page.getByRole("region", { name: "Mistakes" })).toContainText(/Line \d+/);
  await expect(page.getByRole("button", { name: "Make it" })).toHaveCount(0);
  await check(page, "A questionnaire from a file · Waymark", "mistakes");

  await send(page, example);
  await ready(page);
  await expect(page.getByText("A new questionnaire:")).toBeVisible();
  await page.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByText("The questionnaire is what the file says.")).toBeVisible();
});

test("a file says what it would do to a questionnaire that surveys use", async ({ own, open, visit, ready, check }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/questionnaires/team-review");
  const text = (await page.locator(".item .what").first().textContent()) ?? "";
  const file = await download(page, "Export");
  expect(file).toContain(text);
  await visit(page, "/admin/questionnaires");
  await send(page, file.replace(text, "When I am stuck, nobody helps."));
  await ready(page);
  await expect(page.getByRole("region", { name: "Changed" })).toContainText("Their trends start anew.");
  await check(page, "A questionnaire from a file · Waymark", "differences");
  await page.getByRole("button", { name: "Take it over" }).click();
  await expect(page.getByText("The questionnaire is what the file says.")).toBeVisible();
  await expect(page.locator(".item .what").first()).toHaveText("When I am stuck, nobody helps.");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("It is as it was before.")).toBeVisible();
  await expect(page.locator(".item .what").first()).toHaveText(text);

  await visit(page, "/admin/questionnaires");
  await send(page, file);
  await ready(page);
  await expect(page.getByText("is like this already. Nothing would change.")).toBeVisible();
  await page.getByRole("button", { name: "Give it up" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Questionnaires");
  await page.goBack();
  await visit(page, "/admin/questionnaire-file?file=none");
  await expect(page.getByText("No file waits here")).toBeVisible();
});
