import type { FileIndex } from "../fileIndex.ts";
import type { Fix } from "../fixes/fix.ts";
import { nodesOf } from "../nodesOf.ts";
import { syntaxProblems } from "../syntaxProblems.ts";
import type { Check } from "./check.ts";

export const syntax: Check = {
  code: "syntax",
  severity: "error",
  summary: "The text does not follow the grammar of the language.",
  documentation: `
Something is missing, or stands where it does not fit. The message says what was expected there. What is never closed
is marked where it opens; a missing \`}\` is marked at the next declaration.

The rest of the file is read all the same: one slip of the pen gives one message, and completion, navigation and the
other checks go on. A conversation only runs once the file reads without such errors.
`,
  example: `
state start {
  say "Hello"
  -> <|syntax|>}</>
`,
  fixed: `
state start {
  say "Hello"
  -> end
}
`,
  only: ["problem"],
  run: ({ file }) => syntaxProblems(file, "syntax"),
  fixes: ({ file, path }, { start }) => addElse(file, path, start),
};

/** What the bot says where a `check` does not hold. */
function addElse(file: FileIndex, path: string, found: number): readonly Fix[] {
  const { text } = file.source.parsed;
  for (const ask of nodesOf(file, "Ask")) {
    for (const item of ask.items) {
      if (item.kind !== "Check" || item.condition === undefined || item.message !== undefined) continue;
      const { end } = item.condition;
      if (end > found || text.slice(end, found).trim() !== "") continue;
      const edits = [{ path, start: end, end, text: ' else "TODO"' }];
      return [{ title: 'Say something else: `else "TODO"`', kind: "quickfix", preferred: true, edits }];
    }
  }
  return [];
}
