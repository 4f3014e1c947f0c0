import { nodePathIn } from "../../language/nearby.ts";
import type { ParsedFile } from "../../language/parse.ts";
import type { Span } from "../../language/spans.ts";
import type { Completion } from "./item.ts";

const answer: readonly (readonly [string, string])[] = [["value", "The answer to the question."]];

const request: readonly (readonly [string, string])[] = [
  ["method", "The method of the request, such as `POST`."],
  ["path", "The path of the request's address."],
  ["query", "The query of the request's address, by name."],
  ["headers", "The headers of the request, by name."],
  ["body", "What the request sends."],
];

/** Names that mean something at one place only: `value` in a `check`, the parts of the request in a mock. */
export function completeBoundNames(parsed: ParsedFile, replace: Span): readonly Completion[] {
  // What is half typed ends with its last word: the blank behind that is outside.
  const { length } = parsed.text.slice(0, replace.start).trimEnd();
  return namesAt(nodePathIn(parsed, length).map(({ kind }) => kind)).map(([label, documentation]) => {
    return { label, kind: "variable", documentation, replace, text: label };
  });
}

function namesAt(kinds: readonly string[]): readonly (readonly [string, string])[] {
  if (kinds.includes("Check")) return answer;
  return kinds.includes("MockRequest") || kinds.includes("ExpectRequest") ? request : [];
}
