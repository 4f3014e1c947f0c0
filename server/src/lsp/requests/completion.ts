import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionItemLabelDetails,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
} from "vscode-languageserver";
import { completion as completionsAt } from "../../features/completion/completion.ts";
import { describeCompletion } from "../../features/completion/describe.ts";
import type { Completion, CompletionKind } from "../../features/completion/item.ts";
import { neighbourCompletion } from "../../features/completion/neighbours.ts";
import { openApiAt } from "../../features/completion/openApiKeys.ts";
import type { NamingFile } from "../../workspace/snapshot.ts";
import { textEditOf } from "../convert.ts";
import { filePosition, neighbourPosition } from "../filePosition.ts";
import { numberIn, textIn } from "../itemData.ts";
import { markupOf } from "../markup.ts";
import type { Session } from "../session.ts";
import { snippetItems } from "../snippetItems.ts";

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
  key: CompletionItemKind.Field,
  value: CompletionItemKind.Value,
};

export async function completion(session: Session, params: CompletionParams): Promise<CompletionList> {
  const beside = neighbourPosition(session, params);
  if (beside !== undefined) return listOf(session, beside.file, neighbourCompletion(beside.file, beside.offset));
  const at = filePosition(session, params);
  if (at === undefined) return { isIncomplete: false, items: [] };
  const described = openApiAt(at.file, at.offset);
  const openApi =
    described === undefined ? undefined : await session.workspace.readJson(described, at.file.project.folder);
  const trigger = params.context?.triggerCharacter;
  return listOf(session, at.file, completionsAt(at.file, at.offset, { trigger, openApi }));
}

/** Tells about an item of the last list that was asked for. */
export function completionResolve(session: Session, item: CompletionItem): CompletionItem {
  const { lastCompletions, workspace, client } = session;
  const key = textIn(item.data, "key");
  if (key === undefined || numberIn(item.data, "list") !== lastCompletions?.number) return item;
  const project = lastCompletions && workspace.snapshot().naming(lastCompletions.uri)?.project;
  const value = project === undefined ? "" : describeCompletion(project, key, client.docs);
  return value === "" ? item : { ...item, documentation: markupOf(value, client.markdown.completion) };
}

/** Items are told apart by their list: what all of them have in common is not sent with each. */
function listOf(session: Session, file: NamingFile, found: readonly Completion[]): CompletionList {
  const number = (session.lastCompletions?.number ?? 0) + 1;
  session.lastCompletions = { number, uri: file.uri };
  const items = found.map((one, rank) => itemOf(session, file, one, rank));
  return { isIncomplete: false, items: [...items, ...snippetItems(session.client, items)] };
}

function itemOf(session: Session, { parsed }: NamingFile, one: Completion, rank: number): CompletionItem {
  const { client } = session;
  const isSnippet = client.snippets && one.cursor !== undefined;
  const text = isSnippet ? snippetOf(one.text, one.cursor) : one.text;
  const isDescribedLater = client.resolvesCompletions && one.key !== undefined;
  const details = client.labelDetails ? detailsOf(one) : undefined;
  return {
    label: one.label,
    kind: kinds[one.kind],
    ...(details !== undefined && { labelDetails: details }),
    ...(one.detail !== undefined && details === undefined && { detail: one.detail }),
    ...(one.documentation !== undefined && !isDescribedLater && { documentation: one.documentation }),
    // Our order is kept: states of this flow come before those of others.
    sortText: String(rank).padStart(5, "0"),
    filterText: one.filterText ?? one.label,
    textEdit: textEditOf(session, parsed, { ...one.replace, text }),
    ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    ...(client.commitCharacters && (one.commit?.length ?? 0) > 0 && { commitCharacters: [...(one.commit ?? [])] }),
    ...(isDescribedLater && { data: { list: session.lastCompletions?.number, key: one.key } }),
  };
}

/** Types and parameters right behind the label, other details at the end of the line. */
function detailsOf({ signature, detail }: Completion): CompletionItemLabelDetails | undefined {
  if (signature !== undefined) return { detail: signature };
  return detail === undefined ? undefined : { description: detail };
}

function snippetOf(text: string, cursor = text.length): string {
  const escaped = (part: string) => part.replace(/[\\$}]/g, "\\$&");
  return `${escaped(text.slice(0, cursor))}$0${escaped(text.slice(cursor))}`;
}
