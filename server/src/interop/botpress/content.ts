/** Content elements as `say`: texts with their variations and languages, pictures, cards, choices. */
import type { BotpressBot, BotpressElement } from "./files.ts";
import { quoted, template } from "./words.ts";

type Data = BotpressElement["formData"];

/** What a content element is written with. */
export interface ContentReading {
  readonly bot: BotpressBot;
  readonly lose: (message: string) => void;
}

/** The value of a field in a language: `text$nl`, else that of the default language, else without a language. */
function fieldIn(data: Data, name: string, language: string, { bot }: ContentReading): unknown {
  const nested = data[name];
  const own = typeof nested === "object" && nested !== null && !Array.isArray(nested) ? nested : undefined;
  const of = (each: string): unknown =>
    data[`${name}$${each}`] ?? (own === undefined ? undefined : Object.entries(own).find(([key]) => key === each)?.[1]);
  return of(language) ?? of(bot.languages[0] ?? "en") ?? nested;
}

/** A field as a Text of the language, with `more` for other texts to choose from; `undefined` where it is empty. */
export function textOf(data: Data, name: string, reading: ContentReading, more?: string): string | undefined {
  const { bot, lose } = reading;
  const alternatives = bot.languages.map((language) => {
    const variations = more === undefined ? undefined : fieldIn(data, more, language, reading);
    const others: readonly unknown[] = Array.isArray(variations) ? variations : [];
    const all = [fieldIn(data, name, language, reading), ...others];
    const texts = all.filter((each): each is string => typeof each === "string" && each.trim() !== "");
    return texts.map((each) => template(each.trim(), lose)).join(" | ");
  });
  const [first = ""] = alternatives;
  if (first === "") return undefined;
  if (alternatives.every((each) => each === first)) return first;
  return `{ ${bot.languages.map((language, at) => `${language} ${alternatives[at]}`).join(" ")} }`;
}

/** The members of a list of objects in the default language, e.g. choices. */
function listOf(data: Data, name: string, reading: ContentReading): readonly Data[] {
  const list = fieldIn(data, name, reading.bot.languages[0] ?? "en", reading);
  return Array.isArray(list) ? list.filter((each): each is Data => typeof each === "object" && each !== null) : [];
}

export interface Choice {
  readonly title: string;
  readonly value: string;
}

/** What a choice or a dropdown offers. */
export function choicesOf({ id, formData }: BotpressElement, reading: ContentReading): readonly Choice[] {
  const [list, title] = id.startsWith("dropdown") ? ["options", "label"] : ["choices", "title"];
  return listOf(formData, list, reading).flatMap((each) => {
    const [shown, value] = [each[title], each["value"]];
    if (typeof shown !== "string" || shown.trim() === "") return [];
    return [{ title: shown.trim(), value: typeof value === "string" && value.trim() !== "" ? value : shown.trim() }];
  });
}

/** The question of a choice or a dropdown. */
export function questionOf({ id, formData }: BotpressElement, reading: ContentReading): string {
  return textOf(formData, id.startsWith("dropdown") ? "message" : "text", reading) ?? '"…"';
}

/** A content element as a step, or nothing where it cannot be said. */
export function sayOf(element: BotpressElement, reading: ContentReading): string {
  const { id, formData } = element;
  const media = /^builtin_(image|audio|video|file)\b/.exec(id)?.[1];
  if (id.startsWith("builtin_single-choice") || id.startsWith("dropdown")) {
    const replies = choicesOf(element, reading).map(({ title, value }) => {
      return `reply ${template(title, reading.lose)}${value === title ? "" : ` value ${quoted(value)}`}`;
    });
    const question = questionOf(element, reading);
    return replies.length === 0 ? `say ${question}` : `say ${question} { ${replies.join("\n")} }`;
  }
  if (media !== undefined) {
    const url = textOf(formData, media, reading);
    const title = textOf(formData, "title", reading);
    if (url === undefined) return nothing(id, reading);
    return `say { ${media} ${url}${title === undefined ? "" : ` ${title}`} }`;
  }
  if (id.startsWith("builtin_card")) return cards([formData], id, reading);
  if (id.startsWith("builtin_carousel")) return cards(listOf(formData, "items", reading), id, reading);
  if (id.startsWith("builtin_location")) {
    const [latitude, longitude] = ["latitude", "longitude"].map((name) => Number(fieldIn(formData, name, "", reading)));
    return Number.isFinite(latitude) && Number.isFinite(longitude)
      ? `say { location ${latitude}, ${longitude} }`
      : nothing(id, reading);
  }
  const text = textOf(formData, "text", reading, "variations");
  return text === undefined ? nothing(id, reading) : `say ${text}`;
}

function nothing(id: string, { lose }: ContentReading): string {
  lose(`The content element ${id} has nothing that a flow could say.`);
  return "";
}

function cards(list: readonly Data[], id: string, reading: ContentReading): string {
  const written = list.flatMap((data) => {
    const title = textOf(data, "title", reading);
    if (title === undefined) return [];
    const [subtitle, image] = [textOf(data, "subtitle", reading), textOf(data, "image", reading)];
    const buttons = listOf(data, "actions", reading).map((action) => buttonOf(action, reading));
    return [
      `card ${title} { ${[subtitle && `subtitle ${subtitle}`, image && `image ${image}`, ...buttons].filter(Boolean).join("\n")} }`,
    ];
  });
  return written.length === 0 ? nothing(id, reading) : `say { ${written.join("\n")} }`;
}

function buttonOf(action: Data, reading: ContentReading): string {
  const title = textOf(action, "title", reading);
  if (title === undefined) return "";
  const url = textOf(action, "url", reading);
  if (action["action"] === "Open URL" && url !== undefined) return `button ${title} open ${withScheme(url, reading)}`;
  if (action["action"] === "Postback")
    reading.lose(`The button ${title} sends a payload; here it counts as its title.`);
  return `button ${title} {}`;
}

/** An address that begins with its host opens nothing here. */
function withScheme(url: string, { lose }: ContentReading): string {
  if (!/^"[\w-]+(\.[\w-]+)+(\/|"|\?|$)/.test(url)) return url;
  lose(`The address ${url} begins with https:// here.`);
  return `"https://${url.slice(1)}`;
}
