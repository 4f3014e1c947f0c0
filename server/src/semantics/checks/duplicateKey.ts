import type * as ast from "../../language/ast.ts";
import { writeName } from "../../language/names.ts";
import type { Span } from "../../language/spans.ts";
import type { FileIndex } from "../fileIndex.ts";
import { wholeLines } from "../fixes/layout.ts";
import { inCode } from "../inCode.ts";
import { constantText } from "../nameSpans.ts";
import { nodesOf } from "../nodesOf.ts";
import type { Check } from "./check.ts";

export const duplicateKey: Check = {
  code: "duplicate-key",
  severity: "error",
  summary: "An object has the same key twice.",
  documentation: `
Only one of the two values would count, and a reader could not tell which. Take one of them away or give it another key.
A key in quotes and the same one without are the same. The names of headers are compared without regard to capitals. In
the type of an object the same holds for its members.
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
    for (const { text, keys } of duplicates(file)) {
      for (const { key } of keys) {
        const related = keys
          .filter((other) => other.key !== key)
          .map((other) => ({ path, start: other.key.start, end: other.key.end, message: "The same key stands here." }));
        const message = `The key ${inCode(writeName(text))} stands here ${TIMES[keys.length] ?? `${keys.length} times`}. Only one of the values would count.`;
        yield { path, start: key.start, end: key.end, message, related };
      }
    }
  },
  fixes({ file, path }, finding) {
    const entries = duplicates(file).flatMap(({ keys }) => keys);
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
  /** In the order of the file; two at least. */
  readonly keys: readonly Entry[];
}

const known = new WeakMap<FileIndex, readonly Duplicate[]>();

function duplicates(file: FileIndex): readonly Duplicate[] {
  const before = known.get(file);
  if (before !== undefined) return before;
  const headers = new Set(nodesOf(file, "Headers").map(({ object }) => object));
  const found = [
    ...nodesOf(file, "Object").flatMap((object) => among(object.entries, headers.has(object))),
    ...nodesOf(file, "ObjectType").flatMap(({ members }) =>
      among(
        members.map((member) => ({ start: member.start, end: member.end, key: member.name })),
        false,
      ),
    ),
  ];
  known.set(file, found);
  return found;
}

function among(entries: readonly Entry[], ignoreCase: boolean): readonly Duplicate[] {
  if (entries.length < 2) return [];
  const byText = Map.groupBy(entries, ({ key }) => {
    const text = key.kind === "Name" ? key.text : constantText(key);
    return ignoreCase ? text?.toLowerCase() : text;
  });
  return [...byText].flatMap(([text, keys]) => (text === undefined || keys.length < 2 ? [] : [{ text, keys }]));
}

/** The entry with the comma that belongs to it: the one behind it, else the one before it. */
function entrySpan(text: string, { start, end }: Span): Span {
  const behind = /^[ \t]*,/.exec(text.slice(end))?.[0].length;
  if (behind !== undefined) return wholeLines(text, { start, end: end + behind });
  const before = /,[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return wholeLines(text, { start: start - before, end });
}
