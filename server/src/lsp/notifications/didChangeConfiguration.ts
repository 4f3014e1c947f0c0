import type { DidChangeConfigurationParams } from "vscode-languageserver";
import { readSettings } from "../readSettings.ts";
import type { Session } from "../session.ts";

export function didChangeConfiguration(session: Session, { settings }: DidChangeConfigurationParams): Promise<void> {
  return readSettings(session, settings);
}
