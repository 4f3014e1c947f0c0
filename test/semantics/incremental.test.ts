import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "../../server/src/language/parse.ts";
import { reparse } from "../../server/src/language/reparse.ts";
import { checkFile, type Severities } from "../../server/src/semantics/checks/index.ts";
import type { SourceFile } from "../../server/src/semantics/fileIndex.ts";
import { createProjectIndex, type ProjectIndex, updateProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import { runs } from "../support/runs.ts";

/** Declarations that have much to do with each other, so that one edit concerns others near and far. */
const declarations = [
  "bot m { languages en, nl start a fallback b }\n",
  "bot m { profile whatsapp failure one.b }\n",
  'state start { say "Hi {session.x}." -> a }\n',
  "state a { -> b }\n",
  "state a { set session.x = 1 call c -> two.b }\n",
  'state b id "w" { say "{session.x} {user.y}" -> a }\n',
  'state b { say { en "Yes" } payload { nextDialogstate: "w" } }\n',
  "state c { -> return }\n",
  "state c { if session.x > 1 -> c -> d }\n",
  'state d { api s GET "/x" { nextDialogstate a, b body { to: state c } } -> end }\n',
  'state d { ask session.z as text "?" check value > 1 else "No." say "Bye." }\n',
  'service s { base "https://s.example" }\n',
  'service s { base "http://plain.example" }\n',
  "var session.x: number = 1\n",
  "var session.x: text = 3\n",
  'var user.y = "you" sensitive\n',
  'intent i { "hello" nl "hallo" }\n',
  'intent j { "Hello" }\n',
  "on intent i -> b\n",
  "on intent k -> two.a\n",
  "entity e { small large }\n",
  "// flowstate-ignore unknown-state, dead-end: not yet\nstate e { -> nowhere }\n",
  'state f { say "{upper(session.z)} {secret.key}" }\n// flowstate-ignore duplicate-state\n',
  'test "t" { say "hello" expect state a }\n',
  'preset p { session.x = "text" }\n',
  'mock k GET "/x" { body { nextDialogstate: "one.b" } }\n',
  "state h { -> a } state h { -> b }\n",
];

const snippets = [
  "a",
  "b",
  "c",
  "start",
  "two.b",
  "one.a",
  "session.x",
  "session.z",
  "-> ",
  "call ",
  '"w"',
  '"',
  "{",
  "}",
  "// ",
  "\n",
  "1",
  "state ",
  "flow one\n",
  "flow two\n",
  "end",
  "return",
  "x",
  " ",
  "/*",
  "*/",
  "nl ",
];

interface Edit {
  readonly file: number;
  readonly from: number;
  readonly length: number;
  readonly text: string;
  /** Whole declarations rather than a slice. */
  readonly whole: boolean;
  /** Whose findings somebody asks for afterwards. */
  readonly asked: readonly number[];
}

const edit: fc.Arbitrary<Edit> = fc.record({
  file: fc.nat(2),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.constantFrom(0, 0, 0, 1, 1, 2, 5, 30),
  text: fc.oneof(fc.constantFrom("", ...snippets), fc.constantFrom(...declarations)),
  whole: fc.boolean(),
  asked: fc.uniqueArray(fc.nat(2), { minLength: 0, maxLength: 3 }),
});

const paths = ["one.flow", "two.flow", "x/three.flow"] as const;
const project = fc.tuple(
  ...paths.map(() => fc.array(fc.constantFrom(...declarations), { maxLength: 8 }).map((parts) => parts.join(""))),
);

function applied(file: SourceFile, { from, length, text, whole }: Edit): SourceFile {
  const { parsed } = file;
  const at = Math.floor(from * parsed.text.length);
  const start = whole ? (parsed.parts.findLast((part) => part.start <= at)?.start ?? 0) : at;
  const end = Math.min(parsed.text.length, start + length);
  return { ...file, parsed: reparse(parsed, [{ start, end, text }]) };
}

function fresh(index: ProjectIndex): ProjectIndex {
  return createProjectIndex([...index.files.values()].map((file) => ({ ...file, parsed: parse(file.parsed.text) })));
}

const severities: Severities = {};

test("after any edits the checks find what they find in a project that is read afresh", () => {
  fc.assert(
    fc.property(project, fc.array(edit, { minLength: 1, maxLength: 12 }), (texts, edits) => {
      let index = createProjectIndex(
        paths.map((path, at) => ({ path, uri: `file:///${path}`, parsed: parse(texts[at] ?? "") })),
      );
      for (const path of paths) checkFile(index, path, severities);
      for (const one of edits) {
        const path = paths[one.file] ?? "one.flow";
        const file = index.files.get(path);
        if (file === undefined) continue;
        index = updateProjectIndex(index, { changed: [applied(file, one)], removed: [] });
        if (one.asked.length === 0) continue;
        const afresh = fresh(index);
        for (const at of one.asked) {
          const asked = paths[at] ?? "one.flow";
          expect(checkFile(index, asked, severities)).toEqual(checkFile(afresh, asked, severities));
        }
      }
      const afresh = fresh(index);
      for (const path of paths) expect(checkFile(index, path, severities)).toEqual(checkFile(afresh, path, severities));
    }),
    { numRuns: runs(3_000) },
  );
}, 120_000);
