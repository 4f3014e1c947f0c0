import type { ScalarTypeName } from "../language/ast.ts";

/** What a type, or an entity that every project has, takes and what it gives; one sentence or two, Markdown. */
export const typeHelp: Readonly<Record<ScalarTypeName | SystemEntityName, string>> = {
  text: "Any text, as it was written.",
  number: "A number such as `2.5`, read as the user's language writes it.",
  integer: "A whole number such as `3`.",
  boolean: "`true` or `false`; the words for yes and no of the user's language count.",
  date: "A day such as `2026-03-01`; “tomorrow” and the user's own way to write it are understood.",
  time: "A time of the day such as `14:30`.",
  datetime: "A day and a time in ISO 8601, such as `2026-03-01T14:30:00.000Z`; in UTC where no zone is said.",
  duration: "A length of time; its value is the number of milliseconds.",
  email: "An e-mail address.",
  phone: "A telephone number.",
  url: "A web address.",
  location: "A place: an object with `latitude` and `longitude`.",
  attachment: "Something the user sent along: an object with `type`, `url` and `name`.",
  language: "One of the bot's languages, by its tag (`nl`) or its name.",
  any: "Whatever the user sends.",
  money: "An amount of money: an object with `amount` and `currency`.",
  ordinal: "A place in an order, such as 1st; its value is the number.",
  quantity: "How many or how much; its value is the number.",
  temperature: "A temperature: an object with `value` and `unit`.",
  distance: "A distance: an object with `value` and `unit`.",
};

type SystemEntityName = "money" | "ordinal" | "quantity" | "temperature" | "distance";

/** What is told about a type or system entity; `undefined` for other names. */
export function aboutType(name: string): string | undefined {
  return new Map<string, string>(Object.entries(typeHelp)).get(name);
}
