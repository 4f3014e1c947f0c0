/**
 * What the panel shows, as a value: run events go in one by one, and each gives the next model. Nothing here knows of the browser.
 *
 * The transcript is a list of items in the order in which things happened. An item never moves; later events may add to it (a response to
 * its request, a quick reply that was passed), which gives a new item under the same key.
 */
import type {
  BotMessage,
  MatchEvent,
  ReportCode,
  RequestEvent,
  ResponseEvent,
  RunEvent,
  SourcePlace,
  UserInput,
  WaitEvent,
} from "../../../server/src/runtime/events.ts";

interface ItemOf<T extends string> {
  readonly type: T;
  /** Counts up over the whole panel. */
  readonly key: number;
  readonly turn: number;
}

/** What the user said, tapped or sent. */
export interface UserItem extends ItemOf<"user"> {
  readonly input: UserInput;
  /** How the bot took it. */
  readonly match?: MatchEvent;
}

export interface BotItem extends ItemOf<"bot"> {
  readonly message: BotMessage;
  readonly source?: SourcePlace;
  /** Whether its quick replies may still be tapped: no input came since. */
  readonly open: boolean;
  /** Title of the quick reply that was taken. */
  readonly taken?: string;
}

/** An API step that went out, with its answer once it is there. */
export interface RequestItem extends ItemOf<"request"> {
  readonly request: RequestEvent;
  readonly response?: ResponseEvent;
  /** The conversation went on or ended without an answer. */
  readonly abandoned: boolean;
}

/** States that were entered one after the other with nothing in between. */
export interface StatesItem extends ItemOf<"states"> {
  readonly states: readonly EnteredState[];
}

export interface ReportItem extends ItemOf<"report"> {
  readonly code: ReportCode;
  readonly severity: Severity;
  readonly message: string;
  readonly source?: SourcePlace;
  /** How often the same report came, one right after the other. */
  readonly count: number;
}

/** A line across: the conversation began again. */
interface StartItem extends ItemOf<"start"> {}

export interface EndItem extends ItemOf<"end"> {
  readonly reason: "end" | "restart" | "stopped";
}

/** A note about `track`, `handover` or `language`. */
interface NoteItem extends ItemOf<"note"> {
  readonly text: string;
}

export type Item = UserItem | BotItem | RequestItem | StatesItem | ReportItem | StartItem | EndItem | NoteItem;

export interface EnteredState {
  /** Full name. */
  readonly name: string;
  readonly source?: SourcePlace;
}

type Severity = "error" | "warning" | "information";

export interface ConversationModel {
  readonly items: readonly Item[];
  /** How many items were dropped at the top, so that a conversation without end does not fill the memory. */
  readonly dropped: number;
  readonly nextKey: number;
  readonly turn: number;
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
  dropped: 0,
  nextKey: 1,
  turn: 0,
  state: undefined,
  phase: "working",
  pending: undefined,
  waitsFor: undefined,
  sent: [],
};

/** The most items that the panel keeps. */
export const itemLimit = 1000;

/** The model after all of these events. */
export function reduceAll(model: ConversationModel, events: readonly RunEvent[]): ConversationModel {
  return events.reduce(reduce, model);
}

/** The model after one more event. */
export function reduce(model: ConversationModel, event: RunEvent): ConversationModel {
  const next = atWork(model, event);
  switch (event.type) {
    case "start":
      return { ...begun(next), phase: "working", state: undefined, pending: undefined };
    case "end":
      return ended(next, event.reason);
    case "input":
      return taken(next, event.input);
    case "match":
      return replaceLast(next, "user", (item) => ({ ...item, match: event }));
    case "state":
      return entered(next, { name: event.state, ...sourceOf(event) });
    case "message":
      return append(next, { type: "bot", message: event.message, open: next.phase !== "ended", ...sourceOf(event) });
    case "request":
      return { ...append(next, { type: "request", request: event, abandoned: false }), pending: event };
    case "response":
      return answered(next, event);
    case "report":
      return reported(next, event.code, event.message, event.source);
    case "wait":
      return { ...abandon(next), phase: "waiting", pending: undefined, waitsFor: event };
    case "action":
      return append(next, { type: "note", text: noteOf(event.action, event.name, event.data) });
    case "step":
    case "memory":
      return next;
    default:
      // A newer adapter may send events that this panel does not know.
      return next satisfies ConversationModel;
  }
}

/** Whatever happens after a wait shows that the conversation goes on, an input or not: a delay may be over. */
function atWork(model: ConversationModel, event: RunEvent): ConversationModel {
  const phase = model.phase === "waiting" || event.type === "request" ? "working" : model.phase;
  return { ...model, turn: event.turn, waitsFor: undefined, phase };
}

/** Whether the quick replies and buttons of the conversation may be tapped. */
export function acceptsTaps(model: ConversationModel): boolean {
  return model.phase !== "ended";
}

/** One line across is enough: an end that came right before stays, unless it only made room for the beginning. */
function begun(model: ConversationModel): ConversationModel {
  const last = model.items.at(-1);
  if (last === undefined || (last.type === "end" && last.reason === "end")) return model;
  const before = last.type === "end" ? { ...model, items: model.items.slice(0, -1) } : model;
  return append(abandon(closeReplies(before)), { type: "start" });
}

function ended(model: ConversationModel, reason: EndItem["reason"]): ConversationModel {
  const closed = abandon(closeReplies(model));
  // What begins again at once has its own line across.
  const shown = reason === "restart" ? closed : append(closed, { type: "end", reason });
  return { ...shown, phase: "ended", pending: undefined };
}

function taken(model: ConversationModel, input: UserInput): ConversationModel {
  const text = input.type === "text" || input.type === "tap" ? input.text : undefined;
  const closed = closeReplies(model, text);
  const sent = text === undefined || text === model.sent.at(-1) ? model.sent : [...model.sent, text];
  return { ...append(closed, { type: "user", input }), phase: "working", sent };
}

function entered(model: ConversationModel, state: EnteredState): ConversationModel {
  const last = model.items.at(-1);
  const moved = { ...model, state };
  if (last?.type !== "states" || last.turn !== model.turn) return append(moved, { type: "states", states: [state] });
  return replaceAt(moved, model.items.length - 1, { ...last, states: [...last.states, state] });
}

function answered(model: ConversationModel, response: ResponseEvent): ConversationModel {
  const index = model.items.findLastIndex(
    (item) => item.type === "request" && item.request.id === response.id && item.response === undefined,
  );
  const item = model.items[index];
  const pending = model.pending?.id === response.id ? undefined : model.pending;
  return item?.type === "request"
    ? { ...replaceAt(model, index, { ...item, response }), pending }
    : { ...model, pending };
}

function reported(
  model: ConversationModel,
  code: ReportCode,
  message: string,
  source: SourcePlace | undefined,
): ConversationModel {
  const last = model.items.at(-1);
  if (last?.type === "report" && last.code === code && last.message === message)
    return replaceAt(model, model.items.length - 1, { ...last, count: last.count + 1 });
  return append(model, {
    type: "report",
    code,
    severity: severityOf(code),
    message,
    count: 1,
    ...(source && { source }),
  });
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

/** Quick replies live until the next input. */
function closeReplies(model: ConversationModel, text?: string): ConversationModel {
  const wanted = text?.trim().toLowerCase();
  let changed = false;
  const items = model.items.map((item): Item => {
    if (item.type !== "bot" || !item.open) return item;
    changed = true;
    const reply = item.message.replies?.find(({ title }) => title.trim().toLowerCase() === wanted);
    return reply === undefined ? { ...item, open: false } : { ...item, open: false, taken: reply.title };
  });
  return changed ? { ...model, items } : model;
}

/** No answer comes any more to what is still open: the turn is over. */
function abandon(model: ConversationModel): ConversationModel {
  if (model.pending === undefined) return model;
  const index = model.items.findLastIndex((item) => item.type === "request" && item.response === undefined);
  const item = model.items[index];
  return item?.type === "request" ? replaceAt(model, index, { ...item, abandoned: true }) : model;
}

type WithoutPlace<T> = T extends Item ? Omit<T, "key" | "turn"> : never;

function append(model: ConversationModel, item: WithoutPlace<Item>): ConversationModel {
  const items = [...model.items, { ...item, key: model.nextKey, turn: model.turn } as Item];
  const over = Math.max(0, items.length - itemLimit);
  return {
    ...model,
    items: over > 0 ? items.slice(over) : items,
    dropped: model.dropped + over,
    nextKey: model.nextKey + 1,
  };
}

function replaceAt(model: ConversationModel, index: number, item: Item): ConversationModel {
  return { ...model, items: model.items.with(index, item) };
}

function replaceLast<T extends Item["type"]>(
  model: ConversationModel,
  type: T,
  change: (item: Extract<Item, { type: T }>) => Item,
): ConversationModel {
  const index = model.items.findLastIndex((item) => item.type === type);
  const item = model.items[index];
  return item === undefined ? model : replaceAt(model, index, change(item as Extract<Item, { type: T }>));
}

function sourceOf(event: RunEvent): { readonly source?: SourcePlace } {
  return event.source === undefined ? {} : { source: event.source };
}

function noteOf(action: "track" | "handover" | "language", name: string, data: unknown): string {
  if (action === "language") return `Language: ${typeof data === "string" && data !== "" ? data : name}`;
  return action === "handover" ? `Handed over to ${name}` : `Tracked ${name}`;
}
