import { styleText } from "node:util";

/** The colours of the command line; where there are none the text comes back as it is. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** Where a command writes to and whether somebody watches. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Standard output is a terminal. */
  readonly isInteractive: boolean;
  readonly style: Style;
  readonly errorStyle: Style;
}

/** The terminal of this process. `NO_COLOR` is honoured, and nothing is coloured that is not a terminal. */
export function processTerminal(): Terminal {
  // Whoever reads our output may stop reading (`flowstate check | head`): that is no failure of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  process.stderr.on("error", () => {});
  const hasColors = (process.env["NO_COLOR"] ?? "") === "" && process.env["TERM"] !== "dumb";
  return {
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    isInteractive: process.stdout.isTTY === true,
    style: createStyle(hasColors && process.stdout.isTTY === true),
    errorStyle: createStyle(hasColors && process.stderr.isTTY === true),
  };
}

/** Colours, or the same functions without effect. */
export function createStyle(enabled: boolean): Style {
  const paint = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    enabled ? styleText(format, text, { validateStream: false }) : text;
  return { bold: paint("bold"), dim: paint("dim"), red: paint("red"), yellow: paint("yellow"), cyan: paint("cyan") };
}

/** Says on standard error what is going on as soon as it has taken a second. */
export async function withProgress<T>(terminal: Terminal, what: string, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => terminal.error(`${terminal.errorStyle.dim(what)}\n`), 1000);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

/** Ends the process after all that was written has left it. */
export async function exit(code: number): Promise<never> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise<void>((resolve) => stream.write("", () => resolve()));
  }
  process.exit(code);
}
