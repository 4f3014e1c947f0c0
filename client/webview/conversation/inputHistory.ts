/** Walking through what was sent before with ↑ and ↓, as in a terminal. `index` counts from the newest; -1 is what is being written. */
export interface InputHistory {
  readonly index: number;
  /** What was being written when the walk began. */
  readonly draft: string;
}

export const atDraft: InputHistory = { index: -1, draft: "" };

/** One step back in time; undefined where there is nothing older. */
export function older(
  sent: readonly string[],
  history: InputHistory,
  text: string,
): { readonly history: InputHistory; readonly text: string } | undefined {
  const index = history.index + 1;
  const found = sent.at(-1 - index);
  if (index >= sent.length || found === undefined) return undefined;
  return { history: { index, draft: history.index < 0 ? text : history.draft }, text: found };
}

/** One step forward in time, at last to what was being written; undefined at that end. */
export function newer(
  sent: readonly string[],
  history: InputHistory,
): { readonly history: InputHistory; readonly text: string } | undefined {
  if (history.index < 0) return undefined;
  const index = history.index - 1;
  return index < 0
    ? { history: atDraft, text: history.draft }
    : { history: { ...history, index }, text: sent.at(-1 - index) ?? history.draft };
}
