import type { Expr } from "../language/ast.ts";
import { readExpression } from "./expressions.ts";

/** A log message in pieces: literal text, and expressions whose values go between. */
export type LogMessage = readonly (string | Expr)[];

export type ReadLogMessage =
  | { readonly ok: true; readonly message: LogMessage }
  | { readonly ok: false; readonly message: string };

/** Reads the message of a logpoint: text with `{expression}`; `\{` and `\}` are braces. */
export function readLogMessage(text: string): ReadLogMessage {
  const pieces: (string | Expr)[] = [];
  let literal = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "\\" && /[{}\\]/.test(text.charAt(at + 1))) {
      literal += text.charAt(at + 1);
      at += 1;
    } else if (character === "{") {
      const end = closingBrace(text, at);
      if (end === undefined) return { ok: false, message: "A `{` of the log message is never closed." };
      const read = readExpression(text.slice(at + 1, end));
      if (!read.ok) return read;
      pieces.push(literal, read.expression);
      literal = "";
      at = end;
    } else {
      literal += character;
    }
  }
  pieces.push(literal);
  return { ok: true, message: pieces.filter((piece) => piece !== "") };
}

/** The `}` that belongs to the `{` at `start`; braces in strings do not count. */
function closingBrace(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (inString && character === "\\") at += 1;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}
