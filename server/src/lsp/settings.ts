import type { HintKind } from "../features/inlayHints/hint.ts";
import { severitiesIn } from "../workspace/projectSettings.ts";
import type { Session } from "./session.ts";

/** What the author has chosen to see, beside the severities of checks. */
export interface EditorSettings {
  readonly inlayHints: ReadonlySet<HintKind>;
}

/** The kinds of hints by the names of their settings. */
const hintSettings = { targets: "target", types: "type", values: "value" } as const;

/** The settings that a client has said, `flowstate` for all of them; what it leaves out is on. */
export function editorSettings(flowstate: unknown): EditorSettings {
  const inlayHints = member(flowstate, "inlayHints");
  const shown = Object.entries(hintSettings).filter(([name]) => member(inlayHints, name) !== false);
  return { inlayHints: new Set(shown.map(([, kind]) => kind)) };
}

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

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
