import { isObject, type ObjectValue, objectOf, type Value } from "../../expressions/values.ts";
import type * as ast from "../../language/ast.ts";
import type { ProgramConstants } from "./programConstants.ts";

/**
 * Values of a type: an ordinary one, one of each value that the program compares a member with, and one with nothing in it.
 * `path` is where they will stand, dotted with its scope.
 */
export function sampleValues(
  type: ast.TypeNode | undefined,
  path: string,
  { compared, wanted }: Pick<ProgramConstants, "compared" | "wanted">,
): readonly Value[] {
  const usual = usualValue(type, path, compared);
  const others = membersOf(type, path).flatMap((member) =>
    (compared.get(member.path) ?? []).map((value) => withMember(usual, member.keys, value)),
  );
  const found = [usual, ...others, emptyValue(type, path, wanted)];
  return [...new Map(found.map((value) => [JSON.stringify(value), value])).values()];
}

function usualValue(
  type: ast.TypeNode | undefined,
  path: string,
  compared: ReadonlyMap<string, readonly Value[]>,
): Value {
  const known = compared.get(path)?.[0];
  switch (type?.kind) {
    case "ObjectType":
      return objectOf(
        type.members.map(({ name, type: inner }) => [name.text, usualValue(inner, `${path}.${name.text}`, compared)]),
      );
    case "ListType":
      return [usualValue(type.element, `${path}[]`, compared)];
    case "OneOfType":
      return known ?? firstText(type.options[0]);
    case "ScalarType":
      return known ?? scalars[type.name] ?? "something";
    default:
      return known ?? "something";
  }
}

function firstText(text: ast.Text | undefined): string {
  const literal = text?.alternatives[0] ?? text?.languages[0]?.alternatives[0];
  return (literal?.parts ?? []).map((part) => (part.kind === "Chunk" ? part.text : "")).join("");
}

const scalars: Readonly<Record<string, Value>> = {
  number: 100,
  integer: 100,
  boolean: true,
  date: "2026-03-01",
  time: "14:30",
  datetime: "2026-03-01T14:30:00Z",
  duration: 60_000,
  email: "ann@example.com",
  phone: "+31201234567",
  url: "https://example.com/",
  location: objectOf([
    ["latitude", 52.37],
    ["longitude", 4.89],
  ]),
  language: "en",
};

function emptyValue(type: ast.TypeNode | undefined, path: string, wanted: ReadonlyMap<string, Value>): Value {
  const needed = wanted.get(path);
  if (needed !== undefined) return needed;
  switch (type?.kind) {
    case "ObjectType":
      return objectOf(
        type.members.map(({ name, type: inner }) => [name.text, emptyValue(inner, `${path}.${name.text}`, wanted)]),
      );
    case "ListType":
      return [];
    case "ScalarType":
      return type.name === "number" || type.name === "integer" ? 0 : type.name === "boolean" ? false : "";
    default:
      return "";
  }
}

interface MemberPlace {
  readonly path: string;
  readonly keys: readonly string[];
}

function membersOf(type: ast.TypeNode | undefined, path: string, keys: readonly string[] = []): readonly MemberPlace[] {
  if (type?.kind !== "ObjectType") return keys.length === 0 ? [] : [{ path, keys }];
  return type.members.flatMap(({ name, type: inner }) =>
    membersOf(inner, `${path}.${name.text}`, [...keys, name.text]),
  );
}

function withMember(value: Value, [name, ...rest]: readonly string[], member: Value): Value {
  if (name === undefined) return member;
  const object: ObjectValue = isObject(value) ? value : objectOf([]);
  return objectOf(
    Object.entries(object).map(([each, inner]) => [each, each === name ? withMember(inner, rest, member) : inner]),
  );
}
