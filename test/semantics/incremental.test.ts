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

/** States that pass on what is written and what is not, round and round. */
const passing = [
  "state start { -> p }\n",
  "state start { set session.q = 1 -> p }\n",
  "state p { -> r }\n",
  "state p { set session.q = 1 -> r }\n",
  "state p { wait 1s -> r }\n",
  'state r { say "{session.q}" -> p }\n',
  "state r { -> p }\n",
  "state r { set session.q = 2 -> one.p }\n",
  "on silence 5m -> r\n",
  'on command "x" { set session.q = 1 -> r }\n',
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
  /** Before a declaration rather than anywhere; in place of all of it. */
  readonly where: "anywhere" | "before" | "instead";
  /** Whose findings somebody asks for afterwards. */
  readonly asked: readonly number[];
}

const edit: fc.Arbitrary<Edit> = fc.record({
  file: fc.nat(2),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.constantFrom(0, 0, 0, 1, 1, 2, 5, 30),
  text: fc.oneof(
    fc.constantFrom("", ...snippets),
    fc.constantFrom(...declarations),
    fc.constantFrom(...passing),
    fc.constantFrom(...passing),
  ),
  where: fc.constantFrom("anywhere", "before", "instead"),
  asked: fc.uniqueArray(fc.nat(2), { minLength: 0, maxLength: 3 }),
});

const paths = ["one.flow", "two.flow", "x/three.flow"] as const;
const project = fc.oneof(...[declarations, passing].map((among) => fc.tuple(...paths.map(() => textAmong(among)))));

function textAmong(among: readonly string[]): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...among), { maxLength: 8 }).map((parts) => parts.join(""));
}

function applied(file: SourceFile, { from, length, text, where }: Edit): SourceFile {
  const { parsed } = file;
  const at = Math.floor(from * parsed.text.length);
  const part = parsed.parts.findLast(({ start }) => start <= at);
  const start = where === "anywhere" || part === undefined ? at : part.start;
  const most = parsed.text.length;
  const end =
    where === "instead" && part !== undefined ? start + part.parsed.text.length : Math.min(most, start + length);
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
});

/** What each of the states of one flow may be: one of a list in its place. */
const choices = [
  ["state start { -> p }\n", "state start { set session.q = 1 -> p }\n", "state start { call p -> end }\n"],
  [
    "state p { -> r }\n",
    "state p { set session.q = 1 -> r }\n",
    "state p { wait 1s -> r }\n",
    "state o { -> return }\n",
  ],
  ['state r { say "{session.q}" -> p }\n', "state r { -> p }\n", "state r { -> return }\n"],
  ["state t { set session.q = 2 -> r }\n", 'state t id "w" { -> end }\n', "on silence 5m -> r\n"],
  ["var session.q: number\n", "var session.q: text = 1\n", 'test "t" { at r }\n'],
] as const;

test("a declaration in place of another one tells the others what they have to know", () => {
  const nth = fc.nat(11);
  fc.assert(
    fc.property(
      fc.tuple(nth, nth, nth, nth, nth),
      fc.array(fc.tuple(fc.nat(4), nth), { minLength: 2, maxLength: 20 }),
      (first, edits) => {
        const chosen = first.map((choice, at) => taken(at, choice));
        let index = createProjectIndex([{ path: "one.flow", uri: "file:///one", parsed: parse(chosen.join("")) }]);
        checkFile(index, "one.flow", severities);
        for (const [at, choice] of edits) {
          const file = index.files.get("one.flow");
          if (file === undefined) return;
          const start = chosen.slice(0, at).join("").length;
          const change = { start, end: start + (chosen[at]?.length ?? 0), text: taken(at, choice) };
          chosen[at] = change.text;
          const parsed = reparse(file.parsed, [change]);
          index = updateProjectIndex(index, { changed: [{ ...file, parsed }], removed: [] });
          expect(checkFile(index, "one.flow", severities)).toEqual(checkFile(fresh(index), "one.flow", severities));
        }
      },
    ),
    { numRuns: runs(3_000) },
  );
});

function taken(at: number, choice: number): string {
  const list = choices[at] ?? choices[0];
  return list[choice % list.length] ?? "";
}
