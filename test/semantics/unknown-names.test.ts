import { describe, expect, test } from "vitest";
import { checkProject } from "../../server/src/semantics/checks/index.ts";
import { expectFindingsOf, fixed, fixedBy } from "../support/findings.ts";
import { drawFiles, fixture } from "../support/fixture.ts";
import { projectOf } from "../support/project.ts";

const expectFindings = expectFindingsOf(
  "unknown-intent",
  "unknown-entity",
  "unknown-service",
  "unknown-mock",
  "unknown-preset",
  "unknown-function",
  "unknown-language",
);

describe("unknown-intent", () => {
  test("stands at the name in a route, wherever the route stands", () => {
    expectFindings(`
      --- a.flow
      bot b { start start on intent <|unknown-intent|>one</> -> start }
      on intent <|unknown-intent|>\`Main menu\`</> -> start
      state start {
        ask session.x as text "What?" { on intent <|unknown-intent|>two</> -> end on intent known -> end }
        on intent <|unknown-intent|>Known</> in shop when session.x -> end
      }
      --- folder/b.flow
      intent known { "known" }
    `);
  });

  test("a string that is compared with an intent's name may be anything", () => {
    expectFindings('state start { if event.intent.name == "nothing" -> end }');
  });

  test("takes a near name, or creates the intent with its name in words", () => {
    const source =
      'intent sendMoney { "send" }\nintent menu { "menu" }\non intent sendMony -> start\nstate start { -> end }';
    expect(fixed(source, "unknown-intent").map(({ fix }) => [fix.title, fix.preferred])).toEqual([
      ["Change to `sendMoney`", true],
      ["Create intent `sendMony`", false],
    ]);
    expect(drawFiles(fixedBy(source, "unknown-intent", "Create intent `sendMony`"))).toBe(
      `${source}\n\nintent sendMony {\n  "send mony"\n}\n`,
    );
    const odd = "state start {\n\t-> end\n}\non intent `Main {menu}` -> start\n";
    expect(drawFiles(fixedBy(odd, "unknown-intent", "Create intent `Main {menu}`"))).toContain(
      'intent `Main {menu}` {\n\t"main \\{menu\\}"\n}\n',
    );
  });
});

describe("unknown-entity", () => {
  test("stands at the type, in every place that has types", () => {
    expectFindings(`
      var session.a: <|unknown-entity|>sise</>
      var session.b: list of <|unknown-entity|>sise</> = []
      var session.c: { d: <|unknown-entity|>sise</>, e: size, f: money, g: text }
      intent i { "a {x: <|unknown-entity|>sise</>} {sise} {y: size}" }
      entity size { small large }
      state start {
        ask session.x as <|unknown-entity|>\`size of it\`</> "Which?"
        api GET "http://localhost/x" { session n { m: <|unknown-entity|>Text</> } }
        -> end
      }
    `);
  });

  test("takes a near name", () => {
    expect(
      drawFiles(fixedBy("entity size { small }\nvar session.a: sise", "unknown-entity", "Change to `size`")),
    ).toContain("var session.a: size");
  });
});

describe("unknown-service, unknown-mock and unknown-preset", () => {
  test("stand at the name", () => {
    expectFindings(`
      --- a.flow
      state start { api <|unknown-service|>bnk</> GET "/x" api bank GET "/x" api GET "http://localhost/x" -> end }
      test "t" with <|unknown-preset|>reich</>, rich at start {
        mock <|unknown-mock|>okay</>
        mock ok
        mock GET "/x" { }
      }
      --- b.flow
      service bank { base "http://localhost" }
      mock ok GET "/x" { }
      preset rich { session.x = 1 }
    `);
  });

  test("a near name comes first, one that is just as near is not chosen", () => {
    const source =
      'service bank { base "http://localhost" }\nservice bunk { base "http://localhost" }\nstate start { api bnk GET "/x" -> end }';
    expect(fixed(source, "unknown-service").map(({ fix }) => [fix.title, fix.preferred])).toEqual([
      ["Change to `bank`", false],
      ["Change to `bunk`", false],
    ]);
  });
});

describe("unknown-function", () => {
  test("stands at the name, inside of texts too; capitals count", () => {
    const [finding] = expectFindings(`
      state start {
        say "{<|unknown-function|>lenght</>(session.x)} {length(<|unknown-function|>Upper</>(session.x))}"
        set session.x = upper("a")
        set session.length = 1
        -> end
      }
    `);
    expect(finding?.message).toBe("There is no function `lenght`. Did you mean `length`?");
  });
});

describe("unknown-language", () => {
  test("stands at the language of a text, an intent or a test that the bot does not list", () => {
    expectFindings(`
      bot b { languages en, \`pt-BR\` start start }
      state start {
        say { en "1" pt "2" \`pt-BR\` "3" <|unknown-language|>\`pt-PT\`</> "4" \`en-GB\` "5" <|unknown-language|>nl</> "6" }
        -> end
      }
      intent i { "a" en "b" <|unknown-language|>fr</> "c" }
      on intent i -> start
      test "t" at start in en, <|unknown-language|>de</>, pt { bot "1" }
    `);
  });

  test("is not about bots that list no languages, and projects without a bot", () => {
    expectFindings('bot b { start start } state start { say { en "1" nl "2" } -> end }');
    expectFindings('state start { say { en "1" nl "2" } -> end }');
  });
});

test("the code of another language is no slip of the pen", () => {
  const questions = (written: string): readonly string[] => {
    const source = `bot b { languages en, ar, pt start main.start } state start { say { en "1" ${written} "2" } -> end }`;
    return checkProject(projectOf(fixture(source)))
      .filter(({ code }) => code === "unknown-language")
      .map(({ message }) => message);
  };
  expect(questions("fr")).toEqual(["There is no language `fr`."]);
  expect(questions("ra")).toEqual(["There is no language `ra`. Did you mean `ar`?"]);
  expect(questions("PT")).toEqual(["There is no language `PT`. Did you mean `pt`?"]);
});
