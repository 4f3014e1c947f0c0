/**
 * Plays a test in the conversation of the debugger: one step after the other, each behind a gate at which the debugger may
 * stop. How far it is belongs to every moment of the conversation, so that whoever goes back in time goes back in the
 * test, too; what was under way then comes to nothing.
 */
import type * as ast from "../language/ast.ts";
import type { SourcePlace } from "../runtime/events.ts";
import type { Program } from "../runtime/program.ts";
import type { TestCase } from "../testing/cases.ts";
import { missingMock } from "../testing/missingMock.ts";
import type { Mismatch } from "../testing/result.ts";
import type { Stage, StageMark } from "../testing/stage.ts";
import { runStep } from "../testing/steps.ts";
import { testStepId } from "./testPlaces.ts";

/** Why nobody else can say something while a test is played. */
export const testSpeaks = "The test speaks for the user: nobody else can say something.";

/** How far a test is. */
export interface TestMark {
  /** The step to come, counted from 0. */
  readonly next: number;
  readonly stage: StageMark;
}

/** A step of a test before which the debugger may stop. */
export interface TestMoment {
  readonly id: string;
  readonly index: number;
  readonly place: SourcePlace;
  /** Whether the user, the channel or the clock acts in it. */
  readonly isInput: boolean;
}

/** Why a test failed, and the place of the step; `expected` and `actual` are texts to set side by side. */
export interface FailedStep {
  readonly step: TestMoment | undefined;
  readonly place: SourcePlace;
  readonly mismatch: Mismatch;
}

export interface TestPlayerParts {
  readonly stage: Stage;
  readonly testCase: TestCase;
  readonly program: () => Program;
  /** Resolves when the conversation rests. */
  readonly settled: () => Promise<void>;
  /** Resolves when the step may be carried out. */
  readonly beforeStep: (moment: TestMoment) => void | Promise<void>;
  /** Resolves when the author has seen enough of it. */
  readonly onFailure: (failure: FailedStep) => void | Promise<void>;
  readonly onEnd: (failure: FailedStep | undefined) => void;
}

export class TestPlayer {
  readonly #parts: TestPlayerParts;
  #testCase: TestCase;
  #next = 0;
  #isGone = false;
  /** Counts what was taken back: a loop of an earlier count has nothing to say. */
  #generation = 0;

  constructor(parts: TestPlayerParts) {
    this.#parts = parts;
    this.#testCase = parts.testCase;
  }

  /** With its row and language. */
  get name(): string {
    return this.#testCase.name;
  }

  /** Relative to the project. */
  get file(): string {
    return this.#testCase.file;
  }

  get mark(): TestMark {
    return { next: this.#next, stage: this.#parts.stage.mark() };
  }

  /** The step under way or, before the first one, the name of the test. */
  get place(): SourcePlace {
    return this.#moment(this.#next - 1)?.place ?? this.#testCase.place;
  }

  /** The step to come or, behind the last one, that. */
  get nextPlace(): SourcePlace {
    return this.#moment(this.#next)?.place ?? this.place;
  }

  /** Id of one of its steps. */
  stepId(index: number): string | undefined {
    return this.#moment(index)?.id;
  }

  /** Goes on from here, in place of what is under way. Answers when the test is over or was taken back. */
  async play(): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    const isOver = (): boolean => generation !== this.#generation;
    // Whoever goes elsewhere is done with that before the conversation is asked whether it rests.
    await Promise.resolve();
    while (!isOver()) {
      await this.#parts.settled();
      if (isOver() || (await this.#playStep(isOver)) === "over") return;
    }
  }

  /** Goes back to where the test was; `play` goes on from there. */
  backTo({ next, stage }: TestMark): void {
    this.#generation += 1;
    this.#next = next;
    this.#parts.stage.backTo(stage);
  }

  /** The test as it was saved meanwhile; one that is not there any more is over. */
  adopt(testCase: TestCase | undefined): void {
    if (testCase !== undefined) this.#testCase = testCase;
    else this.#isGone = true;
  }

  dispose(): void {
    this.#generation += 1;
  }

  async #playStep(isOver: () => boolean): Promise<"on" | "over"> {
    const { stage, beforeStep } = this.#parts;
    if (stage.unmocked() !== undefined) return this.#fail(undefined, isOver);
    if (this.#isGone) return this.#fail(GONE, isOver);
    const moment = this.#moment(this.#next);
    const step = this.#steps[this.#next];
    if (moment === undefined || step === undefined) return this.#end(undefined);
    await beforeStep(moment);
    if (isOver()) return "over";
    this.#next += 1;
    const mismatch = await runStep(stage.run, step);
    if (isOver()) return "over";
    // A request without a mock is why the rest is not as it should be.
    if (mismatch !== undefined || stage.unmocked() !== undefined) return this.#fail(mismatch, isOver);
    return "on";
  }

  async #fail(mismatch: Mismatch | undefined, isOver: () => boolean): Promise<"over"> {
    const { stage, onFailure } = this.#parts;
    const sent = stage.unmocked();
    const why = sent === undefined ? mismatch : missingMock(stage.run, sent);
    const step = this.#moment(this.#next - 1);
    const failure: FailedStep = {
      step,
      place: step?.place ?? this.#testCase.place,
      mismatch: why ?? { message: "The test failed.", expected: null, actual: null },
    };
    await onFailure(failure);
    return isOver() ? "over" : this.#end(failure);
  }

  #end(failure: FailedStep | undefined): "over" {
    this.#generation += 1;
    this.#parts.onEnd(failure);
    return "over";
  }

  get #steps(): readonly ast.TestStep[] {
    return this.#testCase.node.steps;
  }

  #moment(index: number): TestMoment | undefined {
    const step = this.#steps[index];
    if (step === undefined) return undefined;
    const { file, node } = this.#testCase;
    return {
      id: testStepId(file, node, index),
      index,
      place: this.#parts.program().place(file, step),
      isInput: inputs.has(step.kind),
    };
  }
}

const GONE: Mismatch = { message: "The test is not in its file any more.", expected: null, actual: null };

const inputs: ReadonlySet<ast.TestStep["kind"]> = new Set(["TestUser", "TestTap", "TestEvent", "TestAttach", "Wait"]);
