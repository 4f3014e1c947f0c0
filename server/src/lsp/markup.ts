import { type MarkupContent, MarkupKind } from "vscode-languageserver";

/** A text of ours, which is Markdown, as the client takes it. */
export function markupOf(markdown: string, takesMarkdown: boolean): MarkupContent {
  return takesMarkdown
    ? { kind: MarkupKind.Markdown, value: markdown }
    : { kind: MarkupKind.PlainText, value: plainOf(markdown) };
}

/** What is read where Markdown is not drawn: without its marks, and with the words of a link in its place. */
function plainOf(markdown: string): string {
  return markdown
    .split(/(`[^`\n]*`)/)
    .map((piece, at) => (at % 2 === 1 ? piece.slice(1, -1) : withoutMarks(piece)))
    .join("");
}

function withoutMarks(text: string): string {
  return text
    .replace(/^```.*\n?/gm, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^(?:> ?)+/gm, "")
    .replace(/\*\*([^*]+)\*\*/g, "$1")
    .replace(/\\([\\`*_{}[\]()#+\-.!<>|~&])/g, "$1")
    .replaceAll("&nbsp;", " ");
}
