import { describe, expect, test } from "vitest";
import { inlineValues } from "../../server/src/features/inlineValues.ts";
import { debugFixture } from "../support/debugClient.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

/** The expressions that are shown for a conversation that has stopped at the cursor, by line (from 1). */
async function shown(source: string): Promise<readonly string[]> {
  const given = await workspaceOf(source);
  const { file, offset } = given.atCursor();
  const { text } = file.parsed;
  return inlineValues(file, { start: 0, end: text.length }, { start: offset, end: offset }).map(
    ({ start, expression }) => `${text.slice(0, start).split("\n").length}: ${expression}`,
  );
}

const flow = `
  state other { say "{session.other}" -> end }
  state start {
    set session.amount = 5
    ask session.name as text "Who, {user.name}?" { check value != "" else "?" }
    api GET "http://localhost/x" { headers { a: secret.KEY } session account { limit: number } }
    set session.list = [session.amount, session.amount, session.list[0]]
    HERE
    set session.later = 1
  }
`;

describe("inline values", () => {
  test("are the variables of the state up to the line, once a line", async () => {
    expect(
      await shown(flow.replace("HERE", '^|if account.limit > session.amount and session.name == "x" -> end')),
    ).toEqual([
      "3: session.amount",
      "4: session.name",
      "4: user.name",
      "5: session.account",
      "5: session.account.limit",
      "6: session.list",
      "6: session.amount",
      "6: session.list[0]",
      '7: account.limit > session.amount and session.name == "x"',
      "7: account.limit",
      "7: session.amount",
      "7: session.name",
    ]);
  });

  test("never read what gives another value each time", async () => {
    const lines = await shown("state a {\n  ^|if random() > 1 and session.x[random(1, 2)] -> end\n}");
    expect(lines).toEqual([]);
  });

  test("there are none outside of states, and only those in the range", async () => {
    expect(await shown("^|var session.x = 1\nstate a { -> end }")).toEqual([]);
    const given = await workspaceOf("state a {\n  set session.x = 1\n  set ^|session.y = 2\n}");
    const { file, offset } = given.atCursor();
    const range = { start: offset, end: file.parsed.text.length };
    expect(inlineValues(file, range, { start: offset, end: offset }).map(({ expression }) => expression)).toEqual([
      "session.y",
    ]);
  });

  test("can be evaluated by the debug adapter at the place where it has stopped", async () => {
    const main = `
      state start {
        set session.amount = 5
        set session.list = [session.amount, 2]
        set session.\`odd key\` = session.list[0]
        ^|if amount > 2 and session.\`odd key\` == session.list[0] -> end
      }
    `;
    const given = await workspaceOf(main);
    const { file, offset } = given.atCursor();
    const range = { start: 0, end: file.parsed.text.length };
    const values = inlineValues(file, range, { start: offset, end: offset });
    const { client } = debugFixture(main);
    await client.start({}, ["main.flow:5"]);
    await client.event("stopped");
    const [frame] = await client.frames();
    const told: string[] = [];
    for (const { expression } of values) {
      told.push(`${expression} = ${await client.evaluate(expression, { context: "watch", frameId: frame?.id })}`);
    }
    expect(told).toEqual([
      "session.amount = 5",
      "session.list = [5,2]",
      "session.amount = 5",
      "session.`odd key` = 5",
      "session.list[0] = 5",
      "amount > 2 and session.`odd key` == session.list[0] = true",
      "amount = 5",
      "session.`odd key` = 5",
      "session.list[0] = 5",
    ]);
  });
});
