/** Creates a dialog state that something already speaks of. */
import { isPlainName, isWritableName, writeName } from "../../language/names.ts";
import { inCode } from "../inCode.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import type { StateReference, WireReference } from "../references.ts";
import type { StateSymbol } from "../symbols.ts";
import type { Fix, FixEdit } from "./fix.ts";
import { freeStateName } from "./freeName.ts";
import { endOfLineAfter, indentOf, lineEndOf } from "./layout.ts";
import { writeString } from "./writeString.ts";

/** The state to create. */
interface NewState {
  /** The file that is to hold it. */
  readonly path: string;
  readonly flow: string;
  readonly name: string;
  /** Its `id`, where its name alone would not be what outside programs call it. */
  readonly id: string | undefined;
  /** The state behind which it is to stand; without one it comes last in the file. */
  readonly after: StateSymbol | undefined;
  /** How it goes on; nothing where it is meant to come back by itself. */
  readonly target: "end" | "return" | undefined;
}

/** The fix for a reference to a state that does not exist; `undefined` if its flow does not exist either. */
export function createStateFor(index: ProjectIndex, reference: StateReference | WireReference): Fix | undefined {
  if (reference.kind === "wire") return createStateForWire(index, reference.name, reference);
  const flow = index.flow(reference.flow);
  const path = reference.node.flow === undefined ? reference.path : flow?.path;
  if (path === undefined || !isWritableName(reference.name)) return undefined;
  return fixOf(index, {
    path,
    flow: reference.flow,
    name: reference.name,
    id: undefined,
    after: path === reference.path ? reference.state : undefined,
    target: targetFor(reference),
  });
}

/**
 * The fix for a text from outside that means no state. Where the text can be the new state's name or full name it is;
 * else the state gets a plain name and the text as its `id`.
 */
export function createStateForWire(
  index: ProjectIndex,
  text: string,
  at: { readonly path: string; readonly state: StateSymbol | undefined },
): Fix | undefined {
  const own = index.flowOf(at.path);
  // A file that is no flow can only name the flow that the state is to stand in.
  if (own === undefined) return createStateByFullName(index, text);
  if (text === "") return undefined;
  const near = { path: at.path, flow: own.name, after: at.state, target: "end" } as const;
  if (isPlainName(text)) return fixOf(index, { ...near, name: text, id: undefined });
  for (let dot = text.indexOf("."); dot !== -1; dot = text.indexOf(".", dot + 1)) {
    const flow = index.flow(text.slice(0, dot));
    const name = text.slice(dot + 1);
    if (flow === undefined || name === "") continue;
    const there = flow.path === at.path ? near : { ...near, path: flow.path, flow: flow.name, after: undefined };
    if (isPlainName(name)) return fixOf(index, { ...there, name, id: undefined });
    return fixOf(index, { ...there, name: freeStateName(index, flow.name, plainNameFor(name)), id: text });
  }
  return fixOf(index, { ...near, name: freeStateName(index, own.name, plainNameFor(text)), id: text });
}

function createStateByFullName(index: ProjectIndex, text: string): Fix | undefined {
  for (let dot = text.indexOf("."); dot !== -1; dot = text.indexOf(".", dot + 1)) {
    const flow = index.flow(text.slice(0, dot));
    const name = text.slice(dot + 1);
    if (flow === undefined || !isPlainName(name)) continue;
    return fixOf(index, { path: flow.path, flow: flow.name, name, id: undefined, after: undefined, target: "end" });
  }
  return undefined;
}

/** The edit that writes a new state into a file. */
export function stateEdit(index: ProjectIndex, state: NewState): FixEdit {
  const text = index.files.get(state.path)?.parsed.text ?? "";
  const newLine = lineEndOf(text);
  const indent = indentOf(text);
  const head = `state ${writeName(state.name)}${state.id === undefined ? "" : ` id ${writeString(state.id)}`} {`;
  const steps = ['say "TODO"', ...(state.target === undefined ? [] : [`-> ${state.target}`])];
  const block = [head, ...steps.map((step) => indent + step), "}"].join(newLine);
  if (state.after !== undefined) {
    const at = endOfLineAfter(text, state.after.span.end);
    return { path: state.path, start: at, end: at, text: newLine + newLine + block };
  }
  const at = text.trimEnd().length;
  const between = at === 0 ? "" : newLine + newLine;
  return { path: state.path, start: at, end: text.length, text: between + block + newLine };
}

function fixOf(index: ProjectIndex, state: NewState): Fix {
  const isElsewhere = state.after === undefined || state.flow !== state.after.flow;
  const where = isElsewhere ? ` in flow ${inCode(writeName(state.flow))}` : "";
  const id = state.id === undefined ? "" : ` with the id ${inCode(state.id)}`;
  return {
    title: `Create state ${inCode(writeName(state.name))}${id}${where}`,
    kind: "quickfix",
    preferred: false,
    edits: [stateEdit(index, state)],
  };
}

/** After a call the conversation comes back, and after `fallback` and `failure` it waits on by itself. */
function targetFor({ place }: StateReference): NewState["target"] {
  if (place === "call") return "return";
  return place === "fallback" || place === "failure" ? undefined : "end";
}

/** `dialogstate-123-abc` becomes `dialogstate123Abc`. */
function plainNameFor(text: string): string {
  const words = text.split(/[^\p{L}\p{Nl}\p{Nd}\p{M}_]+/u).filter((word) => word !== "");
  const joined = words.map((word, at) => (at === 0 ? word : capitalized(word))).join("");
  if (isPlainName(joined)) return joined;
  return joined === "" ? "newState" : `state${capitalized(joined)}`;
}

function capitalized(word: string): string {
  const [first = ""] = word;
  return first.toUpperCase() + word.slice(first.length);
}
