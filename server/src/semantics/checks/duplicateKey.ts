import { writeName } from "../../language/names.ts";
import type { Span } from "../../language/spans.ts";
import { type DuplicateEntries, duplicateEntries } from "../duplicateEntries.ts";
import { wholeLines } from "../fixes/layout.ts";
import { inCode } from "../inCode.ts";
import { isHalfTyped } from "../syntaxProblems.ts";
import type { Check } from "./check.ts";

export const duplicateKey: Check = {
  code: "duplicate-key",
  severity: "error",
  summary: "Something stands twice of which only one counts, such as a key of an object.",
  documentation: `
Only one of the two values would count, and a reader could not tell which. Take one of them away or give it another key.
A key in quotes and the same one without are the same. The names of headers are compared without regard to capitals. In
the type of an object the same holds for its members, and so it does for the members of an entity, and for the marks of
a phrase: \`"from {city} to {city}"\` keeps one city, \`"from {start: city} to {goal: city}"\` both.

What can be said only once is looked at too: a language of a text or of the bot, a variable of a \`preset\`, a value of a
\`match\`, whose second arm would never run, and items such as \`start\`, \`base\`, \`body\`, \`timeout\`, \`invalid\` or \`on 404\`,
of which the first counts. A request has one body, so \`body\` and \`form\` exclude each other. Several \`headers\`, \`query\`,
\`session\`, \`nextDialogstate\` and \`check\` go together.
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
  only: [
    "Object",
    "ObjectType",
    "language",
    "Ask",
    "Match",
    "Api",
    "Entity",
    "Intent",
    "Bot",
    "Service",
    "Preset",
    "Mock",
  ],
  *run({ file, path }) {
    for (const { text, what, keys } of duplicateEntries(file)) {
      if (keys.some((entry) => isHalfTyped(file, withBlanks(file.source.parsed.text, entry)))) continue;
      for (const { key } of keys) {
        const related = keys
          .filter((other) => other.key !== key)
          .map((other) => ({
            path,
            start: other.key.start,
            end: other.key.end,
            message: `The same ${what} stands here.`,
          }));
        const message = `The ${what} ${inCode(sayName(what, text))} stands here ${TIMES[keys.length] ?? `${keys.length} times`}. ${what === "item" || what === "value" ? "Only the first counts." : "Only one of the values would count."}`;
        yield { path, start: key.start, end: key.end, message, related };
      }
    }
  },
  fixes({ file, path }, finding) {
    // Without one of its marks a phrase says something else, and an arm without its value is none.
    const removable = duplicateEntries(file).filter(({ what }) => what !== "mark" && what !== "value");
    const entries = removable.flatMap(({ keys }) => keys);
    const entry = entries.find(({ key }) => key.start === finding.start);
    if (entry === undefined) return [];
    const edit = { path, ...entrySpan(file.source.parsed.text, entry), text: "" };
    return [{ title: "Remove this entry", kind: "quickfix", preferred: false, edits: [edit] }];
  },
};

const TIMES: readonly (string | undefined)[] = [undefined, undefined, "twice"];

/** Words of the language and paths are written as they are. */
function sayName(what: DuplicateEntries["what"], text: string): string {
  return what === "item" || what === "variable" || what === "value" ? text : writeName(text);
}

/** What is missing from an entry is missed at the next word. */
function withBlanks(text: string, { start, end }: Span): Span {
  return { start, end: end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0) };
}

/** The entry with the comma that belongs to it: the one behind it, else the one before it. */
function entrySpan(text: string, { start, end }: Span): Span {
  const behind = /^[ \t]*,/.exec(text.slice(end))?.[0].length;
  if (behind !== undefined) return wholeLines(text, { start, end: end + behind });
  const before = /,[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return wholeLines(text, { start: start - before, end });
}
