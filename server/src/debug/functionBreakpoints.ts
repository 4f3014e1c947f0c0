/** Breakpoints on states by their names, wherever they are declared. */
import type { SourcePlace } from "../runtime/events.ts";
import type { Program, ProgramState } from "../runtime/program.ts";
import { type Occasion, type RuleTexts, type StopPoint, StopRules } from "./stopRules.ts";

/** `name` is a full name, or a plain one for the states of every flow; `*` stands for any characters. */
export interface FunctionBreakpointRequest extends RuleTexts {
  readonly name: string;
}

/** As the client is told about it; `place` is that of the first state it means. */
export interface BoundFunctionBreakpoint {
  readonly id: number;
  readonly place: SourcePlace | undefined;
  readonly message: string | undefined;
}

class Entry implements StopPoint {
  readonly reason = "function breakpoint";
  readonly id: number;
  readonly request: FunctionBreakpointRequest;
  readonly rules: StopRules;
  #states: ReadonlyMap<string, ProgramState> = new Map();

  constructor(id: number, request: FunctionBreakpointRequest) {
    this.id = id;
    this.request = request;
    this.rules = new StopRules(request);
  }

  get place(): SourcePlace | undefined {
    return [...this.#states.values()][0]?.place;
  }

  isReached({ happened }: Occasion): boolean {
    return happened.entered.some((state) => this.#states.has(state));
  }

  bind(program: Program | undefined): void {
    const fits = nameTest(this.request.name);
    const states = this.rules.problem === undefined ? [...(program?.states.values() ?? [])] : [];
    this.#states = new Map(states.filter(fits).map((state) => [state.name, state]));
  }

  get view(): BoundFunctionBreakpoint {
    const { place } = this;
    const missing = place === undefined ? `No state is called \`${this.request.name}\`.` : undefined;
    return { id: this.id, place, message: this.rules.problem ?? missing };
  }
}

export class FunctionBreakpoints {
  readonly #nextId: () => number;
  #entries: readonly Entry[] = [];

  constructor(nextId: () => number) {
    this.#nextId = nextId;
  }

  get points(): readonly StopPoint[] {
    return this.#entries;
  }

  /** Replaces all of them. One that was there already keeps its id and its hits. */
  set(
    requests: readonly FunctionBreakpointRequest[],
    program: Program | undefined,
  ): readonly BoundFunctionBreakpoint[] {
    const before = [...this.#entries];
    this.#entries = requests.map((request) => {
      const kept = before.findIndex((entry) => isSame(entry.request, request));
      return (kept < 0 ? undefined : before.splice(kept, 1)[0]) ?? new Entry(this.#nextId(), request);
    });
    this.bind(program);
    return this.#entries.map(({ view }) => view);
  }

  /** Looks for the states anew; answers the breakpoints that have become something else. */
  bind(program: Program | undefined): readonly BoundFunctionBreakpoint[] {
    return this.#entries
      .filter((entry) => {
        const before = JSON.stringify(entry.view);
        entry.bind(program);
        return JSON.stringify(entry.view) !== before;
      })
      .map(({ view }) => view);
  }
}

/** Whether a state has the name. Backticks may be written or left out. */
function nameTest(written: string): (state: ProgramState) => boolean {
  const name = written.trim().replaceAll("`", "");
  const parts = name.split("*");
  return (state) => fits(parts, state.name) || fits(parts, state.plainName);
}

/** Whether the parts stand in the text one after the other, the first at its beginning and the last at its end. */
function fits([first = "", ...rest]: readonly string[], text: string): boolean {
  const last = rest.at(-1);
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

function isSame(a: FunctionBreakpointRequest, b: FunctionBreakpointRequest): boolean {
  return a.name === b.name && a.condition === b.condition && a.hitCondition === b.hitCondition;
}
