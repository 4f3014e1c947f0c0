import type * as ast from "../../language/ast.ts";
import type { Span } from "../../language/spans.ts";
import type { SourcePlace } from "../events.ts";
import type { ExecutablePlace, ProgramBlock, ProgramOwner, ProgramRoute, ProgramStep } from "../program.ts";

/** What a walk over the blocks of a project collects. */
export interface Collected {
  readonly blocks: Map<string, ProgramBlock>;
  readonly steps: Map<string, ProgramStep>;
  readonly routes: Map<string, ProgramRoute>;
  /** Block ids by node. */
  readonly blockIds: Map<ast.Block, string>;
  readonly places: Map<string, ExecutablePlace[]>;
  readonly place: (file: string, span: Span) => SourcePlace;
}

/**
 * Gives the steps of a block and of all blocks in them their ids. A step is its block's id, `#` and its number; a
 * block in it adds `/` and a word with the number of its kind: `bank.start#2/reply0#1`.
 */
export function collectBlock(
  id: string,
  nodes: readonly ast.Step[],
  owner: ProgramOwner,
  continues: ProgramBlock["continues"],
  into: Collected,
): void {
  const steps = nodes.map((node, index) => {
    const step = { id: `${id}#${index}`, node, owner, place: into.place(owner.file, headOf(node)), block: id, index };
    into.steps.set(step.id, step);
    return step;
  });
  into.blocks.set(id, { id, owner, steps, continues });
  for (const step of steps) {
    addPlace(step.id, "step", stepWord(step.node), step.node, owner, into);
    collectInside(step, into);
  }
}

function collectInside(step: ProgramStep, into: Collected): void {
  const { node, owner, id } = step;
  const after = { block: step.block, index: step.index + 1 };
  const inner = (name: string, block: ast.Block | undefined): void => {
    if (block !== undefined) collectNested(`${id}/${name}`, block, owner, after, into);
  };
  switch (node.kind) {
    case "If":
      for (const [i, branch] of node.branches.entries()) inner(`if${i}`, branch.block);
      inner("else", node.otherwise);
      return;
    case "Match":
      for (const [i, arm] of node.arms.entries()) inner(`arm${i}`, arm.block);
      inner("else", node.otherwise);
      return;
    case "Say":
      collectParts(id, node.parts, owner, into);
      return;
    case "Ask":
      collectParts(id, node.items.filter(isPart), owner, into);
      collectRoutes(
        id,
        node.items.filter((item) => item.kind === "Route"),
        owner,
        into,
      );
      return;
    case "Api":
      node.items
        .filter((item) => item.kind === "OnOutcome")
        .forEach((item, i) => {
          inner(`on${i}`, item.block);
          if (item.outcome !== undefined)
            addEntry(`${id}/on${i}`, "outcome", `on ${item.outcome.text}`, item, owner, into);
        });
      return;
    case "Set":
    case "Clear":
    case "Call":
    case "Wait":
    case "Track":
    case "Handover":
    case "Language":
    case "Context":
    case "Go":
      return;
  }
}

function collectNested(
  id: string,
  block: ast.Block,
  owner: ProgramOwner,
  continues: ProgramBlock["continues"],
  into: Collected,
): void {
  into.blockIds.set(block, id);
  collectBlock(id, block.steps, owner, continues, into);
}

function isPart(item: ast.AskItem): item is ast.Part {
  const { kind } = item;
  return kind !== "Route" && kind !== "Check" && kind !== "Invalid" && kind !== "Attempts" && kind !== "SkipWhen";
}

function collectParts(id: string, parts: readonly ast.Part[], owner: ProgramOwner, into: Collected): void {
  const choices = parts.flatMap((part): readonly (ast.Reply | ast.Button)[] => {
    if (part.kind === "Reply" || part.kind === "Button") return [part];
    return part.kind === "Card" || part.kind === "Item" ? part.items.filter((item) => item.kind === "Button") : [];
  });
  choices.forEach((choice, i) => {
    const kind = choice.kind === "Reply" ? "reply" : "button";
    const blockId = `${id}/${kind}${i}`;
    if (choice.block === undefined) return;
    collectNested(blockId, choice.block, owner, null, into);
    addEntry(blockId, kind, firstWords(choice.title), choice, owner, into);
  });
}

/** Routes of a state, an `ask`, a bot or a file; `id` is what they stand in. */
export function collectRoutes(
  id: string,
  nodes: readonly ast.Route[],
  owner: ProgramOwner,
  into: Collected,
): readonly ProgramRoute[] {
  return nodes.map((node, i) => {
    const routeId = `${id}/route${i}`;
    const block = node.block === undefined ? null : routeId;
    if (node.block !== undefined) {
      collectNested(routeId, node.block, owner, null, into);
      addEntry(routeId, "route", "on", node, owner, into);
    }
    const route = { id: routeId, node, block, owner, place: into.place(owner.file, headOf(node)) };
    into.routes.set(routeId, route);
    return route;
  });
}

/** A place that stands for the first step of a block. */
function addEntry(
  block: string,
  kind: ExecutablePlace["kind"],
  label: string,
  node: ast.Node,
  owner: ProgramOwner,
  into: Collected,
): void {
  if ((into.blocks.get(block)?.steps.length ?? 0) > 0) addPlace(`${block}#0`, kind, label, node, owner, into);
}

/** Notes where a run can stop. */
export function addPlace(
  id: string,
  kind: ExecutablePlace["kind"],
  label: string,
  node: Span,
  owner: ProgramOwner,
  into: Collected,
): void {
  const places = into.places.get(owner.file) ?? [];
  into.places.set(owner.file, places);
  places.push({ id, kind, label, place: into.place(owner.file, node), state: owner.state });
}

/** The part of a step that a finding about it marks: an API step from `api` to the end of the URL, else all of it. */
function headOf(node: ast.Step | ast.Route): Span {
  return node.kind === "Api" ? { start: node.start, end: node.url?.end ?? node.end } : node;
}

function firstWords(text: ast.Text | undefined): string {
  const literal = text?.alternatives[0] ?? text?.languages[0]?.alternatives[0];
  const chunk = literal?.parts.find((part) => part.kind === "Chunk");
  return chunk?.kind === "Chunk" ? chunk.text : "";
}

/** What a step is called in `step` events: its first word, `go` for `->`. */
export function stepWord(node: ast.Step): string {
  return node.kind.toLowerCase();
}
