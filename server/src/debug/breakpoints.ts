/**
 * The breakpoints of a session on lines, by file. What the client asks for is kept as it came, and is bound to a place of
 * the program; bound again it is whenever the program changes.
 */
import type { SourcePosition } from "../runtime/events.ts";
import type { ExecutablePlace } from "../runtime/program.ts";
import { type BreakableFile, snap } from "./snapping.ts";
import { type Occasion, type StopPoint, StopRules } from "./stopRules.ts";

/** What a client asks for; positions count from 0. */
export interface BreakpointRequest {
  readonly line: number;
  readonly character: number | undefined;
  readonly condition: string | undefined;
  readonly hitCondition: string | undefined;
  readonly logMessage: string | undefined;
}

/** A breakpoint as the client is told about it: `place` where it is bound, `message` where it cannot be. */
export interface BoundBreakpoint {
  readonly id: number;
  readonly request: BreakpointRequest;
  readonly place: ExecutablePlace | undefined;
  readonly message: string | undefined;
}

class Entry implements StopPoint {
  readonly reason = "breakpoint";
  readonly id: number;
  readonly request: BreakpointRequest;
  readonly rules: StopRules;
  bound: ExecutablePlace | undefined;
  problem: string | undefined;

  constructor(id: number, request: BreakpointRequest) {
    this.id = id;
    this.request = request;
    this.rules = new StopRules(request);
  }

  get place(): ExecutablePlace["place"] | undefined {
    return this.bound?.place;
  }

  isReached({ step, test }: Occasion): boolean {
    return this.bound !== undefined && this.bound.id === (step?.id ?? test);
  }

  /** True where it is bound to another place than before, or is free for another reason. */
  bind(file: BreakableFile | undefined): boolean {
    const before = { place: this.bound, problem: this.problem };
    const target: SourcePosition = { line: this.request.line, character: this.request.character ?? -1 };
    const snapped = file === undefined ? undefined : snap(file, target);
    this.problem = this.rules.problem ?? reasonWhyUnbound(file, snapped);
    this.bound = this.problem === undefined ? snapped : undefined;
    return !isSamePlace(before.place, this.bound) || before.problem !== this.problem;
  }

  get view(): BoundBreakpoint {
    return { id: this.id, request: this.request, place: this.bound, message: this.problem };
  }
}

export class Breakpoints {
  readonly #files = new Map<string, readonly Entry[]>();
  readonly #nextId: () => number;

  /** `nextId` gives each breakpoint of the session a number of its own. */
  constructor(nextId: () => number) {
    this.#nextId = nextId;
  }

  /** URIs of the files with breakpoints. */
  get files(): Iterable<string> {
    return this.#files.keys();
  }

  get points(): readonly StopPoint[] {
    return [...this.#files.values()].flat();
  }

  /** Replaces the breakpoints of a file. One that was there already keeps its id and its hits. */
  set(
    uri: string,
    requests: readonly BreakpointRequest[],
    file: BreakableFile | undefined,
  ): readonly BoundBreakpoint[] {
    const before = [...(this.#files.get(uri) ?? [])];
    const entries = requests.map((request) => {
      const kept = before.findIndex((entry) => isSame(entry.request, request));
      return (kept < 0 ? undefined : before.splice(kept, 1)[0]) ?? new Entry(this.#nextId(), request);
    });
    this.#files.set(uri, entries);
    this.bind(uri, file);
    return entries.map(({ view }) => view);
  }

  /** Binds the breakpoints of a file to its places as they are now; answers those that changed. */
  bind(uri: string, file: BreakableFile | undefined): readonly BoundBreakpoint[] {
    return (this.#files.get(uri) ?? []).filter((entry) => entry.bind(file)).map(({ view }) => view);
  }
}

function reasonWhyUnbound(file: BreakableFile | undefined, snapped: ExecutablePlace | undefined): string | undefined {
  if (file === undefined) return "This file is no part of the conversation, or it cannot run.";
  return snapped === undefined ? "Nothing runs here." : undefined;
}

function isSame(a: BreakpointRequest, b: BreakpointRequest): boolean {
  return (
    a.line === b.line &&
    a.character === b.character &&
    a.condition === b.condition &&
    a.hitCondition === b.hitCondition &&
    a.logMessage === b.logMessage
  );
}

function isSamePlace(a: ExecutablePlace | undefined, b: ExecutablePlace | undefined): boolean {
  return (
    a === b ||
    (a !== undefined && b !== undefined && a.id === b.id && a.place.range.start.line === b.place.range.start.line)
  );
}
