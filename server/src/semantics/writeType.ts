import type { ScalarTypeName } from "../language/ast.ts";
import { writeName } from "../language/names.ts";

/** A record, so that none is missing. */
const SCALAR_TYPES: { readonly [name in ScalarTypeName]: true } = {
  text: true,
  number: true,
  integer: true,
  boolean: true,
  date: true,
  time: true,
  datetime: true,
  duration: true,
  email: true,
  phone: true,
  url: true,
  location: true,
  attachment: true,
  language: true,
  any: true,
};

/** An entity's name as it is written where a type is expected: one that is called like a type needs backticks there. */
export function writeType(name: string): string {
  return Object.hasOwn(SCALAR_TYPES, name) ? `\`${name}\`` : writeName(name);
}
