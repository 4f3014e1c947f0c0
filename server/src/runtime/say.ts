import { evaluate } from "../expressions/evaluate.ts";
import { maximumValue, sizeOf } from "../expressions/limits.ts";
import { isObject, printValue, type Value } from "../expressions/values.ts";
import type * as ast from "../language/ast.ts";
import { spend } from "./budget.ts";
import { contextOf } from "./context.ts";
import type { Draft } from "./draft.ts";
import type { BotMessage, MessageButton, MessageCard, MessageReply } from "./events.ts";
import { addOffer } from "./offers.ts";
import { printText } from "./texts.ts";

/**
 * Sends what a `say` or `ask` says: its text with the buttons, then media, cards, places and payloads in their order;
 * the quick replies stand under the last message. `ask` is the id of the `ask` that says them.
 */
export function sendMessages(
  draft: Draft,
  text: ast.Text | undefined,
  parts: readonly ast.Part[],
  ask: string | null,
): void {
  if (parts.length === 0) {
    if (text !== undefined) sendText(draft, printText(draft, text));
    return;
  }
  const messages: BotMessage[] = [];
  const buttons = parts.filter((part) => part.kind === "Button").map((part) => printButton(draft, part, ask));
  const replies = parts.filter((part) => part.kind === "Reply").map((part) => printReply(draft, part, ask));
  const said = printText(draft, text);
  const others = [...printCards(draft, parts, ask), ...parts.flatMap((part) => printPart(draft, part))];
  const needsText = text !== undefined || buttons.length > 0 || (replies.length > 0 && others.length === 0);
  if (needsText) messages.push({ type: "text", text: said, ...(buttons.length > 0 ? { buttons } : {}) });
  messages.push(...others);
  for (const [index, message] of messages.entries()) {
    const isLast = index === messages.length - 1;
    if (!mayBeSent(draft, message.raw ?? message.text ?? null)) return;
    draft.send(isLast && replies.length > 0 ? { ...message, replies } : message);
  }
}

function sendText(draft: Draft, text: string): void {
  if (mayBeSent(draft, text)) draft.send({ type: "text", text });
}

function mayBeSent(draft: Draft, said: Value): boolean {
  return spend(draft, sizeOf(said, maximumValue), () => "a message was not sent");
}

function printReply(draft: Draft, reply: ast.Reply, ask: string | null): MessageReply {
  const title = printText(draft, reply.title);
  const value = reply.value === undefined ? null : evaluate(reply.value, contextOf(draft));
  const block = reply.block === undefined ? null : draft.program.block(reply.block);
  addOffer(draft, { kind: "reply", title, value, block, ask, next: null });
  return value === null ? { title } : { title, value };
}

function printButton(draft: Draft, button: ast.Button, ask: string | null): MessageButton {
  const title = printText(draft, button.title);
  if (button.open !== undefined) return { title, kind: "open", url: printExpr(draft, button.open) };
  if (button.dial !== undefined) return { title, kind: "dial", number: printExpr(draft, button.dial) };
  const block = button.block === undefined ? null : draft.program.block(button.block);
  addOffer(draft, { kind: "button", title, value: null, block, ask, next: null });
  return { title, kind: "go" };
}

function printExpr(draft: Draft, expr: ast.Expr | undefined): string {
  return printValue(evaluate(expr, contextOf(draft)));
}

/** All cards are one carousel, all items one list. */
function printCards(draft: Draft, parts: readonly ast.Part[], ask: string | null): readonly BotMessage[] {
  const cards = parts.filter((part) => part.kind === "Card").map((part) => printCard(draft, part, ask));
  const items = parts.filter((part) => part.kind === "Item").map((part) => printCard(draft, part, ask));
  return [
    ...(cards.length > 0 ? [{ type: "carousel", cards } as const] : []),
    ...(items.length > 0 ? [{ type: "list", cards: items } as const] : []),
  ];
}

function printCard(draft: Draft, card: ast.Card | ast.Item, ask: string | null): MessageCard {
  const subtitle = card.items.find((item) => item.kind === "Subtitle");
  const image = card.items.find((item) => item.kind === "Media");
  return {
    title: printText(draft, card.title),
    ...(subtitle === undefined ? {} : { subtitle: printText(draft, subtitle.text) }),
    ...(image === undefined ? {} : { image: printExpr(draft, image.url) }),
    buttons: card.items.filter((item) => item.kind === "Button").map((item) => printButton(draft, item, ask)),
  };
}

function printPart(draft: Draft, part: ast.Part): readonly BotMessage[] {
  switch (part.kind) {
    case "Media": {
      const media = { kind: part.media, url: printExpr(draft, part.url) };
      return [
        { type: "media", media, ...(part.caption === undefined ? {} : { text: printText(draft, part.caption) }) },
      ];
    }
    case "Location": {
      const latitude = evaluate(part.latitude, contextOf(draft));
      const longitude = evaluate(part.longitude, contextOf(draft));
      if (typeof latitude === "number" && typeof longitude === "number") {
        return [{ type: "location", location: { latitude, longitude } }];
      }
      draft.report("bad-argument", "A `location` needs two numbers: latitude and longitude.");
      return [];
    }
    case "Payload": {
      const raw: Value = evaluate(part.object, contextOf(draft));
      const channel = part.channel?.text;
      return isObject(raw) ? [{ type: "payload", raw, ...(channel === undefined ? {} : { channel }) }] : [];
    }
    case "Reply":
    case "Button":
    case "Card":
    case "Item":
      return [];
  }
}
