import type { CompletionContext } from "../../language/completionContext.ts";
import type { Completion } from "./item.ts";

const targets: ReadonlySet<string> = new Set(["end", "back", "return", "restart"]);

/** The words of the grammar that fit; where a type or a target may stand, they count as those. */
export function completeKeywords({ keywords, names, segment, flow }: CompletionContext): readonly Completion[] {
  if (flow !== undefined) return [];
  const isTarget = names.includes("state");
  const isType = names.includes("type");
  return keywords.map((word) => {
    const kind = isTarget && targets.has(word) ? "target" : isType ? "type" : "keyword";
    return { label: word, kind, replace: segment, text: word, key: `word:${word}` };
  });
}
