import type { Name, Path } from "./ast.ts";

/** The words that are no path where a value is expected. */
const noPath: ReadonlySet<string> = new Set(["true", "false", "null", "not", "state"]);
const simple = /[ \t]*([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)[ \t]*\}/y;

/**
 * Reads the inside of a `{…}` that is nothing but a plain path, as most are, without lexer and parser. `undefined`
 * for everything else.
 */
export function simplePath(source: string, start: number, end: number): Path | undefined {
  simple.lastIndex = start;
  const match = simple.exec(source);
  if (match === null || simple.lastIndex !== end + 1) return undefined;
  const written = match[1] ?? "";
  const words = written.split(".");
  const first = words[0] ?? "";
  if (noPath.has(first)) return undefined;
  let at = source.indexOf(written, start);
  const names = words.map((text): Name => {
    const name: Name = { kind: "Name", start: at, end: at + text.length, text, quoted: false };
    at = name.end + 1;
    return name;
  });
  const [root, ...segments] = names;
  if (root === undefined) return undefined;
  return { kind: "Path", start: root.start, end: at - 1, root, segments };
}
