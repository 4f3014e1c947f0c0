import { describe, expect, test } from "vitest";
import { offered, refactored } from "../../support/refactorings.ts";

const project = `
  --- help.flow
  state agent { say "Hi {state main.menu}" -> main.menu }
  --- main.flow
  flow main

  bot bank { start start fallback menu }

  state start { say "A" { reply "B" -> menu } }

  // The choices.
  /// What can be done.
  state ^|menu {
    api POST "/x" {
      body { to: state menu, other: state start, next: { nextDialogstate: "start" }, own: { nextDialogstate: "menu" } }
      nextDialogstate start, help.agent, menu, main.menu
      on failure { call help.agent -> start }
    }
    -> help.agent
  } // end of it

  test "menu" at menu { expect state menu }
  mock one GET "/x" { body { action: { nextDialogstate: "menu" }, nextDialogstateId: "main.menu" } }
`;

describe("move a state", () => {
  test("to another flow; everything follows", async () => {
    expect(await refactored(project, "move-state", "Move state `menu` to flow `help`")).toMatchInlineSnapshot(`
      "--- help.flow
      state agent { say "Hi {state menu}" -> menu }

      // The choices.
      /// What can be done.
      state ^|menu {
        api POST "/x" {
          body { to: state menu, other: state main.start, next: { nextDialogstate: "main.start" }, own: { nextDialogstate: "menu" } }
          nextDialogstate main.start, agent, menu, menu
          on failure { call agent -> main.start }
        }
        -> agent
      } // end of it

      --- main.flow
      flow main

      bot bank { start start fallback help.menu }

      state start { say "A" { reply "B" -> help.menu } }

      test "menu" at help.menu { expect state help.menu }
      mock one GET "/x" { body { action: { nextDialogstate: "menu" }, nextDialogstateId: "help.menu" } }"
    `);
  });

  test("to a new file", async () => {
    expect(await refactored(project, "move-state", "Move state `menu` to a new file")).toMatchInlineSnapshot(`
      "--- help.flow
      state agent { say "Hi {state menu.menu}" -> menu.menu }
      --- main.flow
      flow main

      bot bank { start start fallback menu.menu }

      state start { say "A" { reply "B" -> menu.menu } }

      test "menu" at menu.menu { expect state menu.menu }
      mock one GET "/x" { body { action: { nextDialogstate: "menu" }, nextDialogstateId: "menu.menu" } }
      --- menu.flow
      flow menu

      // The choices.
      /// What can be done.
      state ^|menu {
        api POST "/x" {
          body {
            to: state menu
            other: state main.start
            next: { nextDialogstate: "main.start" }
            own: { nextDialogstate: "menu" }
          }
          nextDialogstate main.start, help.agent, menu, menu
          on failure { call help.agent -> main.start }
        }
        -> help.agent
      } // end of it
      "
    `);
  });

  test("the new file is beside the old one, has a free name and no header where the old one has none", async () => {
    expect(
      await refactored(
        `
        --- bot.flow
        bot b { start main.start }
        --- deep/main.flow
        state start { say "A" -> \`Main menu\` }
        state ^|\`Main menu\` id "m-1" { say "M" { payload { nextDialogstate: "m-1" } } -> start }
        --- deep/newFlow.flow
        state x { say "X" { payload { nextDialogstate: "m-1" } } -> end }
        `,
        "move-state",
        "Move state `Main menu` to a new file",
      ),
    ).toMatchInlineSnapshot(`
      "--- bot.flow
      bot b { start main.start }
      --- deep/main.flow
      state start { say "A" -> newFlow2.\`Main menu\` }

      --- deep/newFlow.flow
      state x { say "X" { payload { nextDialogstate: "m-1" } } -> end }
      --- deep/newFlow2.flow
      state ^|\`Main menu\` id "m-1" { say "M" { payload { nextDialogstate: "m-1" } } -> main.start }
      "
    `);
  });
});

test("flows that have to do with the state come first", async () => {
  expect(
    await offered(
      "--- a.flow\nstate x { -> end }\n--- deep/z.flow\nstate x { -> m.^|menu }\n".replace("^|", "") +
        "--- m.flow\nbot b { start start }\nstate start { -> menu }\nstate m^|enu { -> end }\n--- taken.flow\nstate menu { -> end }\n",
      "move-state",
    ),
  ).toEqual(["Move state `menu` to flow `z`", "Move state `menu` to flow `a`", "Move state `menu` to a new file"]);
});

test.each([
  ["state ^|start { -> end }", "The conversation may begin in `start`."],
  [
    "bot b { start s } state ^|s { set temp.x = 1 -> end }",
    "`s` uses `temp`, which is forgotten on the way to another flow.",
  ],
  [
    "bot b { start s } state ^|s { -> t } state t { set temp.x = 1 -> end }",
    "`s` leads on to its flow, where `temp` would be forgotten.",
  ],
  [
    'bot b { start s fallback t } state ^|s { say "s" } state t { say "{temp.x}" }',
    "A route of the bot or of the flow leads from `s` back to its flow, where `temp` would be forgotten.",
  ],
  ["bot b { start s } state ^|s { -> end } state t { -> }", "Mend the mistakes in this file first."],
])("%s", async (source, reason) => {
  expect(await offered(source, "move-state")).toEqual([expect.stringContaining(` ✗ ${reason}`)]);
});

test("a flow whose `temp` would live longer is not offered", async () => {
  const source = "--- a.flow\nstate t { set temp.x = 1 -> end }\n--- b.flow\nbot b { start s } state ^|s { -> end }";
  expect(await offered(source, "move-state")).toEqual(["Move state `s` to a new file"]);
});
