import type { MethodName } from "../language/ast.ts";
import { writeName } from "../language/names.ts";

/** A record, so that none is missing. */
const METHODS: { readonly [name in MethodName]: true } = {
  GET: true,
  POST: true,
  PUT: true,
  PATCH: true,
  DELETE: true,
  HEAD: true,
};

/** The name of a service or mock as it is written where a method may stand: one that is called like a method needs backticks there. */
export function writeBesideMethod(name: string): string {
  return Object.hasOwn(METHODS, name) ? `\`${name}\`` : writeName(name);
}
