// The fixtures are programs, which may hold templates.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: see above
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeQuoted } from "../../../server/src/semantics/neighbours/quotes.ts";
import { readNeighbour } from "../../../server/src/semantics/neighbours/readNeighbour.ts";
import { runs } from "../../support/runs.ts";

/** The text with the strings that were found between `«` and `»`. */
function marked(text: string): string {
  const { strings } = readNeighbour(text);
  return strings.reduceRight(
    (drawn, { start, end, isClosed }) =>
      `${drawn.slice(0, start)}«${drawn.slice(start, end)}${isClosed ? "»" : "…"}${drawn.slice(end)}`,
    text,
  );
}

/** What is between `«` and `»` is found in the rest, and nothing else. */
function expectFound(drawn: string): void {
  expect(marked(drawn.replace(/[«»]/g, ""))).toBe(drawn);
}

describe("the strings that name a state", () => {
  test.each([
    ["in JSON", '{ "action": { "nextDialogstate": «"a.b"», "other": "c" }, "nextDialogstateId" : «"d"» }'],
    ["in JSON with comments", '{ // nextDialogstate: "x"\n "nextDialogstate": /* "y" */ «"z"» }'],
    [
      "unquoted keys",
      'x = { action: { nextDialogstate: «"a"» }, payload: { nextDialogstateId: «"b"», params: ["c"] } };',
    ],
    [
      "quotes of all kinds",
      "x = { nextDialogstate: «'a'», 'nextDialogstateId': «`b`» }; y = {\"nextDialogstate\":«\"c\"»}",
    ],
    [
      "templates with code in them are none",
      'x = { nextDialogstate: `a${b ? `c` : "d"}e` }; y = { nextDialogstate: «`f`» }',
    ],
    [
      "strings in the code of a template",
      "t = `x ${f({ nextDialogstate: «'a'», b: `${{ nextDialogstate: «'c'» }}` })} y`",
    ],
    ["each arm of a choice", 'r = { nextDialogstate: ok === "yes" ? «"a"» : other ? («"b"») : «`c`», d: "e" }'],
    [
      "a default",
      'r = { nextDialogstate: body.state ?? map["k"] ?? «"a"», f: "g" }; q = { nextDialogstate: x || «"b"» }',
    ],
    [
      "what is only looked at is none",
      'r = { nextDialogstate: "x" === kind ? «"a"» : kind === "y" && f("z") ? «"b"» : "p" + q }',
    ],
    [
      "assignments",
      'body.nextDialogstate = «"a"»; body["nextDialogstate"] = «"b"»; x?.nextDialogstateId ??= «"c"»; y = "d"',
    ],
    ["chained assignments", 'a.nextDialogstate = b.nextDialogstate = «"x"»;'],
    [
      "without semicolons",
      'body.nextDialogstate = «"a"»\nconst other = cond ? "b" : "c"\nx.nextDialogstate = y\nz = p ? "q" : "r"',
    ],
    ["comparisons are none", 'if (body.nextDialogstate === "a" || "b" == x.nextDialogstate) nextDialogstate == "c"'],
    [
      "a choice of it is none",
      'x = y ? body.nextDialogstate : "a"; z = y ? nextDialogstate : "b"; w = nextDialogstate ? "c" : "d"',
    ],
    ["computed keys", 'x = { ["nextDialogstate"]: «"a"», b: c ? ["nextDialogstate"] : "d" }'],
    [
      "variables and parameters",
      'const nextDialogstate = «"a"», b = "c"; function f(nextDialogstate: string = «"d"», e = "f") {}',
    ],
    ["types", 'interface A {\n  nextDialogstate?: «"a"» | «"b"»\n  readonly nextDialogstateId: «"c"»\n  other: "d"\n}'],
    [
      "fields of a class",
      'class A {\n  @Is() nextDialogstate = «"a"»\n  private nextDialogstateId: State = «"b"» as const;\n  c = "d"\n}',
    ],
    ["assertions", 'x = { nextDialogstate: «"a"» as const, y: { nextDialogstate: «"b"» satisfies State, z: "c" } }'],
    [
      "calls and functions are none",
      'x = { nextDialogstate: pick("a", c ? "b" : "c"), n: { nextDialogstate: () => (a ? "d" : "e") } }',
    ],
    ["lists and objects are none", 'x = { nextDialogstate: ["a", "b"], y: { nextDialogstate: { en: "c" } } }'],
    ["keys in arguments are none", 'x.set("nextDialogstate", "a"); y = ["nextDialogstate", "b"]'],
    ["quotes in regular expressions", 'a = /["\'`]/g; b = x.replace(/[/"]/, "") / 2; c = { nextDialogstate: «"a"» }'],
    ["division is no regular expression", 'a = b / c; d = { nextDialogstate: «"x"» }; e = f / g'],
    [
      "apostrophes in JSX end with their line",
      'a = <p>Don\'t</p>;\nb = <Go nextDialogstate=«"a"» other="b"><Go nextDialogstate=«"d"»/>{{ nextDialogstate: «"c"» }}</Go>',
    ],
    ["the ends of JSX elements", 'a = <b><i>x</i>{f({ nextDialogstate: «"a"» })}<i>y</i></b>'],
    [
      "similar words are none",
      'x = { nextDialogstates: "a", myNextDialogstate: "b", nextDialogstate_: "c", $nextDialogstate: "d" }',
    ],
    ["a label of a choice is none", 'switch (x) { case nextDialogstate: "a"; case "nextDialogstate": y = "b" }'],
    ["hashbang and unicode", '#!/usr/bin/env node\nx = { größe: "😀", nextDialogstate: «"größer.😀"» }'],
    ["nested", 'x = { nextDialogstate: c ? «"a"» : f({ nextDialogstate: «"b"» }), nextDialogstateId: «"d"» }'],
    ["empty ones, which are to be filled in", 'x = { nextDialogstate: «""», b: "" }'],
  ])("%s", (_, drawn) => {
    expectFound(drawn);
  });

  test("a string without its end is found up to the end of the line", () => {
    expect(marked('x = {\n  nextDialogstate: "a.b\n  c: "d" }')).toBe('x = {\n  nextDialogstate: «"a.b…\n  c: "d" }');
    expect(marked('{ "nextDialogstate": "')).toBe('{ "nextDialogstate": «"…');
  });

  test("escapes are read as the program reads them", () => {
    const source = String.raw`x = { nextDialogstate: 'a\'b\\\u0041\x42\u{1F600}\n' }`;
    expect(readNeighbour(source).strings.map(({ text }) => text)).toEqual(["a'b\\AB😀\n"]);
  });

  test("comments that hide findings are kept", () => {
    const source =
      '// nextDialogstate\n//  flowstate-ignore unknown-state: later\n/* flowstate-ignore x */ "// flowstate-ignore y"';
    expect(readNeighbour(source).comments.map(({ start, end }) => source.slice(start, end))).toEqual([
      "//  flowstate-ignore unknown-state: later",
    ]);
  });
});

const scraps = [
  ..."{}[]()?:;,.=+-/*\\|&<>!`'\"$\n ",
  "${",
  "=>",
  "??",
  "//",
  "/*",
  "*/",
  "nextDialogstate",
  "nextDialogstateId",
  '"nextDialogstate"',
  "nextDialogstate:",
  ".nextDialogstate =",
  "x",
  '"a"',
  "\\u",
  "😀",
  "\ud800",
  "case",
  "as",
];
const garbage = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...scraps) }, { weight: 1, arbitrary: fc.string() }))
  .map((parts) => `nextDialogstate ${parts.join("")}`);

describe("whatever the text is", () => {
  test("it is read, and each place is a string as it stands there", () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const { strings } = readNeighbour(text);
        let last = 0;
        for (const { start, end, quote, inside, isClosed, text: read } of strings) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(text[start]).toBe(quote);
          if (isClosed) expect(text[end - 1]).toBe(quote);
          expect([inside.start, inside.end]).toEqual([start + 1, isClosed ? end - 1 : end]);
          const written = text.slice(inside.start, inside.end);
          if (!written.includes("\\")) expect(read).toBe(written);
          last = end;
        }
      }),
      { numRuns: runs(20_000) },
    );
  });

  test.each([
    ["slashes that may begin a regular expression", "(/[".repeat(100_000)],
    ["keys in keys", "{nextDialogstate:".repeat(60_000)],
    ["open calls", "x.nextDialogstate=f(".repeat(50_000)],
    ["open templates", "`${".repeat(300_000)],
    ["choices", `x.nextDialogstate=${'a?"b":'.repeat(150_000)}`],
    ["escapes", `x.nextDialogstate="${"\\u".repeat(450_000)}`],
    ["open comments", "/*".repeat(500_000)],
    ["one long word", "a".repeat(1_000_000)],
    ["one long line of a regular expression", `= /${"[a]\\/".repeat(150_000)}`],
  ])("%s are read in linear time", (_, hostile) => {
    const text = `nextDialogstate;${hostile}`;
    const began = performance.now();
    readNeighbour(text);
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  test("a string that is written is read as it was", () => {
    fc.assert(
      fc.property(
        fc.constantFrom('"' as const, "'" as const, "`" as const),
        fc.string({ unit: "binary" }),
        (quote, text) => {
          const [found, ...others] = readNeighbour(`x = { nextDialogstate: ${writeQuoted(quote, text)} }`).strings;
          expect(others).toEqual([]);
          expect(found?.text).toBe(text);
          expect(found?.isClosed).toBe(true);
        },
      ),
      { numRuns: runs(5_000) },
    );
  });
});

describe("programs that were written with care", () => {
  const blank = fc.constantFrom("", " ", "\n", "/* ' */", " // `\n");
  const name = fc.constantFrom("a", "help.agent", "dialogstate-1", "Main menu");
  const string = fc
    .tuple(fc.constantFrom('"' as const, "'" as const, "`" as const), name)
    .map(([quote, text]) => ({ code: writeQuoted(quote, text), names: [text] }));
  const condition = fc.constantFrom(
    'kind === "x"',
    "f('y')",
    "a.b",
    '!map["z"]',
    "(a && b)",
    "/[\"']/.test(c)",
    "`t${d}`",
  );
  const { value } = fc.letrec<{ value: { code: string; names: string[] } }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      string,
      fc.tuple(condition, tie("value"), tie("value"), blank).map(([test, one, two, gap]) => ({
        code: `${test}${gap}?${gap}${one.code}${gap}:${gap}${two.code}`,
        names: [...one.names, ...two.names],
      })),
      tie("value").map(({ code, names }) => ({ code: `(${code})`, names })),
      fc.tuple(fc.constantFrom("a.b", 'c["d"]', "e()"), string).map(([left, right]) => ({
        code: `${left} ?? ${right.code}`,
        names: right.names,
      })),
    ),
  }));
  const key = fc.constantFrom("nextDialogstate", "nextDialogstateId", '"nextDialogstate"', "'nextDialogstateId'");
  const form = fc.constantFrom<(key: string, gap: string, value: string) => string>(
    (k, gap, v) => `x = {${gap}${k}${gap}:${gap}${v}${gap}, other: "no" };`,
    (k, gap, v) => `f({ a: "no", action: {${gap}${k}:${v} } });`,
    (k, gap, v) => `y[${k.startsWith("n") ? `"${k}"` : k}]${gap}=${gap}${v};`,
    (k, gap, v) => `z.${k.replace(/['"]/g, "")}${gap}=${gap}${v};`,
  );
  const statement = fc.tuple(form, key, blank, value).map(([write, k, gap, v]) => ({
    code: write(k, gap, v.code),
    names: v.names,
  }));

  test("give all their names, and no others", () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 5 }), (statements) => {
        const code = statements.map((one) => one.code).join("\n");
        expect(readNeighbour(code).strings.map(({ text }) => text)).toEqual(statements.flatMap(({ names }) => names));
      }),
      { numRuns: runs(5_000) },
    );
  });
});
