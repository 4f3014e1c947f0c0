import { printValue, type Value } from "../../expressions/values.ts";
import type {
  BotMessage,
  MessageButton,
  ReportEvent,
  ResponseEvent,
  RunEvent,
  UserInput,
} from "../../runtime/events.ts";
import type { Style } from "../terminal.ts";
import { visible } from "../visible.ts";

/** One thing that the user may answer with its number or its title. */
interface Choice {
  readonly title: string;
  readonly value: Value | undefined;
}

/** Lines for standard output and standard error. */
export interface Presented {
  readonly out: readonly string[];
  readonly error: readonly string[];
}

export interface PresenterOptions {
  readonly style: Style;
  readonly errorStyle: Style;
  /** Somebody watches: durations may be shown. */
  readonly isInteractive: boolean;
  /** The path that a file of the project is shown with. */
  readonly shown: (file: string) => string;
}

/**
 * Turns run events into lines, and what is typed into inputs. It remembers what was offered since the last input:
 * a number or a title taps it. Where a number is asked for and there is something to tap, numbers are answers.
 */
export class Presenter {
  readonly #options: PresenterOptions;
  #choices: Choice[] = [];
  #awaitsNumber = false;

  constructor(options: PresenterOptions) {
    this.#options = options;
  }

  present(event: RunEvent): Presented {
    switch (event.type) {
      case "input":
        this.#choices = [];
        this.#awaitsNumber = false;
        return nothing;
      case "message":
        return out(this.#message(event.message));
      case "request":
        return out([this.#options.style.dim(`→ ${event.method} ${visible(event.url)}`)]);
      case "response":
        return out([this.#options.style.dim(`← ${visible(this.#answer(event))}`)]);
      case "wait":
        this.#awaitsNumber = event.answerType === "number" || event.answerType === "integer";
        return nothing;
      case "end":
        return event.reason === "end" ? out([this.#options.style.dim("— The conversation has ended. —")]) : nothing;
      case "action":
        return out([
          this.#options.style.dim(
            visible(`* ${event.action} ${event.name}${event.data === null ? "" : ` ${printValue(event.data)}`}`),
          ),
        ]);
      case "report":
        return { out: [], error: [this.#report(event)] };
      default:
        return nothing;
    }
  }

  /** What a typed line means. */
  inputOf(line: string): UserInput {
    const text = line.trim();
    const number = /^\d+$/.test(text) && !this.#awaitsNumber ? this.#choices[Number(text) - 1] : undefined;
    const choice = number ?? this.#choices.findLast(({ title }) => title.trim().toLowerCase() === text.toLowerCase());
    if (choice === undefined) return { type: "text", text: line };
    return { type: "tap", text: choice.title, ...(choice.value === undefined ? {} : { value: choice.value }) };
  }

  #message(message: BotMessage): readonly string[] {
    const cards = (message.cards ?? []).flatMap((card) => [
      `  ${visible([card.title, card.subtitle, card.image].filter((part) => part !== undefined).join(" · "))}`,
      ...card.buttons.map((button) => this.#button(button)),
    ]);
    const said = visible(bodyOf(message));
    return [
      ...(said === "" ? [] : [`${this.#options.style.bold("bot:")} ${said.replaceAll("\n", "\n     ")}`]),
      ...cards,
      ...(message.buttons ?? []).map((button) => this.#button(button)),
      ...(message.replies ?? []).map((reply) => this.#offer(reply.title, reply.value)),
    ];
  }

  #button(button: MessageButton): string {
    if (button.kind === "go") return this.#offer(button.title, button.value);
    const target = button.kind === "open" ? button.url : button.number;
    return `  ${visible(button.title)}: ${this.#options.style.cyan(visible(target))}`;
  }

  #offer(title: string, value: Value | undefined): string {
    this.#choices.push({ title, value });
    return `  ${this.#options.style.cyan(`${this.#choices.length}.`)} ${visible(title)}`;
  }

  #answer({ status, outcome, error, ms, recording }: ResponseEvent): string {
    const isTold = outcome === "success" || outcome === "failure";
    const what = status === null ? (error ?? outcome) : isTold ? `${status}` : `${status} (${error ?? outcome})`;
    if (recording !== undefined) return `${what} from ${recording}`;
    // How long it took differs from run to run, and what is piped on should not.
    return this.#options.isInteractive ? `${what} in ${ms} ms` : what;
  }

  #report({ source, code, message }: ReportEvent): string {
    const { errorStyle, shown } = this.#options;
    if (source === undefined) return `${errorStyle.yellow(code)}: ${visible(message)}`;
    const { line, character } = source.range.start;
    return `${errorStyle.bold(`${visible(shown(source.file))}:${line + 1}:${character + 1}`)}: ${errorStyle.yellow(code)}: ${visible(message)}`;
  }
}

const nothing: Presented = { out: [], error: [] };

function out(lines: readonly string[]): Presented {
  return { out: lines, error: [] };
}

function bodyOf(message: BotMessage): string {
  const media = message.media === undefined ? [] : [`[${message.media.kind}] ${message.media.url}`];
  const place =
    message.location === undefined ? [] : [`[location] ${message.location.latitude}, ${message.location.longitude}`];
  const raw = message.type === "payload" ? [`[payload${channel(message)}] ${JSON.stringify(message.raw ?? null)}`] : [];
  return [...media, ...place, ...raw, ...(message.text === undefined ? [] : [message.text])].join(" · ");
}

function channel(message: BotMessage): string {
  return message.channel === undefined ? "" : ` for ${message.channel}`;
}
