/**
 * Walks a bot: first by search, breadth first over the moments of its conversations, so that each is come to by its shortest
 * way; moments that the program cannot tell apart are looked at once. Then at random, from moments that are known, for what
 * only comes after a longer while. The same bot, seed and number of steps find the same.
 */
import type { FiledRecording } from "../../runtime/effects/recordings/recording.ts";
import type { RunEvent } from "../../runtime/events.ts";
import { createMachine, type Machine } from "../../runtime/machine.ts";
import type { Program } from "../../runtime/program.ts";
import { nextRandom, seededRandom } from "../../runtime/random.ts";
import type { BeginOptions, Environment } from "../../runtime/transition.ts";
import { momentKey } from "./abstraction.ts";
import { type PossibleAnswer, possibleAnswers } from "./answers.ts";
import { type Fault, type Finding, faultKey, faultsIn } from "./findings.ts";
import { type Happening, happenings } from "./inputs.ts";
import { begin, type Moment, type Played, play } from "./play.ts";
import { type GraphNode, traps } from "./traps.ts";
import { shortened, stepsOf, type Way, type WayStep } from "./way.ts";

/** What is explored, and how far. */
export interface Exploration {
  readonly program: Program;
  readonly environment: Environment;
  readonly recordings: readonly FiledRecording[];
  readonly begin: BeginOptions;
  readonly seed: number;
  /** Things that may happen in all, before it ends. */
  readonly steps: number;
  /** Asked now and then; true ends the exploration. */
  readonly isOver?: () => boolean;
  /** Called now and then, to let others work; `done` is the number of things that have happened. */
  readonly rest?: (done: number) => Promise<void>;
  readonly onEvent?: (event: RunEvent) => void;
}

/** What was found. */
export interface Explored {
  readonly findings: readonly Finding[];
  /** States that were reached, by full name, with the shortest way there. */
  readonly reached: ReadonlyMap<string, Way | undefined>;
  /** How many things happened. */
  readonly steps: number;
  /** Moments that the program can tell apart. */
  readonly moments: number;
  /** Whether all that may happen was tried at each of these moments. */
  readonly isComplete: boolean;
}

interface Visited {
  readonly moment: Moment;
  readonly way: Way | undefined;
  readonly next: Set<number>;
  readonly isOver: boolean;
  isOpen: boolean;
}

/** Things that happen between two rests. */
const betweenRests = 200;
/** The part of the steps that the search may use; the rest is for walks. */
const searchPart = 0.7;
/** Things that happen on one walk. */
const walkLength = 25;

/** Explores a bot. Sends nothing, and never throws. */
export async function explore(exploration: Exploration): Promise<Explored> {
  return new Search(exploration).run();
}

class Search {
  readonly #exploration: Exploration;
  readonly #machine: Machine;
  readonly #visited: Visited[] = [];
  readonly #keys = new Map<string, number>();
  readonly #findings = new Map<string, Finding>();
  readonly #reached = new Map<string, Way | undefined>();
  readonly #answers = new Map<string, readonly PossibleAnswer[]>();
  #steps = 0;
  #isStopped = false;
  #random: number;

  constructor(exploration: Exploration) {
    this.#exploration = exploration;
    this.#machine = createMachine(exploration.program, exploration.environment);
    this.#random = seededRandom(exploration.seed);
  }

  async run(): Promise<Explored> {
    const { steps } = this.#exploration;
    this.#take(begin(this.#machine, this.#exploration.begin), undefined);
    const isComplete = await this.#search(Math.floor(steps * searchPart));
    await this.#walk(steps);
    this.#findTraps();
    return {
      findings: [...this.#findings.values()],
      reached: this.#reached,
      steps: this.#steps,
      moments: this.#visited.length,
      isComplete,
    };
  }

  /** True where every moment was looked at. */
  async #search(most: number): Promise<boolean> {
    for (let at = 0; at < this.#visited.length; at++) {
      const visited = this.#visited[at];
      if (visited === undefined) break;
      if (visited.moment.state.isOver) continue;
      for (const step of await this.#stepsAt(visited.moment)) {
        if (this.#steps >= most || this.#isStopped) return false;
        visited.next.add(this.#go(visited.moment, visited.way, step).index);
        await this.#rest();
      }
      visited.isOpen = false;
    }
    return true;
  }

  /** Walks at random until the steps are used up. */
  async #walk(most: number): Promise<void> {
    while (this.#steps < most && !this.#isStopped) {
      const from = this.#visited[this.#number(this.#visited.length)];
      if (from === undefined) return;
      let { moment, way } = from;
      const before = this.#steps;
      for (let length = 0; length < walkLength && this.#steps < most && !moment.state.isOver; length++) {
        const steps = await this.#stepsAt(moment);
        const step = this.#number(8) === 0 ? this.#odd(moment) : steps[this.#number(steps.length)];
        if (step === undefined) break;
        const gone = this.#go(moment, way, step);
        ({ moment, way } = gone);
        await this.#rest();
        if (this.#isStopped) return;
      }
      // Where the only moment that is known is the end there is nowhere to go.
      if (this.#steps === before && this.#visited.every((each) => each.moment.state.isOver)) return;
      if (this.#steps === before) this.#steps += 1;
    }
  }

  #go(from: Moment, before: Way | undefined, step: WayStep) {
    this.#steps += 1;
    const way = { before, step };
    const played = play(this.#machine, from, "answer" in step ? step.answer.result : step.happening);
    return { moment: played.moment, way, index: this.#take(played, way) };
  }

  /** Notes what came of a step; answers the number of the moment. */
  #take(played: Played, way: Way | undefined): number {
    const { program, onEvent } = this.#exploration;
    for (const event of played.events) {
      if (event.type === "state" && !this.#reached.has(event.state)) this.#reached.set(event.state, way);
      onEvent?.(event);
    }
    for (const fault of faultsIn(played, program)) this.#find(fault, way);
    const key = momentKey(played.moment.state, program);
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    const index = this.#visited.length;
    this.#keys.set(key, index);
    const { isOver } = played.moment.state;
    this.#visited.push({ moment: played.moment, way, next: new Set(), isOpen: true, isOver });
    return index;
  }

  /** Keeps a fault that is new, with the shortest way to it. */
  #find(fault: Fault, way: Way | undefined): void {
    const key = faultKey(fault);
    if (this.#findings.has(key)) return;
    const { program } = this.#exploration;
    const steps = shortened(stepsOf(way), this.#machine, this.#exploration.begin, (played) => {
      const last = played.at(-1);
      return last !== undefined && faultsIn(last, program).some((each) => faultKey(each) === key);
    });
    let short: Way | undefined;
    for (const step of steps) short = { before: short, step };
    this.#findings.set(key, { ...fault, way: short });
  }

  #findTraps(): void {
    const { program } = this.#exploration;
    const nodes: readonly GraphNode[] = this.#visited;
    for (const group of traps(nodes)) {
      const names = group.flatMap((index) => this.#visited[index]?.moment.state.activation.frames[0]?.state ?? []);
      const [name, ...others] = [...new Set(names)];
      const state = program.states.get(name ?? "");
      const isDeadEnd = [...this.#findings.values()].some((each) => each.kind === "dead-end" && each.state === name);
      if (state === undefined || isDeadEnd) continue;
      const where = [name, ...others].map((each) => `\`${each}\``).join(", ");
      const message = `There is no way out of ${where}: whatever happens, the conversation stays there and never ends.`;
      const way = this.#visited[group[0] ?? 0]?.way;
      const fault: Fault = { kind: "loop", code: "no-way-out", message, state: state.name, place: state.place };
      const key = faultKey(fault);
      if (!this.#findings.has(key)) this.#findings.set(key, { ...fault, way });
    }
  }

  async #stepsAt(moment: Moment): Promise<readonly WayStep[]> {
    const { program } = this.#exploration;
    if (moment.state.status === "calling") return (await this.#answersAt(moment)).map((answer) => ({ answer }));
    return happenings(program, moment.state).map((happening) => ({ happening }));
  }

  async #answersAt({ state, request }: Moment): Promise<readonly PossibleAnswer[]> {
    const { program, recordings } = this.#exploration;
    const step = program.steps.get(state.pending?.step ?? "");
    if (step === undefined || request === undefined) return [];
    const key = JSON.stringify([step.id, request.method, request.url, request.body]);
    const found = this.#answers.get(key) ?? (await possibleAnswers(request, step, program, recordings));
    if (this.#answers.size < 10_000) this.#answers.set(key, found);
    return found;
  }

  /** Something that nobody wrote down: a number, a few words, a while. */
  #odd({ state }: Moment): WayStep | undefined {
    if (state.status === "calling") return undefined;
    const numbers = [this.#number(10), this.#number(10_000), -this.#number(100), this.#number(1_000_000) / 100];
    const said: readonly Happening[] = [
      ...numbers.map((each) => ({ type: "text", text: String(each) }) as const),
      { type: "text", text: "yes" },
      { type: "text", text: "no" },
      { type: "text", text: "something else" },
      { type: "wait", ms: 60_000 * (1 + this.#number(120)) },
    ];
    const happening = said[this.#number(said.length)];
    return happening && { happening };
  }

  async #rest(): Promise<void> {
    if (this.#steps % betweenRests !== 0) return;
    await this.#exploration.rest?.(this.#steps);
    this.#isStopped = this.#exploration.isOver?.() === true;
  }

  /** A whole number from 0 to below `end`, by the seed. */
  #number(end: number): number {
    const { value, state } = nextRandom(this.#random);
    this.#random = state;
    return Math.floor(value * end);
  }
}
