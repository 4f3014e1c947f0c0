import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { brokenNextFinding } from "../../server/src/semantics/checks/brokenNext.ts";
import { checkProject, fixesFor } from "../../server/src/semantics/checks/index.ts";
import type { Finding } from "../../server/src/semantics/finding.ts";
import { edgesFrom, entryPoints } from "../../server/src/semantics/flowGraph.ts";
import { occurrencesOf } from "../../server/src/semantics/occurrences.ts";
import { symbolAt } from "../../server/src/semantics/symbolAt.ts";
import { variablesInScope } from "../../server/src/semantics/variablesInScope.ts";
import { type FixtureFile, fixture } from "../support/fixture.ts";
import { edited, projectOf } from "../support/project.ts";
import { runs } from "../support/runs.ts";

const folder = new URL("../../examples/bank/", import.meta.url);
const bank: readonly FixtureFile[] = readdirSync(folder)
  .filter((file) => file.endsWith(".flow"))
  .map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));

test("the example has no findings", () => {
  expect(bank.length).toBeGreaterThanOrEqual(3);
  expect(checkProject(projectOf({ files: bank }))).toEqual([]);
});

const snippet = fc.constantFrom(
  "",
  "{",
  "}",
  "->",
  "state ",
  '"',
  "`",
  "end",
  "on failure",
  "id ",
  ".",
  "flow x\n",
  "\n",
);
const mutation = fc.record({ file: fc.nat(), at: fc.nat(), length: fc.nat({ max: 30 }), text: snippet });

function mutated(
  files: readonly FixtureFile[],
  changes: readonly { file: number; at: number; length: number; text: string }[],
) {
  const texts = files.map(({ text }) => text);
  for (const { file, at, length, text } of changes) {
    const which = file % texts.length;
    const before = texts[which] ?? "";
    const from = at % (before.length + 1);
    texts[which] = before.slice(0, from) + text + before.slice(from + length);
  }
  return files.map(({ path }, which) => ({ path, text: texts[which] ?? "" }));
}

test("whatever is typed, meaning is found without an exception, in places inside the files, and fixes are edits", () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), fc.nat(), (changes, cursor) => {
      const files = mutated(bank, changes);
      const index = projectOf({ files });
      const lengths = new Map(files.map(({ path, text }) => [path, text.length]));
      for (const finding of checkProject(index)) {
        for (const { path, start, end } of [finding, ...finding.related]) {
          expect(0 <= start && start <= end && end <= (lengths.get(path) ?? -1)).toBe(true);
        }
        for (const fix of fixesFor(index, finding)) edited(files, fix.edits);
      }
      for (const state of index.states()) edgesFrom(index, state);
      entryPoints(index);
      variablesInScope(index);
      const [file] = files;
      const place = file === undefined ? undefined : symbolAt(index, file.path, cursor % (file.text.length + 1));
      if (place !== undefined) occurrencesOf(index, place.key);
    }),
    { numRuns: runs(3_000) },
  );
});

const name = fc.constantFrom("start", "done", "`Main menu`", "a", "b", "other.a", "`x y`.c");
const step = fc.oneof(
  fc.constant('say "Hi."'),
  fc.constant('api GET "http://localhost/x" { body { a: 1 } }'),
  fc.constant('api POST "http://localhost/x"'),
  name.map((to) => `call ${to}`),
  name.map((to) => `say "{state ${to}}"`),
  name.map((to) => `say "Hi." { payload { nextDialogstate: "${to.replaceAll("`", "")}-1" } reply "Yes" -> ${to} }`),
  name.map((to) => `-> ${to}`),
  name.map((to) => `if false -> ${to} else { say "Hi." { reply "Yes" -> ${to} } }`),
  name.map((to) => `match 1 { 2 { call ${to} } 1 { -> return } }`),
  fc.constant("// flowstate-ignore dead-end, nothing: x\n"),
  fc.constant('set session.x = { a: 1, "a": lenght("x") }'),
  name.map((to) => `api POST "http://example.com/{state ${to}}" { body { to: state ${to} } nextDialogstate a }`),
  fc.constantFrom(
    'say "{session.x} {session.xx[0]} {account.limit} {event.txt}"',
    'say { en "Hi." }',
    'say {\n    nl "Hoi."\n  }',
    'say "A" { button "B" dial "1" card "{secret.A}" { } }',
    "set session.x = session.x + upper(1)",
    "set user.id = formatDate()",
    'ask session.y as number "?" { check value matches r"(" else "No." }',
    'api GET "http://localhost/y" { session account { amount: number } }',
    'api GET "/x" { headers { authorization: "Bearer abcd1234efgh" } on failure -> end }',
    'api PUT "https://example.com/{secret.A}" { headers {} form { token: "abcd1234efgh" } }',
  ),
);
const state = fc
  .tuple(
    fc.constantFrom("start", "done", "`Main menu`", "a", "b"),
    fc.constantFrom("", ' id "x"'),
    fc.array(step, { maxLength: 4 }),
  )
  .map(([of, id, steps]) => `state ${of}${id} {\n  ${steps.join("\n  ")}\n}`);
const LANGUAGES = "bot b { languages en, nl start a fallback a }";
const VARS =
  '/// Unused.\nvar session.unused = 1\n\nvar session.x: text = 1\nservice bank { base "http://bank.example" }';
const INTENTS = `bot b { languages en, nl }
intent one { "Hi" nl "hi" fr "hi" }
intent two { en "hi " "hi" } intent two { }
on intent tow -> a`;
const flow = fc
  .tuple(
    fc.constantFrom("", "flow other", "bot b { }", "bot b { failure nowhere }", INTENTS, LANGUAGES, VARS),
    fc.array(state, { maxLength: 4 }),
  )
  .map(([head, states]) => [head, ...states].join("\n\n"));

/** A state that exists at last, or is led to otherwise, may be on another cycle, or not be listed where it is handed over. */
const SECOND_LOOKS: ReadonlySet<string> = new Set(["endless-loop", "dead-end", "unhandled-next"]);

test("a fix makes its finding go and brings none that was not there", () => {
  fc.assert(
    fc.property(flow, flow, (one, two) => {
      const files = [
        { path: "one.flow", text: one },
        { path: "two.flow", text: two },
      ];
      const index = projectOf({ files });
      const before = checkProject(index);
      for (const finding of before) {
        // What were one to the references become two, and only one of them is meant from then on.
        if (["duplicate-flow", "duplicate-state", "duplicate-name"].includes(finding.code)) continue;
        for (const fix of fixesFor(index, finding)) {
          const after = checkProject(projectOf({ files: edited(files, fix.edits) }));
          // What is only hinted at may be new. A step that never runs may be the only one that writes a variable
          // or calls a state.
          const follows = (code: string): boolean =>
            SECOND_LOOKS.has(code) ||
            (finding.code === "unreachable-step" && (code === "unknown-variable" || code === "return-outside-call"));
          const counts = ({ code, severity }: Finding): boolean =>
            code === finding.code || (!follows(code) && (severity === "error" || severity === "warning"));
          const counted = after.filter(counts);
          const known = before.filter(counts);
          const draw = ({ code, path }: { code: string; path: string }): string => `${code} in ${path}`;
          for (const [drawn, found] of Map.groupBy(counted, draw)) {
            const sameBefore = known.filter((one) => draw(one) === drawn).length;
            const wanted = drawn === draw(finding) ? sameBefore - 1 : sameBefore;
            expect(found.length, `${fix.title}: ${drawn}`).toBeLessThanOrEqual(wanted);
          }
        }
      }
    }),
    { numRuns: runs(2_000) },
  );
});

test("a broken answer of a backend is a finding of a run, with the answer, and can be put right", () => {
  const { files } = fixture('state start {\n  api GET "http://localhost/x" {\n    on failure -> end\n  }\n}');
  const index = projectOf({ files });
  const fact = { path: "main.flow", start: 16, end: 44, state: "main.start", response: "{…}" };
  const finding = brokenNextFinding({ ...fact, name: "state-7" });
  expect(finding.related).toEqual([{ path: "main.flow", start: 16, end: 44, message: "The answer: {…}" }]);
  const [fix] = fixesFor(index, finding);
  expect(fix?.title).toBe("Create state `state7` with the id `state-7`");
  const after = projectOf({ files: edited(files, fix?.edits ?? []) });
  expect(after.stateMeantBy("state-7", "main")?.name).toBe("state7");
  expect(fixesFor(after, finding)).toEqual([]);
  expect(checkProject(index).map(({ code }) => code)).not.toContain("broken-next");
});
