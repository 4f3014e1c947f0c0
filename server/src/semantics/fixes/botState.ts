import type { FileIndex } from "../fileIndex.ts";
import type { BotSymbol } from "../symbols.ts";
import { appendItem } from "./appendItem.ts";
import type { FixEdit } from "./fix.ts";

/** The edit that names a state for the bot as its last item. */
export function botStateEdit(
  file: FileIndex,
  bot: BotSymbol,
  role: "start" | "fallback" | "failure",
  state: string,
): FixEdit {
  const { start, end, items } = bot.node;
  const owner = { start, end, headEnd: bot.nameSpan.end, lastItem: items.at(-1) };
  return { path: bot.path, ...appendItem(file.source.parsed.text, owner, [`${role} ${state}`]) };
}

/** The bots of a file. */
export function botsOf(file: FileIndex): readonly BotSymbol[] {
  return file.symbols.filter((symbol) => symbol.kind === "bot");
}
