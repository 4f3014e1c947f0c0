import type { SentEntry } from "./transcript.ts";

/** What this browser keeps of a conversation, so that the page shows it again after a reload. */
export interface Kept {
  readonly session: string;
  readonly bot: string;
  readonly title: string;
  readonly languages: readonly string[];
  /** What the user has chosen. */
  readonly language?: string;
  readonly sent: readonly SentEntry[];
}

/** What was kept; `undefined` for anything else, such as what an older page has written. */
export function parseKept(text: string | null): Kept | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return isKept(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isKept(value: unknown): value is Kept {
  if (!isObject(value)) return false;
  const { session, bot, title, languages, language, sent } = value;
  const texts = [session, bot, title, language ?? ""];
  return (
    texts.every((text) => typeof text === "string") &&
    Array.isArray(languages) &&
    languages.every((each) => typeof each === "string") &&
    Array.isArray(sent) &&
    sent.every(isSentEntry)
  );
}

function isSentEntry(value: unknown): value is SentEntry {
  if (!isObject(value)) return false;
  const { kind, key, after, at, message, status } = value;
  const isNamed = kind === "sent" && typeof key === "string" && typeof after === "number" && typeof at === "number";
  if (!isNamed || !["sending", "sent", "failed"].includes(String(status)) || !isObject(message)) return false;
  const said = { text: message["text"], tap: message["title"], attachment: message["name"] };
  return Object.entries(said).some(([type, text]) => message["type"] === type && typeof text === "string");
}

/** Whether a value is an object with members, not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
