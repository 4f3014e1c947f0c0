import { closeSync, openSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { readInput } from "../../debug/inputs.ts";
import type { RunEvent, UserInput } from "../../runtime/events.ts";
import type { RecordedAnswer, Recording } from "../../runtime/replay/recording.ts";
import { UsageError } from "../usageError.ts";
import { printHeader, readableTitle, TranscriptWriter } from "./readableTranscript.ts";
import { readReadable } from "./readReadableTranscript.ts";
import { readRecordedAnswer } from "./recordedAnswer.ts";
import { headerSchema, type TranscriptHeader } from "./transcriptHeader.ts";

/**
 * A transcript is a file that people read, or, where its name ends in `.json`, `.jsonl` or `.ndjson`, one of JSON lines: how
 * the conversation was begun, then its run events. `--replay` reads both, and the output of `run --json` too, which has
 * no first line of this kind.
 */
export interface Transcript {
  readonly header: TranscriptHeader | undefined;
  /** The clock at the first event. */
  readonly startedAt: number;
  readonly recording: Recording;
}

/** Opens a transcript for writing; each event is in the file as soon as it happened. */
export function writeTranscript(
  path: string,
  header: TranscriptHeader,
): { write(event: RunEvent): void; close(): void } {
  const file = openForWriting(path);
  const close = (): void => closeSync(file);
  if (/\.(json|jsonl|ndjson)$/i.test(path)) {
    const write = (line: object): void => void writeSync(file, `${JSON.stringify(line)}\n`);
    write(header);
    return { write, close };
  }
  let writer: TranscriptWriter | undefined;
  const write = (event: RunEvent): void => {
    // The clock on the wall has gone on since the header was made.
    const begun = { ...header, now: event.at };
    if (writer === undefined) writeSync(file, printHeader(begun));
    writer ??= new TranscriptWriter(begun);
    writeSync(file, writer.lines(event));
  };
  return { write, close };
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
  if (!text.startsWith(readableTitle)) return readLines(text, path);
  const { header, recording } = readReadable(text, path);
  return { header, recording, startedAt: header.now };
}

type Line = Readonly<Record<string, unknown>>;

/** A line of JSON and where it stands. */
interface Placed {
  readonly value: Line;
  readonly place: string;
}

function readLines(text: string, path: string): Transcript {
  const lines = text.split("\n").map((line, index) => ({ line, place: `${path}:${index + 1}` }));
  const values = lines
    .filter(({ line }) => line.trim() !== "")
    .map(({ line, place }) => ({ place, value: parseLine(line, place) }));
  const header = headerSchema.safeParse(values[0]?.value);
  const events = values.filter(({ value }) => typeof value["type"] === "string");
  return {
    header: header.success ? header.data : undefined,
    startedAt: atOf(events[0]) ?? header.data?.now ?? 0,
    recording: {
      inputs: events.filter(({ value }) => value["type"] === "input").map(recordedInput),
      answers: events.filter(({ value }) => value["type"] === "response").map(recordedAnswer),
      waits: events.flatMap((event, index) => {
        const isWait = event.value["type"] === "step" && event.value["kind"] === "wait";
        const next = atOf(events[index + 1]);
        return isWait ? [next === undefined ? null : next - (atOf(event) ?? next)] : [];
      }),
    },
  };
}

function parseLine(line: string, place: string): Line {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(line));
  } catch {
    throw new UsageError(`${place} is not a line of a transcript: each is one JSON object.`);
  }
}

function atOf(event: Placed | undefined): number | undefined {
  const at = event?.value["at"];
  return typeof at === "number" ? at : undefined;
}

function recordedInput(event: Placed): { readonly at: number; readonly input: UserInput } {
  const read = readInput(event.value["input"]);
  if (!read.ok) throw new UsageError(`${event.place} holds no input that can be replayed: ${read.message}`);
  return { at: atOf(event) ?? 0, input: read.input };
}

function recordedAnswer({ value, place }: Placed): RecordedAnswer {
  const answer = readRecordedAnswer(value);
  if (answer === undefined) throw new UsageError(`${place} holds no response that can be replayed.`);
  return answer;
}
