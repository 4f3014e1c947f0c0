/**
 * Breakpoints on paths of memory: the conversation stops after a step, an answer or a response has written them, or before a
 * step that reads them.
 */
import type { SourcePlace } from "../runtime/events.ts";
import { readPath } from "./paths.ts";
import { pathsReadBy } from "./reads.ts";
import { type Occasion, type RuleTexts, type StopPoint, StopRules } from "./stopRules.ts";

export interface DataBreakpointRequest extends RuleTexts {
  /** The full path, e.g. `session.account.limit`. */
  readonly dataId: string;
  readonly accessType?: string | undefined;
}

export interface BoundDataBreakpoint {
  readonly id: number;
  readonly message: string | undefined;
}

/** What can be done to memory, as the protocol names it. */
export const accessTypes: readonly string[] = ["read", "write", "readWrite"];

const CHOICE = "write `read`, `write` or `readWrite`.";

class Entry implements StopPoint {
  readonly reason = "data breakpoint";
  readonly place: SourcePlace | undefined = undefined;
  readonly id: number;
  readonly request: DataBreakpointRequest;
  readonly rules: StopRules;
  readonly #path: string | undefined;

  constructor(id: number, request: DataBreakpointRequest) {
    this.id = id;
    this.request = request;
    this.rules = new StopRules(request);
    this.#path = readPath(request.dataId);
  }

  isReached({ happened, step }: Occasion): boolean {
    const path = this.#path;
    if (path === undefined || this.view.message !== undefined) return false;
    const { accessType = "write" } = this.request;
    const isIt = (other: string): boolean => other === path || isBelow(other, path) || isBelow(path, other);
    if (accessType !== "read" && happened.written.some(isIt)) return true;
    return accessType !== "write" && step !== undefined && pathsReadBy(step.node).some(isIt);
  }

  get view(): BoundDataBreakpoint {
    const { dataId, accessType = "write" } = this.request;
    const missing = this.#path === undefined ? `\`${dataId}\` is no path of memory.` : undefined;
    const kind = accessTypes.includes(accessType) ? undefined : `There is no access \`${accessType}\`: ${CHOICE}`;
    return { id: this.id, message: this.rules.problem ?? missing ?? kind };
  }
}

export class DataBreakpoints {
  readonly #nextId: () => number;
  #entries: readonly Entry[] = [];

  constructor(nextId: () => number) {
    this.#nextId = nextId;
  }

  get points(): readonly StopPoint[] {
    return this.#entries;
  }

  /** Replaces all of them. One that was there already keeps its id and its hits. */
  set(requests: readonly DataBreakpointRequest[]): readonly BoundDataBreakpoint[] {
    const before = [...this.#entries];
    this.#entries = requests.map((request) => {
      const kept = before.findIndex((entry) => isSame(entry.request, request));
      return (kept < 0 ? undefined : before.splice(kept, 1)[0]) ?? new Entry(this.#nextId(), request);
    });
    return this.#entries.map(({ view }) => view);
  }
}

function isBelow(path: string, above: string): boolean {
  return path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

function isSame(a: DataBreakpointRequest, b: DataBreakpointRequest): boolean {
  return (
    a.dataId === b.dataId &&
    a.accessType === b.accessType &&
    a.condition === b.condition &&
    a.hitCondition === b.hitCondition
  );
}
