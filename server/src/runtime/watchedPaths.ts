import { entryOf } from "../base/entryOf.ts";
import { type PathKey, printPath, valueAt } from "../expressions/paths.ts";
import { areEqual, type Value } from "../expressions/values.ts";
import type * as ast from "../language/ast.ts";
import { variablePath } from "../semantics/variables.ts";
import type { Program } from "./program.ts";

const known = new WeakMap<Program, readonly (readonly string[])[]>();

/** The full keys of a path that an `on change` names. */
export function watchedKeys(path: ast.Path): readonly string[] {
  const { scope, names } = variablePath(path);
  return [scope, ...names];
}

/** The paths of `on change` below a written one of which the write has changed the value. */
export function changedBelow(
  program: Program,
  full: readonly PathKey[],
  value: Value,
  previous: Value,
): readonly string[] {
  return watchedIn(program).flatMap((watched) => {
    if (watched.length <= full.length || !full.every((key, i) => watched[i] === String(key))) return [];
    const rest = watched.slice(full.length);
    const isSame = areEqual(valueAt(value, rest) ?? null, valueAt(previous, rest) ?? null);
    return isSame ? [] : [printPath(watched)];
  });
}

function watchedIn(program: Program): readonly (readonly string[])[] {
  return entryOf(known, program, () =>
    [...program.routes.values()].flatMap(({ node: { trigger } }) =>
      trigger?.kind === "ChangeTrigger" && trigger.path !== undefined ? [watchedKeys(trigger.path)] : [],
    ),
  );
}
