/**
 * The run events of a session on their way to the client: each is counted, shown in the debug console, one group a turn,
 * and remembered as far as the past is asked for.
 */
import type { RunEvent } from "../runtime/events.ts";
import { type ConsoleLine, consoleLine } from "./console.ts";
import { customEvents, type RewoundBody } from "./protocol.ts";
import { Writers } from "./writers.ts";

export interface EventStreamParts {
  readonly send: (event: string, body: object) => void;
  /** Writes a line to the debug console; `group` opens a group with it, or closes the one that is open. */
  readonly print: (line: ConsoleLine, group?: "start" | "end") => void;
}

export class EventStream {
  readonly writers = new Writers();
  readonly #parts: EventStreamParts;
  #count = 0;
  #isGroupOpen = false;

  constructor(parts: EventStreamParts) {
    this.#parts = parts;
  }

  /** Run events told and not taken back, since the session began. */
  get count(): number {
    return this.#count;
  }

  tell(event: RunEvent, trace: boolean): void {
    this.writers.note(event, this.#count);
    this.#count += 1;
    this.#parts.send(customEvents.event, event);
    const isBegin = event.type === "input";
    if (isBegin) this.closeGroup();
    const line = consoleLine(event, trace);
    if (line !== undefined) this.#parts.print(line, isBegin ? "start" : undefined);
    if (isBegin) this.#isGroupOpen = true;
    if (event.type === "wait" || event.type === "end") this.closeGroup();
  }

  /** The conversation went back to where so many events had been told. */
  backTo(events: number): void {
    this.closeGroup();
    this.#count = Math.min(this.#count, events);
    this.writers.backTo(this.#count);
    const body: RewoundBody = { events: this.#count };
    this.#parts.send(customEvents.rewound, body);
  }

  closeGroup(): void {
    if (!this.#isGroupOpen) return;
    this.#isGroupOpen = false;
    this.#parts.print({ category: "console", text: "", place: undefined }, "end");
  }
}
