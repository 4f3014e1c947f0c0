import { RE2JS } from "re2js";
import { createLru } from "../base/lru.ts";
import { maximumText } from "./limits.ts";

/** A compiled pattern of a flow: RE2 syntax, so that matching takes linear time on any input. */
export interface Pattern {
  /** How many times as long it may take over a character as other reading does: linear is still long for a large pattern. */
  readonly work: number;
  /** Whether any part of the text matches. */
  matchesPart(text: string): boolean;
  /** Whether the whole text matches. */
  matchesWhole(text: string): boolean;
  /** The first part that matches with its groups, or `null`. */
  find(text: string): { readonly text: string; readonly groups: readonly (string | null)[] } | null;
  /** The text with every match replaced by the replacement as it is (by nothing once the text is far too long). */
  replaceAll(text: string, replacement: string): string;
}

const longestSource = 2_000;
/** What a small pattern takes. */
const leastWork = 10;
const cache = createLru<string, { readonly pattern: Pattern | null }>(500);

/** The pattern of a source text, compiled once; `null` where the source is no pattern. */
export function patternOf(source: string, ignoreCase: boolean): Pattern | null {
  const key = `${ignoreCase ? "i" : "-"}${source}`;
  const known = cache.get(key);
  if (known !== undefined) return known.pattern;
  const pattern = compile(source, ignoreCase);
  cache.set(key, { pattern });
  return pattern;
}

/** Why a source text is no pattern, as the end of a sentence; `undefined` where it is one. */
export function whyNoPattern(source: string, ignoreCase: boolean): string | undefined {
  if (patternOf(source, ignoreCase) !== null) return undefined;
  if (source.length > longestSource) return `it is longer than ${longestSource} characters`;
  if (/\(\?<?[=!]/.test(source)) return "it looks ahead or behind, which patterns that take linear time cannot";
  if (/\\[1-9]/.test(source)) return "it refers back to a group, which patterns that take linear time cannot";
  try {
    RE2JS.compile(source);
    return "it is too large";
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    return reason.replace(/^.*error parsing regexp:\s*/, "").replace(/\.$/, "") || "it is no regular expression";
  }
}

function compile(source: string, ignoreCase: boolean): Pattern | null {
  if (source.length > longestSource) return null;
  let regex: RE2JS;
  try {
    regex = RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch {
    return null;
  }
  return {
    work: Math.max(leastWork, regex.programSize()),
    matchesPart: (text) => regex.matcher(text).find(),
    matchesWhole: (text) => regex.matcher(text).matches(),
    find: (text) => {
      const matcher = regex.matcher(text);
      if (!matcher.find()) return null;
      const groups = Array.from({ length: matcher.groupCount() }, (_, i) => matcher.group(i + 1) ?? null);
      return { text: matcher.group() ?? "", groups };
    },
    replaceAll: (text, replacement) => {
      let room = 2 * maximumText;
      return regex.matcher(text).replaceAll(() => {
        room -= replacement.length;
        return room < 0 ? "" : replacement;
      });
    },
  };
}
