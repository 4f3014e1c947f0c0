import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Whether two secrets are the same, in a time that does not tell where they differ, nor how long they are. */
export function areSameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** A new secret of 256 bits that fits into an address. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** A new name that cannot be guessed, of letters and digits. */
export function newId(): string {
  return randomBytes(16).toString("hex");
}
