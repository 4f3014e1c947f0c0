import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MatchEvent, UserInput } from "../../../server/src/runtime/events.ts";
import { Icon } from "../messages/Icon.tsx";
import { IconButton } from "../messages/IconButton.tsx";
import type { IconName } from "../messages/icons.ts";
import { JsonTree } from "../messages/JsonTree.tsx";
import type { ItemActions } from "./itemActions.ts";
import type { UserItem } from "./items.ts";
import { inputText } from "./transcriptText.ts";

export interface UserEntryProps {
  readonly item: UserItem;
  readonly actions: ItemActions;
  readonly canGoBack: boolean;
}

/** What the user said, and how the bot took it. It can be taken back, or said otherwise. */
export function UserEntry({ item, actions, ...props }: UserEntryProps) {
  const { input, match, turn } = item;
  // Before the first turn there is nothing to go back to.
  const canGoBack = props.canGoBack && turn > 0;
  const [editing, setEditing] = useState(false);
  const reason = match && reasonOf(match);
  const canEdit = canGoBack && (input.type === "text" || input.type === "tap");
  return (
    <div class="entry user">
      <span class="hidden">You:</span>
      {editing ? (
        <EditField
          text={inputText(input)}
          send={(text) => {
            setEditing(false);
            actions.edit(turn - 1, { type: "text", text });
          }}
          cancel={() => setEditing(false)}
        />
      ) : (
        <Said input={input} />
      )}
      {reason !== undefined && <small class="match">{reason}</small>}
      {!editing && canGoBack && (
        <div class="acts">
          {canEdit && (
            <IconButton
              icon="edit"
              label="Edit and go on from here"
              keys="E"
              tabIndex={-1}
              onClick={() => setEditing(true)}
            />
          )}
          <IconButton
            icon="back"
            label="Go back to before this"
            keys="B"
            tabIndex={-1}
            onClick={() => actions.rewind(turn - 1)}
          />
        </div>
      )}
    </div>
  );
}

/** The answer as a field. Enter goes on with it, Escape leaves it as it was. */
function EditField(props: {
  readonly text: string;
  readonly send: (text: string) => void;
  readonly cancel: () => void;
}) {
  const { send, cancel } = props;
  const [text, setText] = useState(props.text);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const submit = () => {
    if (text.trim() !== "") send(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  };
  return (
    <form
      class="edit"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <textarea
        ref={field}
        rows={2}
        value={text}
        aria-label="Another answer"
        dir="auto"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="edit-foot">
        <button type="submit" class="primary">
          Go on
        </button>
        <button type="button" class="secondary" onClick={cancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}

function Said({ input }: { readonly input: UserInput }) {
  switch (input.type) {
    case "text":
    case "tap":
      return /^geo:/i.test(input.text) ? (
        <Sent icon="location" text={input.text.slice(4)} />
      ) : (
        <div class={`bubble user ${input.type}`} dir="auto">
          {input.text}
        </div>
      );
    case "attachment":
      return <Sent icon="attachment" text={input.data.name || input.data.url} />;
    case "silence":
      return <p class="note">Silence for {input.ms < 1000 ? `${input.ms} ms` : `${Math.round(input.ms / 1000)} s`}</p>;
    case "event":
      return (
        <details class="note event">
          <summary>Event {input.name}</summary>
          {input.data !== undefined && <JsonTree value={input.data} />}
        </details>
      );
  }
}

function Sent({ icon, text }: { readonly icon: IconName; readonly text: string }) {
  return (
    <div class="bubble user sent">
      <Icon name={icon} />
      <span dir="auto">{text}</span>
    </div>
  );
}

/** How an input was taken, where that is not plain to see. */
function reasonOf({ kind, intent }: MatchEvent): string | undefined {
  if (intent !== undefined) return `${intent.name} · ${Math.round(intent.confidence * 100)} %`;
  return kind === "fallback" ? "not understood" : undefined;
}
