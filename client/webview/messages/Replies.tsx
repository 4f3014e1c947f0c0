import type { MessageReply } from "../../../server/src/runtime/events.ts";
import type { MessageStanding } from "./actions.ts";
import { plainText } from "./plainText.ts";
import { roving } from "./roving.ts";

/** Quick replies under a message: they can be tapped until the next input, and show then which one was taken. */
export function Replies({
  replies,
  standing,
}: {
  readonly replies: readonly MessageReply[];
  readonly standing: MessageStanding;
}) {
  const { open, taken, active, actions } = standing;
  return (
    <fieldset class="replies" onKeyDown={roving.onKeyDown} onFocusIn={roving.onFocusIn}>
      <legend class="hidden">Quick replies</legend>
      {replies.map((reply) => (
        <button
          type="button"
          class={taken === reply.title ? "reply taken" : "reply"}
          disabled={!open || !active}
          aria-pressed={taken === reply.title ? "true" : undefined}
          onClick={() => actions.tap(reply)}
          dir="auto"
        >
          {plainText(reply.title)}
        </button>
      ))}
    </fieldset>
  );
}
