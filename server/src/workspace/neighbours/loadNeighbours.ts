import { type NeighbourFile, neighbourFile } from "../../semantics/neighbours/neighbourFile.ts";
import type { FileSystem } from "../fileSystem.ts";
import type { LoadedProject } from "../loadProject.ts";
import { isInside, relativePath } from "../uris.ts";
import { scanNeighbours } from "./scanNeighbours.ts";

/** The project with the files beside its flows; `others` are projects of which some may lie in it and keep theirs. */
export async function withNeighbours(
  fs: FileSystem,
  project: LoadedProject,
  others: readonly LoadedProject[],
): Promise<LoadedProject> {
  const { folder, settings } = project;
  if (settings.settings.neighbours === false) return project;
  const inner = others.filter((other) => other !== project && isInside(folder, other.folder));
  const found = new Map<string, NeighbourFile>();
  await scanNeighbours(fs, folder, folder, (uri, read) => {
    const path = relativePath(folder, uri);
    if (path === undefined || inner.some((other) => isInside(other.folder, uri))) return;
    found.set(path, neighbourFile(path, uri, read));
  });
  return { ...project, index: project.index.withNeighbours(found) };
}
