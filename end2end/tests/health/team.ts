//! Teams' dashboards, found as people find them.

import { type Page } from "@playwright/test";
import { expect } from "../fixtures";

/** Goes to a team's page. */
export async function toTeam(page: Page, name: string): Promise<void> {
  await page.goto("/teams");
  await page.getByRole("region", { name: "Teams" }).getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

/** The sections of a dashboard, from the top. */
export async function sections(page: Page): Promise<string[]> {
  return page.getByRole("table", { name: "Sections by review, from 1 to 5" }).getByRole("rowheader").allInnerTexts();
}
