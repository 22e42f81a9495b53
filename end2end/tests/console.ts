//! What a browser complains about while a test runs. Every test ends with nothing there that it did not expect.

import { type BrowserContext, expect } from "@playwright/test";

/** Watches every page of every browser of a test. */
export class Console {
  readonly #lines: string[] = [];
  readonly #expected: RegExp[] = [];
  readonly #tolerated: RegExp[] = [];
  readonly #hydrated: boolean;

  constructor(hydrated: boolean) {
    this.#hydrated = hydrated;
  }

  watch(context: BrowserContext): void {
    context.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        this.#lines.push(`${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (error) => this.#lines.push(`exception: ${error.error().stack ?? error.error().message}`));
    context.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "failed";
      // Leaving a page ends what it was still loading. With JavaScript off, Chromium says "csp" of a script that it skips.
      if (why !== "net::ERR_ABORTED" && !(why === "csp" && !this.#hydrated && request.url().endsWith(".js"))) {
        this.#lines.push(`failed: ${why} (${request.url()})`);
      }
    });
  }

  /** A form that a script sends is refused: Chromium writes a line. Without JavaScript the answer leads to a page, and it
   * writes none. */
  expectRefusal(status: 401 | 404 | 422 | 429): void {
    if (this.#hydrated) {
      this.expectStatus(status);
    }
  }

  /** A page, or something that a script asks for, is answered with this status. */
  expectStatus(status: 401 | 404 | 422 | 429 | 500): void {
    this.#expected.push(new RegExp(`^error: Failed to load resource: the server responded with a status of ${status} `));
  }

  /** A request that cannot leave: the browser is offline. */
  expectOffline(): void {
    this.#expected.push(/^error: Failed to load resource: net::ERR_INTERNET_DISCONNECTED/);
    this.#expected.push(/^failed: net::ERR_INTERNET_DISCONNECTED/);
  }

  /** A script says that something went wrong. */
  expectError(what: RegExp): void {
    this.#expected.push(new RegExp(`^error: .*${what.source}`, "s"));
  }

  /** Any number of lines like this: how often a browser says something may be its own affair. */
  expectAnything(what: RegExp): void {
    this.#tolerated.push(what);
  }

  /** Every line was expected, and every expected line is there: each once. */
  verify(): void {
    const unexpected = this.#lines.filter((line) => !this.#tolerated.some((pattern) => pattern.test(line)));
    const missing = this.#expected.filter((pattern) => {
      const place = unexpected.findIndex((line) => pattern.test(line));
      return place < 0 || unexpected.splice(place, 1).length === 0;
    });
    expect({ unexpected, missing: missing.map(String) }, "the browser's console").toEqual({ unexpected: [], missing: [] });
  }
}
