import type { ParsedFile } from "../language/parse.ts";
import type { Severities } from "../semantics/checks/index.ts";
import type { ReadNeighbour } from "../semantics/neighbours/neighbourFile.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import type { ProjectSettings } from "./projectSettings.ts";
import type { RunFact } from "./runFacts.ts";

/** One project at one moment. Two snapshots hold the same value as long as nothing in it changed. */
export interface Project {
  /** URI of the project's folder. */
  readonly folder: string;
  readonly index: ProjectIndex;
  /** What runs in the editor found wrong. */
  readonly facts: readonly RunFact[];
  /** Severities that the settings of the editor and those of the project give to checks, by code. */
  readonly severities: Severities;
  /** What its `flowstate.json` says. */
  readonly settings: ProjectSettings;
}

/** A flow, or a neighbour of flows, at one moment. */
export interface NamingFile {
  readonly uri: string;
  readonly project: Project;
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
  readonly parsed: { readonly text: string };
  /** The version of the open document; `undefined` for a file that is not open. */
  readonly version: number | undefined;
  /** True where findings are shown: in a workspace folder, or open. */
  readonly listed: boolean;
}

/** One flow at one moment. */
export interface FileView extends NamingFile {
  readonly parsed: ParsedFile;
}

/** One file in JSON, JavaScript or TypeScript at one moment, in which strings name states. */
export interface NeighbourView extends NamingFile {
  readonly parsed: ReadNeighbour;
}

/** Everything that features may read: the workspace at one moment, immutable. */
export interface Snapshot {
  /** Sorted by folder. */
  readonly projects: readonly Project[];
  file(uri: string): FileView | undefined;
  /** Every flow, sorted by URI. */
  files(): readonly FileView[];
  neighbour(uri: string): NeighbourView | undefined;
  /** A flow or neighbour. */
  naming(uri: string): NamingFile | undefined;
  /** Every flow, then every neighbour, sorted by URI. */
  namingFiles(): readonly NamingFile[];
}

/** A stretch of a file, in UTF-16 code units. */
export interface Place {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** A place of a project as a place of the workspace. */
export function placeIn(
  project: Project,
  at: { readonly path: string; readonly start: number; readonly end: number },
): Place {
  return { uri: uriOf(project, at.path), start: at.start, end: at.end };
}

/** The URI of a file of a project; throws for a path that the project does not have. */
function uriOf(project: Project, path: string): string {
  const uri = project.index.uriOf(path);
  if (uri === undefined) throw new Error(`The project in ${project.folder} has no file ${path}.`);
  return uri;
}
