/**
 * The secrets that neither the environment nor `.env` holds: the editor may keep them. They are asked for by name, once a
 * launch, and what the client does not answer soon is not set.
 */
import type { Environment } from "../runtime/transition.ts";

/** Milliseconds that a launch waits for all answers. */
const PATIENCE = 2_000;

export class Secrets {
  readonly #ask: ((name: string) => void) | undefined;
  readonly #waiting = new Map<string, (value: string | null) => void>();

  /** `ask` puts a question to the client; `undefined` where nobody is there to answer. */
  constructor(ask: ((name: string) => void) | undefined) {
    this.#ask = ask;
  }

  /** The values that the client has for those of these names that are not known yet; never rejects. */
  async missing(names: Iterable<string>, known: Environment): Promise<Environment> {
    const ask = this.#ask;
    const unknown = [...names].filter((name) => !Object.hasOwn(known, name));
    if (ask === undefined || unknown.length === 0) return {};
    const giveUp = setTimeout(() => this.dispose(), PATIENCE);
    const found = await Promise.all(
      unknown.map(async (name) => {
        const answer = Promise.withResolvers<string | null>();
        this.#waiting.set(name, answer.resolve);
        ask(name);
        return [name, await answer.promise] as const;
      }),
    );
    clearTimeout(giveUp);
    return Object.fromEntries(found.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
  }

  /** The client's answer, `null` for none; false where nobody waits for it. */
  answer(name: string, value: string | null): boolean {
    const resolve = this.#waiting.get(name);
    this.#waiting.delete(name);
    resolve?.(value);
    return resolve !== undefined;
  }

  /** Ends the questions that nobody answered. */
  dispose(): void {
    for (const name of [...this.#waiting.keys()]) this.answer(name, null);
  }
}
