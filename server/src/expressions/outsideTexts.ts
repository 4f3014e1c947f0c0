import { maximumText } from "./limits.ts";
import { printValue, refusedKeys, type Value } from "./values.ts";

/**
 * Texts that come from outside (a backend's messages) may hold `{path}`: a memory path and nothing else. Calls,
 * operators and `secret` stay as they are written, and what is filled in is not looked at again.
 */

const word = String.raw`[\p{L}_][\p{L}\p{M}\p{N}_]*`;
const hole = new RegExp(String.raw`\{\s*(${word}(?:\.${word}|\[\d{1,6}\]|\["[^"\\{}\]]{1,100}"\])*)\s*\}`, "gu");
const segment = new RegExp(String.raw`${word}|\[\d+\]|\["[^"]*"\]`, "gu");

/** Paths of one text that are filled in; further ones stay as they are written. */
const maximumHoles = 10_000;

/** The text with the values of its paths, cut at the length that a text may have; `read` gives the value under a path's keys, `undefined` where none is set. */
export function fillInFromOutside(
  text: string,
  read: (keys: readonly (string | number)[]) => Value | undefined,
  unset: (path: string) => void,
): string {
  let holes = 0;
  let length = text.length;
  const filled = text.replace(hole, (whole, path: string) => {
    // A short text may name a long value many times over.
    if (++holes > maximumHoles || length > maximumText) return whole;
    const keys = (path.match(segment) ?? []).map(keyOf);
    if (keys[0] === "secret" || keys.some((key) => typeof key === "string" && refusedKeys.has(key))) return whole;
    const value = read(keys);
    if (value === undefined) unset(path);
    const printed = printValue(value ?? null);
    length += printed.length - whole.length;
    return printed;
  });
  return filled.length > maximumText ? filled.slice(0, maximumText) : filled;
}

function keyOf(written: string): string | number {
  if (!written.startsWith("[")) return written;
  const inside = written.slice(1, -1);
  return inside.startsWith('"') ? inside.slice(1, -1) : Number(inside);
}
