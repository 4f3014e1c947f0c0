import { describe, expect, test } from "vitest";
import type { UserInput } from "../../server/src/runtime/events.ts";
import { answers, json, run, text } from "../support/conversation.ts";
import { programOf } from "../support/program.ts";

/** Runs a conversation and expects it to rest in time, with no prototype touched. */
function rests(source: string, given: readonly (string | UserInput)[] = [], body: unknown = {}) {
  const began = performance.now();
  const done = run(source, given, {
    backend: answers(typeof body === "string" ? text(body, "application/json") : json(body)),
  });
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(["waiting", "ended"]).toContain(done.state.status);
  expect(Object.keys(Object.prototype)).toEqual([]);
  const codes = done.events.flatMap((each) => (each.type === "report" ? [each.code] : []));
  return { ...done, codes };
}

/** As large as a pattern may be, and made so that every character is looked at by all of it. */
const large = String.raw`(([ab]?){900})[^ab]\b`;
const long = "ab".repeat(50_000);

describe("rule 4, patterns run in linear time, and a turn of many large ones ends", () => {
  test.each(["(a+)+$", "(a|a)*b$", "(a*)*b", "(.*a){20}b", "^(([a-z])+.)+[A-Z]([a-z])+$"])("%s", (pattern) => {
    const source = `state s { ask x as text "?" say "{x matches r"${pattern}"}" } on text r"${pattern}" { say "route" }`;
    const began = performance.now();
    rests(source, [`${"a".repeat(99_000)}!`, `${"a".repeat(99_000)}!`]);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test("a hundred routes with large patterns: what is too much is passed over, and told", () => {
    const routes = Array.from({ length: 100 }, () => `on text r"${large}" { say "no" }`).join("\n");
    const { codes } = rests(
      `state s { say "Hi" on any { say "any" } }\n${routes}`.replace(
        "on any",
        `${routes.replaceAll("\n", " ")} on any`,
      ),
      [long],
    );
    expect(codes).toContain("limit");
  });

  test("a pattern that a backend sends is counted by its size", () => {
    const source = `state s { api GET "http://bank.test/" ask x as text "?" -> t }
      state t { if x matches temp.response.body.p { say "yes" } else { say "no" } if x matches temp.response.body.p { say "yes" } }`;
    const { codes } = rests(source, [long], { p: large });
    expect(codes).toContain("limit");
  });

  test("small patterns over long texts are not too much", () => {
    const { codes, events } = rests('state s { ask x as text "?" if x matches r"b$" { say "yes" } }', [long]);
    expect(codes).toEqual([]);
    expect(events.some((each) => each.type === "message" && each.message.text === "yes")).toBe(true);
  });
});

describe("rule 4, expressions have a budget", () => {
  test.each([
    ["a sum of 100,000", Array.from({ length: 100_000 }, () => "1").join(" + ")],
    ["parentheses inside each other", `${"(".repeat(20_000)}1${")".repeat(20_000)}`],
    ["calls inside each other", `${"upper(".repeat(5_000)}"a"${")".repeat(5_000)}`],
    ["lists inside each other", `${"[".repeat(20_000)}${"]".repeat(20_000)}`],
  ])("%s are refused before anything runs, with a sentence at their place", (_, expression) => {
    expect(() => programOf(`state s { set x = ${expression} }`)).toThrow(/^main\.flow@\d+: [A-Z].*\.$/m);
  });

  test.each([
    ["a text that doubles", `set x = "ab" ${'set x = "{x}{x}" '.repeat(100)}`],
    ["lists that double", `set x = [1] ${"set x = [x, x] ".repeat(100)}`],
    [
      "a replacement that explodes",
      `set x = "${"a".repeat(5_000)}" set x = replace(x, "a", x) set x = replace(x, "a", x)`,
    ],
    ["a join that explodes", `set x = split("${"a ".repeat(5_000)}", " ") set x = join(x, "${"b".repeat(5_000)}")`],
  ])("%s ends, and is told where it stands", (_, steps) => {
    const { events } = rests(`state s { ${steps} say "done" }`);
    const told = events.filter((each) => each.type === "report");
    for (const each of told) expect(each.source).toBeDefined();
    expect(JSON.stringify(events.at(-1)).length).toBeLessThan(3_000_000);
  });
});

describe("rule 4, memory has no prototypes", () => {
  const keys = ["__proto__", "constructor", "prototype"];

  test.each(keys)("%s is refused from a flow, a backend, a tap and an event", (key) => {
    const flow = `state s { set a["${key}"] = 1 set x = { "${key}": { polluted: true } } say "{x.polluted ?? "none"}{a["${key}"] ?? "none"}" }`;
    const { events, state } = rests(flow);
    expect(events.flatMap((each) => (each.type === "message" ? [each.message.text] : []))).toEqual(["nonenone"]);
    const body = `{"session":{"namespace":"${key}","data":{"polluted":1}}}`;
    rests('state s { api GET "http://bank.test/" say "{polluted ?? "none"}" }', [], body);
    const inner = `{"session":{"namespace":"a","data":{"${key}":{"polluted":1},"a.${key}.b":1}},"${key}":{"x":1}}`;
    const stored = rests('state s { api GET "http://bank.test/" }', [], inner).state.memory;
    // A key with dots of an answer is one name, whatever stands between them.
    expect(JSON.stringify(stored.session)).toBe(`{"a":{"a.${key}.b":1}}`);
    const params = [
      { key: `${key}.polluted`, value: 1 },
      { key: `a.${key}`, value: 1 },
    ];
    rests("state s { on any -> s }", [{ type: "tap", text: "x", value: { nextDialogstateId: "s", params } }]);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    expect(state.status).toBe("waiting");
  });

  test("names of Object's own members are unset like any others", () => {
    const { events } = rests('state s { say "{toString ?? 1}{session.hasOwnProperty ?? 2}{temp["valueOf"] ?? 3}" }');
    expect(events.flatMap((each) => (each.type === "message" ? [each.message.text] : []))).toEqual(["123"]);
  });
});

describe("rule 3 and 4, what is giant is cut, and told at its step", () => {
  const api = 'state s { api GET "http://bank.test/" say "{temp.response.status}" }';

  test.each([
    ["nested 100,000 deep", "[".repeat(100_000) + "]".repeat(100_000)],
    ["objects nested 100,000 deep", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["a text of 7 MB", JSON.stringify({ a: "x".repeat(7_000_000) })],
  ])("JSON %s", (_, body) => {
    const { codes, events } = rests(api, [], body);
    expect(codes).toContain("limit");
    const told = events.find((each) => each.type === "report" && each.code === "limit");
    expect(told?.source?.range.start).toEqual({ line: 0, character: 10 });
  });

  test("a user's text of 10 MB", () => {
    const { events } = rests('state s { ask x as text "?" say "{length(x)}" }', ["x".repeat(10_000_000)]);
    expect(JSON.stringify(events).length).toBeLessThan(1_000_000);
  });
});
