import type { Severities } from "../semantics/checks/index.ts";
import type { Session } from "./session.ts";

const levels = new Set(["error", "warning", "information", "hint", "off"]);

/** Asks the client for the settings, or takes them from `given` where it cannot be asked. */
export async function readSettings(session: Session, given?: unknown): Promise<void> {
  const { connection, client, workspace } = session;
  const flowstate: unknown = client.configuration
    ? await connection.workspace.getConfiguration("flowstate")
    : member(given, "flowstate");
  workspace.setSeverities(severitiesIn(member(flowstate, "checks")));
}

/** The severities that settings give to checks; what is none is passed over. */
function severitiesIn(setting: unknown): Severities {
  if (typeof setting !== "object" || setting === null) return {};
  return Object.fromEntries(Object.entries(setting).filter(isLevel));
}

function isLevel(entry: [string, unknown]): entry is [string, Severities[string]] {
  return typeof entry[1] === "string" && levels.has(entry[1]);
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
