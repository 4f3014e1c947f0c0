/**
 * Text as Markdown shows it, letter for letter and line by line: what authors and backends write may look like
 * Markdown or HTML. Signs that mean nothing where they stand stay bare.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*[\]<>~]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/&(?=#?\w+;)/g, "\\&")
    .replace(/^(\s*)([#+=-]|\d+(?=[.)]))/gm, (_, blank: string, sign: string) => `${blank}${escapeSign(sign)}`)
    .replace(/\r?\n/g, "  \n");
}

/** A digit cannot be escaped: what follows it is, and a zero-width space does that without being seen. */
function escapeSign(sign: string): string {
  return /\d/.test(sign) ? `${sign}\u200B` : `\\${sign}`;
}

/** Text as code within a line; more backticks than it holds keep it together. */
export function codeSpan(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}
