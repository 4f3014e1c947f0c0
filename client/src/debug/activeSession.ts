import { type DebugSession, debug, window } from "vscode";
import { debugType } from "../../../server/src/debug/protocol.ts";

/** The conversation that the debugger shows; says so where there is none. */
export function activeFlowSession(): DebugSession | undefined {
  const session = debug.activeDebugSession;
  if (session?.type === debugType) return session;
  void window.showInformationMessage("No conversation is running: start one first.");
  return undefined;
}
