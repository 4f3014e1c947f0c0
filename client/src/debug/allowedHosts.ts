import { type Memento, window } from "vscode";

const hostsKey = "flowstate.allowedHosts";
const foldersKey = "flowstate.allowedFolders";
const once = { title: "Allow This Time" };
const always = { title: "Always Allow for This Host" };
const refuse = { title: "Refuse", isCloseAffordance: true };
const alwaysHere = { title: "Always Allow in This Folder" };
const eachHost = { title: "Ask for Each Host", isCloseAffordance: true };

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
    if (this.#known(hostsKey).includes(host)) return Promise.resolve(true);
    const open = this.#asking.get(host) ?? this.#ask(host).finally(() => this.#asking.delete(host));
    this.#asking.set(host, open);
    return open;
  }

  /**
   * Whether a launch configuration of a folder may have conversations send requests to any host. It may come with the repository, so
   * the user is asked, and where he refuses each host is a question of its own.
   */
  async allowsEvery(folder: string): Promise<boolean> {
    if (this.#known(foldersKey).includes(folder)) return true;
    const answer = await window.showWarningMessage(
      "Send requests to every host?",
      {
        modal: true,
        detail: `The launch configuration wants conversations to call any host without a question ("live": "always"). What they send may hold what you typed, variables and secrets of the flow.`,
      },
      once,
      alwaysHere,
      eachHost,
    );
    if (answer === alwaysHere) await this.#memory.update(foldersKey, [...this.#known(foldersKey), folder]);
    return answer === once || answer === alwaysHere;
  }

  /** Forgets every host, and the folders that may call any; resolves to how many there were. */
  async forget(): Promise<number> {
    const { length } = [...this.#known(hostsKey), ...this.#known(foldersKey)];
    await this.#memory.update(hostsKey, undefined);
    await this.#memory.update(foldersKey, undefined);
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
    if (answer === always) await this.#memory.update(hostsKey, [...this.#known(hostsKey), host]);
    return answer === once || answer === always;
  }

  #known(key: string): readonly string[] {
    const stored = this.#memory.get<unknown>(key);
    return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
  }
}
