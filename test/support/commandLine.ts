import { spawn } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { runCommandLine } from "../../server/src/cli/commandLine.ts";
import { createStyle } from "../../server/src/cli/terminal.ts";

/** What a command line printed, and how it ended. */
export interface Outcome {
  readonly code: number | undefined;
  readonly out: string;
  readonly error: string;
}

/** A folder on the disk that goes when the test is over. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

/** Writes files (path to text) into a new folder; `await using` removes it. */
export async function temporaryFolder(files: Readonly<Record<string, string>>): Promise<TemporaryFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "flowstate-")));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Runs a command line in this process, without colours and without a terminal. */
export async function commandLine(...args: readonly string[]): Promise<Outcome> {
  let out = "";
  let error = "";
  const code = await runCommandLine(args, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    isInteractive: false,
    style: createStyle(false),
    errorStyle: createStyle(false),
  });
  return { code, out, error };
}

/** The source of the command line, which Node runs as it is. */
export const commandLineFile = fileURLToPath(new URL("../../server/src/cli/main.ts", import.meta.url));

/** Runs the command line as a program of its own, from its source. */
export async function spawnCommandLine(args: readonly string[], options: ProgramOptions = {}): Promise<Outcome> {
  return await runProgram(commandLineFile, args, options);
}

interface ProgramOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a file as a program in the Node of the tests. */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", file, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  });
  let out = "";
  let error = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    error += chunk.toString();
  });
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code: code ?? undefined, out, error };
}

/** A run event as `run --json` prints it. */
export interface PrintedEvent {
  readonly type: string;
  readonly turn: number;
  readonly at: number;
  readonly [field: string]: unknown;
}

/** The events of the output of `run --json`. */
export function printedEvents(out: string): readonly PrintedEvent[] {
  const lines = out.trim().split("\n");
  return lines.map((line) =>
    z.looseObject({ type: z.string(), turn: z.number(), at: z.number() }).parse(JSON.parse(line)),
  );
}

const place = z.object({ line: z.number(), character: z.number() });
const range = z.object({ start: place, end: place });

const checkReport = z.strictObject({
  version: z.literal(1),
  files: z.number(),
  errors: z.number(),
  warnings: z.number(),
  diagnostics: z.array(
    z.strictObject({
      file: z.string(),
      range,
      severity: z.enum(["error", "warning", "information", "hint"]),
      code: z.string(),
      message: z.string().min(1),
      related: z.array(z.strictObject({ file: z.string(), range, message: z.string().min(1) })),
    }),
  ),
});

/** The output of `check --format json`, held to its shape. */
export function printedReport(out: string): z.infer<typeof checkReport> {
  return checkReport.parse(JSON.parse(out));
}
