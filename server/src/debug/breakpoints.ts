/**
 * The breakpoints of a session, by file. What the client asks for is kept as it came, and is bound to a place of the
 * program; bound again it is whenever the program changes. One breakpoint may have a condition, a hit count and a log
 * message at once: hits are counted where the condition holds, and the message is printed, in place of stopping, where
 * the count fits too.
 */
import { isTruthy } from "../expressions/values.ts";
import type { Expr } from "../language/ast.ts";
import type { SourcePosition } from "../runtime/events.ts";
import type { MachineState } from "../runtime/machineState.ts";
import type { ExecutablePlace, ProgramStep } from "../runtime/program.ts";
import { type Evaluation, evaluationText, reasonOf } from "./evaluation.ts";
import { readExpression } from "./expressions.ts";
import { type HitCondition, readHitCondition } from "./hitCondition.ts";
import { type LogMessage, readLogMessage } from "./logMessages.ts";
import { type BreakableFile, snap } from "./snapping.ts";

/** What a client asks for; positions count from 0. */
export interface BreakpointRequest {
  readonly line: number;
  readonly character: number | undefined;
  readonly condition: string | undefined;
  readonly hitCondition: string | undefined;
  readonly logMessage: string | undefined;
}

/** A breakpoint as the client is told about it: `place` where it is bound, `message` where it cannot be. */
export interface BoundBreakpoint {
  readonly id: number;
  readonly request: BreakpointRequest;
  readonly place: ExecutablePlace | undefined;
  readonly message: string | undefined;
}

/** What is read from the request once. */
interface Rules {
  readonly condition: Expr | undefined;
  readonly hitCondition: HitCondition | undefined;
  readonly logMessage: LogMessage | undefined;
  /** Why the breakpoint cannot be used, in a sentence. */
  readonly problem: string | undefined;
}

interface Entry {
  readonly id: number;
  readonly request: BreakpointRequest;
  readonly rules: Rules;
  bound: ExecutablePlace | undefined;
  problem: string | undefined;
  hits: number;
  hasComplained: boolean;
}

/** What breakpoints need while a conversation runs. */
export interface BreakpointListener {
  /** For conditions: sees real values. */
  evaluate(state: MachineState, expression: Expr): Evaluation;
  /** For log messages: masked. */
  display(state: MachineState, expression: Expr): Evaluation;
  /** A logpoint was reached. */
  log(text: string, place: ExecutablePlace): void;
  /** A condition has no value; told once a breakpoint. */
  complain(text: string, place: ExecutablePlace): void;
}

export class Breakpoints {
  readonly #files = new Map<string, readonly Entry[]>();
  readonly #listener: BreakpointListener;
  #next = 1;

  constructor(listener: BreakpointListener) {
    this.#listener = listener;
  }

  /** URIs of the files with breakpoints. */
  get files(): Iterable<string> {
    return this.#files.keys();
  }

  /** Replaces the breakpoints of a file. One that was there already keeps its id and its hits. */
  set(
    uri: string,
    requests: readonly BreakpointRequest[],
    file: BreakableFile | undefined,
  ): readonly BoundBreakpoint[] {
    const before = [...(this.#files.get(uri) ?? [])];
    const entries = requests.map((request) => {
      const kept = before.findIndex((entry) => isSame(entry.request, request));
      return kept < 0 ? this.#entry(request) : (before.splice(kept, 1)[0] ?? this.#entry(request));
    });
    this.#files.set(uri, entries);
    this.bind(uri, file);
    return entries.map(view);
  }

  /** Binds the breakpoints of a file to its places as they are now; answers those that changed. */
  bind(uri: string, file: BreakableFile | undefined): readonly BoundBreakpoint[] {
    return (this.#files.get(uri) ?? []).filter((entry) => bindEntry(entry, file)).map(view);
  }

  /** Begins to count hits anew: another run begins. */
  resetHits(): void {
    for (const entry of [...this.#files.values()].flat()) entry.hits = 0;
  }

  /** The step is about to run: counts, prints log messages, and answers the ids of the breakpoints that stop here. */
  hit(step: ProgramStep, state: MachineState): readonly number[] {
    const here = [...this.#files.values()].flat().filter((entry) => entry.bound?.id === step.id);
    return here.filter((entry) => this.#holds(entry, state)).map((entry) => entry.id);
  }

  #holds(entry: Entry, state: MachineState): boolean {
    const { condition, hitCondition, logMessage } = entry.rules;
    if (entry.bound === undefined) return false;
    if (condition !== undefined && !this.#meets(entry, entry.bound, condition, state)) return false;
    entry.hits += 1;
    if (hitCondition !== undefined && !hitCondition(entry.hits)) return false;
    if (logMessage === undefined) return true;
    const text = logMessage.map((piece) =>
      typeof piece === "string" ? piece : evaluationText(this.#listener.display(state, piece), piece),
    );
    this.#listener.log(text.join(""), entry.bound);
    return false;
  }

  #meets(entry: Entry, place: ExecutablePlace, condition: Expr, state: MachineState): boolean {
    const evaluation = this.#listener.evaluate(state, condition);
    const reason = reasonOf(evaluation, condition);
    if (reason !== undefined && !entry.hasComplained) {
      entry.hasComplained = true;
      this.#listener.complain(`The condition \`${entry.request.condition ?? ""}\` has no value: ${reason}`, place);
    }
    return isTruthy(evaluation.value);
  }

  #entry(request: BreakpointRequest): Entry {
    const id = this.#next;
    this.#next += 1;
    const rules = readRules(request);
    return { id, request, rules, bound: undefined, problem: undefined, hits: 0, hasComplained: false };
  }
}

/** True where the entry is bound to another place than before, or is free for another reason. */
function bindEntry(entry: Entry, file: BreakableFile | undefined): boolean {
  const before = { place: entry.bound, problem: entry.problem };
  const target: SourcePosition = { line: entry.request.line, character: entry.request.character ?? -1 };
  const snapped = file === undefined ? undefined : snap(file, target);
  entry.problem = entry.rules.problem ?? reasonWhyUnbound(file, snapped);
  entry.bound = entry.problem === undefined ? snapped : undefined;
  return !isSamePlace(before.place, entry.bound) || before.problem !== entry.problem;
}

function reasonWhyUnbound(file: BreakableFile | undefined, snapped: ExecutablePlace | undefined): string | undefined {
  if (file === undefined) return "This file is no part of the conversation, or it cannot run.";
  return snapped === undefined ? "Nothing runs here." : undefined;
}

function readRules(request: BreakpointRequest): Rules {
  const condition = given(request.condition) ? readExpression(request.condition) : undefined;
  const hitCondition = given(request.hitCondition) ? readHitCondition(request.hitCondition) : undefined;
  const logMessage = given(request.logMessage) ? readLogMessage(request.logMessage) : undefined;
  const problem =
    problemOf("condition", condition) ??
    (given(request.hitCondition) && hitCondition === undefined ? HIT_CONDITION_HELP : undefined) ??
    problemOf("log message", logMessage);
  return {
    condition: condition?.ok ? condition.expression : undefined,
    hitCondition,
    logMessage: logMessage?.ok ? logMessage.message : undefined,
    problem,
  };
}

const HIT_CONDITION_HELP = "A hit count is a number, or one of == > >= < <= % and a number.";

function problemOf(
  what: string,
  read: { readonly ok: true } | { readonly ok: false; readonly message: string } | undefined,
): string | undefined {
  return read === undefined || read.ok ? undefined : `The ${what} cannot be read: ${read.message}`;
}

/** An editor sends an empty text for a field that the author left empty. */
function given(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== "";
}

function isSame(a: BreakpointRequest, b: BreakpointRequest): boolean {
  return (
    a.line === b.line &&
    a.character === b.character &&
    a.condition === b.condition &&
    a.hitCondition === b.hitCondition &&
    a.logMessage === b.logMessage
  );
}

function isSamePlace(a: ExecutablePlace | undefined, b: ExecutablePlace | undefined): boolean {
  return (
    a === b ||
    (a !== undefined && b !== undefined && a.id === b.id && a.place.range.start.line === b.place.range.start.line)
  );
}

function view(entry: Entry): BoundBreakpoint {
  return { id: entry.id, request: entry.request, place: entry.bound, message: entry.problem };
}
