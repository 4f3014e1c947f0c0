import { fillInFromOutside } from "../../expressions/outsideTexts.ts";
import { isList, kindOf, objectOf, type Value } from "../../expressions/values.ts";
import { spend } from "../budget.ts";
import type { Draft } from "../draft.ts";
import type { BotMessage, MessageButton, MessageCard, MessageReply } from "../events.ts";
import { maximumMessages } from "../limits.ts";
import { readMemory } from "../memory.ts";
import { addOffer } from "../offers.ts";
import type { BackendChoice, Postback } from "./choices.ts";
import { type BackendCard, type BackendMessage, readMessage } from "./read.ts";

/** Where messages come from: what they offer leads on from there. Both are `null` for what a backend sends unasked. */
export interface MessageOrigin {
  readonly flow: string | null;
  /** Id of the API step. */
  readonly step: string | null;
}

/** Sends the messages of an answer; one that cannot be read is skipped and reported. */
export function sendBackendMessages(draft: Draft, origin: MessageOrigin, messages: Value): void {
  if (messages === null) return;
  if (!isList(messages)) {
    draft.report("bad-message", `The answer's \`messages\` is ${kindOf(messages)}, but it must be a list.`);
    return;
  }
  if (messages.length > maximumMessages) {
    draft.report("limit", `The answer has ${messages.length} messages; the first ${maximumMessages} were sent.`);
  }
  const sending = { draft, origin, fill: fillerOf(draft) };
  for (const [index, entry] of messages.slice(0, maximumMessages).entries()) {
    const read = readMessage(entry);
    if ("problem" in read) {
      draft.report("bad-message", `Message ${index + 1} of the answer was skipped: ${read.problem}.`, {
        index,
        message: entry,
      });
      continue;
    }
    for (const what of read.leftOut.slice(0, maximumTold)) {
      draft.report("bad-message", `A part of message ${index + 1} of the answer was left out: ${what}.`, { index });
    }
    for (const message of read.messages) send(sending, message);
  }
}

/** Parts of one message that are reported to be left out. */
const maximumTold = 5;

/** What the messages of one answer are sent with. */
interface Sending {
  readonly draft: Draft;
  readonly origin: MessageOrigin;
  readonly fill: (text: string) => string;
}

function send(sending: Sending, message: BackendMessage): void {
  const { draft, fill } = sending;
  const { texts, media, cards } = message;
  const chosen = texts.length > 1 ? texts[Math.floor(draft.random() * texts.length)] : texts[0];
  const shown = cards === null ? [] : cards.cards.map((card) => fillCard(sending, card));
  const buttons = message.buttons.map((choice) => sendButton(sending, choice));
  const replies = message.replies.map((choice) => sendReply(sending, choice));
  const common = { ...(buttons.length > 0 ? { buttons } : {}), ...(replies.length > 0 ? { replies } : {}) };
  const said: BotMessage =
    media !== null
      ? { type: "media", media: { ...media, url: fill(media.url) }, ...common }
      : cards !== null
        ? { type: cards.layout, cards: shown, ...common }
        : { type: "text", text: fill(chosen ?? ""), ...common };
  // Its texts have been counted where they were filled in.
  if (spend(draft, 1, () => "a message was not sent")) draft.send(said);
}

function fillCard(sending: Sending, { title, subtitle, image, buttons }: BackendCard): MessageCard {
  const { fill } = sending;
  return {
    title: fill(title),
    ...(subtitle === undefined ? {} : { subtitle: fill(subtitle) }),
    ...(image === undefined ? {} : { image: fill(image) }),
    buttons: buttons.map((choice) => sendButton(sending, choice)),
  };
}

/** Paths of one answer that are reported not to be set. */
const maximumUnset = 20;

/** Texts from outside may name paths in `{…}`, and nothing else. */
function fillerOf(draft: Draft): Sending["fill"] {
  const told = new Set<string>();
  const unset = (path: string): void => {
    if (told.has(path) || told.size >= maximumUnset) return;
    told.add(path);
    draft.report("unset-variable", `\`${path}\`, which a text of the backend names, is not set.`);
  };
  let isSpent = false;
  return (text) => {
    if (isSpent) return "";
    const filled = fillInFromOutside(text, (keys) => readMemory(draft, keys), unset);
    isSpent = !spend(draft, filled.length, () => "the further texts of the answer were left out");
    return isSpent ? "" : filled;
  };
}

function sendButton(sending: Sending, { title, action }: BackendChoice): MessageButton {
  const { fill } = sending;
  const filled = fill(title);
  switch (action.kind) {
    case "open":
      return { title: filled, kind: "open", url: fill(action.url) };
    case "dial":
      return { title: filled, kind: "dial", number: fill(action.number) };
    case "go": {
      const value = offer(sending, "button", filled, action);
      return value === null ? { title: filled, kind: "go" } : { title: filled, kind: "go", value };
    }
  }
}

function sendReply(sending: Sending, { title, action }: BackendChoice): MessageReply {
  const filled = sending.fill(title);
  const postback = action.kind === "go" ? action : { wire: null, parameters: [], own: null };
  const value = offer(sending, "reply", filled, postback);
  return value === null ? { title: filled } : { title: filled, value };
}

/** Notes the offer and gives the value that a tap on it carries. */
function offer(
  { draft, origin }: Sending,
  kind: "reply" | "button",
  title: string,
  { wire, parameters, own }: Postback,
): Value {
  const leads = wire !== null || parameters.length > 0;
  const value = !leads
    ? own
    : objectOf([
        ["nextDialogstateId", wire],
        [
          "params",
          parameters.map(({ key, value: given }) =>
            objectOf([
              ["key", key],
              ["value", given],
            ]),
          ),
        ],
      ]);
  const next = !leads ? null : { wire, parameters, ...origin };
  addOffer(draft, { kind, title, value, block: null, ask: null, next });
  return value;
}
