import type {
  ConsentBody,
  ProjectBody,
  RefusedBody,
  RewoundBody,
  RunEventBody,
  SecretBody,
} from "../../../server/src/debug/protocol.ts";

/** The body of `flow/event`, undefined if it is none. */
export function readRunEvent(body: unknown): RunEventBody | undefined {
  return isRunEvent(body) ? body : undefined;
}

/** The body of `flow/project`, undefined if it is none. */
export function readProject(body: unknown): ProjectBody | undefined {
  if (!isRecord(body) || typeof body["folder"] !== "string") return undefined;
  const { folder, bot, languages, presets } = body;
  return { folder, bot: typeof bot === "string" ? bot : null, languages: texts(languages), presets: texts(presets) };
}

/** The body of `flow/rewound`, undefined if it is none. */
export function readRewound(body: unknown): RewoundBody | undefined {
  if (!isRecord(body) || !Number.isSafeInteger(body["events"])) return undefined;
  return { events: Math.max(0, Number(body["events"])) };
}

/** The texts of a list. */
export function texts(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}

/** The body of `flow/consent`, undefined if it is none. */
export function readConsent(body: unknown): ConsentBody | undefined {
  return isRecord(body) && typeof body["host"] === "string" ? { host: body["host"] } : undefined;
}

/** The body of `flow/secret`, undefined if it is none. */
export function readSecret(body: unknown): SecretBody | undefined {
  return isRecord(body) && typeof body["name"] === "string" ? { name: body["name"] } : undefined;
}

/** The body of `flow/refused`, undefined if it is none. */
export function readRefusal(body: unknown): RefusedBody | undefined {
  return isRefusal(body) ? body : undefined;
}

/** The adapter is ours, so a place that names a file is one. */
function isRefusal(body: unknown): body is RefusedBody {
  if (!isRecord(body) || typeof body["message"] !== "string") return false;
  const { place } = body;
  return place === undefined || (isRecord(place) && typeof place["folder"] === "string" && isRecord(place["range"]));
}

/** The adapter is ours, so what names itself as a run event has the fields of one. */
function isRunEvent(body: unknown): body is RunEventBody {
  return isRecord(body) && typeof body["type"] === "string" && typeof body["turn"] === "number";
}

/** Whether a value is an object with members. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
