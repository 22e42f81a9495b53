import { accounts, expect, test } from "../fixtures";

/** As an HR system in another country writes it: its own names for columns, semicolons, and before UTF-8. */
const FOREIGN = Buffer.from(
  [
    "Kennung;Mensch;Mail;Was;Wo;Chef",
    "N1;Ada Berg;ada@new.example;Chief;Oslo;",
    "N2;Bo Lund;bo@new.example;Engineer, search;Oslo;N1",
    "N3;Bo Lund;;Interim lead, search;;N1",
    "N4;J\u00f6rg Stra\u00dfer;;Engineer;K\u00f6ln;N2",
  ].join("\r\n"),
  "latin1",
);

test("a file is sent, its columns are named, one thing is corrected, and it is imported", async ({ empty, open, visit, check, ready }) => {
  const page = await open(empty, await empty.found("Greta Nowak", "greta@new.example"));
  await visit(page, "/admin/people/import");
  await check(page, "Import people · Waymark", "import");
  await page.getByLabel("File", { exact: true }).setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: FOREIGN });
  await page.getByRole("button", { name: "Look at it" }).click();
  await ready(page);
  await expect(page.getByText("This cannot be imported yet")).toBeVisible();
  await expect(page.getByRole("button", { name: "Import", exact: true })).toHaveCount(0);

  const again = async () => {
    await page.getByRole("button", { name: "Look again" }).click();
    await ready(page);
  };
  // Open where there are problems.
  for (const [field, column] of [["Employee number", "Kennung"], ["Full name", "Mensch"], ["Job title", "Was"], ["Location", "Wo"], ["Reports to", "Chef"]] as const) {
    await page.getByLabel(field, { exact: true }).selectOption({ label: column });
  }
  await again();
  await expect(page.getByText("3 new people, 1 person with several posts")).toBeVisible();
  await expect(page.getByRole("region", { name: "New people" })).toContainText("Jörg Straßer");
  await expect(page.getByRole("region", { name: "Worth knowing" })).toContainText("Jörg Straßer");
  await check(page, "Import people · Waymark", "import-preview");

  // They are two who have the same name.
  await page.getByLabel("Interim lead, search (N3)").uncheck();
  await again();
  await expect(page.getByText("4 new people")).toBeVisible();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("The file is imported.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Bo Lund", exact: true })).toHaveCount(2);
  await visit(page, "/people/chart");
  await expect(page.getByRole("treeitem")).toHaveCount(5);
  await expect(page.getByRole("treeitem").filter({ hasText: "Jörg Straßer" })).toHaveAttribute("aria-level", "3");
});

test("a file that is no table is a sentence", async ({ own, open, visit, ready, check }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people/import");
  const send = async (name: string, buffer: Buffer) => {
    await page.getByLabel("File", { exact: true }).setInputFiles({ name, mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Look at it" }).click();
    await ready(page);
  };
  await send("people.xlsx", Buffer.from("PK\u0003\u0004rubbish"));
  await expect(page.getByRole("alert")).toContainText("Excel workbook");
  await check(page, "Import people · Waymark", "import-refused");
  await page.getByRole("button", { name: "Give it up" }).click();
  await ready(page);
  await expect(page.getByLabel("File", { exact: true })).toBeVisible();
  await send("circle.csv", Buffer.from("Employee #,Full name,Reports to\nA,Ada Berg,B\nB,Bo Lund,A\n"));
  await expect(page.getByRole("region", { name: "Problems" })).toContainText("reports to");
  await expect(page.getByRole("button", { name: "Import", exact: true })).toHaveCount(0);
});

test("what is exported is a table", async ({ company, sessions, open, visit }) => {
  const page = await open(company, await sessions("administrator"));
  await visit(page, "/admin/people");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Export" }).click()]);
  expect(download.suggestedFilename()).toBe("people.csv");
});
