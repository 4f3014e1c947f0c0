import type { TestEventLine } from "../../../server/src/testing/protocol.ts";

type Event = TestEventLine["event"];

/** What an event says in the terminal of the results, in lines without line ends; nothing for most of them. */
export function storyOf(event: Event): readonly string[] {
  switch (event.type) {
    case "input":
      return [`user: ${inputText(event.input)}`];
    case "message":
      return lines(`bot: ${event.message.text ?? `[${event.message.media?.kind ?? event.message.type}]`}`);
    case "state":
      return [`→ ${event.state}`];
    case "request":
      return [`${event.method} ${event.url}`];
    case "response":
      return [`← ${event.status ?? event.error ?? event.outcome}`];
    case "report":
      return lines(`! ${event.code}: ${event.message}`);
    default:
      return [];
  }
}

function inputText(input: (Event & { readonly type: "input" })["input"]): string {
  switch (input.type) {
    case "text":
      return input.text;
    case "tap":
      return `[${input.text}]`;
    case "event":
      return `event ${input.name}`;
    case "attachment":
      return `[${input.data.type}] ${input.data.url}`;
    case "silence":
      return `${input.ms / 1_000} s of silence`;
  }
}

function lines(text: string): readonly string[] {
  return text.split(/\r?\n/);
}
