/** The states that an author may have meant by a name that no state bears. */
import { editDistance } from "../../base/editDistance.ts";
import { writeName } from "../../language/names.ts";
import { inCode } from "../inCode.ts";
import { plainNameKey } from "../keyTables.ts";
import { writeQuoted } from "../neighbours/quotes.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import type { StateReference, WireReference } from "../references.ts";
import { flowNamesLike, stateNamesLike, wireNamesLike } from "../stateNames.ts";
import { type StateSymbol, stateKey, wireId, writeStateName } from "../symbols.ts";
import { writeTarget } from "../writeTarget.ts";
import type { Fix } from "./fix.ts";
import { writeString } from "./writeString.ts";

/** A state that may have been meant. */
export interface Suggestion {
  readonly state: StateSymbol;
  /** What has to stand in the file in place of the reference. */
  readonly written: string;
  /** What the author reads: the name without quotes. */
  readonly shown: string;
  /** How far it is from what stands there; 0 is the same name in another flow. */
  readonly distance: number;
}

const MOST = 5;
/** Names that differ more are not mistaken for one another. */
const MOST_EDITS = 3;
/** A name of another flow is a little further than the same name here. */
const OTHER_FLOW = 0.5;
/** The first suggestion is the preferred one if the second is this much further. */
const CLEAR_LEAD = 0.5;

/** At most five, the nearest first, of the same flow before others. */
export function suggestStates(index: ProjectIndex, reference: StateReference | WireReference): readonly Suggestion[] {
  const found = reference.kind === "wire" ? asWires(index, reference) : asStates(index, reference);
  found.sort((a, b) => a.distance - b.distance || compare(a.shown, b.shown));
  return found.filter((one, at) => at === 0 || one.written !== found[at - 1]?.written).slice(0, MOST);
}

/** One fix for each suggestion: it replaces the reference. */
export function didYouMean(index: ProjectIndex, reference: StateReference | WireReference): readonly Fix[] {
  const suggestions = suggestStates(index, reference);
  const [first, second] = suggestions;
  const isClear = first !== undefined && (second === undefined || second.distance >= first.distance + CLEAR_LEAD);
  return suggestions.map((suggestion, at) => ({
    title: `Change to ${inCode(suggestion.shown)}`,
    kind: "quickfix",
    preferred: at === 0 && isClear,
    edits: [{ path: reference.path, ...reference.span, text: suggestion.written }],
  }));
}

function asWires(index: ProjectIndex, reference: WireReference): Suggestion[] {
  const states = new Map<string, StateSymbol>();
  const add = (found: readonly StateSymbol[]): void => {
    for (const state of found) states.set(`${state.key} ${state.path} ${state.span.start}`, state);
  };
  for (const text of wireNamesLike(index, reference.name, MOST_EDITS)) {
    if (nameDistance(reference.name, text) === undefined) continue;
    add(index.statesByWireId(text));
    add(index.statesByFullName(text));
  }
  const hasNoId = (state: StateSymbol): boolean => wireId(state) === state.fullName;
  for (const { name } of namesNear(index, reference.name))
    add([...statesNamed(index, name, reference.flow, [], hasNoId)]);
  return [...states.values()].flatMap((state) => asWire(reference, state) ?? []);
}

/** The plain names of states that are near, the nearest first. */
function namesNear(
  index: ProjectIndex,
  written: string,
): readonly { readonly name: string; readonly distance: number }[] {
  return stateNamesLike(index, written, MOST_EDITS)
    .flatMap((name) => {
      const distance = nameDistance(written, name);
      return distance === undefined ? [] : [{ name, distance }];
    })
    .sort((a, b) => a.distance - b.distance);
}

/** Many flows have states of the same names, so only what may be among the nearest is looked up. */
function asStates(index: ProjectIndex, reference: StateReference): Suggestion[] {
  const own = index.flowOf(reference.path)?.name;
  const near: { readonly state: StateSymbol; readonly distance: number }[] = [];
  const best: { readonly key: string; readonly distance: number }[] = [];
  const flows = reference.node.flow === undefined ? [] : flowNamesLike(index, reference.flow, 2);
  for (const { name, distance: ofName } of namesNear(index, reference.name)) {
    if (ofName > (best[MOST - 1]?.distance ?? Number.POSITIVE_INFINITY)) break;
    for (const state of statesNamed(index, name, reference.flow, flows)) {
      const limit = best[MOST - 1]?.distance ?? Number.POSITIVE_INFINITY;
      const distance = ofName + flowDistance(reference, state);
      if (distance > limit) continue;
      near.push({ state, distance });
      if (best.some(({ key }) => key === state.key)) continue;
      best.push({ key: state.key, distance });
      best.sort((a, b) => a.distance - b.distance).splice(MOST);
    }
  }
  const limit = best[MOST - 1]?.distance ?? Number.POSITIVE_INFINITY;
  return near
    .filter(({ distance }) => distance <= limit)
    .map(({ state, distance }) => {
      const isQualified = reference.node.flow !== undefined || state.flow !== own;
      const written = isQualified ? writeStateName(state.flow, state.name) : writeTarget(state.name, reference);
      return { state, written, shown: written, distance };
    });
}

/** A name that more files have is looked for flow by flow. */
const MANY_FILES = 50;

/**
 * The states of a name that may be among the nearest: of its flow, of flows that are near, and the first of all others. `isShownAlone`
 * is false for a state that is offered under a text that others share.
 */
function* statesNamed(
  index: ProjectIndex,
  name: string,
  flow: string | undefined,
  near: readonly string[],
  isShownAlone: (state: StateSymbol) => boolean = () => true,
): Generator<StateSymbol> {
  if (index.filesWith(plainNameKey(name)) < MANY_FILES) {
    yield* index.statesNamed(name);
    return;
  }
  const keys = new Set([...(flow === undefined ? [] : [flow]), ...near].map((one) => stateKey(one, name)));
  for (const key of keys) yield* statesOf(index, key);
  let others = 0;
  for (const written of index.symbolKeys("flow:")) {
    if (others === MOST) return;
    const key = `state:${written}.${writeName(name)}`;
    if (keys.has(key)) continue;
    const found = [...statesOf(index, key)];
    yield* found;
    if (found.some(isShownAlone)) others += 1;
  }
}

function* statesOf(index: ProjectIndex, key: string): Generator<StateSymbol> {
  for (const symbol of index.symbols(key)) if (symbol.kind === "state") yield symbol;
}

function flowDistance(reference: StateReference, state: StateSymbol): number {
  if (reference.flow === state.flow) return 0;
  if (reference.node.flow === undefined) return OTHER_FLOW;
  return Math.min(editDistance(reference.flow, state.flow, 2) ?? 3, 3);
}

/** Of the texts that mean the state the one that is nearest. */
function asWire(reference: WireReference, state: StateSymbol): Suggestion | undefined {
  const isPlainEnough = reference.flow === undefined || reference.flow === state.flow;
  const texts = new Set([wireId(state), state.fullName, ...(isPlainEnough ? [state.name] : [])]);
  let best: Suggestion | undefined;
  for (const text of texts) {
    const distance = nameDistance(reference.name, text);
    if (distance === undefined || (best !== undefined && best.distance <= distance)) continue;
    best = { state, written: writeWire(text, reference), shown: text, distance };
  }
  return best ?? asOtherFlow(reference, state);
}

/** A plain name that only another flow has is meant by its full name. */
function asOtherFlow(reference: WireReference, state: StateSymbol): Suggestion | undefined {
  const distance = nameDistance(reference.name, state.name);
  if (distance === undefined) return undefined;
  const written = writeWire(state.fullName, reference);
  return { state, written, shown: state.fullName, distance: distance + OTHER_FLOW };
}

function writeWire(text: string, { quote }: WireReference): string {
  return quote === undefined ? writeString(text) : writeQuoted(quote, text);
}

/** The distance of two names where they are near enough to be mistaken for one another. */
export function nameDistance(written: string, name: string): number | undefined {
  if (written === name) return 0;
  const length = Math.max(written.length, name.length);
  const most = Math.min(MOST_EDITS, Math.max(1, Math.floor(length * 0.4)));
  if (Math.abs(written.length - name.length) > most) return undefined;
  const distance = editDistance(written.toLowerCase(), name.toLowerCase(), most);
  return distance === undefined || distance >= length ? undefined : distance + 0.1;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
