/**
 * Ways from the start of a conversation to a state on which nothing writes a variable. The search goes backwards from the
 * state and ends at the first beginning that it meets, so that it looks at no more of the project than it must; beyond
 * `MOST_JUMPS` it gives up.
 */
import type * as ast from "../language/ast.ts";
import { isWrittenIn, type MemoryFlow, memoryFlowOf, memoryFlowOfRoute, type Written } from "./exposedReads.ts";
import type { FileIndex } from "./fileIndex.ts";
import type { Place } from "./finding.ts";
import type { PartChange } from "./indexedParts.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { resolveState } from "./resolve.ts";
import type { StateSymbol } from "./symbols.ts";

/** A place on the way: where the conversation begins, then each jump. */
export interface PathPlace extends Place {
  /** The state that the conversation is in from there on. */
  readonly to: StateSymbol;
}

/** So many jumps are looked at for one part of a file, so that no keystroke costs more. */
const MOST_JUMPS = 300;

/** Finds ways for the reads of one part of a file. */
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
      this.#index.look(memoryFact(reference.path));
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
    return this.#index.firstStateIn(state.path) === state;
  }

  #flowOf(state: StateSymbol): MemoryFlow | undefined {
    this.#index.look(memoryFact(state.path));
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

const memoryFact = (path: string): string => `memory ${path}`;

/** The parts in which what is surely written on their ways is other than it was. */
export function* memoryFactsChangedBy(changes: readonly PartChange[]): Generator<string> {
  for (const { path, before, after, inPlace } of changes) {
    if (!inPlace || writtenOnWays(before) !== writtenOnWays(after)) yield memoryFact(path);
  }
}

function writtenOnWays(file: FileIndex | undefined): string {
  if (file === undefined) return "";
  const written = new Map<ast.StateRef, Written>();
  const keep = ({ ways }: MemoryFlow): void => {
    // As they are looked for: the first counts.
    for (const way of ways) if (!written.has(way.ref)) written.set(way.ref, way.written);
  };
  for (const state of file.states) keep(memoryFlowOf(file, state.node));
  for (const route of file.globalRoutes) if (mayComeFirst(route)) keep(memoryFlowOfRoute(file, route));
  return JSON.stringify(
    file.references.flatMap((reference) => {
      const found = reference.kind === "state" ? written.get(reference.node) : undefined;
      return found === undefined ? [] : [[reference.key, found === "everything" ? found : [...found].sort()]];
    }),
  );
}

/** The routes of a file that may take the first input of a conversation. */
export function firstRoutes(file: FileIndex): readonly ast.Route[] {
  return file.globalRoutes.filter(mayComeFirst);
}

function mayComeFirst({ trigger, context, when }: ast.Route): boolean {
  if (context !== undefined || when !== undefined) return false;
  return trigger !== undefined && trigger.kind !== "SilenceTrigger" && trigger.kind !== "ChangeTrigger";
}
