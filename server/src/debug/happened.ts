/** What happened between one moment of a conversation and the next, as far as somebody may want to stop for it. */
import type { ReportEvent, RunEvent } from "../runtime/events.ts";

export interface Happened {
  /** Full names of the states that were entered, in order; coming back to one does not count. */
  readonly entered: readonly string[];
  /** Full paths that were written. */
  readonly written: readonly string[];
  /** What went wrong and was not foreseen before it happened. */
  readonly problems: readonly ReportEvent[];
  /** Whether an input was not understood, and the bot's `fallback` took it. */
  readonly isFallback: boolean;
}

export const nothing: Happened = { entered: [], written: [], problems: [], isFallback: false };

/** The same with one event more; problems that were foreseen are left out. */
export function happenedAfter(before: Happened, event: RunEvent, isForeseen: boolean): Happened {
  switch (event.type) {
    case "state":
      return event.cause === "return" ? before : { ...before, entered: [...before.entered, event.state] };
    case "memory":
      return { ...before, written: [...before.written, event.path] };
    case "report":
      return isForeseen ? before : { ...before, problems: [...before.problems, event] };
    case "match":
      return event.kind === "fallback" ? { ...before, isFallback: true } : before;
    default:
      return before;
  }
}
