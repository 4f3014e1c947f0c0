import { type CompletionItem, CompletionItemKind, CompletionList, MarkdownString, SnippetString } from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { firstWord, fittingSnippets, type Snippet } from "./fittingSnippets.ts";

/**
 * Adds snippets to the completions of the language server, at places where the language takes them. The editor itself would offer every
 * snippet everywhere; for flows it is told to keep them to the command "Insert Snippet".
 */
export const completeSnippets: NonNullable<Middleware["provideCompletionItem"]> = async (
  document,
  position,
  context,
  token,
  next,
) => {
  const found = await next(document, position, context, token);
  if (found === null || found === undefined) return found;
  if (Array.isArray(found)) return [...found, ...snippetsBeside(found)];
  return new CompletionList([...found.items, ...snippetsBeside(found.items)], found.isIncomplete ?? false);
};

function snippetsBeside(items: readonly CompletionItem[]): readonly CompletionItem[] {
  const keywords = new Map(
    items.flatMap((item) => (item.kind === CompletionItemKind.Keyword ? [[textOf(item), item] as const] : [])),
  );
  return fittingSnippets(new Set(keywords.keys())).flatMap((snippet) => {
    const keyword = keywords.get(firstWord(snippet.body));
    return keyword === undefined ? [] : [itemOf(snippet, keyword)];
  });
}

/** The snippet in the place of the keyword that it begins with, and after it in the list. */
function itemOf({ prefix, description, body }: Snippet, keyword: CompletionItem): CompletionItem {
  const text = body.join("\n");
  return {
    label: { label: prefix, description },
    // The setting that keeps the editor's own snippets away takes every item of the kind "snippet" along.
    kind: CompletionItemKind.Keyword,
    filterText: prefix,
    sortText: `${keyword.sortText ?? textOf(keyword)}~${prefix}`,
    insertText: new SnippetString(text),
    documentation: new MarkdownString().appendCodeblock(text.replace(/\$\{\d+[:|]?|\$\d|[|]?\}/g, ""), "flow"),
    ...(keyword.range === undefined ? {} : { range: keyword.range }),
  };
}

function textOf({ label }: CompletionItem): string {
  return typeof label === "string" ? label : label.label;
}
