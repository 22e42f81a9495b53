//! A line between a browser and an installation that can be cut.

import { type Server, type Socket, connect, createServer } from "node:net";

export class Line {
  readonly #server: Server;
  readonly #ends = new Set<Socket>();
  #isCut = false;
  /** `http://host:port` at this end of the line. */
  base = "";

  private constructor(port: number) {
    this.#server = createServer((near) => {
      if (this.#isCut) {
        near.destroy();
        return;
      }
      const far = connect(port, "127.0.0.1");
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#ends.add(one);
        one.on("error", () => other.destroy());
        one.on("close", () => {
          this.#ends.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
  }

  /** A line to what serves there. */
  static async to(base: string): Promise<Line> {
    const line = new Line(Number(new URL(base).port));
    await new Promise<void>((done) => line.#server.listen(0, "127.0.0.1", done));
    const address = line.#server.address();
    line.base = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    return line;
  }

  /** Everything that is under way ends, and nothing comes through any more. */
  cut(): void {
    this.#isCut = true;
    this.#ends.forEach((end) => end.destroy());
  }

  mend(): void {
    this.#isCut = false;
  }

  async end(): Promise<void> {
    this.cut();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }
}
