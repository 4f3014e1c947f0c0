import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { commandLine, temporaryFolder } from "../support/commandLine.ts";

const flow = `bot shop { start shop.start }
service orders { base "https://orders.example.com/v1" }

state start {
  say "Hello." {
    reply "Order" -> order
    reply "Bye" -> end
  }
}

state order {
  ask session.number as text "Which number?"
  api orders GET "/orders/{session.number}" {
    on 404 {
      say "There is none."
      -> end
    }
    on failure -> end
  }
  say "It is on its way."
  -> end
}
`;

const tests = `test "gone" {
  mock GET "/orders/7" {
    status 404
  }
  tap "Order"
  user "7"
  bot "It is on its way."
}

test "not mocked" at shop.order {
  user "7"
  bot "It is on its way."
}

test "quiet" {
  bot "Hello."
  bot nothing
  tap "Order"
  bot nothing
}

test "where" each [{ said: "Bye" }, { said: "Order" }] {
  tap row.said
  expect ended
}
`;

const place = z.object({ file: z.string(), range: z.object({ start: z.object({ line: z.number() }) }) });
const line = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("test-project"),
    folder: z.string(),
    places: z.array(place.extend({ label: z.string() })),
  }),
  z.object({ type: z.literal("test-refused"), problems: z.array(place.extend({ message: z.string() })) }),
  z.object({ type: z.literal("test-start"), name: z.string() }),
  z.object({ type: z.literal("test-event"), name: z.string() }),
  z.object({
    type: z.literal("test-end"),
    name: z.string(),
    reach: z.array(z.tuple([z.number(), z.number()])),
    failure: z
      .object({
        turns: z.object({ expected: z.string(), actual: z.string() }).optional(),
        mock: z.string().optional(),
        route: z.array(z.string()),
        stack: z.array(place.extend({ label: z.string() })),
      })
      .nullable(),
  }),
]);

/** Runs the tests of a shop and reads what the reporter tells. */
async function told(files: Readonly<Record<string, string>>, only?: readonly object[]) {
  await using folder = await temporaryFolder(files);
  vi.spyOn(process, "cwd").mockReturnValue(folder.path);
  await writeFile(join(folder.path, "only.json"), JSON.stringify(only ?? []));
  const chosen = only === undefined ? [] : ["--only", join(folder.path, "only.json")];
  const { code, out, error } = await commandLine("test", folder.path, "--reporter", "events", ...chosen);
  const lines = out
    .split("\n")
    .filter((each) => each !== "")
    .map((each) => line.parse(JSON.parse(each)));
  return { code, error, lines, ends: lines.flatMap((each) => (each.type === "test-end" ? [each] : [])) };
}

const shop = { "shop.flow": flow, "shop.test.flow": tests };

/** The lines that differ. */
function difference(turns: { readonly expected: string; readonly actual: string } | undefined): readonly string[] {
  const [expected, actual] = [turns?.expected.split("\n") ?? [], turns?.actual.split("\n") ?? []];
  return [
    ...expected.filter((each) => !actual.includes(each)).map((each) => `- ${each}`),
    ...actual.filter((each) => !expected.includes(each)).map((each) => `+ ${each}`),
  ];
}

describe("what a failed test tells", () => {
  test("the conversation turn by turn, its route, and where the flow stood", async () => {
    const [gone] = (await told(shop)).ends;
    expect(gone?.failure?.turns?.actual).toBe(`  → shop.start
bot: Hello.
     [Order] [Bye]
user: [Order]
  → shop.order (reply)
bot: Which number?
user: 7
  GET https://orders.example.com/v1/orders/7
  ← 404 (GET /orders/7)
bot: There is none.`);
    expect(difference(gone?.failure?.turns)).toEqual(["- bot: It is on its way.", "+ bot: There is none."]);
    expect(gone?.failure?.route).toEqual(["shop.start", "shop.order"]);
    expect(gone?.failure?.stack.map(({ label, range }) => `${label} ${range.start.line + 1}`)[0]).toBe("said here 15");
  });

  test("a mock to write, where a request had none", async () => {
    const { ends } = await told(shop);
    const failure = ends.find(({ name }) => name === "not mocked")?.failure;
    expect(failure?.mock).toContain('mock GET "/orders/7" {');
    expect(failure?.turns).toBeUndefined();
    expect(failure?.stack).toMatchObject([{ label: "sent here", range: { start: { line: 12 } } }]);
  });

  test("what was said where nothing was to be", async () => {
    const { ends } = await told(shop);
    expect(difference(ends.find(({ name }) => name === "quiet")?.failure?.turns)).toEqual(["+ bot: Which number?"]);
  });

  test("at the end, what was to be so", async () => {
    const { ends } = await told(shop);
    expect(ends.find(({ name }) => name === "where [1]")?.failure).toBeNull();
    expect(difference(ends.find(({ name }) => name === "where [2]")?.failure?.turns)).toEqual([
      "-   ended",
      "+   waits in shop.order",
    ]);
  });
});

describe("the tests on a list", () => {
  test("are run alone: a file, a test, one of its rows", async () => {
    const names = async (...only: readonly object[]) => (await told(shop, only)).ends.map(({ name }) => name);
    expect(await names({ file: "shop.test.flow", name: "where" })).toEqual(["where [1]", "where [2]"]);
    expect(
      await names({ file: "shop.test.flow", name: "where [2]" }, { file: "shop.test.flow", name: "gone" }),
    ).toEqual(["gone", "where [2]"]);
    expect(await names({ file: "shop.test.flow" }, { file: "shop.test.flow", name: "gone" })).toHaveLength(5);
  });

  test("none of them there, and a list that is none, are told", async () => {
    expect(await told(shop, [{ file: "shop.flow" }])).toMatchObject({
      code: 2,
      error: "flowstate: There is no test here that is on the list.\n",
    });
    expect((await told(shop, [{ name: "gone" }])).error).toContain("--only takes a JSON list");
  });
});

test("each test tells what it reached of the places of its project", async () => {
  const { lines, ends } = await told(shop);
  const [project] = lines;
  if (project?.type !== "test-project") throw new Error("The project comes first.");
  const reached = (name: string) =>
    ends.find((each) => each.name === name)?.reach.map(([index]) => project.places[index]?.label) ?? [];
  expect(reached("where [1]")).toEqual(expect.arrayContaining(["shop.start", "reply Bye"]));
  expect(reached("where [1]")).not.toContain("shop.order");
  expect(reached("gone").filter((label) => label?.startsWith("on "))).toEqual(["on 404", "on 404"]);
});

test("a project that cannot run tells its mistakes with their places", async () => {
  const { lines, code } = await told({ "shop.flow": "state start { -> nowhere }\n", "a.test.flow": 'test "a" { }\n' });
  expect(lines).toMatchObject([
    { type: "test-refused", problems: [{ file: "shop.flow", range: { start: { line: 0 } } }] },
  ]);
  expect(code).toBe(1);
});
