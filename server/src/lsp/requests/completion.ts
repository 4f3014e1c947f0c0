import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
} from "vscode-languageserver";
import { completion as completionsAt } from "../../features/completion/completion.ts";
import type { Completion, CompletionKind } from "../../features/completion/item.ts";
import { neighbourCompletion } from "../../features/completion/neighbours.ts";
import type { NamingFile } from "../../workspace/snapshot.ts";
import { textEditOf } from "../convert.ts";
import { filePosition, neighbourPosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  target: CompletionItemKind.Keyword,
  state: CompletionItemKind.Class,
  variable: CompletionItemKind.Variable,
  function: CompletionItemKind.Function,
  service: CompletionItemKind.Interface,
  intent: CompletionItemKind.Event,
  entity: CompletionItemKind.Enum,
  type: CompletionItemKind.TypeParameter,
  preset: CompletionItemKind.Module,
  mock: CompletionItemKind.Module,
  language: CompletionItemKind.Constant,
  context: CompletionItemKind.Constant,
  profile: CompletionItemKind.EnumMember,
};

export function completion(session: Session, params: CompletionParams): CompletionList {
  const beside = neighbourPosition(session, params);
  if (beside !== undefined) {
    const found = neighbourCompletion(beside.file, beside.offset);
    return { isIncomplete: false, items: found.map((one, rank) => itemOf(session, beside.file, one, rank)) };
  }
  const at = filePosition(session, params);
  if (at === undefined) return { isIncomplete: false, items: [] };
  const found = completionsAt(at.file, at.offset, { trigger: params.context?.triggerCharacter });
  return { isIncomplete: false, items: found.map((one, rank) => itemOf(session, at.file, one, rank)) };
}

function itemOf(session: Session, { parsed }: NamingFile, one: Completion, rank: number): CompletionItem {
  const isSnippet = session.client.snippets && one.cursor !== undefined;
  const text = isSnippet ? snippetOf(one.text, one.cursor) : one.text;
  return {
    label: one.label,
    kind: kinds[one.kind],
    ...(one.detail !== undefined && { detail: one.detail }),
    ...(one.documentation !== undefined && { documentation: one.documentation }),
    // Our order is kept: states of this flow come before those of others.
    sortText: String(rank).padStart(5, "0"),
    filterText: one.filterText ?? one.label,
    textEdit: textEditOf(session, parsed, { ...one.replace, text }),
    ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
  };
}

function snippetOf(text: string, cursor = text.length): string {
  const escaped = (part: string) => part.replace(/[\\$}]/g, "\\$&");
  return `${escaped(text.slice(0, cursor))}$0${escaped(text.slice(cursor))}`;
}
