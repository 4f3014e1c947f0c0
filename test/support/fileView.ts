import { noSettings } from "../../server/src/workspace/projectSettings.ts";
import type { FileView } from "../../server/src/workspace/snapshot.ts";
import type { FixtureFile } from "./fixture.ts";
import { projectOf } from "./project.ts";

/** One file of a project as features see it, without a workspace around it; throws where there is no such file. */
export function fileViewOf(files: readonly FixtureFile[], path: string): FileView {
  const index = projectOf({ files });
  const source = index.files.get(path);
  const parsed = index.file(path)?.source.parsed;
  if (source === undefined || parsed === undefined) throw new Error(`There is no file ${path}.`);
  const project = { folder: "file:///project", index, facts: [], severities: {}, settings: noSettings };
  return { uri: source.uri, path, project, parsed: source.parsed, version: undefined, listed: true };
}
