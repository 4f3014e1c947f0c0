/**
 * Reads a file again after edits, as far as they concern it.
 *
 * An edit concerns the parts that it touches and those that looked at what it touches to know where they end. They are
 * read again from the text alone, up to a part that was known and that the reading reaches at its very beginning: from
 * there on nothing can be different. Where what is read has to know more of what follows, more is read, at worst all.
 */
import { beginsLine, type FilePart, type ParsedPart, type TextChange } from "./fileParts.ts";
import { partIndexAt } from "./nearby.ts";
import { parse } from "./parse.ts";
import { fileOfParts, type ParsedFile } from "./parsedFile.ts";
import { readParts } from "./readParts.ts";
import { keepShared } from "./sharedParts.ts";

/** More edits than these are taken as one: what differs between the texts. */
export const mostEdits = 32;

/**
 * The file after edits, which apply one after the other: the same as if it were parsed anew, but parts that no edit
 * concerns are the same values as before. `text` is the text after them, where somebody has it already.
 */
export function reparse(before: ParsedFile, edits: readonly TextChange[], text?: string): ParsedFile {
  const [first] = edits;
  if (first === undefined) return before;
  if (edits.length > mostEdits) {
    const now = text ?? edits.reduce(applyChange, before.text);
    return afterEdit(before, changeBetween(before.text, now), now);
  }
  if (edits.length === 1) return afterEdit(before, first, text ?? applyChange(before.text, first));
  return edits.reduce((file, edit) => afterEdit(file, edit, applyChange(file.text, edit)), before);
}

/** The text after an edit. */
export function applyChange(text: string, { start, end, text: inserted }: TextChange): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

/** The one edit that makes one text of another. */
export function changeBetween(before: string, now: string): TextChange {
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === now.charCodeAt(start)) start++;
  let same = 0;
  while (same < most - start && before.charCodeAt(before.length - 1 - same) === now.charCodeAt(now.length - 1 - same)) {
    same++;
  }
  return { start, end: before.length - same, text: now.slice(start, now.length - same) };
}

function afterEdit(before: ParsedFile, edit: TextChange, text: string): ParsedFile {
  if (edit.start === edit.end && edit.text === "") return before;
  const { parts } = before;
  const first = firstConcerned(before, edit.start);
  const last = partIndexAt(parts, edit.end);
  const wasSound = parts.slice(first, last + 1).every(({ parsed }) => parsed.sound);
  for (let more = wasSound ? fewestTokens : tokensAfterMistake; ; more *= 16) {
    const until = behindTokens(before, last + 1, more);
    const now = readAgain(before, text, { first, last, until });
    if (now !== undefined) return fileOfParts(text, now);
    if (until === parts.length) return parseSharing(before, text);
  }
}

/** Indexes of parts: those from `first` to `last` have to be read again, those before `until` may be. */
interface Window {
  readonly first: number;
  readonly last: number;
  readonly until: number;
}

function readAgain(before: ParsedFile, text: string, { first, last, until }: Window): FilePart[] | undefined {
  const { parts } = before;
  const by = text.length - before.text.length;
  const from = parts[first]?.start ?? 0;
  const behind = parts[until];
  const known = (start: number): number => indexOfStart(parts, last + 1, start + from - by);
  const read = readParts({
    text: sliceOf(text, from, behind === undefined ? text.length : behind.start + by),
    leads: first === 0,
    ends: behind === undefined,
    isKnown: (start) => known(start) >= 0 && beginsLine(text, start + from),
  });
  if (read === undefined) return undefined;
  const rest = read.until + from === text.length ? parts.length : known(read.until);
  const now = parts.slice(0, first);
  for (const part of keepingSame(parts.slice(first, rest), read.parts)) now.push(moved(part, from));
  for (let i = rest; i < parts.length; i++) {
    const part = parts[i];
    if (part !== undefined) now.push(moved(part, by));
  }
  keepShared(parts, now, { head: first, tail: parts.length - rest });
  return now;
}

function parseSharing(before: ParsedFile, text: string): ParsedFile {
  return fileOfParts(text, keepingSame(before.parts, parse(text).parts));
}

function moved(part: FilePart, by: number): FilePart {
  return by === 0 ? part : { start: part.start + by, parsed: part.parsed, reach: part.reach };
}

/** So many tokens behind the last part that is concerned are read with it, and more where they are too few. */
const fewestTokens = 8;
const tokensAfterMistake = 80;

/** The first part that looked at the offset, or one before it that begins a line. */
function firstConcerned({ parts, text }: ParsedFile, offset: number): number {
  let first = Math.max(
    0,
    parts.findIndex(({ start, reach }) => start + reach >= offset),
  );
  while (first > 0 && !beginsLine(text, parts[first]?.start ?? 0)) first--;
  return first;
}

/** The index of the part that begins at the offset, at or behind another index; else -1. */
function indexOfStart(parts: readonly FilePart[], from: number, offset: number): number {
  const found = partIndexAt(parts, offset);
  return found >= from && parts[found]?.start === offset ? found : -1;
}

/** The index of the part behind so many tokens that begins a line. */
function behindTokens({ parts, text }: ParsedFile, from: number, count: number): number {
  let at = from;
  for (let seen = 0; at < parts.length; at++) {
    const part = parts[at];
    if (part === undefined || (seen >= count && beginsLine(text, part.start))) break;
    seen += part.parsed.tokens.length;
  }
  return at;
}

/** The parts with those of before in their place that were only read again to be sure: they stay the same values. */
function keepingSame(before: readonly FilePart[], now: readonly FilePart[]): readonly FilePart[] {
  const known = Map.groupBy(before, ({ parsed }) => parsed.text);
  return now.map((part, i) => {
    const previous = now[i - 1];
    // What shares its line with another part can be read differently for what stands there.
    if (!endsLine(part.parsed.text) || (previous !== undefined && !endsLine(previous.parsed.text))) return part;
    const candidates = known.get(part.parsed.text);
    if (candidates === undefined) return part;
    const at = candidates.findIndex(({ parsed }) => isSameReading(parsed, part.parsed));
    const [same] = at < 0 ? [] : candidates.splice(at, 1);
    return same === undefined ? part : { ...part, parsed: same.parsed };
  });
}

function isSameReading(before: ParsedPart, now: ParsedPart): boolean {
  if (before.sound !== now.sound) return false;
  if (now.sound) return true;
  return JSON.stringify([before.tree, before.problems]) === JSON.stringify([now.tree, now.problems]);
}

function endsLine(text: string): boolean {
  return /[\n\r]$/.test(text);
}

/** A stretch of a text, small ones in memory of their own: a slice would keep the whole text of its version alive. */
function sliceOf(text: string, start: number, end: number): string {
  const slice = text.slice(start, end);
  return slice.length > text.length / 2 ? slice : slice.split("").join("");
}
