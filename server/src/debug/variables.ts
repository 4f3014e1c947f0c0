/**
 * Values as the protocol shows them: one row each, with a reference where there is more to see below. Values arrive
 * masked. References live until the conversation goes on, because they speak of one moment.
 */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { isList, type Value } from "../expressions/values.ts";
import { isPlainName } from "../language/names.ts";
import { masked } from "../runtime/masking.ts";

/** Characters of a row's value shown at most; its members can still be opened. */
const VALUE_LIMIT = 100_000;

/** A value that can be opened, and the expression that reads it, where there is one. */
interface Opened {
  readonly value: readonly Value[] | { readonly [key: string]: Value };
  readonly expression: string | undefined;
  /** The expressions of what it stands in, outermost first, and its own. */
  readonly trail: readonly string[];
}

/** Where a value comes from, for rows that an editor leads to their source. */
export interface Origins {
  /** A reference to where the variable with that path is declared. */
  declaration(path: string): number | undefined;
  /** A reference to what wrote the value at the end of that trail of paths last. */
  writer(trail: readonly string[]): number | undefined;
}

const noOrigins: Origins = { declaration: () => undefined, writer: () => undefined };

/** Which members of a value are wanted: `start` counts from 0, a `count` of 0 or none means all that follow. */
export interface Page {
  readonly filter?: "indexed" | "named" | undefined;
  readonly start?: number | undefined;
  readonly count?: number | undefined;
}

export class VariableStore {
  readonly #opened = new Map<number, Opened>();
  readonly #origins: Origins;
  #next: number;

  /** References count from `first`, so that those of an earlier store are known as such. */
  constructor(first = 1, origins: Origins = noOrigins) {
    this.#next = first;
    this.#origins = origins;
  }

  /** The next reference to be given. */
  get next(): number {
    return this.#next;
  }

  /** The expression that reads what was opened under a reference; `undefined` where it is unknown, `null` where there is none. */
  expressionOf(reference: number): string | null | undefined {
    const opened = this.#opened.get(reference);
    return opened === undefined ? undefined : (opened.expression ?? null);
  }

  /** Whether what was opened under a reference is a list. */
  isList(reference: number): boolean {
    return isList(this.#opened.get(reference)?.value ?? null);
  }

  /** Forgets all references: the conversation went on. */
  clear(): void {
    this.#opened.clear();
  }

  /** A reference under which the members of the value can be asked for; 0 for a value without members. */
  reference(value: Value, expression: string | undefined, above: readonly string[] = []): number {
    if (typeof value !== "object" || value === null || memberCount(value) === 0) return 0;
    const reference = this.#next;
    this.#next += 1;
    const trail = expression === undefined ? [] : [...above, expression];
    this.#opened.set(reference, { value, expression, trail });
    return reference;
  }

  /** The row of one value. */
  row(
    name: string,
    value: Value,
    expression: string | undefined,
    above: readonly string[] = [],
  ): DebugProtocol.Variable {
    return {
      name,
      value: printRow(value),
      type: typeName(value),
      variablesReference: this.reference(value, expression, above),
      ...(expression === undefined ? {} : { evaluateName: expression }),
      ...memberCounts(value),
      ...(isWritable(expression) ? {} : { presentationHint: { attributes: ["readOnly"] } }),
      ...this.#originsOf(expression, above),
    };
  }

  #originsOf(expression: string | undefined, above: readonly string[]): Partial<DebugProtocol.Variable> {
    if (expression === undefined || !isWritable(expression)) return {};
    const declaration = this.#origins.declaration(expression);
    const writer = this.#origins.writer([...above, expression]);
    return {
      ...(declaration !== undefined && { declarationLocationReference: declaration }),
      ...(writer !== undefined && { valueLocationReference: writer }),
    };
  }

  /** The rows below a reference, of one page; `undefined` where the reference is unknown or its moment has passed. */
  rows(reference: number, page: Page): readonly DebugProtocol.Variable[] | undefined {
    const opened = this.#opened.get(reference);
    if (opened === undefined) return undefined;
    const { value, expression, trail } = opened;
    const start = Math.max(0, page.start ?? 0);
    const end = page.count === undefined || page.count <= 0 ? undefined : start + page.count;
    if (isList(value)) {
      if (page.filter === "named") return [];
      return value
        .slice(start, end)
        .map((item, at) => this.row(String(start + at), item, itemExpression(expression, start + at), trail));
    }
    if (page.filter === "indexed") return [];
    return Object.keys(value)
      .slice(start, end)
      .map((key) => this.row(key, value[key] ?? null, memberExpression(expression, key), trail));
  }
}

/** A value on one line, as JSON; the mask stands without quotes. */
export function printRow(value: Value): string {
  if (value === masked) return masked;
  const json = JSON.stringify(value);
  return json.length <= VALUE_LIMIT ? json : `${json.slice(0, VALUE_LIMIT)}…`;
}

/** The language's word for the type of a value. */
export function typeName(value: Value): string {
  if (value === null) return "null";
  if (isList(value)) return "list";
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    default:
      return "object";
  }
}

/** How many members a value has, by kind, for a client that asks for them in pages. */
export function memberCounts(value: Value): { indexedVariables?: number; namedVariables?: number } {
  if (typeof value !== "object" || value === null) return {};
  return isList(value) ? { indexedVariables: value.length } : { namedVariables: memberCount(value) };
}

/** The expression for a member: `session.account`, `session["odd key"]`. */
export function memberExpression(owner: string | undefined, key: string): string | undefined {
  if (owner === undefined) return undefined;
  if (isPlainName(key)) return `${owner}.${key}`;
  return `${owner}["${escapeText(key)}"]`;
}

/** Whether a flow may write what an expression reads. */
function isWritable(expression: string | undefined): boolean {
  if (expression === undefined || expression === "user.id") return false;
  return /^(?:temp|session|user|bot)[.[]/.test(expression);
}

function itemExpression(owner: string | undefined, index: number): string | undefined {
  return owner === undefined ? undefined : `${owner}[${index}]`;
}

function memberCount(value: Opened["value"]): number {
  return isList(value) ? value.length : Object.keys(value).length;
}

const ESCAPES: { readonly [character: string]: string } = {
  "\\": "\\\\",
  '"': '\\"',
  "{": "\\{",
  "}": "\\}",
  "\n": "\\n",
  "\t": "\\t",
};

/** The text as it stands between quotes in a flow. */
function escapeText(text: string): string {
  return text.replace(
    /[\\"{}\p{Cc}\u2028\u2029]/gu,
    (found) => ESCAPES[found] ?? `\\u{${found.charCodeAt(0).toString(16)}}`,
  );
}
