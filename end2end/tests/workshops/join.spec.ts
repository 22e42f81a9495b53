//! Coming in by the code, and voting, with script and without.

import { accounts, expect, test } from "../fixtures";
import { VOTERS, codeOf, openWorkshop, result, section } from "./workshop";

test("a member comes in by the code, votes, and sees what came of it", async ({ own, open, visit, ready, hydrated, check }) => {
  test.setTimeout(120_000);
  const lead = await open(own, await own.signIn(accounts.lead));
  const path = await openWorkshop(lead, visit, ready, { look: (page) => check(page, "Start a workshop · Waymark", "start") });
  const code = await codeOf(lead);
  const title = "Workshop of Payments · Waymark";
  await check(lead, title, "opened");

  const mira = await open(own, await own.signIn(accounts.employee));
  await visit(mira, "/workshops");
  await mira.getByLabel("Code").fill("bbb bbb");
  await mira.getByRole("button", { name: "Join", exact: true }).click();
  await expect(mira.getByText("No workshop that you can join has this code now.")).toBeVisible();
  await check(mira, "Join a workshop · Waymark", "join");
  await visit(mira, `/w/${code.toLowerCase().replace("-", "")}`);
  await expect(mira).toHaveURL(new RegExp(`${path}$`));
  await ready(mira);
  await expect(mira.getByText("0 of 7 have voted")).toBeVisible();
  await section(mira, "Balance").getByRole("radio", { name: "2 Low" }).check();
  await section(mira, "Cohesion").getByRole("radio", { name: "4 Good" }).check();
  if (hydrated) {
    await expect(mira.getByText("Saved. You can change it until the reveal.")).toBeVisible();
  } else {
    await mira.getByRole("button", { name: "Save my votes" }).click();
    await expect(mira.getByText("Your votes are cast.")).toBeVisible();
  }
  await visit(mira, path);
  await expect(section(mira, "Balance").getByRole("radio", { name: "2 Low" })).toBeChecked();
  await expect(section(mira, "Harmony and conflict").getByRole("radio", { name: "No vote" })).toBeChecked();
  await expect(mira.getByText("1 of 7 has voted")).toBeVisible();
  await check(mira, title, hydrated ? "voted" : "voted-plain");

  // Two more, so that what most chose is shown.
  for (const address of VOTERS.slice(1, 3)) {
    const voter = await open(own, await own.signIn(address));
    await visit(voter, path);
    await section(voter, "Balance").getByRole("radio", { name: "2 Low" }).check();
    if (hydrated) {
      await expect(voter.getByText("Saved. You can change it until the reveal.")).toBeVisible();
    } else {
      await voter.getByRole("button", { name: "Save my votes" }).click();
      await expect(voter.getByText("Your votes are cast.")).toBeVisible();
    }
  }
  await visit(lead, path);
  await expect(lead.getByText("4 people have not voted yet. After the reveal they cannot.")).toBeVisible();
  await lead.getByRole("button", { name: "Reveal" }).click();
  await expect(result(lead, "Balance")).toContainText("Most of 3 voters chose 2.");
  await expect(result(lead, "Cohesion")).toContainText("Too few voted.");
  await ready(lead);
  await check(lead, title, "revealed");

  const write = lead.locator("details.write").filter({ has: lead.locator("#stand-balance") });
  await write.locator("summary").click();
  await write.getByLabel("Where you stand").selectOption("3");
  await write.getByLabel("Why, or what follows").fill("We rotate the on-call week.");
  await write.getByRole("button", { name: "Write it down" }).click();
  await expect(result(lead, "Balance")).toContainText("Agreed: 3");
  await expect(result(lead, "Balance")).toContainText("We rotate the on-call week.");
  await ready(lead);
  await lead.getByRole("button", { name: "Close it" }).click();
  await expect(lead.getByText("The workshop is closed, and stands in the team's history.").first()).toBeVisible();

  await visit(mira, path);
  await expect(result(mira, "Balance")).toContainText("Agreed: 3");
  await expect(mira.getByRole("button", { name: "Close it" })).toHaveCount(0);
  await check(mira, title, "closed");
  await visit(mira, "/teams");
  await mira.getByRole("link", { name: "Payments", exact: true }).first().click();
  await expect(mira.getByRole("columnheader", { name: "Workshop, 11 Jan" })).toBeVisible();
});

test("who is not signed in comes in after that, and who is of another team does not", async ({ own, open, visit, ready }) => {
  const lead = await open(own, await own.signIn(accounts.lead));
  const path = await openWorkshop(lead, visit, ready);
  const code = await codeOf(lead);
  const visitor = await open(own);
  await visit(visitor, `/w/${code}`);
  await visitor.getByLabel("E-mail").fill(accounts.employee);
  await visitor.getByLabel("Password", { exact: true }).fill("four calm harbours");
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await expect(visitor).toHaveURL(new RegExp(`${path}$`));
  const rowan = await open(own, await own.signIn("rowan.ellis@halden.example"));
  await visit(rowan, `/w/${code}`);
  await expect(rowan.getByText("No workshop that you can join has this code now.")).toBeVisible();
});
