import { expect, test } from "vitest";
import { flowGraphText } from "../../server/src/features/flowGraphText.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

async function graphOf(source: string): Promise<string> {
  const { snapshot } = await workspaceOf(source);
  return snapshot.projects.map(flowGraphText).join("\n");
}

test("each state is told with where it leads, once for each cause, in the order of the file", async () => {
  const graph = await graphOf(`
    --- main.flow
    bot bank { start start fallback help.agent }
    state start {
      say "Hi" { reply "Help" -> help.agent reply "More" -> help.agent }
      api GET "/x" { nextDialogstate \`two words\` on failure -> help.agent }
      call \`two words\`
      -> gone
    }
    state \`two words\` { -> return }
    state lonely { -> start -> start }
    --- help.flow
    state agent { ask "Who?" { on any -> agent } -> end }
  `);
  expect(graph).toMatchInlineSnapshot(`
    "bank: 4 states in 2 flows

    flow help
      agent
        -> agent  (route)
        -> end

    flow main
      start
        -> help.agent  (reply)
        -> \`two words\`  (the backend says so)
        -> help.agent  (outcome of a request)
        -> \`two words\`  (call)
        -> gone  (there is no such state)
      \`two words\`
        -> return
      lonely
        -> start
    "
  `);
});

test("a project without a bot is called as its folder is", async () => {
  expect(await graphOf("state a { -> end }")).toMatchInlineSnapshot(`
    "bot: 1 state in 1 flow

    flow main
      a
        -> end
    "
  `);
});

test("a project without states says so", async () => {
  expect(await graphOf("bot b { }")).toBe("b: 0 states in 1 flow\n");
});
