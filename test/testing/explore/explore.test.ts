import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../../server/src/runtime/compile.ts";
import { explore } from "../../../server/src/testing/explore/search.ts";
import { testClock } from "../../../server/src/testing/stage.ts";
import { drawFindings, exploredTests, exploreSource } from "../../support/exploration.ts";
import { correctFile } from "../../support/flowGenerator.ts";
import { programs } from "../../support/programs.ts";
import { projectOf } from "../../support/project.ts";
import { runs } from "../../support/runs.ts";

const shop = `--- shop.flow
flow shop
bot shop { start shop.start fallback shop.lost failure shop.broken }
service orders { base "https://orders.example.com" }
intent help { "help me" }
on intent help -> help

state start {
  ask session.number as r"[A-Z]{2}-[0-9]{4}" "Which order?" { attempts 2 -> help }
  api orders GET "/orders/{session.number}" {
    session order { status: one of "sent", "late", eta: date }
    nextDialogstate found, missing
    on 404 -> missing
    on timeout -> slow
  }
}
state found {
  match order.status {
    "sent" { say "Sent." -> end }
    "late" { say "Late: {order.reason}." -> end }
    else { -> stuck }
  }
}
state missing { say "There is none." { reply "Again" -> start reply "Stop" -> end } }
state slow { say "So slow." }
state stuck { say "Strange." -> end }
state help { say "Call us." { reply "Back" -> back } on silence 5m -> end }
state lost { say "Pardon?" }
state broken { say "Broken." -> end }
state forgotten { say "Nobody comes here." -> end }
`;

describe("exploring a bot", () => {
  test("comes to every state that can be come to, and says which it did not", async () => {
    const { reached, isComplete } = await exploreSource(shop);
    expect([...reached.keys()].sort()).toEqual(
      ["broken", "found", "help", "lost", "missing", "slow", "start", "stuck"].map((name) => `shop.${name}`),
    );
    expect(isComplete).toBe(true);
  });

  test("finds what breaks, each by the shortest way", async () => {
    expect(drawFindings(await exploreSource(shop))).toBe(
      [
        'unset-variable · shop.found · user "AA-0000" · answer 200 → shop.found',
        'dead-end · shop.slow · user "AA-0000" · answer timeout',
      ].join("\n"),
    );
  });

  test("tells a loop without a way out from a menu that never ends", async () => {
    const trap = `state start { say "Well?" { reply "In" -> in reply "End" -> end } }
state in { ask session.x as text "Say it." { check false else "No." } }`;
    expect(drawFindings(await exploreSource(trap))).toBe('no-way-out · main.in · tap "In"');
    const menu = `state start { say "Well?" { reply "One" -> one } }
state one { say "One." { reply "Back" -> start } }`;
    expect(drawFindings(await exploreSource(menu))).toBe("");
  });

  test("tells how long it waits as a flow would write it", async () => {
    const source = `state start { say "Well?" { reply "End" -> end } on silence 90m -> stop } state stop { say "Stop." }`;
    expect(drawFindings(await exploreSource(source))).toBe("dead-end · main.stop · wait 90m");
  });

  test("does not take a secret that is not set here for a fault of the flow", async () => {
    const source = `service s { base "https://x.example.com" headers { Authorization: "Bearer {secret.TOKEN}" } }
state start { say "Well?" { reply "On" -> on } } state on { api s GET "/a" { on failure -> end } say "{user.unset}" -> end }`;
    expect(drawFindings(await exploreSource(source))).toBe('unset-variable · main.on · tap "On" · answer 200');
  });

  test("finds a bot that never rests", async () => {
    const drawn = drawFindings(
      await exploreSource(
        'state start { ask session.x as text "?" -> a } state a { set session.y = 1 -> b } state b { if session.y == 1 { -> a } say "x" }',
      ),
    );
    expect(drawn).toContain("endless-loop · main.");
  });

  test("tries the edges of checks, entities, patterns, events, attachments and silence", async () => {
    const { reached } = await exploreSource(
      `
entity size { small large }
state start {
  ask session.n as integer "How many?" { check value < 37 else "Fewer." }
  if session.n == 36 { -> edge }
  ask session.size as size "Which size?"
  match session.size { "large" -> large }
  ask session.code as text "Code?" { check value matches r"^x[0-9]{3}-(a|b)+$" else "No." }
  -> coded
}
state edge { say "36" on event "paid" -> paid on attachment -> picture on silence 2h -> quiet }
state large { -> end }
state coded { -> end }
state paid { -> end }
state picture { -> end }
state quiet { -> end }`,
      { steps: 5_000 },
    );
    expect(reached.size).toBe(7);
  });

  test("answers as mocks and recordings do", async () => {
    const source = `service s { base "https://x.example.com" }
state start {
  api s GET "/a"
  match temp.response.body.kind { "mocked" -> mocked "recorded" -> recorded }
  say "Other." -> end
}
state mocked { api s GET "/b" if temp.response.body.deep.list[0].x == "rare" { -> rare } -> end }
state recorded { -> end }
state rare { -> end }
mock m GET "/b" { body { deep: { list: [{ x: "rare" }] } } }`;
    const recording = {
      request: { service: "s", method: "GET", path: "/a", query: {}, body: null },
      responses: [{ status: 200, outcome: "success" as const, headers: {}, body: { kind: "mocked" } }],
    };
    const { reached } = await exploreSource(source, { recordings: [{ file: "recordings/a.json", recording }] });
    expect([...reached.keys()]).toContain("main.rare");
  });

  test("is the same each time, and another with another seed only in what it walks", async () => {
    const [one, two] = [await exploreSource(shop, { steps: 1_500 }), await exploreSource(shop, { steps: 1_500 })];
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
    const other = await exploreSource(shop, { steps: 1_500, seed: 2 });
    expect(drawFindings(other)).toBe(drawFindings(one));
  });

  test("comes to a state behind one with countless memories, within its budget", async () => {
    const { reached } = await exploreSource(
      `state start {
  ask session.a as one of "a", "b", "c", "d" "A?"
  ask session.b as one of "a", "b", "c", "d" "B?"
  ask session.c as one of "a", "b", "c", "d" "C?"
  ask session.d as one of "a", "b", "c", "d" "D?"
  ask session.e as one of "a", "b", "c", "d" "E?"
  -> there
}
state there { say "There." { reply "On" -> last reply "Again" -> start } }
state last { -> end }`,
      { steps: 300 },
    );
    expect([...reached.keys()]).toContain("main.last");
  });

  test("keeps no more moments than it may, and then says that it is not done", async () => {
    const { moments, isComplete, steps } = await exploreSource(shop, { moments: 5, steps: 500 });
    expect({ moments, isComplete, steps }).toEqual({ moments: 5, isComplete: false, steps: 500 });
  });

  test("ends as soon as it is told to", async () => {
    let asked = 0;
    const { steps } = await exploreSource(shop, { isOver: () => ++asked === 7 });
    expect(steps).toBe(7);
  });

  test("ends with its budget", async () => {
    const { steps, isComplete } = await exploreSource(shop, { steps: 20 });
    expect(steps).toBeLessThanOrEqual(20);
    expect(isComplete).toBe(false);
  });
});

test("each finding is a test that passes for as long as it is found", async () => {
  const { texts, drawn } = await exploredTests(shop);
  expect(drawn).toBe("✓ unset-variable in shop.found\n✓ a dead end in shop.slow");
  expect(texts.join("\n")).toContain('expect error "unset-variable"');
  expect(texts[1]).toMatch(/^\/\/\/ The conversation stops in `shop.slow`: .*\ntest "a dead end in shop.slow"/);
});

const begin = { user: "test", conversation: "test", seed: 1, now: testClock } as const;

test("no program throws an explorer off", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(programs, correctFile), fc.nat(), async (source, seed) => {
      const compiled = compile(projectOf({ files: [{ path: "main.flow", text: source }] }));
      if (!compiled.ok) return;
      const { program } = compiled;
      const explored = await explore({ program, environment: {}, recordings: [], begin, seed, steps: 150 });
      expect(explored.steps).toBeLessThanOrEqual(150);
    }),
    { numRuns: runs(300) },
  );
});
