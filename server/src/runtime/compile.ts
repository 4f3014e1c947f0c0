import type * as ast from "../language/ast.ts";
import { createLineMap, type LineMap } from "../language/lineMap.ts";
import type { Finding } from "../semantics/finding.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import { type StateSymbol, wireId, writeStateName } from "../semantics/symbols.ts";
import { variablePath } from "../semantics/variables.ts";
import { addPlace, type Collected, collectBlock, collectRoutes } from "./compile/blocks.ts";
import { problemsOf } from "./compile/problems.ts";
import type { SourcePlace } from "./events.ts";
import type { Program, ProgramBot, ProgramFlow, ProgramState } from "./program.ts";

/** A program, or what keeps the project from running. */
export type Compiled =
  | { readonly ok: true; readonly program: Program }
  | { readonly ok: false; readonly problems: readonly Finding[] };

/** Makes a program of a project. Refused are syntax errors and names that nothing declares. */
export function compile(index: ProjectIndex): Compiled {
  const problems = problemsOf(index);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, program: createProgram(index) };
}

function createProgram(index: ProjectIndex): Program {
  const lines = new Map<string, LineMap>();
  const place: Collected["place"] = (file, { start, end }) => {
    const map = lines.get(file) ?? createLineMap(index.files.get(file)?.parsed.text ?? "");
    lines.set(file, map);
    return { file, range: { start: map.positionAt(start), end: map.positionAt(end) } };
  };
  const collected: Collected = {
    blocks: new Map(),
    steps: new Map(),
    routes: new Map(),
    blockIds: new Map(),
    places: new Map(),
    place,
  };
  const states = new Map<string, ProgramState>();
  for (const symbol of index.states()) {
    if (!states.has(symbol.fullName)) states.set(symbol.fullName, createState(symbol, collected));
  }
  const targets = targetsOf(index);
  const flows = createFlows(index, collected);
  const bot = createBot(index, targets, collected);
  for (const places of collected.places.values()) places.sort(byPlace);
  return {
    bot,
    flows,
    states,
    blocks: collected.blocks,
    steps: collected.steps,
    routes: collected.routes,
    services: byName(index.symbolsOfKind("service")),
    intents: [...index.symbolsOfKind("intent")].map(({ name, node }) => ({ name, node })),
    entities: byName(index.symbolsOfKind("entity")),
    presets: byName(index.symbolsOfKind("preset")),
    mocks: byName(index.symbolsOfKind("mock")),
    ...variablesOf(index),
    secrets: secretsOf(index),
    places: collected.places,
    target: (ref) => targets.get(ref),
    block: (node) => collected.blockIds.get(node) ?? null,
    wire: (text, flow) => index.stateMeantBy(text, flow ?? undefined)?.fullName,
    place,
  };
}

/** Declarations by name; of several with one name the first counts. */
function byName<T>(
  symbols: Iterable<{ readonly name: string; readonly path: string; readonly node: T }>,
): ReadonlyMap<string, { readonly name: string; readonly file: string; readonly node: T }> {
  const found = new Map<string, { readonly name: string; readonly file: string; readonly node: T }>();
  for (const { name, path, node } of symbols) {
    if (!found.has(name)) found.set(name, { name, file: path, node });
  }
  return found;
}

function createState(symbol: StateSymbol, into: Collected): ProgramState {
  const { node, fullName, flow, path, name } = symbol;
  const owner = { file: path, flow, state: fullName };
  const id = writeStateName(flow, name);
  const items = node.body?.items ?? [];
  const routes = items.filter((item) => item.kind === "Route");
  collectBlock(
    id,
    items.filter((item) => item.kind !== "Route"),
    owner,
    null,
    into,
  );
  const place = into.place(path, symbol.nameSpan);
  if ((into.blocks.get(id)?.steps.length ?? 0) > 0) addPlace(`${id}#0`, "state", name, symbol.nameSpan, owner, into);
  return {
    name: fullName,
    plainName: name,
    wireId: wireId(symbol),
    owner,
    block: id,
    routes: collectRoutes(id, routes, owner, into),
    place,
    node,
  };
}

function createFlows(index: ProjectIndex, into: Collected): ReadonlyMap<string, ProgramFlow> {
  const flows = new Map<string, ProgramFlow>();
  for (const path of index.files.keys()) {
    const file = index.file(path);
    if (file === undefined || flows.has(file.flow.name)) continue;
    const { name } = file.flow;
    const declarations = file.source.parsed.tree.declarations;
    const routes = declarations.flatMap((node) => (node.kind === "RouteDeclaration" ? [node.route] : []));
    flows.set(name, {
      name,
      file: path,
      states: file.states.map((state) => state.fullName),
      routes: collectRoutes(path, routes, { file: path, flow: name, state: null }, into),
    });
  }
  return flows;
}

function createBot(
  index: ProjectIndex,
  targets: ReadonlyMap<ast.StateRef, string>,
  into: Collected,
): ProgramBot | null {
  const { bot } = index;
  if (bot === undefined) return null;
  const { items } = bot.node;
  const role = (name: ast.BotState["role"]): string | null => {
    const item = items.find((each) => each.kind === "BotState" && each.role === name);
    return item?.kind === "BotState" && item.state !== undefined ? (targets.get(item.state) ?? null) : null;
  };
  const threshold = items.find((item) => item.kind === "BotThreshold")?.value?.value;
  const owner = { file: bot.path, flow: index.flowOf(bot.path)?.name ?? "", state: null };
  const routes = items.filter((item) => item.kind === "Route");
  return {
    name: bot.name,
    languages: items.flatMap((item) => (item.kind === "BotLanguages" ? item.languages.map(({ text }) => text) : [])),
    start: role("start"),
    fallback: role("fallback"),
    failure: role("failure"),
    threshold: threshold ?? 0.5,
    routes: collectRoutes(`${bot.path}/bot`, routes, owner, into),
    file: bot.path,
  };
}

function targetsOf(index: ProjectIndex): ReadonlyMap<ast.StateRef, string> {
  const targets = new Map<ast.StateRef, string>();
  for (const path of index.files.keys()) {
    for (const reference of index.file(path)?.references ?? []) {
      if (reference.kind !== "state") continue;
      const state = index.stateIn(reference.flow, reference.name);
      if (state !== undefined) targets.set(reference.node, state.fullName);
    }
  }
  return targets;
}

function variablesOf(index: ProjectIndex): Pick<Program, "variables" | "sensitive"> {
  const variables = [...index.files.values()].flatMap(({ path, parsed }) =>
    parsed.tree.declarations.flatMap((node) => {
      if (node.kind !== "Var" || node.path === undefined) return [];
      const { scope, names } = variablePath(node.path);
      return [{ path: [scope, ...names], node, file: path }];
    }),
  );
  const sensitive = variables.filter(({ node }) => node.sensitive).map(({ path }) => path.join("."));
  return { variables, sensitive };
}

function secretsOf(index: ProjectIndex): ReadonlySet<string> {
  const names = new Set<string>();
  for (const path of index.files.keys()) {
    for (const reference of index.file(path)?.references ?? []) {
      const [name] = reference.kind === "variable" && reference.scope === "secret" ? reference.names : [];
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

function byPlace(a: { readonly place: SourcePlace }, b: { readonly place: SourcePlace }): number {
  const [from, to] = [a.place.range.start, b.place.range.start];
  return from.line - to.line || from.character - to.character;
}
