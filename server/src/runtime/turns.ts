import type { Given } from "../expressions/answers.ts";
import { objectOf } from "../expressions/values.ts";
import {
  type AskStep,
  type Attempt,
  countsMisses,
  miss,
  storeAnswer,
  tryAnswer,
  tryAnswerWithin,
  waitingAsk,
} from "./ask.ts";
import { enterFirstState, startConversation } from "./begin.ts";
import { builtinText } from "./builtinTexts.ts";
import { userLanguage } from "./context.ts";
import type { Draft } from "./draft.ts";
import { beginTurn, cleanInput, setEvent, tellInput, type Understood, understand } from "./event.ts";
import type { MatchKind, UserInput } from "./events.ts";
import { blockFrame, currentState, newWait, pushFrame, stateFrame } from "./frames.ts";
import type { ProgramRoute } from "./program.ts";
import { type HoldingRoute, routesThatHold } from "./routesThatHold.ts";
import { nextSilence, silencesToCome } from "./silence.ts";
import { tellState } from "./states.ts";
import { offerOfTap, offerOfText, takeOffer } from "./taps.ts";
import { isTakenNow, type Meaning, takes } from "./triggers.ts";
import { beginWait } from "./waits.ts";

/** Handles one input from beginning to the first step that it leads to. The conversation waits, or is over. */
export function takeInput(draft: Draft, raw: UserInput): void {
  const input = cleanInput(raw);
  if (draft.state.isOver) {
    beginByInput(draft, input);
    return;
  }
  beginTurn(draft, input);
  tellInput(draft, input);
  if (input.type === "silence") takeSilence(draft, input.ms);
  else if (input.type === "event") takeEvent(draft, input);
  else takeAnswer(draft, input);
}

/** An input starts a conversation: a global route that fits takes it, else the start uses it up. */
function beginByInput(draft: Draft, input: UserInput): void {
  const before = draft.mark();
  beginTurn(draft, input);
  startConversation(draft);
  tellInput(draft, input);
  if (input.type === "tap" && input.value !== undefined) {
    const offer = offerOfTap(draft, input);
    if (offer !== undefined && takeOffer(draft, offer)) return;
  }
  const meaning = meaningOf(draft, input);
  const global = routesThatHold(draft).filter((each) => each.isGlobal);
  const isText = ({ route }: HoldingRoute): boolean => route.node.trigger?.kind === "TextTrigger";
  const ordered = [...global.filter(isText), ...global.filter((each) => !isText(each))];
  if (takeRoute(draft, ordered, meaning)) return;
  if (input.type !== "event" && input.type !== "silence") {
    enterFirstState(draft);
    return;
  }
  draft.undo(before);
  beginTurn(draft, input);
  tellInput(draft, input);
  drop(draft, input);
}

/** A meaning with what was understood of it, for the `match` event. */
interface UnderstoodMeaning extends Meaning {
  readonly understood: Understood;
}

function meaningOf(draft: Draft, input: UserInput, title?: string): UnderstoodMeaning {
  const text = title ?? (input.type === "text" || input.type === "tap" ? input.text : null);
  const understood = understand(draft, text);
  return { input, text, intent: understood.best?.name ?? null, understood };
}

/** A text, a tap or an attachment. The letters are those of the language's rule on which route an input takes. */
function takeAnswer(draft: Draft, input: Exclude<UserInput, { type: "event" | "silence" }>): void {
  // (a) and (b)
  const offer =
    input.type === "tap"
      ? offerOfTap(draft, input)
      : input.type === "text"
        ? offerOfText(draft, input.text)
        : undefined;
  if (offer !== undefined) {
    setEvent(draft, { payload: offer.value, text: offer.title });
    if (takeOffer(draft, offer)) return;
  }
  const meaning = meaningOf(draft, input, offer?.title);
  const routes = routesThatHold(draft);
  const own = routes.filter(({ isGlobal }) => !isGlobal);
  const global = routes.filter(({ isGlobal }) => isGlobal);
  const isText = ({ route }: HoldingRoute): boolean => route.node.trigger?.kind === "TextTrigger";
  // (c)
  if (takeRoute(draft, own, meaning)) return;
  // (d)
  if (takeRoute(draft, global.filter(isText), meaning)) return;
  // (e)
  const ask = waitingAsk(draft);
  const given: Given =
    input.type === "attachment" ? { attachment: objectOf(Object.entries(input.data)) } : { text: meaning.text ?? "" };
  const attempt: Attempt | undefined = ask === undefined ? undefined : tryAnswer(draft, ask, given);
  if (ask !== undefined && attempt?.kind === "fits") {
    tellMatch(draft, "ask", meaning);
    storeAnswer(draft, ask, attempt.value);
    return;
  }
  // (f)
  if (
    takeRoute(
      draft,
      global.filter((each) => !isText(each)),
      meaning,
    )
  )
    return;
  // A sentence that holds an answer, and that nothing else takes.
  const within = ask === undefined || attempt?.kind !== "unfit" ? attempt : tryAnswerWithin(draft, ask, given);
  if (ask !== undefined && within?.kind === "fits") {
    tellMatch(draft, "ask", meaning);
    storeAnswer(draft, ask, within.value);
    return;
  }
  // (g)
  if (ask !== undefined && isMiss(ask, within)) {
    miss(draft, ask, within?.kind === "failed" ? within : null);
    return;
  }
  notUnderstood(draft, meaning);
}

function isMiss(ask: AskStep, attempt: Attempt | undefined): boolean {
  return attempt?.kind === "failed" || countsMisses(ask);
}

/** (h) `bot.fallback`, else (i) the runner's own words. */
function notUnderstood(draft: Draft, meaning: UnderstoodMeaning): void {
  const fallback = draft.program.bot?.fallback ?? null;
  if (fallback !== null) {
    tellMatch(draft, "fallback", meaning);
    const from = currentState(draft);
    if (pushFrame(draft, stateFrame(draft, fallback, { kind: "waitOn" }))) {
      tellState(draft, from, "route");
      return;
    }
  }
  draft.report("not-understood", "Nothing in the flow takes this input, and the bot has no `fallback` state.");
  draft.send({ type: "text", text: builtinText("notUnderstood", userLanguage(draft)) });
  waitOn(draft);
}

function waitOn(draft: Draft): void {
  beginWait(draft, draft.state.wait ?? newWait(draft, "rest"));
}

function takeRoute(draft: Draft, routes: readonly HoldingRoute[], meaning: UnderstoodMeaning): boolean {
  const found = routes.find(({ route }) => route.block !== null && takes(draft, route, meaning));
  if (found === undefined) return false;
  tellMatch(draft, found.isGlobal ? "global" : "route", meaning, found);
  enterRoute(draft, found);
  return true;
}

function enterRoute(draft: Draft, { route, isGlobal }: HoldingRoute): void {
  if (route.block === null) return;
  const pushed = pushFrame(draft, blockFrame(draft, route.block, { kind: "waitOn" }, "route", isGlobal));
  if (pushed) return;
  draft.report("limit", "Too many routes interrupt each other; this one was not taken.");
  waitOn(draft);
}

function tellMatch(draft: Draft, kind: MatchKind, { understood }: UnderstoodMeaning, found?: HoldingRoute): void {
  const { best, candidates } = understood;
  draft.emit({
    type: "match",
    kind,
    candidates,
    ...(best === null ? {} : { intent: { name: best.name, confidence: best.confidence }, entities: best.entities }),
    ...(found === undefined ? {} : { source: found.route.place }),
  });
}

function takeEvent(draft: Draft, input: UserInput): void {
  if (!takeRoute(draft, routesThatHold(draft), meaningOf(draft, input))) drop(draft, input);
}

/** The user has said nothing for that long: the earliest silence route that is due acts. */
function takeSilence(draft: Draft, ms: number): void {
  const found = dueSilence(draft, ms);
  if (found === undefined) {
    drop(draft, { type: "silence", ms });
    return;
  }
  const isGlobal = routesThatHold(draft).some((each) => each.isGlobal && each.route === found);
  const match = { route: found, isGlobal };
  draft.emit({ type: "match", kind: isGlobal ? "global" : "route", candidates: [], source: found.place });
  enterRoute(draft, match);
}

/**
 * The silence route to act after a silence of `ms` milliseconds, or `undefined`. It and the earlier ones, which do not
 * apply, have had their chance in this wait.
 */
export function dueSilence(draft: Draft, ms: number): ProgramRoute | undefined {
  const { wait, now } = draft.state;
  if (wait === null) return undefined;
  const elapsed = Math.max(ms, now - wait.since);
  const due = silencesToCome(draft).filter(({ at }) => at - wait.since <= elapsed);
  const index = due.findIndex(({ route }) => isTakenNow(draft, route));
  const past = index < 0 ? due : due.slice(0, index + 1);
  const acted = { ...wait, silenced: [...wait.silenced, ...past.map(({ route }) => route.id)] };
  draft.setTop({ wait: acted });
  draft.set({ wait: acted });
  return due[index]?.route;
}

/** Nothing takes an event: it is reported, and the conversation waits on as it did. */
function drop(draft: Draft, input: UserInput): void {
  const what = input.type === "event" ? `the event "${input.name}"` : "this silence";
  draft.report("dropped-event", `No route takes ${what}.`, input.type === "event" ? { event: input.name } : {});
  const { wait, queue, isOver } = draft.state;
  draft.set({ status: queue.length > 0 ? "running" : isOver ? "ended" : "waiting" });
  if (wait === null) return;
  // Any input but silence ends the silence.
  const renewed = input.type === "silence" ? wait : { ...wait, since: draft.state.now, silenced: [] };
  draft.setTop({ wait: renewed });
  draft.set({ wait: renewed });
  draft.request({ type: "timer", until: nextSilence(draft) });
}
