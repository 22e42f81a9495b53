//! Personal reviews: launched for people of Payments, and written and shared as people do, with JavaScript and without.

import { type Locator, type Page, expect } from "@playwright/test";
import { Installation, accounts, test as base } from "../fixtures";
import type { Session } from "../installation";

/** Reviews that were launched, and where they are. */
export interface Launched {
  installation: Installation;
  /** The cycle that begins, by its id. */
  cycle: string;
  /** The cycle whose goals are graded, by its id. */
  last: string;
  /** The page of somebody's review, as they see it. */
  own: string;
  /** The same, as its manager sees it. */
  of: (name: string) => string;
  /** Where a peer writes who was asked about somebody. */
  input: (name: string) => string;
  /** The id of somebody who has a review, or of another who was named. */
  id: (name: string) => string;
  /** The name of a review in what forms send. */
  which: (name: string) => { cycle: string; person: string };
}

interface Shared {
  /** Reviews of five people whose manager Viktor is, for the tests of a file: each has somebody of its own. */
  launched: Launched;
}

/** Who has a review there. */
export const FIVE = ["Mira Solberg", "Zofia Dvořák", "Jonas Lindqvist", "Priya Raman", "Aiko Tanaka"];

/**
 * The tests of a file that calls this have a server of their own. A worker keeps what it has from file to file as long as it is made
 * by the same function, and half a review that an earlier file shared cannot be written again.
 */
export const testWithReviews = () =>
  base.extend<object, Shared>({
    launched: [
      async ({}, use) => {
        const installation = await Installation.demo();
        await use(await launch(installation, FIVE, ["Emil Brandt"]));
        await installation.stop();
      },
      { scope: "worker" },
    ],
  });

export { expect };
export { accounts, test } from "../fixtures";

/** The address with which somebody signs in. */
export function addressOf(name: string): string {
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return `${plain.replaceAll(" ", ".")}@halden.example`;
}

/** The id in the first link to this name on a page. */
function linked(page: string, folder: string, name: string): string {
  const id = new RegExp(`/${folder}/([0-9a-f-]{36})"[^>]*>${name}<`).exec(page)?.[1];
  expect(id, `a link to ${name}`).toBeDefined();
  return id ?? "";
}

/** Launches reviews of these people, who look back on a half-year that is over; `others` are known by their ids as well. */
export async function launch(installation: Installation, names: string[], others: string[] = []): Promise<Launched> {
  const administrator = await installation.signIn(accounts.administrator);
  await installation.post(administrator, "/fn/cycles/create", { name: "2026 H2", starts: "2026-07-01", ends: "2026-12-31" });
  await installation.post(administrator, "/fn/cycles/create", { name: "2027 H1", starts: "2027-01-01", ends: "2027-06-30" });
  const cycles = await installation.read(administrator, "/admin/cycles");
  const [cycle, last] = [linked(cycles, "admin/cycles", "2027 H1"), linked(cycles, "admin/cycles", "2026 H2")];
  await installation.post(administrator, "/fn/reviews/launch", {
    cycle,
    questionnaire: "personal-review",
    back: last,
    prepare: "2027-01-25",
    share: "2027-02-01",
    talk: "2027-02-15",
    sign: "2027-02-22",
    who: "people",
    people: names.join("\n"),
  });
  const ids = new Map<string, string>();
  for (const name of [...names, ...others]) {
    const found = await installation.read(administrator, `/people?search=${encodeURIComponent(name)}`);
    ids.set(name, linked(found, "people", name));
  }
  const id = (name: string) => ids.get(name) ?? "";
  return {
    installation,
    cycle,
    last,
    own: `/review/${cycle}`,
    of: (name) => `/review/${cycle}/${id(name)}`,
    input: (name) => `/review/${cycle}/${id(name)}/input`,
    id,
    which: (name) => ({ cycle, person: id(name) }),
  };
}

/** Proposes a goal of the half-year that is over, for who is signed in. */
export async function lastGoal({ installation, last }: Launched, session: Session, title: string): Promise<void> {
  await installation.post(session, "/fn/goals/begin", {
    "goal[kind]": "commitment",
    "goal[whose]": "me",
    "goal[cycle]": last,
    "terms[title]": title,
    // Its half-year is over, and nothing is made that is due in the past.
    "terms[due]": "2027-01-15",
    "terms[measure]": "number",
    "terms[start]": "180",
    "terms[target]": "60",
    "terms[unit]": "s",
  });
}

/** Saves answers of who is signed in as their half of somebody's review, which was never written before. */
export async function saveAtOnce(launched: Launched, session: Session, name: string, answers: Record<string, string>): Promise<void> {
  const written = Object.entries(answers).flatMap(([id, text]) => [
    [`written[text][answer.${id}]`, text],
    [`written[seen][answer.${id}]`, "0"],
  ]);
  await launched.installation.post(session, "/fn/reviews/save", { ...launched.which(name), ...Object.fromEntries(written) });
}

/** The questions that have to be answered, as the person is asked. */
export const OWN = {
  best: "Which results of this cycle are you proud of?",
  improve: "Which one or two skills would make the greatest difference to your work?",
};

/** The same, as their manager is. */
export const MANAGER = {
  best: "Which of their results made a difference, and for whom?",
  improve: "Which one or two skills would make the greatest difference to their work?",
};

/** What has to be answered, by its ids: a half with this can be shared. */
export function required(text: string): Record<string, string> {
  return { "achievements-best": text, "improvement-areas": text };
}

/** The card below a half, where it is shared. */
export const sharing = (page: Page) => page.getByRole("region", { name: "Share it" });

/** A goal that is looked back on. */
export function past(page: Page, title: string): Locator {
  return page.locator(".past").filter({ has: page.getByRole("link", { name: title, exact: true }) });
}

/** A question that both answered. */
export function asked(page: Page, question: string): Locator {
  return page.locator(".one").filter({ has: page.getByRole("heading", { name: question }) });
}

/** The goals of the cycle that begins. */
export const ahead = (page: Page) => page.getByRole("region", { name: "Goals of 2027 H1" });

/** Waits until what was written is saved; without JavaScript the button does it. */
export async function saved(page: Page, hydrated: boolean): Promise<void> {
  if (hydrated) {
    await expect(sharing(page).getByText("Saved", { exact: true })).toBeVisible();
  } else {
    await page.locator("form#half").getByRole("button", { name: "Save", exact: true }).last().click();
    await expect(page.getByText("Saved. Nobody else sees it before you share it.")).toBeVisible();
  }
}

/** Shares a half. */
export async function share(page: Page, hydrated: boolean): Promise<void> {
  await page.getByRole("button", { name: hydrated ? "Share my half" : "Save and share my half", exact: true }).click();
  await expect(page.getByText("Shared.", { exact: true })).toBeVisible();
}

/** Drafts a goal in a review. */
export async function draft(page: Page, title: string, fill: (form: Locator) => Promise<void>): Promise<void> {
  const form = ahead(page);
  await form.getByText("Draft a goal", { exact: true }).click();
  await form.getByLabel("Title").fill(title);
  await fill(form);
  await form.getByRole("button", { name: "Propose it" }).click();
  await expect(page.getByText("Proposed. Once both of you agree, it belongs to the plan.")).toBeVisible();
}

/** Agrees to a goal that the other side drafted. */
export async function agree(page: Page, title: string): Promise<void> {
  await ahead(page).getByRole("button", { name: `Agree to ${title}` }).click();
  await expect(page.getByText("Agreed.", { exact: true })).toBeVisible();
  await expect(ahead(page).getByRole("listitem").filter({ hasText: title })).toContainText("Agreed");
}
