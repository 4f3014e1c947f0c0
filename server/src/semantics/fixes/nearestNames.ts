/** The names that an author may have meant by one that nothing bears. */

import type { Place } from "../finding.ts";
import { inCode } from "../inCode.ts";
import { nameDistance } from "./didYouMean.ts";
import type { Fix } from "./fix.ts";

const MOST = 5;

interface NearName {
  readonly name: string;
  readonly distance: number;
}

/** At most five, the nearest first. */
export function nearestNames(written: string, names: Iterable<string>): readonly string[] {
  return nearest(written, names).map(({ name }) => name);
}

/** One fix for each near name: `write` says how it is written at the place. */
export function changeName(
  place: Place,
  written: string,
  names: Iterable<string>,
  write: (name: string) => string,
): readonly Fix[] {
  const found = nearest(written, names);
  return found.map(({ name, distance }, at) => ({
    title: `Change to ${inCode(write(name))}`,
    kind: "quickfix",
    preferred: at === 0 && distance < (found[1]?.distance ?? Number.POSITIVE_INFINITY),
    edits: [{ path: place.path, start: place.start, end: place.end, text: write(name) }],
  }));
}

function nearest(written: string, names: Iterable<string>): readonly NearName[] {
  const found: NearName[] = [];
  for (const name of new Set(names)) {
    const distance = nameDistance(written, name);
    if (distance !== undefined) found.push({ name, distance });
  }
  return found.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1)).slice(0, MOST);
}
