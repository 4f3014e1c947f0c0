import type * as ast from "../language/ast.ts";
import type { ParsedFile, ReadText } from "../language/parse.ts";
import type { Span } from "../language/spans.ts";
import { collectReferences } from "./collectReferences.ts";
import { constantText, nameAlone, textAlone } from "./nameSpans.ts";
import { keepNode } from "./nodesOf.ts";
import { fileOfPart } from "./partPaths.ts";
import type { Reference } from "./references.ts";
import {
  type FlowSymbol,
  type ProjectSymbol,
  type StateSymbol,
  type SymbolKind,
  stateKey,
  symbolKey,
} from "./symbols.ts";
import { variableKey, variablePath } from "./variables.ts";

/** One file of a project as it was read. Immutable: a changed file is another value. */
export interface SourceFile {
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
  readonly uri: string;
  readonly parsed: ParsedFile;
}

/** A file, or one part of a file with the path of that part and positions from its beginning. */
export interface IndexedSource {
  readonly path: string;
  readonly uri: string;
  readonly parsed: ReadText;
}

/** What one file (or part of a file) declares and what it speaks of; it depends on nothing but the file. */
export interface FileIndex {
  readonly source: IndexedSource;
  /** One of its symbols, but for a part that is not the first: the first part has it. */
  readonly flow: FlowSymbol;
  /** In the order in which they are declared. */
  readonly symbols: readonly ProjectSymbol[];
  readonly states: readonly StateSymbol[];
  /** Ordered by place. */
  readonly references: readonly Reference[];
  /** The references that stand in each of the states. */
  readonly referencesIn: ReadonlyMap<StateSymbol, readonly Reference[]>;
  /** The API steps, in the order of the file, wherever they stand. */
  readonly apiSteps: readonly ast.Api[];
  /** The nodes of the kinds that checks ask for; see `nodesOf`. */
  readonly nodes: ReadonlyMap<ast.NodeKind, readonly ast.Node[]>;
  /** The routes of the file and of its bot: those that hold in every state. */
  readonly globalRoutes: readonly ast.Route[];
}

const indexed = new WeakMap<ReadText, FileIndex>();

/** The index of a file; the same for the same parsed file at the same path. One walk over the tree. */
export function indexFile(source: SourceFile): FileIndex {
  const known = indexed.get(source.parsed);
  if (known?.source.path === source.path && known.source.uri === source.uri) return known;
  const index = createFileIndex(source);
  indexed.set(source.parsed, index);
  return index;
}

/** The index of a part of a file; `flow` is that of the first part, which itself gets none. */
export function indexPart(source: IndexedSource, flow: FlowSymbol | undefined): FileIndex {
  const known = indexed.get(source.parsed);
  if (known?.source.path === source.path && known.source.uri === source.uri) {
    const isFirst = known.symbols[0] === known.flow;
    if (flow === undefined ? isFirst : !isFirst && known.flow.name === flow.name) return known;
  }
  const index = createFileIndex(source, flow);
  indexed.set(source.parsed, index);
  return index;
}

/** As `indexPart`, of a part that nobody will look at again. */
export function freshIndexOfPart(source: IndexedSource, flow: FlowSymbol | undefined): FileIndex {
  return createFileIndex(source, flow);
}

/** The name of the flow in a file without a header: its base name, all before `.flow`. */
export function flowNameOfPath(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.flow$/, "");
}

function createFileIndex(source: IndexedSource, ofFirstPart?: FlowSymbol): FileIndex {
  const { tree } = source.parsed;
  const flow = ofFirstPart ?? flowSymbol(source);
  const symbols: ProjectSymbol[] = ofFirstPart === undefined ? [flow] : [];
  const states = new Map<ast.State, StateSymbol>();
  for (const declaration of tree.declarations) {
    const before = symbols.length;
    addSymbols(symbols, declaration, source.path, flow.name);
    for (let at = before; at < symbols.length; at++) {
      const symbol = symbols[at];
      if (symbol?.kind === "state") states.set(symbol.node, symbol);
    }
  }
  const apiSteps: ast.Api[] = [];
  const nodes = new Map<ast.NodeKind, ast.Node[]>();
  const references = collectReferences({ tree, path: source.path, flow: flow.name, states }, (node) => {
    if (node.kind === "Api") apiSteps.push(node);
    keepNode(nodes, node);
  });
  return {
    source,
    flow,
    symbols,
    states: [...states.values()],
    references,
    referencesIn: referencesByState(references),
    apiSteps,
    nodes,
    globalRoutes: tree.declarations.flatMap(routesOf),
  };
}

function referencesByState(references: readonly Reference[]): ReadonlyMap<StateSymbol, readonly Reference[]> {
  const byState = new Map<StateSymbol, Reference[]>();
  for (const reference of references) {
    if (reference.state === undefined) continue;
    const inState = byState.get(reference.state);
    if (inState === undefined) byState.set(reference.state, [reference]);
    else inState.push(reference);
  }
  return byState;
}

function flowSymbol({ path, parsed }: IndexedSource): FlowSymbol {
  const node = parsed.tree.header;
  const name = node?.name;
  const text = name?.text ?? flowNameOfPath(fileOfPart(path));
  const top = { start: 0, end: 0 };
  return {
    kind: "flow",
    key: symbolKey("flow", text),
    name: text,
    path,
    nameSpan: name === undefined ? top : spanOf(name),
    nameAlone: name === undefined ? top : nameAlone(name),
    span: node === undefined ? top : spanOf(node),
    documentation: node?.documentation,
    node,
  };
}

function addSymbols(symbols: ProjectSymbol[], node: ast.Declaration, path: string, flow: string): void {
  switch (node.kind) {
    case "State":
      if (node.name !== undefined) symbols.push(stateSymbol(node, node.name, path, flow));
      return;
    case "Bot":
      if (node.name !== undefined) symbols.push({ ...named("bot", node, node.name, path), node });
      for (const item of node.items) {
        if (item.kind !== "BotLanguages") continue;
        for (const language of item.languages) symbols.push(languageSymbol(language, path));
      }
      return;
    case "Service":
      if (node.name !== undefined) symbols.push({ ...named("service", node, node.name, path), node });
      return;
    case "Intent":
      if (node.name !== undefined) symbols.push({ ...named("intent", node, node.name, path), node });
      return;
    case "Entity":
      if (node.name !== undefined) symbols.push({ ...named("entity", node, node.name, path), node });
      return;
    case "Mock":
      if (node.name !== undefined) symbols.push({ ...named("mock", node, node.name, path), node });
      return;
    case "Preset":
      if (node.name !== undefined) symbols.push({ ...named("preset", node, node.name, path), node });
      return;
    case "Var":
      if (node.path !== undefined) symbols.push(variableSymbol(node, node.path, path));
      return;
    case "Test":
      if (node.name !== undefined) symbols.push(testSymbol(node, node.name, path));
      return;
    case "RouteDeclaration":
      return;
  }
}

function named<K extends Exclude<SymbolKind, "state" | "variable" | "test">>(
  kind: K,
  declaration: Span & { readonly documentation: string | undefined },
  name: ast.Name,
  path: string,
) {
  return {
    kind,
    key: symbolKey(kind, name.text),
    name: name.text,
    path,
    nameSpan: spanOf(name),
    nameAlone: nameAlone(name),
    span: spanOf(declaration),
    documentation: declaration.documentation,
  };
}

function stateSymbol(node: ast.State, name: ast.Name, path: string, flow: string): StateSymbol {
  return {
    kind: "state",
    key: stateKey(flow, name.text),
    name: name.text,
    path,
    nameSpan: spanOf(name),
    nameAlone: nameAlone(name),
    span: spanOf(node),
    documentation: node.documentation,
    node,
    flow,
    fullName: `${flow}.${name.text}`,
    // An empty text could not be sent: it names no state.
    id: (node.id === undefined ? undefined : constantText(node.id)) || undefined,
  };
}

function variableSymbol(node: ast.Var, target: ast.Path, path: string): ProjectSymbol {
  const { scope, names, nameAlone: alone } = variablePath(target);
  return {
    kind: "variable",
    key: variableKey(scope, names),
    name: [scope, ...names].join("."),
    path,
    nameSpan: spanOf(target),
    nameAlone: alone,
    span: spanOf(node),
    documentation: node.documentation,
    node,
  };
}

function testSymbol(node: ast.Test, name: ast.StringLiteral, path: string): ProjectSymbol {
  const text = constantText(name) ?? "";
  return {
    kind: "test",
    key: `test:${fileOfPart(path)}:${text}`,
    name: text,
    path,
    nameSpan: spanOf(name),
    nameAlone: textAlone(name),
    span: spanOf(node),
    documentation: node.documentation,
    node,
  };
}

function languageSymbol(node: ast.Name, path: string): ProjectSymbol {
  return { ...named("language", { ...spanOf(node), documentation: undefined }, node, path), node };
}

function routesOf(declaration: ast.Declaration): readonly ast.Route[] {
  if (declaration.kind === "RouteDeclaration") return [declaration.route];
  if (declaration.kind === "Bot") return declaration.items.filter((item) => item.kind === "Route");
  return [];
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
