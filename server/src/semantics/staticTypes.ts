/** Kinds of values as far as a file tells them, and which kind a written type stands for. */
import type * as ast from "../language/ast.ts";
import type { ProjectIndex } from "./projectIndex.ts";

/** `unknown`: it may be anything; `nothing` is the kind of `null`, which fits everywhere. */
export type StaticKind = "unknown" | "nothing" | "boolean" | "number" | "text" | "list" | "object" | "pattern";

const KIND_OF_TYPE: { readonly [name: string]: StaticKind } = {
  text: "text",
  number: "number",
  integer: "number",
  boolean: "boolean",
  date: "text",
  time: "text",
  datetime: "text",
  duration: "number",
  email: "text",
  phone: "text",
  url: "text",
  location: "object",
  attachment: "object",
  language: "text",
  any: "unknown",
  ordinal: "number",
  quantity: "number",
  money: "object",
  temperature: "object",
  distance: "object",
};

/** The kind of the values of a type; that of an entity of the project is text. */
export function kindOfType(index: ProjectIndex, type: ast.TypeNode | undefined): StaticKind {
  switch (type?.kind) {
    case undefined:
      return "unknown";
    case "ScalarType":
      return kindNamed(type.name);
    case "EntityType":
      if (index.named("entity", type.name.text) !== undefined) return "text";
      return kindNamed(type.name.text);
    case "OneOfType":
    case "PatternType":
      return "text";
    case "ListType":
      return "list";
    case "ObjectType":
      return "object";
  }
}

/** The kind of a type of that name, in the words of the language; `list of …` is a list. */
export function kindNamed(name: string): StaticKind {
  if (name.startsWith("list")) return "list";
  if (name === "object") return "object";
  return Object.hasOwn(KIND_OF_TYPE, name) ? (KIND_OF_TYPE[name] ?? "unknown") : "unknown";
}

const WORDS: { readonly [kind in StaticKind]: string } = {
  unknown: "anything",
  nothing: "nothing",
  boolean: "a truth value",
  number: "a number",
  text: "a text",
  list: "a list",
  object: "an object",
  pattern: "a pattern",
};

/** The kind as it stands in a sentence. */
export function sayKind(kind: StaticKind): string {
  return WORDS[kind];
}

/** The kind of a value that may be of either; `null` may stand for any. */
export function eitherKind(a: StaticKind, b: StaticKind): StaticKind {
  if (a === "nothing" || a === b) return b;
  return b === "nothing" ? a : "unknown";
}
