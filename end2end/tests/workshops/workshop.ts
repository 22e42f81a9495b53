//! Workshops of Payments: who votes, and how one gets there.

import { type Page, expect } from "@playwright/test";

/** Five who vote, by their addresses. */
export const VOTERS = ["mira.solberg", "zofia.dvorak", "jonas.lindqvist", "priya.raman", "emil.brandt"].map(
  (name) => `${name}@halden.example`,
);

/** Has the lead open one, and returns its address. */
export async function openWorkshop(
  lead: Page,
  visit: (page: Page, path: string) => Promise<unknown>,
  ready: (page: Page) => Promise<void>,
  { way = "From 1 (very low) to 5 (very good)", look = async (_: Page) => {} } = {},
): Promise<string> {
  await visit(lead, "/teams");
  await lead.getByRole("link", { name: "Payments", exact: true }).first().click();
  await expect(lead.getByRole("heading", { level: 1 })).toHaveText("Payments");
  await lead.getByRole("link", { name: "Start a workshop" }).click();
  await expect(lead.getByRole("heading", { level: 1 })).toHaveText("Start a workshop");
  await expect(lead.getByText("Votes are not anonymous")).toBeVisible();
  await expect(lead.getByText("You do not vote")).toBeVisible();
  await ready(lead);
  await look(lead);
  await lead.getByRole("radio", { name: way }).check();
  await lead.getByRole("button", { name: "Open the workshop" }).click();
  await expect(lead.getByText("It is open.")).toBeVisible();
  return new URL(lead.url()).pathname;
}

/** The code that the lead shows. */
export async function codeOf(lead: Page): Promise<string> {
  const code = (await lead.locator(".code").innerText()).trim();
  expect(code).toMatch(/^[B-Z3479]{3}-[B-Z3479]{3}$/);
  return code;
}

/** Where one votes on a section. */
export const section = (page: Page, title: string) => page.getByRole("group", { name: title, exact: true });

/** What came of a section. */
export const result = (page: Page, title: string) => page.getByRole("region", { name: title, exact: true });
