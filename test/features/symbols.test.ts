import { describe, expect, test } from "vitest";
import { codeLenses, waysIn } from "../../server/src/features/codeLenses.ts";
import { documentHighlights } from "../../server/src/features/documentHighlights.ts";
import { documentSymbols, type OutlineEntry } from "../../server/src/features/documentSymbols.ts";
import { foldingRanges } from "../../server/src/features/foldingRanges.ts";
import { workspaceSymbols } from "../../server/src/features/workspaceSymbols.ts";
import { contains } from "../../server/src/language/spans.ts";
import { drawPlaces } from "../support/places.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

const everything = `
  flow shop
  bot shop { start start }
  service backend { base "http://localhost:4100" }
  var session.total: number = 0
  intent buy { "buy {what}" }
  entity size { small large }
  on intent buy -> start
  state start id "s-1" {
    ask session.what as text "What?"
    api backend POST "/buy/{session.what}" { on failure -> end }
    on text "stop" -> end
    -> end
  }
  mock ok POST "/buy/*" { status 200 }
  preset rich { session.total = 5 }
  test "buys" { user "buy" }
  state
`;

function draw(entries: readonly OutlineEntry[], depth = 0): string {
  return entries
    .map((entry) => {
      const line = `${"  ".repeat(depth)}${entry.kind} ${entry.name}${entry.detail === undefined ? "" : ` — ${entry.detail}`}`;
      return [line, ...(entry.children.length > 0 ? [draw(entry.children, depth + 1)] : [])].join("\n");
    })
    .join("\n");
}

test("the outline of a file", async () => {
  const { file } = await workspaceOf(everything);
  const entries = documentSymbols(file("main.flow"));
  expect(draw(entries)).toMatchInlineSnapshot(`
    "bot shop
    service backend
    variable session.total — number
    intent buy
    entity size
    route on intent buy
    state start — s-1
      step ask session.what — text
      step api backend POST "/buy/{session.what}"
      route on text "stop"
    mock ok — POST
    preset rich
    test "buys"
    state state"
  `);
  for (const entry of entries.flatMap((one) => [one, ...one.children])) {
    expect(entry.name).not.toBe("");
    expect(contains(entry.span, entry.selection), entry.name).toBe(true);
  }
});

describe("symbols of the workspace", () => {
  async function found(query: string): Promise<string> {
    const { snapshot } = await workspaceOf(
      `--- a.flow\n${everything}\n--- help.flow\nstate agent { -> end }\nstate bigAgent { -> end }`,
    );
    return workspaceSymbols(snapshot, query)
      .map(({ name, kind, container }) => `${kind} ${name} (${container})`)
      .join("\n");
  }

  test("are found by letters in order, the best first", async () => {
    expect(await found("agent")).toBe("state agent (help)\nstate bigAgent (help)");
    expect(await found("biA")).toBe("state bigAgent (help)");
    expect(await found("help.ag")).toContain("state agent (help)");
    expect(await found("zzz")).toBe("");
  });

  test("are all there for an empty query", async () => {
    expect((await found("")).split("\n")).toHaveLength(13);
  });
});

test("lenses on every state with a name", async () => {
  const { file } = await workspaceOf(everything);
  expect(codeLenses(file("main.flow")).map(({ kind, state }) => `${kind}: ${state}`)).toEqual([
    "run: shop.start",
    "waysIn: shop.start",
  ]);
});

test("a lens counts the ways into its state", async () => {
  const { file, snapshot } = await workspaceOf(`
    --- a.flow
    state start { say "Hi" { reply "A" -> b } -> b }
    state b { if conversation.state == state c -> end else -> b }
    state c { -> end }
    --- b.flow
    on text "b" -> a.b
    state other { -> a.c }
  `);
  const lenses = codeLenses(file("a.flow")).filter(({ kind }) => kind === "waysIn");
  expect(lenses.map(({ key }) => waysIn(file("a.flow"), key)?.title)).toEqual([
    "Conversations begin here",
    "4 ways in",
    "1 way in",
  ]);
  const ways = waysIn(file("a.flow"), lenses[1]?.key ?? "")?.ways ?? [];
  expect(drawPlaces(snapshot, ways.slice(2))).toBe(
    'a.flow: state b { if conversation.state == state c -> end else -> [b] }\nb.flow: on text "b" -> [a.b]',
  );
  expect(waysIn(file("a.flow"), "state:a.gone")).toBeUndefined();
  const alone = await workspaceOf("bot b { start x.y }\nstate nobody { -> end }");
  expect(waysIn(alone.file("main.flow"), "state:main.nobody")?.title).toBe("No way in");
});

test("folds: blocks, texts and runs of comments", async () => {
  const { file } = await workspaceOf(`
    // one
    // two

    // three
    state a {
      say """
        Hello
      """ {
        reply "x" -> end
      }
    }
    state never {
  `);
  const view = file("main.flow");
  const lineOf = (offset: number) => view.parsed.text.slice(0, offset).split("\n").length;
  expect(foldingRanges(view).map(({ start, end, kind }) => `${kind} ${lineOf(start)}-${lineOf(end)}`)).toEqual([
    "comment 1-2",
    "comment 4-4",
    "block 5-11",
    "block 6-8",
    "block 8-10",
  ]);
});

test("highlights tell writing from reading", async () => {
  const { atCursor } = await workspaceOf(`state a { ask session.x^| as text "?" say "{x}" set session.x = 1 -> end }`);
  const { file, offset } = atCursor();
  expect(
    documentHighlights(file, offset).map(({ access, start, end }) => `${access} ${file.parsed.text.slice(start, end)}`),
  ).toEqual(["write x", "read x", "write x"]);
});
