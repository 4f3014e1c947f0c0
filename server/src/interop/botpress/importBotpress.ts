/** A bot of Botpress v12 as a project: a file for each of its flows, and one for the bot with all that it knows. */
import { parse } from "../../language/parse.ts";
import { defaultPrintOptions, printEdits, printed } from "../../language/print.ts";
import { type ForeignFile, inOrder, type Loss } from "../conversations/imported.ts";
import { type BotpressBot, type Lose, readBot } from "./files.ts";
import { flowName, flowText, startOf } from "./flowText.ts";
import { answerText, entityText, intentText } from "./vocabulary.ts";
import { nameOf } from "./words.ts";

/** What a bot came to; `undefined` where there is no bot. */
export interface ImportedBot {
  /** Names below the folder that is written to. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** By file and line: that of the node, where it is about one. */
  readonly losses: readonly Loss[];
}

export function importBotpress(files: readonly ForeignFile[]): ImportedBot | undefined {
  const losses = new Map<string, Loss>();
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const lose: Lose = (path, message, near) => {
    const line = near === undefined ? 1 : lineOf(texts.get(path) ?? "", near);
    losses.set(`${path}:${line} ${message}`, { path, line, message });
  };
  const bot = readBot(files, lose);
  if (bot === undefined) return undefined;
  for (const name of namesInBoth(files)) {
    lose("flows", `temp.${name} and session.${name} are one variable here: both live as long as the conversation.`);
  }
  const flows = [...bot.flows].filter(([name]) => !name.startsWith("skills/"));
  const flowTexts = flows.map(([name, flow]) => ({ name: fileName(name), text: flowText(bot, name, flow, lose) }));
  const own = ["bot", "botpress", "imported"].find((name) => !bot.flows.has(`${name}.flow.json`)) ?? "theBot";
  const all = [{ name: `${own}.flow`, text: botText(bot, own, lose) }, ...flowTexts];
  return {
    files: all.map(({ name, text }) => ({ name, text: laidOut(text) })),
    losses: inOrder([...losses.values()]),
  };
}

/** Names that the bot reads in `temp` and in `session`. */
function namesInBoth(files: readonly ForeignFile[]): readonly string[] {
  const namesIn = (pattern: RegExp): ReadonlySet<string> =>
    new Set(files.flatMap(({ text }) => Array.from(text.matchAll(pattern), ([, name = ""]) => name)));
  const session = namesIn(/\bsession\.(\w+)/g);
  return [...namesIn(/\btemp\.(\w+)/g)].filter((name) => session.has(name)).sort();
}

/** The line in which a node is named, counted from 1. */
function lineOf(text: string, name: string): number {
  const written = JSON.stringify(name);
  const at = Math.max(text.indexOf(`"name": ${written}`), text.indexOf(`"name":${written}`));
  return text.slice(0, Math.max(0, at)).split("\n").length;
}

function fileName(name: string): string {
  return `${flowName(name).replaceAll(/[\\/:*?"<>|`\p{Cc}]/gu, "-")}.flow`;
}

function laidOut(text: string): string {
  return printed(text, printEdits(parse(text), defaultPrintOptions));
}

function botText(bot: BotpressBot, own: string, lose: Lose): string {
  const refTo = (name: string): string | undefined => {
    const flow = bot.flows.get(name);
    const start = flow === undefined ? undefined : startOf(flow);
    return start === undefined ? undefined : `${nameOf(flowName(name))}.${nameOf(start)}`;
  };
  const [start, failure] = [refTo("main.flow.json"), refTo("error.flow.json")];
  if (start === undefined) lose("flows", "There is no main.flow.json: the bot has no start.");
  const items = [
    `languages ${bot.languages.map(nameOf).join(", ")}`,
    ...(start === undefined ? [] : [`start ${start}`]),
    ...(failure === undefined ? [] : [`failure ${failure}`]),
  ];
  const declarations = [
    ...bot.entities.map((entity) => entityText(entity, lose)),
    ...bot.intents.map((intent) => intentText(intent, bot, lose)),
    ...bot.answers.map((answer, at) =>
      answerText(answer, at, { bot, lose: (message) => lose(`qna/${answer.id}.json`, message) }),
    ),
  ];
  const head = `flow ${nameOf(own)}\n\nbot ${nameOf(bot.name)} {\n${items.join("\n")}\n}`;
  return `${[head, ...declarations.filter((each) => each !== "")].join("\n\n")}\n`;
}
