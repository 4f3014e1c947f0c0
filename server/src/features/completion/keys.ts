/**
 * The keys of an object that something knows: the headers of HTTP, what the description of a service takes, what other requests to the same address hold, what the
 * contract of an API step lets an answer store, and the members of a variable.
 */
import type * as ast from "../../language/ast.ts";
import { isPlainName } from "../../language/names.ts";
import { nodePathIn } from "../../language/nearby.ts";
import type { ParsedFile } from "../../language/parse.ts";
import type { Span } from "../../language/spans.ts";
import { writeString } from "../../semantics/fixes/writeString.ts";
import { constantText } from "../../semantics/nameSpans.ts";
import type { ProjectIndex } from "../../semantics/projectIndex.ts";
import { variablePath } from "../../semantics/variables.ts";
import { variablesInScope } from "../../semantics/variablesInScope.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import { answerHeaders, requestHeaders } from "./headers.ts";
import type { Completion } from "./item.ts";
import { openApiKeys } from "./openApiKeys.ts";
import { keysOfOtherRequests, type RequestPart } from "./requestKeys.ts";

/** The keys that fit at the beginning of `replace`, without those that the object has already; `openApi` describes the service. */
export function completeKeys(file: FileView, replace: Span, openApi: unknown): readonly Completion[] {
  const slot = slotAt(file.parsed, replace);
  if (slot === undefined) return [];
  const present = new Set(
    slot.object.entries.filter(({ key }) => key.start !== replace.start).map(({ key }) => textOf(key)),
  );
  const isFollowed = /^\s*:/.test(file.parsed.text.slice(replace.end));
  return [...new Set(keysFor(file, slot, openApi))]
    .filter((key) => !present.has(key))
    .map((key) => {
      const written = isPlainName(key) ? key : writeString(key);
      return { label: key, kind: "key", filterText: key, replace, text: isFollowed ? written : `${written}: ` };
    });
}

/** An object, the keys that lead to it, and what it belongs to, outermost first. */
export interface KeySlot {
  readonly object: ast.ObjectLiteral;
  readonly keys: readonly string[];
  readonly owners: readonly ast.Node[];
}

function slotAt(parsed: ParsedFile, replace: Span): KeySlot | undefined {
  // What is half typed ends with its last word: the blank behind that is outside.
  const nodes = nodePathIn(parsed, parsed.text.slice(0, replace.start).trimEnd().length);
  const at = nodes.findLastIndex((node) => node.kind === "Object");
  const object = nodes[at];
  if (object?.kind !== "Object") return undefined;
  const above = nodes.slice(0, at);
  const from = above.findLastIndex(({ kind }) => kind !== "ObjectEntry" && kind !== "Object" && kind !== "List");
  const keys = above.slice(from + 1).flatMap((node) => (node.kind === "ObjectEntry" ? [textOf(node.key)] : []));
  return { object, keys, owners: above.slice(0, from + 1) };
}

function keysFor(file: FileView, { keys, owners }: KeySlot, openApi: unknown): readonly string[] {
  const { index } = file.project;
  const [owner, above] = [owners.at(-1), owners.at(-2)];
  switch (owner?.kind) {
    case "Headers":
      return keys.length > 0 ? [] : above?.kind === "Answer" ? answerHeaders : requestHeaders;
    case "Body":
      if (above?.kind === "Answer") return answerKeys(index, keys);
      return above?.kind === "Api" ? requestKeys(index, above, { part: "Body", keys, openApi }) : [];
    case "Query":
    case "Form":
      return above?.kind === "Api" ? requestKeys(index, above, { part: owner.kind, keys, openApi }) : [];
    case "Set":
      return owner.target === undefined ? [] : memberNames(index, owner.target, keys);
    case "Var":
    case "PresetEntry":
      return owner.path === undefined ? [] : memberNames(index, owner.path, keys);
    default:
      return [];
  }
}

/** Those that the service takes, then those that other steps send. */
function requestKeys(
  index: ProjectIndex,
  step: ast.Api,
  { part, keys, openApi }: { readonly part: RequestPart; readonly keys: readonly string[]; readonly openApi: unknown },
): readonly string[] {
  return [...openApiKeys(openApi, step, part, keys), ...keysOfOtherRequests(index, step, part, keys)];
}

const answerShape: Readonly<Record<string, readonly string[]>> = {
  "": ["session", "messages", "action", "nextDialogstate"],
  session: ["data"],
  action: ["nextDialogstate"],
  messages: ["type", "config"],
  "messages.config": ["textMessages", "buttons", "quickReplies", "elements", "media"],
};

/** What an answer may hold: messages, a next state, and under `session.data` what the contracts of API steps name. */
function answerKeys(index: ProjectIndex, keys: readonly string[]): readonly string[] {
  const known = answerShape[keys.join(".")];
  if (known !== undefined) return known;
  const [first, second, ...names] = keys;
  return first === "session" && second === "data" ? namesBelow(index, "session", names, true) : [];
}

function memberNames(index: ProjectIndex, path: ast.Path, keys: readonly string[]): readonly string[] {
  const { scope, names } = variablePath(path);
  return namesBelow(index, scope, [...names, ...keys], false);
}

function namesBelow(
  index: ProjectIndex,
  scope: string,
  names: readonly string[],
  ofContracts: boolean,
): readonly string[] {
  return variablesInScope(index)
    .filter((variable) => variable.scope === scope && variable.names.length > names.length)
    .filter((variable) => names.every((name, at) => variable.names[at] === name))
    .filter(({ writers }) => !ofContracts || writers.some(({ writer }) => writer === "contract"))
    .flatMap((variable) => variable.names[names.length] ?? []);
}

function textOf(key: ast.Name | ast.StringLiteral): string {
  return key.kind === "Name" ? key.text : (constantText(key) ?? "");
}
