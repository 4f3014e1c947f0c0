import { describe, expect, test } from "vitest";
import { expectFindingsOf, fixed, fixedBy } from "../support/findings.ts";
import { drawFiles } from "../support/fixture.ts";

const expectFindings = expectFindingsOf("missing-start", "unhandled-failure", "body-not-allowed");

describe("missing-start", () => {
  test("stands at the name of the bot; a state called start does not replace it", () => {
    expectFindings(`
      bot <|missing-start|>\`My bank\`</> { failure start }
      state start { say "Hi." -> end }
    `);
  });

  test("is not about projects without a bot, nor about a start that is broken or unfinished", () => {
    expectFindings('state main { say "Hi." -> end }');
    expectFindings("bot b { start <|unknown-state|>nowhere</> }");
    expectFindings("bot b { start <|syntax|>}</>");
  });

  test("offers states called start first, those of the bot's flow before others", () => {
    const fixes = fixed(
      `
        --- a.flow
        state start { say "Hi." -> end }
        --- bank.flow
        bot bank {
          languages en // the first
        }
        state hello { say "Hi." -> end }
        state start { say "Hi." -> end }
      `,
      "missing-start",
    );
    expect(fixes.map(({ fix }) => fix.title)).toEqual(["Begin at `start`", "Begin at `a.start`", "Begin at `hello`"]);
    expect(fixes[0]?.fix.preferred).toBe(true);
    expect(fixes[0]?.files[1]?.text).toContain("languages en // the first\n  start start\n}");
  });

  test("creates a state where there is none", () => {
    const files = fixedBy("bot bank {}", "missing-start", "Create state `start` and begin there");
    expect(drawFiles(files)).toBe('bot bank {\n  start start\n}\n\nstate start {\n  say "TODO"\n  -> end\n}\n');
  });
});

describe("unhandled-failure", () => {
  test("covers the head of every API step that does not handle failure, wherever it stands", () => {
    expectFindings(`
      bot b { start start on text "x" { <|unhandled-failure|>api GET "http://localhost/a"</> } }
      on text "y" { <|unhandled-failure|>api GET "http://localhost/" + session.b</> { save temp.x } }
      state start {
        <|unhandled-failure|>api bank POST "/x"</> { on timeout -> end on 404 -> end on 5xx -> end on invalid -> end on success -> end }
        if session.x { <|unhandled-failure|>api bank DELETE "/y/{session.z}"</> }
        api bank GET "/z" { on failure { <|unhandled-failure|>api bank GET "/again"</> } }
        say "Hi." { reply "Yes" { <|unhandled-failure|>api bank PUT "/p"</> -> end } }
      }
      service bank { base "http://localhost" }
    `);
  });

  test("is not about bots with a failure state, nor about projects without a bot", () => {
    expectFindings(`
      --- bot.flow
      bot b { start start.start failure start.sorry }
      --- start.flow
      state start { api GET "http://localhost/a" -> end }
      state sorry { say "Sorry." }
    `);
    expectFindings('state start { api GET "http://localhost/a" -> end }');
    expectFindings(
      'bot b { start start failure <|unknown-state|>nowhere</> } state start { api GET "http://localhost/a" -> end }',
    );
  });

  test("the handler is written into the step, with braces where there are none", () => {
    const handler = (step: string): string =>
      drawFiles(
        fixedBy(
          `bot b { start start }\nstate start {\n  ${step}\n  -> end\n}`,
          "unhandled-failure",
          "Handle it with `on failure`",
        ),
      );
    const block = `
    on failure {
      say "Something went wrong. Please try again later."
      -> end
    }
  }
  -> end`;
    expect(handler('api GET "http://localhost/a"')).toContain(`  api GET "http://localhost/a" {${block}`);
    expect(handler('api GET "http://localhost/a" {}')).toContain(`  api GET "http://localhost/a" {${block}`);
    expect(handler('api GET "http://localhost/a" { save temp.x }')).toContain(` { save temp.x${block}`);
    expect(handler('api GET "http://localhost/a" {\n    save temp.x\n  }')).toContain(` {\n    save temp.x${block}`);
  });
});

describe("body-not-allowed", () => {
  test("stands at the word, on GET and HEAD only; the bodies of mocks are another thing", () => {
    expectFindings(`
      state start {
        api GET "http://localhost/a" { <|body-not-allowed|>body</> { a: 1 } }
        api HEAD "http://localhost/a" { <|body-not-allowed|>form</> { a: 1 } <|body-not-allowed|>body</> "x" }
        api POST "http://localhost/a" { body { a: 1 } }
        api DELETE "http://localhost/a" { body { a: 1 } }
        -> end
      }
      mock m GET "/a" { body { a: 1 } }
    `);
  });

  test("the body becomes the query, the method POST, or the body goes", () => {
    const source =
      'state start {\n  api GET "http://localhost/a" {\n    body { a: 1 }\n    save temp.x\n  }\n  -> end\n}';
    const fixes = fixed(source, "body-not-allowed");
    expect(fixes.map(({ fix }) => fix.title)).toEqual([
      "Send it as `query`",
      "Send the request with POST",
      "Take the `body` away",
    ]);
    expect(fixes[0]?.files[0]?.text).toContain("    query { a: 1 }\n    save");
    expect(fixes[1]?.files[0]?.text).toContain("api POST ");
    expect(fixes[2]?.files[0]?.text).toContain('"http://localhost/a" {\n    save temp.x');
    const oneLine = fixed(
      'state start { api GET "http://localhost/a" { body "x" save temp.x } -> end }',
      "body-not-allowed",
    );
    expect(oneLine.map(({ fix }) => fix.title)).toEqual(["Send the request with POST", "Take the `body` away"]);
    expect(oneLine[1]?.files[0]?.text).toContain("{ save temp.x }");
  });
});

describe("syntax and invalid-duration", () => {
  test("stand where the parser found them, under their codes", () => {
    expectFindings(`
      state start {
        wait <|invalid-duration|>5sec</>
        say "Hi."
        -> end
      }
      state <|syntax|>{</> say "Hi." -> end }
    `);
  });
});
