/** What users choose, as channels say it whose clients send the value of a quick reply or button, and not its title alone. */
import type { UserInput, Value } from "../../runtime/events.ts";
import type { Offer } from "../../runtime/machineState.ts";

/** What stands for a quick reply or button when it comes back: its value as a text, else its title. */
export function valueText({ title, value }: { readonly title: string; readonly value?: Value }): string {
  if (value === undefined || value === null) return title;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The input for a choice (see `Incoming`) among what is offered: a tap, or a text where nothing such is offered. */
export function choiceInput(title: string | null, value: string, offers: readonly Offer[]): UserInput {
  if (title === null) return typedInput(value, offers);
  const titled = offers.filter((one) => one.title === title && title !== "");
  // Cards have buttons of the same title, each with a value of its own.
  const offer = titled.findLast((one) => valueText(one) === value) ?? titled[0];
  return offer === undefined ? typedInput(value === "" ? title : value, offers) : tap(offer);
}

/** A text that is the value of something offered is a tap on it; Botpress up to v12.25 has told values in capitals. */
function typedInput(text: string, offers: readonly Offer[]): UserInput {
  if (offers.some(({ title }) => title === text)) return { type: "text", text };
  const offer =
    offers.find((one) => valueText(one) === text) ?? offers.find((one) => valueText(one).toUpperCase() === text);
  return offer === undefined ? { type: "text", text } : tap(offer);
}

function tap({ title, value }: Offer): UserInput {
  return value === null ? { type: "tap", text: title } : { type: "tap", text: title, value };
}
