import { expect, test } from "vitest";
import { expectFindingsOf, fixed, fixedBy } from "../support/findings.ts";
import { drawFiles } from "../support/fixture.ts";

const expectFindings = expectFindingsOf("missing-fallback");

test("stands at the name of a bot; a state called fallback does not replace it", () => {
  expectFindings(`
    bot <|missing-fallback|>\`My bank\`</> { start start }
    state start { ask session.x as text "What?" -> end }
    state fallback { say "What?" }
  `);
});

test("is not about projects without a bot, nor about a fallback that is broken or unfinished", () => {
  expectFindings("state start { -> end }");
  expectFindings("bot b { start start fallback <|unknown-state|>nowhere</> } state start { -> end }");
  expectFindings("bot b { fallback <|syntax|>}</>");
});

test("takes states that are called as one, and creates one", () => {
  const source = `
    --- bank.flow
    bot bank {
      start start
    }
    state start { say "Hi." -> end }
    --- help.flow
    state fallback { say "What?" }
  `;
  const fixes = fixed(source, "missing-fallback");
  expect(fixes.map(({ fix }) => fix.title)).toEqual([
    "Fall back on `help.fallback`",
    "Create state `notUnderstood` and fall back on it",
  ]);
  expect(fixes[0]?.files[0]?.text).toContain("  start start\n  fallback help.fallback\n}");
  expect(fixes[1]?.files[0]?.text).toBe(
    'bot bank {\n  start start\n  fallback notUnderstood\n}\nstate start { say "Hi." -> end }\n\nstate notUnderstood {\n  say "TODO"\n}\n',
  );
  const own = "bot b { start fallback }\nstate fallback { -> end }";
  expect(drawFiles(fixedBy(own, "missing-fallback", "Fall back on `fallback`"))).toContain("fallback fallback");
});
