import { describe, expect, test } from "vitest";
import { offered, refactored } from "../../support/refactorings.ts";

describe("convert a text", () => {
  const convert = (source: string): Promise<string> => refactored(source, "convert-text");

  test("over several lines and back", async () => {
    const one = 'state start {\n  say "One \\"two\\"\\n  {upper("x")}\\n\\nend\\t\\u{1F600}^|"\n  -> end\n}';
    const several = await convert(one);
    expect(several).toMatchInlineSnapshot(`
      "state start {
        say """
          One "two"
            {upper("x")}

          end\\t\\u{1F600}
        """
        -> end
      }"
    `);
    expect(await convert(several.replace("One", "^|One"))).toMatchInlineSnapshot(`
      "state start {
        say "One \\"two\\"\\n  {upper("x")}\\n\\nend\\t😀"
        -> end
      }"
    `);
  });

  test.each([
    ['state start { say "a^|b" -> end }'],
    ['state start { say { en "a^|b" nl "c" } -> end }'],
    ['state start { set session.x = "a^|b" -> end }'],
    ['state start { say "x" { reply "a^|b" -> end } }'],
  ])("offered at %s", async (source) => expect(await offered(source, "convert-text")).toHaveLength(1));

  test.each([
    ['state start id "a^|b" { -> end }'],
    ['intent x { "a^|b" }'],
    ['state start { set session.x = { "a^|b": 1 } -> end }'],
    ['state start { track "a^|b" -> end }'],
    ['state start { say "a {upper("x^|")}" -> end }'],
    ['state start { say "a^|b\\" -> end }'],
    ['state start { say """\n  {[1,\n 2]}^|\n""" -> end }'],
  ])("not offered at %s", async (source) => expect(await offered(source, "convert-text")).toEqual([]));
});

describe("add a language", () => {
  const bot = "bot b { languages en, nl, `pt-BR` start start }\n";
  const text = (steps: string): string => `${bot}state start { ${steps} -> end }`;

  test("to one text", async () => {
    const title = "Add `nl` to this text, to be translated";
    const both = "Add `nl` and `pt-BR` to this text, to be translated";
    expect(await refactored(text('say "He^|llo" | "Hi"'), "add-language", both)).toMatchInlineSnapshot(`
      "bot b { languages en, nl, \`pt-BR\` start start }
      state start { say { en "Hello" | "Hi" nl "Hello" | "Hi" \`pt-BR\` "Hello" | "Hi" } -> end }"
    `);
    expect(await refactored(text('say { en "He^|llo" | "Hi" }'), "add-language", title)).toMatchInlineSnapshot(`
      "bot b { languages en, nl, \`pt-BR\` start start }
      state start { say { en "Hello" | "Hi" nl "Hello" | "Hi" } -> end }"
    `);
    expect(
      await refactored(`${bot}state start {\n  say {\n    en "He^|llo"\n  }\n}`, "add-language", title),
    ).toMatchInlineSnapshot(`
      "bot b { languages en, nl, \`pt-BR\` start start }
      state start {
        say {
          en "Hello"
          nl "Hello"
        }
      }"
    `);
  });

  test("to all texts of a state and of the file; not to what only prints values, to synonyms and to what tests expect", async () => {
    const source = `
      bot b { languages en, nl start start }
      state start {
        say "Hel^|lo" { reply { en "Yes" nl "Ja" } -> end reply "{session.x}" -> end }
        ask session.x as one of "red", "blue" "Which?"
      }
      on text "x" { say { en "X" } }
      test "t" { bot "Hello" }
    `;
    expect(await offered(source, "add-language")).toEqual([
      "Add `nl` to this text, to be translated",
      "Add `nl` to all texts of state `start`, to be translated",
      "Add `nl` to all texts of this file, to be translated",
    ]);
    expect(
      await refactored(source, "add-language", "Add `nl` to all texts of this file, to be translated"),
    ).toMatchInlineSnapshot(`
      "bot b { languages en, nl start start }
      state start {
        say { en "Hello" nl "Hello" } { reply { en "Yes" nl "Ja" } -> end reply "{session.x}" -> end }
        ask session.x as one of "red", "blue" { en "Which?" nl "Which?" }
      }
      on text "x" { say { en "X" nl "X" } }
      test "t" { bot "Hello" }"
    `);
  });

  test("a region is covered by its language; one language needs no other", async () => {
    expect(await offered(text('say { en "He^|llo" pt "Ol\u00e1" }'), "add-language")).toEqual([
      "Add `nl` to this text, to be translated",
    ]);
    expect(await offered('bot b { languages en start s } state s { say "x^|" -> end }', "add-language")).toEqual([]);
  });
});

describe("extract a variable", () => {
  const extract = (source: string, title?: string): Promise<string> => refactored(source, "extract-variable", title);

  test("from a literal and from words of a text, in the scope that is chosen", async () => {
    expect(await extract("flow x\n\nstate start {\n  if session.amount > 10^|0 -> end\n}")).toMatchInlineSnapshot(`
      "flow x

      var ^|session.number = 100

      state start {
        if session.amount > session.number -> end
      }"
    `);
    expect(
      await extract(
        'var session.city = 1\nstate start { say "Welcome to <|selection|>City</>!" -> end }',
        "Extract into variable `user.city`",
      ),
    ).toMatchInlineSnapshot(`
      "var session.city = 1
      var ^|user.city = "City"
      state start { say "Welcome to {user.city}!" -> end }"
    `);
    expect(
      await extract(
        'var session.city = 1\nstate start { say "Welcome to <|selection|>City</>!" -> end }',
        "Extract into variable `session.city2`",
      ),
    ).toMatchInlineSnapshot(`
      "var session.city = 1
      var ^|session.city2 = "City"
      state start { say "Welcome to {session.city2}!" -> end }"
    `);
    expect(
      await extract(
        'state start { api POST "/x" { body { amount: 5^|.5 } } -> end }',
        "Extract into variable `bot.amount`",
      ),
    ).toMatchInlineSnapshot(`
      "var ^|bot.amount = 5.5

      state start { api POST "/x" { body { amount: bot.amount } } -> end }"
    `);
  });

  test.each([
    ["state start { wait 5^|s -> end }"],
    ['state start { ask session.x as text "X?" { attempts ^|3 -> end } }'],
    ['state start { say "x" { payload { nextDialogstate: "sta^|rt" } } -> end }'],
    ['state start { if event.intent.name == "x^|" -> end }\nintent x { "x" }'],
    ['test "t" { user "a^|" }'],
    ["var session.x = 5^|"],
    ['state start { say "Hello^| you" -> end }'],
    ['state start { say "He<|selection|>llo {session.x} y</>ou" -> end }'],
    ['state start { ask session.x as one of "re<|selection|>d</>" "X?" -> end }'],
    ['state start { set session.x = "a {session.y}^|" -> end }'],
    ['state start { track "a^|b" -> end }'],
  ])("not offered at %s", async (source) => expect(await offered(source, "extract-variable")).toEqual([]));
});

describe("add an else", () => {
  const add = (source: string): Promise<string> => refactored(source, "add-else");

  test("to an `if` and to a `match`", async () => {
    expect(
      await add("state start {\n  if a^| {\n    -> start\n  } else if b -> start\n  -> end\n}"),
    ).toMatchInlineSnapshot(`
      "state start {
        if a {
          -> start
        } else if b -> start else {
          say "TODO"
        }
        -> end
      }"
    `);
    expect(await add("state start {\n  match a^| {\n    1 -> start\n  }\n  -> end\n}")).toMatchInlineSnapshot(`
      "state start {
        match a {
          1 -> start
          else {
            say "TODO"
          }
        }
        -> end
      }"
    `);
    expect(await add("state start { match a^| { 1 -> start } -> end }")).toMatchInlineSnapshot(`
      "state start { match a { 1 -> start
        else {
          say "TODO"
        } } -> end }"
    `);
  });

  test.each([
    ["state start { if a^| { -> end } else { -> start } }"],
    ['state start { if a { say "x^|" } }'],
    ["state start { match a^| { } }"],
  ])("not offered at %s", async (source) => expect(await offered(source, "add-else")).toEqual([]));
});
