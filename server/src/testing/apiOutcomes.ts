/**
 * Which answers of the backends tests have shown. An API step declares some: the states of its `nextDialogstate`, its `on`
 * blocks, success where nothing of that says what comes then, and failure where no block takes every one.
 */
import type * as ast from "../language/ast.ts";
import { outcomeWords } from "../runtime/api/outcomes.ts";
import type { ResponseEvent, RunEvent, SourcePlace } from "../runtime/events.ts";
import type { Program, ProgramStep } from "../runtime/program.ts";

/** An answer that an API step declares, and how often it came. */
export interface ApiOutcomeCount {
  /** The step as it is told to people: `POST "/transaction"`. */
  readonly step: string;
  /** `-> done`, `on 404`, `success` or `failure`. */
  readonly outcome: string;
  readonly place: SourcePlace;
  /** The step itself, as its events name it. */
  readonly stepPlace: SourcePlace;
  readonly count: number;
}

/** Counts the answers that came to the API steps of a program. */
export class ApiOutcomeCounter {
  readonly #program: Program;
  readonly #declared: Declared;
  readonly #counts = new Map<string, number>();
  /** The answer that came last, until the events say what became of it. */
  #open: { readonly step: ProgramStep; readonly response: ResponseEvent; readonly isBroken: boolean } | undefined;

  constructor(program: Program) {
    this.#program = program;
    this.#declared = declaredIn(program);
  }

  /** Takes in an event of a run. */
  count(event: RunEvent): void {
    if (event.type === "response") {
      const step = event.source === undefined ? undefined : this.#declared.steps.get(placeKey(event.source));
      this.#open = step === undefined ? undefined : { step, response: event, isBroken: false };
      return;
    }
    if (this.#open === undefined) return;
    if (event.type === "report" && event.code === "broken-next") this.#open = { ...this.#open, isBroken: true };
    // What an answer stores and says comes before what it leads to.
    if (event.type === "report" || event.type === "memory" || event.type === "message" || event.type === "action")
      return;
    const { step, response, isBroken } = this.#open;
    this.#open = undefined;
    const next = event.type === "state" && event.cause === "response" ? event.state : undefined;
    const outcome = next === undefined ? takenBy(step, response, isBroken) : `-> ${this.#shown(next, step)}`;
    const key = `${step.id} ${outcome}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Every answer that the API steps declare, in the order of the program. */
  outcomes(): readonly ApiOutcomeCount[] {
    return this.#declared.outcomes.map(({ key, ...outcome }) => ({ ...outcome, count: this.#counts.get(key) ?? 0 }));
  }

  #shown(state: string, step: ProgramStep): string {
    return shownState(this.#program, state, step);
  }
}

/** The API steps of a program by their place, and all answers that they declare. */
interface Declared {
  readonly steps: ReadonlyMap<string, ProgramStep>;
  readonly outcomes: readonly (Omit<ApiOutcomeCount, "count"> & { readonly key: string })[];
}

/** Every test counts for itself: what they count is looked for once. */
const known = new WeakMap<Program, Declared>();

function declaredIn(program: Program): Declared {
  const found = known.get(program) ?? findDeclared(program);
  known.set(program, found);
  return found;
}

function findDeclared(program: Program): Declared {
  const steps = [...program.steps.values()].filter(({ node }) => node.kind === "Api");
  return {
    steps: new Map(steps.map((step) => [placeKey(step.place), step])),
    outcomes: steps.flatMap((step) =>
      declaredOutcomes(step, program).map(({ outcome, place }) => ({
        key: `${step.id} ${outcome}`,
        step: wordsOf(step),
        outcome,
        place,
        stepPlace: step.place,
      })),
    ),
  };
}

/** The answers that an API step declares, as `ApiOutcomeCount` names them, each at its place. */
function declaredOutcomes(step: ProgramStep, program: Program) {
  const { node, owner, place } = step;
  if (node.kind !== "Api") return [];
  const next = node.items.flatMap((item) => (item.kind === "NextDialogstate" ? item.states : []));
  const blocks = node.items.flatMap((item) => (item.kind === "OnOutcome" ? [item] : []));
  const words = blocks.flatMap(({ outcome }) => outcome?.text ?? []);
  const isSuccess = words.some((word) => word === "success" || word === "2xx");
  const found = [
    ...next.flatMap((ref) => {
      const state = program.target(ref);
      const at = program.place(owner.file, ref);
      return state === undefined ? [] : [{ outcome: `-> ${shownState(program, state, step)}`, place: at }];
    }),
    ...(next.length > 0 || isSuccess ? [] : [{ outcome: "success", place }]),
    ...blocks.flatMap((block) =>
      block.outcome === undefined
        ? []
        : [{ outcome: `on ${block.outcome.text}`, place: program.place(owner.file, block.outcome) }],
    ),
    ...(words.includes("failure") ? [] : [{ outcome: "failure", place }]),
  ];
  return found.filter((each, i) => found.findIndex(({ outcome }) => outcome === each.outcome) === i);
}

/** The `on` block that takes an answer, else what it is. */
function takenBy({ node }: ProgramStep, response: ResponseEvent, isBroken: boolean): string {
  const handled = new Set(node.kind === "Api" ? handledWords(node) : []);
  const { outcome, status, headers, body } = response;
  const isUnreadable =
    outcome === "invalid" || (typeof body === "string" && /[/+]json/i.test(headers["content-type"] ?? ""));
  const words = isBroken ? ["invalid", "failure"] : outcomeWords({ outcome, status, isUnreadable });
  const word = words.find((each) => handled.has(each));
  if (word !== undefined) return `on ${word}`;
  return outcome === "success" && !isBroken ? "success" : "failure";
}

function handledWords({ items }: ast.Api): readonly string[] {
  return items.flatMap((item) => (item.kind === "OnOutcome" && item.outcome !== undefined ? [item.outcome.text] : []));
}

/** A state as the flow of a step would write it. */
function shownState(program: Program, state: string, { owner }: ProgramStep): string {
  const found = program.states.get(state);
  return found !== undefined && found.owner.flow === owner.flow ? found.plainName : state;
}

/** The step in short: its method and its address as it is written. */
function wordsOf({ node }: ProgramStep): string {
  if (node.kind !== "Api") return "";
  const { method, url } = node;
  const parts = url?.kind === "String" ? url.parts.map((part) => (part.kind === "Chunk" ? part.text : "{…}")) : ["…"];
  return `${method?.name ?? ""} ${JSON.stringify(parts.join(""))}`;
}

/** A text by which places of one program differ. */
export function placeKey({ file, range: { start, end } }: SourcePlace): string {
  return `${file}:${start.line}:${start.character}-${end.line}:${end.character}`;
}
