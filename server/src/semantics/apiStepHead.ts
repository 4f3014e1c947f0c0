import type * as ast from "../language/ast.ts";
import type { Span } from "../language/spans.ts";

/** The head of an API step: from `api` to the end of the URL. */
export function headOf(step: ast.Api): Span {
  return { start: step.start, end: (step.url ?? step.method ?? step.service)?.end ?? step.start + "api".length };
}
