import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
} from "vscode-languageserver";
import {
  type Completion,
  type CompletionKind,
  completion as completionsAt,
} from "../../features/completion/completion.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import { textEditOf } from "../convert.ts";
import { filePosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  state: CompletionItemKind.Class,
  variable: CompletionItemKind.Variable,
  function: CompletionItemKind.Function,
  service: CompletionItemKind.Interface,
  intent: CompletionItemKind.Event,
  entity: CompletionItemKind.Enum,
  value: CompletionItemKind.EnumMember,
  flow: CompletionItemKind.Module,
};

export function completion(session: Session, params: CompletionParams): CompletionList {
  const at = filePosition(session, params);
  // A blank asks only behind words after which a name has to come; typing text would open the list at every word.
  const afterBlank = params.context?.triggerCharacter === " ";
  const found = at === undefined ? [] : completionsAt(at.file, at.offset, { afterBlank });
  return { isIncomplete: false, items: at === undefined ? [] : found.map((one, rank) => itemOf(at.file, one, rank)) };
}

function itemOf({ parsed }: FileView, one: Completion, rank: number): CompletionItem {
  return {
    label: one.label,
    kind: kinds[one.kind],
    ...(one.detail !== undefined && { detail: one.detail }),
    ...(one.documentation !== undefined && { documentation: one.documentation }),
    // Our order is kept: states of this flow come before those of others.
    sortText: String(rank).padStart(5, "0"),
    filterText: one.filterText,
    textEdit: textEditOf(parsed, { ...one.replace, text: one.text }),
  };
}
