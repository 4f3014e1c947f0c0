import type { AnswerContext } from "../expressions/answers.ts";
import { fromOutside } from "../expressions/fromOutside.ts";
import { type ObjectValue, objectOf, withMembers } from "../expressions/values.ts";
import { answerContext, isSensitiveAsk, waitingAsk } from "./ask.ts";
import { userLanguage } from "./context.ts";
import type { Draft } from "./draft.ts";
import { eventOf } from "./eventMembers.ts";
import type { UserInput } from "./events.ts";
import { type IntentMatch, isCertain, matchIntents } from "./intents.ts";
import { latestTime, maximumInput } from "./limits.ts";
import { masked } from "./masking.ts";
import { setScope } from "./memory.ts";
import { matchOf } from "./understanding/understanding.ts";

/** An input as the machine takes it: within its limits, its values without prototypes. */
export function cleanInput(input: UserInput): UserInput {
  switch (input.type) {
    case "text":
      return { type: "text", text: clip(input.text) };
    case "tap": {
      const text = clip(input.text);
      return input.value === undefined ? { type: "tap", text } : { type: "tap", text, value: fromOutside(input.value) };
    }
    case "event": {
      const name = clip(input.name);
      return input.data === undefined
        ? { type: "event", name }
        : { type: "event", name, data: fromOutside(input.data) };
    }
    case "attachment": {
      const { type, url, name } = input.data ?? {};
      return { type: "attachment", data: { type: clip(type), url: clip(url), name: clip(name) } };
    }
    case "silence":
      return { type: "silence", ms: Number.isFinite(input.ms) ? Math.min(Math.max(0, input.ms), latestTime) : 0 };
    default: {
      // Of no known type: nothing takes it, and that is reported.
      const other: { readonly type?: unknown } = input;
      return { type: "event", name: clip(other.type) };
    }
  }
}

function clip(text: unknown): string {
  return typeof text === "string" ? text.slice(0, maximumInput) : "";
}

/** Begins a turn with an input: counts it, tells it, and fills `event`. */
export function beginTurn(draft: Draft, input: UserInput): void {
  draft.set({
    turn: draft.state.turn + 1,
    input,
    isInputSensitive: isSensitiveAsk(draft, waitingAsk(draft)),
    transitions: 0,
    turnRequests: 0,
    turnCharacters: 0,
    turnWork: 0,
    failed: false,
    changed: [],
  });
  draft.place = undefined;
}

/** Tells the input and fills `event` with it. */
export function tellInput(draft: Draft, input: UserInput): void {
  draft.emit({ type: "input", input: draft.state.isInputSensitive ? hidden(input) : input });
  setScope(draft, "event", eventOf(userLanguage(draft), input));
}

function hidden(input: UserInput): UserInput {
  switch (input.type) {
    case "text":
      return { ...input, text: masked };
    case "tap":
      return input.value === undefined ? { ...input, text: masked } : { ...input, text: masked, value: masked };
    case "attachment":
      return { ...input, data: { type: input.data.type, url: masked, name: masked } };
    case "event":
    case "silence":
      return input;
  }
}

/** Changes members of `event`. */
export function setEvent(draft: Draft, members: ObjectValue): void {
  setScope(draft, "event", withMembers(draft.state.memory.event, members));
}

/** What a text says: the best intent that reaches the bot's threshold, and all that were found. */
export interface Understood {
  readonly best: IntentMatch | null;
  readonly candidates: readonly { readonly name: string; readonly confidence: number }[];
}

/** Looks for intents in a text and puts the best into `event`. */
export function understand(draft: Draft, text: string | null): Understood {
  if (text === null || draft.program.intents.length === 0) return { best: null, candidates: [] };
  const context: AnswerContext = answerContext(draft);
  const found = withHeard(draft, matchIntents(draft.program, text, context), context);
  const [first] = found;
  const best = first !== undefined && first.confidence >= (draft.program.bot?.threshold ?? 0.5) ? first : null;
  if (first !== undefined) {
    const intent = objectOf([
      ["name", first.name],
      ["confidence", first.confidence],
    ]);
    setEvent(draft, { intent, entities: first.entities });
  }
  return { best, candidates: found.map(({ name, confidence }) => ({ name, confidence })) };
}

/** The intents found, with what somebody outside takes the text for in front; a phrase is a phrase, whatever he says. */
function withHeard(draft: Draft, found: readonly IntentMatch[], context: AnswerContext): readonly IntentMatch[] {
  const { heard } = draft;
  if (heard === undefined || isCertain(found)) return found;
  if ("problem" in heard) {
    draft.report("model-failure", `${heard.problem} The bot's own phrases decide.`);
    return found;
  }
  const match = matchOf(heard.understood, draft.program, context);
  if (match === undefined) return found;
  return match === null ? [] : [match];
}
