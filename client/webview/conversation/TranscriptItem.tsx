import type { MatchEvent, SourcePlace, UserInput } from "../../../server/src/runtime/events.ts";
import type { MessageActions } from "../messages/actions.ts";
import { codeParts } from "../messages/codeParts.ts";
import { Icon } from "../messages/Icon.tsx";
import { JsonTree } from "../messages/JsonTree.tsx";
import { Message } from "../messages/Message.tsx";
import { StateLink } from "./Header.tsx";
import type { BotItem, EndItem, Item, ReportItem, StatesItem, UserItem } from "./model.ts";
import { RequestRow, SourceButton } from "./RequestRow.tsx";

/** What items may ask for. */
export interface ItemActions extends MessageActions {
  readonly reveal: (place: SourcePlace) => void;
  readonly copy: (text: string) => void;
}

export interface TranscriptItemProps {
  readonly item: Item;
  readonly actions: ItemActions;
  /** Whether buttons and quick replies may be tapped. */
  readonly active: boolean;
}

/** One entry of the transcript. */
export function TranscriptItem({ item, actions, active }: TranscriptItemProps) {
  switch (item.type) {
    case "user":
      return <UserEntry item={item} />;
    case "bot":
      return <BotEntry item={item} actions={actions} active={active} />;
    case "request":
      return <RequestRow item={item} reveal={actions.reveal} copy={actions.copy} />;
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

function UserEntry({ item: { input, match } }: { readonly item: UserItem }) {
  const reason = match && reasonOf(match);
  return (
    <div class="entry user">
      <span class="hidden">You:</span>
      <Said input={input} />
      {reason !== undefined && <small class="match">{reason}</small>}
    </div>
  );
}

function Said({ input }: { readonly input: UserInput }) {
  switch (input.type) {
    case "text":
    case "tap":
      return (
        <div class={`bubble user ${input.type}`} dir="auto">
          {input.text}
        </div>
      );
    case "attachment":
      return <div class="bubble user">{input.data.name || input.data.url}</div>;
    case "silence":
      return <p class="note">Silence for {Math.round(input.ms / 1000)} s</p>;
    case "event":
      return (
        <details class="note event">
          <summary>Event {input.name}</summary>
          {input.data !== undefined && <JsonTree value={input.data} />}
        </details>
      );
  }
}

/** How an input was taken, where that is not plain to see. */
function reasonOf({ kind, intent }: MatchEvent): string | undefined {
  if (intent !== undefined) return `${intent.name} · ${Math.round(intent.confidence * 100)} %`;
  return kind === "fallback" ? "not understood" : undefined;
}

function BotEntry({
  item,
  actions,
  active,
}: {
  readonly item: BotItem;
  readonly actions: ItemActions;
  readonly active: boolean;
}) {
  const { message, open, taken } = item;
  const standing = { actions, active, open, ...(taken === undefined ? {} : { taken }) };
  return (
    <div class="entry bot">
      <span class="hidden">Bot:</span>
      <Message message={message} standing={standing} />
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
