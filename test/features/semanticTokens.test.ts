import { expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { semanticTokens, tokenModifiers, tokenTypes } from "../../server/src/features/semanticTokens.ts";
import { corpusFiles } from "../support/flowCorpus.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

/** The tokens of `main.flow`, a line each: the text, its type and its modifiers. */
async function tokensIn(source: string): Promise<readonly string[]> {
  const file = (await workspaceOf(source)).file("main.flow");
  return semanticTokens(file).map(
    ({ start, end, type, modifiers }) => `${file.parsed.text.slice(start, end)}: ${[type, ...modifiers].join(" ")}`,
  );
}

test("states that are there and states that are not, with the flow before them", async () => {
  expect(
    await tokensIn(`
      --- help.flow
      state agent id "agent-1" { -> end }
      --- main.flow
      state start { say "Hi" { reply "A" -> help.agent reply "B" -> nowhere reply "C" -> no.where } }
      state \`Main menu\` {
        api POST "http://localhost" { body { nextDialogstate: "agent-1", nextDialogstateId: "gone" } }
        -> \`Main menu\`
      }
    `),
  ).toEqual([
    "start: state declaration",
    "help: flow",
    "agent: state",
    "nowhere: state unresolved",
    "no: flow unresolved",
    "where: state unresolved",
    "Main menu: state declaration unused",
    "agent-1: state",
    "gone: state unresolved",
    "Main menu: state",
  ]);
});

test("variables by their scope, what is secret, what is unknown, what is unused", async () => {
  expect(
    await tokensIn(`
      var bot.url: url = "http://localhost"
      var session.nickname = 1
      state start {
        ask user.name as text "{event.text} {conversation.id}?"
        set temp.a = account.limit[user.name].max
        api POST bot.url { auth bearer secret.KEY session account { limit: number } }
        say "{session.nobody}"
        -> end
      }
    `),
  ).toEqual([
    "url: variable declaration bot",
    "nickname: variable declaration session unused",
    "start: state declaration",
    "name: variable modification user",
    "text: variable readonly event",
    "id: variable readonly conversation",
    "a: variable modification temp",
    "account: variable session",
    "limit: property session",
    "name: variable user",
    "max: property session",
    "url: variable bot",
    "KEY: variable readonly secret",
    "account: variable modification session",
    "limit: property modification session",
    "nobody: variable unresolved session",
  ]);
});

test("intents, services, entities and functions", async () => {
  expect(
    await tokensIn(`
      service bank { base "http://localhost" }
      entity size { small }
      intent order { "a {size} one for {who}" }
      on intent order -> start
      on intent gone -> start
      state start {
        ask session.size as size "{upper(session.size)} {nobody(1)}"
        api bank GET "/"
        api shop GET "/"
      }
    `),
  ).toEqual([
    "bank: service declaration",
    "size: entity declaration",
    "order: intent declaration",
    "size: entity",
    "order: intent",
    "start: state",
    "gone: intent unresolved",
    "start: state",
    "start: state declaration",
    "size: variable modification session",
    "size: entity",
    "upper: function defaultLibrary",
    "size: variable session",
    "nobody: function unresolved",
    "bank: service",
    "shop: service unresolved",
  ]);
});

test("over the whole grammar tokens are in order, apart, on one line and never empty", async () => {
  for (const { name, text } of corpusFiles) {
    const file = (await workspaceOf(`--- ${name}\n${text}`)).file(name);
    let end = 0;
    for (const token of semanticTokens(file)) {
      expect(token.start).toBeGreaterThanOrEqual(end);
      end = token.end;
      expect(file.parsed.text.slice(token.start, end)).toMatch(/^.+$/);
      expect(new Set(token.modifiers).size).toBe(token.modifiers.length);
    }
  }
});

test("the manifest declares what is not the protocol's own, and colours every type", () => {
  const { semanticTokenTypes, semanticTokenModifiers, semanticTokenScopes } = manifest.contributes;
  const types = semanticTokenTypes.map(({ id }) => id);
  const modifiers = semanticTokenModifiers.map(({ id }) => id);
  expect(tokenTypes.filter((id) => !types.includes(id))).toEqual(["function", "variable", "property"]);
  expect(types.filter((id) => !tokenTypes.some((type) => type === id))).toEqual([]);
  expect(tokenModifiers.filter((id) => !modifiers.includes(id))).toEqual([
    "declaration",
    "modification",
    "readonly",
    "defaultLibrary",
  ]);
  expect(modifiers.filter((id) => !tokenModifiers.some((modifier) => modifier === id))).toEqual([]);
  const coloured = Object.keys(semanticTokenScopes[0]?.scopes ?? {});
  expect(tokenTypes.filter((id) => !coloured.includes(id))).toEqual([]);
  for (const selector of coloured) {
    const [type, ...rest] = selector.split(".");
    expect(tokenTypes).toContain(type);
    for (const modifier of rest) expect(tokenModifiers).toContain(modifier);
  }
});
