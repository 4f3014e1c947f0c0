import type * as z from "zod";

/** The first thing that does not fit, with the argument it stands in, as one sentence. */
export function describeProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return "The arguments do not fit.";
  const path = issue.path.map(String).join(".");
  return path === "" ? `The arguments do not fit: ${issue.message}.` : `\`${path}\` does not fit: ${issue.message}.`;
}
