import type { ProjectIndex } from "../projectIndex.ts";

/** The name, or the name with the first number behind it, that no state of the flow bears yet, nor any as its id with the flow. */
export function freeStateName(index: ProjectIndex, flow: string, name: string): string {
  return freeName(name, (candidate) => {
    const fullName = `${flow}.${candidate}`;
    return index.state(fullName) !== undefined || index.statesByWireId(fullName).length > 0;
  });
}

/** The name, or the name with the first number behind it (from 2), that is not taken. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  for (let count = 2; isTaken(free); count++) free = `${name}${count}`;
  return free;
}
