import { closeSync, openSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { readInput } from "../../debug/inputs.ts";
import { fromOutside } from "../../expressions/fromOutside.ts";
import type { Value } from "../../expressions/values.ts";
import type { RunEvent, UserInput } from "../../runtime/events.ts";
import { UsageError } from "../usageError.ts";

/**
 * A transcript is a file of JSON lines: how the conversation was begun, then its run events. `--replay` reads it, and
 * the output of `run --json` too, which has no first line of this kind.
 */
const headerSchema = z.object({
  transcript: z.literal(1),
  seed: z.number(),
  now: z.number(),
  start: z.string().optional(),
  presets: z.array(z.string()),
  language: z.string().optional(),
  user: z.string(),
  conversation: z.string(),
});

/** How a recorded conversation was begun. */
export type TranscriptHeader = z.infer<typeof headerSchema>;

const responseSchema = z.object({
  type: z.literal("response"),
  at: z.number(),
  status: z.number().nullable(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
  ms: z.number(),
  outcome: z.enum(["success", "failure", "timeout", "invalid"]),
  error: z.string().optional(),
});

/** An API answer as it was recorded, its secrets masked. */
export type RecordedAnswer = Omit<z.infer<typeof responseSchema>, "type" | "body"> & { readonly body: Value };

export interface Transcript {
  readonly header: TranscriptHeader | undefined;
  /** The clock at the first event. */
  readonly startedAt: number;
  readonly inputs: readonly { readonly at: number; readonly input: UserInput }[];
  readonly answers: readonly RecordedAnswer[];
}

/** Opens a transcript for writing; each event is in the file as soon as it happened. */
export function writeTranscript(
  path: string,
  header: TranscriptHeader,
): { write(event: RunEvent): void; close(): void } {
  const file = openForWriting(path);
  const write = (line: object): void => void writeSync(file, `${JSON.stringify(line)}\n`);
  write(header);
  return { write, close: () => closeSync(file) };
}

function openForWriting(path: string): number {
  try {
    return openSync(path, "w");
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Reads a transcript; throws a `UsageError` that names the line where it cannot. */
export async function readTranscript(path: string): Promise<Transcript> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new UsageError(`${path} does not exist or cannot be read.`);
  });
  const lines = text.split("\n").map((line, index) => ({ line, place: `${path}:${index + 1}` }));
  const values = lines
    .filter(({ line }) => line.trim() !== "")
    .map(({ line, place }) => ({ place, value: parseLine(line, place) }));
  const header = headerSchema.safeParse(values[0]?.value);
  const events = values.filter(({ value }) => typeof value["type"] === "string");
  const first = events[0]?.value["at"];
  return {
    header: header.success ? header.data : undefined,
    startedAt: typeof first === "number" ? first : (header.data?.now ?? 0),
    inputs: events
      .filter(({ value }) => value["type"] === "input")
      .map(({ value, place }) => recordedInput(value, place)),
    answers: events.filter(({ value }) => value["type"] === "response").map(({ value, place }) => answer(value, place)),
  };
}

type Line = Readonly<Record<string, unknown>>;

function parseLine(line: string, place: string): Line {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(line));
  } catch {
    throw new UsageError(`${place} is not a line of a transcript: each is one JSON object.`);
  }
}

function recordedInput(value: Line, place: string): { readonly at: number; readonly input: UserInput } {
  const read = readInput(value["input"]);
  if (!read.ok) throw new UsageError(`${place} holds no input that can be replayed: ${read.message}`);
  return { at: typeof value["at"] === "number" ? value["at"] : 0, input: read.input };
}

function answer(value: Line, place: string): RecordedAnswer {
  const read = responseSchema.safeParse(value);
  if (!read.success) throw new UsageError(`${place} holds no response that can be replayed.`);
  return { ...read.data, body: fromOutside(read.data.body) };
}
