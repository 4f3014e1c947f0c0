import { describe, expect, test } from "vitest";
import { fixed, fixedBy } from "../support/findings.ts";
import { drawFiles } from "../support/fixture.ts";

const fixedText = (source: string, code: string, title: string): string => drawFiles(fixedBy(source, code, title));

describe("a failure that nothing handles", () => {
  const flow = (bot: string) => `
    --- bot.flow
    bot b {
      start main.start
      ${bot}
    }
    --- main.flow
    state start { api GET "http://localhost/x" -> end }
  `;

  test("is handled by the bot, in a new state", () => {
    const title = "Create state `technicalProblem` and let the bot handle every failure there";
    expect(fixedText(flow("fallback main.start"), "unhandled-failure", title)).toMatchInlineSnapshot(`
      "--- bot.flow
      bot b {
        start main.start
        fallback main.start
        failure technicalProblem
      }

      state technicalProblem {
        say "TODO"
      }

      --- main.flow
      state start { api GET "http://localhost/x" -> end }"
    `);
  });

  test("is handled by the bot, in the state that is there for it", () => {
    const source = `${flow("fallback main.start")}\n    state technicalProblem { say "Sorry." -> end }`;
    const title = "Let the bot handle every failure in `main.technicalProblem`";
    expect(fixedText(source, "unhandled-failure", title)).toContain("failure main.technicalProblem");
  });
});

describe("a `check` without its `else`", () => {
  test.each([
    'state start { ask session.a as number "A?" { check value > 0 } -> end }',
    'state start {\n  ask session.a as number "A?" {\n    check value > 0\n    invalid "A number."\n  }\n  -> end\n}',
  ])("gets one: %s", (source) => {
    expect(fixedText(source, "syntax", 'Say something else: `else "TODO"`')).toContain('check value > 0 else "TODO"');
  });

  test("other mistakes have no such fix", () => {
    expect(fixed("state start { -> }", "syntax")).toEqual([]);
    expect(fixed('state start { ask session.a as number "A?" { check } -> end }', "syntax")).toEqual([]);
  });
});
