import type { FoundPlace } from "../finding.ts";
import type { FixEdit } from "../fixes/fix.ts";
import { wholeLines } from "../fixes/layout.ts";
import { inCode } from "../inCode.ts";
import type { Check, UnusedIgnore } from "./check.ts";

export const unusedIgnore: Check = {
  code: "unused-ignore",
  severity: "hint",
  summary: "A comment hides findings that are not there.",
  documentation: `
A comment \`// flowstate-ignore CODE: reason\` hides the findings of that code that begin on the next line, and on no
other. Several codes are written with commas between them. Once the line is put right, or was moved away, the comment
would only hide what comes later: take it away.
`,
  example: `
state start {
  say "How can I help?"
  <|unused-ignore|>// flowstate-ignore unknown-state: the colleagues write this flow</>
  -> menu
}

state menu {
  ask session.topic as text "What is it about?"
  -> end
}
`,
  fixed: `
state start {
  say "How can I help?"
  -> menu
}

state menu {
  ask session.topic as text "What is it about?"
  -> end
}
`,
  isOfIgnores: true,
  run: () => [],
  fixesAreSafe: true,
  fixes({ file, path, unusedIgnores }, finding) {
    const unused = unusedIgnores().find(({ ignore }) => ignore.start === finding.start);
    if (unused === undefined) return [];
    const { text } = file.source.parsed;
    const isAllOfIt = unused.codes.length === unused.ignore.codes.length;
    const names = unused.codes.map(({ code }) => inCode(code)).join(" and ");
    const title = isAllOfIt ? "Remove the comment" : `Take ${names} out of the comment`;
    // One that is half typed, or misspelt, is not to go by itself when the file is saved.
    const preferred = unused.codes.length > 0 && unused.codes.every(({ isKnown }) => isKnown);
    const edit = isAllOfIt ? { path, ...wholeLines(text, unused.ignore), text: "" } : listEdit(path, unused);
    return [{ title, kind: "quickfix", preferred, edits: [edit] }];
  },
};

/** What is said of comments that hide nothing. */
export function unusedIgnoreAt(path: string, unused: UnusedIgnore): FoundPlace {
  const { start, end } = unused.ignore;
  return { path, start, end, message: messageFor(unused), unnecessary: true };
}

function messageFor(unused: UnusedIgnore): string {
  const [first] = unused.codes;
  if (first === undefined) {
    return "This comment does not say which check it is for, so it hides nothing. Write `// flowstate-ignore CODE: reason`.";
  }
  if (unused.codes.length === 1 && !first.isKnown) {
    return `There is no check ${inCode(first.code)}, so this comment hides nothing.`;
  }
  return `There is no ${listed(unused)} on the next line, so this comment hides nothing.`;
}

function listed({ codes }: UnusedIgnore): string {
  return codes.map(({ code }) => inCode(code)).join(" and no ");
}

/** Leaves the codes that hide something. */
function listEdit(path: string, { ignore, codes }: UnusedIgnore): FixEdit {
  const start = ignore.codes[0]?.start ?? ignore.start;
  const end = ignore.codes.at(-1)?.end ?? ignore.end;
  const kept = ignore.codes.filter((one) => !codes.some(({ code }) => code === one.code));
  return { path, start, end, text: kept.map(({ code }) => code).join(", ") };
}
