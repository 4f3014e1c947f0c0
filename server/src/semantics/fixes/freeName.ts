import type { ProjectIndex } from "../projectIndex.ts";

/** The name, or the name with the first number behind it, that no state of the flow bears yet. */
export function freeStateName(index: ProjectIndex, flow: string, name: string): string {
  return freeName(name, (candidate) => index.stateIn(flow, candidate) !== undefined);
}

/** The name, or the name with the first number behind it (from 2), that is not taken. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  for (let count = 2; isTaken(free); count++) free = `${name}${count}`;
  return free;
}
