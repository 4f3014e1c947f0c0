import { functions } from "../expressions/functions.ts";
import type { BuiltinFunction } from "../expressions/signature.ts";
import { callAround } from "../language/callAround.ts";
import type { ParsedFile } from "../language/parse.ts";
import { functionExample } from "./functionExample.ts";

/** The function that is being called at a place. */
export interface CalledFunction {
  /** `slice(x: text or list, from: number, to?: number): any`. */
  readonly label: string;
  /** Markdown. */
  readonly documentation: string;
  /** Where each parameter stands in the label: from, and up to but without. */
  readonly parameters: readonly (readonly [number, number])[];
  /** The parameter that is being written; `undefined` where there is none for it. */
  readonly active: number | undefined;
}

/** The signature of the call around an offset; `undefined` where there is none or nobody knows its function. */
export function signatureHelp(parsed: ParsedFile, offset: number): CalledFunction | undefined {
  const call = callAround(parsed, offset);
  const fn = call && functions.get(call.name);
  if (call === undefined || fn === undefined) return undefined;
  const documentation = `${fn.documentation}\n\nFor example ${functionExample(fn)}`;
  return { ...labelOf(fn), documentation, active: activeParameter(fn, call.argument) };
}

function labelOf(fn: BuiltinFunction): Pick<CalledFunction, "label" | "parameters"> {
  let label = `${fn.name}(`;
  const parameters = fn.parameters.map(({ name, type, optional, repeated }, at) => {
    if (at > 0) label += ", ";
    const start = label.length;
    label += `${name}${optional ? "?" : ""}: ${type === "countable" ? "text, list or object" : type}`;
    const end = label.length;
    if (repeated) label += ", …";
    return [start, end] as const;
  });
  return { label: `${label}): ${fn.result}`, parameters };
}

function activeParameter({ parameters }: BuiltinFunction, argument: number): number | undefined {
  if (argument < parameters.length) return argument;
  return parameters.at(-1)?.repeated ? parameters.length - 1 : undefined;
}
