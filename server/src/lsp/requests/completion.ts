import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionItemLabelDetails,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
  type Range,
} from "vscode-languageserver";
import { completion as completionsAt } from "../../features/completion/completion.ts";
import { describeCompletion } from "../../features/completion/describe.ts";
import type { Completion, CompletionKind } from "../../features/completion/item.ts";
import { neighbourCompletion } from "../../features/completion/neighbours.ts";
import { openApiAt } from "../../features/completion/openApiKeys.ts";
import type { Span } from "../../language/spans.ts";
import type { NamingFile } from "../../workspace/snapshot.ts";
import { rangeOf } from "../convert.ts";
import { filePosition, neighbourPosition } from "../filePosition.ts";
import { numberIn, textIn } from "../itemData.ts";
import { markupOf } from "../markup.ts";
import type { ClientFeatures, Session } from "../session.ts";
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

/**
 * Items are told apart by their list: what all of them have in common is not sent with each. A list may have thousands of items, so each is
 * made with few steps.
 */
function listOf(session: Session, file: NamingFile, found: readonly Completion[]): CompletionList {
  const number = (session.lastCompletions?.number ?? 0) + 1;
  session.lastCompletions = { number, uri: file.uri };
  const { client } = session;
  const rangeOfSpan = rangesIn(session, file);
  const shared = client.sharedEditRange && found[0] !== undefined ? rangeOfSpan(found[0].replace) : undefined;
  const items = found.map((one, rank) =>
    itemOf(client, one, { rank, number, range: rangeOfSpan(one.replace), shared }),
  );
  for (const snippet of snippetItems(client, items, shared)) items.push(snippet);
  const list = { isIncomplete: false, items };
  return shared === undefined ? list : { ...list, itemDefaults: { editRange: shared } };
}

/** The ranges of spans in a file: most completions of a list replace the same. */
function rangesIn(session: Session, { parsed }: NamingFile): (span: Span) => Range {
  let last: { readonly span: Span; readonly range: Range } | undefined;
  return (span) => {
    if (last?.span.start !== span.start || last.span.end !== span.end)
      last = { span, range: rangeOf(session, parsed, span) };
    return last.range;
  };
}

/** Where an item stands, and what it replaces; `shared` is what the list says for all items. */
interface ItemPlace {
  readonly rank: number;
  readonly number: number;
  readonly range: Range;
  readonly shared: Range | undefined;
}

function itemOf(client: ClientFeatures, one: Completion, { rank, number, range, shared }: ItemPlace): CompletionItem {
  const isSnippet = client.snippets && one.cursor !== undefined;
  const newText = isSnippet ? snippetOf(one.text, one.cursor) : one.text;
  const isDescribedLater = client.resolvesCompletions && one.key !== undefined;
  const details = client.labelDetails ? detailsOf(one) : undefined;
  // Our order is kept: states of this flow come before those of others.
  const item: CompletionItem = { label: one.label, kind: kinds[one.kind], sortText: sortTextOf(rank) };
  if (range !== shared) item.textEdit = { range, newText };
  else if (newText !== one.label) item.textEditText = newText;
  if (one.filterText !== undefined && one.filterText !== one.label) item.filterText = one.filterText;
  if (details !== undefined) item.labelDetails = details;
  else if (one.detail !== undefined) item.detail = one.detail;
  if (one.documentation !== undefined && !isDescribedLater) item.documentation = one.documentation;
  if (isSnippet) item.insertTextFormat = InsertTextFormat.Snippet;
  if (client.commitCharacters && one.commit !== undefined && one.commit.length > 0)
    item.commitCharacters = [...one.commit];
  if (isDescribedLater) item.data = { list: number, key: one.key };
  return item;
}

const sortTexts: string[] = [];

/** A text for each rank, in their order; made once. */
function sortTextOf(rank: number): string {
  while (sortTexts.length <= rank) sortTexts.push(String(sortTexts.length).padStart(5, "0"));
  return sortTexts[rank] ?? "";
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
