/**
 * What runs in the editor found out about API steps: the names that a backend sent and no state bears. A fact
 * belongs to a step, which is known by its state and its words, so it stays with the step when the author writes
 * elsewhere. It goes when the step's words change, when the state exists, or when a later answer is right.
 */
import { hashText } from "../base/hash.ts";
import type { Api, State } from "../language/ast.ts";
import type { Position } from "../language/lineMap.ts";
import type { ParsedFile } from "../language/parse.ts";
import type { Span } from "../language/spans.ts";
import { nodePathAt, visit } from "../language/traverse.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import { resolveWire } from "../semantics/resolve.ts";
import { lineMapOf } from "./lineMaps.ts";

/** One event of a run that speaks of an API step. */
export interface RunFactEvent {
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
  /** Where the step begins. */
  readonly at: Position;
  readonly fact:
    | { readonly kind: "answer"; readonly right: boolean; readonly excerpt: string }
    | { readonly kind: "broken"; readonly name: string; readonly excerpt?: string };
}

/** A broken `nextDialogstate`, at the step as it stands now. */
export interface RunFact extends Span {
  readonly path: string;
  /** Full name of the state that holds the step. */
  readonly state: string;
  /** What the backend sent. */
  readonly name: string;
  /** The answer, cut short. */
  readonly response: string;
}

/** What is known of one step. */
interface StepRecord {
  readonly state: string;
  readonly words: string;
  /** Which one of the steps with the same words in the state. */
  readonly ordinal: number;
  readonly answer: string;
  readonly broken: { readonly name: string; readonly response: string } | undefined;
}

/** What is known of the steps of a project. Immutable. */
export type RunRecords = readonly StepRecord[];

/** The records with what happened in a run added; events that speak of no step as it stands now are passed over. */
export function addRunFacts(records: RunRecords, index: ProjectIndex, events: readonly RunFactEvent[]): RunRecords {
  return events.reduce((known, event) => addEvent(known, index, event), records);
}

/** The records that still hold, and the facts to show. */
export function settleRunFacts(
  records: RunRecords,
  index: ProjectIndex,
): { records: RunRecords; facts: readonly RunFact[] } {
  const kept: StepRecord[] = [];
  const facts: RunFact[] = [];
  for (const record of records) {
    const found = locate(index, record);
    if (found === undefined) continue;
    const broken = found.broken(record.broken);
    kept.push(broken === record.broken ? record : { ...record, broken });
    if (broken !== undefined) facts.push({ ...found.place, state: record.state, ...broken });
  }
  return { records: kept, facts };
}

function addEvent(records: RunRecords, index: ProjectIndex, { path, at, fact }: RunFactEvent): RunRecords {
  const step = stepAt(index, path, at);
  if (step === undefined) return records;
  const before = records.find((record) => isSameStep(record, step)) ?? { ...step, answer: "", broken: undefined };
  const others = records.filter((record) => record !== before);
  if (fact.kind === "broken") {
    return [...others, { ...before, broken: { name: fact.name, response: fact.excerpt ?? before.answer } }];
  }
  return [...others, { ...before, answer: fact.excerpt, broken: fact.right ? undefined : before.broken }];
}

type StepKey = Pick<StepRecord, "state" | "words" | "ordinal">;

function isSameStep(a: StepKey, b: StepKey): boolean {
  return a.state === b.state && a.words === b.words && a.ordinal === b.ordinal;
}

function stepAt(index: ProjectIndex, path: string, at: Position): StepKey | undefined {
  const parsed = index.files.get(path)?.parsed;
  if (parsed === undefined) return undefined;
  const nodes = nodePathAt(parsed.tree, lineMapOf(parsed).offsetAt(at));
  const state = nodes.find((node) => node.kind === "State");
  const api = nodes.findLast((node) => node.kind === "Api");
  const fullName = index.file(path)?.states.find((symbol) => symbol.node === state)?.fullName;
  if (state === undefined || api === undefined || fullName === undefined) return undefined;
  const words = wordsOf(parsed, api);
  return { state: fullName, words, ordinal: twins(parsed, state, words).indexOf(api) };
}

function locate(index: ProjectIndex, { state: fullName, words, ordinal }: StepRecord) {
  const state = index.state(fullName);
  const parsed = state === undefined ? undefined : index.files.get(state.path)?.parsed;
  if (state === undefined || parsed === undefined) return undefined;
  const api = twins(parsed, state.node, words)[ordinal];
  if (api === undefined) return undefined;
  return {
    place: { path: state.path, start: api.start, end: headEnd(api) },
    broken: (before: StepRecord["broken"]) =>
      before === undefined || resolveWire(index, before.name, state.flow) !== undefined ? undefined : before,
  };
}

/** The steps of a state that have exactly these words. */
function twins(parsed: ParsedFile, state: State, words: string): readonly Api[] {
  const found: Api[] = [];
  visit(state, (node) => {
    if (node.kind === "Api" && wordsOf(parsed, node) === words) found.push(node);
  });
  return found;
}

const hashes = new WeakMap<Api, string>();

/** A hash of the step's words: blanks, comments and the place do not count. */
function wordsOf(parsed: ParsedFile, api: Api): string {
  const known = hashes.get(api);
  if (known !== undefined) return known;
  const inside = parsed.tokens.filter(({ startOffset }) => startOffset >= api.start && startOffset < api.end);
  const hash = hashText(inside.map((token) => token.image).join("\0"));
  hashes.set(api, hash);
  return hash;
}

/** Where the head of an API step ends: behind its URL. */
function headEnd(api: Api): number {
  return api.url?.end ?? api.method?.end ?? api.service?.end ?? api.start + "api".length;
}
