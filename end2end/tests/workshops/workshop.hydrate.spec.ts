//! Six browsers in one workshop: the count grows, the reveal appears on all of them at once, and nobody is sent what another voted.

import type { Page } from "@playwright/test";
import { accounts, expect, test } from "../fixtures";
import { VOTERS, codeOf, openWorkshop, result, section } from "./workshop";

/** What a page was sent: answers, and what it was told. */
interface Heard {
  kind: "answer" | "event" | "sent";
  text: string;
  at: number;
}

declare global {
  interface Window {
    heard(text: string): void;
  }
}

/** Records everything that a page sends and is sent from now on. */
async function record(page: Page): Promise<{ all: () => Promise<Heard[]> }> {
  const heard: Heard[] = [];
  const reading: Promise<void>[] = [];
  await page.exposeFunction("heard", (text: string) => heard.push({ kind: "event", text, at: Date.now() }));
  await page.addInitScript(() => {
    const Native = window.EventSource;
    window.EventSource = class extends Native {
      constructor(url: string | URL, options?: EventSourceInit) {
        super(url, options);
        this.addEventListener("message", (event) => window.heard(String(event.data)));
      }
    };
  });
  page.on("request", (request) => heard.push({ kind: "sent", text: `${request.url()} ${request.postData() ?? ""}`, at: Date.now() }));
  page.on("response", (response) => {
    const kind = response.headers()["content-type"] ?? "";
    if (/text\/html|application\/json/.test(kind)) {
      const at = Date.now();
      reading.push(
        response.text().then(
          (text) => void heard.push({ kind: "answer", text, at }),
          () => undefined,
        ),
      );
    }
  });
  return {
    all: async () => {
      await Promise.all(reading);
      return heard;
    },
  };
}

/** What stands under a name anywhere in a value. */
function under(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((one) => under(one, name));
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, one]) => [...(key === name ? [one] : []), ...under(one, name)]);
  }
  return [];
}

test("six browsers vote and see the same at once, and nobody is sent another's vote", async ({ own, open, visit, ready, audit }) => {
  test.setTimeout(180_000);
  const lead = await open(own, await own.signIn(accounts.lead));
  const path = await openWorkshop(lead, visit, ready);
  const code = await codeOf(lead);
  const wall = await open(own, await own.signIn(accounts.lead));
  await visit(wall, `${path}?project=1`);
  await expect(wall.locator(".code")).toHaveText(code);
  await expect(wall.getByRole("navigation", { name: "Main" })).toBeHidden();
  await audit(wall);

  const members: Page[] = [];
  for (const address of VOTERS) {
    const member = await open(own, await own.signIn(address));
    members.push(member);
  }
  const [mira] = members;
  if (!mira) {
    throw new Error("nobody votes");
  }
  await mira.setViewportSize({ width: 390, height: 844 });
  const recorded = await record(mira);
  for (const member of members) {
    await visit(member, `/w/${code}`);
    await expect(member.getByText("Live", { exact: true })).toBeVisible();
  }
  await audit(mira);

  const cohesion = ["1 Very low", "2 Low", "4 Good", "5 Very good", "5 Very good"];
  for (const [place, member] of members.entries()) {
    await section(member, "Cohesion").getByRole("radio", { name: cohesion[place] ?? "" }).check();
    if (place < 3) {
      await section(member, "Balance").getByRole("radio", { name: place === 0 ? "5 Very good" : "2 Low" }).check();
    }
    await expect(member.getByText("Saved. You can change it until the reveal.")).toBeVisible();
    const said = place === 0 ? "1 of 7 has voted" : `${place + 1} of 7 have voted`;
    for (const page of [lead, wall, mira]) {
      await expect(page.getByText(said)).toBeVisible();
    }
  }
  // Every point is as large as a thumb.
  for (const label of await section(mira, "Cohesion").locator("label").all()) {
    const box = await label.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }

  await section(mira, "Learning").getByRole("radio", { name: "3 In between" }).focus();
  const revealed = Date.now();
  await wall.getByRole("button", { name: "Reveal" }).click();
  await Promise.all(
    [lead, wall, ...members].map(async (page) => {
      await expect(result(page, "Cohesion")).toContainText("3.4 on average of 5 votes, divided.");
      await expect(result(page, "Balance")).toContainText("Most of 3 voters chose 2.");
    }),
  );
  await expect(mira.getByText("Talk about what divides you most first"), "who was about to vote goes on there").toBeFocused();
  await expect(result(mira, "Cohesion").getByRole("listitem")).toHaveText([
    /^1: 1 vote/,
    /^2: 1 vote/,
    /^3: 0 votes/,
    /^4: 1 vote/,
    /^5: 2 votes/,
  ]);
  await audit(mira);
  await audit(wall);

  // What one member was sent: before the reveal nothing of what anybody voted, but their own; after it what is shown and no more.
  const heard = await recorded.all();
  expect(heard.some(({ kind, at }) => kind === "event" && at < revealed)).toBe(true);
  for (const { kind, text, at } of heard.filter(({ text }) => text.startsWith("{"))) {
    const told: unknown = JSON.parse(text);
    if (at < revealed) {
      expect(under(told, "revealed").every((one) => one === null), `${kind}: ${text}`).toBe(true);
    }
    for (const section of under(told, "sections").flat() as { id: string; revealed: { picture: string; said: string } | null }[]) {
      if (section.revealed && section.id !== "cohesion") {
        expect(section.revealed.picture, text).toBe("");
      }
    }
    for (const votes of under(told, "votes").filter((votes) => typeof votes === "object")) {
      const own: Record<string, string> = { cohesion: "1", balance: "5" };
      for (const [id, vote] of Object.entries(votes as Record<string, string>)) {
        expect(vote, text).toBe(own[id]);
      }
    }
  }
  // Nor who did, in whatever way it was sent.
  expect(heard.some(({ kind, text }) => kind === "answer" && text.startsWith("<!"))).toBe(true);
  for (const { text, at } of heard.filter(({ kind }) => kind !== "sent")) {
    for (const name of ["Zofia", "Jonas", "Priya", "Emil"]) {
      expect(text).not.toContain(name);
    }
    if (at < revealed) {
      expect(text).not.toMatch(/class=\\*"votes/);
    }
  }
  for (const { text } of heard.filter(({ kind, text }) => kind === "sent" && text.includes("/fn/workshops/vote"))) {
    expect(decodeURIComponent(text)).toMatch(/votes\[(cohesion\]=1|balance\]=5)/);
  }

  // Who comes late is told the same; what is agreed appears for all.
  const aiko = await open(own, await own.signIn("aiko.tanaka@halden.example"));
  await visit(aiko, path);
  await expect(result(aiko, "Cohesion")).toContainText("3.4 on average of 5 votes");
  await expect(aiko.getByRole("radio")).toHaveCount(0);
  const write = lead.locator("details.write").filter({ has: lead.locator("#stand-cohesion") });
  await write.locator("summary").click();
  await write.getByLabel("Where you stand").selectOption("3");
  await write.getByRole("button", { name: "Write it down" }).click();
  for (const page of [mira, aiko, wall]) {
    await expect(result(page, "Cohesion")).toContainText("Agreed: 3");
  }
});

test("a workshop in colours, given up before the reveal", async ({ own, open, visit, ready, console, audit }) => {
  const lead = await open(own, await own.signIn(accounts.lead));
  const path = await openWorkshop(lead, visit, ready, { way: "Red, yellow or green, and where it is going" });
  const mira = await open(own, await own.signIn(accounts.employee));
  await visit(mira, path);
  await section(mira, "Balance").getByRole("radio", { name: "Yellow getting better" }).check();
  await expect(mira.getByText("Saved. You can change it until the reveal.")).toBeVisible();
  await section(mira, "Balance").getByRole("radio", { name: "No vote" }).check();
  await expect(lead.getByText("0 of 7 have voted")).toBeVisible();
  await audit(mira);
  console.expectAnything(/status of 404/);
  await lead.getByText("Give the workshop up").click();
  await lead.getByRole("button", { name: "Give it up" }).click();
  await expect(lead.getByText("The workshop was given up. Nothing of it was kept.")).toBeVisible();
  await expect(mira.getByRole("heading", { name: "There is no page here" })).toBeVisible();
});

test("no vote is lost: before the page is alive, on two devices, signed out meanwhile", async ({ own, open, visit, ready, console }) => {
  const lead = await open(own, await own.signIn(accounts.lead));
  const path = await openWorkshop(lead, visit, ready);
  const session = await own.signIn(accounts.employee);
  const phone = await open(own, session);
  const chosen = (page: Page, title: string, point: string) => section(page, title).getByRole("radio", { name: point });
  const saved = (page: Page) => expect(page.getByText("Saved. You can change it until the reveal.")).toBeVisible();

  // What is tapped while the page is still loading counts; until then it can be sent as a form.
  const held: (() => void)[] = [];
  let isSlow = true;
  await phone.route("**/*.wasm", async (route) => {
    if (isSlow) {
      await new Promise<void>((resolve) => held.push(resolve));
    }
    await route.continue();
  });
  await phone.goto(path);
  await expect(phone.getByRole("button", { name: "Save my votes" })).toBeVisible();
  await expect(phone.getByText("What you choose is saved at once.")).toBeHidden();
  await chosen(phone, "Balance", "2 Low").check();
  isSlow = false;
  held.forEach((go) => go());
  await ready(phone);
  await saved(phone);
  await expect(phone.getByRole("button", { name: "Save my votes" })).toBeHidden();
  await expect(lead.getByText("1 of 7 has voted")).toBeVisible();

  // What was voted on another device is shown once something else is saved.
  const laptop = await open(own, session);
  await visit(laptop, path);
  await expect(chosen(laptop, "Balance", "2 Low")).toBeChecked();
  await chosen(laptop, "Balance", "4 Good").check();
  await saved(laptop);
  // Enter sends no form with what is shown here by then.
  await chosen(phone, "Balance", "2 Low").focus();
  await phone.keyboard.press("Enter");
  await chosen(phone, "Cohesion", "5 Very good").check();
  await expect(chosen(phone, "Balance", "4 Good")).toBeChecked();

  // Who is signed out meanwhile is told so, and what they chose goes along once they are back.
  console.expectAnything(/status of 401/);
  const cookies = await phone.context().cookies();
  await phone.context().clearCookies();
  await chosen(phone, "Harmony and conflict", "1 Very low").check();
  await expect(phone.getByText(/signed out|Sign in/).first()).toBeVisible();
  await phone.context().addCookies(cookies);
  await saved(phone);
  await chosen(phone, "Learning", "3 In between").check();
  await saved(phone);
  await visit(laptop, path);
  for (const [title, point] of [["Balance", "4 Good"], ["Cohesion", "5 Very good"], ["Harmony and conflict", "1 Very low"], ["Learning", "3 In between"]] as const) {
    await expect(chosen(laptop, title, point), title).toBeChecked();
  }
});
