import type { EvaluationContext } from "./context.ts";
import type { Pattern } from "./patterns.ts";
import { isList, isObject, kindOf, type ObjectValue, type Value } from "./values.ts";

/** What a parameter takes. `text or pattern` is the only place for a pattern but `matches` and `match`. */
export type ParameterType =
  | "any"
  | "text"
  | "number"
  | "list"
  | "object"
  | "text or list"
  | "countable"
  | "date"
  | "text or pattern";

export type Argument = Value | Pattern;

export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly optional?: boolean;
  /** More of it may follow. Only for the last one. */
  readonly repeated?: boolean;
  /** Which texts it takes, where not all: what they are in a sentence, and which do. */
  readonly texts?: { readonly says: string; readonly fits: (text: string) => boolean };
  /** The key that an object needs. */
  readonly needsKey?: string;
}

/** One function of the language: what hover, completion, checks and the evaluation know about it. */
export interface BuiltinFunction {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** So many arguments it takes, where not every number that the parameters allow will do. */
  readonly counts?: readonly number[];
  /** What it gives, in the words of the language's types. */
  readonly result: "text" | "number" | "boolean" | "list" | "object" | "any" | "date" | "datetime";
  /** One sentence or two, Markdown. */
  readonly documentation: string;
  /** A call and the JSON of its result, with clock 2026-03-01T12:00:00Z, language `en` and seed 1; `null` where it varies. */
  readonly example: { readonly call: string; readonly gives: Value };
  /** Gets arguments that fit the parameters; those left out are `undefined`. */
  readonly run: (args: Arguments, context: EvaluationContext) => Value;
}

/** The arguments of one call, whose types have been checked against the parameters. */
interface Arguments {
  readonly count: number;
  readonly all: readonly Value[];
  any(index: number): Value;
  text(index: number): string;
  number(index: number): number;
  list(index: number): readonly Value[];
  object(index: number): ObjectValue;
  /** Milliseconds since 1970 of a date or datetime. */
  date(index: number): number;
  pattern(index: number): Pattern | null;
  has(index: number): boolean;
}

/** True if the function can be called with so many arguments. */
export function takesCount({ parameters, counts }: BuiltinFunction, count: number): boolean {
  if (counts !== undefined) return counts.includes(count);
  const needed = parameters.filter(({ optional }) => optional !== true).length;
  return count >= needed && (parameters.at(-1)?.repeated === true || count <= parameters.length);
}

/** How a function is written in a list of functions: `slice(x, from, to?)`. */
export function printSignature(fn: BuiltinFunction): string {
  const parameters = fn.parameters.map(
    (parameter) => `${parameter.name}${parameter.optional ? "?" : ""}${parameter.repeated ? ", …" : ""}`,
  );
  return `${fn.name}(${parameters.join(", ")})`;
}

export function isPattern(argument: Argument | undefined): argument is Pattern {
  return argument instanceof Object && "matchesPart" in argument && typeof argument.matchesPart === "function";
}

/** Milliseconds since 1970 of `2026-03-01` or an ISO 8601 datetime, or `undefined`. */
export function readDate(value: Argument | undefined): number | undefined {
  if (
    typeof value !== "string" ||
    !/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(value)
  ) {
    return undefined;
  }
  const zoned = /T/.test(value) && !/(Z|[+-]\d\d:?\d\d)$/.test(value) ? `${value}Z` : value;
  const time = Date.parse(zoned);
  // `Date` takes 30 February for 2 March.
  const day = Date.parse(value.slice(0, 10));
  const isDay = !Number.isNaN(day) && new Date(day).getUTCDate() === Number(value.slice(8, 10));
  return Number.isNaN(time) || !isDay ? undefined : time;
}

const fits: { readonly [type in ParameterType]: (argument: Argument) => boolean } = {
  any: (argument) => !isPattern(argument),
  text: (argument) => typeof argument === "string",
  number: (argument) => typeof argument === "number",
  list: (argument) => !isPattern(argument) && isList(argument),
  object: (argument) => !isPattern(argument) && isObject(argument),
  "text or list": (argument) => typeof argument === "string" || (!isPattern(argument) && isList(argument)),
  countable: (argument) => typeof argument === "string" || (!isPattern(argument) && typeof argument === "object"),
  date: (argument) => readDate(argument) !== undefined,
  "text or pattern": (argument) => typeof argument === "string" || isPattern(argument),
};

const expected: { readonly [type in ParameterType]: string } = {
  any: "a value",
  text: "a text",
  number: "a number",
  list: "a list",
  object: "an object",
  "text or list": "a text or a list",
  countable: "a text, a list or an object",
  date: "a date or a datetime",
  "text or pattern": "a text or a pattern",
};

/** Calls a function: a wrong number or kind of arguments gives `null` and a report. */
export function callFunction(fn: BuiltinFunction, args: readonly Argument[], context: EvaluationContext): Value {
  const problem = problemOf(fn, args);
  if (problem === undefined) return fn.run(readArguments(args), context);
  context.report({ code: "bad-argument", message: problem });
  return null;
}

function problemOf(fn: BuiltinFunction, args: readonly Argument[]): string | undefined {
  if (!takesCount(fn, args.length)) {
    return `\`${printSignature(fn)}\` was given ${args.length} argument${args.length === 1 ? "" : "s"}.`;
  }
  for (const [index, argument] of args.entries()) {
    const parameter = fn.parameters[Math.min(index, fn.parameters.length - 1)];
    if (parameter === undefined || fits[parameter.type](argument)) continue;
    const got = isPattern(argument) ? "a pattern" : kindOf(argument);
    return `\`${fn.name}\` needs ${expected[parameter.type]} as \`${parameter.name}\`, but got ${got}.`;
  }
  return undefined;
}

function readArguments(args: readonly Argument[]): Arguments {
  const any = (index: number): Value => {
    const argument = args[index];
    return argument === undefined || isPattern(argument) ? null : argument;
  };
  return {
    count: args.length,
    all: args.map((_, index) => any(index)),
    any,
    has: (index) => index < args.length,
    text: (index) => {
      const value = any(index);
      return typeof value === "string" ? value : "";
    },
    number: (index) => {
      const value = any(index);
      return typeof value === "number" ? value : 0;
    },
    list: (index) => {
      const value = any(index);
      return isList(value) ? value : [];
    },
    object: (index) => {
      const value = any(index);
      return isObject(value) ? value : {};
    },
    date: (index) => readDate(args[index]) ?? 0,
    pattern: (index) => {
      const argument = args[index];
      return isPattern(argument) ? argument : null;
    },
  };
}
