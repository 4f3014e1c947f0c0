import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { declaresForAll, testOutline } from "../../server/src/features/testOutline.ts";
import { parse } from "../../server/src/language/parse.ts";
import { compile } from "../../server/src/runtime/compile.ts";
import { testCases } from "../../server/src/testing/cases.ts";
import { fileUri, nodeFileSystem } from "../../server/src/workspace/fileSystem.node.ts";
import { loadProjects } from "../../server/src/workspace/loadProject.ts";

/** The tests of a text: name, what stands where its steps begin, and its cases. */
function outline(text: string): readonly string[] {
  return testOutline(parse(text)).flatMap(({ name, body, cases }) => [
    `${name} @ ${body === undefined ? "nowhere" : JSON.stringify(text.slice(body, body + 8))}`,
    ...cases.map((each) => `  ${each.name}: ${each.detail} = ${text.slice(each.start, each.end)}`),
  ]);
}

describe("the tests of a file", () => {
  test("with their rows and languages, and where a mock can be written", () => {
    const text = `/// A state.
state one { say "Hi" }

// What it does.
test "plain" {
  user "x"
}
test "empty" { }
test "rows" in en, nl each [{ said: "a" }, { said: "b",   more: 1 }] { user row.said }
test "languages" in en, nl { bot "Hi" }
test "one language" in nl { bot "Hi" }
`;
    expect(outline(text)).toEqual([
      'plain @ "user \\"x\\""',
      'empty @ "}\\ntest \\""',
      'rows @ "user row"',
      '  rows [1] [en]: said: "a" · en = { said: "a" }',
      '  rows [1] [nl]: said: "a" · nl = { said: "a" }',
      '  rows [2] [en]: said: "b", more: 1 · en = { said: "b",   more: 1 }',
      '  rows [2] [nl]: said: "b", more: 1 · nl = { said: "b",   more: 1 }',
      'languages @ "bot \\"Hi\\""',
      '  languages [en]: en = "languages"',
      '  languages [nl]: nl = "languages"',
      'one language @ "bot \\"Hi\\""',
    ]);
  });

  test("is what the author has typed so far", () => {
    expect(outline('test "half" {\n  user "x')).toEqual(['half @ "user \\"x"']);
    expect(outline('test "half"')).toEqual(["half @ nowhere"]);
    expect(outline('test "a{b}" { }\ntest { }\ntest')).toEqual([]);
    expect(outline("// no test here\nstate a { -> end }")).toEqual([]);
  });

  test("rows that are worked out are counted, and those that cannot be are not", () => {
    expect(outline('test "some" each [1, 2].concat([3]) { }')[0]).toBe('some @ "}"');
    expect(outline('test "none" each session.rows { }')).toEqual(['none @ "}"']);
  });
});

test("a file of states and tests says nothing to others, one that declares something does", () => {
  expect(declaresForAll(parse('flow a\nstate b { -> end }\ntest "t" { mock ok }'))).toBe(false);
  for (const text of ['mock ok GET "/" { status 200 }', 'intent a { "x" }', 'on text "x" -> end', "var a = 1"]) {
    expect(declaresForAll(parse(`state b { -> end }\n${text}`)), text).toBe(true);
  }
});

const examples = fileURLToPath(new URL("../../examples", import.meta.url));
const projects = readdirSync(examples, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test.each(projects.map(({ name }) => name))(
  "the tests of %s are named as the command line names them",
  async (name) => {
    const loaded = await loadProjects(nodeFileSystem, fileUri(`${examples}/${name}`));
    if (!loaded.ok) throw new Error(loaded.reason);
    for (const { index } of loaded.value) {
      const compiled = compile(index);
      if (!compiled.ok) throw new Error(`${name} does not compile.`);
      const run = testCases(index, compiled.program).map((each) => `${each.file}: ${each.name}`);
      const listed = [...index.files].flatMap(([path, { parsed }]) =>
        testOutline(parsed).flatMap((each) =>
          each.cases.length === 0 ? [`${path}: ${each.name}`] : each.cases.map((one) => `${path}: ${one.name}`),
        ),
      );
      expect(listed).toEqual(run);
      expect(listed.length).toBeGreaterThan(0);
    }
  },
);
