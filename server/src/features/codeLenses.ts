import type { Span } from "../language/spans.ts";
import { entryPoints } from "../semantics/flowGraph.ts";
import type { StateSymbol } from "../semantics/symbols.ts";
import { type FileView, type Place, placeIn } from "../workspace/snapshot.ts";
import { waysInto } from "./waysIn.ts";

/** What stands above the name of a state: "Run from here", or how many ways lead to it. */
export interface StateLens extends Span {
  readonly kind: "run" | "waysIn";
  /** Full name of the state. */
  readonly state: string;
  /** Finds the state again in its file. */
  readonly key: string;
}

/** Two lenses a state of the file. */
export function codeLenses(file: FileView): readonly StateLens[] {
  return statesOf(file).flatMap(({ nameSpan: { start, end }, fullName: state, key }) => [
    { start, end, kind: "run" as const, state, key },
    { start, end, kind: "waysIn" as const, state, key },
  ]);
}

/** Full name of the state with that key in a file; `undefined` where the file has it no more. */
export function stateOfLens(file: FileView, key: string): string | undefined {
  return statesOf(file).find((one) => one.key === key)?.fullName;
}

/** How many ways lead to a state, in words, and where they are. */
export interface WaysIn {
  readonly title: string;
  readonly ways: readonly Place[];
}

/** The ways into the state of that key in a file; `undefined` where the file has it no more. */
export function waysIn(file: FileView, key: string): WaysIn | undefined {
  const { project } = file;
  const state = statesOf(file).find((one) => one.key === key);
  if (state === undefined) return undefined;
  const ways = waysInto(project.index, key).map(({ path, span }) => placeIn(project, { path, ...span }));
  if (ways.length > 0) return { title: ways.length === 1 ? "1 way in" : `${ways.length} ways in`, ways };
  return { title: isBeginning(file, state) ? "Conversations begin here" : "No way in", ways };
}

function isBeginning({ project }: FileView, state: StateSymbol): boolean {
  return entryPoints(project.index).some((entry) => entry.key === state.key);
}

function statesOf({ project, path }: FileView): readonly StateSymbol[] {
  return project.index.file(path)?.states ?? [];
}
