import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "../messages/Icon.tsx";
import { nextStop } from "../messages/nextStop.ts";
import type { ItemActions, Replays } from "./itemActions.ts";
import type { Item, RequestItem } from "./items.ts";
import { acceptsTaps, type ConversationModel } from "./model.ts";
import { TranscriptItem, type TranscriptItemProps } from "./TranscriptItem.tsx";

/** Pixels from the end that still count as "at the end". */
const nearEnd = 40;

export interface TranscriptProps {
  readonly model: ConversationModel;
  readonly actions: ItemActions;
  /** Whether the run still takes inputs. */
  readonly live: boolean;
  readonly replays: Replays;
  /** Back to the field for inputs. */
  readonly leave: () => void;
}

/**
 * Everything that was said and done. It follows what is new as long as its end is in view. It is one stop of the Tab key: the arrows,
 * Home and End walk through the entries, letters do what the buttons of an entry do, and Escape leaves.
 */
export function Transcript({ model, actions, live, replays, leave }: TranscriptProps) {
  const log = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const seen = useRef({ top: 0, width: 0 });
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
    const { scrollTop: top, clientWidth: width } = element;
    const isAtEnd = element.scrollHeight - top - element.clientHeight < nearEnd;
    // Only the user scrolls up. That the end goes out of sight is no scrolling: entries get longer where the panel gets narrower.
    const isUp = top < seen.current.top && width === seen.current.width;
    seen.current = { top, width };
    if (isAtEnd || isUp) following.current = isAtEnd;
    if (isAtEnd) setBehind(false);
  };

  const active = live && acceptsTaps(model);
  const { turns, conversation } = model;
  const byKey = useRef(items);
  byKey.current = items;
  const requestsOf = useCallback((keys: readonly number[]) => requestsIn(byKey.current, keys), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") leave();
    else walk(event, log.current);
  };
  return (
    <div class="log-place">
      <div
        class="log"
        ref={log}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        role="log"
        aria-label="Conversation"
        aria-live="polite"
        aria-relevant="additions"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable with the keyboard
        tabIndex={0}
      >
        <div class="items">
          {dropped > 0 && <p class="line">{dropped} earlier entries are not shown</p>}
          {items.map((item, index) => (
            <Row
              key={item.key}
              item={item}
              actions={actions}
              active={active}
              canGoBack={live && turns[item.facts]?.conversation === conversation}
              facts={item.type === "bot" ? turns[item.facts] : undefined}
              requestsOf={requestsOf}
              replays={item.type === "request" ? replays : noReplays}
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

const noReplays: Replays = new Map();

/** An entry is drawn again only when it or its standing changed. */
function Row(props: TranscriptItemProps & { readonly first: boolean }) {
  const { item, actions, active, canGoBack, facts, requestsOf, replays, first } = props;
  // Only what can be tapped looks at whether it may be.
  const taps = active && item.type === "bot";
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

/** Keys rise with the place, so that few are looked at. */
function requestsIn(items: readonly Item[], keys: readonly number[]): readonly RequestItem[] {
  const [first] = keys;
  if (first === undefined) return [];
  const start = items.findLastIndex(({ key }) => key <= first);
  return items
    .slice(Math.max(0, start))
    .filter((item): item is RequestItem => item.type === "request" && keys.includes(item.key));
}

/** Walks from entry to entry; a letter presses the button of the entry that has it as its key. */
function walk(event: KeyboardEvent, log: HTMLElement | null): void {
  const { key, target } = event;
  if (log === null || !(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [...log.querySelectorAll<HTMLElement>(".row")];
  const at = rows.indexOf(target);
  if (target !== log && at < 0) return;
  const isLetter = key.length === 1 && /[a-z]/i.test(key);
  const button = isLetter ? target.querySelector<HTMLElement>(`[aria-keyshortcuts="${key.toUpperCase()}"]`) : null;
  const next = target === log ? rowFromLog(key, rows.length) : nextRow(key, at, rows.length);
  if (button !== null) button.click();
  else if (next === undefined) return;
  else rows[next]?.focus();
  event.preventDefault();
}

/** From the list as a whole the arrows lead to its latest entry. */
function rowFromLog(key: string, count: number): number | undefined {
  return key === "ArrowUp" || key === "ArrowDown" ? count - 1 : nextStop(key, 0, count, false);
}

/** Up and down, without going around the ends. */
function nextRow(key: string, at: number, count: number): number | undefined {
  if (key === "ArrowLeft" || key === "ArrowRight") return undefined;
  if ((key === "ArrowUp" && at === 0) || (key === "ArrowDown" && at === count - 1)) return at;
  return nextStop(key, at, count, false);
}

function beginsTurn(item: Item, before: Item | undefined): boolean {
  return before !== undefined && (item.type === "user" || item.type === "start" || item.turn !== before.turn);
}
