import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Call,
  incomingCalls,
  outgoingCalls,
  prepareCallHierarchy,
} from "../../server/src/features/callHierarchy.ts";
import { fixturePath, workspaceOf } from "../support/workspaceFixture.ts";

type Workspace = Awaited<ReturnType<typeof workspaceOf>>;

/** The item at the cursor, what leads to it (`<-`, sites in the caller) and where it leads (`->`, sites in the item). */
async function callsOf(source: string): Promise<string> {
  const given = await workspaceOf(source);
  const { file, offset } = given.atCursor();
  const item = prepareCallHierarchy(file, offset);
  if (item === undefined) return "nothing";
  const home = given.file(fixturePath(item.place.uri));
  return [
    `${item.kind} ${item.name} in ${item.container}`,
    ...incomingCalls(home, item.key).map((call) => draw("<-", call, textOf(given, call.item.place.uri))),
    ...outgoingCalls(home, item.key).map((call) => draw("->", call, home.parsed.text)),
  ].join("\n");
}

function draw(arrow: string, { item, sites }: Call, text: string): string {
  const written = sites.map(({ start, end }) => `[${text.slice(start, end)}]`);
  return `${arrow} ${item.kind} ${item.name} in ${item.container}: ${written.join(" ")}`;
}

function textOf({ snapshot }: Workspace, uri: string): string {
  return snapshot.file(uri)?.parsed.text ?? "";
}

const bank = `
  --- bank.flow
  bot bank { start transfer.start  failure help.agent  on text "help" -> help.agent }
  on intent stop -> help.agent
  intent stop { "stop it" }
  mock refused POST "/pay" { body { action: { nextDialogstate: "agent-1" } } }
  test "asks for help" at help.agent { expect state help.agent }
  --- help.flow
  state ag^|ent id "agent-1" {
    say "Hello" {
      reply "Pay" -> transfer.start
      reply "Again" { -> agent }
      button "Leave" -> end
    }
    on silence 5s -> transfer.start
  }
  --- transfer.flow
  state start {
    ask session.amount as number "How much?" { attempts 3 -> help.agent }
    api POST "/pay" {
      body { refused: state help.agent, next: { nextDialogstate: "agent-1" } }
      nextDialogstate help.agent, start
      on failure -> help.agent
    }
    if session.amount > 5 { call help.agent } else -> help.agent
    set session.back = state help.agent
    if conversation.state == state help.agent -> end
  }
`;

describe("call hierarchy", () => {
  test("finds the bot, routes, tests, mocks and every kind of step", async () => {
    expect(await callsOf(bank)).toMatchInlineSnapshot(`
      "state agent in help
      <- bot bank in bank.flow: [failure help.agent] [on text "help" -> help.agent]
      <- route on intent stop in bank.flow: [on intent stop -> help.agent]
      <- mock refused in bank.flow: [nextDialogstate: "agent-1"]
      <- test asks for help in bank.flow: [help.agent]
      <- state agent in help: [-> agent]
      <- state start in transfer: [attempts 3 -> help.agent] [refused: state help.agent] [nextDialogstate: "agent-1"] [nextDialogstate help.agent, start] [on failure -> help.agent] [call help.agent] [-> help.agent] [set session.back = state help.agent]
      -> state start in transfer: [reply "Pay" -> transfer.start] [on silence 5s -> transfer.start]
      -> state agent in help: [-> agent]"
    `);
  });

  test("of a reference is that of the state that it names", async () => {
    expect(await callsOf("--- a.flow\nstate a { -> b.st^|art }\n--- b.flow\nstate start { -> end }")).toBe(
      "state start in b\n<- state a in a: [-> b.start]",
    );
  });

  test("within a state is that of the state", async () => {
    expect(await callsOf('--- a.flow\nstate a { say "H^|i" -> b }\nstate b { -> a }')).toBe(
      "state a in a\n<- state b in a: [-> a]\n-> state b in a: [-> b]",
    );
  });

  test("a route, a mock and a bot lead to states and nothing leads to them", async () => {
    const project = (mark: string) => bank.replace("^|", "").replace(mark, `^|${mark}`);
    expect(await callsOf(project("intent stop ->"))).toBe(
      "route on intent stop in bank.flow\n-> state agent in help: [on intent stop -> help.agent]",
    );
    expect(await callsOf(project("refused POST"))).toBe(
      'mock refused in bank.flow\n-> state agent in help: [nextDialogstate: "agent-1"]',
    );
    expect(await callsOf(project("bank {"))).toContain("bot bank in bank.flow\n-> state start in transfer");
  });

  test("there is none where nothing leads to states", async () => {
    expect(await callsOf('intent st^|op { "stop" }')).toBe("nothing");
    expect(await callsOf("^|\n\nstate a { -> end }")).toBe("nothing");
    expect(await callsOf("state a { -> end }\nstate { -> ^|nowhere }")).toBe("nothing");
  });

  test("two states of one name are two items", async () => {
    expect(await callsOf("--- main.flow\nstate a { -> a }\nstate ^|a { -> end }")).toContain("state a in main");
  });

  test("whoever is called is found as a caller: both directions tell the same", async () => {
    const given = await workspaceOf(bank);
    const places = given.snapshot
      .files()
      .flatMap((file) => [...file.parsed.text].map((_, offset) => ({ file, offset })));
    fc.assert(
      fc.property(fc.constantFrom(...places), ({ file, offset }) => {
        const item = prepareCallHierarchy(file, offset);
        if (item === undefined) return;
        const home = given.file(fixturePath(item.place.uri));
        for (const call of outgoingCalls(home, item.key)) {
          const target = given.file(fixturePath(call.item.place.uri));
          const back = incomingCalls(target, call.item.key).find((one) => one.item.key === item.key);
          expect(back?.sites).toEqual(call.sites);
        }
      }),
      { numRuns: 300 },
    );
  });
});
