/**
 * Which states lead to which. A call is a place where a state is named so that the conversation may get there: by a
 * `->`, a `call`, an API step's list or request, a button, a route; beside states also the bot, global routes, tests
 * and mocks call. The site of a call is the step, or the part of a longer step, that holds it.
 */
import type { Node, NodeKind } from "../language/ast.ts";
import type { Span } from "../language/spans.ts";
import { contains } from "../language/spans.ts";
import { nodePathAt } from "../language/traverse.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import type { StateReference, WireReference } from "../semantics/references.ts";
import { stateOf } from "../semantics/resolve.ts";
import { symbolAt } from "../semantics/symbolAt.ts";
import type { StateSymbol } from "../semantics/symbols.ts";
import { type FileView, type Place, type Project, placeIn } from "../workspace/snapshot.ts";
import { declarationAt, declarationOf, type NamedDeclaration } from "./declarations.ts";
import type { OutlineKind } from "./symbolKinds.ts";
import { isWayIn, waysInto } from "./waysIn.ts";

/** One end of a call: a state, or what else leads to states. */
export interface CallItem {
  readonly name: string;
  readonly kind: OutlineKind;
  /** The flow of a state, else the file. */
  readonly container: string;
  /** The whole declaration, and its name. */
  readonly place: Place;
  readonly selection: Place;
  /** With the file, finds the item again later. */
  readonly key: string;
}

/** The calls between an item and one other; the sites stand in the file of the caller. */
export interface Call {
  readonly item: CallItem;
  readonly sites: readonly Span[];
}

/** The state that is named at an offset, else the declaration around it if it can lead to states. */
export function prepareCallHierarchy({ project, path }: FileView, offset: number): CallItem | undefined {
  const { index } = project;
  const state = symbolAt(index, path, offset)?.symbols.find((symbol) => symbol.kind === "state");
  const found = state === undefined ? declarationAt(index, path, offset) : declared(index, state);
  return found && callers.has(found.node.kind) && found.name !== "" ? itemOf(project, found) : undefined;
}

const callers: ReadonlySet<NodeKind> = new Set<NodeKind>(["State", "Bot", "RouteDeclaration", "Test", "Mock"]);

/** What leads to a state, by path and place; `key` is that of an item of the file. */
export function incomingCalls({ project, path }: FileView, key: string): readonly Call[] {
  const { index } = project;
  const state = index.symbols(key).find((symbol) => symbol.kind === "state" && symbol.path === path);
  if (state === undefined) return [];
  const sites = waysInto(index, key);
  return grouped(project, sites, (site) => declarationAt(index, site.path, site.span.start));
}

/** The states that an item of the file leads to, in the order in which they are written. */
export function outgoingCalls({ project, path }: FileView, key: string): readonly Call[] {
  const { index } = project;
  const caller = declarationOf(index, path, key);
  if (caller === undefined) return [];
  const references = index.file(path)?.references ?? [];
  const sites = references.filter(isWayIn).filter(({ span }) => contains(caller.node, span));
  return grouped(project, sites, (site) => {
    const state = stateOf(index, site);
    return state && declared(index, state);
  });
}

function grouped(
  project: Project,
  sites: readonly (StateReference | WireReference)[],
  itemAt: (site: StateReference | WireReference) => NamedDeclaration | undefined,
): readonly Call[] {
  const calls = new Map<string, { item: CallItem; sites: Span[] }>();
  for (const site of sites) {
    const found = itemAt(site);
    // What is half typed has no name yet, and a client shows nothing without one.
    if (found === undefined || found.name === "") continue;
    const key = `${found.path}\n${found.key}`;
    const call = calls.get(key) ?? { item: itemOf(project, found), sites: [] };
    call.sites.push(siteOf(project.index, site));
    calls.set(key, call);
  }
  return [...calls.values()].map((call) => ({ ...call, sites: distinct(call.sites) }));
}

const parts: ReadonlySet<NodeKind> = new Set<NodeKind>([
  ...(["Go", "Call", "Set", "Track", "Handover", "Language", "Wait", "Say"] as const),
  ...(["NextDialogstate", "ObjectEntry", "Interpolation", "BotState", "ExpectState", "PresetEntry"] as const),
]);

const heads: ReadonlySet<NodeKind> = new Set<NodeKind>(["Reply", "Button", "Route", "OnOutcome", "Attempts"]);

/** The smallest step or part around a reference; a `->` right behind what makes the conversation take it goes with that. */
function siteOf(index: ProjectIndex, { path, span }: StateReference | WireReference): Span {
  const tree = index.files.get(path)?.parsed.tree;
  const nodes = tree === undefined ? [] : nodePathAt(tree, span.start);
  const at = nodes.findLastIndex((node) => parts.has(node.kind) && contains(node, span));
  const site: Span = headOf(nodes, at) ?? nodes[at] ?? span;
  return { start: site.start, end: site.end };
}

function headOf(nodes: readonly Node[], at: number): Node | undefined {
  const [node, above, owner] = [nodes[at], nodes[at - 1], nodes[at - 2]];
  if (node?.kind !== "Go") return undefined;
  if (above?.kind === "Attempts") return above;
  if (above?.kind !== "Block" || above.braced) return undefined;
  return owner !== undefined && heads.has(owner.kind) ? owner : undefined;
}

function distinct(spans: readonly Span[]): readonly Span[] {
  return [...new Map(spans.map((span) => [`${span.start}:${span.end}`, span])).values()];
}

function declared(index: ProjectIndex, { path, key }: StateSymbol): NamedDeclaration | undefined {
  return declarationOf(index, path, key);
}

function itemOf(project: Project, { path, node, kind, name, selection, key }: NamedDeclaration): CallItem {
  const flow = kind === "state" ? project.index.flowOf(path)?.name : undefined;
  return {
    name,
    kind,
    container: flow ?? path,
    place: placeIn(project, { path, start: node.start, end: node.end }),
    selection: placeIn(project, { path, start: selection.start, end: selection.end }),
    key,
  };
}
