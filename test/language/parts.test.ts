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
