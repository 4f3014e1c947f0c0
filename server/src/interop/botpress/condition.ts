/**
 * The conditions of Botpress are JavaScript. What is read here is what bots have in their transitions: comparisons of paths
 * and constants, joined by `&&`, `||` and `!`. Anything else is no condition that a flow could say, and comes to nothing.
 */
import { pathOf, quoted } from "./words.ts";

const token =
  /\s*(?:(===?|!==?|<=|>=|<|>|&&|\|\||!|\(|\)|\[|\]|\.)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(\d+(?:\.\d+)?)|([A-Za-z_$][\w$]*))/y;

type Token = { readonly kind: "sign" | "text" | "number" | "name"; readonly text: string };

/** The condition as an expression of the language. */
export function expressionOf(source: string): string | undefined {
  if (source.length > 2_000) return undefined;
  const tokens = tokensOf(source);
  if (tokens === undefined) return undefined;
  const reader = { tokens, at: 0 };
  const read = either(reader, 0);
  return reader.at === tokens.length ? read : undefined;
}

function tokensOf(source: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const text = source.trim().replace(/;$/, "");
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null) return undefined;
    const [whole, sign, string, number, name] = found;
    at += whole.length;
    if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
    else if (string !== undefined) tokens.push({ kind: "text", text: string.slice(1, -1).replaceAll(/\\(.)/g, "$1") });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else tokens.push({ kind: "name", text: name ?? "" });
  }
  return tokens;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

function takes(reader: Reader, ...signs: readonly string[]): string | undefined {
  const next = reader.tokens[reader.at];
  if (next?.kind !== "sign" || !signs.includes(next.text)) return undefined;
  reader.at++;
  return next.text;
}

function joined(
  reader: Reader,
  depth: number,
  sign: string,
  word: string,
  part: typeof comparison,
): string | undefined {
  let left = part(reader, depth);
  while (left !== undefined && takes(reader, sign) !== undefined) {
    const right = part(reader, depth);
    left = right === undefined ? undefined : `${left} ${word} ${right}`;
  }
  return left;
}

function either(reader: Reader, depth: number): string | undefined {
  return depth > 50 ? undefined : joined(reader, depth, "||", "or", both);
}

function both(reader: Reader, depth: number): string | undefined {
  return joined(reader, depth, "&&", "and", comparison);
}

function comparison(reader: Reader, depth: number): string | undefined {
  const left = operand(reader, depth);
  const sign = takes(reader, "===", "==", "!==", "!=", "<=", ">=", "<", ">");
  if (left === undefined || sign === undefined) return left;
  const right = operand(reader, depth);
  return right === undefined ? undefined : `${left} ${sign.slice(0, /^[!=]/.test(sign) ? 2 : sign.length)} ${right}`;
}

function operand(reader: Reader, depth: number): string | undefined {
  if (depth > 50) return undefined;
  if (takes(reader, "!") !== undefined) {
    const of = operand(reader, depth + 1);
    return of === undefined ? undefined : `(not ${of})`;
  }
  if (takes(reader, "(") !== undefined) {
    const inside = either(reader, depth + 1);
    return inside === undefined || takes(reader, ")") === undefined ? undefined : `(${inside})`;
  }
  const next = reader.tokens[reader.at++];
  if (next?.kind === "text") return quoted(next.text);
  if (next?.kind === "number") return next.text;
  if (next?.kind !== "name") return undefined;
  if (next.text === "Number" && takes(reader, "(") !== undefined) {
    const inside = either(reader, depth + 1);
    return inside === undefined || takes(reader, ")") === undefined ? undefined : inside;
  }
  if (next.text === "true" || next.text === "false" || next.text === "null") return next.text;
  return next.text === "undefined" ? "null" : path(reader, next.text);
}

/** `temp.a`, `temp['a-b']`, `session.list.length`, `event.preview.includes("x")`. */
function path(reader: Reader, first: string): string | undefined {
  const names = [first];
  for (;;) {
    if (takes(reader, ".") !== undefined) {
      const name = reader.tokens[reader.at++];
      if (name?.kind !== "name") return undefined;
      names.push(name.text);
    } else if (takes(reader, "[") !== undefined) {
      const name = reader.tokens[reader.at++];
      if (name === undefined || name.kind === "sign" || name.kind === "name" || takes(reader, "]") === undefined)
        return undefined;
      names.push(name.text);
    } else break;
  }
  if (takes(reader, "(") !== undefined) return called(reader, names);
  if (names.at(-1) === "length") {
    const of = pathOf(names.slice(0, -1));
    return of === undefined ? undefined : `length(${of})`;
  }
  return pathOf(names);
}

function called(reader: Reader, names: readonly string[]): string | undefined {
  const of = pathOf(names.slice(0, -1));
  const method = names.at(-1);
  if (of === undefined) return undefined;
  if (method === "toLowerCase" || method === "toUpperCase") {
    return takes(reader, ")") === undefined ? undefined : `${method === "toLowerCase" ? "lower" : "upper"}(${of})`;
  }
  const argument = reader.tokens[reader.at++];
  if (method !== "includes" || argument?.kind !== "text" || takes(reader, ")") === undefined) return undefined;
  return `(${of} contains ${quoted(argument.text)})`;
}
