import { describe, expect, test } from "vitest";
import { documentLinks } from "../../server/src/features/documentLinks.ts";
import { linkedEditingRanges } from "../../server/src/features/linkedEditingRanges.ts";
import { selectionRanges } from "../../server/src/features/selectionRanges.ts";
import { parse } from "../../server/src/language/parse.ts";
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
  const links = (text: string) => documentLinks(parse(text)).map(({ target }) => target);

  test("in texts and comments", () => {
    expect(links('// See https://example.com/a.\nservice b { base "http://localhost:4100" }')).toEqual([
      "https://example.com/a",
      "http://localhost:4100",
    ]);
    expect(links('state a { say "Go to (https://example.com/x?y=1#z), {name}." -> end }')).toEqual([
      "https://example.com/x?y=1#z",
    ]);
  });

  test("not what is known only when it runs, and nothing else", () => {
    expect(links('state a { api GET "https://example.com/{id}" }')).toEqual([]);
    expect(links('state a { say "ftp://example.com http:// javascript:alert(1)" }')).toEqual([]);
  });
});
