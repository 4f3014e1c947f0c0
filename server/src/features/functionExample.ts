import type { BuiltinFunction } from "../expressions/signature.ts";
import { codeSpan } from "./markdown.ts";

/** A call of a function with what it gives, as Markdown; where that varies, the call alone. */
export function functionExample({ example: { call, gives } }: BuiltinFunction): string {
  return codeSpan(gives === null ? call : `${call} → ${JSON.stringify(gives)}`);
}
