import {
  areEqual,
  isList,
  isObject,
  kindOf,
  type ObjectValue,
  objectOf,
  type Value,
} from "../../../expressions/values.ts";
import type { BackendRecording, RecordedResponse } from "./recording.ts";

/** One place in which a backend answers otherwise than it did. */
export interface RecordingChange {
  /** `status`, `headers.content-type`, `body.session.data.limit`; of the second answer `2: status`. */
  readonly path: string;
  /** `value`: the same type with another value. */
  readonly kind: "added" | "removed" | "type" | "value";
  /** `undefined` where there was or is nothing. */
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** What differs between the answers of two recordings of one request, in the order of the first. */
export function changesBetween(before: BackendRecording, after: BackendRecording): readonly RecordingChange[] {
  const length = Math.max(before.responses.length, after.responses.length);
  return Array.from({ length }, (_, index) => {
    const [was, is] = [before.responses[index], after.responses[index]];
    const inside = changes("", was && shownResponse(was), is && shownResponse(is));
    return length === 1 ? inside : inside.map((change) => ({ ...change, path: `${index + 1}: ${change.path}` }));
  }).flat();
}

function shownResponse({ status, headers, body }: RecordedResponse): ObjectValue {
  return objectOf([
    ["status", status],
    ["headers", objectOf(Object.entries(headers))],
    ["body", body],
  ]);
}

function changes(path: string, before: Value | undefined, after: Value | undefined): readonly RecordingChange[] {
  if (before === undefined || after === undefined) {
    return before === after ? [] : [{ path, kind: before === undefined ? "added" : "removed", before, after }];
  }
  if (areEqual(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) =>
      changes(path === "" ? name : `${path}.${name}`, memberIn(before, name), memberIn(after, name)),
    );
  }
  if (isList(before) && isList(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, i) => changes(`${path}[${i}]`, before[i], after[i])).flat();
  }
  return [{ path, kind: kindOf(before) === kindOf(after) ? "value" : "type", before, after }];
}

function memberIn(object: ObjectValue, name: string): Value | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A change in one line: `body.limit: 500 → 300`. */
export function describeChange({ path, before, after }: RecordingChange): string {
  const shown = (value: Value | undefined): string =>
    value === undefined ? "nothing" : shortened(JSON.stringify(value));
  return `${path}: ${shown(before)} → ${shown(after)}`;
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
