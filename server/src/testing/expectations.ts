/** What a test expects of a bot: said the way an author would, from what the bot did. */

import type * as ast from "../language/ast.ts";
import type { BotMessage, MessageEvent, ReportCode, RunEvent, SourcePlace } from "../runtime/events.ts";
import type { Program } from "../runtime/program.ts";
import { alternativesIn } from "../runtime/texts.ts";
import { constantText } from "../semantics/nameSpans.ts";
import type { AnsweredRequest } from "./heldAnswers.ts";
import { wordsOf } from "./messages.ts";
import type { ScriptMessage, ScriptStep } from "./testScript.ts";

/** Longer texts of the bot are told by their beginning, in characters. */
const longest = 600;
const beginning = 200;

/** What is worth a step of its own; the rest of what is reported is told by what the bot says. */
const expectedReports: ReadonlySet<ReportCode> = new Set(["broken-next", "endless-loop", "missing-failure", "limit"]);

/** What the bot said, sent and reported after one step of a test; a request or report that is expected already is left out. */
export function expectationsOf(
  events: readonly RunEvent[],
  requests: readonly AnsweredRequest[],
  program: Program,
  before: Set<string>,
): readonly ScriptStep[] {
  const steps: ScriptStep[] = [];
  const once = (step: ScriptStep): void => {
    const key = JSON.stringify(step);
    if (!before.has(key)) steps.push(step);
    before.add(key);
  };
  for (const event of events) {
    if (event.type === "message") steps.push(messageStep(event, program));
    if (event.type === "report" && expectedReports.has(event.code)) once({ kind: "expectError", code: event.code });
    const sent = event.type === "request" ? requests.find(({ request }) => request.id === event.id) : undefined;
    if (sent !== undefined) once({ kind: "expectRequest", method: sent.request.method, url: sent.path });
  }
  return steps;
}

/** Where a conversation stands after all that happened in it. */
export function ending(events: readonly RunEvent[]): readonly ScriptStep[] {
  const over = events.findLast((event) => event.type === "start" || event.type === "end");
  if (over?.type === "end") return [{ kind: "expectEnded" }];
  const state = whereItWaits(events);
  return state === undefined ? [] : [{ kind: "expectState", state }];
}

/** Full name of the state in which a conversation waits. */
export function whereItWaits(events: readonly RunEvent[]): string | undefined {
  const last = events.findLast((event) => event.type === "wait" || event.type === "state");
  if (last?.type === "wait" && last.state !== undefined) return last.state;
  return events.findLast((event) => event.type === "state")?.state;
}

/** The step of a test that expects a message. */
function messageStep({ message, source }: MessageEvent, program: Program): ScriptMessage {
  const offered = {
    replies: unique((message.replies ?? []).map(({ title }) => title)),
    buttons: unique(buttonsOf(message)),
    hasImage: message.media?.kind === "image" || (message.cards ?? []).some(({ image }) => image !== undefined),
  };
  const text = wordsOf(message);
  if (text.length > longest) return { kind: "bot", match: "contains", texts: [beginningOf(text)], ...offered };
  return { kind: "bot", match: "text", texts: alternativesOf(text, source, program), ...offered };
}

function buttonsOf({ buttons = [], cards = [] }: BotMessage): readonly string[] {
  return [...buttons, ...cards.flatMap((card) => card.buttons)].map(({ title }) => title);
}

function beginningOf(text: string): string {
  return [...text.slice(0, beginning)].slice(0, -1).join("");
}

/** All that the step may say in this language, where all of it is written out; else what it said. */
function alternativesOf(text: string, source: SourcePlace | undefined, program: Program): readonly string[] {
  const said = source === undefined ? undefined : textOfStep(source, program);
  if (said === undefined) return [text];
  const languages = said.languages.length === 0 ? [""] : said.languages.map(({ language }) => language.text);
  for (const language of languages) {
    const texts = alternativesIn(said, language, undefined).map((each) => constantText(each));
    if (texts.length > 1 && texts.includes(text) && texts.every((each) => each !== undefined)) {
      return unique(texts.flatMap((each) => each ?? []));
    }
  }
  return [text];
}

function textOfStep(source: SourcePlace, program: Program): ast.Text | undefined {
  const { start, end } = source.range;
  for (const { node, place } of program.steps.values()) {
    if (place.file !== source.file || place.range.start.line !== start.line) continue;
    const isIt = place.range.start.character === start.character && place.range.end.line === end.line;
    if (isIt && node.kind === "Say") return node.text;
    if (isIt && node.kind === "Ask") return node.question;
  }
  return undefined;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
