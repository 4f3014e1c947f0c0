import { isList, isObject, memberOf, type ObjectValue, type Value } from "../../expressions/values.ts";
import { maximumMessages } from "../limits.ts";

/** A choice of a backend's message, its texts not yet filled in. */
export interface BackendChoice {
  readonly title: string;
  readonly action:
    | { readonly kind: "open"; readonly url: string }
    | { readonly kind: "dial"; readonly number: string }
    | {
        readonly kind: "go";
        readonly wire: Value;
        readonly parameters: readonly { readonly key: string; readonly value: Value }[];
      };
}

/** One message of a backend in our own words. */
export interface BackendMessage {
  /** Alternatives of which one is said. */
  readonly texts: readonly string[];
  readonly buttons: readonly BackendChoice[];
  readonly replies: readonly BackendChoice[];
  readonly media: { readonly kind: "image" | "video" | "audio" | "file"; readonly url: string } | null;
}

/** The messages that one entry of `messages` stands for, or why it cannot be read. */
export type ReadMessage = { readonly messages: readonly BackendMessage[] } | { readonly problem: string };

/** Names of the kinds of messages, of both generations of backends. */
const kinds: { readonly [type: string]: Kind } = {
  text: "text",
  textMessageTemplate: "text",
  buttons: "buttons",
  buttonTemplate: "buttons",
  quickReplies: "quickReplies",
  quickReplyTemplate: "quickReplies",
  carousel: "cards",
  carouselTemplate: "cards",
  list: "cards",
  listTemplate: "cards",
  media: "media",
  attachmentTemplate: "media",
};

type Kind = "text" | "buttons" | "quickReplies" | "cards" | "media";

/** Reads one entry: `{ type, config }`, or one key per message such as `textMessageTemplate`. */
export function readMessage(entry: Value): ReadMessage {
  if (!isObject(entry)) return { problem: "a message must be an object with `type` and `config`" };
  const type = memberOf(entry, "type");
  const named = Object.keys(entry).find((key) => key.endsWith("Template") && Object.hasOwn(kinds, key));
  const name = typeof type === "string" ? type : named;
  if (name === undefined) return { problem: "it has no `type`" };
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind === undefined) {
    // Whole or not at all: a part of a secret would not be recognised as one.
    const shown = name.length <= 40 ? ` "${name}"` : "";
    return { problem: `its type${shown} is none of text, buttons, quickReplies, carousel, list and media` };
  }
  const config = memberOf(entry, typeof type === "string" ? "config" : name);
  if (config === undefined || !isObject(config)) return { problem: "its `config` is no object" };
  return readConfig(kind, config);
}

function readConfig(kind: Kind, config: ObjectValue): ReadMessage {
  const texts = textsOf(config);
  switch (kind) {
    case "text":
      return texts.length > 0 ? one({ texts }) : { problem: "it has no `textMessages` with a text" };
    case "buttons": {
      const buttons = choicesOf(config, "buttons");
      return buttons.length > 0 ? one({ texts, buttons }) : { problem: "it has no `buttons` that can be read" };
    }
    case "quickReplies": {
      const replies = choicesOf(config, "quickReplies");
      return replies.length > 0 ? one({ texts, replies }) : { problem: "it has no `quickReplies` that can be read" };
    }
    case "media":
      return readMedia(config);
    case "cards":
      return readCards(config);
  }
}

function one(message: Partial<BackendMessage>): ReadMessage {
  return { messages: [{ texts: [], buttons: [], replies: [], media: null, ...message }] };
}

function textsOf(config: ObjectValue): readonly string[] {
  return listOf(config, "textMessages").flatMap((item) => {
    const text = isObject(item) ? memberOf(item, "text") : item;
    return typeof text === "string" && text !== "" ? [text] : [];
  });
}

function listOf(object: ObjectValue, name: string): readonly Value[] {
  const list = memberOf(object, name);
  return isList(list) ? list.slice(0, maximumMessages) : [];
}

function textOf(object: ObjectValue, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = memberOf(object, name);
    if (typeof text === "string" && text !== "") return text;
  }
  return undefined;
}

function readMedia(config: ObjectValue): ReadMessage {
  const media = memberOf(config, "media");
  const url = media !== undefined && isObject(media) ? textOf(media, "url") : undefined;
  if (media === undefined || !isObject(media) || url === undefined) return { problem: "its `media` has no `url`" };
  const type = textOf(media, "type") ?? "attachment";
  const kind = type === "image" || type === "video" || type === "audio" ? type : "file";
  return one({ media: { kind, url } });
}

/** Cards and list entries as plain messages: title and subtitle, with the buttons below. */
function readCards(config: ObjectValue): ReadMessage {
  const messages = listOf(config, "elements").flatMap((element): readonly BackendMessage[] => {
    if (!isObject(element)) return [];
    const title = textOf(element, "title");
    const subtitle = textOf(element, "subTitle", "subtitle");
    const button = memberOf(element, "button");
    const single = button === undefined ? [] : readChoice(button);
    const buttons = [...choicesOf(element, "buttons"), ...single];
    const url = textOf(element, "webUrl");
    const link: readonly BackendChoice[] =
      url === undefined ? [] : [{ title: title ?? url, action: { kind: "open", url } }];
    const text = [title, subtitle].filter((line) => line !== undefined).join("\n");
    if (text === "" && buttons.length === 0) return [];
    return [{ texts: [text], buttons: [...buttons, ...link], replies: [], media: null }];
  });
  const own = memberOf(config, "button");
  const last = own === undefined ? [] : readChoice(own);
  const texts = textsOf(config);
  const first = texts.length > 0 ? [{ texts, buttons: [], replies: [], media: null }] : [];
  const all = [
    ...first,
    ...messages,
    ...(last.length > 0 ? [{ texts: [""], buttons: last, replies: [], media: null }] : []),
  ];
  return messages.length > 0 ? { messages: all } : { problem: "it has no `elements` that can be read" };
}

function choicesOf(config: ObjectValue, name: string): readonly BackendChoice[] {
  return listOf(config, name).flatMap(readChoice);
}

/** A button or quick reply of either generation; nothing where it cannot be read. */
function readChoice(entry: Value): readonly BackendChoice[] {
  if (!isObject(entry)) return [];
  for (const key of ["urlButton", "phoneNumberButton", "postBackButton"]) {
    const inner = memberOf(entry, key);
    if (inner !== undefined) return readChoice(inner);
  }
  const title = textOf(entry, "title", "text");
  if (title === undefined) return [];
  const url = textOf(entry, "url");
  const payload = memberOf(entry, "payload");
  const type = textOf(entry, "type") ?? "";
  const phone = textOf(entry, "phoneNumber", "call", "number") ?? (typeof payload === "string" ? payload : undefined);
  if (type === "web_url" || (type === "" && url !== undefined)) {
    return url === undefined ? [] : [{ title, action: { kind: "open", url } }];
  }
  if (type === "phone_number" || type === "call" || (type === "" && textOf(entry, "phoneNumber") !== undefined)) {
    return phone === undefined ? [] : [{ title, action: { kind: "dial", number: phone } }];
  }
  return [{ title, action: { kind: "go", ...readPostback(payload ?? null) } }];
}

/** Where a postback leads and what it stores; both names of the state and all three of the parameters are known. */
export function readPostback(payload: Value): {
  readonly wire: Value;
  readonly parameters: readonly { readonly key: string; readonly value: Value }[];
} {
  if (!isObject(payload)) return { wire: null, parameters: [] };
  const wire = memberOf(payload, "nextDialogstateId") ?? memberOf(payload, "nextDialogstate") ?? null;
  const parameters = ["params", "parameters", "sessionDataToSet"].flatMap((name) => listOf(payload, name));
  return {
    wire,
    parameters: parameters.flatMap((parameter) => {
      if (!isObject(parameter)) return [];
      const key = memberOf(parameter, "key");
      return typeof key === "string" ? [{ key, value: memberOf(parameter, "value") ?? null }] : [];
    }),
  };
}
