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
  run: ({ file }) => syntaxProblems(file, "syntax"),
};
