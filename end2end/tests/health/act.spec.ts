//! Doing something about it.

import { Installation, accounts } from "../fixtures";
import { expect, test as base } from "../surveys/survey";
import { toTeam } from "./team";

const test = base.extend<{ acting: Installation }>({
  acting: async ({}, use) => {
    const acting = await Installation.demo({ reviews: true });
    await use(acting);
    await acting.stop();
  },
});

const WHAT = "Write down who decides what, on one page";

test("a lead reads, commits, and the next review begins with it", async ({ acting, open, ready, visit, check, audit, launch }) => {
  test.setTimeout(240_000);
  const lead = await open(acting, await acting.signIn(accounts.lead));
  await toTeam(lead, "Payments");
  await ready(lead);
  await lead.getByText("Do something about it").click();
  await lead.getByLabel("What will be done").fill(WHAT);
  await lead.getByLabel("Who answers for it").fill("Mira Solberg");
  await lead.getByLabel("By when").fill("2027-01-15");
  await lead.getByRole("button", { name: "Commit to it" }).click();
  await expect(lead.getByText("It is committed to, and stands below.")).toBeVisible();
  const actions = lead.getByRole("region", { name: "You said, we did" });
  await expect(actions.getByRole("listitem").first()).toContainText("From Decision-making, 2026 H2 · Mira Solberg · due 15 January");
  await check(lead, "Payments · Waymark", "acted");

  const owner = await open(acting, await acting.signIn(accounts.employee));
  await visit(owner, "/");
  await expect(owner.getByRole("region", { name: "Waiting" }).getByRole("listitem").first()).toContainText(WHAT);
  await check(owner, "Home · Waymark", "owner");
  await owner.getByRole("region", { name: "Waiting" }).getByRole("link", { name: "Update" }).click();
  await expect(owner.getByRole("heading", { level: 1 })).toHaveText(WHAT);
  await check(owner, `${WHAT} · Waymark`, "goal");
  await owner.getByLabel("It is", { exact: true }).selectOption({ label: "Behind" });
  await owner.getByLabel("A word about it").fill("Waiting for Jonas.\nHe is back on Monday.");
  await owner.getByRole("button", { name: "Say so" }).click();
  await expect(owner.getByText("Noted.")).toBeVisible();
  await expect(owner.getByRole("region", { name: "What happened" })).toContainText("said that it is behind");
  await owner.getByLabel("It is", { exact: true }).selectOption({ label: "Done" });
  await owner.getByRole("button", { name: "Say so" }).click();
  await expect(owner.getByText("It has ended. Its history stays")).toBeVisible();
  await check(owner, `${WHAT} · Waymark`, "ended");
  await owner.getByRole("button", { name: "Reopen it" }).click();
  await expect(owner.getByText("It goes on.")).toBeVisible();
  await owner.getByLabel("It is", { exact: true }).selectOption({ label: "Done" });
  await owner.getByRole("button", { name: "Say so" }).click();
  await expect(owner.getByText("It has ended.")).toBeVisible();

  const administrator = await open(acting, await acting.signIn(accounts.administrator));
  const path = await launch(administrator, { kind: "team", name: "Team review, spring" });
  await visit(owner, path);
  const told = owner.getByRole("region", { name: "You said, we did" });
  await expect(told.getByRole("listitem")).toHaveText([new RegExp(`Done\\s*${WHAT}`)]);
  await expect(told).toMatchAriaSnapshot({ name: "told.aria.yml" });
  await audit(owner);
});

test("what cannot be is refused at its field, and nothing that was typed is lost", async ({ acting, open, ready, console, check }) => {
  const page = await open(acting, await acting.signIn(accounts.lead));
  await toTeam(page, "Payments");
  await ready(page);
  const commit = async (owner: string, due: string) => {
    if (!(await page.getByLabel("What will be done").isVisible())) {
      await page.getByText("Do something about it").click();
    }
    await page.getByLabel("What will be done").fill(WHAT);
    await page.getByLabel("Who answers for it").fill(owner);
    await page.getByLabel("By when").fill(due);
    await page.getByRole("button", { name: "Commit to it" }).click();
  };
  console.expectRefusal(422);
  await commit("Nobody Atall", "2027-01-15");
  await expect(page.getByLabel("Who answers for it")).toHaveAccessibleDescription(/Nothing here is called “Nobody Atall”/);
  await expect(page.getByLabel("What will be done")).toHaveValue(WHAT);
  await check(page, "Payments · Waymark", "refused");
  console.expectRefusal(422);
  await commit("Mira Solberg", "2026-12-31");
  await expect(page.getByLabel("By when")).toHaveAccessibleDescription("This day has passed. Choose today or a later one.");
  await expect(page.getByRole("region", { name: "You said, we did" }).getByRole("listitem")).toHaveCount(1);
  await commit("Mira Solberg", "2027-01-15");
  await expect(page.getByRole("region", { name: "You said, we did" }).getByRole("listitem")).toHaveCount(2);
  console.expectRefusal(422);
  await commit("Mira Solberg", "2027-02-15");
  await expect(page.getByLabel("What will be done")).toHaveAccessibleDescription("The same is under way already. Open that one, or call this one something else.");
});
