import { isList, isObject, type Value } from "../expressions/values.ts";
import { isPlainName } from "../language/names.ts";

/** A value as it is written, and a comment for the line above it. */
export interface WrittenValue {
  readonly text: string;
  readonly comment?: string;
}

/** How the value of a key is written otherwise than as it is: `state transfer.done` in place of a wire id. */
export type WriteMember = (key: string, value: Value) => WrittenValue | undefined;

/** A value as an expression of the language: JSON with the keys of the language, texts without anything to fill in. */
export function writeValue(value: Value, member: WriteMember = () => undefined): string {
  if (typeof value === "string") return writeText(value);
  if (typeof value === "number") return writeNumber(value);
  if (isList(value)) return `[${value.map((each) => writeValue(each, member)).join(", ")}]`;
  if (!isObject(value)) return String(value);
  const entries = Object.entries(value).map(([key, each]) => writeEntry(key, each, member));
  return entries.length === 0 ? "{}" : `{ ${entries.join(" ")} }`;
}

/** A text in quotes; nothing in it is filled in, and it stands on one line. */
export function writeText(text: string): string {
  const escaped = text.replaceAll(special, (character) => escapes[character] ?? codeOf(character));
  return `"${escaped}"`;
}

/** A span of milliseconds as one number with a unit, the largest that says it whole. */
export function writeDuration(ms: number): string {
  const [unit, size] = units.find(([, each]) => ms >= each && ms % each === 0) ?? ["ms", 1];
  return `${writeNumber(Math.max(0, ms) / size)}${unit}`;
}

const units: readonly (readonly [string, number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
];

function writeEntry(key: string, value: Value, member: WriteMember): string {
  const written = member(key, value) ?? { text: writeValue(value, member) };
  const comment = written.comment === undefined ? "" : `\n${written.comment}\n`;
  return `${comment}${isPlainName(key) ? key : writeText(key)}: ${written.text},`;
}

/** The language knows no exponents. */
function writeNumber(value: number): string {
  const text = String(value);
  if (!text.includes("e")) return text;
  if (Number.isInteger(value)) return BigInt(value).toString();
  // `5e-324` has more zeros than any function prints.
  const [mantissa = "", exponent] = text.split("e-");
  const digits = mantissa.replace(/[-.]/g, "");
  return `${value < 0 ? "-" : ""}0.${"0".repeat(Number(exponent) - 1)}${digits}`;
}

/** What would end a text or be filled in, and what an editor does not show. */
const special = /[\\"{}\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const escapes: { readonly [character: string]: string } = {
  "\\": "\\\\",
  '"': '\\"',
  "{": "\\{",
  "}": "\\}",
  "\n": "\\n",
  "\t": "\\t",
};

function codeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}
