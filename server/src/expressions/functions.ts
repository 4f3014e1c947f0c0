import { base64 } from "../base/base64.ts";
import { hex, sha256 } from "../base/sha256.ts";
import { addTime, dayOfWeek, printDate, printDatetime } from "./dates.ts";
import { formatCurrency, formatDate, formatNumber, isCurrencyCode, isDateStyle } from "./formats.ts";
import { parseOutside } from "./fromOutside.ts";
import { maximumItems } from "./limits.ts";
import { itemsOf, lengthOf, sorted, unique } from "./lists.ts";
import { localeOf } from "./locales.ts";
import { ofNumbers, random, round, toBoolean, toNumber, wrong } from "./numbers.ts";
import { isTooLarge, joinWithinLimits, limitText, printWithinLimits } from "./printing.ts";
import type { BuiltinFunction, Parameter, ParameterType } from "./signature.ts";
import { capitalize, replaceAll, uuid } from "./texts.ts";
import { isObject, memberOf } from "./values.ts";

/**
 * The functions of the language: the one table that evaluation, checks, hover and completion read. To add one, add an
 * entry; none has side effects, and each gives a value for any arguments that fit its parameters.
 */
const table: readonly BuiltinFunction[] = [
  {
    name: "length",
    parameters: [p("x", "countable")],
    result: "number",
    documentation: "The number of characters of a text, items of a list, or members of an object.",
    example: { call: 'length("abc")', gives: 3 },
    run: (args) => lengthOf(args.any(0)),
  },
  {
    name: "upper",
    parameters: [p("text", "text")],
    result: "text",
    documentation: "The text in capitals, by the rules of the user's language.",
    example: { call: 'upper("abc")', gives: "ABC" },
    run: (args, context) => limitText(args.text(0).toLocaleUpperCase(localeOf(context.language)), context.report),
  },
  {
    name: "lower",
    parameters: [p("text", "text")],
    result: "text",
    documentation: "The text in small letters, by the rules of the user's language.",
    example: { call: 'lower("ABC")', gives: "abc" },
    run: (args, context) => limitText(args.text(0).toLocaleLowerCase(localeOf(context.language)), context.report),
  },
  {
    name: "capitalize",
    parameters: [p("text", "text")],
    result: "text",
    documentation: "The text with its first letter as a capital.",
    example: { call: 'capitalize("anna")', gives: "Anna" },
    run: (args, context) => capitalize(args.text(0), context),
  },
  {
    name: "trim",
    parameters: [p("text", "text")],
    result: "text",
    documentation: "The text without blanks around it.",
    example: { call: 'trim("  a ")', gives: "a" },
    run: (args) => args.text(0).trim(),
  },
  {
    name: "replace",
    parameters: [p("text", "text"), p("search", "text or pattern"), p("with", "text")],
    result: "text",
    documentation: "The text with every place of `search` (a text or a pattern) replaced by `with`.",
    example: { call: 'replace("a-b-c", "-", "+")', gives: "a+b+c" },
    run: (args, context) => replaceAll(args.text(0), args.pattern(1) ?? args.text(1), args.text(2), context),
  },
  {
    name: "split",
    parameters: [p("text", "text"), p("by", "text")],
    result: "list",
    documentation: "The parts of a text between the places of `by`.",
    example: { call: 'split("a,b", ",")', gives: ["a", "b"] },
    run: (args) => args.text(0).split(args.text(1)).slice(0, maximumItems),
  },
  {
    name: "join",
    parameters: [p("list", "list"), p("by", "text", true)],
    result: "text",
    documentation: "The items of a list as one text, with `by` (`, ` if not said) between them.",
    example: { call: 'join([1, 2], " or ")', gives: "1 or 2" },
    run: (args, context) => {
      const texts = args
        .list(0)
        .values()
        .map((item) => printWithinLimits(item, context.report));
      return joinWithinLimits(texts, args.has(1) ? args.text(1) : ", ", context.report);
    },
  },
  {
    name: "first",
    parameters: [p("x", "text or list")],
    result: "any",
    documentation: "The first item of a list or character of a text, `null` if there is none.",
    example: { call: "first([1, 2])", gives: 1 },
    run: (args) => itemsOf(args.any(0))[0] ?? null,
  },
  {
    name: "last",
    parameters: [p("x", "text or list")],
    result: "any",
    documentation: "The last item of a list or character of a text, `null` if there is none.",
    example: { call: "last([1, 2])", gives: 2 },
    run: (args) => itemsOf(args.any(0)).at(-1) ?? null,
  },
  {
    name: "slice",
    parameters: [p("x", "text or list"), p("from", "number"), p("to", "number", true)],
    result: "any",
    documentation:
      "A part of a text or list, from `from` (counted from 0) up to and without `to`; a negative number counts from the end.",
    example: { call: 'slice("abcd", 1, 3)', gives: "bc" },
    run: (args) => {
      const items = itemsOf(args.any(0)).slice(args.number(1), args.has(2) ? args.number(2) : undefined);
      return typeof args.any(0) === "string" ? items.join("") : items;
    },
  },
  {
    name: "startsWith",
    parameters: [p("text", "text"), p("start", "text")],
    result: "boolean",
    documentation: "Whether the text starts with `start`.",
    example: { call: 'startsWith("abc", "ab")', gives: true },
    run: (args) => args.text(0).startsWith(args.text(1)),
  },
  {
    name: "endsWith",
    parameters: [p("text", "text"), p("end", "text")],
    result: "boolean",
    documentation: "Whether the text ends with `end`.",
    example: { call: 'endsWith("abc", "bc")', gives: true },
    run: (args) => args.text(0).endsWith(args.text(1)),
  },
  {
    name: "sort",
    parameters: [p("list", "list")],
    result: "list",
    documentation: "The list in order: numbers by size, then texts by the user's language, then the rest as it was.",
    example: { call: "sort([3, 1, 2])", gives: [1, 2, 3] },
    run: (args, context) => sorted(args.list(0), context.language),
  },
  {
    name: "unique",
    parameters: [p("list", "list")],
    result: "list",
    documentation: "The list without items that it holds already.",
    example: { call: "unique([1, 1, 2])", gives: [1, 2] },
    run: (args, context) => (isTooLarge(args.list(0), context.report) ? null : unique(args.list(0))),
  },
  {
    name: "pluck",
    parameters: [p("list", "list"), p("key", "text")],
    result: "list",
    documentation: "The member `key` of every object of a list, `null` where one has none.",
    example: { call: 'pluck([{ a: 1 }, { a: 2 }], "a")', gives: [1, 2] },
    run: (args) => args.list(0).map((item) => (isObject(item) ? (memberOf(item, args.text(1)) ?? null) : null)),
  },
  {
    name: "round",
    parameters: [p("n", "number"), p("digits", "number", true)],
    result: "number",
    documentation: "The nearest whole number, or the nearest number with that many decimals; halves go away from zero.",
    example: { call: "round(2.456, 2)", gives: 2.46 },
    run: (args) => round(args.number(0), args.has(1) ? args.number(1) : 0),
  },
  {
    name: "floor",
    parameters: [p("n", "number")],
    result: "number",
    documentation: "The next whole number that is not above.",
    example: { call: "floor(2.7)", gives: 2 },
    run: (args) => Math.floor(args.number(0)),
  },
  {
    name: "ceil",
    parameters: [p("n", "number")],
    result: "number",
    documentation: "The next whole number that is not below.",
    example: { call: "ceil(2.1)", gives: 3 },
    run: (args) => Math.ceil(args.number(0)) + 0,
  },
  {
    name: "min",
    parameters: [p("numbers", "any", false, true)],
    result: "number",
    documentation: "The smallest of several numbers, or of a list of numbers.",
    example: { call: "min(3, 1, 2)", gives: 1 },
    run: (args, context) => ofNumbers("min", args.all, context, (numbers) => numbers.reduce((a, b) => Math.min(a, b))),
  },
  {
    name: "max",
    parameters: [p("numbers", "any", false, true)],
    result: "number",
    documentation: "The largest of several numbers, or of a list of numbers.",
    example: { call: "max([3, 1, 2])", gives: 3 },
    run: (args, context) => ofNumbers("max", args.all, context, (numbers) => numbers.reduce((a, b) => Math.max(a, b))),
  },
  {
    name: "abs",
    parameters: [p("n", "number")],
    result: "number",
    documentation: "The number without its sign.",
    example: { call: "abs(-2)", gives: 2 },
    run: (args) => Math.abs(args.number(0)),
  },
  {
    name: "sum",
    parameters: [p("list", "list")],
    result: "number",
    documentation: "The sum of a list of numbers, 0 for an empty one.",
    example: { call: "sum([1, 2, 3])", gives: 6 },
    run: (args, context) =>
      args.list(0).length === 0 ? 0 : ofNumbers("sum", args.all, context, (numbers) => numbers.reduce((a, b) => a + b)),
  },
  {
    name: "random",
    parameters: [p("min", "number", true), p("max", "number", true)],
    counts: [0, 2],
    result: "number",
    documentation:
      "Without arguments a number from 0 up to 1; with two a whole number between them, both included. Follows the run's seed.",
    example: { call: "random(4, 4)", gives: 4 },
    run: (args, context) => random(args.count, args.number(0), args.number(1), context),
  },
  {
    name: "now",
    parameters: [],
    result: "datetime",
    documentation: "The conversation's clock as a datetime, in UTC.",
    example: { call: "now()", gives: "2026-03-01T12:00:00.000Z" },
    run: (_, context) => printDatetime(context.now) ?? null,
  },
  {
    name: "today",
    parameters: [],
    result: "date",
    documentation: "The day of the conversation's clock, in UTC.",
    example: { call: "today()", gives: "2026-03-01" },
    run: (_, context) => printDate(context.now) ?? null,
  },
  {
    name: "formatDate",
    parameters: [
      p("date", "date"),
      { ...p("style", "text", true), texts: { says: '"short", "medium", "long" or "full"', fits: isDateStyle } },
    ],
    result: "text",
    documentation:
      'A date in the user\'s language; `style` is `"short"`, `"medium"` (if not said), `"long"` or `"full"`.',
    example: { call: 'formatDate("2026-03-01", "long")', gives: "March 1, 2026" },
    run: (args, context) => formatDate(args.date(0), args.has(1) ? args.text(1) : "medium", context),
  },
  {
    name: "addTime",
    parameters: [p("date", "date"), p("duration", "number")],
    result: "datetime",
    documentation: "The date or datetime that is later by a duration, e.g. `addTime(today(), 7d)`.",
    example: { call: 'addTime("2026-03-01", 7d)', gives: "2026-03-08" },
    run: (args, context) =>
      addTime(args.text(0), args.date(0), args.number(1)) ??
      wrong(context, "`addTime` left the years that dates can hold."),
  },
  {
    name: "diffTime",
    parameters: [p("a", "date"), p("b", "date")],
    result: "number",
    documentation: "The milliseconds from `a` to `b`.",
    example: { call: 'diffTime("2026-03-01", "2026-03-02")', gives: 86_400_000 },
    run: (args) => args.date(1) - args.date(0),
  },
  {
    name: "dayOfWeek",
    parameters: [p("date", "date")],
    result: "number",
    documentation: "1 for Monday to 7 for Sunday.",
    example: { call: 'dayOfWeek("2026-03-01")', gives: 7 },
    run: (args) => dayOfWeek(args.date(0)),
  },
  {
    name: "number",
    parameters: [p("x", "any")],
    result: "number",
    documentation: "The number that a text holds, written as in a flow; `null` where it is none.",
    example: { call: 'number("5.5")', gives: 5.5 },
    run: (args) => toNumber(args.any(0)),
  },
  {
    name: "text",
    parameters: [p("x", "any")],
    result: "text",
    documentation: "The value as a text prints it.",
    example: { call: "text(5)", gives: "5" },
    run: (args, context) => printWithinLimits(args.any(0), context.report),
  },
  {
    name: "boolean",
    parameters: [p("x", "any")],
    result: "boolean",
    documentation: "The truth that a value or a word of the user's language says; `null` where it says none.",
    example: { call: 'boolean("yes")', gives: true },
    run: (args, context) => toBoolean(args.any(0), context.language),
  },
  {
    name: "json",
    parameters: [p("x", "any")],
    result: "text",
    documentation: "The value as JSON.",
    example: { call: "json({ a: [1, null] })", gives: '{"a":[1,null]}' },
    run: (args, context) =>
      isTooLarge(args.any(0), context.report) ? null : limitText(JSON.stringify(args.any(0)), context.report),
  },
  {
    name: "parseJson",
    parameters: [p("x", "any")],
    result: "any",
    documentation: "The value of a JSON text; `null` where it is none.",
    example: { call: 'parseJson("[1]")', gives: [1] },
    run: (args) => {
      const x = args.any(0);
      return typeof x === "string" ? (parseOutside(x) ?? null) : null;
    },
  },
  {
    name: "formatNumber",
    parameters: [p("n", "number"), p("digits", "number", true)],
    result: "text",
    documentation: "A number in the user's language, with exactly `digits` decimals where they are said.",
    example: { call: "formatNumber(1234.5, 2)", gives: "1,234.50" },
    run: (args, context) => formatNumber(args.number(0), args.has(1) ? args.number(1) : undefined, context),
  },
  {
    name: "formatCurrency",
    parameters: [
      p("n", "number"),
      { ...p("currency", "text"), texts: { says: 'the code of a currency, such as "EUR",', fits: isCurrencyCode } },
    ],
    result: "text",
    documentation: 'An amount in the user\'s language, e.g. `formatCurrency(total, "EUR")`.',
    example: { call: 'formatCurrency(5, "EUR")', gives: "€5.00" },
    run: (args, context) => formatCurrency(args.number(0), args.text(1), context),
  },
  {
    name: "plural",
    parameters: [p("n", "number"), { ...p("forms", "object"), needsKey: "other" }],
    result: "any",
    documentation: 'The form that fits the number in the user\'s language: `plural(n, { one: "day", other: "days" })`.',
    example: { call: 'plural(2, { one: "day", other: "days" })', gives: "days" },
    run: (args, context) => {
      const form = new Intl.PluralRules(localeOf(context.language)).select(args.number(0));
      const forms = args.object(1);
      return memberOf(forms, form) ?? memberOf(forms, "other") ?? wrong(context, "`plural` needs the form `other`.");
    },
  },
  {
    name: "env",
    parameters: [p("name", "text"), p("else", "any", true)],
    result: "any",
    documentation:
      "A variable of the environment, or `else` where there is none. Names that the project reads as `secret.NAME` are not given.",
    example: { call: 'env("NO_SUCH_NAME", "http://localhost")', gives: "http://localhost" },
    run: (args, context) =>
      context.environment(args.text(0)) ??
      (args.has(1) ? args.any(1) : wrong(context, `The environment has no \`${args.text(0)}\` that \`env\` may read.`)),
  },
  {
    name: "urlEncode",
    parameters: [p("text", "any")],
    result: "text",
    documentation: "The text with all that an address cannot hold percent-encoded.",
    example: { call: 'urlEncode("a b&c")', gives: "a%20b%26c" },
    run: (args, context) =>
      limitText(encodeURIComponent(printWithinLimits(args.any(0), context.report).toWellFormed()), context.report),
  },
  {
    name: "base64",
    parameters: [p("text", "text")],
    result: "text",
    documentation: "The UTF-8 bytes of the text in Base64.",
    example: { call: 'base64("hi")', gives: "aGk=" },
    run: (args, context) => limitText(base64(args.text(0)), context.report),
  },
  {
    name: "hash",
    parameters: [p("text", "text")],
    result: "text",
    documentation: "The SHA-256 of the text's UTF-8 bytes, hexadecimal.",
    example: { call: 'hash("")', gives: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    run: (args) => hex(sha256(new TextEncoder().encode(args.text(0)))),
  },
  {
    name: "uuid",
    parameters: [],
    result: "text",
    documentation: "A random identifier (UUID version 4) that follows the run's seed.",
    example: { call: "length(uuid())", gives: 36 },
    run: (_, context) => uuid(context),
  },
];

/** The functions of the language by name. */
export const functions: ReadonlyMap<string, BuiltinFunction> = new Map(table.map((fn) => [fn.name, fn]));

function p(name: string, type: ParameterType, optional = false, repeated = false): Parameter {
  return { name, type, optional, repeated };
}
