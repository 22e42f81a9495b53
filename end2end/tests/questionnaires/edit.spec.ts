import { type Page } from "@playwright/test";
import { accounts, expect, test } from "../fixtures";

/** A part of the editor, by its id. */
const part = (page: Page, id: string) => page.locator(`[id="at-${id}"]`);

/** What is asked, in order. */
const asked = (page: Page) => page.locator(".item .what");

test("a questionnaire is made from nothing", async ({ own, open, visit, check, console, hydrated }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/questionnaires");
  await check(page, "Questionnaires · Waymark", "list");
  console.expectRefusal(422);
  await page.getByLabel("Title").fill("Pulse");
  await page.getByLabel("Id").fill("team-review");
  await page.getByRole("button", { name: "Begin it" }).click();
  await expect(page.getByLabel("Id")).toHaveAccessibleDescription(/Another questionnaire has this id\./);
  await expect(page.getByLabel("Title")).toHaveValue("Pulse");
  await page.getByLabel("Id").fill("");
  await page.getByLabel("What it is for").selectOption("Company review");
  await page.getByRole("button", { name: "Begin it" }).click();
  await expect(page.getByText("The questionnaire is there.")).toBeVisible();
  await check(page, "Pulse · Waymark", "begun");

  // One question becomes another.
  await page.getByRole("link", { name: "Edit “Write here what is asked.”" }).click();
  const first = part(page, "question-1");
  console.expectRefusal(422);
  await first.getByLabel("What is asked").fill("ж".repeat(401));
  await first.getByLabel("Agreeing is the unhappy answer").check();
  await first.getByRole("button", { name: "Save the question" }).click();
  await expect(first.getByLabel("What is asked")).toHaveAccessibleDescription(/has more than 400 characters\./);
  await expect(first.getByLabel("What is asked")).toHaveValue("ж".repeat(401));
  await expect(first.getByLabel("Agreeing is the unhappy answer")).toBeChecked();
  await check(page, "Pulse · Waymark", "refused");
  await first.getByLabel("What is asked").fill("I work when I am ill.");
  await first.getByLabel("Help").fill("In the last month.");
  await first.getByRole("button", { name: "Save the question" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(first).toContainText("Agreement, 1 to 5, reversed, required");
  await expect(first.getByLabel("What is asked")).toHaveCount(0);

  // One of every other kind. With a script the form stays open for the next.
  const section = part(page, "_in.section-1");
  const add = async (kind: string, text: string, more: Record<string, string> = {}) => {
    if (!(await section.getByLabel("What is asked").isVisible())) {
      await section.getByRole("link", { name: "Add a question" }).click();
    }
    await section.getByLabel("How it is answered").selectOption(kind);
    await section.getByLabel("What is asked").fill(text);
    for (const [label, value] of Object.entries(more)) {
      await section.getByLabel(label).fill(value);
    }
    await section.getByRole("button", { name: "Add the question" }).click();
    await expect(page.getByRole("heading", { level: 2, name: "First section" }).or(section)).not.toHaveCount(0);
    await expect(asked(page).filter({ hasText: text })).toHaveCount(1);
  };
  await add("Recommend, 0 to 10", "Would you recommend us?");
  await add("One option", "Where do you work best?", { Options: "At home\nIn the office\n" });
  await add("Several options", "What would help?", { Options: "Time\nTools\nRest", "At most": "2" });
  await add("Own words", "What else? Please name no one.");
  await expect(page.getByText("Several options: at most 2 of 3, optional")).toBeVisible();
  console.expectRefusal(422);
  if (!hydrated) {
    await section.getByRole("link", { name: "Add a question" }).click();
  }
  await section.getByLabel("How it is answered").selectOption("Recommend, 0 to 10");
  await section.getByLabel("What is asked").fill("And again?");
  await section.getByRole("button", { name: "Add the question" }).click();
  await expect(page.getByText("is a second recommend question")).toBeVisible();
  await expect(section.getByLabel("What is asked")).toHaveValue("And again?");

  // A second section.
  await page.getByRole("link", { name: "Add a section" }).click();
  const added = part(page, "_section");
  await added.getByLabel("Title").fill("Rest");
  await added.getByLabel("Its first question").fill("I can take a day off.");
  await added.getByRole("button", { name: "Add the section" }).click();
  await expect(page.getByText("The section is added.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Rest" })).toBeVisible();

  await page.getByRole("link", { name: "Preview" }).click();
  await expect(page.getByText("As respondents see it")).toBeVisible();
  await check(page, "Preview: Pulse · Waymark", "preview");
  const options = page.getByRole("group", { name: "What would help?" });
  await options.getByLabel("Time").check();
  await options.getByLabel("Tools").check();
  if (hydrated) {
    await expect(options.getByLabel("Rest"), "two at most").toBeDisabled();
  }
  await page.getByRole("group", { name: "I work when I am ill." }).getByLabel("Not for me").check({ force: true });
  await page.getByRole("link", { name: "Go on editing" }).click();
  await expect(asked(page)).toHaveCount(6);
});

test("questions are put into another order with the keyboard, duplicated, removed and put back", async ({ own, open, visit, hydrated }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/questionnaires/company-review");
  const before = await asked(page).allTextContents();
  const [one, two] = before as [string, string];
  const press = async (word: string, text: string) => {
    const button = page.getByRole("button", { name: `${word} “${text}”` });
    await button.focus();
    await page.keyboard.press("Enter");
    return button;
  };
  const moved = await press("Down", one);
  await expect(asked(page).first()).toHaveText(two);
  await expect(page.getByRole("status").filter({ hasText: "Moved." })).toBeVisible();
  if (hydrated) {
    await expect(moved, "and it can be pressed again").toBeFocused();
  }
  await press("Up", one);
  await expect(asked(page).first()).toHaveText(one);
  await expect(page.getByRole("button", { name: `Up “${one}”` }), "it is the first").toBeDisabled();
  if (hydrated) {
    await expect(page.getByRole("button", { name: `Down “${one}”` })).toBeFocused();
  }

  // Over the edge of a section, and straight to where it belongs.
  await page.getByRole("link", { name: `Edit “${one}”` }).press("Enter");
  const sections = page.getByLabel("Move to section");
  const last = (await sections.locator("option").allTextContents()).at(-1) ?? "";
  await sections.selectOption(last);
  await page.getByLabel("As number").fill("1");
  await page.getByRole("button", { name: "Move it there" }).click();
  await expect(page.getByRole("region", { name: last }).locator(".item .what").first()).toHaveText(one);
  await expect(asked(page).first()).toHaveText(two);

  await press("Duplicate", two);
  await expect(page.getByText("The copy stands below its original.")).toBeVisible();
  await expect(asked(page).nth(1)).toHaveText(two);
  await page.getByRole("button", { name: `Remove “${two}”` }).nth(1).click();
  await expect(page.getByText("Removed.")).toBeVisible();
  await expect(asked(page).filter({ hasText: two })).toHaveCount(1);
  const put = page.getByRole("button", { name: "Put it back" });
  if (hydrated) {
    await expect(put).toBeFocused();
  }
  await put.click();
  await expect(page.getByText("It is as it was before.")).toBeVisible();
  await expect(asked(page).filter({ hasText: two })).toHaveCount(2);

  const count = await page.locator(".card.section").count();
  await page.getByRole("button", { name: /^Duplicate the section/ }).nth(1).click();
  await expect(page.locator(".card.section")).toHaveCount(count + 1);

  const section = page.getByRole("button", { name: /^Down the section/ }).first();
  const title = await page.locator(".card.section h2").first().textContent();
  await section.press("Enter");
  await expect(page.locator(".card.section h2").nth(1)).toHaveText(title ?? "");
});

test("what a survey uses stays as it is, and the next one says what was edited", async ({ own, open, visit, check }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/questionnaires/team-review");
  await expect(page.getByText("version 1 in use")).toBeVisible();
  await expect(page.getByRole("region", { name: "Edited since version 1" })).toHaveCount(0);
  const text = (await asked(page).first().textContent()) ?? "";
  await page.getByRole("link", { name: `Edit “${text}”` }).click();
  await page.getByLabel("What is asked").fill("When I am stuck, nobody helps.");
  await page.getByRole("button", { name: "Save the question" }).click();
  const edited = page.getByRole("region", { name: "Edited since version 1" });
  await expect(edited).toContainText("1 trend starts anew");
  await expect(edited).toContainText(text);
  await check(page, "Team review · Waymark", "edited");
  await visit(page, "/admin/questionnaires");
  await expect(page.getByRole("listitem").filter({ hasText: "Team review" }).first()).toContainText("Edited since version 1");
  await page.getByRole("link", { name: "Team review", exact: true }).click();
  await page.getByRole("button", { name: `As it was “${text}”` }).click();
  await expect(page.getByText("It is as it was before.")).toBeVisible();
  await expect(edited).toHaveCount(0);
  await expect(asked(page).first()).toHaveText(text);
  await page.getByRole("button", { name: "Retire it" }).click();
  await expect(page.getByText("It is offered no more.", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Offer it" }).click();
  await expect(page.getByText("It is offered again.")).toBeVisible();
});

test("what two edit at once is shown, and nothing typed is lost", async ({ own, open, visit, audit, console }) => {
  const administrator = await own.signIn(accounts.administrator);
  const [page, other] = [await open(own, administrator), await open(own, await own.signIn(accounts.administrator))];
  for (const one of [page, other]) {
    await visit(one, "/admin/questionnaires/company-review");
    const text = (await asked(one).first().textContent()) ?? "";
    await one.getByRole("link", { name: `Edit “${text}”` }).click();
  }
  await other.getByLabel("What is asked").fill("Theirs.");
  await other.getByRole("button", { name: "Save the question" }).click();
  await expect(other.getByText("Saved.")).toBeVisible();
  console.expectRefusal(422);
  await page.getByLabel("What is asked").fill("Mine.");
  await page.getByRole("button", { name: "Save the question" }).click();
  const conflict = page.getByRole("alert").filter({ hasText: "Somebody else changed this meanwhile." });
  await expect(conflict).toContainText("Theirs.");
  await expect(page.getByLabel("What is asked")).toHaveValue("Mine.");
  await audit(page);
  // Far too much is refused, and is still there.
  const long = "слово ".repeat(1700);
  console.expectRefusal(422);
  await page.getByLabel("Help").fill(long);
  await page.getByRole("button", { name: "Save the question" }).click();
  await expect(page.getByLabel("Help")).toHaveAccessibleDescription(/has more than 600 characters\./);
  await expect(page.getByLabel("Help")).toHaveValue(long);
  await expect(page.getByLabel("What is asked")).toHaveValue("Mine.");
  await page.getByLabel("Help").fill("");
  await page.getByRole("button", { name: "Save the question" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(asked(page).first()).toHaveText("Mine.");
});
