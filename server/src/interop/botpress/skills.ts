/** The skills of Botpress that a flow can say: calls of an API, and choices. */
import { isPlainName } from "../../language/names.ts";
import { type ContentReading, choicesOf, questionOf, textOf } from "./content.ts";
import type { BotpressFlow } from "./files.ts";
import { choiceName, onlyPath, pathOf, quoted, template } from "./words.ts";

type SkillData = NonNullable<BotpressFlow["skillData"]>;

/** The API step of a `CallAPI` skill, and what follows it where it went well; `failure` is where it goes else. */
export function callApi(data: SkillData, failure: string, { lose }: ContentReading): readonly string[] {
  const method = (textIn(data["method"]) ?? "get").toUpperCase();
  const variable = textIn(data["variable"]) ?? "response";
  const memory = textIn(data["memory"]) ?? "temp";
  const url = textIn(data["url"]) ?? "";
  const known = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"].includes(method) ? method : "GET";
  const hasBody = known !== "GET" && known !== "HEAD";
  const body = textIn(data["body"])?.trim() ?? "";
  if (body !== "" && !hasBody) lose(`A ${known} request has no body: ${body}`);
  const saved = pathOf(["temp", ...variable.split(".")]) ?? "session.response";
  const kept = memory === "temp" || memory === "session" ? undefined : pathOf([memory, ...variable.split(".")]);
  const keep = kept === undefined ? [] : [`set ${kept} = ${saved}`];
  const items = [
    ...headersOf(data["headers"], lose),
    ...(body === "" || !hasBody ? [] : [`body ${bodyOf(body, lose)}`]),
    `save ${saved}`,
    `on failure { ${[...keep, failure].join("\n")} }`,
  ];
  return [`api ${known} ${template(url, lose)} {\n${items.join("\n")}\n}`, ...keep];
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(typeof value === "object" && value !== null ? Object.entries(value) : []);
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function headersOf(value: unknown, lose: (message: string) => void): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const entries = Object.entries(value).flatMap(([name, each]) =>
    typeof each === "string" ? [`${quoted(name)}: ${template(each, lose)}`] : [],
  );
  return entries.length === 0 ? [] : [`headers { ${entries.join("\n")} }`];
}

/** A body that is JSON is written as values, so that what is filled in cannot break it; any other is a text. */
function bodyOf(body: string, lose: (message: string) => void): string {
  const value = parsed(body);
  return typeof value === "object" && value !== null ? jsonValue(value, lose) : template(body, lose);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON as an expression of the language; templates in its texts are filled in. */
export function jsonValue(value: unknown, lose: (message: string) => void, depth = 0): string {
  if (depth > 100) {
    lose("What is nested deeper than a hundred times is left out.");
    return "null";
  }
  if (typeof value === "string") return onlyPath(value) ?? template(value, lose);
  if (Array.isArray(value)) return `[${value.map((each) => jsonValue(each, lose, depth + 1)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(
      ([key, each]) => `${isPlainName(key) ? key : quoted(key)}: ${jsonValue(each, lose, depth + 1)}`,
    );
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  if (typeof value === "number") return /^-?\d+(\.\d+)?$/.test(String(value)) ? String(value) : quoted(String(value));
  return typeof value === "boolean" ? String(value) : "null";
}

/** The question of a `choice` skill; `failure` is where it goes after too many misses. Nothing where its content is not there. */
export function choice(data: SkillData, failure: string, reading: ContentReading): readonly string[] | undefined {
  const element = reading.bot.elements.get((textIn(data["contentId"]) ?? "").replace(/^#!/, ""));
  const choices = element === undefined ? [] : choicesOf(element, reading);
  if (element === undefined || choices.length === 0) return undefined;
  const config = membersOf(data["config"]);
  const keywords = membersOf(data["keywords"]);
  const target = `session.${choiceName(textIn(data["randomId"]) ?? "")}`;
  const retries = Number(config.get("nbMaxRetries") ?? 3);
  const invalid = reading.bot.elements.get((textIn(data["invalidContentId"]) ?? "").replace(/^#!/, ""));
  const sorry = invalid === undefined ? undefined : textOf(invalid.formData, "text", reading);
  const variable = textIn(config.get("variableName")) ?? "";
  const kept = variable === "" ? undefined : pathOf(["temp", ...variable.split(".")]);
  const values = [...new Map(choices.map((each) => [each.value, each])).values()];
  const options = values.map(({ value, title }) => {
    const given = keywords.get(value);
    const more: readonly unknown[] = Array.isArray(given) ? given : [];
    const words = [value, title, ...more].filter((each) => typeof each === "string");
    return once(words).map(quoted).join(" | ");
  });
  const items = [
    ...choices.map(({ title, value }) => `reply ${template(title, reading.lose)} value ${quoted(value)}`),
    ...(sorry === undefined ? [] : [`invalid ${sorry}`]),
    `attempts ${Number.isFinite(retries) && retries >= 0 ? Math.min(Math.floor(retries), 1000) + 1 : 4} ${failure}`,
  ];
  const ask = `ask ${target} as one of ${options.join(", ")} ${questionOf(element, reading)} {\n${items.join("\n")}\n}`;
  return [ask, ...(kept === undefined ? [] : [`set ${kept} = ${target}`])];
}

/** The words, each once, whatever its capitals. */
function once(words: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return words.filter((each) => {
    const key = each.trim().toLowerCase();
    const isNew = key !== "" && !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
