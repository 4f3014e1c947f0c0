import { severitiesIn } from "../workspace/projectSettings.ts";
import type { Session } from "./session.ts";

/** Asks the client for the settings, or takes them from `given` where it cannot be asked. */
export async function readSettings(session: Session, given?: unknown): Promise<void> {
  const { connection, client, workspace } = session;
  const flowstate: unknown = client.configuration
    ? await connection.workspace.getConfiguration("flowstate")
    : member(given, "flowstate");
  workspace.setSeverities(severitiesIn(member(flowstate, "checks")));
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
