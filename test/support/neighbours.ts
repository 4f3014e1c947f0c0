import type { NamingFile, NeighbourView } from "../../server/src/workspace/snapshot.ts";
import { cursorOf } from "./fixture.ts";
import { memoryUri } from "./memoryFileSystem.ts";
import { type FixtureWorkspace, workspaceOf } from "./workspaceFixture.ts";

/** A workspace of which the files beside the flows have been read too. */
export interface NeighbourWorkspace extends FixtureWorkspace {
  /** The flow or neighbour that holds the cursor. */
  atAnyCursor(): { readonly file: NamingFile; readonly offset: number };
  /** A neighbour by its path in the fixture; throws where there is none. */
  neighbour(path: string): NeighbourView;
}

export async function neighboursOf(source: string): Promise<NeighbourWorkspace> {
  const given = await workspaceOf(source);
  await given.workspace.complete();
  const snapshot = given.workspace.snapshot();
  return {
    ...given,
    snapshot,
    file: (path) => {
      const found = snapshot.file(memoryUri(`/bot/${path}`));
      if (found === undefined) throw new Error(`The workspace has no file ${path}.`);
      return found;
    },
    atAnyCursor: () => {
      const { path, offset } = cursorOf(given.fixture);
      const file = snapshot.naming(memoryUri(`/bot/${path}`));
      if (file === undefined) throw new Error(`The workspace does not look at ${path}.`);
      return { file, offset };
    },
    neighbour: (path) => {
      const found = snapshot.neighbour(memoryUri(`/bot/${path}`));
      if (found === undefined) throw new Error(`${path} is no neighbour.`);
      return found;
    },
  };
}
