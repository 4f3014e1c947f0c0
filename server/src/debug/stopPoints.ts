/** All that somebody has said a conversation is to stop at: lines, states, memory, failures. */
import type { MachineState } from "../runtime/machineState.ts";
import { Breakpoints } from "./breakpoints.ts";
import { DataBreakpoints } from "./dataBreakpoints.ts";
import { ExceptionFilters } from "./exceptionFilters.ts";
import { FunctionBreakpoints } from "./functionBreakpoints.ts";
import type { BreakpointListener, Occasion, StopPoint } from "./stopRules.ts";

/** Breakpoints that stop the conversation, all for the reason of the first. */
export interface Hit {
  readonly reason: StopPoint["reason"];
  readonly ids: readonly number[];
}

export class StopPoints {
  readonly exceptions = new ExceptionFilters();
  readonly lines: Breakpoints;
  readonly functions: FunctionBreakpoints;
  readonly data: DataBreakpoints;
  readonly #listener: BreakpointListener;
  #lastId = 0;

  constructor(listener: BreakpointListener) {
    this.#listener = listener;
    const nextId = (): number => {
      this.#lastId += 1;
      return this.#lastId;
    };
    this.lines = new Breakpoints(nextId);
    this.functions = new FunctionBreakpoints(nextId);
    this.data = new DataBreakpoints(nextId);
  }

  /** The conversation is there: counts, prints log messages, and answers what stops it. */
  hit(occasion: Occasion): Hit | undefined {
    const stopping = this.#points.filter(
      (point) =>
        point.isReached(occasion) &&
        point.rules.reached(occasion.state, point.place ?? occasion.step?.place, this.#listener),
    );
    return hitOf(stopping);
  }

  /** The latest of the moments, oldest first, at which a breakpoint holds, and which. */
  latestHit<T extends Occasion>(moments: readonly T[]): { readonly moment: T; readonly hit: Hit } | undefined {
    for (let at = moments.length - 1; at >= 0; at -= 1) {
      const moment = moments[at];
      if (moment === undefined) continue;
      const hit = hitOf(this.#points.filter((point) => this.#wouldStop(point, moments, at)));
      if (hit !== undefined) return { moment, hit };
    }
    return undefined;
  }

  /** The conversation went back to the last of these moments: counts the hits that are still true. */
  recount(moments: () => readonly Occasion[]): void {
    for (const point of this.#points) {
      point.rules.recount(
        () =>
          moments()
            .filter((moment) => point.isReached(moment))
            .map(stateOf),
        this.#listener,
      );
    }
  }

  /** Begins to count hits anew: another run begins. */
  resetHits(): void {
    for (const point of this.#points) point.rules.reset();
  }

  get #points(): readonly StopPoint[] {
    return [...this.lines.points, ...this.functions.points, ...this.data.points];
  }

  #wouldStop(point: StopPoint, moments: readonly Occasion[], at: number): boolean {
    const moment = moments[at];
    if (moment === undefined || !point.isReached(moment)) return false;
    const earlier = point.rules.countsHits ? moments.slice(0, at) : [];
    const reached = [...earlier.filter((one) => point.isReached(one)), moment];
    return point.rules.wouldStop(reached.map(stateOf), this.#listener);
  }
}

function stateOf({ state }: Occasion): MachineState {
  return state;
}

function hitOf(stopping: readonly StopPoint[]): Hit | undefined {
  const [first] = stopping;
  return first === undefined ? undefined : { reason: first.reason, ids: stopping.map(({ id }) => id) };
}
