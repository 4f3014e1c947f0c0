import { useMemo } from "preact/hooks";
import type { Block } from "./blocks.ts";
import type { Item } from "./items.ts";
import { TranscriptItem, type TranscriptItemProps } from "./TranscriptItem.tsx";

/** What all entries have in common. */
type Shared = Pick<TranscriptItemProps, "actions" | "active" | "requestsOf" | "replays">;

/** Pixels that an entry takes, more or less, until the browser has laid it out. */
const entryHeight = 36;

/** Neighbouring entries. They are drawn again only when one of them changed. */
export function TranscriptBlock({ block, shared }: { readonly block: Block; readonly shared: Shared }) {
  return useMemo(() => {
    const height = `auto ${block.entries.length * entryHeight}px`;
    return (
      <div class="block" style={{ containIntrinsicHeight: height }}>
        {block.entries.map((entry) => (
          <Row key={entry.item.key} {...entry} {...shared} />
        ))}
      </div>
    );
  }, [block, shared]);
}

/** An entry is drawn again only when it or its standing changed. */
function Row(props: TranscriptItemProps & { readonly first: boolean }) {
  const { item, actions, active, canGoBack, facts, requestsOf, first } = props;
  // Only what can be tapped looks at whether it may be, and only what was sent at what came when it was sent again.
  const taps = active && item.type === "bot";
  const replays = item.type === "request" ? props.replays : noReplays;
  return useMemo(
    () => (
      <article class={first ? "row first" : "row"} tabIndex={-1} aria-label={nameOf(item)}>
        <TranscriptItem
          item={item}
          actions={actions}
          active={taps}
          canGoBack={canGoBack}
          facts={facts}
          requestsOf={requestsOf}
          replays={replays}
        />
      </article>
    ),
    [item, actions, taps, canGoBack, facts, requestsOf, replays, first],
  );
}

const noReplays: TranscriptItemProps["replays"] = new Map();

const names = {
  user: "You",
  bot: "Bot",
  request: "API step",
  states: "States",
  report: "Report",
  note: "Note",
  start: "Started again",
  end: "The end",
} as const;

function nameOf({ type, turn }: Item): string {
  return `${names[type]}, turn ${turn}`;
}
