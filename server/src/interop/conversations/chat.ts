import { type Activity, type Card, lossesOf, stepsOfActivities } from "./activities.ts";
import { type ForeignFile, type Imported, inOrder, type Loss, plainFileName } from "./imported.ts";

/** Each `.chat` of the Bot Framework as one test: lines `user: …` and `bot: …`, with commands in brackets. */
export function importChats(files: readonly ForeignFile[]): Imported {
  const losses: Loss[] = [];
  const imported = files.flatMap(({ path, text }) => {
    const lose = lossesOf(path, losses);
    const activities = messagesIn(text, lose).flatMap((message) => activitiesOf(message, lose));
    const made = stepsOfActivities(activities, lose);
    return made.length === 0 ? [] : [{ path, tests: [{ name: plainFileName(path), steps: made }] }];
  });
  return { files: imported, losses: inOrder(losses) };
}

interface ChatMessage {
  readonly line: number;
  readonly from: "user" | "bot";
  readonly body: string;
}

/** What stands before the first message is the header: who is called what. */
function messagesIn(text: string, lose: (line: number, message: string) => void): readonly ChatMessage[] {
  const names = new Map<string, "user" | "bot">([
    ["user", "user"],
    ["bot", "bot"],
  ]);
  const messages: { line: number; from: "user" | "bot"; body: string[] }[] = [];
  for (const [at, line] of text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .entries()) {
    const header = /^\s*(user|bot)\s*=\s*(.*?)\s*$/i.exec(line);
    if (header !== null && messages.length === 0) {
      names.set((header[2] ?? "").toLowerCase(), header[1]?.toLowerCase() === "bot" ? "bot" : "user");
      continue;
    }
    if (/^\s*>/.test(line)) continue;
    const begin = /^\s*([^:[\]]{1,60}?)\s*:(.*)$/.exec(line);
    const from = names.get((begin?.[1] ?? "").toLowerCase());
    if (from !== undefined) messages.push({ line: at + 1, from, body: [begin?.[2] ?? ""] });
    else if (messages.length > 0) messages.at(-1)?.body.push(line);
    else if (line.trim() !== "") lose(at + 1, `What stands before the first message is left out: ${line.trim()}`);
  }
  return messages.map(({ line, from, body }) => ({ line, from, body: body.join("\n") }));
}

/** A message, and an activity of its own for each command that is more than a part of a message. */
function activitiesOf(
  { line, from, body }: ChatMessage,
  lose: (line: number, message: string) => void,
): readonly Activity[] {
  const parts = { suggested: [] as string[], cards: [] as Card[], files: [] as Activity["files"][number][] };
  const others: string[] = [];
  let wait = 0;
  const text = body.replaceAll(command, (whole: string, name: string, value: string | undefined, at: number) => {
    const here = line + linesIn(body.slice(0, at));
    const given = (value ?? "").trim();
    switch (name.toLowerCase()) {
      case "delay":
        wait += Number.parseInt(given, 10) || 0;
        break;
      case "suggestedactions":
      case "suggestions":
        parts.suggested.push(...listed(given));
        break;
      case "attachment":
        attach(given, parts.files, (message) => lose(here, message));
        break;
      case "herocard":
      case "thumbnailcard":
        parts.cards.push(cardOf(given, (message) => lose(here, message)));
        break;
      case "endofconversation":
        others.push("endOfConversation");
        break;
      default:
        lose(here, `A test cannot say [${name}${value === undefined ? "" : "=…"}].`);
    }
    return whole.includes("\n") ? "\n" : "";
  });
  const said = text
    .split("\n")
    .map((each) => each.trim())
    .join("\n")
    .trim();
  const base = { line, from, name: "" };
  const nothing = { text: "", suggested: [], cards: [], files: [], wait: 0 };
  const isEmpty = said === "" && parts.suggested.length + parts.cards.length + parts.files.length === 0;
  return [
    ...(isEmpty && wait === 0 ? [] : [{ ...base, type: "message", text: said, wait, ...parts }]),
    ...others.map((type) => ({ ...base, ...nothing, type })),
  ];
}

/** What stands in brackets is a command only if it is one: texts are Markdown, which has brackets of its own. */
const command =
  /\[(Typing|Delay|SuggestedActions|Suggestions|Attachment|AttachmentLayout|HeroCard|ThumbnailCard|SigninCard|AnimationCard|AudioCard|VideoCard|MediaCard|OAuthCard|ReceiptCard|AdaptiveCard|ConversationUpdate|MessageReaction|EndOfConversation|Event)(?:\s*=([^\]]{0,5000}))?\]/gi;

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}

function listed(text: string): readonly string[] {
  return text
    .split("|")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

/** `[Attachment=URL TYPE]`; the type may be left out where the ending tells it. */
function attach(given: string, files: Activity["files"][number][], lose: (message: string) => void): void {
  const [url = "", type = ""] = given.split(/\s+/);
  if (/card/i.test(type)) {
    lose(`A test cannot say a card of type ${type}: ${url}.`);
    return;
  }
  const isImage = /^image\b/i.test(type) || (type === "" && /\.(png|jpe?g|gif|svg|webp)$/i.test(url));
  const name = url.slice(url.lastIndexOf("/") + 1);
  files.push({ type: isImage ? "image" : (/^(video|audio)\b/i.exec(type)?.[1]?.toLowerCase() ?? "file"), url, name });
}

/** The lines `name=value` of a card. */
function cardOf(given: string, lose: (message: string) => void): Card {
  const values = new Map(
    Array.from(given.matchAll(/^\s*(\w+)\s*=\s*(.*?)\s*$/gm), ([, name = "", value = ""]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  const [subtitle, text] = [values.get("subtitle"), values.get("text")];
  if (subtitle !== undefined && text !== undefined) lose(`A card has no third text: ${JSON.stringify(text)}.`);
  return {
    title: values.get("title") ?? "",
    subtitle: subtitle ?? text ?? "",
    buttons: listed(values.get("buttons") ?? ""),
    hasImage: values.has("image") || values.has("images"),
  };
}
