import { describe, expect, test } from "vitest";
import type { StringLiteral } from "../../server/src/language/ast.ts";
import { parse } from "../../server/src/language/parse.ts";
import { drawTree } from "../support/drawTree.ts";
import { expressionOf, problemsOf } from "../support/readFlow.ts";

/** The text of the only value in `var x = …`, which must be correct. */
function literal(written: string): StringLiteral {
  const { tree, problems } = parse(`var x = ${written}`);
  expect(problems).toEqual([]);
  const [declaration] = tree.declarations;
  if (declaration?.kind !== "Var" || declaration.value?.kind !== "String") throw new Error(`${written} is no text`);
  return declaration.value;
}

/** What a text without `{…}` says. */
function said(written: string): string {
  return literal(written)
    .parts.map((part) => (part.kind === "Chunk" ? part.text : drawTree(part)))
    .join("");
}

describe("a text says", () => {
  test.each([
    ['""', ""],
    ['"a b"', "a b"],
    [String.raw`"\n\t\"\\\{\}"`, '\n\t"\\{}'],
    [String.raw`"\u{1F600}\u{41}"`, "\u{1F600}A"],
    ['"a } b"', "a } b"],
    ['""""""', ""],
    ['"""a "quoted" b"""', 'a "quoted" b'],
    ['"""\n  a\n    b\n  c\n  """', "a\n  b\nc"],
    ['"""\n\ta\n\tb"""', "a\nb"],
    ['"""first\n  second\n  third"""', "first\nsecond\nthird"],
    ['"""\n    a\n\n    b\n"""', "a\n\nb"],
    ['"""\r\n  a\r\n  b\r\n"""', "a\nb"],
    ['"""\n  a\\n  b\n  """', "a\n  b"],
    ['"""\n  {a}\n  b {c}\n  """', "{a}\nb {c}"],
    ['"""\n  a {"b"} \\""" c\n"""', 'a {"b"} """ c'],
    ['"""\n{a}\n  b\n"""', "{a}\n  b"],
    ['"""\n  {f(\n    a)}\n"""', "{f(a)}"],
  ])("%j", (written, text) => {
    expect(said(written)).toBe(text);
  });
});

test("names in a text stand where they are written", () => {
  const text = 'var x = "Hi {  user.name } and {upper(a[0].`b c`)} \\u{1F600}{d}"';
  const { tree } = parse(text);
  const names: string[] = [];
  const collect = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(collect);
    else if (typeof node === "object" && node !== null) {
      if ("kind" in node && node.kind === "Name" && "start" in node && "end" in node) {
        names.push(text.slice(Number(node.start), Number(node.end)));
      }
      Object.values(node).forEach(collect);
    }
  };
  collect(tree.declarations);
  expect(names).toEqual(["x", "user", "name", "upper", "a", "`b c`", "d"]);
});

test("a plain path in braces is read as the parser would read it", () => {
  for (const path of ["a", "a.b", " a.b.c ", "\ta ", "state1.x", "truely"]) {
    const quick = literal(`"{${path}}"`).parts[0];
    const slow = literal(`"{${path} }"`.replace("{", "{/**/")).parts[0];
    if (quick?.kind !== "Interpolation" || slow?.kind !== "Interpolation") throw new Error("no interpolation");
    expect(drawTree(quick)).toBe(drawTree(slow));
    expect((slow.expr?.start ?? 0) - (quick.expr?.start ?? 0)).toBe(4);
  }
  expect(expressionOf('"{true} {null} {not a}"')).toBe('"{true} {null} {(not a)}"');
});

describe("a mistake in a text stays in it", () => {
  test.each([
    ['say "Hi {name" -> end', "This `{` is never closed: `}` is missing. A brace itself is written `\\{`.", "{"],
    ['say "Hi {}" -> end', "Between `{` and `}` a value is missing.", "}"],
    ['say "Hi {a +}" -> end', "After `+` a value is missing.", "}"],
    ['say "Hi {a b}" -> end', "`b` does not fit here: `}` is expected.", "b"],
    ['say "Hi {(a}" -> end', "This `(` is never closed: `)` is missing.", "("],
    ['say "\\q" -> end', "`\\q` means nothing in a text; a backslash itself is written `\\\\`.", "\\q"],
    [
      'say "\\u{110000}" -> end',
      "`\\u{110000}` means nothing in a text; a backslash itself is written `\\\\`.",
      "\\u{110000}",
    ],
    [
      'say """a\\\n  b""" -> end',
      "A backslash at the end of a line means nothing in a text; a backslash itself is written `\\\\`.",
      "\\\n",
    ],
    ['track "a {b}" -> end', "This text is taken as it is: write `\\{` for a brace, or leave the `{…}` out.", "{b}"],
  ])("%s", (steps, message, at) => {
    const text = `state s {\n  ${steps}\n}\nstate t { -> s }`;
    const { problems, tree } = parse(text);
    expect(problems.map((problem) => [problem.message, text.slice(problem.start, problem.end)])).toEqual([
      [message, at],
    ]);
    expect(tree.declarations).toHaveLength(2);
    const [state] = tree.declarations;
    expect(state?.kind === "State" && state.body?.items.at(-1)?.kind).toBe("Go");
  });
});

test("a text that is never closed ends with its line", () => {
  expect(problemsOf('state s {\n  say "Hello\n  -> end\n}\nstate t { -> s }')).toMatchInlineSnapshot(`
    "2 |   say "Hello
      |       ^ This text is never closed: \`"\` is missing."
  `);
  expect(problemsOf('state s {\n  say """Hello\n  -> end\n}\nstate t { -> s }')).toMatchInlineSnapshot(`
    "2 |   say """Hello
      |       ^^^ This text is never closed: \`"""\` is missing."
  `);
  expect(problemsOf('state s { say "Hello -> end }\nstate t { -> s }')).toMatchInlineSnapshot(`
    "1 | state s { say "Hello -> end }
      |               ^ This text is never closed: \`"\` is missing."
  `);
});

test("marks of a phrase are names with types", () => {
  expect(problemsOf('intent a { "x {} y {1} {b: } {c d} {e" }')).toMatchInlineSnapshot(`
    "1 | intent a { "x {} y {1} {b: } {c d} {e" }
      |                ^ Between \`{\` and \`}\` of a phrase stands a name, such as \`{amount: number}\`.
    1 | intent a { "x {} y {1} {b: } {c d} {e" }
      |                     ^ Between \`{\` and \`}\` of a phrase stands a name, such as \`{amount: number}\`.
    1 | intent a { "x {} y {1} {b: } {c d} {e" }
      |                            ^ After the \`:\` comes a type.
    1 | intent a { "x {} y {1} {b: } {c d} {e" }
      |                                 ^ \`d\` does not fit here: \`}\` is expected.
    1 | intent a { "x {} y {1} {b: } {c d} {e" }
      |                                    ^ This \`{\` is never closed: \`}\` is missing. A brace itself is written \`\\{\`."
  `);
});
