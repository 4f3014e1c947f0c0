import { isObject, memberOf, type ObjectValue, objectOf, type Value } from "../../expressions/values.ts";
import {
  type BackendChoice,
  buttonOf,
  buttonsOf,
  type LeaveOut,
  listOf,
  objectAt,
  repliesOf,
  shownOf,
  textOf,
} from "./choices.ts";

/** One card of a carousel or one entry of a list, its texts not yet filled in. */
export interface BackendCard {
  readonly title: string;
  readonly subtitle: string | undefined;
  readonly image: string | undefined;
  readonly buttons: readonly BackendChoice[];
}

/** One message of a backend in our own words. */
export interface BackendMessage {
  /** Alternatives of which one is said. */
  readonly texts: readonly string[];
  readonly buttons: readonly BackendChoice[];
  readonly replies: readonly BackendChoice[];
  readonly media: { readonly kind: "image" | "video" | "audio" | "file"; readonly url: string } | null;
  readonly cards: { readonly layout: "carousel" | "list"; readonly cards: readonly BackendCard[] } | null;
}

/** The messages that one entry of `messages` stands for and what of it was left out, or why it cannot be read. */
export type ReadMessage =
  | { readonly messages: readonly BackendMessage[]; readonly leftOut: readonly string[] }
  | { readonly problem: string };

type Kind = "text" | "buttons" | "quickReplies" | "carousel" | "list" | "media";

/** Names of the kinds of messages, of both generations of backends. */
const kinds: { readonly [type: string]: Kind } = {
  text: "text",
  textMessageTemplate: "text",
  buttons: "buttons",
  buttonTemplate: "buttons",
  quickReplies: "quickReplies",
  quickReplyTemplate: "quickReplies",
  carousel: "carousel",
  carouselTemplate: "carousel",
  list: "list",
  listTemplate: "list",
  media: "media",
  attachmentTemplate: "media",
};

/**
 * Reads one entry: `{ type, config }`, one key per message such as `textMessageTemplate`, or the shape of a channel,
 * `{ text, quick_replies }` and `{ attachment }`, which backends that forward messages know.
 */
export function readMessage(entry: Value): ReadMessage {
  if (!isObject(entry)) return { problem: "a message must be an object with `type` and `config`" };
  const type = memberOf(entry, "type");
  const named = Object.keys(entry).find((key) => key.endsWith("Template") && Object.hasOwn(kinds, key));
  const name = typeof type === "string" ? type : named;
  if (name === undefined) return readChannelMessage(entry) ?? { problem: "it has no `type`" };
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
  const leftOut: string[] = [];
  const leaveOut: LeaveOut = (what) => leftOut.push(what);
  const because = (problem: string): ReadMessage => ({ problem: [problem, ...leftOut].join("; ") });
  const one = (message: Partial<BackendMessage>): ReadMessage => ({ messages: [messageOf(message)], leftOut });
  const texts = textsOf(config);
  switch (kind) {
    case "text":
      return texts.length > 0 ? one({ texts }) : because("it has no `textMessages` with a text");
    case "buttons": {
      const buttons = buttonsOf(config, "buttons", leaveOut);
      return buttons.length > 0 ? one({ texts, buttons }) : because("it has no `buttons` that can be read");
    }
    case "quickReplies": {
      const replies = repliesOf(config, "quickReplies", leaveOut);
      return replies.length > 0 ? one({ texts, replies }) : because("it has no `quickReplies` that can be read");
    }
    case "media": {
      const media = readMedia(config);
      return media === undefined ? because("its `media` has no `url`") : one({ media });
    }
    case "carousel":
    case "list": {
      const cards = readCards(config, leaveOut);
      if (cards.length === 0) return because("it has no `elements` that can be read");
      const first = texts.length > 0 ? [messageOf({ texts })] : [];
      const buttons = [...buttonOf(config, "button", leaveOut), ...buttonsOf(config, "buttons", leaveOut)];
      return { messages: [...first, messageOf({ cards: { layout: kind, cards }, buttons })], leftOut };
    }
  }
}

function messageOf(message: Partial<BackendMessage>): BackendMessage {
  return { texts: [], buttons: [], replies: [], media: null, cards: null, ...message };
}

function textsOf(config: ObjectValue): readonly string[] {
  return listOf(config, "textMessages").flatMap((item) => {
    const text = isObject(item) ? memberOf(item, "text") : item;
    return typeof text === "string" && text !== "" ? [text] : [];
  });
}

function readMedia(config: ObjectValue): BackendMessage["media"] | undefined {
  const media = objectAt(config, "media");
  const url = media === undefined ? undefined : textOf(media, "url");
  if (media === undefined || url === undefined) return undefined;
  const type = textOf(media, "type");
  return { kind: type === "image" || type === "video" || type === "audio" ? type : "file", url };
}

function readCards(config: ObjectValue, leaveOut: LeaveOut): readonly BackendCard[] {
  return shownOf(config, "elements", leaveOut).flatMap((element, index): readonly BackendCard[] => {
    const card = isObject(element) ? readCard(element, (what) => leaveOut(`${what} of element ${index + 1}`)) : null;
    if (card === null) leaveOut(`element ${index + 1} has nothing to show`);
    return card === null ? [] : [card];
  });
}

function readCard(element: ObjectValue, leaveOut: LeaveOut): BackendCard | null {
  const title = textOf(element, "title");
  const subtitle = textOf(element, "subTitle", "subtitle");
  const image = textOf(element, "imageUrl", "image_url");
  const action = objectAt(element, "default_action");
  const url = textOf(element, "webUrl", "item_url") ?? (action === undefined ? undefined : textOf(action, "url"));
  const link: readonly BackendChoice[] =
    url === undefined ? [] : [{ title: title ?? url, action: { kind: "open", url } }];
  const own = [...buttonsOf(element, "buttons", leaveOut), ...buttonOf(element, "button", leaveOut)];
  const isEmpty = title === undefined && subtitle === undefined && image === undefined && own.length === 0;
  return isEmpty ? null : { title: title ?? "", subtitle, image, buttons: [...own, ...link] };
}

/** The kind of message that a template of a channel is. */
const templates = new Map<string, Kind>([
  ["button", "buttons"],
  ["generic", "carousel"],
  ["list", "list"],
]);

/** A message in the shape in which channels are given it; `undefined` where it has none of its members. */
function readChannelMessage(entry: ObjectValue): ReadMessage | undefined {
  const attachment = objectAt(entry, "attachment");
  const text = textOf(entry, "text");
  const read = attachment === undefined ? undefined : readAttachment(attachment);
  if (read === undefined && text === undefined) return undefined;
  if (read !== undefined && "problem" in read) return read;
  const leftOut = [...(read?.leftOut ?? [])];
  const replies = repliesOf(entry, "quick_replies", (what) => leftOut.push(what));
  const messages = [...(text === undefined ? [] : [messageOf({ texts: [text] })]), ...(read?.messages ?? [])];
  const last = messages.pop();
  return { messages: last === undefined ? [] : [...messages, { ...last, replies }], leftOut };
}

function readAttachment(attachment: ObjectValue): ReadMessage {
  const payload = objectAt(attachment, "payload") ?? objectOf([]);
  const type = textOf(attachment, "type") ?? "";
  if (type !== "template") {
    const media = objectOf([
      ["type", type],
      ["url", memberOf(payload, "url") ?? null],
    ]);
    return readConfig("media", objectOf([["media", media]]));
  }
  const kind = templates.get(textOf(payload, "template_type") ?? "");
  if (kind === undefined) return { problem: "its `template_type` is none of button, generic and list" };
  const text = memberOf(payload, "text");
  const texts = typeof text === "string" ? [text] : [];
  return readConfig(kind, objectOf([...Object.entries(payload), ["textMessages", texts]]));
}
