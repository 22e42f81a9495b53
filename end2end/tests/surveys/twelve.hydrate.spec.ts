//! Reviews of twelve people each, from the launch to the results.

import { SIMULATED, accounts } from "../fixtures";
import { expect, release, send, test } from "./survey";

/** When surveys that were launched at the beginning have results. */
const AFTERWARDS = "2027-02-01T08:00:00Z";

test("a company review of twelve: everybody is told the same, answers, and one changes their mind", async ({
  twelve,
  open,
  visit,
  launch,
  answerAll,
  resultsFromHome,
}) => {
  test.setTimeout(240_000);
  const session = await twelve.signIn(SIMULATED);
  const administrator = await open(twelve, session);
  const path = await launch(administrator, { kind: "company", name: "Company review, spring" });
  const addresses = await twelve.addresses(session);
  expect(addresses).toHaveLength(12);
  const words = new Set<string | null>();
  for (const [number, address] of addresses.entries()) {
    const page = await open(twelve, await twelve.signIn(address));
    await visit(page, path);
    await expect(page.getByText("They are stored without your name; whoever runs the server could read them.")).toBeVisible();
    await expect(page.getByText("Your group is everybody together: 12 people")).toBeVisible();
    words.add(await page.locator(".words").textContent());
    await answerAll(page, path, String((number % 5) + 1));
    await send(page);
    if (number === 0) {
      // Another answer to the first question, and it is sent again.
      await page.getByRole("link", { name: "Look at or change my answers" }).click();
      await page.getByRole("link", { name: "Change" }).first().click();
      await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
      await page.keyboard.press("5");
      await page.goBack();
      await expect(page.getByRole("definition").first()).toHaveText("5 · Agree");
      await send(page, "Send my changes");
      await visit(page, path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your answers are in. Thank you.");
    }
    await page.close();
  }
  expect(words.size, "all see the same six words").toBe(1);
  await visit(administrator, `/admin${path}`);
  await expect(administrator.getByText("over half", { exact: false })).toBeVisible();

  // Two weeks later it is closed and counted.
  await twelve.later(AFTERWARDS);
  const reader = await open(twelve, await twelve.signIn(addresses[3] ?? ""));
  await resultsFromHome(reader, "Company review, spring");
  await expect(reader.getByRole("region", { name: "Everybody" })).toContainText("10 to 19 answers");
  await expect(reader.getByLabel("Group"), "there is one group").toHaveCount(0);
  // 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, and instead of 1 a 5 from who changed their mind: 37 of 12.
  await expect(reader.getByRole("heading", { level: 3 }).first().locator("xpath=ancestor::li")).toContainText("3.1");
  const json = await release(reader);
  expect(() => JSON.parse(json) as unknown).not.toThrow();
  for (const address of addresses) {
    expect(json).not.toContain(address);
  }
});

test("a team review of three teams, twelve people: all see their one group, others nothing", async ({
  kept,
  open,
  visit,
  launch,
  answerAll,
  resultsFromHome,
  console,
}) => {
  test.setTimeout(240_000);
  const administrator = await open(kept, await kept.signIn(accounts.administrator));
  const path = await launch(administrator, {
    kind: "team",
    name: "Team review, spring",
    teams: ["Payments", "Build tools", "People"],
  });
  const asked = [
    "Nadia Perić",
    "Mira Solberg",
    "Zofia Dvořák",
    "Oluwaseun Adeyemi-Featherstonehaugh",
    "Jonas Lindqvist",
    "Priya Raman",
    "Emil Brandt",
    "Aiko Tanaka",
    "Marek Šimůnek",
    "Letícia Nascimento",
    "Hamza Benjelloun",
    "Ines Moreau",
  ];
  const addresses = await kept.addressesOf(await kept.signIn(accounts.administrator), asked);
  for (const [number, address] of addresses.entries()) {
    const page = await open(kept, await kept.signIn(address));
    await visit(page, path);
    await expect(page.getByText(asked[number] ?? "", { exact: false }), "their own name is among those of their group").toBeVisible();
    await expect(page.getByText("At a threshold of 3, two colleagues together can work out the third's answers")).toBeVisible();
    await answerAll(page, path, "34521".slice(number % 4));
    await send(page);
    await page.close();
  }
  // Who is not asked and sees no results does not learn that there is one.
  console.expectStatus(404);
  const other = await open(kept, await kept.signIn("henrik.moe@halden.example"));
  await visit(other, path);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("There is no page here");

  await kept.later(AFTERWARDS);
  const mira = await open(kept, await kept.signIn(accounts.employee));
  await resultsFromHome(mira, "Team review, spring");
  const marek = await open(kept, await kept.signIn(addresses[8] ?? ""));
  await resultsFromHome(marek, "Team review, spring");
  for (const page of [mira, marek]) {
    await expect(page.getByRole("region", { name: "Everybody" })).toContainText("10 to 19 answers");
    await expect(page.getByText("too few people were asked for groups of their own")).toBeVisible();
  }
  console.expectStatus(404);
  const elsewhere = await open(kept, await kept.signIn("henrik.moe@halden.example"));
  await visit(elsewhere, `${path}/results`);
  await expect(elsewhere.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
});
