/**
 * Texts that no file holds, by URI: `flowstate:/bank.graph.txt?file:///…` is the graph of the project in that folder. The path is what an editor
 * shows as the name of its tab.
 */
import { URI } from "vscode-uri";
import { flowGraphText } from "../features/flowGraphText.ts";
import type { Project, Snapshot } from "../workspace/snapshot.ts";
import { baseName, isInside, normalizeUri } from "../workspace/uris.ts";
import { generatedScheme } from "./protocol.ts";

/** The URI of the graph of a project. */
export function graphUri({ folder, index }: Project): string {
  const name = (index.bot?.name ?? baseName(folder)).replaceAll("/", " ");
  return URI.from({ scheme: generatedScheme, path: `/${name}.graph.txt`, query: folder }).toString();
}

/** The text of a URI; `undefined` where there is none, as its project is gone. */
export function generatedText(snapshot: Snapshot, uri: string): string | undefined {
  const { scheme, query } = URI.parse(uri);
  if (scheme !== generatedScheme || query === "") return undefined;
  const folder = normalizeUri(query);
  const project = snapshot.projects.find((one) => one.folder === folder);
  return project && flowGraphText(project);
}

/** The project that a file or folder belongs to; without one the only project, or the first with a bot. */
export function projectAround(snapshot: Snapshot, uri: string | undefined): Project | undefined {
  const place = uri === undefined ? undefined : normalizeUri(uri);
  if (place !== undefined) {
    const around = snapshot.projects.filter(({ folder }) => isInside(folder, place));
    const file = snapshot.file(place);
    if (file !== undefined) return file.project;
    if (around.length > 0) return around.toSorted((a, b) => b.folder.length - a.folder.length)[0];
  }
  return snapshot.projects.find(({ index }) => index.bot !== undefined) ?? snapshot.projects[0];
}
