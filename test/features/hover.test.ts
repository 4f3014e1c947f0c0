import { expect, test } from "vitest";
import { hover } from "../../server/src/features/hover.ts";
import { escapeMarkdown } from "../../server/src/features/markdown.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

async function hovered(source: string): Promise<string | undefined> {
  const given = await workspaceOf(source);
  const { file, offset } = given.atCursor();
  const found = hover(file, offset);
  return found && `[${file.parsed.text.slice(found.span.start, found.span.end)}]\n\n${found.markdown}`;
}

test("a state: its documentation, its first lines, who leads here and where it leads", async () => {
  expect(
    await hovered(`
      --- help.flow
      /// Asks for a *person*.
      /// Costs money_per_minute.
      state agent id "agent-1" {
        say "One moment, {user.name}. <b>" | "Hold on."
        ask session.why as text "Why?" { attempts 2 -> end }
        -> bye
      }
      state bye { say "Bye" -> end }
      --- main.flow
      bot bank { start start fallback help.agent }
      on intent help -> help.agent
      state start { say "Hi" { reply "Help" -> help.agent } -> help.ag^|ent }
    `),
  ).toMatchInlineSnapshot(`
    "[help.agent]

    **state** \`help.agent\` · id \`agent-1\`

    Asks for a \\*person\\*.  
    Costs money_per_minute.

    > One moment, {user.name}. \\<b\\>

    > Why?

    From: *the bot's fallback*, *a global route*, \`main.start\`

    To: *end*, \`bye\`"
  `);
});

test("a variable and its type", async () => {
  expect(
    await hovered("/// How much to send.\nvar session.amount: number = 1\nstate a { set am^|ount = 2 -> end }"),
  ).toMatchInlineSnapshot(`
    "[amount]

    **variable** \`session.amount: number\`

    How much to send."
  `);
});

test("a service", async () => {
  expect(
    await hovered('/// The bank.\nservice bank { base "http://localhost" }\nstate a { api ba^|nk GET "/" -> end }'),
  ).toMatchInlineSnapshot(`
    "[bank]

    **service** \`bank\`

    The bank."
  `);
});

test("a function", async () => {
  expect(await hovered('state a { say "{upp^|er(name)}" -> end }')).toMatchInlineSnapshot(`
    "[upper]

    **function** \`upper(text)\`

    The text in capitals, by the rules of the user's language.

    For example \`upper("abc") → "ABC"\`"
  `);
});

test("a function, with the way to all of them", async () => {
  const { file, offset } = (await workspaceOf('state a { say "{upp^|er(name)}" -> end }')).atCursor();
  expect(hover(file, offset, "file:///docs")?.markdown).toMatch(
    /\n\n\[The language\]\(file:\/\/\/docs\/language\.md#8-functions\)$/,
  );
});

test("long lists are cut", async () => {
  const callers = Array.from({ length: 9 }, (_, at) => `state s${at} { -> a }`).join("\n");
  expect(await hovered(`state ^|a { -> end }\n${callers}`)).toContain("`s5` and 3 more");
});

test("nothing where nothing stands", async () => {
  expect(await hovered("state a { ^| }")).toBeUndefined();
  expect(await hovered("state a { -> nowh^|ere }")).toBeUndefined();
});

test("what authors write is shown letter for letter", () => {
  expect(escapeMarkdown("*a* _b_ a_b `c` <i> [x](y) &amp; ~s~\n# t\n1. u\n- v")).toBe(
    "\\*a\\* \\_b\\_ a_b \\`c\\` \\<i\\> \\[x\\](y) \\&amp; \\~s\\~  \n\\# t  \n1\u200B. u  \n\\- v",
  );
});

test("a keyword, with the way to its section", async () => {
  const given = await workspaceOf('state a { s^|ay "Hi" -> end }');
  const { file, offset } = given.atCursor();
  expect(hover(file, offset, "file:///docs")?.markdown).toBe(
    "**keyword** `say`\n\nSends a message: a text, quick replies, buttons, cards, media.\n\n[The language](file:///docs/language.md#5-grammar)",
  );
  expect(await hovered('state a { s^|ay "Hi" -> end }')).toMatch(/^\[say\]\n\n\*\*keyword\*\* `say`\n\nSends [^[]*$/);
});

test("a type, and an entity that every project has", async () => {
  expect(await hovered("state a { ask b as emai^|l }")).toContain("**type** `email`");
  expect(await hovered('state a { ask b as mon^|ey "How much?" }')).toContain("**type** `money`");
});
