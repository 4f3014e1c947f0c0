import { describe, expect, test } from "vitest";
import { definition } from "../../server/src/features/definition.ts";
import { references } from "../../server/src/features/references.ts";
import { expectFindings } from "../support/findings.ts";
import { drawPlaces } from "../support/places.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

async function definitionOf(source: string): Promise<string> {
  const given = await workspaceOf(source);
  const { file, offset } = given.atCursor();
  return drawPlaces(
    given.snapshot,
    definition(file, offset).map(({ name }) => name),
  );
}

async function referencesOf(source: string, withDeclaration = true): Promise<string> {
  const given = await workspaceOf(source);
  const { file, offset } = given.atCursor();
  return drawPlaces(given.snapshot, references(file, offset, withDeclaration));
}

describe("definition", () => {
  test("a target of another flow leads to the state's name", async () => {
    expect(
      await definitionOf(`
        --- transfer.flow
        state start { -> help.ag^|ent }
        --- help.flow
        state agent { say "Hello" -> end }
      `),
    ).toBe(`help.flow: state [agent] { say "Hello" -> end }`);
  });

  test("the flow before the dot leads to the state as well", async () => {
    expect(
      await definitionOf(`
        --- transfer.flow
        state start { -> ^|help.agent }
        --- help.flow
        state agent { -> end }
      `),
    ).toBe("help.flow: state [agent] { -> end }");
  });

  test("backticks do not belong to the name", async () => {
    expect(await definitionOf("state `Main menu` { -> `Main^| menu` }")).toBe(
      "main.flow: state `[Main menu]` { -> `Main menu` }",
    );
  });

  test("a string that names a state by its id leads to it", async () => {
    expect(
      await definitionOf(`
        --- main.flow
        state start { say "Hi" -> end }
        state done id "done-1" { -> end }
        mock answer GET "/x" { body { action: { nextDialogstate: "do^|ne-1" } } }
      `),
    ).toBe(`main.flow: state [done] id "done-1" { -> end }`);
  });

  test("a state in a text's braces is a reference", async () => {
    expect(await definitionOf(`state start { say "Next: {state do^|ne}" -> done }\nstate done { -> end }`)).toBe(
      "main.flow: state [done] { -> end }",
    );
  });

  test("a variable leads to its declaration, or to where it gets its value", async () => {
    expect(await definitionOf(`var session.amount = 1\nstate start { say "{am^|ount}" -> end }`)).toBe(
      "main.flow: var session.[amount] = 1",
    );
    expect(await definitionOf(`state start { ask session.who as text "Who?" say "{wh^|o}" -> end }`)).toBe(
      `main.flow: state start { ask session.[who] as text "Who?" say "{who}" -> end }`,
    );
  });

  test("a name that means nothing leads nowhere", async () => {
    expect(await definitionOf("state start { -> nowh^|ere }")).toBe("");
    expect(await definitionOf("state start { ^| }")).toBe("");
  });

  test("both of two states with one name are offered", async () => {
    expect(await definitionOf("state a { -> b^| }\nstate b { -> end }\nstate b { -> end }")).toBe(
      "main.flow: state [b] { -> end }\nmain.flow: state [b] { -> end }",
    );
  });
});

describe("references", () => {
  const project = `
    --- help.flow
    state agent { -> end }
    --- transfer.flow
    bot bank { start start fallback help.agent }
    state start {
      say "Yes?" { reply "Help" -> help.agent }
      api GET "/x" { body { to: state help.agent } nextDialogstate help.agent on failure -> help.agent }
    }
    test "helps" at help.agent { expect state help.^|agent }
    mock m GET "/x" { body { nextDialogstate: "help.agent" } }
  `;

  test("are found in every kind of place, the name alone", async () => {
    expect(await referencesOf(project)).toMatchInlineSnapshot(`
      "help.flow: state [agent] { -> end }
      transfer.flow: bot bank { start start fallback help.[agent] }
      transfer.flow: say "Yes?" { reply "Help" -> help.[agent] }
      transfer.flow: api GET "/x" { body { to: state help.[agent] } nextDialogstate help.agent on failure -> help.agent }
      transfer.flow: api GET "/x" { body { to: state help.agent } nextDialogstate help.[agent] on failure -> help.agent }
      transfer.flow: api GET "/x" { body { to: state help.agent } nextDialogstate help.agent on failure -> help.[agent] }
      transfer.flow: test "helps" at help.[agent] { expect state help.agent }
      transfer.flow: test "helps" at help.agent { expect state help.[agent] }
      transfer.flow: mock m GET "/x" { body { nextDialogstate: "help.[agent]" } }"
    `);
  });

  test("leave the declaration out where it is not asked for", async () => {
    expect(await referencesOf(project, false)).not.toContain("state [agent]");
  });

  test("a variable's declaration is listed once", async () => {
    expect(await referencesOf(`var session.am^|ount = 1\nstate s { set amount = 2 -> end }`)).toBe(
      "main.flow: var session.[amount] = 1\nmain.flow: state s { set [amount] = 2 -> end }",
    );
  });
});

describe("an entity that is called like one that every project has", () => {
  const source = `
    entity money { cash "cash", "coins" card "card" }
    intent pay { "pay with {money}" "I pay {how: money}" }
    state start { ask session.how as mo^|ney "How?" -> end }
  `;

  test("is found from every place that names it", async () => {
    expect(await definitionOf(source)).toBe('main.flow: entity [money] { cash "cash", "coins" card "card" }');
    expect(await referencesOf(source)).toBe(
      [
        'main.flow: entity [money] { cash "cash", "coins" card "card" }',
        'main.flow: intent pay { "pay with {[money]}" "I pay {how: money}" }',
        'main.flow: intent pay { "pay with {money}" "I pay {how: [money]}" }',
        'main.flow: state start { ask session.how as [money] "How?" -> end }',
      ].join("\n"),
    );
  });

  test("without a declaration leads nowhere, and is no unknown entity", async () => {
    expect(await definitionOf('state start { ask session.how as mo^|ney "How?" -> end }')).toBe("");
    expectFindings('state start { ask session.how as money "How?" -> end }');
  });
});
