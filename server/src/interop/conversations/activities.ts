/** Activities of the Bot Framework, from a transcript or a `.chat` file, as the steps of a test. */
import { isObject, type Value } from "../../expressions/values.ts";
import type { ImportedMessage, ImportedStep, Loss } from "./imported.ts";

export interface Card {
  readonly title: string;
  readonly subtitle: string;
  readonly buttons: readonly string[];
  readonly hasImage: boolean;
}

/** What one side does at once. */
export interface Activity {
  readonly line: number;
  readonly from: "user" | "bot";
  /** `message`, `event`, `endOfConversation`, …, as the Bot Framework calls them. */
  readonly type: string;
  readonly text: string;
  /** Of an event. */
  readonly name: string;
  /** What an event carries. */
  readonly data?: Value;
  /** Titles of the suggested actions. */
  readonly suggested: readonly string[];
  readonly cards: readonly Card[];
  /** Milliseconds that go by before it. */
  readonly wait: number;
  readonly files: readonly { readonly type: string; readonly url: string; readonly name: string }[];
}

/** The steps, and what they cannot say. */
export function stepsOfActivities(
  activities: readonly Activity[],
  lose: (line: number, message: string) => void,
): readonly ImportedStep[] {
  // What the user chooses of what was offered is a tap.
  const offered = new Set<string>();
  return activities.flatMap((activity): readonly ImportedStep[] => {
    const { from, line, wait } = activity;
    if (wait > 0 && from === "bot") lose(line, `That the bot waits ${wait} ms is left out.`);
    const before: readonly ImportedStep[] = wait > 0 && from === "user" ? [{ kind: "wait", ms: wait }] : [];
    return [...before, ...stepsOf(activity)];
  });

  function stepsOf(activity: Activity): readonly ImportedStep[] {
    const { from, type, line } = activity;
    if (type === "message") return from === "bot" ? said(activity, offered, lose) : done(activity, offered, lose);
    if (type === "endOfConversation" && from === "bot") return [{ kind: "expectEnded" }];
    if (type === "event" && from === "user") return [happened(activity, lose)];
    lose(line, `A test cannot say \`${type}\` of the ${from}.`);
    return [];
  }
}

/** An event carries an object here: anything else is told. */
function happened({ name, data, line }: Activity, lose: (line: number, message: string) => void): ImportedStep {
  if (data === undefined || data === null) return { kind: "event", name };
  if (isObject(data)) return { kind: "event", name, data };
  lose(line, `The value of an event is an object here; left out: ${JSON.stringify(data)}.`);
  return { kind: "event", name };
}

function done(
  { text, files, line, suggested, cards }: Activity,
  offered: ReadonlySet<string>,
  lose: (line: number, message: string) => void,
): readonly ImportedStep[] {
  if (suggested.length + cards.length > 0) lose(line, "A user sends no cards and no suggested actions.");
  const words: readonly ImportedStep[] =
    text === "" ? [] : [offered.has(text) ? { kind: "tap", title: text } : { kind: "user", text }];
  return [...words, ...files.map((data) => ({ kind: "attach" as const, data }))];
}

function said(
  { text, suggested, cards, files, line }: Activity,
  offered: Set<string>,
  lose: (line: number, message: string) => void,
): readonly ImportedStep[] {
  const messages: ImportedMessage[] = text === "" ? [] : [{ kind: "bot", texts: [text], match: "text" }];
  if (cards.length > 0) messages.push(cardMessage(cards));
  for (const { type, url } of files) {
    if (type === "image") messages.push({ kind: "bot", texts: [""], match: "contains", hasImage: true });
    else lose(line, `A test cannot say that the bot sends ${url === "" ? `a file (${type})` : url}.`);
  }
  const last = messages.pop();
  if (last === undefined) {
    if (suggested.length > 0) lose(line, "Suggested actions without a message are left out.");
    return [];
  }
  for (const title of [...suggested, ...cards.flatMap(({ buttons }) => buttons)]) offered.add(title);
  return [...messages, suggested.length === 0 ? last : { ...last, replies: suggested }];
}

/** Cards are told by what stands on them, a line each. */
function cardMessage(cards: readonly Card[]): ImportedMessage {
  const words = cards.flatMap(({ title, subtitle }) => [title, subtitle]).filter((each) => each !== "");
  const buttons = cards.flatMap((card) => card.buttons);
  return {
    kind: "bot",
    texts: [words.join("\n")],
    match: words.length === 0 ? "contains" : "text",
    ...(buttons.length === 0 ? {} : { buttons }),
    ...(cards.some(({ hasImage }) => hasImage) ? { hasImage: true } : {}),
  };
}

/** Collects what is lost of one file. */
export function lossesOf(path: string, losses: Loss[]): (line: number, message: string) => void {
  return (line, message) => void losses.push({ path, line, message });
}
