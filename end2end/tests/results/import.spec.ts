import { accounts, expect, test } from "../fixtures";
import { TEAM, answers } from "./former";

const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

test("answers are sent, a column is named, one is corrected, and the results are out", async ({ own, open, visit, check, ready }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/cycles");
  await page.getByRole("link", { name: "Import a former survey" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Import a former survey");
  await ready(page);
  await check(page, "Import a former survey · Waymark", "import");

  const table = answers({ Payments: 9, Timetables: 14, Depot: 3 }).replace("bal02", "second");
  const send = async (text: string) => {
    await page.getByLabel("Answers", { exact: true }).setInputFiles(file("answers.csv", text));
    await page.getByLabel("Or its file").setInputFiles(file("questions.toml", TEAM));
    await page.getByLabel("Cycle", { exact: true }).fill("2026 H1");
    await page.getByLabel("Name of the survey").fill("Health 2026");
    await page.getByRole("button", { name: "Look at it" }).click();
    await ready(page);
  };
  await send(table.replace("Payments,", "Payments,7"));
  await expect(page.getByText("This cannot be imported yet: 1 problem.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Problems" })).toContainText("Line 2, lead01");
  await expect(page.getByRole("button", { name: "Import and publish" })).toHaveCount(0);
  await check(page, "Import a former survey · Waymark", "import-refused");
  await page.getByRole("button", { name: "Give it up" }).click();
  await ready(page);

  await send(table);
  await expect(page.getByText("26 responses in 3 groups.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Worth knowing" })).toContainText("No column answers bal02");
  await expect(page.getByRole("region", { name: "Worth knowing" })).toContainText("Depot");
  await page.getByText("Which column answers which question").click();
  await page.getByLabel(/^bal02/).selectOption({ label: "second" });
  await page.getByRole("button", { name: "Look again" }).click();
  await ready(page);
  await expect(page.getByText("No column answers")).toHaveCount(0);
  await check(page, "Import a former survey · Waymark", "import-preview");

  await page.getByRole("button", { name: "Import and publish" }).click();
  await expect(page.getByText("The answers were imported, and the results are out.")).toBeVisible();
  await page.getByRole("link", { name: "See the results" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Health 2026");
  await expect(page.getByText("Imported", { exact: true })).toBeVisible();
});
