//! What goes wrong in a review: a half that is empty, text that is no text, a review that somebody else holds by now, people who are gone, addresses of others.

import { type Page } from "@playwright/test";
import { write } from "../plans/plans";
import { MANAGER, OWN, accounts, addressOf, agree, ahead, draft, expect, required, saveAtOnce, saved, share, sharing, testWithReviews } from "./reviews";

const test = testWithReviews();

const HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)><b onclick=alert(3)>bold</b> [go](javascript:alert(4))";

/** Looks that a page shows it as text: nothing of it is a part of the page, and nothing of it ran. */
async function harmless(page: Page, dialogs: string[]): Promise<void> {
  await expect(page.getByText("<script>alert(1)</script>").first()).toBeVisible();
  await expect(page.locator("main :is(img, [onclick], [onerror], [href^='javascript' i])")).toHaveCount(0);
  await expect(page.locator(".prose :is(script, b, style, iframe, svg)")).toHaveCount(0);
  expect(dialogs, "nothing ran").toEqual([]);
}

test("a half that is empty, or lacks an answer, is not shared and says why; one that is shared is taken back", async ({
  launched,
  open,
  visit,
  audit,
  hydrated,
  console,
}) => {
  const { installation } = launched;
  const page = await open(installation, await installation.signIn(addressOf("Mira Solberg")));
  await visit(page, launched.own);
  const button = page.getByRole("button", { name: hydrated ? "Share my half" : "Save and share my half", exact: true });
  console.expectRefusal(422);
  await button.click();
  await expect(sharing(page).getByRole("alert")).toHaveText("There is nothing in it yet. Write something first.");
  await audit(page);
  await page.getByLabel(OWN.best).fill("One thing.");
  console.expectRefusal(422);
  await button.click();
  await expect(sharing(page).getByRole("alert")).toHaveText(`Answer these first: ${OWN.improve}`);
  await expect(page.getByLabel(OWN.best)).toHaveValue("One thing.");
  await page.getByLabel(OWN.improve).fill("Another thing.");
  await share(page, hydrated);
  await expect(sharing(page).getByRole("alert")).toHaveCount(0);
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("Taken back. It is yours alone again.")).toBeVisible();
  await expect(page.getByLabel(OWN.best)).toHaveValue("One thing.");
});

test("HTML and scripts are shown as they were typed, wherever they are typed, and nothing runs", async ({
  launched,
  open,
  visit,
  ready,
  hydrated,
  console,
}) => {
  test.setTimeout(180_000);
  const { installation } = launched;
  const whose = "Zofia Dvořák";
  const dialogs: string[] = [];
  const listening = async (name: string) => {
    const page = await open(installation, await installation.signIn(addressOf(name)));
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    return page;
  };
  const zofia = await listening(whose);
  await visit(zofia, launched.own);
  for (const field of await zofia.locator("form#half").getByRole("textbox").all()) {
    await field.fill(HOSTILE);
  }
  await saved(zofia, hydrated);
  await visit(zofia, launched.own);
  await expect(zofia.getByLabel(OWN.best)).toHaveValue(HOSTILE);
  await share(zofia, hydrated);

  const viktor = await listening("Viktor Nakamura");
  await visit(viktor, launched.of(whose));
  const peers = viktor.getByRole("region", { name: "Peers" });
  await peers.getByText("Ask somebody", { exact: true }).click();
  await peers.getByLabel("Who", { exact: true }).fill("Jonas Lindqvist");
  await peers.getByLabel(/^What about/).fill(HOSTILE);
  await peers.getByRole("radio", { name: /^Zofia, too/ }).check();
  await peers.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(viktor.getByText("Asked. They get a letter")).toBeVisible();
  const jonas = await listening("Jonas Lindqvist");
  await visit(jonas, launched.input(whose));
  await harmless(jonas, dialogs);
  const answer = jonas.getByRole("region", { name: "Your answer" });
  const give = answer.getByRole("button", { name: hydrated ? "Give it" : "Give what is saved", exact: true });
  console.expectRefusal(422);
  await give.click();
  await expect(jonas.getByRole("alert"), "nothing is there to be given").toHaveText("There is nothing in it yet. Write something first.");
  for (const field of await answer.getByRole("textbox").all()) {
    await field.fill(HOSTILE);
  }
  if (!hydrated) {
    await answer.getByRole("button", { name: "Save", exact: true }).click();
    await expect(jonas.getByText("Saved. Nobody sees it before you give it.")).toBeVisible();
  }
  await give.click();
  await expect(jonas.getByText("Thank you. It is given")).toBeVisible();
  await harmless(jonas, dialogs);

  await visit(viktor, launched.of(whose));
  for (const field of await viktor.locator("form#half").getByRole("textbox").all()) {
    await field.fill(HOSTILE);
  }
  await share(viktor, hydrated);
  await visit(viktor, launched.of(whose));
  await harmless(viktor, dialogs);
  const title = "<script>alert(1)</script><img src=x onerror=alert(2)>";
  await draft(viktor, title, async (form) => {
    await form.getByLabel("What is it?").selectOption({ label: "Learning: education or certification" });
    await form.getByLabel(/^Why, and what belongs to it/).fill(HOSTILE);
    await form.getByLabel("Measured by").selectOption({ label: "Done or not" });
  });
  await visit(zofia, launched.own);
  await expect(ahead(zofia).getByRole("link", { name: title, exact: true })).toBeVisible();
  await agree(zofia, title);
  await harmless(zofia, dialogs);
  await expect(zofia.getByRole("region", { name: "Peers" })).toContainText("<img src=x onerror=alert(2)>");

  await zofia.getByRole("link", { name: "Write the plan" }).click();
  await expect(zofia.getByRole("heading", { level: 1 })).toHaveText(`Development plan, ${whose}`);
  await ready(zofia);
  for (const part of ["Strengths", "Where to grow", "Where to"]) {
    await write(zofia, part, HOSTILE);
    await expect(zofia.getByRole("region", { name: part, exact: true })).toContainText("<script>alert(1)</script>");
  }
  await harmless(zofia, dialogs);
});

test("who no longer holds a review is told so, and what they wrote is not lost", async ({ launched, open, visit, hydrated, console }) => {
  const { installation } = launched;
  const whose = "Jonas Lindqvist";
  const session = await installation.signIn(accounts.manager);
  const viktor = await open(installation, session);
  await visit(viktor, launched.of(whose));
  await installation.post(session, "/fn/reviews/hand-over", { ...launched.which(whose), to: "Sunniva Haugen" });
  const field = viktor.getByLabel(MANAGER.best);
  const late = "Written when somebody else held it already.";
  if (hydrated) console.expectRefusal(422);
  await field.fill(late);
  if (!hydrated) {
    await viktor.locator("form#half").getByRole("button", { name: "Save", exact: true }).last().click();
  }
  await expect(viktor.getByText("Held by Sunniva Haugen now")).toBeVisible();
  await expect(viktor.getByRole("region", { name: "Not saved" })).toContainText(late);
  if (hydrated) {
    await viktor.reload();
    await expect(viktor.getByRole("region", { name: "Not saved" }), "this device keeps it until it is let go").toContainText(late);
  }
  // Who holds it now begins anew.
  const sunniva = await open(installation, await installation.signIn(addressOf("Sunniva Haugen")));
  await visit(sunniva, launched.of(whose));
  await expect(sunniva.getByRole("heading", { level: 1 })).toHaveText(`Review of ${whose}, 2027 H1`);
  await expect(sunniva.getByLabel(MANAGER.best)).toHaveValue("");
});

test("who left cannot be asked, nor who holds the review already", async ({ launched, open, visit, audit, console }) => {
  const { installation } = launched;
  const viktor = await open(installation, await installation.signIn(accounts.manager));
  await visit(viktor, launched.of("Priya Raman"));
  await installation.post(await installation.signIn(accounts.administrator), "/fn/people/leave", { id: launched.id("Emil Brandt") });
  const peers = viktor.getByRole("region", { name: "Peers" });
  const who = peers.getByLabel("Who", { exact: true });
  await peers.getByText("Ask somebody", { exact: true }).click();
  for (const [name, why] of [
    ["Emil Brandt", /Nothing here is called “Emil Brandt”/],
    ["Priya Raman", /This is about themselves, or they hold it already\./],
  ] as const) {
    await who.fill(name);
    await peers.getByLabel(/^What about/).fill("The on-call weeks of autumn.");
    console.expectRefusal(422);
    await peers.getByRole("button", { name: "Ask", exact: true }).click();
    await expect(who).toHaveAccessibleDescription(why);
    await expect(peers.getByLabel(/^What about/)).toHaveValue("The on-call weeks of autumn.");
  }
  await expect(peers.getByRole("listitem")).toHaveCount(0);
  await audit(viktor);
});

test("who would rather not answer says so, and is asked no more", async ({ launched, open, visit, audit }) => {
  const { installation } = launched;
  const whose = "Aiko Tanaka";
  const manager = await installation.signIn(accounts.manager);
  const asked = { ...launched.which(whose), about: "", open: "false" };
  await installation.post(manager, "/fn/reviews/ask", { ...asked, peer: "Nadia Perić" });
  await installation.post(manager, "/fn/reviews/ask", { ...asked, peer: "Zofia Dvořák" });
  const nadia = await open(installation, await installation.signIn(accounts.lead));
  await visit(nadia, launched.input(whose));
  await expect(nadia.getByText("Only Viktor Nakamura sees what you write, or who takes the review over.")).toBeVisible();
  await nadia.getByRole("button", { name: "I would rather not" }).click();
  await expect(nadia.getByText("You declined. Nobody is told why.")).toBeVisible();
  await expect(nadia.getByRole("textbox")).toHaveCount(0);
  await audit(nadia);
  const viktor = await open(installation, manager);
  await visit(viktor, launched.of(whose));
  const peers = viktor.getByRole("region", { name: "Peers" }).getByRole("listitem");
  await expect(peers.filter({ hasText: "Nadia Perić" })).toContainText("declined today · only you see it");
  await peers.filter({ hasText: "Zofia Dvořák" }).getByRole("button", { name: "Take back the question to Zofia Dvořák" }).click();
  await expect(viktor.getByText("They are asked no more.")).toBeVisible();
  await expect(peers).toHaveCount(1);
});

test("nobody else finds a review, its input page or a cycle that is none", async ({ launched, open, visit, console }) => {
  const { installation } = launched;
  const whose = "Priya Raman";
  const viktor = await installation.signIn(accounts.manager);
  await saveAtOnce(launched, viktor, whose, required("Between the two of us."));
  await installation.post(viktor, "/fn/reviews/share", launched.which(whose));
  // Neither who leads the team, nor who looks after people, nor the person at another's address.
  for (const account of [accounts.lead, accounts.administrator, accounts.employee]) {
    const page = await open(installation, await installation.signIn(account));
    for (const path of [launched.of(whose), launched.input(whose)]) {
      console.expectStatus(404);
      const response = await visit(page, path);
      expect(response?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
      await expect(page.getByRole("main")).not.toContainText(whose);
    }
  }
  const priya = await open(installation, await installation.signIn(addressOf(whose)));
  for (const path of ["/review/none", "/review/6f9619ff-8b86-4d01-b42d-00cf4fc964ff", launched.input(whose)]) {
    console.expectStatus(404);
    expect((await visit(priya, path))?.status()).toBe(404);
  }
  await visit(priya, launched.own);
  await expect(priya.getByRole("heading", { level: 1 })).toHaveText("My review, 2027 H1");
  await expect(priya.getByRole("main"), "not before hers is shared").not.toContainText("Between the two of us.");
});
