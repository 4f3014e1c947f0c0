/**
 * What the graph of dialog states takes from one file: plain data without places, so that two versions of a file that
 * differ only in their words have the same shape, and nothing that depends on the graph has to be worked out anew.
 */
import type * as ast from "../language/ast.ts";
import { contains, type Span } from "../language/spans.ts";
import type { FileIndex } from "./fileIndex.ts";
import type { Reference } from "./references.ts";
import { choiceOf, runsOut } from "./stateSteps.ts";
import type { StateSymbol } from "./symbols.ts";
import { isHalfTyped } from "./syntaxProblems.ts";

/** A state as it is named: by flow and name, or by a string from outside. */
export type ShapeTarget =
  | { readonly flow: string; readonly name: string }
  | { readonly wire: string; readonly flow: string | undefined };

/** Where the steps lead that run on entering; `null` is a target that is still to be written. */
export type Way =
  | { readonly go: ShapeTarget | ast.TargetWord["word"] | null }
  | { readonly call: ShapeTarget | null }
  | { readonly choice: readonly (readonly Way[])[] };

/** One dialog state. Of steps only those count that may run. */
export interface StateShape {
  readonly name: string;
  readonly id: string | undefined;
  readonly says: boolean;
  /** An `ask`, a quick reply, a button that acts, or a route: something that the user's next input can meet. */
  readonly offers: boolean;
  /** A `->`, complete or not. */
  readonly leaves: boolean;
  /** A `handover` to a human. */
  readonly handsOver: boolean;
  /** An API step behind the last thing that the state says: its response may lead on. */
  readonly asksBackendLast: boolean;
  /** An `ask`, quick reply, route, `wait` or API step: no cycle through it runs on without a pause. */
  readonly pauses: boolean;
  /** A step that changes memory, so that a global `on change` may act. */
  readonly changesMemory: boolean;
  /** It is half typed: what is missing may be still to come. */
  readonly isUnclear: boolean;
  readonly ways: readonly Way[];
  /** What it leads to but by `call`, wherever in it that stands. */
  readonly jumps: readonly ShapeTarget[];
  /** Some of these are no `->`: it hands a state to a backend, stores or sends one, or lists it for an answer. */
  readonly names: boolean;
  readonly calls: readonly ShapeTarget[];
  /** Some API step does not say where its answer may lead: it may name any state that has an `id`. */
  readonly hasOpenAnswers: boolean;
}

/** One file. */
export interface FileShape {
  readonly flow: string;
  readonly states: readonly StateShape[];
  readonly hasBot: boolean;
  readonly start: ShapeTarget | undefined;
  /** The bot's `fallback` and `failure`. */
  readonly handlers: readonly ShapeTarget[];
  /** What else leads into states from outside of states: global routes, tests, mocks, values. */
  readonly entries: readonly ShapeTarget[];
  /** What global routes call. */
  readonly calls: readonly ShapeTarget[];
  /** A global `on change` may act between any two steps. */
  readonly watchesMemory: boolean;
  /** As in a state, of global routes. */
  readonly hasOpenAnswers: boolean;
  /** Something outside of its states is half typed. */
  readonly isUnclear: boolean;
}

const shapes = new WeakMap<FileIndex, FileShape>();

/** The shape of a file; its states are in the order of `file.states`. */
export function shapeOf(file: FileIndex): FileShape {
  const known = shapes.get(file);
  if (known !== undefined) return known;
  const shape = createShape(file);
  shapes.set(file, shape);
  return shape;
}

const signatures = new WeakMap<FileShape, string>();

/** True where the graph is the same with either. */
export function isSameShape(a: FileShape, b: FileShape): boolean {
  return a === b || signatureOf(a) === signatureOf(b);
}

function signatureOf(shape: FileShape): string {
  const signature = signatures.get(shape) ?? JSON.stringify(shape);
  signatures.set(shape, signature);
  return signature;
}

function createShape(file: FileIndex): FileShape {
  const outside = file.references.filter(({ state }) => state === undefined);
  const at = (...places: readonly string[]): readonly ShapeTarget[] => targetsAt(outside, places);
  return {
    flow: file.flow.name,
    states: file.states.map((state) => shapeOfState(file, state)),
    hasBot: file.symbols.some(({ kind }) => kind === "bot"),
    start: at("start")[0],
    handlers: at("fallback", "failure"),
    entries: at("go", "at", "handed", "value"),
    calls: at("call"),
    watchesMemory: file.globalRoutes.some(({ trigger }) => trigger?.kind === "ChangeTrigger"),
    hasOpenAnswers: file.apiSteps.some((step) => isOpen(step) && !isInState(file, step)),
    isUnclear: file.source.parsed.problems.some((problem) => problem.code === "syntax" && !isInState(file, problem)),
  };
}

function isInState(file: FileIndex, span: Span): boolean {
  return file.states.some((state) => contains(state.span, span));
}

const NAMING = ["next", "handed", "value"];
const GOING = ["go"];
const CALLING = ["call"];
const NO_TARGETS: readonly ShapeTarget[] = [];

function targetsAt(references: readonly Reference[], places: readonly string[]): readonly ShapeTarget[] {
  let found: ShapeTarget[] | undefined;
  for (const reference of references) {
    const target = targetAt(reference, places);
    if (target === undefined) continue;
    found ??= [];
    found.push(target);
  }
  return found ?? NO_TARGETS;
}

function targetAt(reference: Reference, places: readonly string[]): ShapeTarget | undefined {
  if (reference.kind === "state" && places.includes(reference.place)) {
    return { flow: reference.flow, name: reference.name };
  }
  if (reference.kind === "wire" && places.includes(reference.place)) {
    return { wire: reference.name, flow: reference.flow };
  }
  return undefined;
}

function shapeOfState(file: FileIndex, state: StateSymbol): StateShape {
  const references = file.referencesIn.get(state) ?? [];
  const named = targetsAt(references, NAMING);
  const gone = targetsAt(references, GOING);
  const items = state.node.body?.items ?? [];
  return {
    name: state.name,
    id: state.id,
    ...traitsOf(items),
    isUnclear: isHalfTyped(file, state.span),
    ways: waysThrough(items, state.flow),
    jumps: named.length === 0 ? gone : [...gone, ...named],
    names: named.length > 0,
    calls: targetsAt(references, CALLING),
    hasOpenAnswers: file.apiSteps.some((step) => isOpen(step) && contains(state.span, step)),
  };
}

function isOpen({ items }: ast.Api): boolean {
  return !items.some(({ kind }) => kind === "NextDialogstate");
}

type Traits = Pick<
  StateShape,
  "says" | "offers" | "leaves" | "handsOver" | "asksBackendLast" | "pauses" | "changesMemory"
>;

function traitsOf(items: readonly (ast.Step | ast.Route)[]): Traits {
  const traits = {
    says: false,
    offers: false,
    leaves: false,
    handsOver: false,
    asksBackendLast: false,
    pauses: false,
    changesMemory: false,
  };
  if (items.some(({ kind }) => kind === "Route")) traits.offers = traits.pauses = true;
  const step = (one: ast.Step): void => {
    switch (one.kind) {
      case "Say":
        traits.says = true;
        traits.asksBackendLast = false;
        if (one.parts.some(({ kind }) => kind === "Reply")) traits.offers = traits.pauses = true;
        if (one.parts.some(hasActingButton)) traits.offers = true;
        return;
      case "Ask":
        traits.offers = traits.pauses = true;
        return;
      case "Api":
        traits.pauses = traits.asksBackendLast = true;
        for (const item of one.items) if (item.kind === "OnOutcome") runsOut(item.block?.steps ?? [], visitor);
        return;
      case "Wait":
        traits.pauses = true;
        return;
      case "Set":
      case "Clear":
        traits.changesMemory = true;
        return;
      case "Handover":
        traits.handsOver = true;
        return;
      default:
        return;
    }
  };
  const go = (): void => {
    traits.leaves = true;
  };
  const visitor = { step, go, call: () => false };
  runsOut(items, visitor);
  return traits;
}

function hasActingButton(part: ast.Part | ast.CardItem): boolean {
  if (part.kind === "Button") return part.block !== undefined;
  return (part.kind === "Card" || part.kind === "Item") && part.items.some(hasActingButton);
}

/** What stands behind a `->` is left out, and so is a choice that leads nowhere. */
function waysThrough(steps: readonly (ast.Step | ast.Route)[], flow: string): readonly Way[] {
  const ways: Way[] = [];
  for (const step of steps) {
    if (step.kind === "Go") {
      ways.push({ go: goTarget(step.target, flow) });
      return ways;
    }
    if (step.kind === "Call") ways.push({ call: step.state === undefined ? null : stateTarget(step.state, flow) });
    if (step.kind !== "If" && step.kind !== "Match") continue;
    const { taken, mayPass } = choiceOf(step);
    const arms = taken.map((block) => waysThrough(block?.steps ?? [], flow));
    if (arms.some((arm) => arm.length > 0)) ways.push({ choice: mayPass ? [...arms, []] : arms });
  }
  return ways;
}

function goTarget(target: ast.Target | undefined, flow: string): ShapeTarget | ast.TargetWord["word"] | null {
  if (target === undefined) return null;
  return target.kind === "TargetWord" ? target.word : stateTarget(target, flow);
}

function stateTarget(ref: ast.StateRef, flow: string): ShapeTarget | null {
  return ref.name === undefined ? null : { flow: ref.flow?.text ?? flow, name: ref.name.text };
}
