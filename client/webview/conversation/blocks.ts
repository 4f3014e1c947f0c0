/**
 * The transcript in blocks of neighbouring entries. The browser passes over a block that is out of sight, and only a block of which an
 * entry changed is drawn again: one message more costs the same after two messages and after two thousand.
 */
import type { Item } from "./items.ts";
import type { ConversationModel } from "./model.ts";
import type { TurnFacts } from "./turnFacts.ts";

/** One entry as it stands in the transcript. */
interface Entry {
  readonly item: Item;
  /** What its turn tells; of messages alone. */
  readonly facts: TurnFacts | undefined;
  /** Whether the conversation can go back to this entry. */
  readonly canGoBack: boolean;
  /** Whether a turn begins with it, other than at the very top. */
  readonly first: boolean;
}

export interface Block {
  /** Rises with the place, and stays while entries are dropped at the top. */
  readonly number: number;
  readonly entries: readonly Entry[];
}

/** How many keys of items a block has room for. */
export const blockSize = 32;

/** The blocks of the model's items, in their order; those of `before` in which nothing changed are taken over as they are. */
export function blocksOf(model: ConversationModel, live: boolean, before: readonly Block[]): readonly Block[] {
  const { items } = model;
  const known = new Map(before.map((block) => [block.number, block]));
  const blocks: Block[] = [];
  let start = 0;
  for (let end = 1; end <= items.length; end++) {
    const number = numberOf(items[start]);
    if (end < items.length && numberOf(items[end]) === number) continue;
    blocks.push(blockOf(number, start, end, known.get(number)));
    start = end;
  }
  return blocks;

  function blockOf(number: number, from: number, to: number, old: Block | undefined): Block {
    let isSame = old?.entries.length === to - from;
    const entries: Entry[] = [];
    for (let index = from; index < to; index++) {
      const entry = entryAt(index, old?.entries[index - from]);
      isSame &&= entry === old?.entries[index - from];
      if (entry !== undefined) entries.push(entry);
    }
    return isSame && old !== undefined ? old : { number, entries };
  }

  function entryAt(index: number, old: Entry | undefined): Entry | undefined {
    const item = items[index];
    if (item === undefined) return undefined;
    const turn = model.turns[item.facts];
    const facts = item.type === "bot" ? turn : undefined;
    const canGoBack = live && turn?.conversation === model.conversation;
    const first = beginsTurn(item, items[index - 1]);
    const isSame = old?.item === item && old.facts === facts && old.canGoBack === canGoBack && old.first === first;
    return isSame ? old : { item, facts, canGoBack, first };
  }
}

function numberOf(item: Item | undefined): number {
  return Math.floor((item?.key ?? 0) / blockSize);
}

function beginsTurn(item: Item, before: Item | undefined): boolean {
  return before !== undefined && (item.type === "user" || item.type === "start" || item.turn !== before.turn);
}
