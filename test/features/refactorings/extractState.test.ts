import { describe, expect, test } from "vitest";
import { offered, refactored } from "../../support/refactorings.ts";

const extract = (source: string): Promise<string> => refactored(source, "extract-state");
const reasons = async (source: string): Promise<readonly string[]> =>
  (await offered(source, "extract-state")).map((one) => one.replace(/^.* ✗ /, ""));

describe("extract steps into a state", () => {
  test("takes whole steps, with their comments, behind the state", async () => {
    expect(
      await extract(`
        /// Begins.
        state start {
          ask session.name as text "Your name?"
          <|selection|>// Says hello.
          say "Hello, {session.name}." // nicely
          if session.vip {
            say "Welcome back."
          }
          -> end</>
        }

        state other {
          -> start
        }
      `),
    ).toMatchInlineSnapshot(`
      "/// Begins.
      state start {
        ask session.name as text "Your name?"
        -> newState
      }

      state ^|newState {
        // Says hello.
        say "Hello, {session.name}." // nicely
        if session.vip {
          say "Welcome back."
        }
        -> end
      }

      state other {
        -> start
      }"
    `);
  });

  test("works in the block of an `if`, on one line, and finds a free name", async () => {
    expect(
      await extract(
        'state newState { -> start }\nstate start { if a { <|selection|>say "A" -> newState</> } else -> end }',
      ),
    ).toMatchInlineSnapshot(`
      "state newState { -> start }
      state start { if a { -> newState2 } else -> end }

      state ^|newState2 {
        say "A" -> newState
      }"
    `);
  });

  test("keeps line ends and texts over several lines", async () => {
    const source = 'state start {\r\n  <|selection|>say """\r\n    One\r\n      Two\r\n    """\r\n  -> end</>\r\n}';
    expect(JSON.stringify(await extract(source))).toMatchInlineSnapshot(
      `""state start {\\r\\n  -> newState\\r\\n}\\r\\n\\r\\nstate ^|newState {\\r\\n  say \\"\\"\\"\\r\\n    One\\r\\n      Two\\r\\n    \\"\\"\\"\\r\\n  -> end\\r\\n}""`,
    );
  });

  test("takes the routes along where nothing before could meet them", async () => {
    expect(
      await extract(
        'state start {\n  say "Hi."\n  <|selection|>ask session.a as text "A?"\n  on intent x -> end</>\n}\nintent x { "x" }',
      ),
    ).toMatchInlineSnapshot(`
      "state start {
        say "Hi."
        -> newState
      }

      state ^|newState {
        ask session.a as text "A?"
        on intent x -> end
      }
      intent x { "x" }"
    `);
  });
});

describe("it is not done", () => {
  test.each([
    [
      'state start { say "<|selection|>Hi" ask a as text "A?"</> -> end }',
      ["Select whole steps to make a state of them."],
    ],
    [
      'state start { <|selection|>say "Hi"</> ask a as text "A?" -> end }',
      ["Steps follow that would no longer run in the same way."],
    ],
    [
      'state start { if a { <|selection|>say "Hi"</> } -> end }',
      ["Steps follow that would no longer run in the same way."],
    ],
    [
      'state start { say "A" { reply "B" { <|selection|>say "Hi"</> } } }',
      ["Where these steps run out, the conversation waits on where it waited."],
    ],
    [
      'state start { ask a as text "A?" <|selection|>ask b as text "B?" -> end</> on intent x -> end }',
      ["The routes of `start` hold only as long as the conversation is in that state."],
    ],
    [
      'state start { ask a as text "A?" <|selection|>say "B" on intent x -> end</> }',
      ["The routes among these steps hold before them too."],
    ],
    [
      'state start { ask a as text "A?" { reply "Yes" } <|selection|>ask b as text "B?" -> end</> }',
      [
        "The quick replies and buttons above are understood by their words only as long as the conversation is in `start`.",
      ],
    ],
    [
      'state start { ask a as text "A?" <|selection|>if a -> back -> end</> }',
      ["`-> back` would lead to another place."],
    ],
    [
      'bot b { start start fallback start } state start { <|selection|>say "Hi"</> }',
      ["Where `start` runs out, the conversation waits on where it waited."],
    ],
    [
      'state start { <|selection|>say "You are in {conversation.state}." -> end</> }',
      ["These steps look at `conversation.state`, which would be another one."],
    ],
  ])("%s", async (source, expected) => {
    expect(await reasons(source)).toEqual(expected);
  });

  test.each([
    'state start { say "Hi" <|selection|> </> -> end }',
    'state start { say "Hi" ^|-> end }',
    "<|selection|>state start { -> end }</>",
    "state start { <|selection|>say -> end</> }",
    'intent a { <|selection|>"x"</> }',
  ])("nothing is offered at %s", async (source) => {
    expect(await reasons(source)).toEqual([]);
  });

  test("what leaves without waiting may follow routes and quick replies", async () => {
    expect(
      await reasons(
        'state start { ask a as text "A?" { reply "Yes" } <|selection|>say "B" -> end</> on intent x -> end }',
      ),
    ).toEqual(["Extract into a new dialog state"]);
  });
});
