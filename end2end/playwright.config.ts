import { defineConfig } from "@playwright/test";

/** As root Chromium has no sandbox; nothing of it reaches beyond the installation under test. */
const args = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
];

export default defineConfig({
  testDir: "tests",
  outputDir: "../target/playwright",
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 60_000,
  expect: {
    timeout: 15_000,
    // One snapshot for both projects. The plain one writes it (`--project plain --update-snapshots`): what only a script
    // can do, as showing a password, is more than the snapshot asks for.
    toMatchAriaSnapshot: { pathTemplate: "{testDir}/{testFileDir}/{arg}{ext}", children: "equal" },
  },
  use: {
    launchOptions: { executablePath: process.env["WAYMARK_CHROMIUM"], args },
    trace: "retain-on-failure",
    contextOptions: { reducedMotion: "reduce" },
    // The server formats times: where a browser is, and what it speaks, changes nothing.
    locale: "de-CH",
    timezoneId: "America/Los_Angeles",
  },
  projects: [
    { name: "hydrated" },
    { name: "plain", testIgnore: "**/*.hydrate.spec.ts", use: { javaScriptEnabled: false } },
  ],
});
