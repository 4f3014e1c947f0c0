import type { InputArguments } from "../../../server/src/debug/protocol.ts";
import type {
  FromPanel,
  MocksChange,
  RunOptions,
  ShownConversation,
} from "../../webview/conversation/panelMessages.ts";
import { isRecord, texts } from "../debug/messages.ts";

/** A message of the panel; undefined for anything else. What bots and backends say goes through the panel, so nothing of it is trusted. */
export function readPanelMessage(message: unknown): FromPanel | undefined {
  if (!isRecord(message)) return undefined;
  const { type, turn, input: given } = message;
  switch (type) {
    case "ready":
    case "restart":
    case "stop":
    case "continue":
    case "variables":
    case "find":
    case "another":
    case "window":
    case "saveTest":
      return { type };
    case "input": {
      const input = readInput(given);
      return input && { type, input };
    }
    case "edit": {
      const input = readInput(given);
      return input !== undefined && isCount(turn) ? { type, turn, input } : undefined;
    }
    case "rewind":
      return isCount(turn) ? { type, turn } : undefined;
    case "launch": {
      const options = readOptions(message["options"]);
      return options && { type, options };
    }
    case "mocks": {
      const change = readMocksChange(message["change"]);
      return change && { type, change };
    }
    case "language":
      return typeof message["language"] === "string" ? { type, language: message["language"] } : undefined;
    case "replay":
      return typeof message["id"] === "string" ? { type, id: message["id"] } : undefined;
    case "reveal":
      return isPlace(message["place"]) ? { type, place: message["place"] } : undefined;
    case "open":
      return typeof message["url"] === "string" ? { type, url: message["url"] } : undefined;
    case "dial":
      return typeof message["number"] === "string" ? { type, number: message["number"] } : undefined;
    case "copy":
      return typeof message["text"] === "string" ? { type, text: message["text"] } : undefined;
    case "shown":
      return isShown(message["shown"]) ? { type, shown: message["shown"] } : undefined;
    default:
      return undefined;
  }
}

function readInput(input: unknown): InputArguments | undefined {
  if (!isRecord(input)) return undefined;
  const { text, name, data, value, ms } = input;
  switch (input["type"]) {
    case "text":
      return typeof text === "string" ? { type: "text", text } : undefined;
    case "tap":
      if (typeof text !== "string") return undefined;
      return isValue(value) ? { type: "tap", text, value } : { type: "tap", text };
    case "event":
      if (typeof name !== "string" || name === "") return undefined;
      return isValue(data) ? { type: "event", name, data } : { type: "event", name };
    case "attachment":
      return isAttachment(data)
        ? { type: "attachment", data: { type: data.type, url: data.url, name: data.name } }
        : undefined;
    case "silence":
      return typeof ms === "number" && ms >= 0 && Number.isFinite(ms) ? { type: "silence", ms } : undefined;
    default:
      return undefined;
  }
}

type Attachment = Extract<InputArguments, { type: "attachment" }>["data"];

function isAttachment(data: unknown): data is Attachment {
  return isRecord(data) && ["type", "url", "name"].every((key) => typeof data[key] === "string");
}

/** The options that are of their kind; a wrong one spoils the whole. */
function readOptions(options: unknown): RunOptions | undefined {
  if (!isRecord(options) || typeof options["mocks"] !== "boolean" || !Array.isArray(options["presets"]))
    return undefined;
  const { start, language, user, now, seed, mocks, recordings } = options;
  if ([start, language, user, now].some((text) => text !== undefined && typeof text !== "string")) return undefined;
  if (recordings !== undefined && recordings !== "replay" && recordings !== "keep") return undefined;
  if (seed !== undefined && !Number.isSafeInteger(seed)) return undefined;
  return {
    ...(typeof start === "string" ? { start } : {}),
    ...(typeof language === "string" ? { language } : {}),
    ...(typeof user === "string" ? { user } : {}),
    ...(typeof now === "string" ? { now } : {}),
    ...(typeof seed === "number" ? { seed } : {}),
    ...(recordings === undefined ? {} : { recordings }),
    presets: texts(options["presets"]),
    mocks,
  };
}

function readMocksChange(change: unknown): MocksChange | undefined {
  if (!isRecord(change)) return undefined;
  const { mocks, step, answer } = change;
  if (Array.isArray(mocks)) return { mocks: texts(mocks) };
  if (step === undefined) return {};
  if (!isRecord(step) || typeof step["file"] !== "string" || !isCount(step["line"])) return undefined;
  const place = { file: step["file"], line: step["line"] };
  if (answer === null) return { step: place, answer };
  const read = readAnswer(answer);
  return read === undefined || read === null ? undefined : { step: place, answer: read };
}

const faults = ["timeout", "reset", "malformed", "empty"] as const;

function readAnswer(answer: unknown): MocksChange["answer"] | undefined {
  if (!isRecord(answer)) return undefined;
  const { status, body, mock, delay } = answer;
  const fault = faults.find((name) => name === answer["fault"]);
  return {
    ...(isCount(status) ? { status } : {}),
    ...(isValue(body) ? { body } : {}),
    ...(fault === undefined ? {} : { fault }),
    ...(typeof mock === "string" ? { mock } : {}),
    ...(isCount(delay) ? { delay } : {}),
  };
}

type TapValue = NonNullable<Extract<InputArguments, { type: "tap" }>["value"]>;

/** Messages between the host and a panel are structured clones: what is not undefined and not a function is a value of JSON. */
function isValue(value: unknown): value is TapValue {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return true;
  if (Array.isArray(value)) return value.every(isValue);
  return isRecord(value) && Object.values(value).every(isValue);
}

type Place = Extract<FromPanel, { type: "reveal" }>["place"];

function isPlace(value: unknown): value is Place {
  if (!isRecord(value) || typeof value["file"] !== "string" || !isRecord(value["range"])) return false;
  return isPosition(value["range"]["start"]) && isPosition(value["range"]["end"]);
}

function isPosition(value: unknown): boolean {
  return isRecord(value) && isCount(value["line"]) && isCount(value["character"]);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isShown(value: unknown): value is ShownConversation {
  return isRecord(value) && Array.isArray(value["messages"]) && Array.isArray(value["replies"]);
}
