/** Whether a value that is written in a flow fits the type of what it is stored in. */
import { patternOf } from "../expressions/patterns.ts";
import { readDate } from "../expressions/signature.ts";
import type * as ast from "../language/ast.ts";
import type { KindOf } from "./expressionTypes.ts";
import { inCode } from "./inCode.ts";
import { constantText } from "./nameSpans.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { kindOfType, sayKind } from "./staticTypes.ts";
import { valuesOf } from "./valuePositions.ts";

/** Why the value does not fit, as a sentence; `undefined` where it does, or where it cannot be told. */
export function misfit(
  index: ProjectIndex,
  kindOf: KindOf,
  value: ast.Expr | undefined,
  type: ast.TypeNode | undefined,
): string | undefined {
  for (const one of valuesOf(value)) {
    const message = misfitOf(index, kindOf, one, type, 0);
    if (message !== undefined) return message;
  }
  return undefined;
}

const DEEPEST = 50;

function misfitOf(
  index: ProjectIndex,
  kindOf: KindOf,
  value: ast.Expr,
  type: ast.TypeNode | undefined,
  depth: number,
): string | undefined {
  const expected = kindOfType(index, type);
  const found = kindOf(value);
  if (type === undefined || expected === "unknown" || found === "nothing" || depth > DEEPEST) return undefined;
  if (found !== "unknown" && found !== expected) return `This is ${sayKind(found)}, but ${sayType(type)} is needed.`;
  if (value.kind === "List" && type.kind === "ListType") {
    return first(value.items, (item) => misfitOf(index, kindOf, item, type.element, depth + 1));
  }
  if (value.kind === "Object" && type.kind === "ObjectType") {
    return first(type.members, ({ name, type: member }) => {
      const entry = value.entries.find(({ key }) => keyOf(key) === name.text);
      const problem = entry?.value && misfitOf(index, kindOf, entry.value, member, depth + 1);
      return problem && `${inCode(name.text)}: ${problem}`;
    });
  }
  if (value.kind === "Number" && isInteger(type) && !Number.isInteger(value.value)) {
    return "This is no whole number, but `integer` is needed.";
  }
  const form = value.kind === "CallExpr" ? FORM_OF_CALL.get(value.callee.text) : undefined;
  if (form !== undefined && isOtherForm(form, formOf(type))) {
    return `This is a ${form}, but ${sayType(type)} is needed.`;
  }
  const text = value.kind === "String" ? constantText(value) : undefined;
  // An empty text is how authors write "nothing yet".
  return text === undefined || text === "" ? undefined : misfitOfText(index, text, type);
}

function first<T>(items: readonly T[], problemOf: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = problemOf(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function keyOf(key: ast.Name | ast.StringLiteral): string | undefined {
  return key.kind === "Name" ? key.text : constantText(key);
}

/** Texts of forms of their own: one never has the form of another, but that a date may stand for a datetime. */
const FORMS_APART: ReadonlySet<string> = new Set(["date", "time", "datetime", "email", "phone", "url"]);

/** True where a value of the one type never has the form that the other needs. */
export function isOtherForm(found: string | undefined, needed: string | undefined): boolean {
  if (found === undefined || needed === undefined || found === needed) return false;
  if (found === "date" && needed === "datetime") return false;
  return FORMS_APART.has(found) && FORMS_APART.has(needed);
}

/** The name of a type that is one word of the language, or a system entity's. */
export function formOf(type: ast.TypeNode | undefined): string | undefined {
  if (type?.kind === "ScalarType") return type.name;
  return type?.kind === "EntityType" ? type.name.text : undefined;
}

/** What the functions that tell the time give. */
const FORM_OF_CALL: ReadonlyMap<string, string> = new Map([
  ["now", "datetime"],
  ["today", "date"],
]);

function isInteger(type: ast.TypeNode): boolean {
  return (
    (type.kind === "ScalarType" && type.name === "integer") ||
    (type.kind === "EntityType" && type.name.text === "integer")
  );
}

function misfitOfText(index: ProjectIndex, text: string, type: ast.TypeNode): string | undefined {
  switch (type.kind) {
    case "ScalarType":
      return FORMS[type.name]?.(text);
    case "OneOfType":
      return optionsOf(type).includes(text) ? undefined : `This is none of the texts that are possible here.`;
    case "PatternType": {
      const { source, ignoreCase } = type.pattern;
      const fits = patternOf(source, ignoreCase)?.matchesWhole(text) ?? true;
      return fits ? undefined : "This text does not match the pattern of the type.";
    }
    case "EntityType":
      return misfitOfMember(index, text, type.name.text);
    default:
      return undefined;
  }
}

function misfitOfMember(index: ProjectIndex, text: string, name: string): string | undefined {
  const node = index.named("entity", name)?.node;
  if (node === undefined || node.pattern !== undefined || node.members.length === 0) return undefined;
  if (node.members.some((member) => member.name.text === text)) return undefined;
  const members = node.members.slice(0, 5).map((member) => inCode(member.name.text));
  return `The entity ${inCode(name)} has no member ${inCode(text)}, only ${members.join(", ")}${node.members.length > 5 ? ", …" : ""}.`;
}

function optionsOf(type: ast.OneOfType): readonly string[] {
  const strings = type.options.flatMap(({ alternatives, languages }) => [
    ...alternatives,
    ...languages.flatMap((language) => language.alternatives),
  ]);
  return strings.flatMap((string) => constantText(string) ?? []);
}

type Form = (text: string) => string | undefined;

const FORMS: { readonly [type in ast.ScalarTypeName]?: Form } = {
  date: (text) => {
    const fits = /^\d{4}-\d\d-\d\d$/.test(text) && readDate(text) !== undefined;
    return fits ? undefined : "A `date` is written as `2026-03-01`.";
  },
  time: (text) => {
    return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text) ? undefined : "A `time` is written as `14:30`.";
  },
  datetime: (text) => {
    return readDate(text) === undefined ? "A `datetime` is written as `2026-03-01T14:30:00Z`." : undefined;
  },
  email: (text) => (/^[^\s@]+@[^\s@]+$/.test(text) ? undefined : "An `email` has a name, an `@` and a domain."),
};

/** The type in the words of the language, as it stands in a sentence. */
export function sayType(type: ast.TypeNode): string {
  switch (type.kind) {
    case "ScalarType":
      return inCode(type.name);
    case "EntityType":
      return inCode(type.name.text);
    case "OneOfType":
      return "one of the possible texts";
    case "ListType":
      return "a list";
    case "ObjectType":
      return "an object";
    case "PatternType":
      return "a text";
  }
}
