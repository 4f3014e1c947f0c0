/**
 * Cycles of dialog states from which a conversation can neither get out nor come to rest.
 *
 * Only states without any pause are looked at; among them the strongly connected ones (Tarjan, with a stack of its own)
 * that no jump, no end and no way that runs out leads out of. A `call` comes back, so it is no way out unless what it
 * calls may pause or end; one into the cycle itself never does.
 */
import type * as ast from "../language/ast.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { resolveState } from "./resolve.ts";
import { runsOut } from "./stateSteps.ts";
import { stronglyConnected } from "./stronglyConnected.ts";
import type { StateSymbol } from "./symbols.ts";
import { isHalfTyped } from "./syntaxProblems.ts";

/** The states of one cycle, by file and position; at least one. */
export type Cycle = readonly StateSymbol[];

const known = new WeakMap<ProjectIndex, readonly Cycle[]>();

/** The endless cycles of a project, each once; read once for an index. */
export function endlessCycles(index: ProjectIndex): readonly Cycle[] {
  const before = known.get(index);
  if (before !== undefined) return before;
  const cycles = findCycles(index);
  known.set(index, cycles);
  return cycles;
}

/** Where a state without a pause can go at once. */
interface Exits {
  readonly jumps: ReadonlySet<StateSymbol>;
  readonly calls: ReadonlySet<StateSymbol>;
  /** Some way ends, rests, comes back, or leads to what cannot be told. */
  readonly getsOut: boolean;
}

function findCycles(index: ProjectIndex): readonly Cycle[] {
  const restless = new Map<StateSymbol, Exits>();
  const hasChangeRoute = [...index.files.keys()].some((path) =>
    index.file(path)?.globalRoutes.some((route) => route.trigger?.kind === "ChangeTrigger"),
  );
  for (const state of index.states()) {
    const { pauses, changesMemory } = index.traitsOf(state);
    if (pauses || (hasChangeRoute && changesMemory) || isUnclear(index, state)) continue;
    restless.set(
      state,
      exitsOf(index, state, () => false),
    );
  }
  const next = (state: StateSymbol): readonly StateSymbol[] => {
    const exits = restless.get(state);
    return exits === undefined ? [] : [...exits.jumps, ...exits.calls].filter((target) => restless.has(target));
  };
  return stronglyConnected([...restless.keys()], next)
    .filter((states) => states.length > 1 || states.some((state) => next(state).includes(state)))
    .filter((states) => isEndless(index, new Set(states), restless))
    .map((states) => states.toSorted(byPlace));
}

function isEndless(index: ProjectIndex, states: ReadonlySet<StateSymbol>, restless: Map<StateSymbol, Exits>): boolean {
  for (const state of states) {
    const exits = exitsOf(index, state, (target) => states.has(target));
    if (exits.getsOut) return false;
    for (const target of exits.jumps) if (!states.has(target)) return false;
    for (const target of exits.calls) if (!states.has(target) && mayGetOut(target, restless)) return false;
  }
  return true;
}

/** True if a call of the state may pause, end the conversation, or do what cannot be told. */
function mayGetOut(called: StateSymbol, restless: Map<StateSymbol, Exits>): boolean {
  const seen = new Set([called]);
  for (const state of seen) {
    const exits = restless.get(state);
    if (exits === undefined || endsConversation(state)) return true;
    for (const target of [...exits.jumps, ...exits.calls]) seen.add(target);
  }
  return false;
}

function endsConversation(state: StateSymbol): boolean {
  let ends = false;
  runsOut(state.node.body?.items ?? [], {
    go: (target) => {
      const comesBack = target?.kind === "StateRef" || (target?.kind === "TargetWord" && target.word === "return");
      if (!comesBack) ends = true;
    },
    call: () => false,
  });
  return ends;
}

function exitsOf(index: ProjectIndex, state: StateSymbol, neverReturns: (called: StateSymbol) => boolean): Exits {
  const jumps = new Set<StateSymbol>();
  const calls = new Set<StateSymbol>();
  let getsOut = false;
  const rests = runsOut(state.node.body?.items ?? [], {
    go: (target) => {
      const to = jumpTarget(index, state, target);
      if (to === undefined) getsOut = true;
      else jumps.add(to);
    },
    call: (ref) => {
      const to = ref === undefined ? undefined : resolveState(index, state.flow, ref);
      if (to === undefined) getsOut = true;
      else calls.add(to);
      return to !== undefined && neverReturns(to);
    },
  });
  return { jumps, calls, getsOut: getsOut || rests };
}

function jumpTarget(index: ProjectIndex, state: StateSymbol, target: ast.Target | undefined): StateSymbol | undefined {
  if (target?.kind === "StateRef") return resolveState(index, state.flow, target);
  return target?.kind === "TargetWord" && target.word === "restart" ? startOf(index) : undefined;
}

/** The state in which the bot begins. */
function startOf(index: ProjectIndex): StateSymbol | undefined {
  const { bot } = index;
  const start = bot?.node.items.find((item) => item.kind === "BotState" && item.role === "start");
  if (bot === undefined || start?.kind !== "BotState" || start.state === undefined) return undefined;
  return resolveState(index, index.flowOf(bot.path)?.name ?? "", start.state);
}

function isUnclear(index: ProjectIndex, state: StateSymbol): boolean {
  const file = index.file(state.path);
  return file === undefined || isHalfTyped(file, state.span);
}

function byPlace(a: StateSymbol, b: StateSymbol): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.span.start - b.span.start;
}
