/**
 * What can be seen of a conversation at one moment: frames, scopes, values. Its references die when the conversation
 * goes on.
 */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import { type Answer, done, refused } from "./answers.ts";
import type { Client } from "./client.ts";
import type { Display } from "./display.ts";
import { reasonOf } from "./evaluation.ts";
import { readExpression } from "./expressions.ts";
import type { LoadedProgram } from "./loadedProgram.ts";
import { LocationStore } from "./locations.ts";
import type { VariablesBody } from "./protocol.ts";
import { scopesOf } from "./scopes.ts";
import { type FlowFrame, stackOf, type TestStepPlace } from "./stack.ts";
import { memberCounts, memberExpression, type Page, printRow, typeName, VariableStore } from "./variables.ts";
import type { Writers } from "./writers.ts";

export interface InspectionParts {
  readonly machine: Machine;
  readonly display: Display;
  readonly loaded: LoadedProgram;
  readonly client: Client;
  readonly writers: Writers;
  /** Whether the moment is kept at which the stay with that number in a state began. */
  readonly canRestart: (stay: number) => boolean;
  /** The step of the test that is played, and whether the conversation stands at it: it has run the flows else. */
  readonly testStep: () => TestStepPlace | undefined;
}

export interface EvaluateArguments {
  readonly expression: string;
  readonly frameId?: number | undefined;
  readonly context?: string | undefined;
}

const GONE = "The conversation has gone on: this moment is over.";

export class Inspection {
  readonly #parts: InspectionParts;
  readonly #variables: VariableStore;
  readonly #locations: LocationStore;
  /** Frames of the current stop; the id of one is its index, counted from `#firstFrame`. */
  #frames: readonly FlowFrame[] | undefined;
  #firstFrame: number;

  /** Ids and references count from `firstId`. */
  constructor(parts: InspectionParts, firstId: number) {
    this.#parts = parts;
    this.#firstFrame = firstId;
    this.#locations = new LocationStore(parts.loaded, parts.writers);
    this.#variables = new VariableStore(firstId, this.#locations);
  }

  /** The first id that was not given yet. */
  get nextId(): number {
    return Math.max(this.#firstFrame + (this.#frames?.length ?? 0), this.#variables.next);
  }

  /** The conversation goes on: ids and references of this moment are forgotten and never given again. */
  clear(): void {
    this.#firstFrame += this.#frames?.length ?? 0;
    this.#frames = undefined;
    this.#variables.clear();
    this.#locations.clear();
  }

  /** The frame with that id at this moment. */
  frame(state: MachineState, id: number): FlowFrame | undefined {
    return this.#frameAt(state, id);
  }

  /** The place behind a reference of a row. */
  location(reference: number): Answer {
    const place = this.#locations.place(reference);
    if (place === undefined) return refused(GONE);
    return done(this.#parts.client.placeOf(this.#parts.loaded.folder, place));
  }

  /** The path of a member of what was opened under a reference, as an expression; or why there is none. */
  memberPath(reference: number, name: string): { readonly path: string } | { readonly problem: string } {
    const owner = this.#variables.expressionOf(reference);
    if (owner === undefined) return { problem: GONE };
    if (owner === null) return { problem: `\`${name}\` can only be read.` };
    const isIndex = this.#variables.isList(reference) && /^\d+$/.test(name);
    return { path: isIndex ? `${owner}[${name}]` : (memberExpression(owner, name) ?? name) };
  }

  /** The row of a value that was just written. */
  written(state: MachineState, path: string): Answer {
    return this.evaluate(state, { expression: path }, true);
  }

  stackTrace(
    state: MachineState,
    { startFrame = 0, levels = 0 }: { startFrame?: number | undefined; levels?: number | undefined },
  ): Answer {
    const frames = this.#framesOf(state);
    const end = levels > 0 ? startFrame + levels : undefined;
    const stackFrames = frames
      .map((frame, at) => this.#frameRow(frame, this.#firstFrame + at))
      .slice(Math.max(0, startFrame), end);
    return done({ stackFrames, totalFrames: frames.length });
  }

  scopes(state: MachineState, frameId: number): Answer {
    const frame = this.#frameAt(state, frameId);
    if (frame === undefined) return refused(GONE);
    const scopes = scopesOf(this.#parts.machine, frame.view).map(({ name, value, expression }) => ({
      name,
      variablesReference: this.#variables.reference(value, expression),
      expensive: false,
      ...memberCounts(value),
    }));
    return done({ scopes });
  }

  variables(reference: number, page: Page): Answer {
    // An empty scope has no reference, but clients ask for its members all the same.
    if (reference === 0) return done({ variables: [] });
    const rows = this.#variables.rows(reference, page);
    return rows === undefined ? refused(GONE) : done({ variables: rows });
  }

  /** The value of an expression in a frame, or in the conversation as it stands; changes nothing. */
  evaluate(state: MachineState, { expression: text, frameId }: EvaluateArguments, isVariable = false): Answer {
    const view = frameId === undefined ? state : this.#frameAt(state, frameId)?.view;
    if (view === undefined) return refused(GONE);
    const read = readExpression(text);
    if (!read.ok) return refused(read.message);
    const evaluation = this.#parts.display(view, read.expression);
    const reason = reasonOf(evaluation, read.expression);
    if (reason !== undefined) return refused(reason);
    const { value } = evaluation;
    const isPath = read.expression.kind === "Path";
    const row = this.#variables.row(text, value, isPath ? text.trim() : undefined);
    const { name: _name, value: shown, evaluateName: _evaluateName, declarationLocationReference: _, ...rest } = row;
    return done(isVariable ? { ...rest, value: shown } : { ...rest, result: printRow(value), type: typeName(value) });
  }

  /** All of memory at once, for a panel that shows it while the conversation runs. */
  memory(state: MachineState): VariablesBody {
    const scopes = scopesOf(this.#parts.machine, state).map(({ name, value }) => ({ name, value }));
    return { state: state.activation.frames.at(-1)?.state ?? null, scopes };
  }

  #framesOf(state: MachineState): readonly FlowFrame[] {
    this.#frames ??= stackOf(this.#parts.loaded, state, this.#parts.testStep());
    return this.#frames;
  }

  #frameAt(state: MachineState, id: number): FlowFrame | undefined {
    return this.#framesOf(state)[id - this.#firstFrame];
  }

  #frameRow(frame: FlowFrame, id: number): DebugProtocol.StackFrame {
    const { client, loaded } = this.#parts;
    // An editor selects a frame that has an end, and what is typed next, meant for the panel, would take its place.
    const { source, line, column } = client.placeOf(loaded.folder, frame.place);
    const { canRestart } = this.#parts;
    const isEntered = frame.kind !== "test" && canRestart(frame.view.activation.stay);
    return { id, name: frame.name, source, line, column, canRestart: isEntered };
  }
}
