import { describe, expect, test } from "vitest";
import { offered, refactored } from "../../support/refactorings.ts";

const inline = (source: string): Promise<string> => refactored(source, "inline-state");

describe("inline a state", () => {
  test("its steps take the place of the `->`", async () => {
    expect(
      await inline(`
        state start {
          ask session.name as text "Your name?"
          -> greet // next
        }

        /// Says hello.
        state ^|greet {
          // Nicely.
          say "Hello, {session.name}."
          -> end // done
        }

        state other {
          -> start
        }
      `),
    ).toMatchInlineSnapshot(`
      "state start {
        ask session.name as text "Your name?"
        // Says hello.
        // Nicely.
        say "Hello, {session.name}."
        -> end // done
         // next
      }

      state other {
        -> start
      }"
    `);
  });

  test("from the `->`, into an `if` and into a reply", async () => {
    expect(
      await inline('state start { if a -> on^|e else -> end }\nstate one { say "1" -> end }'),
    ).toMatchInlineSnapshot(`
      "state start { if a {
        say "1" -> end
      } else -> end }
      "
    `);
    expect(
      await inline('state start {\n  say "A?" {\n    reply "B" -> one\n  }\n}\nstate ^|one {\n  say "1"\n  -> end\n}'),
    ).toMatchInlineSnapshot(`
      "state start {
        say "A?" {
          reply "B" {
            say "1"
            -> end
          }
        }
      }
      "
    `);
  });

  test("a state without steps leaves nothing", async () => {
    expect(await inline('state start { say "A" -> one }\nstate ^|one {}')).toMatchInlineSnapshot(`
      "state start { say "A"  }
      "
    `);
  });
});

const a = 'state start { say "S" -> a }\n';

test.each([
  [`${a}state ^|a { say "A" -> start }\nstate b { -> a }`, "More than one place speaks of `a`."],
  [`${a}state ^|a id "x" { say "A" -> end }`, "`a` has an `id`, by which a backend may name it."],
  ['state ^|start { say "A" -> end }', "Nothing leads to `start`."],
  [
    'state start { say "A" -> a } state ^|a { say "A" -> end } test "t" at a { user "x" }',
    "More than one place speaks of `a`.",
  ],
  ["state start { call a -> end } state ^|a { -> return }", "`a` is not reached by a `->` of a dialog state."],
  ["bot b { start s } state s { -> end } state ^|a { -> a }", "`a` leads to itself."],
  ["state x { -> start } state ^|start { -> end }", "The conversation may begin in `start`."],
  ["on intent i -> a\nstate start { -> end } state ^|a { -> end }", "`a` is not reached by a `->` of a dialog state."],
  [
    'state start { ask x as text "X?" { attempts 3 -> a } -> end } state ^|a { -> end }',
    "After `attempts` there is only room for a `->`.",
  ],
  [
    'state start { say "A?" { reply "B" -> a } } state ^|a { say "1" }',
    "Where these steps run out, the conversation waits on where it waited.",
  ],
  [
    `state start { if x { -> a } say "S" -> end }\nstate ^|a { say "A" }`,
    "Steps follow that would no longer run in the same way.",
  ],
  [
    `state start { -> a on intent i -> end }\nstate ^|a { ask x as text "X?" -> end }`,
    "The routes of `start` hold only as long as the conversation is in that state.",
  ],
  [
    `state start { ask x as text "X?" -> a }\nstate ^|a { ask y as text "Y?" on intent i -> end }`,
    "The routes among these steps hold before them too.",
  ],
])("%s", async (source, reason) => {
  expect(await offered(source, "inline-state")).toEqual([expect.stringContaining(` ✗ ${reason}`)]);
});

test("a state of another flow is none of this file's", async () => {
  expect(
    await offered("--- a.flow\nstate start { -> b.^|one }\n--- b.flow\nstate one { -> end }", "inline-state"),
  ).toEqual([]);
  expect(
    await offered(
      "--- a.flow\nstate start { -> b.one }\n--- b.flow\nstate x { -> end } state ^|one { -> end }",
      "inline-state",
    ),
  ).toEqual(["Inline state `one` ✗ The `->` to `one` stands in another flow."]);
});

test("the comment beside the state is kept, whatever the line ends", async () => {
  const source =
    'state start {\n  -> two^|\n} // start\nstate two { say "b" -> end } // two\nstate three { -> start } // three\n';
  for (const lineEnd of ["\n", "\r\n"]) {
    const after = await refactored(source.replaceAll("\n", lineEnd), "inline-state");
    expect(after.match(/\/\/ \w+/g)).toEqual(["// two", "// start", "// three"]);
  }
});
