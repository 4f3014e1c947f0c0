import { isPlainName, writeName } from "../../language/names.ts";

/** A text in quotes in which nothing is filled in. */
export function quoted(text: string): string {
  return `"${inside(text)}"`;
}

function inside(text: string): string {
  return text.replaceAll(/[\\"{}\p{Cc}\p{Zl}\p{Zp}]/gu, (character) => {
    if (/["\\{}]/.test(character)) return `\\${character}`;
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** A name as it is written, whatever another tool calls the thing. */
export function nameOf(text: string): string {
  const clean = text.replaceAll(/[`\p{Cc}]/gu, "_").trim();
  return writeName(clean === "" ? "_" : clean);
}

/** What a bot reads of the event, and where it stands here. */
const eventPaths: ReadonlyMap<string, string> = new Map([
  ["event.payload.text", "event.text"],
  ["event.preview", "event.text"],
  ["event.text", "event.text"],
  ["event.type", "event.type"],
  ["event.channel", "event.channel"],
  ["event.payload", "event.payload"],
  ["event.nlu.intent.name", "event.intent.name"],
  ["event.nlu.intent.confidence", "event.intent.confidence"],
  ["event.nlu.language", "user.language"],
]);

/**
 * A path of memory of names and numbers; `undefined` where the first is no scope that Botpress has. What is `temp` there
 * lives as long as the conversation, over all flows, as `session` does here.
 */
export function pathOf(names: readonly string[]): string | undefined {
  const [scope, ...rest] = names;
  const text = names.join(".");
  const known = eventPaths.get(text);
  if (known !== undefined) return known;
  if (scope === "event" && rest[0] === "state") return pathOf(rest.slice(1));
  const slot = /^event\.nlu\.(?:slots|entities)\.(\w+)(?:\.(?:value|data\.value))?$/.exec(text)?.[1];
  if (slot !== undefined) return `event.entities${member(slot)}`;
  const skill = /^skill-choice-(ret|valid)-(.+)$/.exec(names.length === 2 ? (rest[0] ?? "") : "");
  if (scope === "temp" && skill !== null) {
    const path = `session.${choiceName(skill[2] ?? "")}`;
    return skill[1] === "ret" ? path : `(${path} != null)`;
  }
  if (scope === undefined || !["temp", "session", "user", "bot"].includes(scope) || rest.length === 0) return undefined;
  if (rest.some((name) => ["__proto__", "constructor", "prototype", ""].includes(name))) return undefined;
  return `${scope === "temp" ? "session" : scope}${rest.map(member).join("")}`;
}

/** The variable that keeps what was chosen in a choice skill, by the id of the skill. */
export function choiceName(id: string): string {
  return `choice_${id.replaceAll(/\W/g, "_")}`;
}

function member(name: string): string {
  if (/^\d+$/.test(name)) return `[${Number(name)}]`;
  return isPlainName(name) ? `.${name}` : `[${quoted(name)}]`;
}

/**
 * A template of Botpress as a text: `{{user.name}}` is filled in here, too. `lose` is told what cannot be: it stands in the
 * text as it is.
 */
export function template(text: string, lose: (message: string) => void): string {
  const parts = text.split(/(\{\{\{?[^{}]{1,200}\}?\}\})/);
  const written = parts.map((part) => {
    const names = /^\{\{\{?\s*([\w.$-]+)\s*\}?\}\}$/.exec(part)?.[1]?.split(".");
    const path = names === undefined ? undefined : pathOf(names);
    if (path !== undefined) return `{${path}}`;
    if (part.startsWith("{{")) lose(`${part} is filled in by nothing here, and stands as it is.`);
    return inside(part);
  });
  return `"${written.join("")}"`;
}

/** The path that a template is, if it is nothing else. */
export function onlyPath(text: string): string | undefined {
  const names = /^\{\{\{?\s*([\w.$-]+)\s*\}?\}\}$/.exec(text.trim())?.[1]?.split(".");
  return names === undefined ? undefined : pathOf(names);
}
