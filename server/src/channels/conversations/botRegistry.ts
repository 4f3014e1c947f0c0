import type { Bot, Bots } from "./bots.ts";

/** How many versions of a bot are remembered for conversations that come from them. */
const mostVersions = 10;

/** The bots of a process. A reload puts others in their place; conversations that come from an earlier version are carried over. */
export class BotRegistry implements Bots {
  #bots: ReadonlyMap<string, Bot> = new Map();
  #earlier: readonly Bot[] = [];

  get(name: string): Bot | undefined {
    return this.#bots.get(name);
  }

  earlier(name: string, version: string): Bot | undefined {
    return this.#earlier.find((bot) => bot.name === name && bot.version === version);
  }

  names(): readonly string[] {
    return [...this.#bots.keys()];
  }

  /** Puts these in the place of those before. What is the same flows may have another environment. */
  replace(bots: readonly Bot[]): void {
    const isStill = ({ name, version }: Bot): boolean =>
      bots.some((bot) => bot.name === name && bot.version === version);
    const gone = [...this.#bots.values()].filter((bot) => !isStill(bot));
    this.#earlier = [...gone, ...this.#earlier].slice(0, mostVersions * Math.max(1, bots.length));
    this.#bots = new Map(bots.map((bot) => [bot.name, bot]));
  }
}
