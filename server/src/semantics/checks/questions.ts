import type { FoundPlace } from "../finding.ts";
import type { ProjectIndex } from "../projectIndex.ts";

/**
 * To find the nearest name takes a look at every name. Where more names than this are broken in one file, something was
 * renamed or is gone, and nobody reads a question behind each of them.
 */
const MOST_QUESTIONS = 100;

/** The findings of one file, with the questions behind their messages as long as there are not too many. */
export function withQuestions<F extends FoundPlace & { readonly code?: string }>(
  index: ProjectIndex,
  found: readonly F[],
): readonly Omit<F, "question">[] {
  const asked = new Map<string, number>();
  return found.map(({ question, ...rest }) => {
    if (question === undefined) return rest;
    const code = rest.code ?? "";
    const count = (asked.get(code) ?? 0) + 1;
    asked.set(code, count);
    return count > MOST_QUESTIONS ? rest : { ...rest, message: `${rest.message}${question(index.parts)}` };
  });
}
