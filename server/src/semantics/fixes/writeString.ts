const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\t", "\\t"],
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["{", "\\{"],
  ["}", "\\}"],
]);

/** The text as a string of a flow, on one line, with its quotes. */
export function writeString(text: string): string {
  const escaped = text.replace(/[\n\t"\\{}]|[^\P{Cc}\n\t]/gu, (character) => {
    return ESCAPES.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
  });
  return `"${escaped}"`;
}
