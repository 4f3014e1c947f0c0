import { nextStop } from "./nextStop.ts";

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

function stopsIn(element: HTMLElement): readonly HTMLButtonElement[] {
  return [...element.querySelectorAll<HTMLButtonElement>("button:enabled")];
}
