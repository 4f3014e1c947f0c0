import type * as ast from "../language/ast.ts";
import type { Span } from "../language/spans.ts";
import type { SourcePlace } from "./events.ts";

/** What a step, a block or a route belongs to. */
export interface ProgramOwner {
  /** Path of the file, relative to the project. */
  readonly file: string;
  readonly flow: string;
  /** Full name of the dialog state; `null` for global routes. */
  readonly state: string | null;
}

/** A step with its stable id: `flow.state#2`, in a reply's block `flow.state#2/reply0#1`. */
export interface ProgramStep {
  readonly id: string;
  readonly node: ast.Step;
  readonly owner: ProgramOwner;
  readonly place: SourcePlace;
  readonly block: string;
  readonly index: number;
}

/** Steps that run one after the other. The id of a state's block is its full name, with backticks where needed. */
export interface ProgramBlock {
  readonly id: string;
  readonly owner: ProgramOwner;
  readonly steps: readonly ProgramStep[];
  /** The step after which the conversation goes on when the block has run out (`if`, `match`, API outcomes). */
  readonly continues: { readonly block: string; readonly index: number } | null;
}

/** A route with its block. */
export interface ProgramRoute {
  readonly id: string;
  readonly node: ast.Route;
  readonly block: string | null;
  readonly owner: ProgramOwner;
  readonly place: SourcePlace;
}

/** A dialog state with its steps and routes. */
export interface ProgramState {
  readonly name: string;
  readonly plainName: string;
  readonly wireId: string;
  readonly owner: ProgramOwner;
  /** Id of the block of its steps. */
  readonly block: string;
  readonly routes: readonly ProgramRoute[];
  /** The name in the header. */
  readonly place: SourcePlace;
  readonly node: ast.State;
}

/** A value at the beginning of a scope's life. */
interface ProgramVariable {
  readonly path: readonly string[];
  readonly node: ast.Var;
  readonly file: string;
}

export interface ProgramBot {
  readonly name: string;
  readonly languages: readonly string[];
  readonly start: string | null;
  readonly fallback: string | null;
  readonly failure: string | null;
  readonly threshold: number;
  readonly routes: readonly ProgramRoute[];
  readonly file: string;
}

export interface ProgramFlow {
  readonly name: string;
  readonly file: string;
  /** Full names in the order of the file. */
  readonly states: readonly string[];
  readonly routes: readonly ProgramRoute[];
}

interface ProgramService {
  readonly node: ast.Service;
  readonly file: string;
}

interface ProgramIntent {
  readonly name: string;
  readonly node: ast.Intent;
}

interface ProgramEntity {
  readonly name: string;
  readonly node: ast.Entity;
}

interface ProgramPreset {
  readonly node: ast.Preset;
  readonly file: string;
}

interface ProgramMock {
  readonly node: ast.Mock;
  readonly file: string;
}

/** A place where a run can stop: `id` is that of the step before which it stops. */
export interface ExecutablePlace {
  readonly id: string;
  readonly kind: "state" | "step" | "reply" | "button" | "route" | "outcome";
  /** The first word of the step, or the name or title of the rest. */
  readonly label: string;
  readonly place: SourcePlace;
  readonly state: string | null;
}

/** A project that can run: names resolved, every step under its stable id. Immutable. */
export interface Program {
  /** `null` in a project without a `bot`. */
  readonly bot: ProgramBot | null;
  readonly flows: ReadonlyMap<string, ProgramFlow>;
  readonly states: ReadonlyMap<string, ProgramState>;
  readonly blocks: ReadonlyMap<string, ProgramBlock>;
  readonly steps: ReadonlyMap<string, ProgramStep>;
  readonly routes: ReadonlyMap<string, ProgramRoute>;
  readonly services: ReadonlyMap<string, ProgramService>;
  readonly intents: readonly ProgramIntent[];
  readonly entities: ReadonlyMap<string, ProgramEntity>;
  readonly presets: ReadonlyMap<string, ProgramPreset>;
  readonly mocks: ReadonlyMap<string, ProgramMock>;
  readonly variables: readonly ProgramVariable[];
  /** Dotted paths of the `sensitive` variables. */
  readonly sensitive: readonly string[];
  /** Names that the project reads as `secret.NAME`. */
  readonly secrets: ReadonlySet<string>;
  /** Places to stop at, by file, in the order of the file. */
  readonly places: ReadonlyMap<string, readonly ExecutablePlace[]>;
  /** Full name of the state that a reference in the source means. */
  target(ref: ast.StateRef): string | undefined;
  /** Id of a block in the source; `null` for one of another project. */
  block(node: ast.Block): string | null;
  /** Full name of the state that a wire id from outside means (a plain name counts in `flow`), or `undefined`. */
  wire(text: string, flow: string | null): string | undefined;
  /** Where a stretch of a file stands. */
  place(file: string, span: Span): SourcePlace;
}
