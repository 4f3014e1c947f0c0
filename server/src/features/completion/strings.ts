/** What may be written between the quotes of a string that means something: the id of a state, an intent, a language, a media type. */
import type * as ast from "../../language/ast.ts";
import { nodePathIn } from "../../language/nearby.ts";
import { writeString } from "../../semantics/fixes/writeString.ts";
import { constantText } from "../../semantics/nameSpans.ts";
import { wireId } from "../../semantics/symbols.ts";
import { variablePath } from "../../semantics/variables.ts";
import type { FileView } from "../../workspace/snapshot.ts";
import { mediaTypesFor } from "./headers.ts";
import type { Completion } from "./item.ts";
import { completeStatuses } from "./statuses.ts";

/** What fits in the string at an offset, or as the status that has to come there; nothing elsewhere. */
export function completeStrings(file: FileView, offset: number): readonly Completion[] {
  const nodes = nodePathIn(file.parsed, offset);
  const at = nodes.findLastIndex((node) => node.kind === "String" && node.start < offset);
  const string = nodes[at];
  if (string?.kind !== "String") return completeStatus(file, offset);
  if (string.parts.some((part) => part.kind === "Interpolation") || string.block) return [];
  const { text } = file.parsed;
  const isClosed = string.end - string.start > 1 && text.endsWith('"', string.end);
  if (isClosed ? offset >= string.end : offset < string.end) return [];
  // A string without its end reaches to that of the line: what stands behind the cursor may be something else.
  const replace = { start: string.start + 1, end: isClosed ? string.end - 1 : offset };
  return itemsFor(file, nodes.slice(0, at)).map((item) => {
    return { ...item, replace, filterText: item.label, text: writeString(item.label).slice(1, -1) };
  });
}

type Item = Pick<Completion, "label" | "kind" | "detail" | "documentation" | "key">;

function itemsFor({ project: { index } }: FileView, around: readonly ast.Node[]): readonly Item[] {
  const owner = around.findLast(({ kind }) => kind !== "Parenthesized" && kind !== "Conditional" && kind !== "List");
  if (owner?.kind === "ObjectEntry") return itemsForEntry(index, owner, around);
  if (owner?.kind === "Binary" || owner?.kind === "MatchArm") {
    const subject = owner.kind === "Binary" ? owner.left : around.findLast((node) => node.kind === "Match")?.subject;
    return comparedItems(index, subject);
  }
  if (owner?.kind === "Language") return languages(index);
  return [];
}

function itemsForEntry(index: Index, { key }: ast.ObjectEntry, around: readonly ast.Node[]): readonly Item[] {
  const name = key.kind === "Name" ? key.text : (constantText(key) ?? "");
  if (name === "nextDialogstate" || name === "nextDialogstateId") return states(index);
  const isHeader = around.at(-2)?.kind === "Object" && around.at(-3)?.kind === "Headers";
  return isHeader ? mediaTypesFor(name).map((label) => ({ label, kind: "value" as const })) : [];
}

type Index = FileView["project"]["index"];

/** By the texts that backends should send. */
function states(index: Index): readonly Item[] {
  return [...new Map([...index.states()].map((state) => [wireId(state), state]))].map(([label, state]) => {
    const detail = label === state.fullName ? undefined : state.fullName;
    return { label, kind: "state" as const, detail, documentation: state.documentation, key: state.key };
  });
}

function comparedItems(index: Index, subject: ast.Expr | undefined): readonly Item[] {
  if (subject?.kind !== "Path") return [];
  const { scope, names } = variablePath(subject);
  switch (`${scope}.${names.join(".")}`) {
    case "event.intent.name":
      return [...index.symbolsOfKind("intent")].map(({ name, documentation, key }) => {
        return { label: name, kind: "intent" as const, documentation, key };
      });
    case "user.language":
    case "event.language":
    case "session.locale":
      return languages(index);
    case "conversation.state":
      return [...index.states()].map(({ fullName, key }) => ({ label: fullName, kind: "state" as const, key }));
    case "event.type":
      return ["text", "tap", "event", "attachment", "silence"].map((label) => ({ label, kind: "value" as const }));
    default:
      return [];
  }
}

function languages(index: Index): readonly Item[] {
  const names = new Set([...index.symbolsOfKind("language")].map(({ name }) => name));
  return [...names].map((label) => ({ label, kind: "language" as const }));
}

/** Where a mock says the status of its answer. */
function completeStatus({ parsed }: FileView, offset: number): readonly Completion[] {
  const { text } = parsed;
  const digits = /\d*$/.exec(text.slice(Math.max(0, offset - 4), offset))?.[0] ?? "";
  const start = offset - digits.length;
  const last = nodePathIn(parsed, text.slice(0, start).trimEnd().length).at(-1);
  if (last?.kind !== "AnswerStatus" || !/\bstatus\s+$/.test(text.slice(last.start, start))) return [];
  return completeStatuses({ start, end: offset }, false);
}
