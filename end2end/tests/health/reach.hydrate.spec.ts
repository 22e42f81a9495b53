//! The dashboard by keyboard, on a phone, and on paper.

import { Installation, accounts, expect, test } from "../fixtures";
import { sections, toTeam } from "./team";

test("all of it by keyboard", async ({ open, ready }) => {
  const own = await Installation.demo({ reviews: true });
  const page = await open(own, await own.signIn(accounts.lead));
  await toTeam(page, "Payments");
  await ready(page);
  const to = async (name: RegExp) => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => (document.activeElement as HTMLElement).innerText || document.activeElement?.id || "");
      if (name.test(focused)) {
        const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
        expect(outline, "the focus is visible").not.toBe("none");
        return;
      }
    }
    throw new Error(`${name} cannot be reached`);
  };
  await to(/^Lowest$/);
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await sections(page))[0]).toBe("Balance");
  await to(/^Learning$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Learning", exact: true })).toBeFocused();
  await to(/^Do something about it$/);
  await page.keyboard.press("Enter");
  await to(/^title$/);
  await page.keyboard.type("An hour each Friday to learn");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Jonas Lindqvist");
  await page.getByLabel("By when").fill("2027-02-01");
  await page.getByLabel("By when").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "You said, we did" })).toContainText("An hour each Friday to learn");
  await own.stop();
});

test("on a phone the table moves and its first column stays", async ({ reviewed, open, ready }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.lead));
  await page.setViewportSize({ width: 320, height: 640 });
  await toTeam(page, "Payments");
  await ready(page);
  const table = page.getByRole("table", { name: "Sections by review, from 1 to 5" });
  const first = table.getByRole("rowheader").first();
  // What is newest is there at once; what was before is a stroke away.
  await first.scrollIntoViewIfNeeded();
  await expect(table.getByRole("columnheader", { name: "Opinions" })).toBeInViewport();
  const before = (await first.boundingBox())?.x ?? -1;
  const moved = await table.evaluate((table) => {
    const scroll = table.closest(".scroll") as HTMLElement;
    scroll.scrollLeft = -100;
    return scroll.scrollLeft;
  });
  expect(moved, "there is more than fits").toBeLessThan(-50);
  expect(Math.abs(((await first.boundingBox())?.x ?? -1) - before), "the first column stays").toBeLessThan(5);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider, "the page itself does not move").toBeLessThanOrEqual(0);
  // Who taps a section is brought to it.
  await page.getByRole("link", { name: "Learning", exact: true }).click();
  await expect(page.getByRole("region", { name: "Learning", exact: true })).toBeInViewport();
  await expect(page.getByRole("heading", { name: "Learning", exact: true }), "who cannot see it is told").toBeFocused();
});

for (const [account, team] of [[accounts.lead, "Payments"], [accounts.manager, "Engineering"]] as const) {
  test(`the dashboard of ${team} prints on two pages`, async ({ reviewed, open, ready }) => {
    const page = await open(reviewed, await reviewed.signIn(account));
    await toTeam(page, team);
    await ready(page);
    const pages = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g);
    expect(pages?.length).toBeLessThanOrEqual(2);
  });
}
