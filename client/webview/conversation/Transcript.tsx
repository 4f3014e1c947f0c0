import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "../messages/Icon.tsx";
import { nextStop } from "../messages/nextStop.ts";
import { type Block, blocksOf } from "./blocks.ts";
import type { ItemActions, Replays } from "./itemActions.ts";
import type { Item, RequestItem } from "./items.ts";
import { acceptsTaps, type ConversationModel } from "./model.ts";
import { useShownBlocks } from "./shownBlocks.ts";
import { TranscriptBlock } from "./TranscriptBlock.tsx";

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
  const drawn = useRef<readonly Block[]>([]);
  const blocks = useMemo(() => blocksOf(model, live, drawn.current), [items, model.turns, model.conversation, live]);
  drawn.current = blocks;
  const shown = useShownBlocks(blocks);
  const byKey = useRef(items);
  byKey.current = items;
  const requestsOf = useCallback((keys: readonly number[]) => requestsIn(byKey.current, keys), []);
  const shared = useMemo(() => ({ actions, active, requestsOf, replays }), [actions, active, requestsOf, replays]);
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
        aria-busy={shown.length < blocks.length}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable with the keyboard
        tabIndex={0}
      >
        <div class="items">
          {dropped > 0 && <p class="line dropped">{dropped} earlier entries are not shown</p>}
          {shown.map((block) => (
            <TranscriptBlock key={block.number} block={block} shared={shared} />
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
