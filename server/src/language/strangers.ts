/** Words about a word that stands where it does not fit. */
import { editDistance } from "../base/editDistance.ts";
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
  let most = word.length < 5 ? 1 : 2;
  for (const [keyword, type] of Object.entries(K)) {
    if (wanted[type.tokenTypeIdx ?? 0] !== 1) continue;
    const distance = editDistance(word.toLowerCase(), keyword.toLowerCase(), most);
    if (distance === undefined) continue;
    best = keyword;
    most = distance - 1;
    if (most < 0) break;
  }
  return best;
}
