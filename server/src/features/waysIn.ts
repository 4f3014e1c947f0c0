import type { ProjectIndex } from "../semantics/projectIndex.ts";
import type { Reference, StateReference, WireReference } from "../semantics/references.ts";

/** True where a state is named so that a conversation may get there: neither compared with, nor expected by a test. */
export function isWayIn(reference: Reference): reference is StateReference | WireReference {
  if (reference.kind === "wire") return true;
  return reference.kind === "state" && reference.place !== "compared" && reference.place !== "expect";
}

/** The places from which a conversation may get into a state, by path and place. */
export function waysInto(index: ProjectIndex, stateKey: string): readonly (StateReference | WireReference)[] {
  return index.referencesTo(stateKey).filter(isWayIn);
}
