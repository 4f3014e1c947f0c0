import { expect, test } from "vitest";
import { offered, refactored } from "../../support/refactorings.ts";

test("states come breadth first, with their comments; the rest stays", async () => {
  expect(
    await refactored(
      `
      flow main

      // This file is about sorting.

      // The last one.
      state last { -> end } // bye

      intent x { "x" }

      /// Lost.
      state lost { -> follower }

      /* two */
      // lines
      state second { -> last }

      state start {
        say "A?" { reply "B" -> first reply "C" -> second }
      }

      var session.a = 1

      state follower { -> end }

      state first { -> last }

      // The end of the file.
      ^|`,
      "sort-states",
    ),
  ).toMatchInlineSnapshot(`
    "flow main

    // This file is about sorting.

    state start {
      say "A?" { reply "B" -> first reply "C" -> second }
    }

    intent x { "x" }

    state first { -> last }

    /* two */
    // lines
    state second { -> last }

    // The last one.
    state last { -> end } // bye

    var session.a = 1

    /// Lost.
    state lost { -> follower }

    state follower { -> end }

    // The end of the file.
    "
  `);
});

test("it begins with the bot's start, strings lead on too, and without a bot the first state stays first", async () => {
  expect(
    await refactored(
      'bot b { start s }^|\nstate z { -> end }\nstate start { -> z }\nstate a { -> end }\nstate s { say "x" { payload { nextDialogstate: "a" } } -> end }',
      "sort-states",
    ),
  ).toMatchInlineSnapshot(`
    "bot b { start s }
    state s { say "x" { payload { nextDialogstate: "a" } } -> end }
    state a { -> end }
    state start { -> z }
    state z { -> end }"
  `);
  expect(await offered("^|state b { -> a }\nstate a { -> b }", "sort-states")).toEqual([]);
});

test("a file with mistakes or with states on one line is left alone", async () => {
  expect(await offered("^|state b { -> c } state a { -> b }\nstate c { -> a }", "sort-states")).toEqual([
    "Sort the states by the order of the flow ✗ Two states share a line: format the file first.",
  ]);
  expect(await offered("^|state b { -> }\nstate a { -> b }", "sort-states")).toEqual([
    "Sort the states by the order of the flow ✗ Mend the mistakes in this file first.",
  ]);
});
