/**
 * What the secured route tells of a turn besides its answers, each on request: `nlu`, `suggestions`, `state`, `decision`. The members
 * are those of Botpress v12; where a conversation here has no such thing, they hold what Botpress says of a bot that does not use it.
 */
import type { BotMessage, MatchEvent, RunEvent, Value } from "../../runtime/events.ts";
import type { Machine } from "../../runtime/machine.ts";
import type { MachineState } from "../../runtime/machineState.ts";
import { maskedMemory } from "../../runtime/maskedMemory.ts";
import type { Payload } from "./payloads.ts";

/** One turn as it came out: the events of its input, and the conversation at its end. */
export interface HandledTurn {
  readonly events: readonly RunEvent[];
  readonly state: MachineState;
}

/** The names that `include` may list. */
export const includable = ["nlu", "state", "suggestions", "decision"] as const;
export type Include = (typeof includable)[number];

/** What is asked for by `?include=nlu,State`: names in any case; others, `responses` among them, add nothing. */
export function includesOf(query: string | undefined): ReadonlySet<Include> {
  const names = (query ?? "").split(",").map((name) => name.trim().toLowerCase());
  return new Set(includable.filter((name) => names.includes(name)));
}

/** The members that were asked for. `contexts` are those that the request listed. */
export function describeTurn(
  machine: Machine,
  turn: HandledTurn,
  includes: ReadonlySet<Include>,
  contexts: readonly string[],
): { readonly [name in Include]?: unknown } {
  const suggestions = suggestionsOf(turn);
  return {
    ...(includes.has("nlu") ? { nlu: understanding(machine, turn, contexts) } : {}),
    ...(includes.has("suggestions") ? { suggestions } : {}),
    ...(includes.has("state") ? { state: conversationState(machine, turn) } : {}),
    ...(includes.has("decision") ? { decision: suggestions[0] ?? defaultDecision } : {}),
  };
}

interface Suggestion {
  readonly confidence: number;
  readonly payloads: readonly Payload[];
  readonly source: string;
  readonly sourceDetails: string;
  readonly decision: { readonly status: "elected" | "dropped"; readonly reason: string };
}

/** What the decision is where nothing was suggested: the flow goes on. */
const defaultDecision: Suggestion = {
  decision: { reason: "no suggestion matched", status: "elected" },
  confidence: 1,
  payloads: [],
  source: "decisionEngine",
  sourceDetails: "execute default flow",
};

function matchOf({ events }: HandledTurn): MatchEvent | undefined {
  return events.findLast((event) => event.type === "match");
}

function understanding(machine: Machine, turn: HandledTurn, contexts: readonly string[]): Value {
  const { state } = turn;
  const match = matchOf(turn);
  const language = languageOf(machine, state);
  const intents = (match?.candidates ?? []).map(({ name, confidence }) => ({ name, confidence, context: "global" }));
  const intent = match?.intent ?? { name: "none", confidence: 1 };
  return {
    intent: { ...intent, context: "global" },
    intents,
    entities: Object.entries(match?.entities ?? {}).map(([name, value]) => ({ name, type: name, data: { value } })),
    slots: {},
    language,
    detectedLanguage: language,
    spellChecked: machine.mask(state, inputText(state)),
    ambiguous: false,
    errored: false,
    includedContexts: contexts,
    ms: 0,
    modelId: "",
    predictions: {
      global: { confidence: 1, oos: match?.intent === undefined ? 1 : 1 - match.intent.confidence, intents },
    },
  };
}

/** The intent that a route was taken for comes first, then the other candidates. */
function suggestionsOf(turn: HandledTurn): readonly Suggestion[] {
  const match = matchOf(turn);
  if (match === undefined) return [];
  const taken = match.intent === undefined ? [] : [suggestion(match.intent, "elected", "best match")];
  const others = match.candidates.filter(({ name }) => name !== match.intent?.name);
  return [...taken, ...others.map((candidate) => suggestion(candidate, "dropped", "another intent is more probable"))];
}

function suggestion(
  { name, confidence }: { readonly name: string; readonly confidence: number },
  status: "elected" | "dropped",
  reason: string,
): Suggestion {
  return { confidence, payloads: [], source: "nlu", sourceDetails: name, decision: { status, reason } };
}

interface Node {
  readonly flow: string;
  readonly node: string;
}

function conversationState(machine: Machine, turn: HandledTurn): Value {
  const { user, session, temp, bot } = maskedMemory(machine, turn.state);
  return {
    user,
    session: { ...session, lastMessages: [lastMessage(machine, turn)], workflows: {}, slots: {} },
    temp,
    bot,
    context: context(machine, turn),
    __stacktrace: entered(machine, turn).map((node) => ({ ...node })),
  };
}

/** Where the conversation is: empty when it has ended. */
function context(machine: Machine, turn: HandledTurn): Value {
  const { state } = turn;
  const current = nodeOf(machine, state.activation.frames.at(-1)?.state ?? null);
  if (state.isOver || current === undefined) return {};
  const moves = turn.events.filter((event) => event.type === "state");
  const previous = nodeOf(machine, moves.at(-1)?.from ?? null);
  const callers = state.calls.flatMap(({ frames }) => nodeOf(machine, frames.at(-1)?.state ?? null) ?? []);
  return {
    currentFlow: current.flow,
    currentNode: current.node,
    ...(previous === undefined ? {} : { previousFlow: previous.flow, previousNode: previous.node }),
    jumpPoints: callers.map((caller) => ({ ...caller })),
    queue: { instructions: [] },
    hasJumped: moves.some(({ cause }) => cause === "jump"),
  };
}

/** The states that the turn entered, in order. */
function entered(machine: Machine, { events }: HandledTurn): readonly Node[] {
  return events.flatMap((event) => (event.type === "state" ? (nodeOf(machine, event.state) ?? []) : []));
}

function nodeOf({ program }: Machine, name: string | null): Node | undefined {
  const state = name === null ? undefined : program.states.get(name);
  return state === undefined ? undefined : { flow: state.owner.flow, node: state.plainName };
}

function lastMessage(machine: Machine, turn: HandledTurn): Value {
  const { state, events } = turn;
  const messages = events.flatMap((event) => (event.type === "message" ? [event.message] : []));
  return {
    eventId: `${state.conversation}-${state.turn}`,
    incomingPreview: machine.mask(state, inputText(state)),
    replyConfidence: matchOf(turn)?.intent?.confidence ?? 1,
    replySource: "dialogManager",
    replyDate: new Date(state.now).toISOString(),
    replyPreview: machine.mask(state, preview(messages.at(-1))),
  };
}

function preview(message: BotMessage | undefined): string {
  return message === undefined ? "" : (message.text ?? `[${message.type}]`);
}

function inputText({ input }: MachineState): string {
  return input?.type === "text" || input?.type === "tap" ? input.text : "";
}

function languageOf({ program }: Machine, { memory }: MachineState): string {
  const language = memory.user["language"];
  return typeof language === "string" ? language : (program.bot?.languages[0] ?? "n/a");
}
