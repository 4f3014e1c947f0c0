import { expect, test } from "vitest";
import { functions } from "../../server/src/expressions/functions.ts";
import { signatureHelp } from "../../server/src/features/signatureHelp.ts";
import { parse } from "../../server/src/language/parse.ts";

/** The signature at the `▮` of a text, the parameter that is written in `«»`. */
function signatureAt(marked: string): string | undefined {
  const found = signatureHelp(parse(marked.replace("▮", "")), marked.indexOf("▮"));
  if (found === undefined) return undefined;
  const [start, end] = found.parameters[found.active ?? -1] ?? [0, 0];
  if (end === 0) return found.label;
  return `${found.label.slice(0, start)}«${found.label.slice(start, end)}»${found.label.slice(end)}`;
}

const upper = "upper(«text: text»): text";

test.each([
  // Finished calls
  ["set a = upper(▮)", upper],
  ["set a = upper(▮b)", upper],
  ["set a = upper(b▮)", upper],
  ["set a = slice(b, ▮1, 2)", "slice(x: text or list, «from: number», to?: number): any"],
  ["set a = slice(b, 1, 2▮)", "slice(x: text or list, from: number, «to?: number»): any"],
  // Half typed
  ["set a = upper(▮", upper],
  ["set a = replace(b,▮", "replace(text: text, «search: text or pattern», with: text): text"],
  ["set a = slice(upper(b), ▮", "slice(x: text or list, «from: number», to?: number): any"],
  ["set a = slice(upper(▮", upper],
  ["set a = round(min(1, 2), ▮", "round(n: number, «digits?: number»): number"],
  ['say "Hi" if upper(▮ { -> end }', upper],
  // Inside of texts
  ['say "Hi {upper(▮)}"', upper],
  ['say "Hi {upper(▮', upper],
  ['say "Hi {upper(▮}, you"', upper],
  ['say "{join(split("{upper(▮)}", ","))}"', upper],
  ['set a = replace("a{b}▮", "c", "d")', "replace(«text: text», search: text or pattern, with: text): text"],
  ['say { en "Hi" nl "Hoi {upper(▮)}" }', upper],
  ['say """\n  Hi {upper(▮)}\n"""', upper],
  // Groups, lists, objects
  ["set a = join([1, 2, ▮], 3)", "join(«list: list», by?: text): text"],
  ['set a = plural(2, { one: "day", ▮other: "days" })', "plural(n: number, «forms: object»): any"],
  ["set a = round((1 + ▮2) * 3, 1)", "round(«n: number», digits?: number): number"],
  ["set a = upper(not b and (c ? d : ▮e))", upper],
  ["api POST upper(b) { body { a: upper(▮ } }", upper],
  // As many as one likes, and too many
  ["set a = max(1, 2, 3, ▮", "max(«numbers: any», …): number"],
  ["set a = upper(b, ▮", "upper(text: text): text"],
  ["set a = now(▮)", "now(): datetime"],
])("in %s", (steps, expected) => {
  expect(signatureAt(`state s {\n  ${steps}\n  -> end\n}`)).toBe(expected);
});

test.each([
  "set a = upper▮(b)",
  "set a = upper(b)▮",
  "set a = (▮b)",
  "set a = nobody(▮b)",
  "set a = upper(nobody(▮))",
  "set a = b in (▮c)",
  'set a = upper(b\n  say "▮"',
  "set a = upper(b\n  set b = ▮1",
  "set a = upper(\n  -> ▮end",
  "set a = upper(b // ▮",
  'say "upper(▮)"',
  "if upper(b) { say upper▮ }",
  "if upper( { wait 1s ▮ }",
])("nothing in %s", (steps) => {
  expect(signatureAt(`state s {\n  ${steps}\n}`)).toBeUndefined();
});

test("a call that was left open is forgotten in the next state", () => {
  expect(signatureAt("state a { set b = upper( }\nstate c { ▮ }")).toBeUndefined();
  expect(signatureAt("state a { set b = upper(\nstate c { wait ▮ }")).toBeUndefined();
});

test("the documentation has an example with its result", () => {
  const text = "var a = upper(b)";
  expect(signatureHelp(parse(text), 14)?.documentation).toBe(
    'The text in capitals, by the rules of the user\'s language.\n\nFor example `upper("abc") → "ABC"`',
  );
});

test("every function has a signature whose parameters stand where it says", () => {
  for (const { name, parameters } of functions.values()) {
    const text = `var a = ${name}(`;
    const found = signatureHelp(parse(text), text.length);
    const shown = found?.parameters.map(([start, end]) => found.label.slice(start, end));
    expect(shown?.map((one) => one.replace(/\??:.*/, ""))).toEqual(parameters.map((one) => one.name));
  }
});

test("a long file with nothing but open parentheses takes no time to speak of", () => {
  const text = `var a = ${"(".repeat(50_000)}`;
  expect(signatureHelp(parse(text), text.length)).toBeUndefined();
});
