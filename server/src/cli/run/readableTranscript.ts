/**
 * A transcript that people read and `--replay` understands: what was said, and, word for word, what came from outside.
 * An entry begins with the seconds since the beginning; what belongs to it stands below, behind blanks.
 */
import type { RunEvent, UserInput } from "../../runtime/events.ts";
import { isWait, type RecordedAnswer } from "../../runtime/replay/recording.ts";
import { createStyle } from "../terminal.ts";
import { visible } from "../visible.ts";
import { Presenter } from "./presenter.ts";
import type { TranscriptHeader } from "./transcriptHeader.ts";

/** The first line of the file. */
export const readableTitle = "Flowstate transcript 1";

/** Before a line that belongs to the entry above. */
export const blanks = " ".repeat(14);

/** The lines at the top of the file: how the conversation was begun. */
export function printHeader({ transcript: _, now, ...others }: TranscriptHeader): string {
  const lines = Object.entries(others).map(([name, value]) => `${name}: ${json(value)}`);
  return [readableTitle, `now: ${json(new Date(now).toISOString())}`, ...lines, "", ""].join("\n");
}

/** Turns the events of one conversation into the lines of its transcript. */
export class TranscriptWriter {
  readonly #begin: number;
  readonly #presenter = new Presenter({
    style: createStyle(false),
    errorStyle: createStyle(false),
    isInteractive: false,
    shown: (file) => file,
  });
  #wait: number | undefined;

  constructor({ now }: TranscriptHeader) {
    this.#begin = now;
  }

  /** The lines of an event, each with its line end; none for what a reader need not know. */
  lines(event: RunEvent): string {
    const waited = this.#wait === undefined ? "" : this.#entry(event.at, [`waited ${event.at - this.#wait} ms`]);
    this.#wait = isWait(event) ? event.at : undefined;
    return waited + this.#entry(event.at, this.#told(event));
  }

  #told(event: RunEvent): readonly string[] {
    switch (event.type) {
      case "input":
        this.#presenter.present(event);
        return [printInput(event.input)];
      case "response":
        return printAnswer(event);
      case "request":
        return [
          `→ ${event.method} ${visible(event.url)}`,
          ...(event.body === null ? [] : printJson("body", event.body)),
        ];
      case "state":
        return [`@ ${visible(event.state)}`];
      case "step":
        return isWait(event) ? ["waits"] : [];
      case "end":
        return [`— ${event.reason} —`];
      default: {
        const { out, error } = this.#presenter.present(event);
        return [...out, ...error.map((line) => `! ${line}`)];
      }
    }
  }

  #entry(at: number, lines: readonly string[]): string {
    const [first, ...more] = lines.flatMap((line) => line.split(/\r\n|[\n\r\u2028\u2029]/));
    if (first === undefined) return "";
    const ms = at - this.#begin;
    const time = Number.isInteger(ms) ? (ms / 1000).toFixed(3) : `${ms}ms`;
    return `${[`${time.padStart(10)}  ${first}`, ...more.map((line) => blanks + line)].join("\n")}\n`;
  }
}

function printInput(input: UserInput): string {
  switch (input.type) {
    case "text":
      return `user: ${printWords(input.text)}`;
    case "tap":
      return `tap: ${printWords(input.text)}${input.value === undefined ? "" : ` = ${json(input.value)}`}`;
    case "event":
      return `event: ${printWords(input.name)}${input.data === undefined ? "" : ` = ${json(input.data)}`}`;
    case "attachment":
      return `attachment: ${json(input.data)}`;
    case "silence":
      return `silence: ${input.ms} ms`;
  }
}

/** Words as they are; as a JSON string where they could be read as something else. */
function printWords(text: string): string {
  const isPlain = /^[^"\s\p{C}]([^\p{C}\p{Zl}\p{Zp}]*[^\s\p{C}])?$/u.test(text) && !text.includes(" = ");
  return isPlain ? text : json(text);
}

function printAnswer(answer: RecordedAnswer): readonly string[] {
  const { status, outcome, ms, headers, body, error, mock, recording, leftOut } = answer;
  return [
    `← ${status ?? "-"} ${outcome} in ${ms} ms`,
    ...(Object.keys(headers).length === 0 ? [] : [`headers ${json(headers)}`]),
    ...(body === null ? [] : printJson("body", body)),
    ...Object.entries({ error, mock, recording, leftOut }).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name} ${json(value)}`],
    ),
  ];
}

function printJson(name: string, value: unknown): readonly string[] {
  return `${name} ${json(value, 2)}`.split("\n");
}

/** JSON that holds none of the line ends, and of the signs that a terminal obeys, that JSON allows in texts. */
function json(value: unknown, indent = 0): string {
  const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value, null, indent).replace(/[\u007F-\u009F\u2028-\u202E]/g, escaped);
}
