/**
 * What every kind of breakpoint may have: a condition, a hit count and a log message, all at once. Hits are counted where
 * the condition holds, and the message is printed, in place of stopping, where the count fits too.
 */
import { isTruthy } from "../expressions/values.ts";
import type { Expr } from "../language/ast.ts";
import type { SourcePlace } from "../runtime/events.ts";
import type { MachineState } from "../runtime/machineState.ts";
import type { ProgramStep } from "../runtime/program.ts";
import { type Evaluation, evaluationText, reasonOf } from "./evaluation.ts";
import { readExpression } from "./expressions.ts";
import type { Happened } from "./happened.ts";
import { type HitCondition, readHitCondition } from "./hitCondition.ts";
import { type LogMessage, readLogMessage } from "./logMessages.ts";

/** A moment at which the conversation may stop: before a step, or where it rests. */
export interface Occasion {
  readonly step: ProgramStep | undefined;
  /** Id of the step of a test that comes next. */
  readonly test?: string | undefined;
  readonly state: MachineState;
  /** Since the moment before. */
  readonly happened: Happened;
}

/** The rules as a client writes them. */
export interface RuleTexts {
  readonly condition?: string | undefined;
  readonly hitCondition?: string | undefined;
  readonly logMessage?: string | undefined;
}

/** What breakpoints need while a conversation runs. */
export interface BreakpointListener {
  /** For conditions: sees real values. */
  evaluate(state: MachineState, expression: Expr): Evaluation;
  /** For log messages: masked. */
  display(state: MachineState, expression: Expr): Evaluation;
  /** A logpoint was reached. */
  log(text: string, place: SourcePlace | undefined): void;
  /** A condition has no value; told once a breakpoint. */
  complain(text: string, place: SourcePlace | undefined): void;
}

/** The rules of one breakpoint, with its hits so far. */
export class StopRules {
  /** Why they cannot be used, in a sentence. */
  readonly problem: string | undefined;
  readonly #texts: RuleTexts;
  readonly #condition: Expr | undefined;
  readonly #hitCondition: HitCondition | undefined;
  readonly #logMessage: LogMessage | undefined;
  #hits = 0;
  #hasComplained = false;

  constructor(texts: RuleTexts) {
    const condition = given(texts.condition) ? readExpression(texts.condition) : undefined;
    const hitCondition = given(texts.hitCondition) ? readHitCondition(texts.hitCondition) : undefined;
    const logMessage = given(texts.logMessage) ? readLogMessage(texts.logMessage) : undefined;
    this.#texts = texts;
    this.#condition = condition?.ok ? condition.expression : undefined;
    this.#hitCondition = hitCondition;
    this.#logMessage = logMessage?.ok ? logMessage.message : undefined;
    this.problem =
      problemOf("condition", condition) ??
      (given(texts.hitCondition) && hitCondition === undefined ? HIT_CONDITION_HELP : undefined) ??
      problemOf("log message", logMessage);
  }

  /** The breakpoint was reached: counts, prints, and answers whether the conversation stops. */
  reached(state: MachineState, place: SourcePlace | undefined, listener: BreakpointListener): boolean {
    if (!this.#meets(state, place, listener)) return false;
    this.#hits += 1;
    if (this.#hitCondition !== undefined && !this.#hitCondition(this.#hits)) return false;
    if (this.#logMessage === undefined) return true;
    const text = this.#logMessage.map((piece) =>
      typeof piece === "string" ? piece : evaluationText(listener.display(state, piece), piece),
    );
    listener.log(text.join(""), place);
    return false;
  }

  /**
   * Whether the conversation stopped, or would have, at the last of the moments at which the breakpoint was reached, oldest
   * first; counts and prints nothing.
   */
  wouldStop(states: readonly MachineState[], listener: BreakpointListener): boolean {
    const last = states.at(-1);
    if (last === undefined || this.#logMessage !== undefined || !this.#meets(last, undefined, listener)) return false;
    return this.#hitCondition === undefined || this.#hitCondition(this.#count(states, listener));
  }

  /** Counts the hits again from the moments at which the breakpoint was reached: the conversation went back. */
  recount(states: () => readonly MachineState[], listener: BreakpointListener): void {
    if (this.#hitCondition !== undefined) this.#hits = this.#count(states(), listener);
  }

  /** Whether it depends on the hits before. */
  get countsHits(): boolean {
    return this.#hitCondition !== undefined;
  }

  /** Begins to count hits anew. */
  reset(): void {
    this.#hits = 0;
  }

  #count(states: readonly MachineState[], listener: BreakpointListener): number {
    return states.filter((state) => this.#meets(state, undefined, listener)).length;
  }

  #meets(state: MachineState, place: SourcePlace | undefined, listener: BreakpointListener): boolean {
    const condition = this.#condition;
    if (condition === undefined) return true;
    const evaluation = listener.evaluate(state, condition);
    const reason = reasonOf(evaluation, condition);
    if (reason !== undefined && !this.#hasComplained) {
      this.#hasComplained = true;
      listener.complain(`The condition \`${this.#texts.condition ?? ""}\` has no value: ${reason}`, place);
    }
    return isTruthy(evaluation.value);
  }
}

/** One breakpoint of any kind. */
export interface StopPoint {
  readonly id: number;
  readonly reason: "breakpoint" | "function breakpoint" | "data breakpoint";
  readonly rules: StopRules;
  /** Where it stands, for its messages. */
  readonly place: SourcePlace | undefined;
  isReached(occasion: Occasion): boolean;
}

const HIT_CONDITION_HELP = "A hit count is a number from 1 on, or one of == > >= < <= % and a number.";

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
