import { describe, expect, test } from "vitest";
import { examples as listed } from "../../scripts/editor/examples.mjs";
import { mutantsOf } from "../../scripts/mutate/mutants.ts";
import { examples, survivorsPage, tryExample } from "../../scripts/mutate/mutate.ts";
import { readReasons, survivorName, type Tried, triedPage } from "../../scripts/mutate/page.ts";
import { parse } from "../../server/src/language/parse.ts";
import { createProjectIndex } from "../../server/src/semantics/projectIndex.ts";

/** All changes take a minute; a part of them, of every kind, a few seconds. */
const every = process.env["FLOWSTATE_FULL"] === "1" ? 1 : 5;

describe("changes of the examples", () => {
  const all: Tried[] = [];

  test("every example is tried", () => {
    expect([...examples].sort()).toEqual(listed.map(({ name }) => name).sort());
  });

  test.each(examples)("%s: 95 of 100 are noticed, and the others are known with a reason", async (name) => {
    const tried = await tryExample(name, every);
    all.push(tried);
    const reasons = readReasons(survivorsPage());
    const unknown = tried.survivors.map((mutant) => survivorName(name, mutant)).filter((each) => !reasons.has(each));
    expect(unknown).toEqual([]);
    // Of a small part a few are many.
    expect(tried.survivors.length / tried.tried).toBeLessThanOrEqual(every === 1 ? 0.05 : 0.1);
  });

  test("there are 200 at least, and the page says what became of them", () => {
    expect(all.map(({ example }) => example)).toEqual([...examples]);
    const [tried, survived] = [all.map((each) => each.tried), all.map(({ survivors }) => survivors.length)].map(
      (some) => some.reduce((sum, each) => sum + each, 0),
    );
    expect(tried).toBeGreaterThanOrEqual(200);
    expect((survived ?? 0) / (tried ?? 1)).toBeLessThanOrEqual(0.05);
    expect(survivorsPage()).not.toContain("TODO");
    if (every === 1) expect(triedPage(all, readReasons(survivorsPage()))).toBe(survivorsPage());
  });
});

/** The flow with each change, in the lines that are not as before. */
function changed(source: string): readonly string[] {
  const index = createProjectIndex([{ path: "main.flow", uri: "file:///main.flow", parsed: parse(source) }]);
  return mutantsOf(index).map(({ kind, start, end, text }) => {
    const lines = (source.slice(0, start) + text + source.slice(end)).split("\n");
    const before = new Set(source.split("\n"));
    return `${kind}: ${lines
      .filter((line) => !before.has(line))
      .map((line) => line.trim())
      .join(" ")}`;
  });
}

test("a change is one place of a state", () => {
  const source = [
    "state start {",
    '  say "Hello" | "Hi"',
    "  if session.a == 1 -> other",
    '  ask session.b as text """',
    "    Why?",
    '  """ {',
    '    reply "So" value 1',
    "    attempts 3 -> end",
    "  }",
    "  set session.c = 2",
    '  api POST "https://example.com" {',
    "    body { a: 1, b: 2 }",
    "    on 404 -> start",
    "  }",
    "}",
    "state other {}",
    'test "it" at start { bot "Hello" }',
  ].join("\n");
  expect(changed(source)).toEqual([
    'text: say "Not so: Hello" | "Hi"',
    'text: say "Hello" | "Not so: Hi"',
    "step: ",
    "condition: if not (session.a == 1) -> other",
    "retarget: if session.a == 1 -> start",
    "text: Not so: Why?",
    'title: reply "Not so: So" value 1',
    "attempts: attempts 4 -> end",
    "retarget: attempts 3 -> other",
    "set: ",
    "request: body {  b: 2 }",
    "request: body { a: 1,  }",
    "outcome: ",
    "retarget: on 404 -> other",
  ]);
});
