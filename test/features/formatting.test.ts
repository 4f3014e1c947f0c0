import { describe, expect, test } from "vitest";
import { formatting, onTypeFormatting, rangeFormatting } from "../../server/src/features/formatting.ts";
import { printed } from "../../server/src/language/print.ts";
import { rangeOf } from "../support/fixture.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

/** The file after the range `here` was formatted. */
async function rangeFormatted(source: string): Promise<string> {
  const given = await workspaceOf(source);
  const range = rangeOf(given.fixture, "here");
  const file = given.file(range.path);
  return printed(file.parsed.text, rangeFormatting(file, [range]));
}

/** The file after the character before the cursor was typed. */
async function typed(source: string): Promise<string> {
  const { file, offset } = (await workspaceOf(source)).atCursor();
  const { text } = file.parsed;
  return printed(text, onTypeFormatting(file, offset, text.charAt(offset - 1)));
}

test("a document is formatted as its project says", async () => {
  const { file } = await workspaceOf(`
    --- flowstate.json
    { "format": { "width": 20, "indent": 4 } }
    --- bot.flow
    bot b {
      languages en
    }
    state a { say "Hello" -> b }
    --- other/bot.flow
    bot c {
        languages en
    }
  `);
  expect(printed(file("bot.flow").parsed.text, formatting(file("bot.flow")))).toBe(`bot b {
    languages en
}

state a {
    say "Hello"
    -> b
}
`);
  const other = file("other/bot.flow");
  expect(printed(other.parsed.text, formatting(other))).toBe("bot c {\n  languages en\n}\n");
});

describe("a range", () => {
  test("is formatted, and nothing around it", async () => {
    expect(
      await rangeFormatted(`
        state  a {
        say   "one"
        <|here|>say   "two"
        </>say   "three"
        }
      `),
    ).toBe('state  a {\nsay   "one"\n  say "two"\nsay   "three"\n}');
  });

  test("up to the end takes the end of the file with it", async () => {
    expect(await rangeFormatted("state  a {}\n<|here|>state  b {}</>")).toBe("state  a {}\nstate b {}\n");
  });
});

describe("typing", () => {
  test("a brace formats what it closes", async () => {
    expect(
      await typed(`
        state  a {
          say   "one"
            if b   {
            say   "two"
              }^|
          say   "three"
        }
      `),
    ).toBe('state  a {\n  say   "one"\n  if b {\n    say "two"\n  }\n  say   "three"\n}');
  });

  test("a brace in a text, or in what is half typed, formats nothing", async () => {
    const text = `state  a { say  "{b}^|" }`;
    expect(await typed(text)).toBe(text.replace("^|", ""));
    const half = `state  a { if  { say  "b" }^| }`;
    expect(await typed(half)).toBe(half.replace("^|", ""));
  });

  test("a line end formats the line before it and leaves the new one", async () => {
    expect(await typed('state  a {\n    say   "one"\n^|\n   say   "two"\n}')).toBe(
      'state  a {\n  say "one"\n\n   say   "two"\n}',
    );
    expect(await typed('state a {\n  say "one"   \n^|  \n\n}')).toBe('state a {\n  say "one"   \n  \n\n}');
  });
});
