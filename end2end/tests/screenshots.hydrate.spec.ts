//! Pictures of every page to look at, in target/screenshots; and that no page is wider than the screen.

import { type Page } from "@playwright/test";
import { join } from "node:path";
import { Installation, accounts } from "./fixtures";
import { toTeam } from "./health/team";
import { TEAM, answers, importFormer } from "./results/former";
import { OWN, addressOf, ahead, lastGoal, launch, past, required, saveAtOnce, saved } from "./reviews/reviews";
import { expect, test as base } from "./surveys/survey";
import { VOTERS, openWorkshop, result, section } from "./workshops/workshop";

// A test takes dozens of pictures: on a slow machine they alone are a minute.
base.describe.configure({ mode: "parallel", timeout: 240_000 });

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const THEMES = ["light", "dark"] as const;

/** The narrowest screen that has to be enough (WCAG 1.4.10). */
const NARROW = { width: 320, height: 640 };

async function fits(page: Page): Promise<void> {
  for (const size of [NARROW, ...Object.values(SIZES)]) {
    await page.setViewportSize(size);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wider, `pixels too wide at ${size.width}`).toBeLessThanOrEqual(0);
  }
}

/** A sheet of A4 between its margins, at 96 pixels an inch. */
const PAPER = { width: 672, height: 987 };

const test = base.extend<{ picture: (page: Page, name: string) => Promise<void> }>({
  picture: async ({ audit }, use, { project }) => {
    const folder = join(project.testDir, "..", "..", "target", "screenshots");
    await use(async (page, name) => {
      await fits(page);
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport);
        // A screen as tall as the page, so that what keeps to the screen's edge is at the edge of the picture.
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ ...viewport, height });
        for (const colorScheme of THEMES) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: join(folder, `${name}-${size}-${colorScheme}.png`) });
        }
        // In the dark; each page's own spec does the same in the light.
        await audit(page);
      }
      await page.setViewportSize(PAPER);
      await page.emulateMedia({ media: "print" });
      await expect(page.getByRole("navigation"), "paper has no navigation").toHaveCount(0);
      await page.screenshot({ path: join(folder, `${name}-paper.png`), fullPage: true });
      await page.emulateMedia({ media: null, forcedColors: "active" });
      await page.setViewportSize(SIZES.desktop);
      await page.screenshot({ path: join(folder, `${name}-forced-colours.png`), fullPage: true });
      await page.emulateMedia({ forcedColors: null });
    });
  },
});

/** As long as a name may be, without a place to break it. */
const LONG = "Wolfeschlegelsteinhausenbergerdorff".repeat(4).slice(0, 120);

async function rename(installation: Installation, email: string, name: string): Promise<void> {
  await installation.post(await installation.signIn(email), "/fn/account/save", { name, time_zone: "", version: "0" });
}

test("home", async ({ asEmployee, asLead, asManager, asAdministrator, visit, picture }) => {
  for (const [role, page] of Object.entries({ asEmployee, asLead, asManager, asAdministrator })) {
    await visit(page, "/");
    await picture(page, `home-${role.replace("as", "").toLowerCase()}`);
  }
});

test("home and setting up, where nobody has been yet", async ({ empty, open, visit, picture, console }) => {
  const page = await open(empty);
  await visit(page, empty.firstLink);
  await picture(page, "setup");
  console.expectRefusal(422);
  await page.getByLabel("Your name").fill("Ada Berg");
  await page.getByLabel("E-mail").fill("ada@halden.example");
  await page.getByLabel("Password", { exact: true }).fill("ada berg ada berg");
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await picture(page, "setup-refused");
  const administrator = await open(empty, await empty.found("Ada Berg", "ada@halden.example"));
  await visit(administrator, "/");
  await picture(administrator, "home-alone");
  await visit(page, empty.firstLink);
  await picture(page, "set-password-gone");
  await visit(page, "/forgot-password");
  await picture(page, "forgot-password-without-mail");
});

test("a name that is taken away", async ({ own, open, visit, picture }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/people?search=emil");
  await page.getByRole("row", { name: "Emil Brandt" }).getByRole("link", { name: "Emil Brandt" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Emil Brandt");
  await page.getByRole("button", { name: "They left" }).click();
  await page.getByRole("link", { name: "Take their name away" }).click();
  await expect(page.getByRole("button", { name: "for good" })).toBeVisible();
  await picture(page, "former");
});

test("what is stored about oneself", async ({ own, open, visit, picture }) => {
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, "/account/data");
  await picture(page, "my-data");
});

test("account", async ({ own, open, visit, picture, console }) => {
  const session = await own.signIn(accounts.employee);
  await own.signIn(accounts.employee);
  const page = await open(own, session);
  await visit(page, "/account");
  await picture(page, "account");
  const save = page.getByRole("button", { name: "Save" });

  console.expectRefusal(422);
  await page.getByLabel("Time zone").fill("Mars/Olympus");
  await save.click();
  await expect(page.getByLabel("Time zone")).toHaveAttribute("aria-invalid", "true");
  await picture(page, "account-refused");

  await rename(own, accounts.employee, "Mira Two");
  console.expectRefusal(422);
  await page.getByLabel("Time zone").fill("Europe/Zagreb");
  await save.click();
  await expect(page.getByRole("alert")).toContainText("changed while you were writing");
  await picture(page, "account-conflict");

  await page.getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByText("Your profile is saved.")).toBeVisible();
  await picture(page, "account-saved");

  console.expectRefusal(422);
  const card = page.getByRole("region", { name: "Password" });
  await card.getByLabel("Present password", { exact: true }).fill("four wild harbours");
  await card.getByLabel("New password", { exact: true }).fill("a quiet walk along the fjord");
  await card.getByRole("button", { name: "Change the password" }).click();
  await expect(card.getByLabel("Present password", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await picture(page, "account-password-refused");

  await own.post(session, "/fn/session/sign-out-everywhere", {});
  console.expectStatus(401);
  await page.getByRole("link", { name: "Home", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed out");
  await expect(page.getByRole("main").getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/sign-in");
  await picture(page, "signed-out");
});

test("people", async ({ asAdministrator, own, empty, open, visit, picture, console }) => {
  await visit(asAdministrator, "/admin/people");
  await picture(asAdministrator, "people");
  const administrator = await open(own, await own.signIn(accounts.administrator));
  await visit(administrator, "/admin/people");
  await administrator.getByLabel("Name").fill("Greta Nowak");
  await administrator.getByLabel("E-mail").fill("greta@halden.example");
  await administrator.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(administrator.getByText("A link for Greta Nowak is on its way")).toBeVisible();
  await picture(administrator, "people-invited");

  const page = await open(empty, await empty.found("Ada Berg", "ada@halden.example"));
  await visit(page, "/admin/people");
  await page.getByLabel("Name").fill("Greta Nowak");
  await page.getByLabel("E-mail").fill("greta@halden.example");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const link = page.getByLabel("Link", { exact: true });
  await expect(link).toBeVisible();
  await picture(page, "people-link");
  const visitor = await open(empty);
  await visit(visitor, await link.inputValue());
  await picture(visitor, "set-password");
  console.expectRefusal(422);
  await visitor.getByLabel("New password", { exact: true }).fill("too short");
  await visitor.getByRole("button", { name: "Set the password" }).click();
  await expect(visitor.getByLabel("New password", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await picture(visitor, "set-password-refused");

  console.expectRefusal(422);
  await page.getByLabel("Name").fill("Greta Two");
  await page.getByLabel("E-mail").fill("greta@halden.example");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByLabel("E-mail")).toHaveAttribute("aria-invalid", "true");
  await picture(page, "people-refused");
});

test("signing in, and being lost", async ({ own, open, asEmployee, visit, picture, console }) => {
  const page = await open(own);
  await visit(page, "/sign-in");
  await picture(page, "sign-in");
  console.expectRefusal(422);
  await page.getByLabel("E-mail").fill(accounts.employee);
  await page.getByLabel("Password", { exact: true }).fill("four wild harbours");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await picture(page, "sign-in-refused");
  await visit(page, "/forgot-password");
  await picture(page, "forgot-password");
  await visit(page, "/forgot-password?done=asked");
  await picture(page, "forgot-password-asked");
  await own.post(await own.signIn(accounts.administrator), "/fn/password/forgot", { email: accounts.employee });
  await visit(page, await own.linkFor(accounts.employee));
  await picture(page, "set-password-anew");
  console.expectStatus(404);
  await visit(page, "/no/such/page");
  await picture(page, "not-found");
  console.expectStatus(404);
  await visit(asEmployee, "/admin/people");
  await picture(asEmployee, "not-yours");
});

test("people, teams, projects", async ({ asEmployee, asManager, visit, picture }) => {
  for (const [name, path] of Object.entries({
    "directory": "/people",
    "directory-nobody": "/people?search=qqqqqq",
    "chart": "/people/chart",
    "teams": "/teams",
    "projects": "/projects",
  })) {
    await visit(asEmployee, path);
    await picture(asEmployee, name);
  }
  await asEmployee.goto("/teams");
  await asEmployee.getByRole("region", { name: "Teams" }).getByRole("link", { name: "Customer support" }).click();
  await expect(asEmployee.getByRole("heading", { level: 1 })).toHaveText("Customer support");
  await picture(asEmployee, "team");
  await visit(asManager, "/people?search=mira");
  await asManager.getByRole("link", { name: "Mira Solberg" }).first().click();
  await expect(asManager.getByRole("region", { name: "Record" })).toBeVisible();
  await picture(asManager, "person");
});

test("an administrator's tools", async ({ asAdministrator: page, visit, picture, ready }) => {
  for (const [name, path] of Object.entries({ "admin-teams": "/admin/teams", "admin-projects": "/admin/projects", "import": "/admin/people/import" })) {
    await visit(page, path);
    await picture(page, name);
  }
  const rows = ["Employee #,Full name,Work email,Job title,Team,Reports to", "A1,Ada Berg,ada@new.example,Chief,,", "A2,Bo Lund,,Engineer,search,A1"];
  await page.getByLabel("File", { exact: true }).setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
  await page.getByRole("button", { name: "Look at it" }).click();
  await ready(page);
  await picture(page, "import-preview");
  await page.getByRole("button", { name: "Give it up" }).click();
  await expect(page.getByLabel("File", { exact: true })).toBeVisible();
  for (const [name, list, link] of [["admin-person", "/admin/people?search=matteo", "Matteo Ferrari-Conti"], ["admin-team", "/admin/teams", "Customer support"], ["admin-project", "/admin/projects", "Fair fares"]] as const) {
    await visit(page, list);
    await page.getByRole("main").getByRole("link", { name: link }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(link);
    await picture(page, name);
  }
});

test("results, and importing a former survey", async ({ own, open, visit, picture, ready }) => {
  const groups = { Payments: 9, Timetables: 14, Sales: 4, Depot: 3, Product: 31, [LONG]: 12 };
  const id = await importFormer(own, "Engagement 2026", { groups });
  const page = await open(own, await own.signIn(accounts.administrator));
  for (const [name, unit] of Object.entries({ whole: 0, group: 2, hidden: 4, long: 6 })) {
    await visit(page, `/surveys/${id}/results?unit=${unit}`);
    await picture(page, `results-${name}`);
  }
  await visit(page, "/admin/surveys/import");
  await picture(page, "import-former");
  const send = async (text: string) => {
    await visit(page, "/admin/surveys/import");
    await page.getByLabel("Answers", { exact: true }).setInputFiles({ name: "answers.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.getByLabel("Or its file").setInputFiles({ name: "questions.toml", mimeType: "text/plain", buffer: Buffer.from(TEAM) });
    await page.getByLabel("Cycle", { exact: true }).fill("2025 H2");
    await page.getByLabel("Name of the survey").fill("Health 2025");
    await page.getByRole("button", { name: "Look at it" }).click();
    await ready(page);
  };
  await send(answers(groups));
  await picture(page, "import-former-preview");
  await send(answers(groups).replace("Payments,", "Payments,7").replace(",Timetables,", ",,"));
  await picture(page, "import-former-refused");
});

test("health, actions and goals", async ({ open, visit, picture, console }) => {
  const own = await Installation.demo({ reviews: true });
  await rename(own, accounts.employee, LONG);
  const page = await open(own, await own.signIn(accounts.lead));
  await toTeam(page, "Payments");
  await picture(page, "health-team");
  await page.getByText("Do something about it").click();
  console.expectRefusal(422);
  await page.getByLabel("What will be done").fill(LONG);
  await page.getByLabel("Who answers for it").fill(LONG);
  await page.getByLabel("By when").fill("2026-12-31");
  await page.getByRole("button", { name: "Commit to it" }).click();
  await expect(page.getByLabel("By when")).toHaveAttribute("aria-invalid", "true");
  await picture(page, "health-refused");
  await page.getByLabel("By when").fill("2027-01-14");
  await page.getByRole("button", { name: "Commit to it" }).click();
  await expect(page.getByText("It is committed to")).toBeVisible();
  await picture(page, "health-acted");
  await page.getByRole("link", { name: LONG }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(LONG);
  await picture(page, "goal");
  const owner = await open(own, await own.signIn(accounts.employee));
  await visit(owner, "/");
  await picture(owner, "home-owner");
  const manager = await open(own, await own.signIn(accounts.manager));
  await toTeam(manager, "Engineering");
  await picture(manager, "health-parent");
  await visit(manager, "/compare");
  await picture(manager, "compare");
  await visit(manager, "/company");
  await picture(manager, "company");
  const small = await open(own, await own.signIn("bjorn.odegard@halden.example"));
  await toTeam(small, "Build tools");
  await picture(small, "health-small");
  await own.stop();
});

test("questionnaires", async ({ own, open, visit, ready, picture }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/questionnaires");
  await picture(page, "questionnaires");
  const broken = Buffer.from("id = 'Broken'\ntitel = 'Teams'\n[[section]]\n");
  await page.getByLabel("File", { exact: true }).setInputFiles({ name: "q.toml", mimeType: "application/toml", buffer: broken });
  await page.getByRole("button", { name: "Look at it" }).click();
  await ready(page);
  await expect(page.getByRole("region", { name: "Mistakes" })).toBeVisible();
  await picture(page, "questionnaire-mistakes");
  await visit(page, "/admin/questionnaires");
  await page.getByLabel("Title").fill("Every kind");
  await page.getByLabel("Begins with").selectOption("The example with every kind of question");
  await page.getByRole("button", { name: "Begin it" }).click();
  await page.getByRole("link", { name: "Preview" }).click();
  await expect(page.getByText("As respondents see it")).toBeVisible();
  await picture(page, "questionnaire-preview");
});

test("the editor of a questionnaire", async ({ own, open, visit, picture, console }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/questionnaires/mid-cycle-revision");
  await page.getByRole("link", { name: /^Edit “/ }).first().click();
  console.expectRefusal(422);
  await page.getByLabel("What is asked").fill(LONG.repeat(4));
  await page.getByRole("button", { name: "Save the question" }).click();
  await expect(page.getByLabel("What is asked")).toHaveAttribute("aria-invalid", "true");
  await picture(page, "questionnaire-refused");
});

test("a questionnaire that was edited since a survey used it", async ({ own, open, visit, picture }) => {
  const page = await open(own, await own.signIn(accounts.administrator));
  await visit(page, "/admin/questionnaires/team-review");
  await page.getByRole("link", { name: /^Edit “/ }).first().click();
  await page.getByLabel("What is asked").fill(LONG);
  await page.getByLabel("How it is answered").selectOption("Several options");
  await page.getByLabel("Options").fill(`${LONG}\nNo`);
  await page.getByRole("button", { name: "Save the question" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await picture(page, "questionnaire-edited");
});

test("the audit chain", async ({ own, open, visit, picture }) => {
  const administrator = await own.signIn(accounts.administrator);
  await own.post(administrator, "/fn/people/invite", { name: "Greta Nowak", email: "greta@halden.example", title: "Engineer" });
  await own.post(administrator, "/fn/projects/create", { name: "Night trains", lead: "Mira Solberg" });
  await own.post(administrator, "/fn/cycles/create", { name: "2031 H1", starts: "2031-01-01", ends: "2031-06-30" });
  const page = await open(own, administrator);
  for (const [name, path] of [["audit", "/admin/audit"], ["audit-verified", "/admin/audit?check=1"], ["audit-nothing", "/admin/audit?search=dragons"], ["audit-wrong", "/admin/audit?who=Nobody&from=2027-02-01"]] as const) {
    await visit(page, path);
    await picture(page, name);
  }
});

test("the longest names fit on every page", async ({ own, open, visit, picture }) => {
  await rename(own, accounts.employee, LONG);
  await rename(own, accounts.manager, `${"Ng ".repeat(40)}`);
  const administrator = await own.signIn(accounts.administrator);
  const invited = { name: LONG, email: `${"w".repeat(64)}@halden.example`, title: LONG };
  await own.post(administrator, "/fn/people/invite", invited);
  for (const [account, paths] of [
    [accounts.employee, { home: "/", account: "/account", directory: "/people", chart: "/people/chart", team: "/teams" }],
    [accounts.administrator, { people: "/admin/people", audit: "/admin/audit" }],
  ] as const) {
    const page = await open(own, await own.signIn(account));
    for (const [name, path] of Object.entries(paths)) {
      await visit(page, path);
      await picture(page, `long-names-${name}`);
    }
  }
});

test("answering a survey", async ({ own, open, visit, picture, launch }) => {
  test.setTimeout(180_000);
  const administrator = await open(own, await own.signIn(accounts.administrator));
  await visit(administrator, "/admin/cycles");
  await picture(administrator, "cycles");
  const path = await launch(administrator, { kind: "company", name: "Company review, 2027 H1" });
  await picture(administrator, "admin-survey");
  const page = await open(own, await own.signIn(accounts.employee));
  await visit(page, path);
  await picture(page, "survey-terms");
  await page.getByRole("link", { name: "Begin" }).click();
  await page.keyboard.press("4");
  await picture(page, "survey-section");
  for (let word = ""; word !== "Look it over"; ) {
    word = (await page.locator(".foot .go").textContent()) ?? "";
    if (word === "Look it over") {
      await page.getByRole("textbox").first().fill("Mira explains well, and patiently.");
      await picture(page, "survey-words");
    }
    await page.locator(".foot .go").click();
  }
  await picture(page, "survey-look-over");
  const named = await launch(administrator, { kind: "team", name: "Team review, 2027 H1", open: true, teams: ["Payments"] });
  await visit(page, named);
  await picture(page, "survey-open-terms");
  await visit(page, `${named}?at=12`);
  await picture(page, "survey-sent");
});

test("the desk of who manages", async ({ reviewed, asEmployee, open, visit, picture }) => {
  const page = await open(reviewed, await reviewed.signIn(accounts.manager));
  await visit(page, "/reports");
  await picture(page, "desk");
  const above = await open(reviewed, await reviewed.signIn("sunniva.haugen@halden.example"));
  await visit(above, "/reports?line=all");
  await picture(above, "desk-line");
  await visit(asEmployee, "/reports");
  await picture(asEmployee, "desk-nobody");
});

test("launching personal reviews", async ({ own, open, visit, ready, picture }) => {
  const administrator = await own.signIn(accounts.administrator);
  await own.post(administrator, "/fn/cycles/create", { name: "2027 H1", starts: "2027-01-01", ends: "2027-06-30" });
  const page = await open(own, administrator);
  await visit(page, "/admin/cycles");
  await page.getByRole("link", { name: "2027 H1" }).click();
  await page.getByRole("link", { name: "Launch personal reviews" }).click();
  await page.getByRole("button", { name: "Look who gets one" }).click();
  await expect(page.getByRole("region", { name: "What it would lead to" })).toBeVisible();
  await ready(page);
  await picture(page, "reviews-launch");
  await page.getByRole("button", { name: /^Launch \d+ reviews$/ }).click();
  await expect(page.getByText("The reviews are launched.")).toBeVisible();
  await picture(page, "reviews-progress");
  await page.setViewportSize(SIZES.desktop);
  await page.getByRole("navigation", { name: "Above" }).getByRole("link", { name: "2027 H1" }).click();
  await expect(page.getByRole("region", { name: "Personal reviews" })).toBeVisible();
  await picture(page, "reviews-cycle");
});

test("goals", async ({ open, visit, picture, console }) => {
  test.setTimeout(300_000);
  const agreed = await Installation.demo({ reviews: true });
  const page = await open(agreed, await agreed.signIn(accounts.lead));
  await visit(page, "/goals");
  await picture(page, "goals-tree");
  await page.getByRole("link", { name: /^Due of Checkout p95 under 300 ms: / }).click();
  await page.getByLabel("Due", { exact: true }).fill("2027-05-31");
  console.expectStatus(422);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel(/^Due was agreed\. Why/)).toBeVisible();
  await picture(page, "goals-why");
  await visit(page, "/goals?view=table");
  await picture(page, "goals-table");
  await page.getByRole("link", { name: "Checkout p95 under 300 ms", exact: true }).click();
  await expect(page.getByRole("region", { name: "What happened" })).toBeVisible();
  await picture(page, "goals-one");
  await visit(page, "/goals/new?kind=key_result");
  await picture(page, "goals-new");
  const mira = await open(agreed, await agreed.signIn(accounts.employee));
  await visit(mira, "/goals/check-in");
  await picture(mira, "goals-check-in");
  const ines = await open(agreed, await agreed.signIn(accounts.administrator));
  await visit(ines, "/admin/goals");
  await picture(ines, "goals-policies");
  await visit(ines, "/admin/retention?reviews=24&left=6&look=1");
  await picture(ines, "retention");
  await agreed.stop();
});

test("personal reviews", async ({ kept, open, visit, picture }) => {
  const [whose, refunds] = ["Mira Solberg", "Refunds in under a minute"];
  const launched = await launch(kept, [whose]);
  const session = await kept.signIn(accounts.employee);
  await lastGoal(launched, session, refunds);
  await lastGoal(launched, session, LONG);
  const mira = await open(kept, session);
  await visit(mira, launched.own);
  await past(mira, refunds).getByLabel("Grade").selectOption({ label: "0.6" });
  await past(mira, refunds).getByLabel("In a sentence").fill("From three minutes to **one and a half**.");
  await mira.getByLabel(OWN.best).fill(`- Refunds went from three minutes to one and a half.\n- ${LONG}`);
  await mira.getByLabel(OWN.improve).fill("Lead a design across two teams, from the question to the decision.");
  await mira.getByRole("radio", { name: "Leading people" }).check();
  await saved(mira, true);
  await picture(mira, "review-half");
  const manager = await kept.signIn(accounts.manager);
  const peer = { peer: "Jonas Lindqvist", about: "The on-call weeks of autumn.", open: "true" };
  await kept.post(manager, "/fn/reviews/ask", { ...launched.which(whose), ...peer });
  const jonas = await open(kept, await kept.signIn(addressOf("Jonas Lindqvist")));
  await visit(jonas, launched.input(whose));
  const answer = jonas.getByRole("region", { name: "Your answer" });
  await answer.getByRole("textbox").first().fill("She writes down what she found, at night already.");
  await expect(answer.getByText("Saved", { exact: true })).toBeVisible();
  await picture(jonas, "review-input");
  await kept.post(await kept.signIn(addressOf("Jonas Lindqvist")), "/fn/reviews/give", launched.which(whose));
  await kept.post(session, "/fn/reviews/share", launched.which(whose));
  await Promise.all([mira, jonas].map((page) => page.context().close()));

  // The day for sharing has passed, so the half that is shared is shown.
  await kept.later("2027-02-02T08:00:00Z");
  const viktor = await open(kept, await kept.signIn(accounts.manager));
  await visit(viktor, launched.of(whose));
  await expect(viktor.getByText("Mira shared, and the day for it has passed, so you see it.")).toBeVisible();
  await picture(viktor, "review-manager");
  const again = await kept.signIn(accounts.manager);
  await saveAtOnce(launched, again, whose, required("Nobody was woken for Payments in December."));
  await kept.post(again, "/fn/reviews/share", launched.which(whose));
  await visit(viktor, launched.of(whose));
  await ahead(viktor).getByText("Draft a goal", { exact: true }).click();
  await picture(viktor, "review-both");
});

test("development plans", async ({ reviewed, open, visit, picture }) => {
  const mira = await open(reviewed, await reviewed.signIn(accounts.employee));
  await visit(mira, "/plan");
  await picture(mira, "plan-written");
  await mira.getByRole("region", { name: "Support promised" }).getByText("Write it").click();
  await picture(mira, "plan-writing");
  await mira.getByRole("region", { name: "My other plans" }).getByRole("link").first().click();
  await expect(mira.getByRole("listitem").filter({ hasText: "Signed Viktor Nakamura" })).toBeVisible();
  await picture(mira, "plan-signed");
  const henrik = await open(reviewed, await reviewed.signIn("henrik.moe@halden.example"));
  await visit(henrik, "/plan");
  await picture(henrik, "plan-none");
});

test("a workshop", async ({ own, open, visit, ready, picture }) => {
  test.setTimeout(400_000);
  const lead = await open(own, await own.signIn(accounts.lead));
  const path = await openWorkshop(lead, visit, ready, { look: (page) => picture(page, "workshop-start") });
  await picture(lead, "workshop-host");
  const voters: Page[] = [];
  for (const [place, address] of VOTERS.entries()) {
    const voter = await open(own, await own.signIn(address));
    voters.push(voter);
    await visit(voter, path);
    await section(voter, "Cohesion").getByRole("radio", { name: place < 2 ? "1 Very low" : "5 Very good" }).check();
    await expect(voter.getByText("Saved. You can change it until the reveal.")).toBeVisible();
  }
  const [mira] = voters;
  if (!mira) {
    throw new Error("nobody votes");
  }
  await picture(mira, "workshop-ballot");
  await visit(mira, "/workshops");
  await picture(mira, "workshop-join");
  await visit(lead, `${path}?project=1`);
  await lead.setViewportSize({ width: 1920, height: 1080 });
  await lead.screenshot({ path: join("..", "target", "screenshots", "workshop-wall.png") });
  await lead.getByRole("button", { name: "Reveal" }).click();
  await expect(result(lead, "Cohesion")).toContainText("on average of 5 votes");
  await lead.screenshot({ path: join("..", "target", "screenshots", "workshop-wall-revealed.png") });
  await visit(lead, path);
  await lead.locator("details.write summary").first().click();
  await picture(lead, "workshop-revealed");
  await visit(mira, path);
  await picture(mira, "workshop-seen");
});
