import * as z from "zod";
import { refused } from "../answers.ts";
import { readInput } from "../inputs.ts";
import type {
  ConsentArguments,
  RecordingsArguments,
  ReplayArguments,
  RewindArguments,
  SecretArguments,
} from "../protocol.ts";
import { request } from "./request.ts";

export const input = request(z.unknown(), (session, args) => {
  const read = readInput(args);
  return read.ok ? session.input(read.input) : refused(read.message);
});

export const restartConversation = request(z.unknown(), (session) => session.restartConversation());

const consentArguments: z.ZodType<ConsentArguments> = z.object({ host: z.string().min(1), allow: z.boolean() });

export const consent = request(consentArguments, (session, args) => session.consent(args.host, args.allow));

const secretArguments: z.ZodType<SecretArguments> = z.object({ name: z.string().min(1), value: z.string().nullable() });

export const secret = request(secretArguments, (session, args) => session.secret(args.name, args.value));

const rewindArguments: z.ZodType<RewindArguments> = z.object({ turn: z.int().nonnegative() });

export const rewind = request(rewindArguments, (session, { turn }) => session.rewind(turn));

const authoredAnswer = {
  status: z.int().min(100).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.json().optional(),
  fault: z.enum(["timeout", "reset", "malformed", "empty"]).optional(),
  mock: z.string().min(1).optional(),
  recording: z.string().min(1).optional(),
  delay: z.number().nonnegative().optional(),
};

export const answer = request(z.object({ id: z.string().optional(), ...authoredAnswer }), (session, args) =>
  session.answer(withoutAbsent(args)),
);

export const mocks = request(
  z.object({
    mocks: z.union([z.enum(["off", "on"]), z.array(z.string())]).optional(),
    step: z.object({ file: z.string(), line: z.int().nonnegative() }).optional(),
    answer: z.object(authoredAnswer).nullable().optional(),
  }),
  (session, args) => session.mocks(withoutAbsent({ ...args, answer: args.answer && withoutAbsent(args.answer) })),
);

const recordingsArguments: z.ZodType<{ [K in keyof RecordingsArguments]?: RecordingsArguments[K] | undefined }> =
  z.object({ mode: z.enum(["off", "replay", "keep"]).optional() });

export const recordings = request(recordingsArguments, (session, { mode }) => session.recordings(mode));

const replayArguments: z.ZodType<ReplayArguments> = z.object({ id: z.string().min(1) });

export const replay = request(replayArguments, (session, { id }) => session.replay(id));

export const saveTest = request(
  z.object({ name: z.string().optional(), file: z.string().min(1).optional() }),
  (session, args) => session.saveTest(withoutAbsent(args)),
);

export const reload = request(z.unknown(), (session) => session.reload());

/** The same without the members that are `undefined`: they were not given. */
function withoutAbsent<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}

export const memory = request(z.unknown(), (session) => session.memory());
