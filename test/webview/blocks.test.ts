import fc from "fast-check";
import { expect, test } from "vitest";
import { type Block, blockSize, blocksOf } from "../../client/webview/conversation/blocks.ts";
import { emptyConversation, itemLimit, reduceAll } from "../../client/webview/conversation/model.ts";
import type { RunEvent } from "../../server/src/runtime/events.ts";
import { runs } from "../support/runs.ts";

const start: RunEvent = { type: "start", turn: 0, at: 0, conversation: "c", user: "u", language: "en" };
const said = (turn: number): RunEvent => ({ type: "message", turn, at: 0, message: { type: "text", text: `${turn}` } });
const typed = (turn: number): RunEvent => ({ type: "input", turn, at: 0, input: { type: "text", text: "go" } });

const entriesOf = (blocks: readonly Block[]) => blocks.flatMap(({ entries }) => entries);

test("one message more touches the last block alone", () => {
  const talk = Array.from({ length: 2000 }, (_, turn) => said(turn));
  const model = reduceAll(emptyConversation, [start, ...talk]);
  const before = blocksOf(model, true, []);
  const after = blocksOf(reduceAll(model, [said(2000)]), true, before);
  expect(entriesOf(after)).toHaveLength(2001);
  expect(after.filter((block) => !before.includes(block))).toHaveLength(1);
});

test("the blocks stay where entries are dropped at the top", () => {
  const model = reduceAll(emptyConversation, [start, ...Array.from({ length: itemLimit }, (_, turn) => said(turn))]);
  const before = blocksOf(model, true, []);
  const after = blocksOf(reduceAll(model, [said(itemLimit), said(itemLimit + 1)]), true, before);
  // The first, of which something was dropped, and the last.
  expect(after.filter((block) => !before.includes(block)).length).toBeLessThanOrEqual(2);
});

test("where the run is over no entry can be gone back to", () => {
  const model = reduceAll(emptyConversation, [start, said(0), typed(1), said(1)]);
  const before = blocksOf(model, true, []);
  expect(entriesOf(before).map(({ canGoBack, first }) => [canGoBack, first])).toEqual([
    [true, false],
    [true, true],
    [true, false],
  ]);
  expect(entriesOf(blocksOf(model, false, before)).some(({ canGoBack }) => canGoBack)).toBe(false);
});

test("blocks taken over say the same as blocks made anew", () => {
  const kinds = fc.constantFrom("say", "type", "end", "start", "note");
  const eventOf = (kind: string, turn: number): RunEvent => {
    if (kind === "say") return said(turn);
    if (kind === "type") return typed(turn);
    if (kind === "end") return { type: "end", turn, at: 0, reason: "restart" };
    return kind === "start" ? start : { type: "action", turn, at: 0, action: "track", name: "n", data: null };
  };
  fc.assert(
    fc.property(
      fc.array(fc.array(kinds, { maxLength: 3 * blockSize }), { maxLength: 6 }),
      fc.boolean(),
      (parts, live) => {
        let model = reduceAll(emptyConversation, [start]);
        let blocks: readonly Block[] = [];
        for (const [turn, part] of parts.entries()) {
          model = reduceAll(
            model,
            part.map((kind) => eventOf(kind, turn)),
          );
          blocks = blocksOf(model, live, blocks);
          expect(blocks).toEqual(blocksOf(model, live, []));
          expect(entriesOf(blocks).map(({ item }) => item)).toEqual(model.items);
          expect(new Set(blocks.map(({ number }) => number)).size).toBe(blocks.length);
        }
      },
    ),
    { numRuns: runs(200) },
  );
});
