import { removal } from "../fixes/removal.ts";
import { isGiven } from "../givenVariables.ts";
import { inCode } from "../inCode.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import type { ProjectSymbol } from "../symbols.ts";
import { variableKey, variablePath } from "../variables.ts";
import type { Check } from "./check.ts";

export const unusedVariable: Check = {
  code: "unused-variable",
  severity: "hint",
  summary: "A `var` is read nowhere and written nowhere else.",
  documentation: `
Nothing would be missing without it. Reads and writes of the whole project count, those of tests, mocks and presets too,
and so does reading or writing what the variable stands in, or what is stored in it.
`,
  example: `
var <|unused-variable|>session.nickname</>: text = "you"

state start {
  say "Hello!"
  -> end
}
`,
  fixed: `
var session.nickname: text = "you"

state start {
  say "Hello, {session.nickname}!"
  -> end
}
`,
  only: ["Var"],
  *run({ index, file, path }) {
    for (const symbol of file.symbols) {
      if (!isUnused(index, symbol)) continue;
      const message = `${inCode(symbol.name)} is read nowhere and written nowhere else.`;
      yield { path, ...symbol.nameSpan, message, unnecessary: true };
    }
  },
  fixes({ index, file, path }, finding) {
    const symbol = file.symbols.find(({ nameSpan }) => nameSpan.start === finding.start);
    if (symbol === undefined || !isUnused(index, symbol)) return [];
    const edits = [{ path, ...removal(file.source.parsed.text, symbol.span), text: "" }];
    return [{ title: `Take ${inCode(`var ${symbol.name}`)} away`, kind: "quickfix", preferred: true, edits }];
  },
};

function isUnused(index: ProjectIndex, symbol: ProjectSymbol): boolean {
  if (symbol.kind !== "variable" || symbol.node.path === undefined) return false;
  const { scope, names } = variablePath(symbol.node.path);
  if (isGiven(scope, names)) return false;
  for (let length = 0; length <= names.length; length++) {
    const key = variableKey(scope, names.slice(0, length));
    for (const _ of index.readsOf(key)) return false;
    for (const { node } of index.writesOf(key)) if (node !== symbol.node.path) return false;
  }
  for (const _ of index.readsBelow(symbol.key)) return false;
  for (const _ of index.writesBelow(symbol.key)) return false;
  return true;
}
