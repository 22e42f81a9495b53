import { expect, test } from "../fixtures";

test("the org chart shows who reports to whom", async ({ asEmployee: page, visit, check }) => {
  await visit(page, "/people/chart");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Org chart");
  const root = page.getByRole("treeitem").first();
  await expect(root).toContainText("Sunniva Haugen");
  await expect(root).toHaveAttribute("aria-expanded", "true");
  await check(page, "Org chart · Waymark", "chart");
});

test("a row closes and opens", async ({ asEmployee: page, visit, ready }) => {
  await visit(page, "/people/chart");
  const viktor = page.getByRole("treeitem").filter({ hasText: "Viktor Nakamura" });
  const mira = page.getByRole("treeitem").filter({ hasText: "Mira Solberg" });
  await expect(mira).toBeVisible();
  await viktor.getByText("Close Viktor Nakamura").locator("..").click();
  await ready(page);
  await expect(viktor).toHaveAttribute("aria-expanded", "false");
  await expect(mira).toHaveCount(0);
  await viktor.getByText("Open Viktor Nakamura").locator("..").click();
  await ready(page);
  await expect(mira).toBeVisible();
});

test("a person's page leads to their place in the chart", async ({ asEmployee: page, visit, ready }) => {
  await visit(page, "/people");
  await page.getByRole("link", { name: "Zofia Dvořák" }).click();
  await page.getByRole("link", { name: "In the chart" }).click();
  await ready(page);
  const zofia = page.getByRole("treeitem").filter({ hasText: "Zofia Dvořák" });
  await expect(zofia).toHaveAttribute("aria-selected", "true");
  await expect(zofia).toBeInViewport();
});
