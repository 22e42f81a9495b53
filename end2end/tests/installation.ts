//! A running Waymark of its own: the demo company, or an empty installation. Its database is in memory, unless it is kept.

import { type APIRequestContext, type BrowserContextOptions, expect, request } from "@playwright/test";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** The password of everybody in the demo company. */
export const PASSWORD = "four calm harbours";

/** Whom the demo company lets in, by what they are. */
export const accounts = {
  employee: "mira.solberg@halden.example",
  lead: "nadia.peric@halden.example",
  manager: "viktor.nakamura@halden.example",
  administrator: "ines.moreau@halden.example",
} as const;

/** Who looks after a company that was made up. */
export const SIMULATED = "admin@simulated.example";

/** The cookies with which a browser is signed in. */
export type Session = Exclude<BrowserContextOptions["storageState"], string | undefined>;

/** What the requests call themselves that a test makes without a browser. */
const AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/** When the programs' clocks begin: a Monday, nine in the morning where the demo company is. */
const CLOCK = "2027-01-11T08:00:00Z";

export class Installation {
  #program: ChildProcess;
  readonly #folder: string;
  readonly #verb: readonly string[];
  readonly #database: string;
  readonly #log: string[] = [];
  #output = "";
  /** `http://host:port`. */
  base = "";
  /** The browsers that look at it. They are closed before it ends: what they read anew by themselves would find nobody. */
  readonly browsers: { close(): Promise<void> }[] = [];

  private constructor(verb: readonly string[], folder: string, kept: boolean) {
    this.#verb = verb;
    this.#folder = folder;
    this.#database = kept ? `surrealkv://${join(folder, "store")}` : "mem://";
    this.#program = this.#run(CLOCK);
  }

  /**
   * The demo company, on its first day or with the reviews that it has held. Its letters are files. One that is kept can be started
   * again {@link later}.
   */
  static demo({ kept = false, reviews = false } = {}): Promise<Installation> {
    return Installation.#start(reviews ? ["demo"] : ["demo", "--people-only"], kept);
  }

  /** Where nobody has been yet. It sends no mail. */
  static empty(): Promise<Installation> {
    return Installation.#start(["serve"], false);
  }

  /** A company of so many people, made up, that is kept. It sends no mail; who looks after it is {@link SIMULATED}. */
  static async simulated(people: number): Promise<Installation> {
    const installation = await Installation.#start(["serve"], true);
    const settings = ["--data", installation.#folder, "--database", installation.#database];
    await promisify(execFile)(Installation.#binary, ["simulate", "--people", String(people), ...settings]);
    return installation;
  }

  /** Everybody's address, in order. */
  async addresses(administrator: Session): Promise<string[]> {
    const client = await this.#client(administrator);
    try {
      const table = await (await client.get("/admin/people.csv")).text();
      return table.match(/[\w.+-]+@[\w.-]+\.example/g) ?? [];
    } finally {
      await client.dispose();
    }
  }

  /** The addresses of these people. */
  async addressesOf(administrator: Session, names: string[]): Promise<string[]> {
    const client = await this.#client(administrator);
    try {
      const lines = (await (await client.get("/admin/people.csv")).text()).split("\n");
      return names.map((name) => {
        const address = /[\w.+-]+@[\w.-]+\.example/.exec(lines.find((line) => line.includes(name)) ?? "")?.[0];
        expect(address, name).toBeDefined();
        return address ?? "";
      });
    } finally {
      await client.dispose();
    }
  }

  static get #binary(): string {
    const binary = process.env["WAYMARK_BIN"];
    if (!binary) {
      throw new Error("WAYMARK_BIN names no program. Run the browser tests with `cargo xtask test browser`.");
    }
    return binary;
  }

  static async #start(verb: readonly string[], kept: boolean): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), "waymark-end2end-"));
    const installation = new Installation(verb, folder, kept);
    await installation.#ready();
    return installation;
  }

  #run(clock: string): ChildProcess {
    const settings = ["--addr", "127.0.0.1:0", "--data", this.#folder, "--database", this.#database, "--clock", clock];
    return spawn(Installation.#binary, [...this.#verb, ...settings], {
      // All tests are one client, which signs in more often than a person would.
      env: { ...process.env, WAYMARK_SIGN_IN_TRIES: "10000", WAYMARK_LOG: "info,surrealdb=warn", NO_COLOR: "1" },
      cwd: this.#folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** Ends the program of a kept installation and starts it when its clock shows this. Its address is another one then. */
  async later(clock: string): Promise<void> {
    await this.#end();
    this.#output = "";
    this.#log.length = 0;
    this.#program = this.#run(clock);
    await this.#ready();
  }

  #ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`Waymark does not start.\n${this.#said()}`)), 45_000);
      const done = (then: () => void) => {
        clearTimeout(late);
        then();
      };
      this.#program.stderr?.setEncoding("utf8").on("data", (text: string) => this.#log.push(text));
      this.#program.stdout?.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
        const base = /serves (http:\S+)\n/.exec(this.#output)?.[1];
        // What is printed ends with an empty line; by then a first link is there too.
        if (base && this.#output.endsWith("\n\n")) {
          this.base = base;
          done(resolve);
        }
      });
      this.#program.once("error", (error) => done(() => reject(error)));
      this.#program.once("exit", (code) => done(() => reject(new Error(`Waymark ended with ${code}.\n${this.#said()}`))));
    });
  }

  /** The path of the link that the empty installation prints for its first administrator. */
  get firstLink(): string {
    const path = /(\/set-password\/\S+)/.exec(this.#output)?.[1];
    if (!path) {
      throw new Error(`no link for a first administrator\n${this.#said()}`);
    }
    return path;
  }

  /** Signs somebody in, as another browser would. */
  signIn(email: string, password = PASSWORD): Promise<Session> {
    return this.#session("/fn/session/sign-in", { email, password });
  }

  /** Makes the first administrator, who is then signed in. */
  found(name: string, email: string, password = PASSWORD): Promise<Session> {
    const token = this.firstLink.replace("/set-password/", "");
    return this.#session("/fn/password/set-up", { token, name, email, password });
  }

  async #session(path: string, form: Record<string, string>): Promise<Session> {
    const client = await this.#client();
    try {
      await this.#post(client, path, form);
      return await client.storageState();
    } finally {
      await client.dispose();
    }
  }

  /** Does what a form does, without a browser. */
  async post(session: Session, path: string, form: Record<string, string>): Promise<void> {
    const client = await this.#client(session);
    try {
      await this.#post(client, path, form);
    } finally {
      await client.dispose();
    }
  }

  async #post(client: APIRequestContext, path: string, form: Record<string, string>): Promise<void> {
    const answer = await client.post(path, { form, headers: { origin: this.base, accept: "application/json" } });
    expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
  }

  /** What stands at an address, as somebody reads it without a browser. */
  async read(session: Session, path: string): Promise<string> {
    const client = await this.#client(session);
    try {
      const answer = await client.get(path);
      expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true);
      return await answer.text();
    } finally {
      await client.dispose();
    }
  }

  #client(storageState?: Session): Promise<APIRequestContext> {
    return request.newContext({ baseURL: this.base, userAgent: AGENT, ...(storageState && { storageState }) });
  }

  /** Carries a command out, which the running program does; `files` are there for it, by name. Returns what it says. */
  async command(words: string[], files: Record<string, string> = {}): Promise<string> {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(this.#folder, name), content);
    }
    const where = ["--data", this.#folder, "--database", this.#database];
    const { stdout } = await promisify(execFile)(this.#program.spawnfile, [...words, ...where], { cwd: this.#folder });
    return stdout;
  }

  /** The path of the link in the newest letter to somebody, once it is there. */
  async linkFor(email: string): Promise<string> {
    const folder = join(this.#folder, "mail");
    let path: string | undefined;
    await expect(async () => {
      const files = (await readdir(folder)).filter((name) => name.endsWith(".eml")).map((name) => join(folder, name));
      const letters = await Promise.all(
        files.map(async (file) => ({ text: await readFile(file, "utf8"), at: (await stat(file)).mtimeMs })),
      );
      path = letters
        .sort((one, other) => other.at - one.at)
        .filter(({ text }) => text.includes(`To: ${email}`))
        .map(({ text }) => /(\/set-password\/[\w-]+)/.exec(text.replaceAll("=\r\n", ""))?.[1])
        .find((found) => found !== undefined);
      expect(path, `a letter to ${email}`).toBeDefined();
    }).toPass({ timeout: 15_000 });
    return path ?? "";
  }

  /** Ends the program as an administrator would. That it ends by itself, and had no trouble, is part of every test. */
  async stop(): Promise<void> {
    try {
      await Promise.all(this.browsers.map((browser) => browser.close()));
      await this.#end();
    } finally {
      await rm(this.#folder, { recursive: true, force: true });
    }
  }

  async #end(): Promise<void> {
    const ended = new Promise<number | null>((resolve) => this.#program.once("exit", resolve));
    this.#program.kill("SIGTERM");
    const late = setTimeout(() => this.#program.kill("SIGKILL"), 20_000);
    const code = await ended;
    clearTimeout(late);
    expect(code, `Waymark ended badly.\n${this.#said()}`).toBe(0);
    // SurrealDB may complain of its own tasks that end with it; until then nothing may break.
    const served = this.#log.join("").split("ending: no new connections")[0] ?? "";
    const trouble = served.split("\n").filter((line) => /\bERROR\b|panicked/.test(line));
    expect(trouble, "what the program's log complains about").toEqual([]);
  }

  #said(): string {
    return this.#output + this.#log.join("");
  }
}
