import type { HintKind } from "../features/inlayHints/hint.ts";

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

/** A member of what came from outside; `undefined` where it has none of that name. */
export function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
