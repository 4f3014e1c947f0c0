/**
 * What the panel shows, as a value: run events go in, and each gives the next model. Nothing here knows of the browser.
 *
 * The transcript is a list of items in the order in which things happened. An item never moves; later events may add to it (a response to
 * its request, a quick reply that was passed), which gives a new item under the same key. Beside it stands, turn by turn, what happened
 * around it (`turnFacts.ts`).
 *
 * Events that come together are taken in together, on one copy of the lists: a long conversation that is shown again takes time in
 * proportion to its length.
 */
import type {
  MessageEvent,
  ReportCode,
  ReportEvent,
  RequestEvent,
  ResponseEvent,
  RunEvent,
  SourcePlace,
  UserInput,
  WaitEvent,
} from "../../../server/src/runtime/events.ts";
import type { EndItem, EnteredState, Item, Severity } from "./items.ts";
import { beginFacts, countFacts, noteEvent, type TurnFacts } from "./turnFacts.ts";

export interface ConversationModel {
  readonly items: readonly Item[];
  readonly turns: readonly TurnFacts[];
  /** How many items were dropped at the top, so that a conversation without end does not fill the memory. */
  readonly dropped: number;
  readonly nextKey: number;
  readonly turn: number;
  /** Number of the conversation in the panel, counted from 0: it rises when a run begins again. */
  readonly conversation: number;
  readonly user: string;
  readonly language: string;
  readonly state: EnteredState | undefined;
  /** `working` while a turn is handled, `waiting` for the user, `ended`. */
  readonly phase: "working" | "waiting" | "ended";
  /** The request that is under way. */
  readonly pending: RequestEvent | undefined;
  /** What the conversation waits for, while it does. */
  readonly waitsFor: WaitEvent | undefined;
  /** What the user sent, oldest first, without repetitions in a row. */
  readonly sent: readonly string[];
}

export const emptyConversation: ConversationModel = {
  items: [],
  turns: [],
  dropped: 0,
  nextKey: 1,
  turn: 0,
  conversation: 0,
  user: "",
  language: "",
  state: undefined,
  phase: "working",
  pending: undefined,
  waitsFor: undefined,
  sent: [],
};

/** The most items that the panel keeps. */
export const itemLimit = 10_000;

/** A model that is being written; nobody else has its lists. */
type Draft = { -readonly [K in keyof ConversationModel]: ConversationModel[K] } & {
  items: Item[];
  turns: TurnFacts[];
  sent: string[];
};

/** The model after all of these events. */
export function reduceAll(model: ConversationModel, events: readonly RunEvent[]): ConversationModel {
  if (events.length === 0) return model;
  const draft: Draft = { ...model, items: [...model.items], turns: [...model.turns], sent: [...model.sent] };
  for (const event of events) take(draft, event);
  dropOldest(draft);
  return draft;
}

/** The model after one more event. */
export function reduce(model: ConversationModel, event: RunEvent): ConversationModel {
  return reduceAll(model, [event]);
}

/** Whether the quick replies and buttons of the conversation may be tapped. */
export function acceptsTaps(model: ConversationModel): boolean {
  return model.phase !== "ended";
}

function take(draft: Draft, event: RunEvent): void {
  if (event.type === "start") begin(draft, event.user, event.language);
  // Whatever happens after a wait shows that the conversation goes on, an input or not: a delay may be over.
  if (draft.phase === "waiting" || event.type === "request") draft.phase = "working";
  draft.turn = event.turn;
  draft.waitsFor = undefined;
  noteFacts(draft, event);
  switch (event.type) {
    case "end":
      end(draft, event.reason);
      break;
    case "input":
      takeInput(draft, event.input);
      break;
    case "match":
      replaceLast(draft, "user", (item) => ({ ...item, match: event }));
      break;
    case "state":
      enter(draft, { name: event.state, ...sourceOf(event) });
      break;
    case "message":
      say(draft, event);
      break;
    case "request":
      append(draft, { type: "request", request: event, abandoned: false });
      draft.pending = event;
      break;
    case "response":
      answer(draft, event);
      break;
    case "report":
      report(draft, event);
      break;
    case "wait":
      abandon(draft);
      offerAgain(draft, new Set(event.replies.map(({ title }) => title)));
      draft.phase = "waiting";
      draft.waitsFor = event;
      break;
    case "action":
      if (event.action === "language") draft.language = languageOf(event.name, event.data);
      append(draft, { type: "note", text: noteOf(event.action, event.name, event.data) });
      break;
    default:
    // Steps are not shown, writes to memory stand in the facts, and a newer adapter may send what this panel does not know.
  }
}

function say(draft: Draft, event: MessageEvent): void {
  const facts = draft.turns.at(-1) ?? beginFacts(event.turn, draft.conversation, event.at);
  append(draft, {
    type: "bot",
    message: event.message,
    seen: countFacts(facts),
    after: event.at - facts.began,
    open: draft.phase !== "ended",
    ...sourceOf(event),
  });
}

/** The turn that the event belongs to goes on, or a new one begins. */
function noteFacts(draft: Draft, event: RunEvent): void {
  const last = draft.turns.at(-1);
  const goesOn = last !== undefined && last.turn === event.turn && last.conversation === draft.conversation;
  const facts = goesOn ? last : beginFacts(event.turn, draft.conversation, event.at);
  draft.turns[goesOn ? draft.turns.length - 1 : draft.turns.length] = noteEvent(facts, event, draft.nextKey);
}

/** One line across is enough: an end that came right before stays, unless it only made room for the beginning. */
function begin(draft: Draft, user: string, language: string): void {
  const last = draft.items.at(-1);
  if (draft.turns.length > 0) draft.conversation += 1;
  if (last !== undefined && !(last.type === "end" && last.reason === "end")) {
    if (last.type === "end") draft.items.pop();
    closeReplies(draft);
    abandon(draft);
    // The turn that begins now has no facts yet: the line has those of the last one.
    append(draft, { type: "start" });
  }
  Object.assign(draft, { user, language, phase: "working", state: undefined, pending: undefined });
}

function end(draft: Draft, reason: EndItem["reason"]): void {
  closeReplies(draft);
  abandon(draft);
  // What begins again at once has its own line across.
  if (reason !== "restart") append(draft, { type: "end", reason });
  draft.phase = "ended";
}

function takeInput(draft: Draft, input: UserInput): void {
  const text = input.type === "text" || input.type === "tap" ? input.text : undefined;
  closeReplies(draft, text);
  if (text !== undefined && text !== draft.sent.at(-1)) draft.sent.push(text);
  append(draft, { type: "user", input });
  draft.phase = "working";
}

function enter(draft: Draft, state: EnteredState): void {
  const last = draft.items.at(-1);
  draft.state = state;
  if (last?.type !== "states" || last.turn !== draft.turn) append(draft, { type: "states", states: [state] });
  else draft.items[draft.items.length - 1] = { ...last, states: [...last.states, state] };
}

function answer(draft: Draft, response: ResponseEvent): void {
  const index = draft.items.findLastIndex(
    (item) => item.type === "request" && item.request.id === response.id && item.response === undefined,
  );
  const item = draft.items[index];
  if (draft.pending?.id === response.id) draft.pending = undefined;
  if (item?.type === "request") draft.items[index] = { ...item, response };
}

function report(draft: Draft, { code, message, source }: ReportEvent): void {
  const last = draft.items.at(-1);
  if (last?.type === "report" && last.code === code && last.message === message)
    draft.items[draft.items.length - 1] = { ...last, count: last.count + 1 };
  else
    append(draft, { type: "report", code, severity: severityOf(code), message, count: 1, ...(source && { source }) });
}

function severityOf(code: ReportCode): Severity {
  switch (code) {
    case "broken-next":
    case "endless-loop":
    case "api-failure":
    case "limit":
    case "unmocked-request":
    case "missing-failure":
      return "error";
    case "not-understood":
    case "dropped-event":
      return "information";
    default:
      return "warning";
  }
}

/** Quick replies live until the next input: what is open stands after the last one, or was offered again. */
function closeReplies(draft: Draft, text?: string): void {
  const wanted = text?.trim().toLowerCase();
  for (let index = draft.items.length - 1; index >= 0; index -= 1) {
    const item = draft.items[index];
    if (item === undefined || item.type === "start") return;
    if (item.type === "user" && index < draft.items.length - offeredWithin) return;
    if (item.type !== "bot" || !item.open) continue;
    const reply = item.message.replies?.find(({ title }) => title.trim().toLowerCase() === wanted);
    draft.items[index] = reply === undefined ? { ...item, open: false } : { ...item, open: false, taken: reply.title };
  }
}

/** How far back a message may stand that is offered again. */
const offeredWithin = 200;

/** Where the conversation waits on where it waited, after an event or what nothing took, what it offered there can be tapped again. */
function offerAgain(draft: Draft, titles: Set<string>): void {
  const end = Math.max(0, draft.items.length - offeredWithin);
  for (let index = draft.items.length - 1; index >= end && titles.size > 0; index -= 1) {
    const item = draft.items[index];
    if (item === undefined || item.type === "start" || item.type === "end") return;
    if (item.type !== "bot" || !item.message.replies?.some(({ title }) => titles.has(title))) continue;
    for (const { title } of item.message.replies) titles.delete(title);
    const { taken: _, ...offered } = item;
    if (!item.open) draft.items[index] = { ...offered, open: true };
  }
}

/** No answer comes any more to what is still open: the turn is over. */
function abandon(draft: Draft): void {
  if (draft.pending === undefined) return;
  draft.pending = undefined;
  const index = draft.items.findLastIndex((item) => item.type === "request" && item.response === undefined);
  const item = draft.items[index];
  if (item?.type === "request") draft.items[index] = { ...item, abandoned: true };
}

type WithoutPlace<T> = T extends Item ? Omit<T, "key" | "turn" | "facts"> : never;

function append(draft: Draft, item: WithoutPlace<Item>): void {
  const facts = Math.max(0, draft.turns.length - 1);
  draft.items.push({ ...item, key: draft.nextKey, turn: draft.turn, facts } as Item);
  draft.nextKey += 1;
}

/** What was dropped at the top needs its facts no more. */
function dropOldest(draft: Draft): void {
  const over = draft.items.length - itemLimit;
  if (over <= 0) return;
  draft.items = draft.items.slice(over);
  draft.dropped += over;
  const first = draft.items[0]?.facts ?? 0;
  for (let index = first - 1; index >= 0; index -= 1) {
    const facts = draft.turns[index];
    if (facts === undefined || isForgotten(facts)) return;
    draft.turns[index] = beginFacts(facts.turn, facts.conversation, facts.began);
  }
}

function isForgotten({ states, requests, changes, input }: TurnFacts): boolean {
  return states.length + requests.length + changes.length === 0 && input === undefined;
}

function replaceLast<T extends Item["type"]>(
  draft: Draft,
  type: T,
  change: (item: Extract<Item, { type: T }>) => Item,
): void {
  const index = draft.items.findLastIndex((item) => item.type === type);
  const item = draft.items[index];
  if (item !== undefined) draft.items[index] = change(item as Extract<Item, { type: T }>);
}

function sourceOf(event: RunEvent): { readonly source?: SourcePlace } {
  return event.source === undefined ? {} : { source: event.source };
}

function languageOf(name: string, data: unknown): string {
  return typeof data === "string" && data !== "" ? data : name;
}

function noteOf(action: "track" | "handover" | "language", name: string, data: unknown): string {
  if (action === "language") return `Language: ${languageOf(name, data)}`;
  return action === "handover" ? `Handed over to ${name}` : `Tracked ${name}`;
}
