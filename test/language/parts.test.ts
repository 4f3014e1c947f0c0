import { describe, expect, test } from "vitest";
import { type ParsedFile, parse } from "../../server/src/language/parse.ts";
import { reparse } from "../../server/src/language/reparse.ts";

/** The text of each part and what it declares. */
function partsOf(file: ParsedFile): readonly string[] {
  return file.parts.map(({ parsed: { text, tree } }) => {
    const held = tree.header ?? tree.declarations[0];
    return `${held?.kind ?? "nothing"} ${JSON.stringify(text)}`;
  });
}

describe("the parts of a file", () => {
  test("are its declarations, each with what stands before it", () => {
    const file = parse("// top\nflow a\n\n/// Doc.\nstate b {\n}\n// note\nvar x = 1 // behind\n\nvar y = 2\n// end\n");
    expect(partsOf(file)).toMatchInlineSnapshot(`
      [
        "FlowHeader "// top\\nflow a\\n"",
        "State "\\n/// Doc.\\nstate b {\\n}\\n"",
        "Var "// note\\nvar x = 1 // behind\\n"",
        "Var "\\nvar y = 2\\n// end\\n"",
      ]
    `);
  });

  test("that share a line meet behind the first declaration", () => {
    expect(partsOf(parse("var x = 1 /* a */ var y = 2 /// doc\nvar z = 3"))).toMatchInlineSnapshot(`
      [
        "Var "var x = 1"",
        "Var " /* a */ var y = 2"",
        "Var " /// doc\\nvar z = 3"",
      ]
    `);
  });

  test("hold words that begin no declaration with the one before", () => {
    expect(partsOf(parse("what\nvar x = 1\n what\nvar y = 2"))).toMatchInlineSnapshot(`
      [
        "nothing "what\\n"",
        "Var "var x = 1\\n what\\n"",
        "Var "var y = 2"",
      ]
    `);
  });

  test("of an empty file are one", () => {
    expect(partsOf(parse(""))).toEqual(['nothing ""']);
  });

  test("stay the same values through an edit elsewhere", () => {
    const before = parse("var x = 1\nvar y = 2\nvar z = 3\nvar w = 4\n");
    const after = reparse(before, [{ start: 18, end: 19, text: "22" }]);
    expect(after.text).toBe("var x = 1\nvar y = 22\nvar z = 3\nvar w = 4\n");
    expect(after.parts[3]?.parsed).toBe(before.parts[3]?.parsed);
    expect(after.parts[3]?.start).toBe(31);
    expect(after.tree).toEqual(parse(after.text).tree);
  });
});

describe("reading again after an edit", () => {
  const state = (i: number): string => `state s${i} {\n  say "Hello {user.name}"\n  -> s${i + 1}\n}\n`;
  const text = Array.from({ length: 200 }, (_, i) => state(i)).join("\n");
  const before = parse(text);

  /** How many parts are other values than before. */
  function newParts(at: number, cut: number, inserted: string): number {
    const known = new Set(before.parts.map(({ parsed }) => parsed));
    const after = reparse(before, [{ start: at, end: at + cut, text: inserted }]);
    expect(after.parts).toEqual(parse(after.text).parts);
    return after.parts.filter(({ parsed }) => !known.has(parsed)).length;
  }

  const middle = text.indexOf("state s100");
  test.each([
    ["a letter of a text", middle + 30, 0, "x", 1],
    ["the name of a state", middle + 6, 4, "other", 1],
    ["a brace opened", middle + 12, 0, "{", 1],
    ["the brace at the end deleted", text.indexOf("}\n", middle + 50), 1, "", 2],
    ["a state deleted", middle, state(100).length, "", 1],
    ["a state more", middle, 0, state(999), 2],
    ["a comment above", middle, 0, "// note\n", 1],
    ["two states made one", text.indexOf("}\n\nstate s100"), 15, "", 1],
  ])("%s concerns few parts", (_name, at, cut, inserted, most) => {
    expect(newParts(at, cut, inserted)).toBeLessThanOrEqual(most);
  });

  test("a mistake elsewhere does not change how a declaration is read", () => {
    const wrong = "state a {\n  say\n}\n";
    expect(parse(wrong + text).parts[100]?.parsed).toEqual(before.parts[99]?.parsed);
  });
});
