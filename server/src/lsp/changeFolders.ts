import { normalizeUri } from "../workspace/uris.ts";
import type { Session } from "./session.ts";

/** Opens and closes folders. */
export function changeFolders(
  { workspace, folders, reading }: Session,
  { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
): Promise<void> {
  for (const folder of removed) folders.delete(normalizeUri(folder));
  for (const folder of added) folders.add(normalizeUri(folder));
  return reading.during(() => workspace.changeFolders(added, removed));
}
