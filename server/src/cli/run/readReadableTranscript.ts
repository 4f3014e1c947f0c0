import { readInput } from "../../debug/inputs.ts";
import type { UserInput } from "../../runtime/events.ts";
import type { RecordedAnswer, Recording } from "../../runtime/replay/recording.ts";
import { UsageError } from "../usageError.ts";
import { blanks } from "./readableTranscript.ts";
import { readRecordedAnswer } from "./recordedAnswer.ts";
import { headerSchema, type TranscriptHeader } from "./transcriptHeader.ts";

/** Reads a transcript as people read it; throws a `UsageError` that names the line where it cannot. */
export function readReadable(
  text: string,
  path: string,
): { readonly header: TranscriptHeader; readonly recording: Recording } {
  const lines = text.split(/\r?\n/);
  const blank = lines.indexOf("");
  const header = readHeader(lines.slice(1, blank < 0 ? lines.length : blank), path);
  const inputs: { at: number; input: UserInput }[] = [];
  const answers: RecordedAnswer[] = [];
  const waits: (number | null)[] = [];
  for (const { at, first, more, place } of entriesOf(lines, header.now, path)) {
    const [, kind = "", rest = ""] = /^(user|tap|event|attachment|silence): (.*)$/s.exec(first) ?? [];
    const waited = /^waited (\S+) ms$/.exec(first)?.[1];
    if (kind !== "") inputs.push({ at, input: inputOf(kind, rest, place) });
    else if (first.startsWith("← ")) answers.push(answerOf(at, first, more, place));
    else if (first === "waits") waits.push(null);
    else if (waited !== undefined) waits[waits.length - 1] = numberOf(waited, place);
  }
  return { header, recording: { inputs, answers, waits } };
}

function readHeader(lines: readonly string[], path: string): TranscriptHeader {
  const members = lines.map((line, index) => {
    const [, name, json = ""] = /^([a-z]+): (.*)$/.exec(line) ?? [];
    return [name ?? "", parsed(json, `${path}:${index + 2}`)] as const;
  });
  const given = Object.fromEntries(members);
  const header = headerSchema.safeParse({ ...given, transcript: 1, now: Date.parse(String(given["now"])) });
  if (!header.success) throw new UsageError(`${path} does not say at its top how the conversation was begun.`);
  return header.data;
}

interface Entry {
  readonly at: number;
  readonly first: string;
  readonly more: readonly string[];
  readonly place: string;
}

function entriesOf(lines: readonly string[], begin: number, path: string): readonly Entry[] {
  const entries: (Entry & { readonly more: string[] })[] = [];
  for (const [index, line] of lines.entries()) {
    const [, seconds, milliseconds, first] = /^ {0,9}(?:(\d+\.\d{3})|(\S+)ms) {2}(.*)$/s.exec(line) ?? [];
    const place = `${path}:${index + 1}`;
    if (first !== undefined) {
      const ms = seconds === undefined ? numberOf(milliseconds ?? "", place) : Number(seconds.replace(".", ""));
      entries.push({ at: begin + ms, first, more: [], place });
    } else if (line.startsWith(blanks)) entries.at(-1)?.more.push(line.slice(blanks.length));
  }
  return entries;
}

function inputOf(kind: string, rest: string, place: string): UserInput {
  const read = readInput(inputMembers(kind, rest, place));
  if (!read.ok) throw new UsageError(`${place} holds no input that can be replayed: ${read.message}`);
  return read.input;
}

function inputMembers(kind: string, rest: string, place: string): object {
  if (kind === "attachment") return { type: kind, data: parsed(rest, place) };
  if (kind === "silence") return { type: kind, ms: numberOf(rest.replace(/ ms$/, ""), place) };
  const { words, value } = wordsOf(rest, place);
  if (kind === "event") return { type: kind, name: words, ...(value === undefined ? {} : { data: value }) };
  return { type: kind === "user" ? "text" : kind, text: words, ...(value === undefined ? {} : { value }) };
}

/** Words, and the JSON value behind them. */
function wordsOf(rest: string, place: string): { readonly words: string; readonly value: unknown } {
  const quoted = rest.startsWith('"') ? (/^"(?:[^"\\]|\\.)*"/.exec(rest)?.[0] ?? rest) : undefined;
  const cut = quoted === undefined ? rest.indexOf(" = ") : rest.indexOf(" = ", quoted.length);
  const end = cut < 0 ? rest.length : cut;
  const words = quoted === undefined ? rest.slice(0, end) : String(parsed(quoted, place));
  return { words, value: cut < 0 ? undefined : parsed(rest.slice(cut + 3), place) };
}

const answerLine = /^← (?<status>\d+|-) (?<outcome>[a-z]+) in (?<ms>\S+) ms$/;

function answerOf(at: number, first: string, more: readonly string[], place: string): RecordedAnswer {
  const { status, outcome, ms } = answerLine.exec(first)?.groups ?? {};
  const parts = new Map<string, string>();
  let open = "";
  for (const line of more) {
    const [, name, json] = /^(headers|body|error|mock|recording|leftOut) (.*)$/s.exec(line) ?? [];
    open = name ?? open;
    parts.set(open, name === undefined ? `${parts.get(open) ?? ""}\n${line}` : (json ?? ""));
  }
  const members = [...parts].map(([name, json]) => [name, parsed(json, place)] as const);
  const answer = readRecordedAnswer({
    at,
    status: status === "-" ? null : Number(status),
    outcome,
    ms: Number(ms),
    headers: {},
    body: null,
    ...Object.fromEntries(members),
  });
  if (answer === undefined) throw new UsageError(`${place} holds no response that can be replayed.`);
  return answer;
}

function parsed(json: string, place: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError(`${place} cannot be read: JSON is expected, and this is none.`);
  }
}

function numberOf(text: string, place: string): number {
  const number = Number(text);
  if (text === "" || !Number.isFinite(number)) throw new UsageError(`${place} cannot be read: a number is expected.`);
  return number;
}
