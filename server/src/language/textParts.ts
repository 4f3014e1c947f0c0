/** Takes a text apart: its literal stretches with their escapes resolved, and where its `{…}` stand. */
import { bracesEnd, escapeLength } from "./scanText.ts";

/** A literal stretch; `text` is what it says, `start` and `end` where it stands in the file. */
export interface LiteralPart {
  readonly kind: "literal";
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A `{…}`; `closed` is false where its `}` is missing. */
export interface HolePart {
  readonly kind: "hole";
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
}

/** An escape that means nothing, or misses its end. */
export interface BadEscape {
  readonly start: number;
  readonly end: number;
}

/** A text taken apart. */
export interface TextParts {
  readonly block: boolean;
  readonly parts: readonly (LiteralPart | HolePart)[];
  readonly badEscapes: readonly BadEscape[];
}

interface Stretch {
  readonly kind: "literal";
  readonly start: number;
  readonly end: number;
  /** The characters as written. */
  raw: string;
}

/** Takes the text `image` (with its quotes, the closing ones perhaps missing) apart; it stands at `offset` in the file. */
export function splitText(image: string, offset: number, closed: boolean): TextParts {
  const block = image.startsWith('"""');
  const open = block ? 3 : 1;
  const contentEnd = image.length - (closed ? open : 0);
  const pieces = stretches(image, Math.min(open, contentEnd), contentEnd, block);
  if (block) dedent(pieces);
  const badEscapes: BadEscape[] = [];
  const parts: (LiteralPart | HolePart)[] = [];
  for (const piece of pieces) {
    const start = piece.start + offset;
    const end = piece.end + offset;
    if (piece.kind === "hole") {
      parts.push({ kind: "hole", start, end, closed: piece.closed });
      continue;
    }
    findBadEscapes(image.slice(piece.start, piece.end), start, badEscapes);
    const text = piece.raw.replace(escapeSequence, meaningOf);
    if (text !== "") parts.push({ kind: "literal", start, end, text });
  }
  return { block, parts, badEscapes };
}

function stretches(image: string, from: number, to: number, lines: boolean): (Stretch | HolePart)[] {
  const pieces: (Stretch | HolePart)[] = [];
  let start = from;
  let i = from;
  const literal = (end: number): void => {
    if (end > start) pieces.push({ kind: "literal", start, end, raw: image.slice(start, end) });
  };
  while (i < to) {
    const code = image.charCodeAt(i);
    if (code === 92) i += escapeLength(image, i);
    else if (code === 123) {
      literal(i);
      const found = bracesEnd(image, i + 1, 1, lines);
      const closed = found >= 0 && found <= to;
      const end = closed ? found : to;
      pieces.push({ kind: "hole", start: i, end, closed });
      start = i = end;
    } else i++;
  }
  literal(to);
  return pieces;
}

const escapeSequence = /\\(?:u\{[^}]*\}?|[\s\S])/g;
const escapes: Readonly<Record<string, string>> = {
  "\\n": "\n",
  "\\t": "\t",
  '\\"': '"',
  "\\\\": "\\",
  "\\{": "{",
  "\\}": "}",
};

function meaningOf(written: string): string {
  return escapes[written] ?? codePoint(written) ?? written;
}

function codePoint(written: string): string | undefined {
  const digits = /^\\u\{([0-9A-Fa-f]{1,6})\}$/.exec(written)?.[1];
  if (digits === undefined) return undefined;
  const code = Number.parseInt(digits, 16);
  return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined;
}

function findBadEscapes(raw: string, offset: number, into: BadEscape[]): void {
  if (!raw.includes("\\")) return;
  for (const match of raw.matchAll(escapeSequence)) {
    const written = match[0];
    if (written in escapes || codePoint(written) !== undefined) continue;
    into.push({ start: offset + match.index, end: offset + match.index + written.length });
  }
  const slashes = /\\+$/.exec(raw)?.[0].length ?? 0;
  if (slashes % 2 === 1) into.push({ start: offset + raw.length - 1, end: offset + raw.length });
}

/** Removes the line ends next to the quotes and the indentation that all lines share. */
function dedent(pieces: (Stretch | HolePart)[]): void {
  const first = pieces[0];
  const last = pieces.at(-1);
  for (const piece of pieces) if (piece.kind === "literal") piece.raw = piece.raw.replace(/\r\n?/g, "\n");
  let opensLine = false;
  if (first?.kind === "literal" && /^[ \t]*\n/.test(first.raw)) {
    first.raw = first.raw.replace(/^[ \t]*\n/, "");
    opensLine = true;
  }
  if (
    last?.kind === "literal" &&
    (/\n[ \t]*$/.test(last.raw) || (last === first && opensLine && /^[ \t]*$/.test(last.raw)))
  ) {
    last.raw = last.raw.replace(/\n?[ \t]*$/, "");
  }
  const indent = sharedIndent(pieces, opensLine);
  if (indent === "") return;
  pieces.forEach((piece, i) => {
    if (piece.kind !== "literal") return;
    piece.raw = piece.raw.replaceAll(`\n${indent}`, "\n");
    if (i === 0 && opensLine && piece.raw.startsWith(indent)) piece.raw = piece.raw.slice(indent.length);
  });
}

/** The blanks that every line begins with; lines of blanks alone, and a first line behind the quotes, do not count. */
function sharedIndent(pieces: readonly (Stretch | HolePart)[], opensLine: boolean): string {
  let shared: string | undefined;
  pieces.forEach((piece, i) => {
    if (piece.kind !== "literal") {
      if (i === 0 && opensLine) shared = "";
      return;
    }
    const followed = i < pieces.length - 1;
    const text = i === 0 && opensLine ? `\n${piece.raw}` : piece.raw;
    for (const match of text.matchAll(/\n([ \t]*)(?=([^\n])?)/g)) {
      const atEnd = match[2] === undefined && match.index + match[0].length === text.length;
      if (match[2] === undefined && !(atEnd && followed)) continue;
      shared = shared === undefined ? (match[1] ?? "") : commonStart(shared, match[1] ?? "");
    }
  });
  return shared ?? "";
}

function commonStart(a: string, b: string): string {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return a.slice(0, i);
}
