/** Writing memory from the outside: `set path = value` and `path = value`, as the debug console takes them. */
import type { Expr, Path } from "../language/ast.ts";
import { parse } from "../language/parse.ts";

export interface Assignment {
  readonly path: Path;
  readonly value: Expr;
  /** The path as it was written. */
  readonly target: string;
}

const BEFORE = "state s { set ";
const AFTER = "\n}";

/** Reads an assignment, with or without `set`; `undefined` where the text is none. */
export function readAssignment(text: string): Assignment | undefined {
  const own = /^\s*set\s+(?![=.[])/.exec(text)?.[0].length ?? 0;
  const body = text.slice(own).trim();
  const { tree, problems } = parse(BEFORE + body + AFTER);
  const [declaration, ...others] = tree.declarations;
  const items = declaration?.kind === "State" ? (declaration.body?.items ?? []) : [];
  const [step] = items;
  if (problems.length > 0 || others.length > 0 || items.length !== 1 || step?.kind !== "Set") return undefined;
  const { target, value } = step;
  if (target === undefined || value === undefined) return undefined;
  return { path: target, value, target: body.slice(target.start - BEFORE.length, target.end - BEFORE.length) };
}
