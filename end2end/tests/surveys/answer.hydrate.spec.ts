//! Answering without a name, in one browser.

import { type Page, type Request } from "@playwright/test";
import { accounts } from "../fixtures";
import { type Installation, expect, send, test as base } from "./survey";

const test = base.extend<{ asked: { page: Page; path: string; administrator: Page; installation: Installation } }>({
  asked: async ({ own, open, launch }, use) => {
    const administrator = await open(own, await own.signIn(accounts.administrator));
    const path = await launch(administrator, { kind: "company", name: "Company review" });
    const page = await open(own, await own.signIn(accounts.employee));
    await use({ page, path, administrator, installation: own });
  },
});

const one = (page: Page, point: string) => page.getByRole("radio", { name: point }).nth(0);

test("digits answer, arrows move, and it says how far one is", async ({ asked: { page, path }, visit, audit }) => {
  await visit(page, path);
  await page.getByRole("link", { name: "Begin" }).click();
  await expect(page.getByText("Company review · section 1 of 10 · about 7 minutes left")).toBeVisible();
  await expect(page.getByRole("img", { name: "section 1 of 10" })).toBeVisible();
  await expect(page.getByText("Stored without your name; whoever runs the server could read it.")).toBeVisible();
  await page.keyboard.press("4");
  await expect(one(page, "4 Mostly")).toBeChecked();
  await expect(page.getByText("Saved on this device")).toBeVisible();
  const second = page.getByRole("group").nth(1);
  await expect(second.getByRole("radio").first()).toBeFocused();
  await page.keyboard.press("0");
  await expect(second.getByRole("radio", { name: "Not for me" })).toBeChecked();
  await page.keyboard.press("ArrowUp");
  await expect(second.getByRole("radio", { name: "Not for me" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(one(page, "4 Mostly")).toBeFocused();
  // Left and right choose, as in every group of radio buttons.
  await page.keyboard.press("ArrowRight");
  await expect(one(page, "5 Agree")).toBeChecked();
  for (let times = 0; times < 5; times++) {
    await page.keyboard.press("ArrowDown");
  }
  const last = page.getByRole("group").nth(3);
  await expect(last.getByRole("radio").first()).toBeFocused();
  await page.keyboard.press("1");
  await page.keyboard.press("0");
  await expect(last.getByRole("radio", { name: "10" })).toBeChecked();
  await expect(last.getByRole("radio", { name: "10" })).toBeFocused();
  await audit(page);
  // A key with a modifier is the browser's.
  await page.keyboard.press("Control+5");
  await expect(last.getByRole("radio", { name: "10" })).toBeChecked();
});

test("a draft outlives its tab, and what is open is led to", async ({ asked: { page, path }, visit, answerSection, audit }) => {
  await visit(page, path);
  await page.getByRole("link", { name: "Begin" }).click();
  await answerSection(page, "2");
  await page.keyboard.press("3");
  await expect(page.getByText("Saved on this device")).toBeVisible();
  const context = page.context();
  await page.close();
  const again = await context.newPage();
  await visit(again, path);
  await again.getByRole("link", { name: "Go on" }).click();
  await expect(again.getByText("section 2 of 10")).toBeVisible();
  await expect(one(again, "3 Partly")).toBeChecked();
  await again.goto(`${path}#11`);
  await expect(again.getByRole("heading", { level: 1 })).toHaveText("Look it over");
  await expect(again.getByText("5 of 29 questions answered.")).toBeVisible();
  await expect(again.getByText("22 questions are still open.")).toBeVisible();
  await expect(again.getByRole("button", { name: "Send my answers" })).toBeDisabled();
  await audit(again);
  await again.getByRole("link", { name: "Still open" }).first().click();
  await expect(again.getByText("section 2 of 10")).toBeVisible();
  await expect(again.getByRole("group").nth(1).getByRole("radio").first()).toBeFocused();
  // What one tab answers is in the other.
  const other = await context.newPage();
  await visit(other, path);
  await other.getByRole("link", { name: "Go on" }).click();
  await expect(one(other, "3 Partly")).toBeChecked();
  await again.keyboard.press("1");
  await expect(other.getByRole("group").nth(1).getByRole("radio", { name: "1 Disagree" })).toBeChecked();
});

test("a text that names a colleague is asked about; one that is too long cannot be sent", async ({
  asked: { page, path },
  answerAll,
  audit,
}) => {
  await answerAll(page, path, "3");
  await page.getByRole("link", { name: "Change" }).last().click();
  const text = page.getByRole("textbox").first();
  await text.fill("Zofia explains well.");
  await expect(page.getByText("This seems to name Zofia. Please name no one")).toBeVisible();
  await audit(page);
  await text.fill("The way we explain things.");
  await expect(page.getByText("This seems to name")).toHaveCount(0);
  await text.fill("a".repeat(2500));
  await expect(page.getByText("This is too long: shorten it, or it cannot be sent.")).toBeVisible();
  await page.getByRole("button", { name: "Look it over" }).click();
  await expect(page.getByText("A text is too long.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send my answers" })).toBeDisabled();
});

test("while one answers, nothing but the credential says who it is", async ({ asked: { page, path, installation }, answerAll }) => {
  const sent: Request[] = [];
  await answerAll(page, path, "43");
  page.on("request", (request) => sent.push(request));
  await send(page);
  const told = await Promise.all(
    sent.filter((request) => !request.url().includes("/assets/")).map(async (request) => ({ to: `${request.method()} ${new URL(request.url()).pathname}`, headers: await request.allHeaders(), body: request.postData() })),
  );
  expect(told.map(({ to }) => to)).toEqual(["POST /fn/surveys/credential", "POST /answers"]);
  const [issue, answer] = told;
  const cookie = (await page.context().cookies()).map(({ value }) => value)[0] ?? "";
  expect(cookie.length).toBeGreaterThan(10);
  expect(issue?.headers["cookie"], "who asks for a credential says who they are").toContain(cookie);
  expect(issue?.body, "and shows no answer").toMatch(/^survey=[0-9a-f-]{36}&element=[0-9a-f]{64}$/);
  const names = Object.keys(answer?.headers ?? {}).filter((name) => !name.startsWith("sec-") && !name.startsWith("accept"));
  expect(names.sort()).toEqual(["cache-control", "connection", "content-length", "content-type", "host", "origin", "pragma", "user-agent"]);
  const whole = JSON.stringify(answer);
  for (const known of [cookie, "referer", accounts.employee, "Mira", await deviceKey(page)]) {
    expect(whole, "nothing that tells who sent it").not.toContain(known);
  }
  expect(Object.keys(JSON.parse(answer?.body ?? "{}") as object).sort()).toEqual(["body", "nonce", "survey", "tag", "unit", "version"]);
  // Whoever has the answer's address cannot use it with a cookie either.
  const refused = await page.request.post(`${installation.base}/answers`, { data: answer?.body ?? "", headers: { cookie: "waymark=x" } });
  expect(refused.status()).toBe(400);
});

/** Under what this person's answers are kept here. */
async function deviceKey(page: Page): Promise<string> {
  const keys = await page.evaluate(() => Object.keys(localStorage));
  expect(keys).toHaveLength(1);
  return keys[0]?.replace("waymark.survey.", "") ?? "";
}

test("a line that is cut while sending loses nothing, and says what happens", async ({ asked: { page, path }, answerAll, visit, audit, console }) => {
  await answerAll(page, path, "5");
  // First nothing gets through, not even the question for a credential.
  console.expectAnything(/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET/);
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Send my answers" }).click();
  await expect(page.getByText(/The line is down\. Your answers are kept on this device; the next try is in \d+ s\./)).toBeVisible();
  await expect(page.getByRole("button", { name: "Waiting for the line" })).toBeVisible();
  await audit(page);
  // Then the answer arrives, but not that it did: the very same is sent again.
  const bodies: (string | null)[] = [];
  await page.route("**/answers", async (route) => {
    bodies.push(route.request().postData());
    if (bodies.length === 1) {
      await route.fetch();
      await route.abort("connectionreset");
    } else {
      await route.continue();
    }
  });
  await page.context().setOffline(false);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your answers are in. Thank you.", { timeout: 30_000 });
  expect(bodies).toHaveLength(2);
  expect(bodies[1], "the same bytes").toBe(bodies[0]);
  await page.unroute("**/answers");
  await visit(page, path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your answers are in. Thank you.");
});

test("a tab that is closed while sending sends when it is opened again", async ({ asked: { page, path }, answerAll, visit, console }) => {
  await answerAll(page, path, "5");
  console.expectAnything(/ERR_FAILED|ERR_CONNECTION_RESET/);
  await page.route("**/answers", (route) => route.abort("connectionreset"));
  await page.getByRole("button", { name: "Send my answers" }).click();
  await expect(page.getByText("The line is down.")).toBeVisible();
  const context = page.context();
  await page.close();
  const again = await context.newPage();
  await visit(again, path);
  await expect(again.getByRole("heading", { level: 1 })).toHaveText("Your answers are in. Thank you.");
});

test("another browser has another credential, and is told where to go on", async ({ asked: { page, path, installation }, answerAll, open, console }) => {
  await answerAll(page, path, "5");
  await send(page);
  const other = await open(installation, await installation.signIn(accounts.employee));
  await answerAll(other, path, "1");
  console.expectRefusal(422);
  await other.getByRole("button", { name: "Send my answers" }).click();
  await expect(other.getByText("You began to answer in another browser or on another device")).toBeVisible();
  await expect(other.getByRole("heading", { level: 1 }), "what was answered is still there").toHaveText("Look it over");
});

test("who was asked is told that it was called off", async ({ asked: { page, path, administrator }, answerAll, visit, check, ready, console }) => {
  await answerAll(page, path, "2");
  await send(page);
  await visit(administrator, `/admin${path}`);
  await administrator.getByLabel("Why").fill("It went to the wrong people.");
  await administrator.getByRole("button", { name: "Call it off and delete all answers" }).click();
  await expect(administrator.getByText("The survey is called off. Its answers are deleted")).toBeVisible();
  // In a page that was open:
  console.expectAnything(/status of 409/);
  await page.getByRole("link", { name: "Look at or change my answers" }).click();
  await page.getByRole("button", { name: "Send my changes" }).click();
  await expect(page.getByText("The survey was called off. Nothing of it is kept or published.")).toBeVisible();
  // And whenever it is opened.
  await visit(page, path);
  await ready(page);
  await check(page, "Company review · Waymark", "void");
});
