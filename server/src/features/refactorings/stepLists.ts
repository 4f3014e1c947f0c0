/** The lists of steps in a dialog state: that of its body, and those of the blocks in it. */
import type * as ast from "../../language/ast.ts";
import type { Span } from "../../language/spans.ts";

/** One list of steps, and where it stands. */
export interface StepList {
  readonly items: readonly (ast.Step | ast.Route)[];
  /** The braces, or the bare `->`, that the items stand in. */
  readonly block: ast.StateBody | ast.Block;
  /** Where it goes on after the last item: behind the step that holds the list, or where the conversation waited. */
  readonly after: "nothing" | "next" | "wait";
  /** The list of the step that holds this one, and that step's place in it. */
  readonly outer: { readonly list: StepList; readonly at: number } | undefined;
}

/** All lists of a state, outer ones first. */
export function* stepListsOf({ body }: ast.State): Generator<StepList> {
  if (body !== undefined) yield* below({ items: body.items, block: body, after: "nothing", outer: undefined });
}

/** What comes after an item of a list when it runs out: further steps, the wait that was under way, or nothing. */
export function whatFollows(list: StepList, at: number): "steps" | "wait" | "nothing" {
  if (list.items.slice(at + 1).some(({ kind }) => kind !== "Route")) return "steps";
  if (list.after === "wait") return "wait";
  return list.outer === undefined ? "nothing" : whatFollows(list.outer.list, list.outer.at);
}

/** True where the item stands in a list that holds it whole. */
export function holds(list: StepList, span: Span): boolean {
  return list.block.start <= span.start && span.end <= list.block.end;
}

function* below(list: StepList): Generator<StepList> {
  yield list;
  for (const [at, item] of list.items.entries()) {
    for (const { block, after } of blocksOf(item)) {
      yield* below({ items: block.steps, block, after, outer: { list, at } });
    }
  }
}

interface HeldBlock {
  readonly block: ast.Block;
  readonly after: "next" | "wait";
}

function blocksOf(item: ast.Step | ast.Route): readonly HeldBlock[] {
  switch (item.kind) {
    case "If":
      return held("next", ...item.branches.map(({ block }) => block), item.otherwise);
    case "Match":
      return held("next", ...item.arms.map(({ block }) => block), item.otherwise);
    case "Api":
      return held("next", ...item.items.map((one) => (one.kind === "OnOutcome" ? one.block : undefined)));
    case "Say":
      return item.parts.flatMap(blocksOfPart);
    case "Ask":
      return item.items.flatMap(blocksOfPart);
    case "Route":
      return held("wait", item.block);
    default:
      return [];
  }
}

function blocksOfPart(part: ast.Part | ast.AskItem | ast.CardItem): readonly HeldBlock[] {
  if (part.kind === "Reply" || part.kind === "Button" || part.kind === "Route") return held("wait", part.block);
  return part.kind === "Card" || part.kind === "Item" ? part.items.flatMap(blocksOfPart) : [];
}

function held(after: HeldBlock["after"], ...blocks: readonly (ast.Block | undefined)[]): readonly HeldBlock[] {
  return blocks.flatMap((block) => (block === undefined ? [] : [{ block, after }]));
}
