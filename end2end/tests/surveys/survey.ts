//! Launching surveys and answering them, as people do.

import { type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { type Installation, expect, test as base } from "../fixtures";

/** What is launched. */
export interface Wanted {
  kind: "company" | "team";
  name: string;
  /** Whether answers carry names. */
  open?: boolean;
  /** The teams that are asked; all, where none is named. */
  teams?: string[];
}

interface Given {
  /** Answers the section that is shown, and goes on: every scale with this, or one after the other; says what comes then. */
  answerSection: (page: Page, points: string) => Promise<string>;
  /** Answers everything with the keyboard, from the first page to the last; what is there to be looked over. */
  answerAll: (page: Page, path: string, points: string) => Promise<void>;
  /** Finds on somebody's home page that results are out, and goes there. */
  resultsFromHome: (page: Page, name: string) => Promise<void>;
  /** Makes a cycle and launches a survey in it, page by page, as an administrator. Says where it is answered. */
  launch: (page: Page, wanted: Wanted) => Promise<string>;
}

export const test = base.extend<Given>({
  launch: async ({ visit, ready }, use) =>
    use(async (page, { kind, name, open, teams }) => {
      await visit(page, "/admin/cycles");
      const cycle = page.getByRole("link", { name: "2027 H1", exact: true });
      if ((await cycle.count()) > 0) {
        await cycle.click();
      } else {
        await page.getByLabel("Name").fill("2027 H1");
        await page.getByLabel("First day").fill("2027-01-01");
        await page.getByLabel("Last day").fill("2027-06-30");
        await page.getByRole("button", { name: "Begin the cycle" }).click();
      }
      await expect(page.getByRole("heading", { level: 1, name: "2027 H1" })).toBeVisible();
      await page.getByRole("link", { name: `Launch a ${kind} review` }).click();
      await expect(page.getByRole("heading", { level: 1, name: `Launch a ${kind} review` })).toBeVisible();
      await page.getByLabel("Name").fill(name);
      if (open) {
        await page.getByLabel("Answers").selectOption({ label: "With names, for teams that want to talk openly" });
      }
      if (teams) {
        await page.getByLabel("These teams").check();
        for (const team of teams) {
          await page.getByRole("checkbox", { name: new RegExp(`^${team} `) }).check();
        }
      }
      await page.getByRole("button", { name: "See what it would lead to" }).click();
      await ready(page);
      await page.getByRole("button", { name: "Launch it" }).click();
      await expect(page.getByText("The survey is launched.")).toBeVisible();
      const id = /\/admin\/surveys\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? "";
      expect(id, "the survey's address").not.toBe("");
      return `/surveys/${id}`;
    }),

  resultsFromHome: async ({ visit }, use) =>
    use(async (page, name) => {
      const news = page.getByRole("listitem").filter({ hasText: `${name}: the results are out` });
      // It is counted by a job.
      await expect(async () => {
        await visit(page, "/");
        await expect(news).toBeVisible({ timeout: 1000 });
      }).toPass({ timeout: 30_000 });
      await news.getByRole("link", { name: "See results" }).click();
      await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    }),

  answerSection: async ({}, use) =>
    use(async (page, points) => {
      await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
      const count = await page.locator("fieldset.asked").count();
      for (let number = 0; number < count; number++) {
        await page.keyboard.press(points[number % points.length] ?? "3");
      }
      const next = page.locator(".foot .go");
      const word = (await next.textContent()) ?? "";
      await next.click();
      return word;
    }),
  answerAll: async ({ visit, answerSection }, use) =>
    use(async (page, path, points) => {
      await visit(page, path);
      await page.getByRole("link", { name: "Begin" }).click();
      for (let word = ""; word !== "Look it over"; ) {
        word = await answerSection(page, points);
      }
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Look it over");
    }),
});

/** Sends what is looked over. */
export async function send(page: Page, word = "Send my answers"): Promise<void> {
  await page.getByRole("button", { name: word }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your answers are in. Thank you.");
}

/** What is downloaded as JSON from a page of results. */
export async function release(page: Page): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "As JSON" }).click()]);
  return readFile(await download.path(), "utf8");
}

export { expect };
export type { Installation };
