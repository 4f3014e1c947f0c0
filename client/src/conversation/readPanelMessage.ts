import type { InputArguments } from "../../../server/src/debug/protocol.ts";
import type { FromPanel, ShownConversation } from "../../webview/conversation/panelMessages.ts";
import { isRecord } from "../debug/messages.ts";

/** A message of the panel; undefined for anything else. What bots and backends say goes through the panel, so nothing of it is trusted. */
export function readPanelMessage(message: unknown): FromPanel | undefined {
  if (!isRecord(message)) return undefined;
  switch (message["type"]) {
    case "ready":
    case "restart":
    case "stop":
    case "continue":
      return { type: message["type"] };
    case "input": {
      const input = readInput(message["input"]);
      return input && { type: "input", input };
    }
    case "reveal":
      return isPlace(message["place"]) ? { type: "reveal", place: message["place"] } : undefined;
    case "open":
      return typeof message["url"] === "string" ? { type: "open", url: message["url"] } : undefined;
    case "dial":
      return typeof message["number"] === "string" ? { type: "dial", number: message["number"] } : undefined;
    case "copy":
      return typeof message["text"] === "string" ? { type: "copy", text: message["text"] } : undefined;
    case "shown":
      return isShown(message["shown"]) ? { type: "shown", shown: message["shown"] } : undefined;
    default:
      return undefined;
  }
}

/** The panel sends texts and taps only. */
function readInput(input: unknown): InputArguments | undefined {
  if (!isRecord(input) || typeof input["text"] !== "string") return undefined;
  const { text } = input;
  if (input["type"] === "text") return { type: "text", text };
  if (input["type"] !== "tap") return undefined;
  const { value } = input;
  return isValue(value) ? { type: "tap", text, value } : { type: "tap", text };
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

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isShown(value: unknown): value is ShownConversation {
  return isRecord(value) && Array.isArray(value["messages"]) && Array.isArray(value["replies"]);
}
