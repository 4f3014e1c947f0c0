/**
 * One stop of the Tab key for a row of buttons: the arrows, Home and End walk through them, and Tab leaves. The button that had the
 * focus last is the one that Tab comes back to.
 */
export const roving = {
  onKeyDown(event: KeyboardEvent): void {
    const { currentTarget, target, key } = event;
    if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLButtonElement)) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const buttons = stopsIn(currentTarget);
    const isMirrored = getComputedStyle(currentTarget).direction === "rtl";
    const next = nextStop(key, buttons.indexOf(target), buttons.length, isMirrored);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[next]?.focus();
  },
  onFocusIn(event: FocusEvent): void {
    const { currentTarget, target } = event;
    if (!(currentTarget instanceof HTMLElement) || !(target instanceof HTMLButtonElement)) return;
    for (const button of stopsIn(currentTarget)) button.tabIndex = button === target ? 0 : -1;
  },
};

/** The place that a key leads to from place `at` of `count`, around the ends; undefined for a key that leads nowhere. */
export function nextStop(key: string, at: number, count: number, isMirrored: boolean): number | undefined {
  if (at < 0 || count === 0) return undefined;
  switch (key) {
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at + count - 1) % count;
    case "ArrowRight":
      return (at + (isMirrored ? count - 1 : 1)) % count;
    case "ArrowLeft":
      return (at + (isMirrored ? 1 : count - 1)) % count;
    default:
      return undefined;
  }
}

function stopsIn(element: HTMLElement): readonly HTMLButtonElement[] {
  return [...element.querySelectorAll<HTMLButtonElement>("button:enabled")];
}
