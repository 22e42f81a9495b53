//! What every spec begins with: an installation, the people who use it, and what must hold on every page.

import AxeBuilder from "@axe-core/playwright";
import { type Page, type Response, test as base, expect } from "@playwright/test";
import { Console } from "./console";
import { Installation, type Session, accounts } from "./installation";

export { expect };
export { Installation, PASSWORD, SIMULATED, accounts } from "./installation";

type Account = keyof typeof accounts;

interface Shared {
  /** The demo company of this worker. Tests that change something take {@link Given.own} instead. */
  company: Installation;
  /** The same with the reviews that it has held, for tests that only read. */
  reviewed: Installation;
  /** Signs in at the worker's company, each account once. */
  sessions: (account: Account) => Promise<Session>;
}

interface Given {
  /** Whether JavaScript is on. */
  hydrated: boolean;
  /** What the browser complains about; a test says here what it provokes. */
  console: Console;
  /** A demo company for this test alone. */
  own: Installation;
  /** The same, kept: it can be started again later. */
  kept: Installation;
  /** A company of twelve people for this test alone, kept; it sends no mail. */
  twelve: Installation;
  /** An empty installation for this test alone; it sends no mail. */
  empty: Installation;
  /** Opens another browser at an installation, signed in or not. */
  open: (installation: Installation, session?: Session) => Promise<Page>;
  /** Opens an address and waits until the page can be used. */
  visit: (page: Page, path: string) => Promise<Response | null>;
  /** Waits until a page that was just loaded can be used. */
  ready: (page: Page) => Promise<void>;
  /** What must hold on every page: its title, what it says to who cannot see it, and the rules of accessibility. */
  check: (page: Page, title: string, snapshot: string) => Promise<void>;
  /** The rules of accessibility alone. */
  audit: (page: Page) => Promise<void>;
  visitor: Page;
  asEmployee: Page;
  asLead: Page;
  asManager: Page;
  asAdministrator: Page;
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

function signedIn(account: Account) {
  return async (
    { open, company, sessions }: Pick<Given & Shared, "open" | "company" | "sessions">,
    use: (page: Page) => Promise<void>,
  ) => use(await open(company, await sessions(account)));
}

export const test = base.extend<Given, Shared>({
  company: [
    async ({}, use) => {
      const company = await Installation.demo();
      await use(company);
      await company.stop();
    },
    { scope: "worker" },
  ],
  reviewed: [
    async ({}, use) => {
      const reviewed = await Installation.demo({ reviews: true });
      await use(reviewed);
      await reviewed.stop();
    },
    { scope: "worker" },
  ],
  sessions: [
    async ({ company }, use) => {
      const known = new Map<Account, Promise<Session>>();
      await use((account) => {
        const session = known.get(account) ?? company.signIn(accounts[account]);
        known.set(account, session);
        return session;
      });
    },
    { scope: "worker" },
  ],

  hydrated: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  console: [
    async ({ hydrated }, use) => {
      const console = new Console(hydrated);
      await use(console);
      console.verify();
    },
    { auto: true },
  ],
  own: async ({}, use) => {
    const own = await Installation.demo();
    await use(own);
    await own.stop();
  },
  kept: async ({}, use) => {
    const kept = await Installation.demo({ kept: true });
    await use(kept);
    await kept.stop();
  },
  twelve: async ({}, use) => {
    const twelve = await Installation.simulated(12);
    await use(twelve);
    await twelve.stop();
  },
  empty: async ({}, use) => {
    const empty = await Installation.empty();
    await use(empty);
    await empty.stop();
  },

  open: async ({ browser, console }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (installation, session) => {
      const context = await browser.newContext({ baseURL: installation.base, ...(session && { storageState: session }) });
      contexts.push(context);
      installation.browsers.push(context);
      console.watch(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  ready: async ({ hydrated }, use) =>
    use(async (page) => {
      if (hydrated) {
        await expect(page.locator("html[data-ready]"), "the page is hydrated").toBeAttached({ timeout: 30_000 });
      }
    }),
  visit: async ({ ready }, use) =>
    use(async (page, path) => {
      const response = await page.goto(path);
      await ready(page);
      return response;
    }),
  audit: async ({ hydrated }, use) =>
    use(async (page) => {
      if (!hydrated) {
        // With JavaScript off no timer ever ends, and axe waits for one.
        await page.evaluate(() => {
          const soon = (then: () => void) => (void Promise.resolve().then(then), 0);
          window.setTimeout = soon as unknown as typeof window.setTimeout;
        });
      }
      // Nothing here is in a frame of another site; not being ready for one halves the time.
      const axe = new AxeBuilder({ page }).withTags(RULES).options({ preload: false }).setLegacyMode();
      const { violations } = await axe.analyze();
      const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
      expect(found, "axe").toEqual([]);
    }),
  check: async ({ audit }, use) =>
    use(async (page, title, snapshot) => {
      await expect(page).toHaveTitle(title);
      await expect(page.locator("body")).toMatchAriaSnapshot({ name: `${snapshot}.aria.yml` });
      await audit(page);
    }),

  visitor: async ({ open, company }, use) => use(await open(company)),
  asEmployee: signedIn("employee"),
  asLead: signedIn("lead"),
  asManager: signedIn("manager"),
  asAdministrator: signedIn("administrator"),
});
