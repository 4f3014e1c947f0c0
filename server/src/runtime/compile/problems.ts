import { functions } from "../../expressions/functions.ts";
import type { Span } from "../../language/spans.ts";
import type { Finding } from "../../semantics/finding.ts";
import type { ProjectIndex } from "../../semantics/projectIndex.ts";
import type { Reference } from "../../semantics/references.ts";
import { SYSTEM_ENTITIES } from "../../semantics/systemEntities.ts";

/** An error that keeps a program from running. */
function refusal(code: string, path: string, span: Span, message: string): Finding {
  return { code, severity: "error", path, start: span.start, end: span.end, message, related: [] };
}

/** Syntax errors and names that nothing declares: what keeps a project from running. Tests and comparisons do not. */
export function problemsOf(index: ProjectIndex): readonly Finding[] {
  const problems: Finding[] = [];
  for (const { path, parsed } of index.files.values()) {
    for (const problem of parsed.problems) problems.push(refusal(problem.code, path, problem, problem.message));
    const tests = parsed.tree.declarations.filter((declaration) => declaration.kind === "Test");
    for (const reference of index.file(path)?.references ?? []) {
      const isInTest = tests.some((test) => test.start <= reference.span.start && reference.span.end <= test.end);
      const problem = isInTest ? undefined : unresolved(index, reference);
      if (problem !== undefined) problems.push(refusal(problem.code, path, reference.span, problem.message));
    }
  }
  return problems;
}

function unresolved(index: ProjectIndex, reference: Reference): { code: string; message: string } | undefined {
  const { name } = reference;
  const isDeclared = index.symbols(reference.key).length > 0;
  switch (reference.kind) {
    case "state":
      if (isDeclared) return undefined;
      return { code: "unknown-state", message: `There is no state \`${name}\` in flow \`${reference.flow}\`.` };
    case "intent":
      if (isDeclared || reference.place === "compared") return undefined;
      return { code: "unknown-intent", message: `There is no intent \`${name}\` in this project.` };
    case "entity":
      if (isDeclared || reference.place === "mark" || SYSTEM_ENTITIES.has(name)) return undefined;
      return { code: "unknown-entity", message: `There is no type and no entity \`${name}\` in this project.` };
    case "service":
      return isDeclared
        ? undefined
        : { code: "unknown-service", message: `There is no service \`${name}\` in this project.` };
    case "function":
      return functions.has(name)
        ? undefined
        : { code: "unknown-function", message: `There is no function \`${name}\`.` };
    default:
      return undefined;
  }
}
