import snippets from "../../../../syntaxes/snippets.json" with { type: "json" };

/** A snippet as the file of snippets has it. */
export interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** Keywords of which one must fit too, so that the place is one for the whole snippet and not for its first word alone. */
const places: Readonly<Record<string, readonly string[]>> = {
  // At the top of a file `service` fits, where steps stand `api`, and in a question `attempts`.
  ...Object.fromEntries(
    ["flow", "bot", "state", "service", "var", "intent", "entity", "mock", "preset", "test"].map((word) => [
      word,
      ["service"],
    ]),
  ),
  ...Object.fromEntries(["say", "ask", "api", "if", "match", "set", "call"].map((word) => [word, ["api"]])),
  check: ["attempts"],
  on: ["service", "api", "attempts"],
};

/** The snippets that the language takes at a place where these keywords fit. */
export function fittingSnippets(keywords: ReadonlySet<string>): readonly Snippet[] {
  return Object.values(snippets).filter(({ body }) => {
    const word = firstWord(body);
    return keywords.has(word) && places[word]?.some((marker) => keywords.has(marker));
  });
}

/** The keyword that a snippet begins with; documentation comes before it. */
export function firstWord(body: readonly string[]): string {
  const line = body.find((each) => !each.startsWith("///")) ?? "";
  return /^\w+/.exec(line)?.[0] ?? "";
}
