/** Intents, entities, and questions with answers, as declarations. */
import { patternOf } from "../../expressions/patterns.ts";
import { type ContentReading, sayOf } from "./content.ts";
import type { BotpressAnswer, BotpressBot, BotpressEntity, BotpressIntent, Lose } from "./files.ts";
import { flowName, startOf } from "./flowText.ts";
import { nameOf, quoted, template } from "./words.ts";

const systemTypes: ReadonlyMap<string, string> = new Map([
  ["any", "text"],
  ["system.any", "text"],
  ["system.number", "number"],
  ["system.ordinal", "number"],
  ["system.time", "datetime"],
  ["system.date", "date"],
  ["system.duration", "duration"],
  ["system.email", "email"],
  ["system.phoneNumber", "phone"],
  ["system.url", "url"],
]);

/** An entity; nothing where it has neither words nor a pattern that reads here. */
export function entityText({ name, type, pattern, occurrences, occurences }: BotpressEntity, lose: Lose): string {
  const path = `entities/${name}.json`;
  if (type === "pattern" && typeof pattern === "string" && pattern !== "") {
    const written = pattern.replaceAll('"', "\\x22");
    if (patternOf(written, false) !== null && !/[\n\r]|\\$/.test(written))
      return `entity ${nameOf(name)} r"${written}"`;
    lose(path, `The pattern does not read here: ${pattern}`);
    return "";
  }
  const members = [...(occurrences ?? []), ...(occurences ?? [])].filter((each) => each.name.trim() !== "");
  const once = new Map(members.toReversed().map((each) => [each.name.trim(), each]));
  if (once.size === 0) {
    if (type !== "system") lose(path, "The entity has no words.");
    return "";
  }
  const lines = [...once.values()].reverse().map((each) => {
    const synonyms = [...new Set(each.synonyms.filter((word) => word.trim() !== ""))];
    return `${nameOf(each.name)} ${synonyms.map(quoted).join(", ")}`;
  });
  return `entity ${nameOf(name)} {\n${lines.join("\n")}\n}`;
}

/** An intent with its phrases; marks keep their entities. */
export function intentText({ name, utterances, slots }: BotpressIntent, bot: BotpressBot, lose: Lose): string {
  if (name.startsWith("__qna__")) return "";
  const types = new Map((slots ?? []).map((slot) => [slot.name, slot.entities]));
  const known = new Set(bot.entities.map((each) => each.name));
  const phrase = (text: string): string => {
    const parts = text.trim().split(/(\[[^\]]{1,200}\]\([^)]{1,100}\))/);
    const written = parts.map((part) => {
      const slot = /^\[[^\]]*\]\(([^)]*)\)$/.exec(part)?.[1];
      if (slot === undefined) return quoted(part).slice(1, -1);
      const type = types
        .get(slot)
        ?.map((each) => (known.has(each) ? nameOf(each) : systemTypes.get(each)))
        .find((each) => each !== undefined);
      return `{${nameOf(slot.replaceAll(/["{}\\]/g, "_"))}${type === undefined ? ": text" : `: ${type}`}}`;
    });
    return `"${written.join("")}"`;
  };
  const groups = Array.isArray(utterances) ? { [bot.languages[0] ?? "en"]: utterances } : utterances;
  const lines = bot.languages.flatMap((language, at) => {
    const phrases = [...new Set((ownOf(groups, language) ?? []).filter((each) => each.trim() !== "").map(phrase))];
    return phrases.length === 0 ? [] : [`${at === 0 ? "" : `${language} `}${phrases.join("\n")}`];
  });
  if (lines.length === 0) lose(`intents/${name}.json`, "The intent has no phrases in a language of the bot.");
  return `intent ${nameOf(name)} {\n${lines.join("\n")}\n}`;
}

/** A question with its answers: an intent, and a route that holds everywhere. */
export function answerText({ id, data }: BotpressAnswer, at: number, reading: ContentReading): string {
  const { bot, lose } = reading;
  if (!data.enabled) {
    lose("It is turned off, and left out.");
    return "";
  }
  const name = nameOf(`qna_${id.replaceAll(/\W+/g, "_") || at}`);
  const phrases = intentText(
    { name: `qna_${id.replaceAll(/\W+/g, "_") || at}`, utterances: data.questions, slots: [] },
    bot,
    (_, message) => lose(message),
  );
  const steps = [...(data.action === "redirect" ? [] : said(data.answers, reading)), ...redirect(data, reading)];
  return `${phrases}\n\non intent ${name} {\n${steps.join("\n")}\n}`;
}

function said(answers: Readonly<Record<string, readonly string[]>>, reading: ContentReading): readonly string[] {
  const { bot, lose } = reading;
  const element = ownOf(answers, bot.languages[0] ?? "en")
    ?.map((each) => bot.elements.get(each.replace(/^#!/, "")))
    .find((each) => each !== undefined);
  if (element !== undefined) return [sayOf(element, reading)].filter((each) => each !== "");
  const texts = bot.languages.map((language) => {
    const own = ownOf(answers, language) ?? ownOf(answers, bot.languages[0] ?? "en") ?? [];
    return own
      .filter((each) => each.trim() !== "")
      .map((each) => template(each.trim(), lose))
      .join(" | ");
  });
  const [first = ""] = texts;
  if (first === "") {
    lose("It has no answer.");
    return [];
  }
  if (texts.every((each) => each === first)) return [`say ${first}`];
  return [
    `say { ${bot.languages.map((language, at) => `${language} ${texts[at] === "" ? first : texts[at]}`).join(" ")} }`,
  ];
}

function redirect(
  { action, redirectFlow, redirectNode }: BotpressAnswer["data"],
  { bot, lose }: ContentReading,
): readonly string[] {
  if (action === "text") return [];
  const flow = bot.flows.get(redirectFlow ?? "");
  const state =
    flow === undefined ? undefined : (flow.nodes.find(({ name }) => name === redirectNode)?.name ?? startOf(flow));
  if (flow === undefined || state === undefined) {
    lose(`There is no ${redirectFlow}#${redirectNode} to go to.`);
    return [];
  }
  return [`-> ${nameOf(flowName(redirectFlow ?? ""))}.${nameOf(state)}`];
}

/** The member of a name that came from outside: an object has others than its own. */
function ownOf<T>(object: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
