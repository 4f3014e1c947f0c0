import type { Name, Path } from "./ast.ts";

/** The words that are no path where a value is expected. */
const noPath: ReadonlySet<string> = new Set(["true", "false", "null", "not", "state"]);

/**
 * Reads the inside of a `{…}` that is nothing but a plain path, as most are, without lexer and parser. `undefined`
 * for everything else.
 */
export function simplePath(source: string, start: number, end: number): Path | undefined {
  let at = afterBlanks(source, start, end);
  const root = plainName(source, at, end);
  if (root === undefined || noPath.has(root.text)) return undefined;
  const segments: Name[] = [];
  at = root.end;
  while (source.charCodeAt(at) === 46 && at < end) {
    const segment = plainName(source, at + 1, end);
    if (segment === undefined) return undefined;
    segments.push(segment);
    at = segment.end;
  }
  if (afterBlanks(source, at, end) !== end) return undefined;
  return { kind: "Path", start: root.start, end: at, root, segments };
}

function afterBlanks(source: string, start: number, end: number): number {
  let at = start;
  while (at < end && (source.charCodeAt(at) === 32 || source.charCodeAt(at) === 9)) at++;
  return at;
}

function plainName(source: string, start: number, end: number): Name | undefined {
  let at = start;
  while (at < end && isPlain(source.charCodeAt(at), at === start)) at++;
  if (at === start) return undefined;
  return { kind: "Name", start, end: at, text: source.slice(start, at), quoted: false };
}

/** ASCII letters and `_`, and digits where a name has begun. */
function isPlain(code: number, first: boolean): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (!first && code >= 48 && code <= 57)
  );
}
