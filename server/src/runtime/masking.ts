import { base64 } from "../base/base64.ts";
import { isList, isObject, type ObjectValue, objectOf, printValue, type Value } from "../expressions/values.ts";

/** What stands in the place of a value that must not be seen. */
export const masked = "•••";

const maskedHeaders: ReadonlySet<string> = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
]);

/** Shorter texts are masked where they are the whole value, not inside of others, which they would make unreadable. */
const shortestPart = 3;

/** Whether the values of a header never appear in an event. */
export function isMaskedHeader(name: string): boolean {
  return maskedHeaders.has(name.toLowerCase());
}

/** A text as it can stand in a header: a line end would begin another one; what is no Latin-1 cannot be sent. */
export function headerValue(text: string): string {
  return text.replace(/[^\t -~\u0080-\u00ff]/g, " ").trim();
}

/** Replaces what must not be seen in texts and values. */
export interface Masker {
  /** Whether no text is masked; members of objects that are named like headers of credentials still are. */
  readonly hidesNoText: boolean;
  text(text: string): string;
  value(value: Value): Value;
}

/**
 * A masker of these texts, in each form in which a request, a response or a message may hold them; those of `alone`
 * are masked only where they are the whole value.
 */
export function createMasker(hidden: Iterable<string>, alone: readonly string[] = []): Masker {
  const whole = new Set<string>(alone.filter((text) => text !== ""));
  const parts = new Set<string>();
  for (const text of hidden) {
    if (text === "") continue;
    whole.add(text);
    if (text.length >= shortestPart) for (const form of formsOf(text)) parts.add(form);
  }
  // The longest first, so that one which holds another is masked as a whole.
  const needles = [...parts].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const maskText = (text: string): string => {
    if (whole.size === 0) return text;
    if (whole.has(text)) return masked;
    let result = text;
    for (const needle of needles) if (result.includes(needle)) result = result.replaceAll(needle, masked);
    return result;
  };
  // One large answer stands in several events: it is masked once.
  const known = new WeakMap<object, Value>();
  const maskValue = (value: Value): Value => {
    if (typeof value === "string") return maskText(value);
    if (typeof value === "number" && whole.size > 0)
      return maskText(printValue(value)) === printValue(value) ? value : masked;
    if (typeof value !== "object" || value === null) return value;
    const before = known.get(value);
    if (before !== undefined) return before;
    const result = isList(value) ? value.map(maskValue) : maskMembers(value);
    known.set(value, result);
    return result;
  };
  const maskMembers = (object: ObjectValue): Value =>
    objectOf(
      Object.entries(object).map(([key, member]) => [maskText(key), isMaskedHeader(key) ? masked : maskValue(member)]),
    );
  return { hidesNoText: whole.size === 0, text: maskText, value: maskValue };
}

/** A text as it stands in JSON, in an address, in a form and in a header; blanks at its ends may be gone. */
function formsOf(text: string): readonly string[] {
  const trimmed = text.trim();
  const inHeader = headerValue(text);
  const shortened = [trimmed, inHeader].filter((form) => form !== text && form.length >= shortestPart);
  return [...formsAsTheyStand(text), ...shortened.flatMap(formsAsTheyStand)];
}

function formsAsTheyStand(text: string): readonly string[] {
  const encoded = encodeURIComponent(text.toWellFormed());
  const asJson = JSON.stringify(text).slice(1, -1);
  const inAddress = encodeURI(text.toWellFormed());
  const twice = encodeURIComponent(encoded);
  return [
    text,
    asJson,
    JSON.stringify(asJson).slice(1, -1),
    encoded,
    encoded.replaceAll("%20", "+"),
    inAddress,
    twice,
    ...base64Forms(text),
  ];
}

/** Shorter runs of Base64 stand in ordinary words, too. */
const shortestBase64 = 6;

/**
 * What of a text's Base64 is the same whatever stands before and after it (three bytes are four signs, so there are three
 * ways), in both alphabets: it shows in `base64("name:{secret.KEY}")` as in `base64(secret.KEY)`.
 */
function base64Forms(text: string): readonly string[] {
  const bytes = new TextEncoder().encode(text).length;
  return [0, 1, 2].flatMap((before) => {
    const whole = base64(" ".repeat(before) + text);
    const form = whole.slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes) * 4) / 3));
    return form.length < shortestBase64 ? [] : [form, form.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** Every text and number in a value that is worth hiding. */
export function leavesOf(value: Value): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [printValue(value)];
  if (isList(value)) return value.flatMap(leavesOf);
  return isObject(value) ? Object.values(value).flatMap(leavesOf) : [];
}
