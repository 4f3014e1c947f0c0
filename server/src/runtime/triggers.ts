import { plain } from "../expressions/answers.ts";
import { fillIn, holds } from "../expressions/evaluate.ts";
import { patternOf } from "../expressions/patterns.ts";
import { worthCounting } from "../expressions/work.ts";
import type * as ast from "../language/ast.ts";
import { spendWork } from "./budget.ts";
import { contextOf } from "./context.ts";
import type { Draft } from "./draft.ts";
import type { UserInput } from "./events.ts";
import type { ProgramRoute } from "./program.ts";

/** What an input means to routes: its text, and the best intent where it reaches the threshold. */
export interface Meaning {
  readonly input: UserInput;
  /** The text of a text, the title of a tap; `null` for others. */
  readonly text: string | null;
  readonly intent: string | null;
}

/** Whether a route takes an input: its trigger fits, its context is active and its `when` holds. */
export function takes(draft: Draft, route: ProgramRoute, meaning: Meaning): boolean {
  const { trigger } = route.node;
  return trigger !== undefined && fits(draft, trigger, meaning) && isTakenNow(draft, route);
}

/** Whether the context of a route is active and its `when` holds. */
export function isTakenNow(draft: Draft, { node, place }: ProgramRoute): boolean {
  if (node.context !== undefined && !isActive(draft, node.context.text)) return false;
  if (node.when === undefined) return true;
  // What comes after it is not the route's doing.
  const before = draft.place;
  draft.place = place;
  const isTaken = holds(node.when, contextOf(draft));
  draft.place = before;
  return isTaken;
}

function fits(draft: Draft, trigger: ast.Trigger, { input, text, intent }: Meaning): boolean {
  switch (trigger.kind) {
    case "TextTrigger":
      return text !== null && trigger.texts.some((each) => fitsText(draft, each, text));
    case "IntentTrigger":
      return intent !== null && trigger.intent?.text === intent;
    case "EventTrigger":
      return (
        input.type === "event" && trigger.event !== undefined && fillIn(trigger.event, contextOf(draft)) === input.name
      );
    case "AttachmentTrigger":
      return input.type === "attachment";
    case "AnyTrigger":
      return input.type === "text" || input.type === "tap" || input.type === "attachment";
    case "SilenceTrigger":
    case "ChangeTrigger":
      return false;
  }
}

/** A string means the whole text (case and outer blanks do not count), a pattern any part of it. */
function fitsText(draft: Draft, wanted: ast.StringLiteral | ast.PatternLiteral, text: string): boolean {
  if (wanted.kind === "Pattern") {
    const pattern = patternOf(wanted.source, wanted.ignoreCase);
    return pattern !== null && mayRead(draft, pattern.work * text.length) && pattern.matchesPart(text);
  }
  return plain(fillIn(wanted, contextOf(draft))) === plain(text);
}

/** Large patterns over a long text, one after the other, would keep everybody waiting. */
function mayRead(draft: Draft, characters: number): boolean {
  if (characters < worthCounting || spendWork(draft, characters)) return true;
  draft.report("limit", "The routes of this turn have read too much: some patterns were passed over.");
  return false;
}

function isActive(draft: Draft, context: string): boolean {
  const until = Object.hasOwn(draft.state.contexts, context) ? draft.state.contexts[context] : undefined;
  return until !== undefined && draft.state.turn <= until;
}
