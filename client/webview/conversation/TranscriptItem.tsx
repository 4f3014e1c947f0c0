import { useId, useState } from "preact/hooks";
import type { SourcePlace } from "../../../server/src/runtime/events.ts";
import { codeParts } from "../messages/codeParts.ts";
import { Icon } from "../messages/Icon.tsx";
import { IconButton } from "../messages/IconButton.tsx";
import { Message } from "../messages/Message.tsx";
import type { ItemActions, Replays } from "./itemActions.ts";
import type { BotItem, EndItem, Item, ReportItem, RequestItem, StatesItem } from "./items.ts";
import { RequestRow } from "./RequestRow.tsx";
import { SourceButton } from "./SourceButton.tsx";
import { StateLink } from "./StateLink.tsx";
import { messageLines } from "./transcriptText.ts";
import { factsUntil, type TurnFacts } from "./turnFacts.ts";
import { UserEntry } from "./UserEntry.tsx";
import { Why } from "./Why.tsx";

export interface TranscriptItemProps {
  readonly item: Item;
  readonly actions: ItemActions;
  /** Whether buttons and quick replies may be tapped. */
  readonly active: boolean;
  /** Whether the conversation can go back to this entry. */
  readonly canGoBack: boolean;
  /** What its turn tells; of messages alone. */
  readonly facts: TurnFacts | undefined;
  /** The requests of those keys. */
  readonly requestsOf: (keys: readonly number[]) => readonly RequestItem[];
  readonly replays: Replays;
}

/** One entry of the transcript. */
export function TranscriptItem(props: TranscriptItemProps) {
  const { item, actions, canGoBack, replays } = props;
  switch (item.type) {
    case "user":
      return <UserEntry item={item} actions={actions} canGoBack={canGoBack} />;
    case "bot":
      return <BotEntry {...props} item={item} />;
    case "request":
      return <RequestRow item={item} actions={actions} replays={replays} />;
    case "states":
      return <StateTrail item={item} reveal={actions.reveal} />;
    case "report":
      return <Report item={item} reveal={actions.reveal} />;
    case "note":
      return <p class="note">{item.text}</p>;
    case "start":
      return <Line text="Started again" />;
    case "end":
      return <Line text={endingOf(item.reason)} />;
  }
}

function BotEntry(props: TranscriptItemProps & { readonly item: BotItem }) {
  const { item, actions, active, canGoBack, facts, requestsOf } = props;
  const { message, open, taken, source, turn, seen, after } = item;
  const [asking, setAsking] = useState(false);
  const id = useId();
  const standing = { actions, active, open, ...(taken === undefined ? {} : { taken }) };
  const until = facts && factsUntil(facts, seen);
  return (
    <div class="entry bot">
      <span class="hidden">Bot:</span>
      <Message message={message} standing={standing} />
      <div class="acts">
        <IconButton
          icon="why"
          class="act-why"
          label="Why did the bot say this?"
          keys="W"
          expanded={asking}
          tabIndex={-1}
          onClick={() => setAsking(!asking)}
        />
        {source !== undefined && (
          <IconButton
            icon="source"
            label="Show in the editor"
            keys="S"
            tabIndex={-1}
            onClick={() => actions.reveal(source)}
          />
        )}
        <IconButton
          icon="copy"
          label="Copy the message"
          keys="C"
          tabIndex={-1}
          onClick={() => actions.copy(messageLines(message).join("\n"))}
        />
        {canGoBack && (
          <IconButton icon="back" label="Go back to here" keys="B" tabIndex={-1} onClick={() => actions.rewind(turn)} />
        )}
      </div>
      {asking && until !== undefined && (
        <Why id={id} facts={until} requests={requestsOf(until.requests)} after={after} actions={actions} />
      )}
    </div>
  );
}

function StateTrail({ item, reveal }: { readonly item: StatesItem; readonly reveal: (place: SourcePlace) => void }) {
  return (
    <p class="trail">
      {item.states.map((state) => (
        <span class="trail-step">
          <Icon name="arrow" />
          <StateLink state={state} reveal={reveal} />
        </span>
      ))}
    </p>
  );
}

/** What readers of the screen hear in the place of the icon. */
const spokenSeverities = { error: "Error", warning: "Warning", information: "Note" } as const;

function Report({ item, reveal }: { readonly item: ReportItem; readonly reveal: (place: SourcePlace) => void }) {
  const { severity, message, code, source, count } = item;
  return (
    <div class={`report ${severity}`} title={code}>
      <Icon name={severity} />
      <p>
        <span class="hidden">{spokenSeverities[severity]}: </span>
        {codeParts(message).map(({ text, code }) => (code ? <code>{text}</code> : text))}
        {count > 1 && <span class="badge">{count}×</span>}
        {source !== undefined && <SourceButton place={source} reveal={reveal} />}
      </p>
    </div>
  );
}

function Line({ text }: { readonly text: string }) {
  return <p class="line">{text}</p>;
}

function endingOf(reason: EndItem["reason"]): string {
  return reason === "stopped" ? "The run was stopped" : "The conversation has ended";
}
