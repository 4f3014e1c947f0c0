import { parseOutside } from "../../expressions/fromOutside.ts";
import { isList, isObject, memberOf, type ObjectValue, type Value } from "../../expressions/values.ts";
import { maximumMessages } from "../limits.ts";

/** A choice of a backend's message, its texts not yet filled in. */
export interface BackendChoice {
  readonly title: string;
  readonly action:
    | { readonly kind: "open"; readonly url: string }
    | { readonly kind: "dial"; readonly number: string }
    | ({ readonly kind: "go" } & Postback);
}

/** Where a choice leads, as the backend wrote it, and what it stores on the way. */
export interface Postback {
  readonly wire: Value;
  readonly parameters: readonly { readonly key: string; readonly value: Value }[];
  /** The payload of a choice that does neither: routes read it as `event.payload`. */
  readonly own: Value;
}

/** What was not read, and why, as the rest of a sentence. */
export type LeaveOut = (what: string) => void;

/** The buttons under a name. */
export function buttonsOf(config: ObjectValue, name: string, leaveOut: LeaveOut): readonly BackendChoice[] {
  return shownOf(config, name, leaveOut).flatMap((entry, index) => readButton(entry, `button ${index + 1}`, leaveOut));
}

/** The one button under a name, if there is one. */
export function buttonOf(config: ObjectValue, name: string, leaveOut: LeaveOut): readonly BackendChoice[] {
  const button = memberOf(config, name) ?? null;
  return button === null ? [] : readButton(button, `its \`${name}\``, leaveOut);
}

/** The quick replies under a name: each leads somewhere, or is an answer with its title. */
export function repliesOf(config: ObjectValue, name: string, leaveOut: LeaveOut): readonly BackendChoice[] {
  return shownOf(config, name, leaveOut).flatMap((entry, index): readonly BackendChoice[] => {
    const choice = isObject(entry) ? unwrapped(entry) : undefined;
    const title = choice === undefined ? undefined : textOf(choice, "title", "text");
    if (choice === undefined || title === undefined) {
      leaveOut(`quick reply ${index + 1} has no \`title\``);
      return [];
    }
    return [{ title, action: { kind: "go", ...readPostback(memberOf(choice, "payload") ?? null) } }];
  });
}

/** A button of either generation: `{ type, title, … }`, or one key such as `urlButton`. */
function readButton(entry: Value, name: string, leaveOut: LeaveOut): readonly BackendChoice[] {
  const button = isObject(entry) ? unwrapped(entry) : undefined;
  const title = button === undefined ? undefined : textOf(button, "title", "text");
  if (button === undefined || title === undefined) {
    leaveOut(`${name} has no \`title\``);
    return [];
  }
  const action = actionOf(button, textOf(button, "type") ?? typeWithoutName(button));
  if (typeof action !== "string") return [{ title, action }];
  leaveOut(`${name} ${action}`);
  return [];
}

function unwrapped(entry: ObjectValue): ObjectValue {
  for (const key of ["urlButton", "phoneNumberButton", "postBackButton"]) {
    const inner = memberOf(entry, key);
    if (inner !== undefined && isObject(inner)) return inner;
  }
  return entry;
}

function typeWithoutName(button: ObjectValue): string {
  if (textOf(button, "url") !== undefined) return "web_url";
  return textOf(button, "phoneNumber") === undefined ? "postback" : "phone_number";
}

/** What a button does, or why it does nothing. */
function actionOf(button: ObjectValue, type: string): BackendChoice["action"] | string {
  const payload = memberOf(button, "payload") ?? null;
  switch (type) {
    case "postback":
      return { kind: "go", ...readPostback(payload) };
    case "web_url": {
      const url = textOf(button, "url");
      return url === undefined ? "has no `url`" : { kind: "open", url };
    }
    case "phone_number":
    case "call": {
      const number = textOf(button, "phoneNumber", "call", "number", "payload");
      return number === undefined ? "has no number" : { kind: "dial", number };
    }
    default:
      return "is of no type that is known: postback, web_url or phone_number";
  }
}

/** Where a postback leads and what it stores; all names of both are known, also in a payload that is a JSON text. */
export function readPostback(payload: Value): Postback {
  const read = typeof payload === "string" && payload.startsWith("{") ? (parseOutside(payload) ?? null) : payload;
  if (!isObject(read)) return { wire: null, parameters: [], own: payload };
  const wire = memberOf(read, "nextDialogstateId") ?? memberOf(read, "nextDialogstate") ?? null;
  const parameters = ["params", "parameters", "sessionDataToSet"]
    .flatMap((name) => listOf(read, name))
    .flatMap((parameter) => {
      const key = isObject(parameter) ? memberOf(parameter, "key") : undefined;
      return isObject(parameter) && typeof key === "string"
        ? [{ key, value: memberOf(parameter, "value") ?? null }]
        : [];
    });
  return { wire, parameters, own: wire === null && parameters.length === 0 ? payload : null };
}

/** The entries of a list under a name, as many as one message may have. */
export function listOf(object: ObjectValue, name: string): readonly Value[] {
  const list = memberOf(object, name);
  return isList(list) ? list.slice(0, maximumMessages) : [];
}

/** The same of a list whose entries are shown, so that those beyond the limit are missed. */
export function shownOf(object: ObjectValue, name: string, leaveOut: LeaveOut): readonly Value[] {
  const list = memberOf(object, name);
  if (isList(list) && list.length > maximumMessages) {
    leaveOut(`of its ${list.length} \`${name}\` all but the first ${maximumMessages}`);
  }
  return listOf(object, name);
}

/** The first of these members that is a text and not empty. */
export function textOf(object: ObjectValue, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = memberOf(object, name);
    if (typeof text === "string" && text !== "") return text;
  }
  return undefined;
}

/** The object under a name. */
export function objectAt(object: ObjectValue, name: string): ObjectValue | undefined {
  const value = memberOf(object, name);
  return value !== undefined && isObject(value) ? value : undefined;
}
