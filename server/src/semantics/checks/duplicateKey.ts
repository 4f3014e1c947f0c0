import type * as ast from "../../language/ast.ts";
import { writeName } from "../../language/names.ts";
import type { Span } from "../../language/spans.ts";
import type { FileIndex } from "../fileIndex.ts";
import { wholeLines } from "../fixes/layout.ts";
import { inCode } from "../inCode.ts";
import { constantText } from "../nameSpans.ts";
import { nodesOf } from "../nodesOf.ts";
import type { ProjectSymbol } from "../symbols.ts";
import type { Check } from "./check.ts";

export const duplicateKey: Check = {
  code: "duplicate-key",
  severity: "error",
  summary: "An object has the same key twice.",
  documentation: `
Only one of the two values would count, and a reader could not tell which. Take one of them away or give it another key.
A key in quotes and the same one without are the same. The names of headers are compared without regard to capitals. In
the type of an object the same holds for its members, and so it does for the members of an entity, and for the marks of
a phrase: \`"from {city} to {city}"\` keeps one city, \`"from {start: city} to {goal: city}"\` both.
`,
  example: `
state start {
  api POST "http://localhost:4100/transaction" {
    headers { "Content-Type": "application/json", <|duplicate-key|>Accept</>: "text/plain", <|duplicate-key|>accept</>: "text/html" }
    body {
      <|duplicate-key|>amount</>: session.amount
      <|duplicate-key|>"amount"</>: 5
    }
  }
  -> end
}

var session.amount: number = 10
`,
  fixed: `
state start {
  api POST "http://localhost:4100/transaction" {
    headers { "Content-Type": "application/json", Accept: "text/html" }
    body {
      amount: session.amount
    }
  }
  -> end
}

var session.amount: number = 10
`,
  *run({ file, path }) {
    for (const { text, what, keys } of duplicates(file)) {
      for (const { key } of keys) {
        const related = keys
          .filter((other) => other.key !== key)
          .map((other) => ({
            path,
            start: other.key.start,
            end: other.key.end,
            message: `The same ${what} stands here.`,
          }));
        const message = `The ${what} ${inCode(writeName(text))} stands here ${TIMES[keys.length] ?? `${keys.length} times`}. Only one of the values would count.`;
        yield { path, start: key.start, end: key.end, message, related };
      }
    }
  },
  fixes({ file, path }, finding) {
    // Without one of its marks a phrase says something else.
    const entries = duplicates(file).flatMap(({ what, keys }) => (what === "mark" ? [] : keys));
    const entry = entries.find(({ key }) => key.start === finding.start);
    if (entry === undefined) return [];
    const edit = { path, ...entrySpan(file.source.parsed.text, entry), text: "" };
    return [{ title: "Remove this entry", kind: "quickfix", preferred: false, edits: [edit] }];
  },
};

const TIMES: readonly (string | undefined)[] = [undefined, undefined, "twice"];

interface Entry extends Span {
  readonly key: ast.Name | ast.StringLiteral;
}

interface Duplicate {
  readonly text: string;
  /** In the words of the author. */
  readonly what: "key" | "member" | "mark";
  /** In the order of the file; two at least. */
  readonly keys: readonly Entry[];
}

const known = new WeakMap<FileIndex, readonly Duplicate[]>();

function duplicates(file: FileIndex): readonly Duplicate[] {
  const before = known.get(file);
  if (before !== undefined) return before;
  const headers = new Set(nodesOf(file, "Headers").map(({ object }) => object));
  const found = [
    ...nodesOf(file, "Object").flatMap((object) => among("key", object.entries, headers.has(object))),
    ...nodesOf(file, "ObjectType").flatMap(({ members }) => among("key", members.map(named))),
    ...file.symbols.flatMap(amongNames),
  ];
  known.set(file, found);
  return found;
}

/** The members of an entity, the marks of a phrase. */
function amongNames(symbol: ProjectSymbol): readonly Duplicate[] {
  if (symbol.kind === "entity") return among("member", symbol.node.members.map(named));
  if (symbol.kind !== "intent") return [];
  const phrases = symbol.node.groups.flatMap((group) => group.phrases);
  return phrases.flatMap(({ parts }) => among("mark", parts.flatMap(marked)));
}

function named({ start, end, name }: Span & { readonly name: ast.Name }): Entry {
  return { start, end, key: name };
}

function marked(part: ast.Phrase["parts"][number]): readonly Entry[] {
  return part.kind === "PhraseMark" && part.name !== undefined
    ? [{ start: part.start, end: part.end, key: part.name }]
    : [];
}

function among(what: Duplicate["what"], entries: readonly Entry[], ignoreCase = false): readonly Duplicate[] {
  if (entries.length < 2) return [];
  const byText = Map.groupBy(entries, ({ key }) => {
    const text = key.kind === "Name" ? key.text : constantText(key);
    return ignoreCase ? text?.toLowerCase() : text;
  });
  return [...byText].flatMap(([text, keys]) => (text === undefined || keys.length < 2 ? [] : [{ text, what, keys }]));
}

/** The entry with the comma that belongs to it: the one behind it, else the one before it. */
function entrySpan(text: string, { start, end }: Span): Span {
  const behind = /^[ \t]*,/.exec(text.slice(end))?.[0].length;
  if (behind !== undefined) return wholeLines(text, { start, end: end + behind });
  const before = /,[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return wholeLines(text, { start: start - before, end });
}
