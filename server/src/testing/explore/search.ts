/**
 * Walks a bot: first by search, breadth first over the moments of its conversations, so that each is come to by its shortest
 * way; moments that the program cannot tell apart are looked at once. Where that takes too long, all places of the program in
 * turn. Then at random, from moments that are known, for what
 * only comes after a longer while. The same bot, seed and number of steps find the same.
 */
import type { FiledRecording } from "../../runtime/effects/recordings/recording.ts";
import type { RunEvent } from "../../runtime/events.ts";
import { createMachine, type Machine } from "../../runtime/machine.ts";
import type { Program } from "../../runtime/program.ts";
import { nextRandom, seededRandom } from "../../runtime/random.ts";
import type { BeginOptions, Environment } from "../../runtime/transition.ts";
import { momentKey, placeOf } from "./abstraction.ts";
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
  /** Asked after each of them; true ends the exploration. */
  readonly isOver?: () => boolean;
  /** Called now and then, to let others work; `done` is the number of things that have happened. */
  readonly rest?: (done: number) => Promise<void>;
  /** Moments that are kept, so that memory does not run out; 40,000 without it. */
  readonly moments?: number;
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
/** The part of the steps after which the search does not go by the length of ways any more, and that for walks alone. */
const searchPart = 0.4;
const spreadPart = 0.85;
/** Moments that are kept where nobody says how many. */
const usualMoments = 40_000;
/** Things that happen on one walk. */
const walkLength = 25;

/** Nothing is sent, so no secret is needed: that one is not set here is no fault of the flow. */
function withSecrets({ program, environment }: Exploration): Environment {
  const standIns = Array.from(program.secrets, (name) => [name, `secret ${name}`] as const);
  return { ...Object.fromEntries(standIns), ...environment };
}

/** Explores a bot. Sends nothing, and never throws. */
export async function explore(exploration: Exploration): Promise<Explored> {
  return new Search(exploration).run();
}

class Search {
  readonly #exploration: Exploration;
  readonly #machine: Machine;
  readonly #visited: Visited[] = [];
  readonly #keys = new Map<string, number>();
  /** Moments that were found, by where the conversation stands in the program. */
  readonly #frontier = new Map<string, number[]>();
  readonly #findings = new Map<string, Finding>();
  readonly #reached = new Map<string, Way | undefined>();
  readonly #answers = new Map<string, readonly PossibleAnswer[]>();
  #steps = 0;
  #isStopped = false;
  #random: number;

  constructor(exploration: Exploration) {
    this.#exploration = exploration;
    this.#machine = createMachine(exploration.program, withSecrets(exploration));
    this.#random = seededRandom(exploration.seed);
  }

  async run(): Promise<Explored> {
    const { steps } = this.#exploration;
    this.#take(begin(this.#machine, this.#exploration.begin), undefined);
    await this.#search(Math.floor(steps * searchPart));
    await this.#spread(Math.floor(steps * spreadPart));
    const isComplete = this.#visited.every(({ isOpen, isOver }) => isOver || !isOpen);
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

  /** Looks at the moments in the order in which they were found: by the length of their ways. */
  async #search(most: number): Promise<void> {
    for (let at = 0; at < this.#visited.length && this.#hasSteps(most); at++) await this.#expand(at, most);
  }

  /** Looks at the moments that are left, one of each place of the program at a time: so none is forgotten for another. */
  async #spread(most: number): Promise<void> {
    for (let isDone = false; !isDone && this.#hasSteps(most); ) {
      isDone = true;
      for (const open of this.#frontier.values()) {
        const at = open.shift();
        if (at === undefined) continue;
        isDone = false;
        await this.#expand(at, most);
        if (!this.#hasSteps(most)) return;
      }
    }
  }

  #hasSteps(most: number): boolean {
    return this.#steps < most && !this.#isStopped;
  }

  /** Tries all that may happen at a moment, once. */
  async #expand(at: number, most: number): Promise<void> {
    const visited = this.#visited[at];
    if (visited === undefined || !visited.isOpen || visited.isOver || visited.next.size > 0) return;
    let isOpen = false;
    for (const step of await this.#stepsAt(visited.moment)) {
      if (!this.#hasSteps(most)) return;
      const { index } = this.#go(visited.moment, visited.way, step);
      if (index === undefined) isOpen = true;
      else visited.next.add(index);
      await this.#rest();
    }
    visited.isOpen = isOpen;
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

  /** Notes what came of a step; answers the number of the moment, `undefined` where there is no room to keep it. */
  #take(played: Played, way: Way | undefined): number | undefined {
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
    if (index >= (this.#exploration.moments ?? usualMoments)) return undefined;
    this.#keys.set(key, index);
    const place = placeOf(played.moment.state);
    const open = this.#frontier.get(place);
    if (open === undefined) this.#frontier.set(place, [index]);
    else open.push(index);
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
    // A step may take long: a bot that never rests runs into its limits each time.
    this.#isStopped = this.#exploration.isOver?.() === true;
    if (this.#steps % betweenRests === 0) await this.#exploration.rest?.(this.#steps);
  }

  /** A whole number from 0 to below `end`, by the seed. */
  #number(end: number): number {
    const { value, state } = nextRandom(this.#random);
    this.#random = state;
    return Math.floor(value * end);
  }
}
