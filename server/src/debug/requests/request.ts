import type * as z from "zod";
import { type Answer, refused } from "../answers.ts";
import { describeProblem } from "../argumentProblems.ts";
import type { Session } from "../session.ts";

/** Answers one request; `args` is as it came in. */
export type RequestHandler = (session: Session, args: unknown) => Answer | Promise<Answer>;

/** A handler whose arguments are read with a schema first: what does not fit is refused in words. */
export function request<T>(
  schema: z.ZodType<T>,
  run: (session: Session, args: T) => Answer | Promise<Answer>,
): RequestHandler {
  return (session, args) => {
    const read = schema.safeParse(args ?? {});
    return read.success ? run(session, read.data) : refused(describeProblem(read.error));
  };
}
