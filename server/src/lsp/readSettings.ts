import { severitiesIn } from "../workspace/projectSettings.ts";
import type { Session } from "./session.ts";
import { editorSettings, member } from "./settings.ts";

/** Asks the client for the settings, or takes them from `given` where it cannot be asked. */
export async function readSettings(session: Session, given?: unknown): Promise<void> {
  const { connection, client, workspace } = session;
  const flowstate: unknown = client.configuration
    ? await connection.workspace.getConfiguration("flowstate")
    : member(given, "flowstate");
  session.settings = editorSettings(flowstate);
  workspace.setSeverities(severitiesIn(member(flowstate, "checks")));
  workspace.setNeighbours(member(flowstate, "neighbours") !== false);
}
