import type { ProjectSymbol } from "../semantics/symbols.ts";
import { type FileView, type Place, type Project, placeIn, type Snapshot } from "../workspace/snapshot.ts";
import { fuzzyScore } from "./fuzzy.ts";
import type { OutlineKind } from "./symbolKinds.ts";

/** A declaration of the workspace. */
export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: OutlineKind;
  /** The flow of a state, else the file. */
  readonly container: string;
  readonly place: Place;
  /** Finds the declaration again in its file. */
  readonly key: string;
}

/** More than anybody reads: an editor that shows all of a large workspace would only be slow. */
const mostShown = 500;

/** The declarations whose name fits a query, best first; an empty query fits all. */
export function workspaceSymbols(snapshot: Snapshot, query: string): readonly WorkspaceSymbol[] {
  const words = query.trim();
  return snapshot.projects
    .flatMap((project) => symbolsOf(project).map((symbol) => ({ project, symbol })))
    .map((found) => ({ ...found, score: scoreOf(found.symbol, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.symbol.name < b.symbol.name ? -1 : 1))
    .slice(0, mostShown)
    .map(({ project, symbol }) => shown(project, symbol));
}

/** Where the declaration of that key in a file has its name; `undefined` where the file has it no more. */
export function symbolPlace({ project, path }: FileView, key: string): Place | undefined {
  const symbol = project.index.file(path)?.symbols.find((one) => one.key === key);
  return symbol && placeIn(project, { path, ...symbol.nameAlone });
}

function symbolsOf({ index }: Project): readonly ProjectSymbol[] {
  const all = [...index.files.keys()].flatMap((path) => index.file(path)?.symbols ?? []);
  return all.filter((symbol) => symbol.kind !== "language" && symbol.name !== "");
}

function scoreOf(symbol: ProjectSymbol, query: string): number {
  const plain = fuzzyScore(query, symbol.name);
  return symbol.kind === "state" ? Math.max(plain, fuzzyScore(query, symbol.fullName)) : plain;
}

function shown(project: Project, symbol: ProjectSymbol): WorkspaceSymbol {
  return {
    name: symbol.name,
    kind: symbol.kind,
    container: symbol.kind === "state" ? symbol.flow : symbol.path,
    place: placeIn(project, { path: symbol.path, ...symbol.nameAlone }),
    key: symbol.key,
  };
}
