/**
 * Ways from the start of a conversation to a state on which nothing writes a variable. The search goes backwards from the
 * state and ends at the first beginning that it meets, so that it looks at no more of the project than it must; beyond
 * `MOST_JUMPS` it gives up.
 */
import type * as ast from "../language/ast.ts";
import { isWrittenIn, type MemoryFlow, memoryFlowOf, memoryFlowOfRoute } from "./exposedReads.ts";
import type { FileIndex } from "./fileIndex.ts";
import type { Place } from "./finding.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { resolveState } from "./resolve.ts";
import type { StateSymbol } from "./symbols.ts";

/** A place on the way: where the conversation begins, then each jump. */
export interface PathPlace extends Place {
  /** The state that the conversation is in from there on. */
  readonly to: StateSymbol;
}

/** So many jumps are looked at for one file, so that no keystroke costs more. */
const MOST_JUMPS = 1_000;

/** Finds ways for the reads of one file. */
export class UnwrittenPaths {
  readonly #index: ProjectIndex;
  /** By variable: states that no unwritten way leads to. */
  readonly #safe = new Map<string, Set<StateSymbol>>();
  /** The start of the bot; `undefined` without a bot, `null` where the bot does not tell it. */
  readonly #start: StateSymbol | null | undefined;
  #left = MOST_JUMPS;

  constructor(index: ProjectIndex) {
    this.#index = index;
    this.#start = botStart(index);
  }

  /** A shortest way to the state on which the variable stays unwritten; `undefined` if there is none. */
  to(target: StateSymbol, key: string, isTemporary: boolean): readonly PathPlace[] | undefined {
    if (this.#left <= 0) return undefined;
    const safe = this.#safe.get(key) ?? new Set<StateSymbol>();
    this.#safe.set(key, safe);
    // From each state the place that leads on towards the target.
    const onward = new Map<StateSymbol, PathPlace | undefined>([[target, undefined]]);
    for (const state of onward.keys()) {
      if (safe.has(state)) continue;
      const beginning = this.#beginningAt(state, key);
      if (beginning !== undefined) return wayFrom(beginning, onward);
      for (const jump of this.#jumpsInto(state, key, isTemporary)) {
        if (!onward.has(jump.from)) onward.set(jump.from, jump.place);
      }
      if (this.#left <= 0) return undefined;
    }
    for (const state of onward.keys()) safe.add(state);
    return undefined;
  }

  /** Where a conversation begins with this state, before the variable is written. */
  #beginningAt(state: StateSymbol, key: string): PathPlace | undefined {
    if (this.#startsHere(state)) return { path: state.path, ...state.nameSpan, to: state };
    for (const reference of this.#index.eachReference(state.key)) {
      if (this.#left-- <= 0) return undefined;
      if (reference.kind !== "state" || reference.state !== undefined || reference.place !== "go") continue;
      const file = this.#index.file(reference.path);
      const route = file?.globalRoutes.find(
        (one) => one.start <= reference.span.start && reference.span.end <= one.end,
      );
      if (file === undefined || route === undefined || !mayComeFirst(route)) continue;
      const way = memoryFlowOfRoute(file, route).ways.find(({ ref }) => ref === reference.node);
      if (way !== undefined && !isWrittenIn(way.written, key)) {
        return { path: reference.path, ...reference.span, to: state };
      }
    }
    return undefined;
  }

  *#jumpsInto(state: StateSymbol, key: string, isTemporary: boolean) {
    this.#left--;
    for (const reference of this.#index.eachReference(state.key)) {
      if (this.#left-- <= 0) return;
      if (reference.kind !== "state" || reference.state === undefined) continue;
      const from = reference.state;
      const way = this.#flowOf(from)?.ways.find(({ ref }) => ref === reference.node);
      if (way === undefined) continue;
      // What is temporary does not outlive the flow, nor does a called flow see it.
      const isGone = isTemporary && (from.flow !== state.flow || reference.place === "call");
      if (!isGone && isWrittenIn(way.written, key)) continue;
      yield { from, place: { path: reference.path, ...reference.span, to: state } };
    }
  }

  /** True for the start of the bot; without a bot for the state `start`, else the first one, of each flow. */
  #startsHere(state: StateSymbol): boolean {
    if (this.#start !== undefined) return this.#start?.key === state.key;
    const states = this.#index.file(state.path)?.states ?? [];
    return (states.find(({ name }) => name === "start") ?? states[0]) === state;
  }

  #flowOf(state: StateSymbol): MemoryFlow | undefined {
    const file = this.#index.file(state.path);
    return file === undefined ? undefined : memoryFlowOf(file, state.node);
  }
}

function wayFrom(beginning: PathPlace, onward: ReadonlyMap<StateSymbol, PathPlace | undefined>): readonly PathPlace[] {
  const way = [beginning];
  for (let next = onward.get(beginning.to); next !== undefined; next = onward.get(next.to)) way.push(next);
  return way;
}

function botStart(index: ProjectIndex): StateSymbol | null | undefined {
  const { bot } = index;
  const start = bot?.node.items.find((item) => item.kind === "BotState" && item.role === "start");
  if (bot === undefined) return undefined;
  if (start?.kind !== "BotState" || start.state === undefined) return null;
  return resolveState(index, index.flowOf(bot.path)?.name ?? "", start.state) ?? null;
}

/** The routes of a file that may take the first input of a conversation. */
export function firstRoutes(file: FileIndex): readonly ast.Route[] {
  return file.globalRoutes.filter(mayComeFirst);
}

function mayComeFirst({ trigger, context, when }: ast.Route): boolean {
  if (context !== undefined || when !== undefined) return false;
  return trigger !== undefined && trigger.kind !== "SilenceTrigger" && trigger.kind !== "ChangeTrigger";
}
