//! The demo company with a plan that was signed, and one that is being written.

import { type Page } from "@playwright/test";
import { Installation, accounts, test as base } from "../fixtures";

interface Given {
  /** The demo company with reviews, goals and plans, for this test alone. */
  planned: Installation;
  /** Mira before her plan, and Viktor before the same, who holds her review. */
  sides: { mira: Page; viktor: Page };
}

export const test = base.extend<Given>({
  planned: async ({}, use) => {
    const planned = await Installation.demo({ reviews: true });
    await use(planned);
    await planned.stop();
  },
  sides: async ({ planned, open, visit, ready }, use) => {
    const mira = await open(planned, await planned.signIn(accounts.employee));
    const viktor = await open(planned, await planned.signIn(accounts.manager));
    await visit(mira, "/plan");
    await visit(viktor, "/plan");
    await viktor.getByRole("region", { name: "Plans of my people" }).getByRole("link", { name: "Mira Solberg" }).click();
    await ready(viktor);
    await use({ mira, viktor });
  },
});

export { expect } from "../fixtures";

/** Says what stands in a part. */
export async function write(page: Page, part: string, text: string): Promise<void> {
  const region = page.getByRole("region", { name: part, exact: true });
  const field = region.getByRole("textbox");
  if (!(await field.isVisible())) {
    await region.getByText(/^(Write|Change) it/).click();
  }
  await field.fill(text);
  await region.getByRole("button", { name: `Save “${part}”` }).click();
}
