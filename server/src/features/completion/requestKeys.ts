import type * as ast from "../../language/ast.ts";
import { constantText } from "../../semantics/nameSpans.ts";
import type { ProjectIndex } from "../../semantics/projectIndex.ts";

/** The part of a request in which an object stands. */
export type RequestPart = "Body" | "Query" | "Form";

/** More steps are not read: a list that opens while one types has to come at once. */
const mostSteps = 2_000;

/**
 * The keys that other API steps of the same service send in the same part of the request, below the same keys; those of
 * steps with the same method and address first.
 */
export function keysOfOtherRequests(
  index: ProjectIndex,
  step: ast.Api,
  part: RequestPart,
  keys: readonly string[],
): readonly string[] {
  const others = stepsLike(index, step);
  const alike = others.filter(
    (other) => other.method?.name === step.method?.name && addressOf(other) === addressOf(step),
  );
  return [...alike, ...others].flatMap(
    (other) => objectOf(other, part, keys)?.entries.map(({ key }) => textOf(key)) ?? [],
  );
}

function stepsLike(index: ProjectIndex, step: ast.Api): readonly ast.Api[] {
  const found: ast.Api[] = [];
  for (const path of index.files.keys()) {
    for (const other of index.file(path)?.apiSteps ?? []) {
      if (other !== step && other.service?.text === step.service?.text) found.push(other);
      if (found.length === mostSteps) return found;
    }
  }
  return found;
}

function addressOf({ url }: ast.Api): string | undefined {
  return url?.kind === "String" ? constantText(url) : undefined;
}

function objectOf(step: ast.Api, part: RequestPart, keys: readonly string[]): ast.ObjectLiteral | undefined {
  const item = step.items.find(({ kind }) => kind === part);
  let value: ast.Expr | undefined =
    item?.kind === "Body" ? item.value : item?.kind === "Query" || item?.kind === "Form" ? item.object : undefined;
  for (const key of keys) {
    if (value?.kind !== "Object") return undefined;
    value = value.entries.find((entry) => textOf(entry.key) === key)?.value;
  }
  return value?.kind === "Object" ? value : undefined;
}

function textOf(key: ast.Name | ast.StringLiteral): string {
  return key.kind === "Name" ? key.text : (constantText(key) ?? "");
}
