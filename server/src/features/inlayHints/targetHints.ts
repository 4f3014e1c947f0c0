import type * as ast from "../../language/ast.ts";
import { writeName } from "../../language/names.ts";
import { type Span, touches } from "../../language/spans.ts";
import { descendants } from "../../semantics/descendants.ts";
import { constantText } from "../../semantics/nameSpans.ts";
import { resolveState, stateOf } from "../../semantics/resolve.ts";
import { type StateSymbol, writeStateName } from "../../semantics/symbols.ts";
import { type FileView, placeIn } from "../../workspace/snapshot.ts";
import { codeSpan } from "../markdown.ts";
import type { InlayHint } from "./hint.ts";

/** Where ids, and what ends in a `->` on a later line, lead; and replies that a route takes. */
export function* targetHints(file: FileView, range: Span): Generator<InlayHint> {
  yield* idHints(file, range);
  for (const declaration of file.parsed.tree.declarations) {
    if (declaration.end < range.start || declaration.start > range.end) continue;
    const answers = new Set<ast.Node>();
    for (const node of descendants(declaration)) {
      if (node.kind === "Ask") for (const item of node.items) answers.add(item);
      if (!isLeading(node)) continue;
      const head = headOf(node);
      if (head === undefined || !touches(range, head.end)) continue;
      const target = farTarget(file, head, node.block) ?? (answers.has(node) ? undefined : routeTarget(file, node));
      if (target !== undefined) yield hintOf(file, head.end, target);
    }
  }
}

/** A string that names a state by its id tells nobody which one it is. */
function* idHints(file: FileView, range: Span): Generator<InlayHint> {
  const { index } = file.project;
  for (const reference of index.file(file.path)?.references ?? []) {
    if (reference.kind !== "wire" || !touches(range, reference.span.end)) continue;
    const state = stateOf(index, reference);
    if (state === undefined || reference.name === state.name || reference.name === state.fullName) continue;
    yield leadsTo(file, reference.span.end, state);
  }
}

type Leading = ast.Reply | ast.Button | ast.OnOutcome | ast.Route;

function isLeading(node: ast.Node): node is Leading {
  return ["Reply", "Button", "OnOutcome", "Route"].includes(node.kind);
}

/** What stands before the block. */
function headOf(node: Leading): Span | undefined {
  if (node.kind === "Reply") return node.value ?? node.title;
  if (node.kind === "Button") return node.title;
  return node.kind === "OnOutcome" ? node.outcome : (node.when ?? node.context ?? node.trigger);
}

/** Where a block leads at its end, if that is written on another line. */
function farTarget({ parsed: { text } }: FileView, head: Span, block: ast.Block | undefined): ast.Target | undefined {
  const last = block?.steps.at(-1);
  if (last?.kind !== "Go" || last.target === undefined) return undefined;
  return text.slice(head.end, last.start).includes("\n") ? last.target : undefined;
}

/** Where a reply without a block leads: it counts as its title, which a route of its state or its file may take. */
function routeTarget({ project, path }: FileView, node: Leading): ast.Target | undefined {
  const index = project.index.file(path);
  if (index === undefined || node.kind !== "Reply" || node.block !== undefined) return undefined;
  const state = index.states.find((one) => touches(one.span, node.start));
  const own = (state?.node.body?.items ?? []).filter((item) => item.kind === "Route");
  const titles = new Set(stringsOf(node.title).map(compared));
  const route = [...own, ...index.globalRoutes].find(
    ({ trigger, context, when }) =>
      trigger?.kind === "TextTrigger" &&
      context === undefined &&
      when === undefined &&
      trigger.texts.some((text) => text.kind === "String" && titles.has(compared(constantText(text)))),
  );
  const last = route?.block?.steps.at(-1);
  return last?.kind === "Go" ? last.target : undefined;
}

function stringsOf(text: ast.Text | undefined): readonly string[] {
  const all = [...(text?.alternatives ?? []), ...(text?.languages ?? []).flatMap((one) => one.alternatives)];
  return all.flatMap((string) => constantText(string) ?? []);
}

function compared(text: string | undefined): string {
  return text?.trim().toLowerCase() ?? "";
}

function hintOf(file: FileView, offset: number, target: ast.Target): InlayHint {
  if (target.kind === "TargetWord") {
    const label = ` → ${target.word}`;
    return { kind: "target", offset, label, tooltip: `Leads to ${codeSpan(target.word)}.`, target: undefined };
  }
  const flow = file.project.index.flowOf(file.path)?.name ?? "";
  const state = resolveState(file.project.index, flow, target);
  if (state !== undefined) return leadsTo(file, offset, state);
  const written = file.parsed.text.slice(target.start, target.end);
  return { kind: "target", offset, label: ` → ${written}`, tooltip: "No state has this name.", target: undefined };
}

function leadsTo({ project, path }: FileView, offset: number, state: StateSymbol): InlayHint {
  const isNear = state.flow === project.index.flowOf(path)?.name;
  const name = isNear ? writeName(state.name) : writeStateName(state.flow, state.name);
  return {
    kind: "target",
    offset,
    label: ` → ${name}`,
    tooltip: `Leads to the state ${codeSpan(writeStateName(state.flow, state.name))}.`,
    target: placeIn(project, { path: state.path, ...state.nameAlone }),
  };
}
