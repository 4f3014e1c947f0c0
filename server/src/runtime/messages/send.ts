import { fillInFromOutside } from "../../expressions/outsideTexts.ts";
import { isList, kindOf, objectOf, type Value } from "../../expressions/values.ts";
import { spend } from "../budget.ts";
import type { Draft } from "../draft.ts";
import type { BotMessage, MessageButton, MessageCard, MessageReply } from "../events.ts";
import { maximumMessages } from "../limits.ts";
import { readMemory } from "../memory.ts";
import { addOffer } from "../offers.ts";
import type { ProgramStep } from "../program.ts";
import type { BackendChoice, Postback } from "./choices.ts";
import { type BackendCard, type BackendMessage, readMessage } from "./read.ts";

/** Sends the messages of an answer; one that cannot be read is skipped and reported. */
export function sendBackendMessages(draft: Draft, step: ProgramStep, messages: Value): void {
  if (messages === null) return;
  if (!isList(messages)) {
    draft.report("bad-message", `The answer's \`messages\` is ${kindOf(messages)}, but it must be a list.`);
    return;
  }
  if (messages.length > maximumMessages) {
    draft.report("limit", `The answer has ${messages.length} messages; the first ${maximumMessages} were sent.`);
  }
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
    for (const message of read.messages) send(draft, step, message);
  }
}

/** Parts of one message that are reported to be left out. */
const maximumTold = 5;

function send(draft: Draft, step: ProgramStep, message: BackendMessage): void {
  const { texts, media, cards } = message;
  const chosen = texts.length > 1 ? texts[Math.floor(draft.random() * texts.length)] : texts[0];
  const shown = cards === null ? [] : cards.cards.map((card) => fillCard(draft, step, card));
  const buttons = message.buttons.map((choice) => sendButton(draft, step, choice));
  const replies = message.replies.map((choice) => sendReply(draft, step, choice));
  const common = { ...(buttons.length > 0 ? { buttons } : {}), ...(replies.length > 0 ? { replies } : {}) };
  const said: BotMessage =
    media !== null
      ? { type: "media", media: { ...media, url: fill(draft, media.url) }, ...common }
      : cards !== null
        ? { type: cards.layout, cards: shown, ...common }
        : { type: "text", text: fill(draft, chosen ?? ""), ...common };
  if (spend(draft, lengthOf(said), () => "a message was not sent")) draft.send(said);
}

function lengthOf({ text = "", cards = [] }: BotMessage): number {
  return cards.reduce((sum, { title, subtitle = "" }) => sum + title.length + subtitle.length, text.length);
}

function fillCard(draft: Draft, step: ProgramStep, { title, subtitle, image, buttons }: BackendCard): MessageCard {
  return {
    title: fill(draft, title),
    ...(subtitle === undefined ? {} : { subtitle: fill(draft, subtitle) }),
    ...(image === undefined ? {} : { image: fill(draft, image) }),
    buttons: buttons.map((choice) => sendButton(draft, step, choice)),
  };
}

/** Texts from outside may name paths in `{…}`, and nothing else. */
function fill(draft: Draft, text: string): string {
  return fillInFromOutside(
    text,
    (keys) => readMemory(draft, keys),
    (path) => draft.report("unset-variable", `\`${path}\`, which a text of the backend names, is not set.`),
  );
}

function sendButton(draft: Draft, step: ProgramStep, { title, action }: BackendChoice): MessageButton {
  const filled = fill(draft, title);
  switch (action.kind) {
    case "open":
      return { title: filled, kind: "open", url: fill(draft, action.url) };
    case "dial":
      return { title: filled, kind: "dial", number: fill(draft, action.number) };
    case "go": {
      const value = offer(draft, step, "button", filled, action);
      return value === null ? { title: filled, kind: "go" } : { title: filled, kind: "go", value };
    }
  }
}

function sendReply(draft: Draft, step: ProgramStep, { title, action }: BackendChoice): MessageReply {
  const filled = fill(draft, title);
  const postback = action.kind === "go" ? action : { wire: null, parameters: [], own: null };
  const value = offer(draft, step, "reply", filled, postback);
  return value === null ? { title: filled } : { title: filled, value };
}

/** Notes the offer and gives the value that a tap on it carries. */
function offer(
  draft: Draft,
  step: ProgramStep,
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
  const next = !leads ? null : { wire, parameters, flow: step.owner.flow, step: step.id };
  addOffer(draft, { kind, title, value, block: null, ask: null, next });
  return value;
}
