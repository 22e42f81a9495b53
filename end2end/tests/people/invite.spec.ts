import { accounts, expect, test } from "../fixtures";

test("the people of the organisation", async ({ asAdministrator: page, visit, check }) => {
  await visit(page, "/admin/people?search=moreau");
  await check(page, "People · Waymark", "people");
});

test("where mail is sent, an invitation goes by mail", async ({ own, open, visit, check }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people");
  await page.getByLabel("Name").fill("Greta Nowak");
  await page.getByLabel("E-mail").fill("greta@halden.example");
  await page.getByLabel("Title").fill("Engineer");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText("A link for Greta Nowak is on its way to greta@halden.example.")).toBeVisible();
  await expect(page.getByRole("row", { name: /Greta Nowak/ })).toContainText("Invited");
  await expect(page.getByLabel("Name"), "ready for the next").toHaveValue("");
  expect(page.url(), "what goes by mail is not in the address").not.toContain("link=");
  await visit(page, "/admin/people?search=greta");
  await check(page, "People · Waymark", "invited");

  const first = await own.linkFor("greta@halden.example");
  await page.getByRole("button", { name: "New link for Greta Nowak" }).click();
  await expect(async () => expect(await own.linkFor("greta@halden.example")).not.toBe(first)).toPass({ timeout: 15_000 });
});

test("where no mail is sent, the administrator hands the link over", async ({ empty, open, visit, check }) => {
  const page = await open(empty, await empty.found("Ada Berg", "ada@halden.example"));
  await visit(page, "/admin/people");
  await page.getByLabel("Name").fill("Greta Nowak");
  await page.getByLabel("E-mail").fill("greta@halden.example");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("Here is the link for Greta Nowak.");
  await check(page, "People · Waymark", "link");
  const first = await page.getByLabel("Link", { exact: true }).inputValue();

  await page.getByRole("button", { name: "New link for Greta Nowak" }).click();
  await expect(page.getByLabel("Link", { exact: true })).not.toHaveValue(first);
  const second = await page.getByLabel("Link", { exact: true }).inputValue();
  const greta = await open(empty);
  await visit(greta, first);
  await expect(greta.getByRole("heading", { level: 1 })).toHaveText("This link does not work any more");
  await visit(greta, second);
  await expect(greta.getByRole("heading", { level: 1 })).toHaveText("Welcome, Greta");
});

test("an address is somebody's already", async ({ own, open, visit, check, console }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people?search=nadia");
  console.expectRefusal(422);
  await page.getByLabel("Name").fill("Nadia Two");
  await page.getByLabel("E-mail").fill(accounts.lead);
  await page.getByLabel("Title").fill("Engineer");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByLabel("E-mail")).toHaveAccessibleDescription("Nadia Perić has this address already.");
  await expect(page.getByLabel("E-mail"), "what is wrong is read out").toBeFocused();
  await expect(page.getByLabel("Name"), "what was typed is still there").toHaveValue("Nadia Two");
  await expect(page.getByLabel("E-mail")).toHaveValue(accounts.lead);
  await expect(page.getByLabel("Title")).toHaveValue("Engineer");
  await expect(page.getByRole("row", { name: /Nadia Two/ })).toHaveCount(0);
  await check(page, "People · Waymark", "invite-refused");
});
