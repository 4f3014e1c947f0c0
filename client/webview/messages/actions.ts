import type { MessageButton, MessageReply } from "../../../server/src/runtime/events.ts";

/** What a message asks the page around it to do. */
export interface MessageActions {
  /** A quick reply or a button that goes on with the conversation was tapped. */
  readonly tap: (tapped: MessageReply | Extract<MessageButton, { kind: "go" }>) => void;
  readonly open: (url: string) => void;
  readonly dial: (number: string) => void;
}

/** How a message stands in its conversation. */
export interface MessageStanding {
  readonly actions: MessageActions;
  /** Whether its buttons may be tapped. */
  readonly active: boolean;
  /** Whether its quick replies may be tapped: no input came since. */
  readonly open: boolean;
  /** Whether pictures elsewhere on the web are shown without being asked for. */
  readonly showsPictures?: boolean;
  /** Title of the quick reply that was taken. */
  readonly taken?: string;
}
