import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { earlyDiagnostics, movedAlong, ownDiagnostics } from "../../server/src/features/earlyDiagnostics.ts";
import { checks } from "../../server/src/semantics/checks/index.ts";
import type { Finding } from "../../server/src/semantics/finding.ts";
import { runs } from "../support/runs.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

const draw = ({ start, end, code, message }: Finding) => `${start}-${end} ${code} ${message}`;

describe("what a file has by itself is found in its project too", () => {
  test.each(
    checks.flatMap(({ code, example, fixed }) => [
      [code, example],
      [`${code}, put right`, fixed],
    ]),
  )("%s", async (_, source) => {
    const { snapshot } = await workspaceOf(source);
    for (const file of snapshot.files()) {
      const whole = new Set(diagnostics(file).map(draw));
      expect(
        ownDiagnostics(file)
          .map(draw)
          .filter((own) => !whole.has(own)),
      ).toEqual([]);
    }
  });
});

test("mistakes of writing are told before other files are known", async () => {
  const { file } = await workspaceOf("state a { say } state a2 { -> other.gone }");
  expect(ownDiagnostics(file("main.flow")).map(({ code }) => code)).toContain("syntax");
  expect(ownDiagnostics(file("main.flow")).map(({ code }) => code)).not.toContain("unknown-state");
});

test("what was found before with the help of other files stays, with its words", async () => {
  const before = (await workspaceOf("state a { -> gone }\nstate b { -> lost }")).file("main.flow");
  const known = { text: before.parsed.text, findings: diagnostics(before) };
  const after = (await workspaceOf("// new\nstate a { -> gone }\nstate b { -> lost }")).file("main.flow");
  const early = earlyDiagnostics(after, known).filter(({ code }) => code === "unknown-state");
  expect(early.map(({ start, end }) => after.parsed.text.slice(start, end))).toEqual(["gone", "lost"]);
});

test("a finding whose words are not touched covers the same words after any edit", () => {
  const texts = fc.string({ maxLength: 30, unit: fc.constantFrom(..."ab \n") });
  fc.assert(
    fc.property(
      texts,
      fc.nat(),
      fc.nat(6),
      texts,
      fc.nat(),
      fc.nat(8),
      (text, from, removed, inserted, place, length) => {
        const start = from % (text.length + 1);
        const after = text.slice(0, start) + inserted + text.slice(start + removed);
        const at = place % (text.length + 1);
        const finding = { start: at, end: Math.min(at + length, text.length) } as Finding;
        const [moved] = movedAlong([finding], text, after);
        const words = text.slice(finding.start, finding.end);
        if (moved !== undefined) expect(after.slice(moved.start, moved.end)).toBe(words);
        // Where the same letters stand side by side, which of them went cannot be told: then it may be left out.
        else expect(text).not.toBe(after);
      },
    ),
    { numRuns: runs(5000) },
  );
});
