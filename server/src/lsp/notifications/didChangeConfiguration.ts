import type { DidChangeConfigurationParams } from "vscode-languageserver";
import type { Session } from "../session.ts";
import { readSettings } from "../settings.ts";

export function didChangeConfiguration(session: Session, { settings }: DidChangeConfigurationParams): Promise<void> {
  return readSettings(session, settings);
}
