/**
 * What a file speaks of. A reference carries the key it means where the file alone tells it; a string that names a
 * state (`nextDialogstate: "x"`) means whatever the project makes of it (see `resolveWire`).
 */
import type * as ast from "../language/ast.ts";
import type { Span } from "../language/spans.ts";
import type { Quote } from "./neighbours/quotes.ts";
import type { StateSymbol } from "./symbols.ts";

interface ReferenceOf<K extends string> {
  readonly kind: K;
  /** What the references of one thing have in common: the key of a symbol, or `wire:` and the text of a string. */
  readonly key: string;
  readonly path: string;
  /** The whole reference as written: `help.agent`, `` `Main menu` ``, a string with its quotes. */
  readonly span: Span;
  /** The name alone, without its flow, backticks or quotes. */
  readonly nameAlone: Span;
  /** The name, without backticks or quotes. */
  readonly name: string;
  /** The dialog state that the reference stands in; `undefined` outside of states. */
  readonly state: StateSymbol | undefined;
}

/** What makes the conversation take a `->`. */
export type JumpCause = "go" | "reply" | "button" | "route" | "outcome" | "attempts";

/**
 * Where a state is named: by a `->`, a `call`, an API step's `nextDialogstate` list, a value `state X` that the request
 * of an API step hands to the backend (`handed`), that is stored or said (`value`) or that is only looked at
 * (`compared`), by the `bot`, or by a test.
 */
export type StatePlace =
  | "go"
  | "call"
  | "next"
  | "handed"
  | "value"
  | "compared"
  | "start"
  | "fallback"
  | "failure"
  | "at"
  | "expect";

export interface StateReference extends ReferenceOf<"state"> {
  readonly place: StatePlace;
  /** For the place `go`. */
  readonly cause: JumpCause | undefined;
  /** The flow that is meant: the one written, else that of the file. */
  readonly flow: string;
  readonly node: ast.StateRef;
}

/** A string under a key `nextDialogstate` or `nextDialogstateId` of an object. */
export interface WireReference extends ReferenceOf<"wire"> {
  readonly place: "handed" | "value";
  /**
   * The flow whose plain names fit; `undefined` where no step is known (mocks, tests, files of the backend): then those of
   * any flow do.
   */
  readonly flow: string | undefined;
  /** `undefined` in a file that is no flow. */
  readonly node: ast.StringLiteral | undefined;
  /** How the string is quoted in a file that is no flow. */
  readonly quote?: Quote;
}

/** A flow named before the dot of a state reference. */
interface FlowReference extends ReferenceOf<"flow"> {
  readonly node: ast.Name;
}

export type VariableAccess = "read" | "watch" | "write" | "clear";

export type VariableWriter = "var" | "set" | "ask" | "save" | "contract" | "preset";

export interface VariableReference extends ReferenceOf<"variable"> {
  readonly access: VariableAccess;
  /** For the access `write`. */
  readonly writer: VariableWriter | undefined;
  readonly scope: VariableScope;
  /** The names after the scope, up to the first index that is known only at run time. */
  readonly names: readonly string[];
  /** The type that a `var`, `ask` or `session` contract gives it. */
  readonly type: ast.TypeNode | undefined;
  readonly node: ast.Path | ast.Name;
}

export type VariableScope = "bot" | "user" | "session" | "temp" | "event" | "conversation" | "secret";

interface IntentReference extends ReferenceOf<"intent"> {
  /** `compared`: the string in `event.intent.name == "x"`. */
  readonly place: "route" | "compared";
  readonly node: ast.Name | ast.StringLiteral;
}

export interface EntityReference extends ReferenceOf<"entity"> {
  /** `mark`: the name alone in a phrase, which need not be an entity. */
  readonly place: "type" | "mark";
  readonly node: ast.Name;
}

/** A context has no declaration of its own: the step that sets it is where it comes from. */
interface ContextReference extends ReferenceOf<"context"> {
  readonly place: "set" | "route";
  readonly node: ast.Name;
}

export interface NamedReference extends ReferenceOf<"service" | "mock" | "preset" | "function" | "language"> {
  readonly node: ast.Name;
}

export type Reference =
  | StateReference
  | WireReference
  | FlowReference
  | VariableReference
  | IntentReference
  | EntityReference
  | ContextReference
  | NamedReference;

/** The key under which strings that name a state are found by their text. */
export function wireKey(text: string): string {
  return `wire:${text}`;
}
