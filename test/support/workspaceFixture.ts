import type { FileView, Snapshot } from "../../server/src/workspace/snapshot.ts";
import { Workspace } from "../../server/src/workspace/workspace.ts";
import { cursorOf, type Fixture, fixture } from "./fixture.ts";
import { type MemoryFileSystem, memoryFileSystem, memoryUri } from "./memoryFileSystem.ts";

/** A workspace with the files of a fixture, in the folder `/bot`. */
export interface FixtureWorkspace {
  readonly fixture: Fixture;
  readonly disk: MemoryFileSystem;
  readonly workspace: Workspace;
  readonly snapshot: Snapshot;
  /** A file by its path in the fixture; throws where there is none. */
  file(path: string): FileView;
  /** The file that holds the cursor, and the cursor's offset. */
  atCursor(): { readonly file: FileView; readonly offset: number };
}

export async function workspaceOf(source: string): Promise<FixtureWorkspace> {
  const marked = fixture(source);
  const disk = memoryFileSystem(Object.fromEntries(marked.files.map(({ path, text }) => [`/bot/${path}`, text])));
  const workspace = new Workspace(disk, (error) => {
    throw error;
  });
  await workspace.changeFolders([memoryUri("/bot")], []);
  const snapshot = workspace.snapshot();
  const file = (path: string) => {
    const found = snapshot.file(memoryUri(`/bot/${path}`));
    if (found === undefined) throw new Error(`The workspace has no file ${path}.`);
    return found;
  };
  return {
    fixture: marked,
    disk,
    workspace,
    snapshot,
    file,
    atCursor: () => {
      const { path, offset } = cursorOf(marked);
      return { file: file(path), offset };
    },
  };
}

/** A URI of `/bot` as a path of the fixture. */
export function fixturePath(uri: string): string {
  return uri.slice(`${memoryUri("/bot")}/`.length);
}
