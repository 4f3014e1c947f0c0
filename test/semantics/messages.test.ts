import { describe, expect, test } from "vitest";
import { CHANNEL_LIMITS } from "../../server/src/semantics/channelLimits.ts";
import { checks } from "../../server/src/semantics/checks/index.ts";
import { expectFindingsOf, fixedBy } from "../support/findings.ts";
import { drawFiles } from "../support/fixture.ts";

describe("missing-translation", () => {
  const expectFindings = expectFindingsOf("missing-translation");

  test("covers the block, in every text that has languages", () => {
    expectFindings(`
      bot b { languages en, nl, \`pt-BR\` start start }
      entity size { small <|missing-translation|>{ en "small" | "little" }</> }
      state start {
        say <|missing-translation|>{ en "Hi." nl "Hoi." }</> { reply <|missing-translation|>{ nl "Ja" }</> reply { en "No" nl "Nee" pt "Não" } }
        ask session.a as one of "a", <|missing-translation|>{ en "b" \`pt-BR\` "c" }</> "?"
        say { en "Hi." nl "Hoi." \`pt-BR\` "Oi." de "Hallo." }
        say "Hi."
        -> end
      }
      test "t" in nl { bot { nl "Hoi." } }
    `);
  });

  test("a language with a region does not cover the one without", () => {
    expectFindings('bot b { languages pt start s } state s { say <|missing-translation|>{ `pt-BR` "Oi." }</> -> end }');
  });

  test("is about bots that name their languages", () => {
    expectFindings('state s { say { en "Hi." } -> end }');
    expectFindings('bot b { start s } state s { say { en "Hi." } -> end }');
  });

  test("the missing ones are added with the words to translate", () => {
    const add = (say: string): string =>
      drawFiles(
        fixedBy(
          `bot b { languages en, nl, \`pt-BR\` start s fallback s }\nstate s {\n  ${say}\n  -> end\n}`,
          "missing-translation",
          "Add `nl`, `pt-BR`, to be translated",
        ),
      );
    expect(add('say { en "Hi, {user.id}." | "Hello." }')).toContain(
      'say { en "Hi, {user.id}." | "Hello." nl "Hi, {user.id}." `pt-BR` "Hi, {user.id}." }',
    );
    expect(add('say {\n    en "Hi." // short\n  }')).toContain(
      'say {\n    en "Hi." // short\n    nl "Hi."\n    `pt-BR` "Hi."\n  }',
    );
  });
});

describe("invalid-message", () => {
  test("stands at the first word of the first part that does not go with those before it", () => {
    expectFindingsOf("invalid-message")(`
      state start {
        say "A" { button "B" dial "1" <|invalid-message|>card</> "C" { } card "D" { } item "E" { } }
        say "A" { reply "R" item "I" { button "ok" dial "1" } image "a.png" <|invalid-message|>button</> "B" dial "1" }
        ask session.a as text "A" { card "C" { } invalid "No." <|invalid-message|>item</> "I" { } }
        say "A" { reply "R" button "B" dial "1" image "a.png" location 1, 2 payload { } button "C" dial "1" }
        say "A" { card "C" { button "ok" dial "1" } reply "R" card "D" { } }
        -> end
      }
    `);
  });
});

describe("channel-limit", () => {
  const expectFindings = expectFindingsOf("channel-limit");
  const long = "x".repeat(21);

  test("stands at the first title that is one too many, and at each that is too long", () => {
    expectFindings(`
      bot b { start start profile messenger }
      state start {
        say "A" { button "1" dial "1" button <|channel-limit|>"${long}"</> dial "1" button "3" dial "1" button <|channel-limit|>"4"</> dial "1" button "5" dial "1" }
        ask session.a as text "A" { ${Array.from({ length: 13 }, (_, at) => `reply "${at}"`).join(" ")} reply <|channel-limit|>{ en "13" nl "13" }</> }
        say "A" { card <|channel-limit|>"${"x".repeat(81)}"</> { button "1" dial "1" button "2" dial "1" button "3" dial "1" button <|channel-limit|>"4"</> dial "1" } }
        say "A" { reply <|channel-limit|>{ en "short" nl "{user.id} ${long}" }</> reply "${"é".repeat(20)}" reply "${"🙂".repeat(20)}" reply "{user.id} and more" }
        -> end
      }
    `);
  });

  test("the figures are those of the bot's profile", () => {
    const menu = (profile: string, marks: readonly string[]): string => `
      bot b { start start ${profile} }
      state start {
        say "A" { reply "1" reply "2" reply "3" reply ${marks[0]} }
        say "A" { button "1" dial "1" button "2" dial "1" button "3" dial "1" button ${marks[1]} dial "1" }
        -> end
      }`;
    const marked = '<|channel-limit|>"4"</>';
    expectFindings(menu("profile whatsapp", [marked, marked]));
    expectFindings(menu("profile messenger", ['"4"', marked]));
    expectFindings(menu("profile chatlayer", ['"4"', marked]));
    for (const profile of ["profile sinch", "profile botpress", "profile web", ""]) {
      expectFindings(menu(profile, ['"4"', '"4"']));
    }
  });

  test("every figure has a source, and all of them are in the docs", () => {
    const { documentation } = checks.find(({ code }) => code === "channel-limit") ?? { documentation: "" };
    for (const [profile, { name, sources, ...figures }] of Object.entries(CHANNEL_LIMITS)) {
      expect(documentation).toContain(`\`${profile}\``);
      expect(Object.keys(figures).length === 0 || sources.length > 0, name).toBe(true);
      for (const source of sources) expect(documentation).toContain(source);
    }
  });
});

test("a profile that is none is marked, so that its limits are not missed", () => {
  const source = `
    bot b { start main.start profile <|channel-limit|>whatsap</> }
    state start { -> end }
  `;
  expectFindingsOf("channel-limit")(source);
  expect(drawFiles(fixedBy(source, "channel-limit", "Change to `whatsapp`"))).toContain("profile whatsapp }");
});
