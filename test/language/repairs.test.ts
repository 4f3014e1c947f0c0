import { describe, expect, test } from "vitest";
import { lex } from "../../server/src/language/lexer.ts";
import { parse } from "../../server/src/language/parse.ts";
import { tokenEnd } from "../../server/src/language/tokens.ts";
import { corpusPieces } from "../support/flowCorpus.ts";
import { rangeFaults } from "../support/treeRanges.ts";

const before = "state before { -> end }\n";
const behind = '\n\nstate behind { say "x" -> end }\n';

/** A correct declaration with one token changed, between two others; `at` is the place of the change. */
interface Repair {
  readonly text: string;
  readonly at: number;
  readonly name: string;
}

function* changed(change: "delete" | "double"): Iterable<Repair> {
  for (const piece of corpusPieces) {
    for (const token of lex(piece).tokens) {
      const [start, end] = [token.startOffset, tokenEnd(token)];
      const rest =
        change === "delete" ? piece.slice(0, start) + piece.slice(end) : `${piece.slice(0, end)} ${piece.slice(start)}`;
      yield { text: before + rest + behind, at: before.length + start, name: `${change} ${token.image} in ${piece}` };
    }
  }
}

describe.each(["delete", "double"] as const)("after the author %ss one token", (change) => {
  const repairs = [...changed(change)];

  test("the tree is sound and the declarations around are read", () => {
    for (const { text, name } of repairs) {
      const parsed = parse(text);
      expect(rangeFaults(parsed), name).toEqual([]);
      const names = parsed.tree.declarations.map((found) => (found.kind === "State" ? found.name?.text : undefined));
      expect(names[0], name).toBe("before");
      expect(names.at(-1), name).toBe("behind");
      const last = parsed.tree.declarations.at(-1);
      expect(last?.kind === "State" && last.body?.items.length, name).toBe(2);
    }
  });

  test("no problem stands before the declaration or in the one behind it", () => {
    for (const { text, name } of repairs) {
      const nextWord = text.lastIndexOf("state behind");
      for (const problem of parse(text).problems) {
        expect(problem.start, name).toBeGreaterThanOrEqual(before.length);
        expect(problem.start, name).toBeLessThanOrEqual(nextWord);
      }
    }
  });

  test("one mistake gives one message, nearly always", () => {
    const counts = repairs.map(({ text }) => parse(text).problems.length);
    const share = (most: number): number => counts.filter((count) => count <= most).length / counts.length;
    expect(share(1)).toBeGreaterThan(0.95);
    expect(share(3)).toBeGreaterThan(0.985);
  });
});
