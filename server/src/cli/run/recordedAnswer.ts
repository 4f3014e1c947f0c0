import { z } from "zod";
import { fromOutside } from "../../expressions/fromOutside.ts";
import type { RecordedAnswer } from "../../runtime/replay/recording.ts";

const schema = z.object({
  at: z.number(),
  status: z.number().nullable(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
  ms: z.number(),
  outcome: z.enum(["success", "failure", "timeout", "invalid"]),
  error: z.string().optional(),
  mock: z.string().optional(),
  recording: z.string().optional(),
  leftOut: z.array(z.string()).optional(),
});

/** An API answer as it was recorded, its secrets masked; `undefined` where it is none. */
export function readRecordedAnswer(value: unknown): RecordedAnswer | undefined {
  const read = schema.safeParse(value);
  if (!read.success) return undefined;
  const { body, error, mock, recording, leftOut, ...rest } = read.data;
  return {
    ...rest,
    body: fromOutside(body),
    ...(error === undefined ? {} : { error }),
    ...(mock === undefined ? {} : { mock }),
    ...(recording === undefined ? {} : { recording }),
    ...(leftOut === undefined ? {} : { leftOut }),
  };
}
