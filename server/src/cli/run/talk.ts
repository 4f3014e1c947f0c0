import { createInterface } from "node:readline";
import type { ConversationDriver } from "../../runtime/effects/driver.ts";
import type { UserInput } from "../../runtime/events.ts";

/** Gives each line that is not empty as one input, the next when the conversation rests; resolves at the end of input. */
export async function talkByLines(driver: ConversationDriver, inputOf: (line: string) => UserInput): Promise<void> {
  for await (const line of linesOf(process.stdin)) {
    if (line.trim() !== "") await driver.send(inputOf(line));
  }
  await driver.settled();
}

/** Lines end at a line feed alone: the other line ends of Unicode, where Node's reader breaks too, may stand in JSON. */
async function* linesOf(input: NodeJS.ReadStream): AsyncGenerator<string> {
  let open: string[] = [];
  input.setEncoding("utf8");
  for await (const chunk of input) {
    const [first = "", ...others] = String(chunk).split("\n");
    open.push(first);
    for (const next of others) {
      yield open.join("").replace(/\r$/, "");
      open = [next];
    }
  }
  yield open.join("");
}

/** A prompt that stays below what the bot says. */
export interface Prompt {
  /** Writes a line to standard output, above the prompt. */
  readonly print: (line: string) => void;
  /** Writes a line to standard error, above the prompt. */
  readonly printError: (line: string) => void;
  /** Gives typed lines to a conversation that has just begun; resolves at Ctrl-D and Ctrl-C. */
  talk(driver: ConversationDriver, begun: Promise<void>, inputOf: (line: string) => UserInput): Promise<void>;
}

/** Opens a prompt on a terminal; the user may write while the bot is still at work. */
export function openPrompt(): Prompt {
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: true, prompt: "> " });
  let isOpen = false;
  const printTo = (stream: NodeJS.WriteStream) => (line: string) => {
    if (isOpen) process.stdout.write("\r\u001b[K");
    stream.write(line);
    if (isOpen) lines.prompt(true);
  };
  return {
    print: printTo(process.stdout),
    printError: printTo(process.stderr),
    talk: async (driver, begun, inputOf) => {
      isOpen = true;
      lines.prompt();
      await new Promise<void>((resolve, reject) => {
        begun.catch(reject);
        lines.on("line", (line) => {
          if (line.trim() !== "") driver.send(inputOf(line)).catch(reject);
          lines.prompt();
        });
        lines.on("close", () => {
          isOpen = false;
          resolve();
        });
        // In raw mode Ctrl-C comes here and not as a signal.
        lines.on("SIGINT", () => lines.close());
      });
      process.stdout.write("\n");
    },
  };
}
