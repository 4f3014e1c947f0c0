import type { RunEvent, SourcePlace } from "../runtime/events.ts";
import type { Program } from "../runtime/program.ts";

/** A place of a flow that tests may reach, and how often they did. */
interface Reached {
  /** Full name of a state; the words of a step; the title or trigger of a branch. */
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
  readonly count: number;
}

/** What tests have shown of one file. */
export interface FileCoverage {
  /** Relative to the project. */
  readonly file: string;
  readonly states: readonly Reached[];
  readonly steps: readonly Reached[];
  /** Routes, replies, buttons, condition arms and outcomes of API steps: whatever has steps of its own. */
  readonly branches: readonly Reached[];
}

/** Counts what the tests of a program reach. */
export class CoverageCounter {
  readonly #program: Program;
  readonly #states = new Map<string, number>();
  readonly #steps = new Map<string, number>();

  constructor(program: Program) {
    this.#program = program;
  }

  /** Takes in an event of a run. */
  count(event: RunEvent): void {
    if (event.type === "state") this.#states.set(event.state, (this.#states.get(event.state) ?? 0) + 1);
    if (event.type !== "step" || event.source === undefined) return;
    const key = keyOf(event.source);
    this.#steps.set(key, (this.#steps.get(key) ?? 0) + 1);
  }

  /** Every file of the program that has states, by path. */
  files(): readonly FileCoverage[] {
    const files = new Map<string, { states: Reached[]; steps: Reached[]; branches: Reached[] }>();
    const of = (file: string) => {
      const known = files.get(file) ?? { states: [], steps: [], branches: [] };
      files.set(file, known);
      return known;
    };
    const { states, blocks } = this.#program;
    for (const { name, place } of states.values()) {
      of(place.file).states.push({ name, line: lineOf(place), count: this.#states.get(name) ?? 0 });
    }
    const bodies = new Set(Array.from(states.values(), ({ block }) => block));
    for (const { id, steps } of blocks.values()) {
      const [first] = steps;
      if (first === undefined) continue;
      for (const { node, place } of steps) {
        of(place.file).steps.push({ name: node.kind, line: lineOf(place), count: this.#stepCount(place) });
      }
      if (!bodies.has(id)) {
        const branch = { name: id, line: lineOf(first.place), count: this.#stepCount(first.place) };
        of(first.place.file).branches.push(branch);
      }
    }
    return [...files]
      .map(([file, { states: found, steps, branches }]) => ({
        file,
        states: found.sort(byLine),
        steps: steps.sort(byLine),
        branches: branches.sort(byLine),
      }))
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  #stepCount(place: SourcePlace): number {
    return this.#steps.get(keyOf(place)) ?? 0;
  }
}

/** The steps that were run, in percent of all; 100 where there are none. */
export function stepsInPercent(files: readonly FileCoverage[]): number {
  const steps = files.flatMap((file) => file.steps);
  const run = steps.filter(({ count }) => count > 0).length;
  return steps.length === 0 ? 100 : (run / steps.length) * 100;
}

function byLine(a: Reached, b: Reached): number {
  return a.line - b.line;
}

function lineOf({ range }: SourcePlace): number {
  return range.start.line + 1;
}

function keyOf({ file, range: { start, end } }: SourcePlace): string {
  return `${file}:${start.line}:${start.character}-${end.line}:${end.character}`;
}
