/**
 * What the debug console shows of a conversation. Run events are masked before they exist, so their texts can be shown
 * as they are.
 */
import type { BotMessage, RunEvent, SourcePlace, UserInput } from "../runtime/events.ts";

/** One piece of output. An editor shows what is `important` as a message above everything else, the panel's field included. */
export interface ConsoleLine {
  readonly category: "stdout" | "stderr" | "important" | "console";
  readonly text: string;
  readonly place: SourcePlace | undefined;
}

/** Characters of a line shown at most: an editor that draws the megabytes of a backend's answer stands still. */
const LINE_LIMIT = 10_000;

/**
 * The line of an event; `undefined` for events that are not shown. With `trace`, steps and memory are shown as well.
 */
export function consoleLine(event: RunEvent, trace: boolean): ConsoleLine | undefined {
  const line = (category: ConsoleLine["category"], text: string): ConsoleLine => ({
    category,
    text: text.length <= LINE_LIMIT ? text : `${text.slice(0, LINE_LIMIT)}…`,
    place: event.source,
  });
  switch (event.type) {
    case "message":
      return line("stdout", `bot: ${messageText(event.message)}`);
    case "input":
      return line("stdout", `user: ${inputText(event.input)}`);
    case "request":
      return line("console", `${event.method} ${event.url}`);
    case "response":
      return line(
        "console",
        `${event.status ?? "no answer"} after ${event.ms} ms${event.error === undefined ? "" : `: ${event.error}`}`,
      );
    case "report":
      return line("stderr", `${event.code}: ${event.message}`);
    case "end":
      return line(
        "console",
        event.reason === "restart" ? "The conversation starts again." : "The conversation has ended.",
      );
    case "state":
      return trace ? line("console", `state ${event.state} (${event.cause})`) : undefined;
    case "step":
      return trace ? line("console", `step ${event.kind}`) : undefined;
    case "memory":
      return trace ? line("console", `${event.path} = ${JSON.stringify(event.value)}`) : undefined;
    case "start":
    case "match":
    case "wait":
    case "action":
      return undefined;
  }
}

function messageText(message: BotMessage): string {
  const pieces = [
    message.text,
    message.media === undefined ? undefined : `${message.media.kind} ${message.media.url}`,
    message.location === undefined ? undefined : `${message.location.latitude}, ${message.location.longitude}`,
    ...(message.cards ?? []).map((card) => card.title),
    message.type === "payload" ? JSON.stringify(message.raw ?? null) : undefined,
    ...(message.replies ?? []).map((reply) => `[${reply.title}]`),
    ...(message.buttons ?? []).map((button) => `[${button.title}]`),
  ];
  return pieces.filter((piece) => piece !== undefined && piece !== "").join(" ");
}

function inputText(input: UserInput): string {
  switch (input.type) {
    case "text":
      return input.text;
    case "tap":
      return `[${input.text}]`;
    case "event":
      return `event ${input.name}`;
    case "attachment":
      return `${input.data.type} ${input.data.name}`;
    case "silence":
      return `silence of ${input.ms} ms`;
  }
}
