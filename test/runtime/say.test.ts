import { describe, expect, test } from "vitest";
import { run, talk, tap } from "../support/conversation.ts";

const said = { show: ["message", "report"] } as const;

describe("say", () => {
  test("one message with its text, buttons and replies", () => {
    const source = `state s {
      say "Pick" {
        reply "One" value 1
        button "Open" open "https://x.test/{1 + 1}"
        button "Call" dial "+31 20"
        button "Go" -> s
        reply "Two"
      }
    }`;
    expect(talk(source, [], said)).toBe("< Pick (Open: https://x.test/2) (Call: +31 20) (Go) [One] [Two]");
    const message = run(source).events.find((each) => each.type === "message");
    expect(message).toMatchObject({
      message: {
        type: "text",
        text: "Pick",
        buttons: [
          { title: "Open", kind: "open", url: "https://x.test/2" },
          { title: "Call", kind: "dial", number: "+31 20" },
          { title: "Go", kind: "go" },
        ],
        replies: [{ title: "One", value: 1 }, { title: "Two" }],
      },
      source: { file: "main.flow", range: { start: { line: 1, character: 6 } } },
    });
  });

  test("media, places, cards and payloads are messages of their own; the replies stand under the last", () => {
    const source = `state s {
      say "Look" {
        image "https://x.test/1.png" "A picture"
        file "https://x.test/1.pdf"
        location 52.37, 4.89
        card "Card" { subtitle "Sub" image "https://x.test/c.png" button "Buy" { say "Bought" } }
        item "Item" { button "Site" open "https://x.test" }
        payload web { html: "<b>" }
        reply "OK"
      }
    }`;
    expect(talk(source, [tap("Buy")], said)).toBe(
      [
        "< Look",
        "< (carousel) Card(Buy)",
        "< (list) Item(Site: https://x.test)",
        "< (media) image https://x.test/1.png A picture",
        "< (media) file https://x.test/1.pdf",
        "< (location) 52.37,4.89",
        '< (payload) {"html":"<b>"} [OK]',
        "< Bought",
      ].join("\n"),
    );
  });

  test("without a text", () => {
    expect(talk('state s { say { image "https://x.test/1.png" } }', [], said)).toBe(
      "< (media) image https://x.test/1.png",
    );
    expect(talk('state s { say { reply "A" } }', [], said)).toBe("< [A]");
  });

  test("in the user's language, else it without its region, else the bot's first, else the first of the block", () => {
    const source = (text: string): string => `bot b { languages en, nl start s }\nstate s { say ${text} }`;
    const inLanguage = (text: string, language: string): string =>
      talk(source(text), [], { ...said, begin: { language } });
    const block = '{ de "Hallo!" nl "Hallo" en "Hello" `pt-BR` "Olá" }';
    expect(inLanguage(block, "nl")).toBe("< Hallo");
    expect(inLanguage(block, "nl-BE")).toBe("< Hallo");
    expect(inLanguage(block, "pt-BR")).toBe("< Olá");
    expect(inLanguage(block, "fr")).toBe("< Hello");
    expect(inLanguage('{ de "Hallo!" nl "Hallo" }', "fr")).toBe("< Hallo!");
  });

  test("one of the alternatives, by the seed", () => {
    const source = 'state s { say "a" | "b" | "c" say "a" | "b" | "c" say "a" | "b" | "c" say "a" | "b" | "c" }';
    const bySeed = Array.from({ length: 20 }, (_, seed) => talk(source, [], { ...said, begin: { seed } }));
    expect(new Set(bySeed).size).toBeGreaterThan(5);
    expect(talk(source, [], { ...said, begin: { seed: 3 } })).toBe(bySeed[3]);
    for (const letter of ["a", "b", "c"]) expect(bySeed.join("")).toContain(`< ${letter}`);
  });

  test("what is filled in is not filled in again", () => {
    expect(talk('state s { set a = "\\{b\\}" set b = "no" say "{a}" }', [], said)).toBe("< {b}");
  });

  test("an unset path prints as nothing and is reported, at the step", () => {
    const { events } = run('state s { say "<{nobody}>" }');
    expect(events).toContainEqual(expect.objectContaining({ type: "message", message: { type: "text", text: "<>" } }));
    expect(events.find((each) => each.type === "report")).toMatchObject({
      code: "unset-variable",
      message: "`nobody` is not set.",
      source: { range: { start: { line: 0, character: 10 } } },
      state: "main.s",
    });
  });
});

describe("steps", () => {
  test("if runs the first branch that holds", () => {
    const source =
      'state s { if a == 1 { say "one" } else if a == 2 -> two else { say "other" } say "end" }\nstate two { say "two" }';
    const at = (a: number): string =>
      talk(`preset p { session.a = ${a} }\n${source}`, [], { ...said, begin: { presets: ["p"] } });
    expect(at(1)).toBe("< one\n< end");
    expect(at(2)).toBe("< two");
    expect(at(3)).toBe("< other\n< end");
  });

  test("match runs the first arm with an equal value or a pattern that fits", () => {
    const source =
      'state s { match a { 1, "one" { say "one" } r"^t" { say "t" } null { say "nothing" } else { say "else" } } }';
    const at = (a: string): string =>
      talk(`preset p { session.a = ${a} }\n${source}`, [], { show: ["message"], begin: { presets: ["p"] } });
    expect(at("1")).toBe("< one");
    expect(at('"one"')).toBe("< one");
    expect(at('"two"')).toBe("< t");
    expect(at("null")).toBe("< nothing");
    expect(at('"1"')).toBe("< else");
    expect(at("[1]")).toBe("< else");
  });

  test("each tells itself, with its place", () => {
    const { events } = run('state s { set a = 1 if a { clear a } -> t }\nstate t { say "T" }');
    expect(events.flatMap((each) => (each.type === "step" ? [each.kind] : []))).toEqual([
      "set",
      "if",
      "clear",
      "go",
      "say",
    ]);
    expect(events.filter((each) => each.type === "step").every((each) => each.source?.file === "main.flow")).toBe(true);
  });
});
