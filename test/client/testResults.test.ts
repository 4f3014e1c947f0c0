import { describe, expect, test } from "vitest";
import { failureText } from "../../client/src/testing/failureText.ts";
import { branchesByStep, countPlaces, ReachedTests } from "../../client/src/testing/reachedTests.ts";
import { stateCoverage } from "../../client/src/testing/stateCoverage.ts";
import { TestLines } from "../../client/src/testing/testLines.ts";
import { touchedTests } from "../../client/src/testing/touchedTests.ts";
import type { TestPlace } from "../../server/src/testing/protocol.ts";

/** A place on a line of its own. */
function at(kind: TestPlace["kind"], label: string, line: number, more: Partial<TestPlace> = {}): TestPlace {
  const range = { start: { line, character: 2 }, end: { line, character: 20 } };
  return { kind, label, file: "a.flow", range, state: "a.one", ...more };
}

/** A state with a step that has two answers, one of them with a block; a state that nothing comes to; a global route. */
const places: readonly TestPlace[] = [
  at("state", "a.one", 1),
  at("step", "Api", 2),
  at("step", "Say", 4),
  at("branch", "on 404", 4, { step: 1 }),
  at("outcome", "on 404", 3, { step: 1 }),
  at("outcome", "-> two", 2, { step: 1 }),
  at("state", "a.two", 8, { state: "a.two" }),
  at("step", "Go", 12, { state: null }),
  at("branch", "on", 12, { state: null }),
];

describe("what tests reached", () => {
  test("an answer with a block of its own is one branch of its step, and a route goes with its first step", () => {
    const counted = places.map((place, index) => ({ ...place, index, count: 0 }));
    const branches = [...branchesByStep(counted)].map(([step, own]) => [step, own.map(({ index }) => index)]);
    expect(branches).toEqual([
      [1, [4, 5]],
      [7, [8]],
    ]);
  });

  test("counts of several tests add up", () => {
    expect(
      countPlaces(places, [
        [
          [0, 1],
          [1, 2],
        ],
        [[0, 3]],
      ]),
    ).toEqual([4, 2, 0, 0, 0, 0, 0, 0, 0]);
  });

  test("is told by state, with the tests that came there, each once", () => {
    const tests = new Map([
      ["t [1]", [[0, 1] as const, [1, 1] as const, [5, 1] as const]],
      ["t [2]", [[0, 1] as const]],
      ["gone", [[0, 1] as const]],
    ]);
    const nameOf = (id: string) => (id === "gone" ? undefined : { uri: "file:///a.test.flow", name: "t" });
    expect(stateCoverage(places, tests, nameOf)).toEqual([
      {
        state: "a.one",
        steps: { reached: 1, all: 2 },
        branches: { reached: 1, all: 2 },
        tests: [{ uri: "file:///a.test.flow", name: "t" }],
      },
      { state: "a.two", steps: { reached: 0, all: 0 }, branches: { reached: 0, all: 0 }, tests: [] },
    ]);
  });

  test("is kept while the flows have the same places, and forgotten where they have others", () => {
    const reached = new ReachedTests();
    expect(reached.through("/p", "a.flow")).toBeUndefined();
    reached.begin("/p", places);
    reached.add("/p", "one", [[0, 1]]);
    reached.begin("/p", [...places]);
    expect([...reached.tests("/p").keys()]).toEqual(["one"]);
    expect(reached.through("/p", "a.flow")).toEqual(new Set(["one"]));
    expect(reached.through("/p", "b.flow")).toEqual(new Set());
    reached.begin("/p", places.slice(1));
    expect([...reached.tests("/p").keys()]).toEqual([]);
  });
});

describe("a change touches", () => {
  const tests = [
    { id: "here", isInFile: true },
    { id: "there", isInFile: false },
    { id: "elsewhere", isInFile: false },
  ];

  test.each([
    ["the tests in the file and those that came to it", { isShared: false, through: new Set(["there"]) }, 2],
    ["all where the file declares what all may use", { isShared: true, through: new Set(["there"]) }, 3],
    ["all where nothing is known yet", { isShared: false, through: undefined }, 3],
  ])("%s", (_, change, count) => {
    expect(touchedTests(tests, change)).toHaveLength(count);
  });

  test("all where no test is known to have come there: it may be new", () => {
    const strangers = tests.filter(({ isInFile }) => !isInFile);
    expect(touchedTests(strangers, { isShared: false, through: new Set() })).toEqual(["there", "elsewhere"]);
  });
});

describe("what the process writes", () => {
  test("is read by lines, wherever it is cut; what tells of no test is for people", () => {
    const lines: string[] = [];
    const texts: string[] = [];
    const reader = new TestLines(
      ({ type }) => lines.push(type),
      (text) => texts.push(text),
    );
    const all = '{"type":"test-start","name":"a"}\n{"type":"else"}\nnot JSON\n\n{"type":"test-end"}';
    for (const sign of all) reader.push(sign);
    reader.end();
    reader.end();
    expect(lines).toEqual(["test-start", "test-end"]);
    expect(texts).toEqual(['{"type":"else"}', "not JSON"]);
  });
});

describe("why a test failed", () => {
  test("is said in one line, with the way that the conversation went", () => {
    const told = { message: "The bot said something else.", expected: "Hello\n| Hi", actual: "No", route: ["a", "b"] };
    expect(failureText(told)).toBe(
      "The bot said something else. Expected “Hello | Hi”, but it was “No”.\n\nRoute: a → b",
    );
  });

  test("a long way is cut in its middle, and where there is no pair none is said", () => {
    const route = Array.from({ length: 40 }, (_, i) => `s${i}`);
    const text = failureText({ message: "No mock.", expected: null, actual: null, route });
    expect(text).toBe("No mock.\n\nRoute: s0 → s1 → s2 → s3 → … → s31 → s32 → s33 → s34 → s35 → s36 → s37 → s38 → s39");
  });
});
