import type { Draft } from "./draft.ts";
import { maximumTurnCharacters, maximumTurnWork } from "./limits.ts";

/**
 * Counts characters that a turn says, stores or gets; false once they are too many, with a report. A thousand steps
 * may each be within their own limits and still fill the memory of whoever listens.
 */
export function spend(draft: Draft, characters: number, what: () => string): boolean {
  const spent = draft.state.turnCharacters + characters;
  if (spent > maximumTurnCharacters) {
    draft.report("limit", `This turn has said and stored too much: ${what()}.`);
    return false;
  }
  draft.set({ turnCharacters: spent });
  return true;
}

/** Counts characters that the expressions of a turn read; false once they are too many. */
export function spendWork(draft: Draft, characters: number): boolean {
  const turnWork = draft.state.turnWork + characters;
  if (turnWork > maximumTurnWork) return false;
  draft.set({ turnWork });
  return true;
}
