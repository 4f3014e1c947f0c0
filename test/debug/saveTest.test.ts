import { describe, expect, it } from "vitest";
import type { SaveTestBody } from "../../server/src/debug/protocol.ts";
import { type DebugClient, debugFixture, projectFolder } from "../support/debugClient.ts";
import { bank } from "./bankFixture.ts";

const backend = () => ({ body: { session: { namespace: "account", data: { amount: 70 } } } });

async function save(client: DebugClient, args: object = {}): Promise<SaveTestBody> {
  return client.ask<SaveTestBody>("flow/saveTest", args);
}

describe("flow/saveTest", () => {
  it("answers a test of the conversation, and where it stands", async () => {
    const { client } = debugFixture(bank, { backend });
    await client.start({ seed: 1, now: 0 });
    await client.settle();
    await client.say("Ada");
    await client.input({ type: "tap", text: "Balance" });
    const { text, file, isNewFile, edit, notes, name } = await save(client);
    expect(text).toMatchInlineSnapshot(`
      "test "Ada" {
        mock GET "/balance" {
          body { session: { namespace: "account", data: { amount: 70 } } }
        }
        bot "Welcome"
        bot "A tip"
        bot "Your name?"
        user "Ada"
        bot "What now, Ada?" { reply "Balance" reply "Pay" }
        tap "Balance"
        expect request GET "/balance"
        bot "You have 70"
        bot "What now, Ada?" { reply "Balance" reply "Pay" }
        expect state bank.menu
      }"
    `);
    expect({ name, file, isNewFile, notes }).toEqual({
      name: "Ada",
      file: `${projectFolder}/bank.test.flow`,
      isNewFile: true,
      notes: [],
    });
    expect(edit).toEqual({
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      newText: `${text}\n`,
    });
  });

  it("leaves out what was taken back, and takes what the author answered", async () => {
    const { client } = debugFixture(bank, { backend });
    await client.start({ seed: 1, now: 0 });
    await client.settle();
    await client.say("Ada");
    await client.input({ type: "tap", text: "Balance" });
    await client.ask("flow/rewind", { turn: 1 });
    await client.ask("flow/mocks", { step: { file: "bank.flow", line: 19 }, answer: { status: 409 } });
    await client.input({ type: "tap", text: "Pay" });
    const { text } = await save(client, { name: "closed" });
    expect(text).toContain('test "closed" {\n  mock POST "/pay" {\n    status 409\n  }\n');
    expect(text).toContain('tap "Pay"\n  expect request POST "/pay"\n  bot "Closed"\n');
    expect(text).not.toContain('Balance"\n');
  });

  it("begins again with a conversation that is begun again, and also tells one that is over", async () => {
    const { client } = debugFixture(bank, { backend });
    await client.start({ seed: 1, now: 0 });
    await client.settle();
    await client.say("Ada");
    await client.ask("flow/restart");
    await client.settle();
    await client.say("Grace");
    expect((await save(client)).name).toBe("Grace");
    await client.ask("terminate");
    expect((await save(client)).text).not.toContain("Ada");
  });

  it("says what was done by hand, and begins where the conversation was taken to", async () => {
    const { client } = debugFixture(bank, { backend });
    await client.start({ seed: 1, now: 0, preset: "rich" });
    await client.settle();
    await client.ask("evaluate", { expression: 'session.name = "Eve"', context: "repl" });
    await client.ask("evaluate", { expression: "/go menu", context: "repl" });
    await client.settle();
    const { text, notes } = await save(client);
    expect(text).toContain('test "the beginning" with rich at bank.menu {\n  bot "What now, you?"');
    expect(notes).toEqual([
      "The test begins where the conversation was taken to `bank.menu`.",
      'The bot said "What now, Eve?"; in the test it says "What now, you?".',
      "Memory was written from outside while the conversation ran: the test does not do that.",
    ]);
  });

  it("takes a file of the project by its path, and refuses others", async () => {
    const { client } = debugFixture(bank, { backend });
    await client.start({ seed: 1, now: 0 });
    await client.settle();
    expect((await save(client, { file: `${projectFolder}/tests/all.flow` })).file).toBe(
      `${projectFolder}/tests/all.flow`,
    );
    expect((await save(client, { file: "help.flow" })).isNewFile).toBe(false);
    expect(await client.refusal("flow/saveTest", { file: "/etc/x.flow" })).toContain("no .flow file of this project");
  });

  it("is refused before anything runs", async () => {
    const { client } = debugFixture(bank);
    expect(await client.refusal("flow/saveTest")).toBe("No conversation has been launched.");
  });
});
