import { cachedDataVersionTag } from "node:v8";
import { expect, test } from "vitest";
import { changeFlag } from "../../server/src/lsp/engine.node.ts";

test("a flag that is given its value back leaves no trace: what was compiled before is taken again", () => {
  const atStart = cachedDataVersionTag();
  const undo = changeFlag({ now: "--semi-space-growth-factor=1", atStart: "--semi-space-growth-factor=2" });
  expect(cachedDataVersionTag()).not.toBe(atStart);
  undo();
  expect(cachedDataVersionTag()).toBe(atStart);
});
