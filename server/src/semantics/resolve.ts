import type { StateRef } from "../language/ast.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import type { StateReference, WireReference } from "./references.ts";
import type { StateSymbol } from "./symbols.ts";

/** The state that a reference means: in the flow given, unless it names another. */
export function resolveState(index: ProjectIndex, flow: string, ref: StateRef): StateSymbol | undefined {
  return ref.name === undefined ? undefined : index.stateIn(ref.flow?.text ?? flow, ref.name.text);
}

/**
 * The state that a text from outside means: its wire id, else its full name, else its plain name in the given flow
 * (that of the API step, or of the state that offered the button). Without a flow a plain name of any flow will do.
 */
export function resolveWire(index: ProjectIndex, text: string, flow: string | undefined): StateSymbol | undefined {
  return index.stateMeantBy(text, flow);
}

/** The state that a reference or a string comes to mean in the project. */
export function stateOf(index: ProjectIndex, reference: StateReference | WireReference): StateSymbol | undefined {
  if (reference.kind === "wire") return index.stateMeantBy(reference.name, reference.flow);
  return index.stateIn(reference.flow, reference.name);
}
