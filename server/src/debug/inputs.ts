import * as z from "zod";
import type { UserInput, Value } from "../runtime/events.ts";
import { describeProblem } from "./argumentProblems.ts";

const value: z.ZodType<Value> = z.json();

const userInput = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("tap"), text: z.string(), value: value.optional() }),
  z.object({ type: z.literal("event"), name: z.string(), data: value.optional() }),
  z.object({ type: z.literal("attachment"), data: z.object({ type: z.string(), url: z.string(), name: z.string() }) }),
  z.object({ type: z.literal("silence"), ms: z.number().nonnegative() }),
]);

const TYPES: readonly unknown[] = ["text", "tap", "event", "attachment", "silence"];

/** Reads what a client sends as an input of the user; otherwise a sentence that says what is wrong with it. */
export function readInput(
  args: unknown,
): { readonly ok: true; readonly input: UserInput } | { readonly ok: false; readonly message: string } {
  const known = z.object({ type: z.unknown() }).safeParse(args);
  if (!known.success || !TYPES.includes(known.data.type)) {
    return { ok: false, message: "An input has the `type` text, tap, event, attachment or silence." };
  }
  const read = userInput.safeParse(args);
  return read.success
    ? { ok: true, input: withoutAbsent(read.data) }
    : { ok: false, message: describeProblem(read.error) };
}

/** An optional field that is not there is left out, not `undefined`. */
function withoutAbsent(input: z.infer<typeof userInput>): UserInput {
  switch (input.type) {
    case "tap":
      return input.value === undefined ? { type: "tap", text: input.text } : { ...input, value: input.value };
    case "event":
      return input.data === undefined ? { type: "event", name: input.name } : { ...input, data: input.data };
    default:
      return input;
  }
}
