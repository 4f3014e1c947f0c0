import { syntaxProblems } from "../syntaxProblems.ts";
import type { Check } from "./check.ts";

export const invalidDuration: Check = {
  code: "invalid-duration",
  severity: "error",
  summary: "A duration needs one number and one unit: `ms`, `s`, `m`, `h` or `d`.",
  documentation: `
A duration is one number and one unit without a blank between them: \`500ms\`, \`5s\`, \`30m\`, \`1.5h\`, \`7d\`. Words such as
\`5sec\` or \`2 minutes\` and sums such as \`1h30m\` are none; write \`90m\` instead.
`,
  example: `
state start {
  say "One moment."
  wait <|invalid-duration|>5sec</>
  -> end
}
`,
  fixed: `
state start {
  say "One moment."
  wait 5s
  -> end
}
`,
  only: ["problem"],
  run: ({ file }) => syntaxProblems(file, "invalid-duration"),
};
