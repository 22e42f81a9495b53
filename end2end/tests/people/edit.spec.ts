import { type Page } from "@playwright/test";
import { accounts, expect, test } from "../fixtures";

async function edit(page: Page, name: string): Promise<void> {
  await page.getByRole("row", { name }).getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
}

test("a person is corrected, and it is undone", async ({ own, open, visit, check }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people?search=mira");
  await edit(page, "Mira Solberg");
  await check(page, "Mira Solberg · Waymark", "edit");
  const record = page.getByRole("region", { name: "Record" });
  await record.getByLabel("Name").fill("Mira Berg");
  await record.getByLabel("Manager").fill("Nadia Perić");
  await record.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Their record is saved.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mira Berg");
  await check(page, "Mira Berg · Waymark", "edit-saved");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("It is as it was before.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mira Solberg");
  await expect(record.getByLabel("Manager")).toHaveValue("Viktor Nakamura");
});

test("what cannot be is said where it is wrong, and nothing is lost", async ({ own, open, visit, check, console }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people?search=viktor");
  await edit(page, "Viktor Nakamura");
  const record = page.getByRole("region", { name: "Record" });
  console.expectRefusal(422);
  await record.getByLabel("Title").fill("Head of everything");
  await record.getByLabel("Manager").fill("Mira Solberg");
  await record.getByRole("button", { name: "Save" }).click();
  await expect(record.getByRole("alert")).toHaveText("Nobody can report to themselves, not over others either: Viktor Nakamura → Mira Solberg → Viktor Nakamura.");
  await expect(record.getByLabel("Title"), "what was typed is still there").toHaveValue("Head of everything");
  console.expectRefusal(422);
  await record.getByLabel("Manager").fill("Miro Solberk");
  await record.getByRole("button", { name: "Save" }).click();
  await expect(record.getByLabel("Manager")).toHaveAccessibleDescription(
    "Nothing here is called “Miro Solberk”. Near are: Mira Solberg.",
  );
  await check(page, "Viktor Nakamura · Waymark", "edit-refused");
});

test("a home team changes from a day on", async ({ own, open, visit }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people?search=mira");
  await edit(page, "Mira Solberg");
  const home = page.getByRole("region", { name: "Home team" });
  await home.getByLabel("Team").fill("Timetables");
  await home.getByLabel("From").fill("2027-02-01");
  await home.getByRole("button", { name: "Change the home team" }).click();
  await expect(page.getByText("Their home team is changed.")).toBeVisible();
  await expect(home.getByRole("definition").first()).toHaveText("from 1 February");
});

test("somebody stands in, and somebody leaves and comes back", async ({ own, open, visit, check }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people?search=viktor");
  await edit(page, "Viktor Nakamura");
  const standIn = page.getByRole("region", { name: "While they are away" });
  await standIn.getByLabel("Who stands in").fill("Nadia Perić");
  await standIn.getByLabel("First day").fill("2027-01-11");
  await standIn.getByLabel("Last day").fill("2027-01-22");
  await standIn.getByRole("button", { name: "Let them stand in" }).click();
  await expect(page.getByText("Somebody stands in for them.")).toBeVisible();
  await expect(standIn.getByRole("listitem")).toContainText("Nadia Perić");
  const leaving = page.getByRole("region", { name: "They left" });
  await expect(leaving).toContainText("Takes over 13 reports and 1 team.");
  await leaving.getByRole("button", { name: "They left" }).click();
  await expect(page.getByText("They are not here any more, and are signed out everywhere.")).toBeVisible();
  await check(page, "Viktor Nakamura · Waymark", "edit-left");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("It is as it was before.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Record" })).toBeVisible();
});

test("two entries of one person are made one", async ({ own, open, visit, ready }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people?search=matteo");
  await edit(page, "Matteo Ferrari-Conti");
  const posts = page.getByRole("region", { name: "Posts" });
  await posts.getByLabel("The same person is also here as").fill("Mira Solberg");
  await posts.getByRole("button", { name: "Make them one" }).click();
  await expect(posts.getByLabel("The same person is also here as")).toHaveAccessibleDescription(/They sign in with an account of their own/);
  await ready(page);
  await posts.getByLabel("The same person is also here as").fill("Stig Rønning");
  await posts.getByRole("button", { name: "Make them one" }).click();
  await expect(page.getByText("They are one person now.")).toBeVisible();
  await ready(page);
  await expect(posts.getByRole("listitem")).toHaveCount(3);
  await posts.getByRole("button", { name: "Part Interim head of sales from them" }).click();
  await expect(page.getByText("This is a person of their own now.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Record" }).getByLabel("Title")).toHaveValue("Interim head of sales");
});

test("the same is done to many at once", async ({ own, open, visit, console }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people?search=software");
  console.expectRefusal(422);
  await page.getByLabel("New manager").fill("Nadia Perić");
  await page.getByRole("button", { name: "Set the manager" }).click();
  await expect(page.getByRole("alert")).toHaveText("Choose people first, by the boxes before their names.");
  for (const name of ["Mira Solberg", "Jonas Lindqvist"]) {
    await page.getByLabel(`Choose ${name}`).check();
  }
  await page.getByLabel("New manager").fill("Nadia Perić");
  await page.getByRole("button", { name: "Set the manager" }).click();
  await expect(page.getByText("They report to somebody else now.")).toBeVisible();
  const nadia = await open(own, await own.signIn(accounts.lead));
  await visit(nadia, "/");
  await expect(nadia.getByRole("region", { name: "Who reports to you" })).toContainText("2 people");
});

test("many are invited by a list", async ({ own, open, visit, console }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people");
  const many = page.getByRole("region", { name: "Invite many" });
  console.expectRefusal(422);
  await many.getByLabel("One person a line").fill("Greta Nowak, greta@halden.example, Engineer\nIda Holm, ida");
  await many.getByRole("button", { name: "Invite them" }).click();
  await expect(many.getByLabel("One person a line")).toHaveAccessibleDescription(/Line 2: A.* Nobody was invited|Line 2: This is not a whole address/);
  await many.getByLabel("One person a line").fill("Greta Nowak, greta@halden.example, Engineer\nIda Holm <ida@halden.example>");
  await many.getByRole("button", { name: "Invite them" }).click();
  await expect(page.getByText("They are invited.")).toBeVisible();
  expect(await own.linkFor("ida@halden.example")).toContain("/set-password/");
});
