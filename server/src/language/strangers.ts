/** Words about a word that stands where it does not fit. */
import { K, type Keyword, keywordTypes } from "./tokens.ts";

const inMessage = "between the `{` and `}` of a `say` or an `ask`";
const inAsk = "between the `{` and `}` of an `ask`";
const inApi = "between the `{` and `}` of an `api` step";
const inState = "in a `state` or a block of it";
const homes: ReadonlyMap<string, string> = new Map<Keyword, string>([
  ["reply", inMessage],
  ["button", inMessage],
  ["card", inMessage],
  ["item", inMessage],
  ["video", inMessage],
  ["audio", inMessage],
  ["payload", inMessage],
  ["subtitle", "between the `{` and `}` of a `card` or an `item`"],
  ["check", inAsk],
  ["attempts", inAsk],
  ["skip", inAsk],
  ["nextDialogstate", inApi],
  ["body", inApi],
  ["form", inApi],
  ["save", inApi],
  ["headers", inApi],
  ["query", inApi],
  ["else", "behind the block of an `if`"],
  ["expect", "in a `test`"],
  ["tap", "in a `test`"],
  ["say", inState],
  ["ask", inState],
  ["api", inState],
  ["set", inState],
  ["clear", inState],
  ["if", inState],
  ["match", inState],
  ["call", inState],
  ["wait", inState],
  ["track", inState],
  ["handover", inState],
]);

/** Where a keyword belongs, for words that have one home. */
export function homeOf(word: string): string | undefined {
  return homes.get(word);
}

/** The keyword among `wanted` (by token type) that the word seems to be meant for. */
export function nearestWord(word: string, wanted: Uint8Array): string | undefined {
  if (word.length < 2 || word.length > 20 || keywordTypes.has(word)) return undefined;
  let best: string | undefined;
  let least = word.length < 5 ? 1.5 : 2.5;
  for (const [keyword, type] of Object.entries(K)) {
    if (wanted[type.tokenTypeIdx ?? 0] !== 1 || Math.abs(keyword.length - word.length) > 2) continue;
    const distance = editDistance(word.toLowerCase(), keyword.toLowerCase());
    if (distance < least) {
      best = keyword;
      least = distance;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
