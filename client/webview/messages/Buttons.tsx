import type { MessageButton } from "../../../server/src/runtime/events.ts";
import type { MessageStanding } from "./actions.ts";
import { Icon } from "./Icon.tsx";
import { plainText } from "./plainText.ts";

/** Buttons of a message: one goes on with the conversation, opens a page, or dials a number. */
export function Buttons({
  buttons,
  standing,
}: {
  readonly buttons: readonly MessageButton[];
  readonly standing: MessageStanding;
}) {
  return (
    <div class="buttons">
      {buttons.map((button) => (
        <Button button={button} standing={standing} />
      ))}
    </div>
  );
}

function Button({ button, standing }: { readonly button: MessageButton; readonly standing: MessageStanding }) {
  const { actions, active } = standing;
  switch (button.kind) {
    case "go":
      return (
        <button type="button" class="button" disabled={!active} onClick={() => actions.tap(button)}>
          <span dir="auto">{plainText(button.title)}</span>
        </button>
      );
    case "open":
      return (
        <button type="button" class="button" title={button.url} onClick={() => actions.open(button.url)}>
          <span dir="auto">{plainText(button.title)}</span>
          <Icon name="open" />
        </button>
      );
    case "dial":
      return (
        <button type="button" class="button" title={button.number} onClick={() => actions.dial(button.number)}>
          <span dir="auto">{plainText(button.title)}</span>
          <Icon name="dial" />
        </button>
      );
  }
}
