import type { Api, Ask, Declaration, Node, Route, State, Step } from "../language/ast.ts";
import { join, type Span } from "../language/spans.ts";
import type { FileView } from "../workspace/snapshot.ts";
import type { OutlineKind } from "./symbolKinds.ts";

/** One entry of the outline. */
export interface OutlineEntry {
  readonly name: string;
  readonly detail: string | undefined;
  readonly kind: OutlineKind;
  /** The whole of it. */
  readonly span: Span;
  /** What is selected when the entry is chosen; inside `span`. */
  readonly selection: Span;
  readonly children: readonly OutlineEntry[];
}

/** The outline of a file: its declarations, and in each state its questions, API steps and routes. */
export function documentSymbols({ parsed }: FileView): readonly OutlineEntry[] {
  return parsed.tree.declarations.map((declaration) => entryOf(declaration, parsed.text));
}

function entryOf(node: Declaration, text: string): OutlineEntry {
  switch (node.kind) {
    case "State":
      return { ...named("state", node, node.name, idOf(node)), children: childrenOf(node, text) };
    case "Bot":
      return named("bot", node, node.name);
    case "Service":
      return named("service", node, node.name);
    case "Intent":
      return named("intent", node, node.name);
    case "Entity":
      return named("entity", node, node.name);
    case "Mock":
      return named("mock", node, node.name, node.request?.method?.name);
    case "Preset":
      return named("preset", node, node.name);
    case "Var":
      return entry(
        "variable",
        node,
        node.path,
        written(text, node.path) || "var",
        written(text, node.type) || undefined,
      );
    case "Test":
      return entry("test", node, node.name, written(text, node.name) || "test");
    case "RouteDeclaration":
      return routeEntry(node.route, text);
  }
}

function childrenOf(state: State, text: string): readonly OutlineEntry[] {
  return (state.body?.items ?? []).flatMap((item) => childOf(item, text));
}

function childOf(item: Step | Route, text: string): readonly OutlineEntry[] {
  if (item.kind === "Route") return [routeEntry(item, text)];
  if (item.kind === "Ask") return [askEntry(item, text)];
  return item.kind === "Api" ? [apiEntry(item, text)] : [];
}

function askEntry(ask: Ask, text: string): OutlineEntry {
  const asked = written(text, ask.target);
  return entry("step", ask, ask.target, `ask ${asked}`.trim(), written(text, ask.type) || undefined);
}

function apiEntry(api: Api, text: string): OutlineEntry {
  const head = [api.service?.text, api.method?.name, written(text, api.url)];
  return entry("step", api, api.url, ["api", ...head].filter((part) => part).join(" "));
}

function routeEntry(route: Route, text: string): OutlineEntry {
  return entry("route", route, route.trigger, `on ${written(text, route.trigger)}`.trim());
}

function idOf({ id }: State): string | undefined {
  const first = id?.parts[0];
  return first?.kind === "Chunk" ? first.text : undefined;
}

function named(kind: OutlineKind, node: Node, name: ({ readonly text: string } & Span) | undefined, detail?: string) {
  // Editors refuse an entry without a name: a half-typed declaration is shown by its keyword.
  return entry(kind, node, name, name?.text || kind, detail);
}

function entry(kind: OutlineKind, node: Span, selected: Span | undefined, name: string, detail?: string): OutlineEntry {
  const selection = selected ?? { start: node.start, end: node.start };
  return { name, detail, kind, span: join(node, selection), selection, children: [] };
}

/** What stands in the file, on one line. */
function written(text: string, node: Span | undefined): string {
  return node === undefined ? "" : text.slice(node.start, node.end).replace(/\s+/g, " ");
}
