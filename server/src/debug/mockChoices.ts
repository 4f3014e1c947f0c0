/** Which mocks answer, and what single API steps are answered with: both may change while a conversation runs. */
import { pause } from "../runtime/effects/clock.ts";
import { mockResolver } from "../runtime/effects/mocks.ts";
import type { RequestResolver } from "../runtime/effects/ports.ts";
import type { Program, ProgramStep } from "../runtime/program.ts";
import { mockNumbers } from "../runtime/random.ts";
import type { ApiStepPlace, AuthoredAnswer, MockChoice, MocksBody } from "./protocol.ts";

export interface MockChoicesParts {
  readonly program: () => Program;
  readonly language: string | undefined;
  readonly seed: number;
  readonly now: () => number;
  /** True where time is virtual: delays take no time then. */
  readonly isVirtual: boolean;
  readonly onProblem: (mock: string, message: string) => void;
}

export class MockChoices {
  readonly #parts: MockChoicesParts;
  readonly #random: () => number;
  /** What steps are answered with, by `file:line`. */
  readonly #steps = new Map<string, AuthoredAnswer>();
  #choice: MockChoice;
  #resolver: { readonly program: Program; readonly resolver: RequestResolver } | undefined;

  constructor(parts: MockChoicesParts, choice: MockChoice) {
    this.#parts = parts;
    this.#choice = choice;
    this.#random = mockNumbers(parts.seed);
  }

  /** The mocks that are on, where any is. */
  resolvers(): readonly RequestResolver[] {
    if (this.#choice === "off") return [];
    const program = this.#parts.program();
    // The answers of a mock follow one another as long as its program and the choice are the same.
    if (this.#resolver?.program !== program) {
      this.#resolver = { program, resolver: this.#make(this.#choice === "on" ? undefined : this.#choice) };
    }
    return [this.#resolver.resolver];
  }

  /** One mock alone, whether it is on or not. */
  one(name: string): RequestResolver {
    return this.#make([name]);
  }

  answerOf(file: string, line: number): AuthoredAnswer | undefined {
    return this.#steps.get(keyOf({ file, line }));
  }

  /** Switches mocks on and off; an unknown name is answered as a sentence. */
  choose(choice: MockChoice): string | undefined {
    const unknown =
      typeof choice === "string" ? undefined : choice.find((name) => !this.#parts.program().mocks.has(name));
    if (unknown !== undefined) return `There is no mock \`${unknown}\`.`;
    this.#choice = choice;
    this.#resolver = undefined;
    return undefined;
  }

  /** Answers a step so from now on, `null`: as any other; a place without an API step is answered as a sentence. */
  answerStep(place: ApiStepPlace, answer: AuthoredAnswer | null): string | undefined {
    if (!apiSteps(this.#parts.program()).some((step) => keyOf(placeOf(step)) === keyOf(place)))
      return `No API step begins at ${place.file}:${place.line + 1}.`;
    if (answer === null) this.#steps.delete(keyOf(place));
    else this.#steps.set(keyOf(place), answer);
    return undefined;
  }

  /** All of it; `textOf` gives a step as it is written. */
  describe(textOf: (step: ProgramStep) => string): MocksBody {
    const program = this.#parts.program();
    return {
      mocks: [...program.mocks].map(([name, { node }]) => ({
        name,
        method: node.request?.method?.name ?? "",
        url: (node.request?.url?.parts ?? []).map((part) => (part.kind === "Chunk" ? part.text : "{…}")).join(""),
        on: this.#choice === "on" || (typeof this.#choice !== "string" && this.#choice.includes(name)),
      })),
      steps: apiSteps(program).map((step) => ({
        ...placeOf(step),
        text: textOf(step),
        state: step.owner.state,
        answer: this.#steps.get(keyOf(placeOf(step))) ?? null,
      })),
    };
  }

  #make(names: readonly string[] | undefined): RequestResolver {
    const { program, language, now, isVirtual, onProblem } = this.#parts;
    const current = program();
    return mockResolver({
      program: current,
      ...(names !== undefined && { names }),
      language: language ?? current.bot?.languages[0] ?? "en",
      now,
      random: this.#random,
      onProblem,
      pause: isVirtual ? () => Promise.resolve() : pause,
    });
  }
}

function apiSteps({ steps }: Program): readonly ProgramStep[] {
  return [...steps.values()].filter(({ node }) => node.kind === "Api");
}

function placeOf({ place }: ProgramStep): ApiStepPlace {
  return { file: place.file, line: place.range.start.line };
}

function keyOf({ file, line }: ApiStepPlace): string {
  return `${file}:${line}`;
}
