import type { SyntaxProblem } from "../language/parse.ts";
import type { FileIndex } from "./fileIndex.ts";
import type { FoundPlace } from "./finding.ts";

/** What the parser found wrong, of one code. */
export function* syntaxProblems(file: FileIndex, code: SyntaxProblem["code"]): Generator<FoundPlace> {
  const { path, parsed } = file.source;
  for (const problem of parsed.problems) {
    if (problem.code !== code) continue;
    yield { path, start: problem.start, end: problem.end, message: problem.message };
  }
}

/** True where the span touches something that does not read: what is missing there may be half typed. */
export function isHalfTyped(file: FileIndex, span: { readonly start: number; readonly end: number }): boolean {
  const { problems } = file.source.parsed;
  if (problems.length === 0) return false;
  return problems.some(
    (problem) => problem.code === "syntax" && problem.start <= span.end && span.start <= problem.end,
  );
}
