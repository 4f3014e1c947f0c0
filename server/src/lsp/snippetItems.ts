import { type CompletionItem, CompletionItemKind, InsertTextFormat, InsertTextMode } from "vscode-languageserver";
import { firstWord, fittingSnippets, type Snippet } from "../features/completion/fittingSnippets.ts";
import { markupOf } from "./markup.ts";
import type { ClientFeatures } from "./session.ts";

/**
 * The snippets for the places where the keywords among these items fit, for a client that takes snippets. VS Code would offer all of its
 * own everywhere; for flows it is told to keep them to the command "Insert Snippet".
 */
export function snippetItems(client: ClientFeatures, items: readonly CompletionItem[]): readonly CompletionItem[] {
  if (!client.snippets) return [];
  const keywords = new Map(
    items.flatMap((item) => (item.kind === CompletionItemKind.Keyword ? [[item.label, item]] : [])),
  );
  return fittingSnippets(new Set(keywords.keys())).flatMap((snippet) => {
    const keyword = keywords.get(firstWord(snippet.body));
    return keyword?.textEdit === undefined ? [] : [itemOf(client, snippet, { ...keyword, textEdit: keyword.textEdit })];
  });
}

/** The snippet in the place of the keyword that it begins with, and after it in the list. */
function itemOf(
  client: ClientFeatures,
  { prefix, description, body }: Snippet,
  keyword: CompletionItem & Required<Pick<CompletionItem, "textEdit">>,
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
    textEdit: { ...keyword.textEdit, newText: text },
    insertTextFormat: InsertTextFormat.Snippet,
    ...(client.adjustsIndentation && { insertTextMode: InsertTextMode.adjustIndentation }),
    documentation: markupOf(`\`\`\`flow\n${shown}\n\`\`\``, client.markdown.completion),
  };
}
