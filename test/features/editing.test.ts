import { describe, expect, test } from "vitest";
import { documentLinks, linkTarget } from "../../server/src/features/documentLinks.ts";
import { linkedEditingRanges } from "../../server/src/features/linkedEditingRanges.ts";
import { selectionRanges } from "../../server/src/features/selectionRanges.ts";
import { parse } from "../../server/src/language/parse.ts";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

describe("a selection grows", () => {
  const grown = (marked: string) => {
    const parsed = parse(marked.replace("▮", ""));
    return selectionRanges(parsed, marked.indexOf("▮")).map(({ start, end }) => parsed.text.slice(start, end));
  };

  test("from a name over its path, the text, the step and the state to the file", () => {
    expect(grown('state a { say "Hi {user.na▮me}." }\nstate b { }')).toEqual([
      "name",
      "user.name",
      "{user.name}",
      "Hi {user.name}.",
      '"Hi {user.name}."',
      'say "Hi {user.name}."',
      '{ say "Hi {user.name}." }',
      'state a { say "Hi {user.name}." }',
      'state a { say "Hi {user.name}." }\nstate b { }',
    ]);
  });

  test("in half-typed text too, and each step holds the one before", () => {
    const steps = grown('state a { ask x as number "How ▮much');
    expect(steps[0]).toBe("How much");
    for (const [at, step] of steps.entries()) if (at > 0) expect(step).toContain(steps[at - 1]);
    expect(grown("▮")).toEqual([]);
  });
});

describe("names in backticks are written together", () => {
  const linked = async (source: string) => {
    const { file, offset } = (await workspaceOf(source)).atCursor();
    const spans = linkedEditingRanges(file, offset);
    return spans?.map(({ start, end }) => `${start}:${file.parsed.text.slice(start - 1, end + 1)}`);
  };

  test("at the declaration and the references of the file", async () => {
    const expected = ["7:`Main menu`", "24:`Main menu`", "56:`Main menu`"];
    const source = "state `Main menu` { -> `Main menu` }\nstate b { -> main.`Main menu` }";
    expect(await linked(source.replace("Main", "Ma^|in"))).toEqual(expected);
    expect(await linked(source.replace("main.`Main", "main.`^|Main"))).toEqual(expected);
  });

  test("not what is written plain, alone, or means another thing", async () => {
    expect(await linked("state a { -> ^|a }")).toBeUndefined();
    expect(await linked("state `a^| b` { -> end }")).toBeUndefined();
    expect(await linked("state `a^| b` { set `a b` = 1 -> end }")).toBeUndefined();
    expect(await linked("state `plain^|` { -> plain }")).toBeUndefined();
  });
});

describe("web addresses can be followed", () => {
  const links = async (text: string) => {
    const { file } = await workspaceOf(text);
    const main = file("main.flow");
    return documentLinks(main).map(({ start, target }) => target ?? linkTarget(main, start) ?? "unknown");
  };

  test("in texts and comments", async () => {
    expect(await links('// See https://example.com/a.\nservice b { base "http://localhost:4100" }')).toEqual([
      "https://example.com/a",
      "http://localhost:4100",
    ]);
    expect(await links('state a { say "Go to (https://example.com/x?y=1#z), {name}." -> end }')).toEqual([
      "https://example.com/x?y=1#z",
    ]);
  });

  test("not what is known only when it runs, and nothing else", async () => {
    expect(await links('state a { api GET "https://example.com/{id}" }')).toEqual([]);
    expect(await links('state a { say "ftp://example.com http:// javascript:alert(1)" }')).toEqual([]);
  });

  test("of steps, from the base of their service on", async () => {
    const step =
      'state a { api bank POST "/pay" { body {} } api bank GET "https://other.example/x" api none GET "/y" }';
    expect(await links(`service bank { base "https://bank.example/v1/" }\n${step}`)).toEqual([
      "https://bank.example/v1/",
      "https://bank.example/v1/pay",
      "https://other.example/x",
      "unknown",
    ]);
    const variable = `var bot.url: url = env("URL", "http://localhost:1")\nservice bank { base bot.url }\n${step}`;
    expect(await links(variable)).toContain("http://localhost:1/pay");
  });

  test("of services, to their documents inside of the project", async () => {
    const openapi = (path: string) => links(`service bank { openapi "${path}" }`);
    expect(await openapi("./api/bank.json")).toEqual([memoryUri("/bot/api/bank.json")]);
    expect(await openapi("../../etc/passwd")).toEqual(["unknown"]);
    expect(await openapi("/etc/passwd")).toEqual(["unknown"]);
    expect(await openapi("https://example.com/a.json")).toEqual(["https://example.com/a.json"]);
  });

  test("not where nothing tells: variables in a circle, other schemes, `{…}`", async () => {
    const circle = 'var bot.a = bot.b\nvar bot.b = bot.a\nservice s { base bot.a }\nstate x { api s GET "/x" }';
    expect(await links(circle)).toEqual(["unknown"]);
    expect(await links('service s { base "javascript:alert(1)//" }\nstate x { api s GET "/x" }')).toEqual(["unknown"]);
    expect(await links('service s { base "https://a.example" }\nstate x { api s GET "/x/{id}" }')).toEqual([
      "https://a.example",
    ]);
  });
});
