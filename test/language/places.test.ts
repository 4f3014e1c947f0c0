import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lex } from "../../server/src/language/lexer.ts";
import { createLineMap } from "../../server/src/language/lineMap.ts";
import { isPlainName, isWritableName, writeName } from "../../server/src/language/names.ts";
import { parse } from "../../server/src/language/parse.ts";
import { children, nodePathAt, visit } from "../../server/src/language/traverse.ts";
import { corpusFiles } from "../support/flowCorpus.ts";
import { runs } from "../support/runs.ts";

describe("a line map", () => {
  test("counts lines from zero, whatever ends them", () => {
    const map = createLineMap("a\nbc\r\n\rd");
    expect(map.lineCount).toBe(4);
    expect([0, 1, 2, 4, 6, 7, 8].map((offset) => map.positionAt(offset))).toEqual([
      { line: 0, character: 0 },
      { line: 0, character: 1 },
      { line: 1, character: 0 },
      { line: 1, character: 2 },
      { line: 2, character: 0 },
      { line: 3, character: 0 },
      { line: 3, character: 1 },
    ]);
    expect(map.offsetAt({ line: 1, character: 99 })).toBe(4);
    expect(map.offsetAt({ line: 9, character: 0 })).toBe(8);
    expect(map.offsetAt({ line: -1, character: 5 })).toBe(0);
    expect(map.positionAt(99)).toEqual({ line: 3, character: 1 });
  });

  test("goes there and back", () => {
    const text = fc.array(fc.constantFrom("a", "\n", "\r\n", "\u{1F600}", "é")).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, fc.nat(), (written, at) => {
        const map = createLineMap(written);
        const offset = at % (written.length + 1);
        const insideLineEnd = written[offset - 1] === "\r" && written[offset] === "\n";
        const expected = insideLineEnd ? offset - 1 : offset;
        expect(map.offsetAt(map.positionAt(offset))).toBe(expected);
      }),
      { numRuns: runs(2_000) },
    );
  });
});

describe("a name", () => {
  test.each([
    ["a", true],
    ["_1", true],
    ["größe", true],
    ["名前", true],
    ["नमस्ते", true],
    ["𝒳", true],
    ["e\u0301", true],
    ["1a", false],
    ["", false],
    ["a b", false],
    ["a-b", false],
    ["\u0301", false],
    ["`a`", false],
  ])("%j", (name, plain) => {
    expect(isPlainName(name)).toBe(plain);
  });

  test("is written so that it is read again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 8 }), (name) => {
        if (!isWritableName(name)) return;
        const { tokens } = lex(writeName(name));
        expect(tokens).toHaveLength(1);
        const { tree, problems } = parse(`state ${writeName(name)} {}`);
        const [state] = tree.declarations;
        expect(problems).toEqual([]);
        expect(state?.kind === "State" && state.name?.text).toBe(name);
      }),
      { numRuns: runs(5_000) },
    );
  });

  test("cannot hold a backtick, a line end, or nothing", () => {
    expect(["", "a`b", "a\nb", "a\rb", "a b"].map(isWritableName)).toEqual([false, false, false, false, true]);
  });
});

describe("walking a tree", () => {
  const { text } = corpusFiles.find(({ name }) => name === "steps.flow") ?? { text: "" };
  const { tree } = parse(text);

  test("visits each node once, parents first, in the order of the file", () => {
    const starts: number[] = [];
    const seen = new Set<object>();
    visit(tree, (node) => {
      expect(seen.has(node)).toBe(false);
      seen.add(node);
      for (const child of children(node)) expect(seen.has(child)).toBe(false);
      starts.push(node.start);
    });
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(seen.size).toBeGreaterThan(1_000);
  });

  test("leaves out what a visitor does not want", () => {
    const kinds: string[] = [];
    visit(tree, (node) => {
      kinds.push(node.kind);
      return node.kind === "File";
    });
    expect(new Set(kinds)).toEqual(new Set(["File", "FlowHeader", "State"]));
  });

  test("finds the nodes at an offset, outermost first", () => {
    const source = "state a { -> help.agent }";
    const kindsAt = (at: number): string[] => nodePathAt(parse(source).tree, at).map((node) => node.kind);
    expect(kindsAt(source.indexOf("agent") + 2)).toEqual(["File", "State", "StateBody", "Go", "StateRef", "Name"]);
    expect(kindsAt(source.indexOf(" }"))).toEqual(["File", "State", "StateBody", "Go", "StateRef", "Name"]);
    expect(kindsAt(source.length)).toEqual(["File", "State", "StateBody"]);
    expect(kindsAt(source.indexOf("state") + 2)).toEqual(["File", "State"]);
  });
});
