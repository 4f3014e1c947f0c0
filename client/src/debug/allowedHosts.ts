import { type Memento, window } from "vscode";

const key = "flowstate.allowedHosts";
const once = { title: "Allow This Time" };
const always = { title: "Always Allow for This Host" };
const refuse = { title: "Refuse", isCloseAffordance: true };

/**
 * The hosts that conversations may send requests to without a question. They are kept with the user's profile, outside of every
 * repository, so that no repository can allow itself anything.
 */
export class AllowedHosts {
  readonly #memory: Memento;
  /** Questions that are open now, so that two requests to a host ask once. */
  readonly #asking = new Map<string, Promise<boolean>>();

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** Whether a conversation may send requests to this host; asks the user where nothing is known. */
  allows(host: string): Promise<boolean> {
    if (this.#known().includes(host)) return Promise.resolve(true);
    const open = this.#asking.get(host) ?? this.#ask(host).finally(() => this.#asking.delete(host));
    this.#asking.set(host, open);
    return open;
  }

  /** Forgets every host; resolves to how many there were. */
  async forget(): Promise<number> {
    const { length } = this.#known();
    await this.#memory.update(key, undefined);
    return length;
  }

  async #ask(host: string): Promise<boolean> {
    const answer = await window.showWarningMessage(
      `Send requests to ${host}?`,
      {
        modal: true,
        detail: `The conversation wants to call ${host}. What it sends may hold what you typed, variables and secrets of the flow. Allow it if you know this host.`,
      },
      once,
      always,
      refuse,
    );
    if (answer === always) await this.#memory.update(key, [...this.#known(), host]);
    return answer === once || answer === always;
  }

  #known(): readonly string[] {
    const stored = this.#memory.get<unknown>(key);
    return Array.isArray(stored) ? stored.filter((host) => typeof host === "string") : [];
  }
}
