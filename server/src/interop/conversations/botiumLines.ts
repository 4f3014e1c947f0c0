import { type ImportedMessage, type ImportedStep, patternMessage } from "./imported.ts";

/** What a conversation of Botium is read with. */
export interface Vocabulary {
  /** Texts by the name of their utterance. */
  readonly utterances: ReadonlyMap<string, readonly string[]>;
  readonly lose: (line: number, message: string) => void;
}

interface Line {
  readonly text: string;
  readonly line: number;
}

/** The asserters, logic hooks and user inputs that come with Botium, without their endings (`_ANY`, `_IC`, `_COUNT`, …). */
const keywords = [
  "BUTTON",
  "BUTTONS",
  "MEDIA",
  "CARD",
  "CARDS",
  "FORM",
  "FORMS",
  "TEXT",
  "INTENT",
  "ENTITIES",
  "ENTITY",
  "PAUSE",
  "WAITFORBOT",
  "INCLUDE",
  "JSON",
  "RESPONSE",
  "LINK",
  "HYPERLINK",
  "BOT",
  "BOTREPLY",
  "CONDITIONAL",
  "SET",
  "CLEAR",
  "ASSIGN",
  "UPDATE",
  "MSG",
  "SIMILARITY",
  "VOICE",
  "CUSTOM",
  "SKIP",
  "BEGIN",
  "END",
  "ORDERED",
  "UNORDERED",
];

/** True for a word that asks Botium for something: in capitals, and one that it knows. */
export function isKeyword(word: string): boolean {
  return /^[A-Z][A-Z_]+$/.test(word) && keywords.includes(word.split("_", 1)[0] ?? "");
}

/** What the bot is to say at once. */
export function botLine(said: Line, asked: readonly Line[], { utterances, lose }: Vocabulary): readonly ImportedStep[] {
  const steps: ImportedStep[] = [];
  const replies: string[] = [];
  let message = said.text === "" ? undefined : messageOf(said, utterances, lose);
  let hasImage = false;
  let isAny = said.text === "" && asked.length === 0;
  for (const { text, line } of asked) {
    const [word = "", ...rest] = text.split(/\s+/);
    const given = rest
      .join(" ")
      .split("|")
      .map((each) => each.trim())
      .filter((each) => each !== "");
    const matcher = /^TEXT(?:_(EXACT|CONTAINS|REGEXP|WILDCARD(?:EXACT)?))?(?:_(ALL|ANY))?(_IC)?$/.exec(word);
    if (word === "PAUSE") steps.push({ kind: "wait", ms: Number.parseInt(given[0] ?? "", 10) || 0 });
    else if (word === "BUTTONS" && given.length > 0) {
      replies.push(...given);
      lose(line, "Botium knows no difference between replies and buttons: these are written as replies.");
    } else if (word === "MEDIA" && given.length > 0 && given.every(isPicture)) hasImage = true;
    else if (word === "CARDS" && given.length > 0 && message === undefined) message = exactly(given, "contains");
    else if (
      matcher !== null &&
      message === undefined &&
      given.length > 0 &&
      !(matcher[2] === "ALL" && given.length > 1)
    ) {
      message = matched(matcher[1] ?? "EXACT", matcher[3] !== undefined, given, (what) => lose(line, what));
    } else lose(line, `A test cannot say ${text} of the bot.`);
    isAny ||= message === undefined && (replies.length > 0 || hasImage);
  }
  if (message === undefined && isAny) message = exactly([""], "contains");
  if (message === undefined) return steps;
  return [
    ...steps,
    { ...message, ...(replies.length === 0 ? {} : { replies }), ...(hasImage ? { hasImage: true } : {}) },
  ];
}

function messageOf(
  { text, line }: Line,
  utterances: Vocabulary["utterances"],
  lose: Vocabulary["lose"],
): ImportedMessage | undefined {
  const modifiers = /^[?!]+/.exec(text)?.[0] ?? "";
  // Two exclamation marks are one that is meant.
  const isNegated = modifiers.replaceAll("!!", "").includes("!");
  if (isNegated) {
    lose(line, `That the bot does not say something is left out: ${text}`);
    return exactly([""], "contains");
  }
  if (modifiers.includes("?") && !modifiers.includes("??")) {
    lose(line, `A test has no message that may be missing: ${text}`);
    return undefined;
  }
  const plain =
    text.slice(modifiers.length) === ""
      ? text
      : modifiers.replace(/^(!!|\?\?)$/, (each) => each[0] ?? "") + text.slice(modifiers.length);
  const texts = utterances.get(plain) ?? [plain];
  if (!texts.some((each) => /[*]|\$\{?\w/.test(each))) return exactly(texts, "contains");
  if (texts.some((each) => /\$\{?\w/.test(each))) lose(line, `What Botium fills in is any text here: ${plain}`);
  return { kind: "bot", texts: [texts.map(wildcards).join("|")], match: "pattern" };
}

function matched(
  how: string,
  isIgnoringCase: boolean,
  given: readonly string[],
  lose: (message: string) => void,
): ImportedMessage {
  const flags = isIgnoringCase ? "(?i)" : "";
  if (how === "REGEXP") return patternMessage(flags + given.map((each) => `(?:${each})`).join("|"), lose);
  const isWhole = how === "EXACT" || how === "WILDCARDEXACT";
  if (how.startsWith("WILDCARD") || isIgnoringCase) {
    const pattern = given.map(wildcards).join("|");
    return { kind: "bot", texts: [isWhole ? `${flags}^(?:${pattern})$` : `${flags}${pattern}`], match: "pattern" };
  }
  return exactly(given, isWhole ? "text" : "contains");
}

function exactly(texts: readonly string[], match: "text" | "contains"): ImportedMessage {
  return { kind: "bot", texts, match };
}

/** `*` and what is filled in are any text, the rest is meant as it is. */
function wildcards(text: string): string {
  return text
    .split(/\*|\$\{[^}]*\}|\$\w+/)
    .map((each) => each.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join("(?:.|\\n)*");
}

function isPicture(url: string): boolean {
  return /\.(png|jpe?g|gif|svg|webp)$/i.test(url);
}
