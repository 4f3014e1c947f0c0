import { areEqual, isList, isObject, printValue, type Value } from "../../../expressions/values.ts";
import { masked } from "../../masking.ts";
import type { FiledRecording, RecordedRequest } from "./recording.ts";

/**
 * The recording that answers a request: one of the same service, method, path and names in the query, whose body has the
 * same shape; of several the one that has the most values in common with it, then the first by file.
 */
export function findRecording(
  request: RecordedRequest,
  recordings: readonly FiledRecording[],
): FiledRecording | undefined {
  let best: { readonly found: FiledRecording; readonly likeness: number } | undefined;
  for (const found of recordings) {
    const likeness = likenessOf(found.recording.request, request);
    if (likeness !== undefined && (best === undefined || likeness > best.likeness)) best = { found, likeness };
  }
  return best?.found;
}

/** Which part of the values is the same, from 0 to 1; `undefined` where the recording is of another request. */
function likenessOf(recorded: RecordedRequest, request: RecordedRequest): number | undefined {
  const isSameTarget =
    recorded.service === request.service && recorded.method === request.method && fitsText(recorded.path, request.path);
  if (!isSameTarget || !fitsShape(recorded.query, request.query) || !fitsShape(recorded.body, request.body)) {
    return undefined;
  }
  const parts = [...leaves(recorded.query, request.query), ...leaves(recorded.body, request.body)];
  return parts.length === 0 ? 1 : parts.filter(Boolean).length / parts.length;
}

/** Whether a text is the recorded one; what was masked in it may be anything. */
function fitsText(recorded: string, text: string): boolean {
  if (!recorded.includes(masked)) return recorded === text || decoded(recorded) === decoded(text);
  const [first = "", ...others] = decoded(recorded).split(masked);
  let rest = decoded(text);
  if (!rest.startsWith(first)) return false;
  rest = rest.slice(first.length);
  for (const [index, part] of others.entries()) {
    const at = index === others.length - 1 ? rest.lastIndexOf(part) : rest.indexOf(part);
    if (at < 0 || (index === others.length - 1 && at + part.length !== rest.length)) return false;
    rest = rest.slice(at + part.length);
  }
  return true;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Whether two values have the same members of the same types; lists are of the same shape whatever their length. */
function fitsShape(recorded: Value, value: Value): boolean {
  if (isMasked(recorded)) return !isList(value) && !isObject(value);
  if (isList(recorded)) {
    if (!isList(value)) return false;
    return value.every((each) => recorded.length === 0 || recorded.some((one) => fitsShape(one, each)));
  }
  if (isObject(recorded)) {
    if (!isObject(value)) return false;
    const names = Object.keys(recorded);
    return (
      names.length === Object.keys(value).length &&
      names.every((name) => Object.hasOwn(value, name) && fitsShape(recorded[name] ?? null, value[name] ?? null))
    );
  }
  return (recorded === null) === (value === null) && typeof recorded === typeof value;
}

function isMasked(value: Value): boolean {
  return typeof value === "string" && value.includes(masked);
}

/** For each single value of two values of one shape whether it is the same. */
function leaves(recorded: Value, value: Value): readonly boolean[] {
  if (isList(recorded) && isList(value)) {
    if (recorded.length !== value.length) return [false];
    return recorded.flatMap((each, index) => leaves(each, value[index] ?? null));
  }
  if (isObject(recorded) && isObject(value)) {
    return Object.keys(recorded).flatMap((name) => leaves(recorded[name] ?? null, value[name] ?? null));
  }
  return [
    typeof recorded === "string" && recorded.includes(masked)
      ? fitsText(recorded, printValue(value))
      : areEqual(recorded, value),
  ];
}
