import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  type Range,
} from "vscode-languageserver";
import { firstWord, fittingSnippets, type Snippet } from "../features/completion/fittingSnippets.ts";
import { markupOf } from "./markup.ts";
import type { ClientFeatures } from "./session.ts";

/**
 * The snippets for the places where the keywords among these items fit, for a client that takes snippets. VS Code would offer all of its
 * own everywhere; for flows it is told to keep them to the command "Insert Snippet". `shared` is the range that items without an edit replace.
 */
export function snippetItems(
  client: ClientFeatures,
  items: readonly CompletionItem[],
  shared: Range | undefined,
): readonly CompletionItem[] {
  if (!client.snippets) return [];
  const keywords = new Map<string, CompletionItem>();
  for (const item of items) if (item.kind === CompletionItemKind.Keyword) keywords.set(item.label, item);
  if (keywords.size === 0) return [];
  return fittingSnippets(new Set(keywords.keys())).flatMap((snippet) => {
    const keyword = keywords.get(firstWord(snippet.body));
    const isPlaced = keyword !== undefined && (keyword.textEdit ?? shared) !== undefined;
    return isPlaced ? [itemOf(client, snippet, keyword)] : [];
  });
}

/** The snippet in the place of the keyword that it begins with, and after it in the list. */
function itemOf(
  client: ClientFeatures,
  { prefix, description, body }: Snippet,
  keyword: CompletionItem,
): CompletionItem {
  const text = body.join("\n");
  const shown = text.replace(/\$\{\d+[:|]?|\$\d|[|]?\}/g, "");
  return {
    label: prefix,
    // The setting of VS Code that keeps its own snippets away takes every item of the kind "snippet" along.
    kind: CompletionItemKind.Keyword,
    ...(client.labelDetails ? { labelDetails: { description } } : { detail: description }),
    filterText: prefix,
    sortText: `${keyword.sortText ?? keyword.label}~${prefix}`,
    ...(keyword.textEdit === undefined ? { textEditText: text } : { textEdit: { ...keyword.textEdit, newText: text } }),
    insertTextFormat: InsertTextFormat.Snippet,
    ...(client.adjustsIndentation && { insertTextMode: InsertTextMode.adjustIndentation }),
    documentation: markupOf(`\`\`\`flow\n${shown}\n\`\`\``, client.markdown.completion),
  };
}
