import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "../messages/Icon.tsx";
import { acceptsTaps, type ConversationModel, type Item } from "./model.ts";
import { type ItemActions, TranscriptItem } from "./TranscriptItem.tsx";

/** Pixels from the end that still count as "at the end". */
const nearEnd = 40;

export interface TranscriptProps {
  readonly model: ConversationModel;
  readonly actions: ItemActions;
  /** Whether the run still takes inputs. */
  readonly live: boolean;
}

/** Everything that was said and done. It follows what is new as long as its end is in view. */
export function Transcript({ model, actions, live }: TranscriptProps) {
  const log = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [behind, setBehind] = useState(false);
  const { items, dropped } = model;

  const toEnd = () => {
    const element = log.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
    following.current = true;
    setBehind(false);
  };
  useLayoutEffect(() => {
    const last = items.at(-1);
    if (following.current || last?.type === "user") toEnd();
    else setBehind(true);
  }, [items]);
  // Pictures come late, and the panel may be made smaller.
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => following.current && toEnd());
    for (const element of [log.current, log.current?.firstElementChild]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const onScroll = () => {
    const element = log.current;
    if (element === null) return;
    following.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    if (following.current) setBehind(false);
  };

  const active = live && acceptsTaps(model);
  return (
    <div class="log-place">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable with the keyboard */}
      <div class="log" ref={log} onScroll={onScroll} role="log" aria-label="Conversation" tabIndex={0}>
        <div class="items">
          {dropped > 0 && <p class="line">{dropped} earlier entries are not shown</p>}
          {items.map((item, index) => (
            <Row
              key={item.key}
              item={item}
              actions={actions}
              active={active}
              first={beginsTurn(item, items[index - 1])}
            />
          ))}
        </div>
      </div>
      {behind && (
        <button type="button" class="behind" onClick={toEnd}>
          <Icon name="down" />
          New messages
        </button>
      )}
    </div>
  );
}

/** An entry is drawn again only when it or its standing changed. */
function Row(props: {
  readonly item: Item;
  readonly actions: ItemActions;
  readonly active: boolean;
  readonly first: boolean;
}) {
  const { item, actions, active, first } = props;
  return useMemo(
    () => (
      <div class={first ? "row first" : "row"}>
        <TranscriptItem item={item} actions={actions} active={active} />
      </div>
    ),
    [item, actions, active, first],
  );
}

function beginsTurn(item: Item, before: Item | undefined): boolean {
  return before !== undefined && (item.type === "user" || item.type === "start" || item.turn !== before.turn);
}
