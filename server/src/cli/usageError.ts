/** Wrong usage or unreadable input: one line on standard error, exit code 2. */
export class UsageError extends Error {}

/** A path that cannot be read: says where, as it was typed, and why. */
export function unreadable(path: string, reason: string): UsageError {
  return new UsageError(reason.startsWith(path) ? reason : `${path}: ${reason}`);
}
