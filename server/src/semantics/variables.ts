/** Which variable a path means: its scope and the names that are known before it runs (section "Memory"). */
import type { Path } from "../language/ast.ts";
import { writeName } from "../language/names.ts";
import type { Span } from "../language/spans.ts";
import { constantText, nameAlone, textAlone } from "./nameSpans.ts";
import type { VariableScope } from "./references.ts";

const SCOPES: ReadonlyMap<string, VariableScope> = new Map(
  (["bot", "user", "session", "temp", "event", "conversation", "secret"] as const).map((scope) => [scope, scope]),
);

export interface VariablePath {
  readonly scope: VariableScope;
  /** The names after the scope, up to the first index that is a number or known only at run time. */
  readonly names: readonly string[];
  /** The last of these names as it stands in the file; of a scope alone the scope. */
  readonly nameAlone: Span;
}

/** The variable of a path; a first word that is no scope is a name in `session`. */
export function variablePath(path: Path): VariablePath {
  const scope = SCOPES.get(path.root.text);
  const names: string[] = scope === undefined ? [path.root.text] : [];
  let last = nameAlone(path.root);
  for (const segment of path.segments) {
    if (segment.kind === "Name") {
      names.push(segment.text);
      last = nameAlone(segment);
      continue;
    }
    const text = segment.index?.kind === "String" ? constantText(segment.index) : undefined;
    if (segment.index?.kind !== "String" || text === undefined) break;
    names.push(text);
    last = textAlone(segment.index);
  }
  return { scope: scope ?? "session", names, nameAlone: last };
}

/** For example `variable:session.account.limit`. */
export function variableKey(scope: VariableScope, names: readonly string[]): string {
  return `variable:${[scope, ...names.map(writeName)].join(".")}`;
}
