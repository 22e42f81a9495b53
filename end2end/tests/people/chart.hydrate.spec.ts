import { expect, test } from "../fixtures";

test("the chart is used by keyboard alone", async ({ asEmployee: page, visit }) => {
  await visit(page, "/people/chart");
  const row = (name: string) => page.getByRole("treeitem").filter({ hasText: name });
  const root = row("Sunniva Haugen");
  await root.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(root).toHaveAttribute("aria-expanded", "false");
  await expect(page.getByRole("treeitem")).toHaveCount(1);
  await page.keyboard.press("ArrowRight");
  await expect(root).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("treeitem").nth(1), "in to the first report").toBeFocused();
  // A letter leads to the next name that begins with it.
  await page.keyboard.press("v");
  await expect(row("Viktor Nakamura")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(row("Mira Solberg")).toBeVisible();
  await page.keyboard.press("m");
  await expect(row("Mira Solberg")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(row("Viktor Nakamura"), "out to the manager").toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("treeitem").last()).toBeFocused();
  await page.keyboard.press("Home");
  await expect(root).toBeFocused();
  await expect(page.locator("[role=treeitem][tabindex='0']"), "one row takes the tab").toHaveCount(1);
  await page.keyboard.press("v");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Viktor Nakamura");
});

test("a branch that cannot be had says so, and opens once it can", async ({ asEmployee: page, visit, console }) => {
  await visit(page, "/people/chart");
  const viktor = page.getByRole("treeitem").filter({ hasText: "Viktor Nakamura" });
  await viktor.focus();
  await page.keyboard.press("ArrowLeft");
  await page.context().setOffline(true);
  console.expectOffline();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("alert")).toContainText("The server does not answer");
  await expect(viktor).toHaveAttribute("aria-expanded", "false");
  await page.context().setOffline(false);
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("treeitem").filter({ hasText: "Mira Solberg" })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});
