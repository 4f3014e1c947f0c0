import type * as ast from "../../language/ast.ts";
import { headOf } from "../apiStepHead.ts";
import { botLanguages, serviceItems } from "../botItems.ts";
import { descendants } from "../descendants.ts";
import { appendItem } from "../fixes/appendItem.ts";
import type { FixEdit } from "../fixes/fix.ts";
import { variablePath } from "../variables.ts";
import type { Check } from "./check.ts";

export const languageNotSent: Check = {
  code: "language-not-sent",
  severity: "hint",
  summary: "The bot speaks several languages, but the backend is not told which one the user speaks.",
  documentation: `
What the backend answers may be said to the user: messages, names, dates. Send \`user.language\` with the request, in a
header, in the query, in the address or in the body; \`session.locale\` is the same. What the service sends with every request
counts as well.
`,
  example: `
bot shop {
  languages en, nl
  start news
  fallback news
  failure news
}

state news {
  <|language-not-sent|>api GET "https://shop.example/news"</>
  -> end
}
`,
  fixed: `
bot shop {
  languages en, nl
  start news
  fallback news
  failure news
}

state news {
  api GET "https://shop.example/news" {
    headers { "Accept-Language": user.language }
  }
  -> end
}
`,
  only: ["Api"],
  *run({ index, file, path }) {
    if (new Set(botLanguages(index)).size < 2) return;
    for (const step of file.apiSteps) {
      if (step.url === undefined || sendsLanguage(step.url) || step.items.some(sendsLanguage)) continue;
      if (serviceItems(index, step).some(sendsLanguage)) continue;
      const message = "The bot speaks several languages, but this request does not say which one the user speaks.";
      yield { path, ...headOf(step), message };
    }
  },
  fixes({ file, path }, finding) {
    const step = file.apiSteps.find(({ start }) => start === finding.start);
    if (step === undefined) return [];
    const edits = [{ path, ...headerEdit(file.source.parsed.text, step) }];
    return [{ title: "Send `user.language` as a header", kind: "quickfix", preferred: true, edits }];
  },
};

/** True for a part of a request in which the language of the user stands. */
function sendsLanguage(part: ast.Expr | ast.ApiItem | ast.ServiceItem): boolean {
  if (part.kind === "OnOutcome") return false;
  for (const node of descendants(part)) if (node.kind === "Path" && isLanguage(node)) return true;
  return false;
}

function isLanguage(path: ast.Path): boolean {
  const { scope, names } = variablePath(path);
  if (scope === "user") return names.length === 0 || names[0] === "language";
  return scope === "session" && (names.length === 0 || names[0] === "locale");
}

function headerEdit(text: string, step: ast.Api): Omit<FixEdit, "path"> {
  const header = '"Accept-Language": user.language';
  const { start, end, items } = step;
  const object = items.find((item) => item.kind === "Headers")?.object;
  const last = object?.entries.at(-1);
  if (object !== undefined && last !== undefined) return { start: last.end, end: last.end, text: `, ${header}` };
  if (object !== undefined) return { start: object.start + 1, end: object.start + 1, text: ` ${header} ` };
  const owner = { start, end, headEnd: headOf(step).end, lastItem: items.at(-1) };
  return appendItem(text, owner, [`headers { ${header} }`]);
}
