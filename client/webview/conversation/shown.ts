import type { ShownConversation } from "./panelMessages.ts";

/** What the page shows, read from its elements. */
export function shownConversation(): ShownConversation {
  return {
    title: textOf(document.querySelector("header h1")),
    state: textOf(document.querySelector("header .state")),
    messages: all(".bubble").map((bubble) => ({
      from: bubble.classList.contains("user") ? ("user" as const) : ("bot" as const),
      text: all(".text", bubble).map(textOf).join("\n") || textOf(bubble),
    })),
    replies: all(".reply:enabled").map(textOf),
    requests: all(".request > summary").map(textOf),
    reports: all(".report").map(textOf),
    ended: document.querySelector(".strip.ended, .strip.over") !== null,
  };
}

function all(selector: string, within: ParentNode = document): readonly Element[] {
  return [...within.querySelectorAll(selector)];
}

function textOf(element: Element | null): string {
  return element?.textContent?.trim() ?? "";
}
