import { defineConfig } from "@playwright/test";

/** As root Chromium has no sandbox; nothing of it reaches beyond the installation under test. */
const args = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
];

/** One snapshot for both projects. The plain one writes it (`--project plain --update-snapshots`) and holds the page to
 * every word of it; what only a script can do, as showing a password, the hydrated one may have besides. */
const expecting = (children: "equal" | "deep-equal") => ({
  timeout: 15_000,
  toMatchAriaSnapshot: { pathTemplate: "{testDir}/{testFileDir}/{arg}{ext}", children },
});

export default defineConfig({
  testDir: "tests",
  outputDir: "../target/playwright",
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  use: {
    launchOptions: { executablePath: process.env["WAYMARK_CHROMIUM"], args },
    trace: "retain-on-failure",
    contextOptions: { reducedMotion: "reduce" },
    // The server formats times: where a browser is, and what it speaks, changes nothing.
    locale: "de-CH",
    timezoneId: "America/Los_Angeles",
  },
  projects: [
    { name: "hydrated", expect: expecting("equal") },
    {
      name: "plain",
      testIgnore: "**/*.hydrate.spec.ts",
      use: { javaScriptEnabled: false },
      expect: expecting("deep-equal"),
    },
  ],
});
