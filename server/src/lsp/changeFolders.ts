import type { Session } from "./session.ts";

/** Opens and closes folders. */
export function changeFolders(
  { workspace, folders, reading }: Session,
  { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
): Promise<void> {
  for (const folder of removed) folders.delete(folder);
  for (const folder of added) folders.add(folder);
  return reading.during(() => workspace.changeFolders(added, removed));
}
