//! The demo company with the goals of its half-year.

import { type Page } from "@playwright/test";
import { Installation, expect, test as base } from "../fixtures";

interface Given {
  /** The demo company with reviews and goals, for this test alone. */
  agreed: Installation;
}

export const test = base.extend<Given>({
  agreed: async ({}, use) => {
    const agreed = await Installation.demo({ reviews: true });
    await use(agreed);
    await agreed.stop();
  },
});

export { expect };
export { accounts } from "../fixtures";

/** The row of a goal in the tree or the table. */
export function row(page: Page, title: string) {
  return page.getByRole("row").filter({ has: page.getByRole("link", { name: title, exact: true }) });
}

/** The place of a goal's row where something stands that can be edited. */
export function cell(page: Page, what: string, title: string) {
  return page.getByRole("link", { name: new RegExp(`^${what} of ${title}: `) });
}

export const CHECKOUT = "Checkout p95 under 300 ms";
