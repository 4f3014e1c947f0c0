import { basename } from "node:path";

/** Wrong usage or unreadable input: one line on standard error, exit code 2. */
export class UsageError extends Error {}

/** A path that cannot be read: says where, as it was typed, and why. A reason that names the file is said of the path. */
export function unreadable(path: string, reason: string): UsageError {
  const name = basename(path);
  const isNamed = name !== "" && reason.startsWith(`${name} `);
  return new UsageError(isNamed ? path + reason.slice(name.length) : `${path}: ${reason}`);
}
