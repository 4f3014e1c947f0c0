/**
 * Files and folders that are about to be renamed or moved. A flow without a header is called as its file is, so what speaks of it has to
 * follow. Where the new name cannot be, or is another flow's, the flow keeps its old name by a header instead: nothing breaks.
 */
import { isWritableName, writeName } from "../language/names.ts";
import { flowNameOfPath } from "../semantics/fileIndex.ts";
import type { FixEdit } from "../semantics/fixes/fix.ts";
import { renameFlowReferences } from "../semantics/renameFlow.ts";
import type { FlowSymbol } from "../semantics/symbols.ts";
import { isFlowFileName } from "../workspace/ignoreRules.ts";
import { type Project, placeIn, type Snapshot } from "../workspace/snapshot.ts";
import { ancestors, baseName, isInside } from "../workspace/uris.ts";
import type { FileEdit } from "./textEdits.ts";

/** A file or folder and where it goes; normalised URIs. */
export interface FileRename {
  readonly from: string;
  readonly to: string;
}

/** The edits, in the files as they are called now, that keep every reference what it is. */
export function editsForRenames(snapshot: Snapshot, renames: readonly FileRename[]): readonly FileEdit[] {
  const byUri = new Map(renames.map((rename) => [rename.from, rename.to]));
  return snapshot.projects.flatMap((project) => {
    const moves = movesIn(project, byUri);
    const edits = editsOf(project, moves);
    return edits.map(({ text, ...at }) => ({ ...placeIn(project, at), text }));
  });
}

/** A flow that is called as its file is, and what the file will be called. */
interface Move {
  readonly flow: FlowSymbol;
  readonly name: string;
}

function movesIn(project: Project, byUri: ReadonlyMap<string, string>): readonly Move[] {
  const moves: Move[] = [];
  for (const { uri, path } of project.index.files.values()) {
    const target = targetOf(uri, byUri);
    if (target === undefined || baseName(target) === baseName(uri) || !isFlowFileName(baseName(target))) continue;
    // In another project nobody could speak of the flow as before.
    if (!isInside(project.folder, target)) continue;
    const flow = project.index.flowOf(path);
    if (flow !== undefined && flow.node?.name === undefined)
      moves.push({ flow, name: flowNameOfPath(baseName(target)) });
  }
  return moves;
}

/** Where a file goes: by itself, or with a folder above it. */
function targetOf(uri: string, byUri: ReadonlyMap<string, string>): string | undefined {
  const alone = byUri.get(uri);
  if (alone !== undefined) return alone;
  const folder = ancestors(uri).find((above) => byUri.has(above));
  return folder === undefined ? undefined : byUri.get(folder) + uri.slice(folder.length);
}

function editsOf(project: Project, moves: readonly Move[]): readonly FixEdit[] {
  if (moves.length === 0) return [];
  const { index } = project;
  const leaving = new Set(moves.map(({ flow }) => flow.path));
  const staying = new Set(
    [...index.files.keys()].filter((path) => !leaving.has(path)).map((path) => index.flowOf(path)?.name),
  );
  const coming = Map.groupBy(moves, ({ name }) => name);
  return moves.flatMap(({ flow, name }) => {
    const isFree = !staying.has(name) && coming.get(name)?.length === 1 && isWritableName(name);
    const isAlone = index.symbols(flow.key).length === 1;
    if (isFree && isAlone) return renameFlowReferences(index, flow, name);
    return [{ path: flow.path, start: 0, end: 0, text: `flow ${writeName(flow.name)}\n` }];
  });
}
