/** Recordings as files: JSON to be read and compared by people, one file a request, under a name that stays. */
import { hashText } from "../../../base/hash.ts";
import { fromOutside } from "../../../expressions/fromOutside.ts";
import {
  canonicalText,
  isList,
  isObject,
  type ObjectValue,
  objectOf,
  type Value,
} from "../../../expressions/values.ts";
import { masked } from "../../masking.ts";
import type { BackendRecording, RecordedRequest, RecordedResponse } from "./recording.ts";

/** Characters of the path in a name. */
const longestSlug = 60;

/** The name of a recording's file: the same for the same request, whatever was answered. */
export function recordingName({ service, method, path, query, body }: RecordedRequest): string {
  const words = [service ?? "", method, path.replace(/^[a-z]+:\/\//i, "").replaceAll(masked, "x")];
  const slug = words
    .join("-")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, longestSlug)
    .replace(/-+$/, "");
  const isPlain = body === null && Object.keys(query).length === 0 && slugIsWhole(path);
  return isPlain ? `${slug}.json` : `${slug}-${hashText(canonicalText([path, query, body])).slice(0, 6)}.json`;
}

/** Whether a path is told apart from others by what of it stands in a name. */
function slugIsWhole(path: string): boolean {
  return path.length <= longestSlug / 2 && /^[a-z0-9/]*$/.test(path);
}

/** The text of a recording's file. Members are sorted, but for those of answers: what is made of them may go by their order. */
export function printRecording({ request, responses }: BackendRecording): string {
  const { service, method, path, query, body } = request;
  const shown = {
    recording: 1,
    request: {
      ...(service === null ? {} : { service }),
      method,
      path,
      ...(Object.keys(query).length === 0 ? {} : { query: sorted(query) }),
      ...(body === null ? {} : { body: sorted(body) }),
    },
    responses: responses.map(({ status, outcome, headers, body: answer, error, leftOut }) => ({
      status,
      ...(outcome === "success" || status >= 400 ? {} : { outcome }),
      ...(Object.keys(headers).length === 0 ? {} : { headers: sorted(headers) }),
      ...(answer === null ? {} : { body: answer }),
      ...(error === undefined ? {} : { error }),
      ...(leftOut === undefined ? {} : { leftOut: [...leftOut] }),
    })),
  };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}

function sorted(value: Value): Value {
  if (isList(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return objectOf(entries.map(([name, member]) => [name, sorted(member)]));
}

/** A recording, or one sentence that says why the text is none. Never throws. */
export function readRecording(
  text: string,
): { readonly ok: true; readonly recording: BackendRecording } | { readonly ok: false; readonly reason: string } {
  const json = parseJson(text);
  if (!isObject(json) || json["recording"] !== 1) return failed("it does not begin as a recording does");
  const request = isObject(json["request"]) ? requestIn(json["request"]) : undefined;
  if (request === undefined) return failed("its `request` needs a `method` and a `path`");
  const answers = isList(json["responses"]) ? json["responses"] : [];
  const responses = answers.map((each) => (isObject(each) ? responseIn(each) : undefined));
  const read = responses.filter((each) => each !== undefined);
  if (read.length === 0 || read.length < responses.length) {
    return failed("its `responses` need at least one answer, each with a `status` from 100 to 599");
  }
  return { ok: true, recording: { request, responses: read } };
}

function failed(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}

function parseJson(text: string): Value {
  try {
    return fromOutside(JSON.parse(text));
  } catch {
    return null;
  }
}

function requestIn({ service, method, path, query, body }: ObjectValue): RecordedRequest | undefined {
  if (typeof method !== "string" || typeof path !== "string") return undefined;
  return {
    service: typeof service === "string" ? service : null,
    method: method.toUpperCase(),
    path,
    query: isObject(query) ? query : objectOf([]),
    body: body ?? null,
  };
}

function responseIn({ status, outcome, headers, body, error, leftOut }: ObjectValue): RecordedResponse | undefined {
  if (typeof status !== "number" || !Number.isInteger(status) || status < 100 || status > 599) return undefined;
  const texts = isObject(headers) ? Object.entries(headers) : [];
  return {
    status,
    outcome: status >= 400 ? "failure" : outcome === "invalid" ? "invalid" : "success",
    headers: Object.fromEntries(
      texts.flatMap(([name, value]) => (typeof value === "string" ? [[name.toLowerCase(), value]] : [])),
    ),
    body: body ?? null,
    ...(typeof error === "string" ? { error } : {}),
    ...(isList(leftOut) ? { leftOut: leftOut.filter((each) => typeof each === "string") } : {}),
  };
}
