/**
 * What a file declares. Every symbol has a key that is the same in the whole project, so that references can be found
 * by it; two symbols with one key are duplicates.
 */
import type * as ast from "../language/ast.ts";
import { writeName } from "../language/names.ts";
import type { Span } from "../language/spans.ts";

interface SymbolOf<K extends string> {
  readonly kind: K;
  /** For example `state:transfer.start`; names that are no plain names are in backticks. */
  readonly key: string;
  /** Without backticks or quotes. */
  readonly name: string;
  readonly path: string;
  /** The name as it stands in the file, with its backticks or quotes: where findings stand. */
  readonly nameSpan: Span;
  /** The name alone: what definition, references and rename speak of. */
  readonly nameAlone: Span;
  /** The whole declaration. */
  readonly span: Span;
  /** The text of the `///` lines above, lines joined by `\n`. */
  readonly documentation: string | undefined;
}

/** A flow without a header stands at offset 0 with an empty `nameSpan` and no `node`. */
export interface FlowSymbol extends SymbolOf<"flow"> {
  readonly node: ast.FlowHeader | undefined;
}

export interface StateSymbol extends SymbolOf<"state"> {
  readonly node: ast.State;
  /** The name of its flow, without backticks. */
  readonly flow: string;
  /** `flow.state`, without backticks: what runs, traces and backends speak of. */
  readonly fullName: string;
  /** What stands in `id "…"`. */
  readonly id: string | undefined;
}

export interface BotSymbol extends SymbolOf<"bot"> {
  readonly node: ast.Bot;
}

interface ServiceSymbol extends SymbolOf<"service"> {
  readonly node: ast.Service;
}

interface VariableSymbol extends SymbolOf<"variable"> {
  readonly node: ast.Var;
}

interface IntentSymbol extends SymbolOf<"intent"> {
  readonly node: ast.Intent;
}

interface EntitySymbol extends SymbolOf<"entity"> {
  readonly node: ast.Entity;
}

interface MockSymbol extends SymbolOf<"mock"> {
  readonly node: ast.Mock;
}

interface PresetSymbol extends SymbolOf<"preset"> {
  readonly node: ast.Preset;
}

interface TestSymbol extends SymbolOf<"test"> {
  readonly node: ast.Test;
}

/** A language of the bot, in its `languages`. */
interface LanguageSymbol extends SymbolOf<"language"> {
  readonly node: ast.Name;
}

export type ProjectSymbol =
  | FlowSymbol
  | StateSymbol
  | BotSymbol
  | ServiceSymbol
  | VariableSymbol
  | IntentSymbol
  | EntitySymbol
  | MockSymbol
  | PresetSymbol
  | TestSymbol
  | LanguageSymbol;

export type SymbolKind = ProjectSymbol["kind"];

/** The key of a symbol that is known by one name in the whole project. */
export function symbolKey(kind: Exclude<SymbolKind, "state" | "variable" | "test">, name: string): string {
  return `${kind}:${writeName(name)}`;
}

/** The key of a state; flow and name without backticks. */
export function stateKey(flow: string, name: string): string {
  return `state:${writeStateName(flow, name)}`;
}

/** `flow.state` as it is written in a file, with backticks where they are needed. */
export function writeStateName(flow: string, name: string): string {
  return `${writeName(flow)}.${writeName(name)}`;
}

/** The wire id of a state: its `id`, else its full name. */
export function wireId(state: StateSymbol): string {
  return state.id ?? state.fullName;
}
