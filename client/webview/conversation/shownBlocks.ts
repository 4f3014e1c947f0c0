import { useEffect, useRef, useState } from "preact/hooks";
import type { Block } from "./blocks.ts";

/** Blocks at the end that are drawn at once: more than the highest of panels shows. */
const atOnce = 3;

/** Blocks that are drawn between two looks at what else is to be done. */
const step = 4;

/**
 * Where many blocks come at once, the last ones are drawn first, and those above follow while the browser has nothing else to do: soon all
 * of them are there, for who scrolls, searches or has the page read out.
 */
export function useShownBlocks(blocks: readonly Block[]): readonly Block[] {
  const from = useRef(0);
  const newest = useRef(-1);
  const [, drawAgain] = useState(0);
  const last = blocks.at(-1)?.number ?? -1;
  if (last > newest.current + atOnce) from.current = last - atOnce + 1;
  newest.current = last;
  const missing = blocks.findLastIndex(({ number }) => number < from.current) + 1;
  useEffect(() => {
    if (missing === 0) return undefined;
    const handle = requestIdleCallback(
      () => {
        from.current = blocks[Math.max(0, missing - step)]?.number ?? 0;
        drawAgain((count) => count + 1);
      },
      { timeout: 100 },
    );
    return () => cancelIdleCallback(handle);
  }, [blocks, missing]);
  return missing === 0 ? blocks : blocks.slice(missing);
}
