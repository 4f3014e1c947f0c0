/** What the panel knows, as a value: messages of the host go in, and each gives the next one. */
import type { RunEvent } from "../../../server/src/runtime/events.ts";
import type { Replays } from "./itemActions.ts";
import { type ConversationModel, emptyConversation, reduceAll } from "./model.ts";
import type { KeptPanel, MemoryView, MocksView, PanelLooks, RunView, ToPanel } from "./panelMessages.ts";

export interface PanelState {
  readonly model: ConversationModel;
  readonly run: RunView;
  /** All that came in, for a window that is loaded again. */
  readonly events: readonly RunEvent[];
  readonly kept: Pick<KeptPanel, "configuration" | "folder">;
  readonly memory: MemoryView | undefined;
  readonly mocks: MocksView | undefined;
  readonly replays: Replays;
}

export const emptyPanel: PanelState = {
  model: emptyConversation,
  run: {
    title: "Conversation",
    status: "starting",
    debugging: false,
    options: { presets: [], mocks: false },
    languages: [],
    presets: [],
  },
  events: [],
  kept: { configuration: {}, folder: undefined },
  memory: undefined,
  mocks: undefined,
  replays: new Map(),
};

/** The panel after one more message. */
export function receive(state: PanelState, message: ToPanel): PanelState {
  switch (message.type) {
    case "reset": {
      const { events, run, kept } = message;
      // The requests of another run, or of another way from here, may have the same ids.
      return { ...state, model: reduceAll(emptyConversation, events), run, events, kept, replays: new Map() };
    }
    case "events":
      return {
        ...state,
        model: reduceAll(state.model, message.events),
        events: lastOf([...state.events, ...message.events]),
      };
    case "run":
      return { ...state, run: message.run };
    case "variables":
      return { ...state, memory: message.body };
    case "mocks":
      return { ...state, mocks: message.body };
    case "replayed":
      return { ...state, replays: new Map(state.replays).set(message.id, message.response) };
    default:
      return state;
  }
}

/** Events that are kept for a window that is loaded again, at most. */
const mostEvents = 2000;

/** Characters of JSON that are kept at most: the editor writes them to its storage. */
const mostCharacters = 1_000_000;

function lastOf(events: readonly RunEvent[]): readonly RunEvent[] {
  // Cut seldom, so that each event costs little.
  return events.length > 2 * mostEvents ? events.slice(-mostEvents) : events;
}

/** What is to be kept of the panel; of a long conversation only the end. */
export function keptPanel({ run, events, kept }: PanelState, looks: PanelLooks): KeptPanel {
  let latest = events.slice(-mostEvents);
  while (latest.length > 0 && JSON.stringify(latest).length > mostCharacters)
    latest = latest.slice(Math.ceil(latest.length / 2));
  return { version: 1, ...kept, run, events: latest, looks };
}
