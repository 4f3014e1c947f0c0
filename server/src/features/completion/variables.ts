import { writeName } from "../../language/names.ts";
import type { Span } from "../../language/spans.ts";
import { type Variable, variablesInScope } from "../../semantics/variablesInScope.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import type { Completion } from "./item.ts";

const readOnlyScopes: ReadonlySet<string> = new Set(["event", "conversation", "secret"]);

/** Words that mean something else at the beginning of a path. */
const notAlone: ReadonlySet<string> = new Set(
  "bot user session temp event conversation secret state true false null not value".split(" "),
);

/** The scopes, those that authors use most first. */
const scopeOrder: readonly string[] = ["session", "temp", "user", "bot", "event", "conversation", "secret"];

/**
 * The variables of the project by their full path, its own before what the runner gives; those of the session without `session.` where the author has begun
 * to write one so. For a place that is written, only what a flow may write.
 */
export function completeVariables(
  { project, path }: FileView,
  { replace, typed, isWritten }: { readonly replace: Span; readonly typed: string; readonly isWritten: boolean },
): readonly Completion[] {
  return variablesInScope(project.index)
    .filter((variable) => variable.names.length > 0 && !(isWritten && isReadOnly(variable)))
    .filter((variable) => !isBeingWritten(variable, path, replace))
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .map((variable) => {
      const text = writtenPath(variable, typed);
      const { type: detail, documentation, key } = variable;
      const signature = detail === undefined ? undefined : `: ${detail}`;
      const commit = isWritten ? [] : [")", "]", ","];
      return { label: text, kind: "variable", detail, documentation, replace, text, signature, key, commit };
    });
}

/** What stands at the cursor and nowhere else is what the author is typing just now. */
function isBeingWritten({ writers }: Variable, path: string, { start, end }: Span): boolean {
  return writers.length > 0 && writers.every((at) => at.path === path && at.start < end && start < at.end);
}

function rankOf({ scope, writers }: Variable): number {
  return scopeOrder.indexOf(scope) + (writers.length === 0 ? scopeOrder.length : 0);
}

function isReadOnly({ scope, names }: Variable): boolean {
  return readOnlyScopes.has(scope) || (scope === "user" && names.join(".") === "id");
}

function writtenPath({ scope, names }: Variable, typed: string): string {
  const short = names.map(writeName).join(".");
  const startsShort = typed !== "" && short.toLowerCase().startsWith(typed.toLowerCase());
  const isPlain = !notAlone.has(names[0] ?? "");
  return scope === "session" && startsShort && isPlain ? short : `${scope}.${short}`;
}
