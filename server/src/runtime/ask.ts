import { isOneDate } from "../expressions/answerDates.ts";
import { type AnswerContext, type Given, readAnswer } from "../expressions/answers.ts";
import { fillIn, holds, keysOf } from "../expressions/evaluate.ts";
import { findAnswer } from "../expressions/findAnswers.ts";
import type { Value } from "../expressions/values.ts";
import type * as ast from "../language/ast.ts";
import { runChanges } from "./changes.ts";
import { contextOf, userLanguage } from "./context.ts";
import type { Draft } from "./draft.ts";
import { moveTo, newWait } from "./frames.ts";
import { go } from "./jumps.ts";
import { isSensitive, writePath } from "./memory.ts";
import type { ProgramStep } from "./program.ts";
import { askQuestion } from "./question.ts";
import { fullKeys } from "./scopes.ts";
import { printAlternative, printText } from "./texts.ts";
import { beginWait } from "./waits.ts";

/** An `ask` with its step. */
export interface AskStep extends ProgramStep {
  readonly node: ast.Ask;
}

/** The `ask` that waits, or `undefined`. */
export function waitingAsk(draft: Draft): AskStep | undefined {
  const step = draft.program.steps.get(draft.state.wait?.step ?? "");
  return step?.node.kind === "Ask" ? { ...step, node: step.node } : undefined;
}

/** Asks, unless `skip when` holds. */
export function runAsk(draft: Draft, step: AskStep): void {
  const skip = step.node.items.find((item) => item.kind === "SkipWhen");
  if (skip !== undefined && holds(skip.condition, contextOf(draft))) leave(draft, step);
  else askQuestion(draft, step, step.node);
}

function leave(draft: Draft, step: AskStep): void {
  moveTo(draft, { block: step.block, index: step.index + 1 });
  draft.set({ status: "running", wait: null });
}

/** A check that an answer failed, with the value of the answer. */
interface FailedCheck {
  readonly kind: "failed";
  readonly check: ast.Check;
  readonly value: Value;
}

/** What came of an answer: its value, the check that it failed, or that it is none of the type. */
export type Attempt = { readonly kind: "fits"; readonly value: Value } | FailedCheck | { readonly kind: "unfit" };

/** Reads an answer as the type of an `ask` and checks it. */
export function tryAnswer(draft: Draft, step: AskStep, given: Given): Attempt {
  const { type } = step.node;
  if (type === undefined) return { kind: "unfit" };
  const attempt = tryReading(draft, step, type, given, (context) => readAnswer(type, given, context));
  const isTime = type.kind === "ScalarType" && type.name === "time";
  return attempt.kind === "failed" && isTime ? (tryAfternoon(draft, step, type, given, attempt) ?? attempt) : attempt;
}

/** The same time after noon, where it did not say which half of the day it means: `half past seven` in the evening. */
function tryAfternoon(
  draft: Draft,
  step: AskStep,
  type: ast.TypeNode,
  given: Given,
  { value }: FailedCheck,
): Attempt | undefined {
  if ("attachment" in given || given.text.trimStart().startsWith("0")) return undefined;
  const later = readAnswer(type, { text: `${given.text} pm` }, answerContext(draft));
  if (later === undefined || later === value) return undefined;
  const before = draft.mark();
  const attempt = checked(draft, step, later);
  if (attempt.kind === "fits") return attempt;
  draft.undo(before);
  return undefined;
}

/** How an answer is read, at the moment and in the language of a context. */
type Reading = (context: AnswerContext) => Value | undefined;

function tryReading(draft: Draft, step: AskStep, type: ast.TypeNode, given: Given, read: Reading): Attempt {
  const attempt = checked(draft, step, read(answerContext(draft)));
  const isDate = type.kind === "ScalarType" && (type.name === "date" || type.name === "datetime");
  if (attempt.kind !== "failed" || !isDate || "attachment" in given) return attempt;
  if (isOneDate(given.text, userLanguage(draft))) return attempt;
  return tryOtherDate(draft, step, read, attempt) ?? attempt;
}

/** Days from now to where a date may have been meant: another week for the name of a day, another year for a day and month. */
const otherTimes = [7, -7, 365, -365, 366, -366];
const day = 86_400_000;

/**
 * Another date that the same words may mean, and that passes the checks: `check value > today()` makes the coming 4 May of
 * `4 May`. What was said from today on, as `tomorrow`, means one date alone.
 */
function tryOtherDate(draft: Draft, step: AskStep, read: Reading, { value }: FailedCheck): Attempt | undefined {
  const context = answerContext(draft);
  const seenFrom = (days: number) => read({ ...context, now: context.now + days * day });
  if (seenFrom(1) !== value && seenFrom(-1) !== value) return undefined;
  for (const days of otherTimes) {
    const other = seenFrom(days);
    if (other === undefined || other === value) continue;
    const before = draft.mark();
    const attempt = checked(draft, step, other);
    if (attempt.kind === "fits") return attempt;
    draft.undo(before);
  }
  return undefined;
}

/** Looks for the one value of the type of an `ask` inside a sentence, as in `I would like 3, please`, and checks it. */
export function tryAnswerWithin(draft: Draft, step: AskStep, given: Given): Attempt {
  const { type } = step.node;
  if (type === undefined || type.kind === "PatternType" || "attachment" in given) return { kind: "unfit" };
  return tryReading(draft, step, type, given, (context) => findAnswer(type, given.text, context));
}

function checked(draft: Draft, step: AskStep, value: Value | undefined): Attempt {
  if (value === undefined) return { kind: "unfit" };
  draft.place = step.place;
  const context = contextOf(draft, { value });
  const check = step.node.items.find((item) => item.kind === "Check" && !holds(item.condition, context));
  return check?.kind === "Check" ? { kind: "failed", check, value } : { kind: "fits", value };
}

/** What the types of the project need to read an answer. */
export function answerContext(draft: Draft): AnswerContext {
  return {
    language: userLanguage(draft),
    languages: draft.program.bot?.languages ?? [],
    now: draft.state.now,
    entity: (name) => draft.program.entities.get(name)?.node,
    print: (text) => fillIn(text, contextOf(draft)),
  };
}

/** Keeps an answer and goes on after the `ask`. */
export function storeAnswer(draft: Draft, step: AskStep, value: Value): void {
  draft.place = step.place;
  writePath(draft, step.node.target, value);
  leave(draft, step);
  runChanges(draft, step.id);
}

/** Whether the answer to an `ask` must not be seen. */
export function isSensitiveAsk(draft: Draft, step: AskStep | undefined): boolean {
  const keys = step?.node.target === undefined ? undefined : keysOf(step.node.target, contextOf(draft));
  return keys !== undefined && isSensitive(draft, fullKeys(keys));
}

/** Whether an answer that does not fit is a miss of this `ask`, and not for `bot.fallback`. */
export function countsMisses(step: AskStep): boolean {
  return step.node.items.some((item) => item.kind === "Invalid" || item.kind === "Attempts");
}

/** An answer that does not fit: the `else` of its check, `invalid`, or the question again; at last `attempts`. */
export function miss(draft: Draft, step: AskStep, failed: FailedCheck | null): void {
  const { items } = step.node;
  const wait = draft.state.wait ?? newWait(draft, "ask", step.id);
  const misses = wait.misses + 1;
  const attempts = items.find((item) => item.kind === "Attempts");
  draft.place = step.place;
  if (attempts?.count !== undefined && misses >= attempts.count.value) {
    draft.set({ status: "running", wait: null });
    go(draft, attempts.go?.target);
    return;
  }
  const invalid = items.find((item) => item.kind === "Invalid");
  if (failed === null && invalid === undefined) {
    askQuestion(draft, step, step.node, misses);
    return;
  }
  const text =
    failed === null
      ? printAlternative(draft, invalid?.message, misses - 1)
      : printText(draft, failed.check.message, { value: failed.value });
  draft.send({ type: "text", text });
  beginWait(draft, { ...wait, misses });
}
