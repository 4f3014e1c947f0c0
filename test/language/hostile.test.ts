import { describe, expect, test } from "vitest";
import { parse } from "../../server/src/language/parse.ts";
import { visit } from "../../server/src/language/traverse.ts";
import { rangeFaults } from "../support/treeRanges.ts";

/** Texts that overflow stacks or take quadratic time where a parser is careless; `n` is how often something repeats. */
const hostile: readonly (readonly [string, (n: number) => string])[] = [
  ["parentheses", (n) => `var x = ${"(".repeat(n)}`],
  ["closed parentheses", (n) => `var x = ${"(".repeat(n)}1${")".repeat(n)}`],
  ["blocks", (n) => `state a { ${"if x { ".repeat(n)}`],
  ["closed blocks", (n) => `state a { ${"if x { ".repeat(n)}${"}".repeat(n + 1)}`],
  ["lists", (n) => `var x = ${"[".repeat(n)}`],
  ["objects", (n) => `var x = ${"{a:".repeat(n)}`],
  ["object types", (n) => `var x: ${"{a:".repeat(n)}`],
  ["list types", (n) => `var x: ${"list of ".repeat(n)}`],
  ["a chain of +", (n) => `var x = 1${" + 1".repeat(10 * n)}`],
  ["a chain of not", (n) => `var x = ${"not ".repeat(10 * n)}`],
  ["a chain of -", (n) => `var x = ${"- ".repeat(10 * n)}`],
  ["conditions", (n) => `var x = ${"a ? b : ".repeat(n)}`],
  ["a long path", (n) => `var x = a${".b".repeat(10 * n)}`],
  ["members of a call", (n) => `var x = f()${".b".repeat(10 * n)}`],
  ["indexes", (n) => `var x = ${"a[".repeat(n)}`],
  ["calls", (n) => `var x = ${"f(".repeat(n)}`],
  ["texts in texts", (n) => `var x = ${'"{'.repeat(n)}`],
  ["texts on one line", (n) => `var x = ${'"{" '.repeat(n)}`],
  ["open texts", (n) => 'say "\n'.repeat(n)],
  ["open blocks of text", (n) => '"""{ "\n'.repeat(n)],
  ["nonsense", (n) => "§ ".repeat(n)],
  ["closing braces", (n) => "}".repeat(n)],
  ["opening braces", (n) => "{".repeat(n)],
  ["declarations without names on one line", (n) => "state ".repeat(n)],
  ["tests without names on one line", (n) => "test ".repeat(n)],
  ["states in an entity", (n) => `entity a { ${"state x { ".repeat(n)}`],
  ["words without texts", (n) => `state a {\n${"say\n".repeat(n)}`],
  ["strangers", (n) => `state a {\n${"foo bar ( ] \n".repeat(n)}`],
  ["strangers far to the right", (n) => `state a {\n${`${" ".repeat(300)}foo\n`.repeat(n / 10)}`],
  ["open comments", (n) => "/* ".repeat(n)],
  ["documentation", (n) => `${"/// x\n".repeat(n)}state a {}`],
  ["conflict markers", (n) => "<<<<<<< a\n".repeat(n)],
  ["cases", (n) => `state a { ${"match x { 1 { ".repeat(n)}`],
  ["mistakes in one text", (n) => `var x = "${"{a + }".repeat(n)}"`],
  ["open names", (n) => "`a ".repeat(n)],
  ["open patterns", (n) => 'r"a '.repeat(n)],
];

/** Processor time, so that other work on the machine does not count. */
function milliseconds(text: string): number {
  const start = process.cpuUsage();
  parse(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

test("a group behind which the next thing begins with an operator's word is read to its end", () => {
  // A list without its `]`; the word on the next line is a key, and no value of the list.
  const parsed = parse('preset a {\n  session.b = [1, "{,] in: 3 }\n  or = 1\n}\nstate c {}\n');
  expect(rangeFaults(parsed)).toEqual([]);
  expect(parsed.tree.declarations.map(({ kind }) => kind)).toEqual(["Preset", "State"]);
});

describe("10,000 times", () => {
  test.each(hostile)("%s: a sound and shallow tree", (_name, make) => {
    const parsed = parse(make(10_000));
    expect(rangeFaults(parsed)).toEqual([]);
    expect(parsed.problems.length).toBeLessThanOrEqual(1_000);
    expect(() => deepest(parsed)).not.toThrow();
  });

  /** Recursion over the tree, as every reader of it does. */
  function deepest(parsed: ReturnType<typeof parse>): number {
    const walk = (node: object): number =>
      Math.max(
        0,
        ...Object.values(node)
          .flat()
          .filter((child: unknown): child is object => typeof child === "object" && child !== null)
          .slice(0, 50)
          .map(walk),
      ) + 1;
    return walk(parsed.tree);
  }
});

test.each(hostile)("%s: ten times the text takes no hundred times as long", (_name, make) => {
  const [small, large] = [make(3_000), make(30_000)];
  const fastest = (text: string, tries: number): number =>
    Math.min(...Array.from({ length: tries }, () => milliseconds(text)));
  // The constant is what collecting garbage may cost on a busy machine; what grows with the square takes seconds here.
  expect(fastest(large, 3)).toBeLessThan(100 * fastest(small, 5) + 250);
});

test("a file of over a megabyte is read whole", () => {
  const state = 'state a {\n  say "Hello {user.name}, you have {session.account.amount + 1}."\n  -> a\n}\n\n';
  const parsed = parse(state.repeat(14_000));
  expect(parsed.text.length).toBeGreaterThan(1_000_000);
  expect(parsed.problems).toEqual([]);
  let nodes = 0;
  visit(parsed.tree, () => {
    nodes++;
  });
  expect(nodes).toBeGreaterThan(14_000 * 20);
});
