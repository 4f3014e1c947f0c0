import { describe, expect, test } from "vitest";
import type { HintKind, InlayHint } from "../../server/src/features/inlayHints/hint.ts";
import { inlayHints } from "../../server/src/features/inlayHints/inlayHints.ts";
import { createLastValues, type ValueWrite } from "../../server/src/workspace/lastValues.ts";
import { drawPlaces } from "../support/places.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

const all: readonly HintKind[] = ["target", "type", "value"];

interface Asked {
  readonly kinds?: readonly HintKind[];
  /** What a run has written. */
  readonly writes?: readonly ValueWrite[];
}

/** The file `main.flow` with its hints in it, as ‹…›. */
async function hinted(source: string, asked: Asked = {}): Promise<string> {
  const { hints, text } = await hintsOf(source, asked);
  let drawn = "";
  let from = 0;
  for (const { offset, label } of hints) {
    drawn += `${text.slice(from, offset)}‹${label.trim()}›`;
    from = offset;
  }
  return drawn + text.slice(from);
}

async function hintsOf(source: string, { kinds = all, writes = [] }: Asked) {
  const given = await workspaceOf(source);
  const file = given.file("main.flow");
  const values = createLastValues();
  values.add(file.project.folder, writes);
  const { text } = file.parsed;
  const read = (keys: readonly string[]) => values.of(file.project.folder, keys);
  const hints = inlayHints(file, { start: 0, end: text.length }, new Set(kinds), read);
  return { hints, text, snapshot: given.snapshot };
}

/** The only hint, with the place that a click on it leads to. */
async function onlyHint(source: string, asked: Asked = {}): Promise<InlayHint & { readonly leads: string }> {
  const { hints, snapshot } = await hintsOf(source, asked);
  const [hint, second] = hints;
  if (hint === undefined || second !== undefined) throw new Error(`There are ${hints.length} hints.`);
  return { ...hint, leads: hint.target === undefined ? "" : drawPlaces(snapshot, [hint.target]) };
}

describe("hints about targets", () => {
  test("tell which state an id means, and no more where the name is written", async () => {
    expect(
      await hinted(`
        --- main.flow
        mock answers GET "/x" { body { action: { nextDialogstate: "agent-1" } } then { body { nextDialogstate: "help.agent" } }
        --- help.flow
        state agent id "agent-1" { -> end }
      `),
    ).toContain(
      'nextDialogstate: "agent-1"‹→ help.agent› } } then { body { nextDialogstate: "help.agent" }'.slice(0, 45),
    );
  });

  test("lead to the name of the state", async () => {
    const hint = await onlyHint('state a id "a-1" { set session.x = { nextDialogstate: "a-1" } }', {
      kinds: ["target"],
    });
    expect(hint.leads).toBe('main.flow: state [a] id "a-1" { set session.x = { nextDialogstate: "a-1" } }');
    expect(hint.tooltip).toBe("Leads to the state `main.a`.");
  });

  test("stand behind what ends in an arrow on another line", async () => {
    expect(
      await hinted(`
        state a {
          say "Go?" {
            reply "Yes" {
              say "Fine."
              -> b
            }
            reply "No" { say "Pity." -> end }
            reply "Never" value 5 {
              -> end
            }
            button "Somewhere" {
              -> nowhere
            }
          }
          api GET "/x" {
            on failure {
              if session.x == 1 -> a
              -> b
            }
            on 404 {
              -> b
              say "Not seen."
            }
          }
          on silence 5s when session.x == 1 {
            -> b
          }
        }
        state b { -> end }
      `),
    ).toMatchInlineSnapshot(`
      "state a {
        say "Go?" {
          reply "Yes"‹→ b› {
            say "Fine."
            -> b
          }
          reply "No" { say "Pity." -> end }
          reply "Never" value 5‹→ end› {
            -> end
          }
          button "Somewhere"‹→ nowhere› {
            -> nowhere
          }
        }
        api GET "/x" {
          on failure‹→ b› {
            if session.x == 1 -> a
            -> b
          }
          on 404 {
            -> b
            say "Not seen."
          }
        }
        on silence 5s when session.x == 1‹→ b› {
          -> b
        }
      }
      state b { -> end }"
    `);
  });

  test("tell which route takes a reply that leads nowhere itself", async () => {
    expect(
      await hinted(`
        on text "Menu" -> menu
        state menu {
          say "Hi" {
            reply " yes"
            reply "Menu"
            reply "other"
            reply "when"
          }
          on text "no", "YES" -> b
          on text "when" when session.x == 1 -> b
        }
        state b {
          ask session.y as text "Or?" { reply "Menu" }
        }
      `),
    ).toMatchInlineSnapshot(`
      "on text "Menu" -> menu
      state menu {
        say "Hi" {
          reply " yes"‹→ b›
          reply "Menu"‹→ menu›
          reply "other"
          reply "when"
        }
        on text "no", "YES" -> b
        on text "when" when session.x == 1 -> b
      }
      state b {
        ask session.y as text "Or?" { reply "Menu" }
      }"
    `);
  });
});

describe("hints about types", () => {
  test("stand where a value tells what nothing declares, once", async () => {
    expect(
      await hinted(`
        var session.a = 5
        var session.b: text = "x"
        var bot.c = env("C", "")
        state s {
          set session.d = true
          set session.d = false
          set session.b = "y"
          set session.e = session.unknown
          set session.f = [1]
          set session.g[0] = 1
          set session.h = { x: 1 }
          ask session.i as number "?"
          set session.i = 5
          set session.j = a + 1
        }
      `),
    ).toMatchInlineSnapshot(`
      "var session.a‹: number› = 5
      var session.b: text = "x"
      var bot.c = env("C", "")
      state s {
        set session.d‹: boolean› = true
        set session.d = false
        set session.b = "y"
        set session.e = session.unknown
        set session.f‹: list› = [1]
        set session.g[0] = 1
        set session.h‹: object› = { x: 1 }
        ask session.i as number "?"
        set session.i = 5
        set session.j = a + 1
      }"
    `);
  });
});

describe("hints about values", () => {
  const source = `
    var session.amount: number = 1
    var session.pin: text sensitive
    state s {
      ask session.amount as number "How much?"
      ask session.pin as text "Pin?"
      set temp.list[0] = 1
      api GET "/x" { session account { limit: number } save temp.answer }
      set user.name = "x"
    }
  `;

  test("are what a run wrote last", async () => {
    const writes = [
      { path: "session.amount", value: 1 },
      { path: "session.amount", value: 250 },
      { path: "session.account", value: { limit: 5, deep: { a: 1 } } },
      { path: "session.account.limit", value: 6 },
      { path: 'user["odd key"].x', value: 1 },
      { path: "user.name", value: "Ann\n  Lee" },
      { path: "temp.answer", value: { body: "x".repeat(100) } },
    ];
    expect(await hinted(source, { writes, kinds: ["value"] })).toMatchInlineSnapshot(`
      "var session.amount‹= 250›: number = 1
      var session.pin: text sensitive
      state s {
        ask session.amount‹= 250› as number "How much?"
        ask session.pin as text "Pin?"
        set temp.list[0] = 1
        api GET "/x" { session account‹= {"limit":6,"deep":{"a":1}}› { limit‹= 6›: number } save temp.answer‹= {"body":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…› }
        set user.name‹= "Ann\\n Lee"› = "x"
      }"
    `);
  });

  test("are hidden where the variable is sensitive, or was masked", async () => {
    const writes = [
      { path: "session.pin", value: "1234" },
      { path: "session.amount", value: "•••" },
    ];
    const drawn = await hinted(source, { writes, kinds: ["value"] });
    expect(drawn).not.toContain("1234");
    expect(drawn).toContain("ask session.pin‹= •••› as text");
    expect(drawn).toContain("ask session.amount‹= •••› as number");
  });

  test("of what is around a sensitive variable are hidden too", async () => {
    const drawn = await hinted("var session.card.pin: text sensitive\nstate s { set session.card = { pin: 1 } }", {
      writes: [{ path: "session.card", value: { pin: "1234", type: "visa" } }],
      kinds: ["value"],
    });
    expect(drawn).not.toContain("1234");
  });

  test("go when the variable is cleared, or a place in it is written that has no name", async () => {
    const cleared = [
      { path: "session.amount", value: 1 },
      { path: "session.amount", value: null },
    ];
    expect(await hinted(source, { writes: cleared, kinds: ["value"] })).not.toContain("‹");
    const list = [
      { path: "user.name", value: ["a"] },
      { path: "user.name[0]", value: "b" },
    ];
    expect(await hinted(source, { writes: list, kinds: ["value"] })).not.toContain("‹");
  });

  test("are of the kinds that are asked for", async () => {
    expect(await hinted(source, { writes: [{ path: "session.amount", value: 1 }], kinds: ["type"] })).not.toContain(
      "= 1›",
    );
  });

  test("take whatever comes as a path", async () => {
    const odd = [
      "",
      ".",
      "session",
      "[0]",
      "session..x",
      "a".repeat(9),
      `x${".y".repeat(10_000)}`,
      '["__proto__"]["x"]',
    ];
    expect(await hinted(source, { writes: odd.map((path) => ({ path, value: 1 })), kinds: ["value"] })).not.toContain(
      "‹",
    );
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});
