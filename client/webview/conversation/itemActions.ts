import type { ResponseEvent, SourcePlace, UserInput } from "../../../server/src/runtime/events.ts";
import type { MessageActions } from "../messages/actions.ts";

/** What entries of the transcript ask for. */
export interface ItemActions extends MessageActions {
  readonly reveal: (place: SourcePlace) => void;
  readonly copy: (text: string) => void;
  /** Back to the end of that turn, where the conversation waits. */
  readonly rewind: (turn: number) => void;
  /** Back to the end of that turn, and on with this input. */
  readonly edit: (turn: number, input: UserInput) => void;
  /** Sends the request of that id once more, beside the conversation. */
  readonly replay: (id: string) => void;
}

/** Answers to requests that were sent once more, by the id of the request. */
export type Replays = ReadonlyMap<string, ResponseEvent>;
