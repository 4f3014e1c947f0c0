/** Tells an editor of requests that take long, so that it can show them and have them cancelled. */
import type { RunEvent } from "../runtime/events.ts";
import type { Client } from "./client.ts";

/** Milliseconds after which a request counts as slow. */
const SLOW = 500;

export class Progress {
  readonly #client: Client;
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown: string | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** The progress that is shown now. */
  get shown(): string | undefined {
    return this.#shown;
  }

  note(event: RunEvent): void {
    if (event.type === "request") this.#begin(`${event.method} ${event.url}`);
    else if (event.type === "response") this.end();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#shown !== undefined) this.#client.send("progressEnd", { progressId: this.#shown });
    this.#shown = undefined;
  }

  #begin(message: string): void {
    this.end();
    if (!this.#client.supports.progress) return;
    this.#timer = setTimeout(() => {
      this.#count += 1;
      this.#shown = `request-${this.#count}`;
      const body = { progressId: this.#shown, title: "Waiting for an answer", cancellable: true, message };
      this.#client.send("progressStart", body);
    }, SLOW);
  }
}
