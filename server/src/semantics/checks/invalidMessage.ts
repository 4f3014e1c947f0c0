import type * as ast from "../../language/ast.ts";
import { nodesOf } from "../nodesOf.ts";
import type { Check } from "./check.ts";

export const invalidMessage: Check = {
  code: "invalid-message",
  severity: "error",
  summary: "Parts stand in one message that no channel shows together.",
  documentation: `
A message with buttons is one thing, a carousel of cards another, a list of items a third: no channel shows two of them as
one message. Write a \`say\` for each. Quick replies, media, a location and payloads go with any of them.
`,
  example: `
state start {
  say "Our shops:" {
    card "City" {
      button "Route" open "https://maps.example/city"
    }
    <|invalid-message|>button</> "All shops" open "https://shop.example/all"
  }
  -> end
}
`,
  fixed: `
state start {
  say "Our shops:" {
    card "City" {
      button "Route" open "https://maps.example/city"
    }
  }
  say "There are more." {
    button "All shops" open "https://shop.example/all"
  }
  -> end
}
`,
  only: ["Say", "Ask"],
  *run({ file, path }) {
    for (const { parts } of nodesOf(file, "Say")) yield* mixedParts(path, parts);
    for (const { items } of nodesOf(file, "Ask")) yield* mixedParts(path, items);
  },
};

const KINDS = { Button: "buttons", Card: "a carousel of cards", Item: "a list of items" } as const;

function* mixedParts(path: string, parts: readonly (ast.Part | ast.AskItem)[]) {
  let first: keyof typeof KINDS | undefined;
  for (const { kind, start } of parts) {
    if (kind !== "Button" && kind !== "Card" && kind !== "Item") continue;
    first ??= kind;
    if (kind === first) continue;
    const message = `${KINDS[first]} and ${KINDS[kind]} do not go into one message. Write a \`say\` for each.`;
    yield { path, start, end: start + kind.length, message: message.charAt(0).toUpperCase() + message.slice(1) };
    return;
  }
}
