/**
 * Finds where a text ends.
 *
 * A text may hold `{…}`, which may hold texts again, so the end is found by nesting. Where nesting does not find it
 * on the line (for a block: in the file), the first quote that is not escaped ends the text: an error inside `{…}`
 * then stays inside. Failed searches are counted, so that a hostile file is still read in linear time.
 */
const quote = 34;
const backslash = 92;
const openBrace = 123;
const closeBrace = 125;
const backtick = 96;
const lineFeed = 10;
const carriageReturn = 13;

const deepestNesting = 16;
const failuresPerStretch = 8;

/** The state of one run of the lexer over a text. */
export interface TextScan {
  /** Searches by nesting that failed in the stretch (a line, or the file for blocks) that ends at `stretchEnd`. */
  failures: number;
  stretchEnd: number;
  blockFailures: number;
  /** Where blocks begin whose end was looked for beyond them. */
  readonly openBlocks: number[];
}

/** A scan at its beginning. */
export function beginScan(): TextScan {
  return { failures: 0, stretchEnd: -1, blockFailures: 0, openBlocks: [] };
}

/** A text found: its end, and whether a closing quote stands there. */
export interface ScannedText {
  readonly end: number;
  readonly closed: boolean;
}

/** The text whose opening quote stands at `start`. */
export function scanText(text: string, start: number, scan: TextScan): ScannedText {
  return text.startsWith('"""', start) ? scanBlock(text, start, scan) : scanLine(text, start, scan);
}

function scanLine(text: string, start: number, scan: TextScan): ScannedText {
  if (start >= scan.stretchEnd) scan.failures = 0;
  if (scan.failures < failuresPerStretch) {
    const end = nestedEnd(text, start, 0);
    if (end >= 0) return { end, closed: true };
    scan.failures++;
    if (start >= scan.stretchEnd) scan.stretchEnd = lineEndAfter(text, start);
  }
  return plainEnd(text, start);
}

function scanBlock(text: string, start: number, scan: TextScan): ScannedText {
  if (scan.blockFailures < failuresPerStretch) {
    const end = blockEnd(text, start + 3);
    if (end >= 0) return { end, closed: true };
    scan.blockFailures++;
  }
  scan.openBlocks.push(start);
  let end = start + 3;
  for (;;) {
    end = text.indexOf('"""', end);
    if (end < 0) return { end: lineEndAfter(text, start), closed: false };
    if (!isEscaped(text, end, start + 3)) return { end: end + 3, closed: true };
    end++;
  }
}

function isEscaped(text: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - slashes - 1 >= from && text.charCodeAt(at - slashes - 1) === backslash) slashes++;
  return slashes % 2 === 1;
}

/** The end behind the closing quotes of a block, or -1. */
function blockEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === quote && text.startsWith('"""', i)) return i + 3;
    if (code === backslash) i += escapeLength(text, i);
    else if (code === openBrace) {
      i = bracesEnd(text, i + 1, 1, true);
      if (i < 0) return -1;
    } else i++;
  }
  return -1;
}

/** The end behind the closing quote of a one-line text, `{…}` nested, or -1. */
function nestedEnd(text: string, start: number, level: number): number {
  let i = start + 1;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === quote) return i + 1;
    if (code === lineFeed || code === carriageReturn) return -1;
    if (code === backslash) i += isLineEnd(text, i + 1) ? 1 : escapeLength(text, i);
    else if (code === openBrace) {
      i = bracesEnd(text, i + 1, level + 1, false);
      if (i < 0) return -1;
    } else i++;
  }
  return -1;
}

/**
 * The offset behind the `}` that ends an interpolation whose inside begins at `from`, or -1. With `lines` it may hold
 * line ends.
 */
export function bracesEnd(text: string, from: number, level: number, lines: boolean): number {
  if (level > deepestNesting) return -1;
  let depth = 1;
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === closeBrace) {
      depth--;
      i++;
      if (depth === 0) return i;
    } else if (code === openBrace) {
      depth++;
      i++;
    } else if (code === quote) {
      i = isPatternStart(text, i) ? patternEnd(text, i) : nestedEnd(text, i, level);
      if (i < 0) return -1;
    } else if (code === backtick) {
      i = backtickEnd(text, i);
      if (i < 0) return -1;
    } else if ((code === lineFeed || code === carriageReturn) && !lines) return -1;
    else i++;
  }
  return -1;
}

/** How many characters the escape at a backslash takes: `\u{` takes its brace with it, which opens nothing. */
export function escapeLength(text: string, at: number): number {
  return text.charCodeAt(at + 1) === 117 && text.charCodeAt(at + 2) === openBrace ? 3 : 2;
}

function isPatternStart(text: string, at: number): boolean {
  return text.charCodeAt(at - 1) === 114 && !/[\p{L}\p{Nl}\p{Nd}\p{M}_]/u.test(text.charAt(at - 2));
}

/** The end behind the closing quote of a pattern whose quote stands at `start`, or -1. */
export function patternEnd(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && !isLineEnd(text, i)) {
    const code = text.charCodeAt(i);
    if (code === quote) return i + 1;
    i += code === backslash && !isLineEnd(text, i + 1) ? 2 : 1;
  }
  return -1;
}

/** The end behind the second backtick of a name in backticks, or -1 where the line ends before. */
export function backtickEnd(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && !isLineEnd(text, i)) {
    if (text.charCodeAt(i) === backtick) return i + 1;
    i++;
  }
  return -1;
}

function plainEnd(text: string, start: number): ScannedText {
  const end = patternEnd(text, start);
  return end >= 0
    ? { end, closed: true }
    : { end: trimmedEnd(text, start + 1, lineEndAfter(text, start)), closed: false };
}

/** What is never closed ends where the line does, without its trailing blanks. */
export function trimmedEnd(text: string, from: number, lineEnd: number): number {
  let end = lineEnd;
  while (end > from && (text.charCodeAt(end - 1) === 32 || text.charCodeAt(end - 1) === 9)) end--;
  return end;
}

/** The offset of the next line end, or the length of the text. */
export function lineEndAfter(text: string, from: number): number {
  let i = from;
  while (i < text.length && !isLineEnd(text, i)) i++;
  return i;
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === lineFeed || code === carriageReturn;
}
