import { accounts, expect, test } from "../fixtures";

test("a reorganisation: a team moves, a manager changes, somebody leaves; what people see and may follows at once", async ({ own, open, visit, ready }) => {
  const [admin, nadia, mira] = [
    await open(own, await own.signIn(accounts.administrator)),
    await open(own, await own.signIn(accounts.lead)),
    await open(own, await own.signIn(accounts.employee)),
  ];
  await visit(nadia, "/people");
  await nadia.getByRole("link", { name: "Mira Solberg" }).first().click();
  await expect(nadia.getByRole("heading", { level: 1 })).toHaveText("Mira Solberg");
  await expect(nadia.getByRole("region", { name: "Record" }), "a lead who is not her manager").toHaveCount(0);
  const profile = nadia.url();

  // A team moves.
  await visit(admin, "/admin/teams");
  await admin.getByRole("region", { name: "Open teams" }).getByRole("link", { name: "Payments" }).click();
  await admin.getByLabel("Within").fill("Product");
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText("The team is saved.")).toBeVisible();
  await visit(mira, "/teams");
  await mira.getByRole("region", { name: "Teams" }).getByRole("link", { name: "Payments" }).click();
  await expect(mira.getByRole("navigation", { name: "Above" })).toContainText("Product");

  // A manager changes.
  await visit(admin, "/admin/people?search=mira");
  await admin.getByRole("row", { name: "Mira Solberg" }).getByRole("link", { name: "Mira Solberg" }).click();
  await admin.getByRole("region", { name: "Record" }).getByLabel("Manager").fill("Nadia Perić");
  await admin.getByRole("region", { name: "Record" }).getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText("Their record is saved.")).toBeVisible();
  await nadia.goto(profile);
  await ready(nadia);
  await expect(nadia.getByRole("region", { name: "Record" }), "her manager by now").toBeVisible();
  await visit(mira, "/");
  await expect(mira.getByRole("region", { name: "You" })).toContainText("Nadia Perić");

  // Somebody leaves.
  const leaving = admin.getByRole("region", { name: "They left" });
  await leaving.getByRole("button", { name: "They left" }).click();
  await expect(admin.getByText("They are not here any more, and are")).toBeVisible();
  await mira.goto("/");
  await expect(mira.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await visit(nadia, "/");
  await expect(nadia.getByRole("region", { name: "Who reports to you" })).toHaveCount(0);
  await visit(nadia, "/people?search=mira+solberg");
  await expect(nadia.getByRole("link", { name: "Mira Solberg" })).toHaveCount(0);

  // And it is taken back.
  await admin.getByRole("button", { name: "Undo" }).click();
  await expect(admin.getByText("It is as it was before.")).toBeVisible();
  await visit(nadia, "/");
  await expect(nadia.getByRole("region", { name: "Who reports to you" })).toContainText("Mira Solberg");
});
