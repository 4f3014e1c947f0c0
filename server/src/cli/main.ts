import { Command, CommanderError } from "commander";
import manifest from "../../../package.json" with { type: "json" };
import { addCheckCommand } from "./commands/check.ts";
import { addDapCommand } from "./commands/dap.ts";
import { addLspCommand } from "./commands/lsp.ts";
import { addRunCommand } from "./commands/run.ts";
import { exit, processTerminal } from "./terminal.ts";
import { UsageError } from "./usageError.ts";

const terminal = processTerminal();

function createProgram(done: (code: number) => void): Command {
  const program = new Command("flowstate")
    .description("Write, check and run conversations that live off APIs.")
    .version(manifest.version, "--version", "print the version")
    .helpOption("--help", "explain a command")
    .exitOverride()
    .configureOutput({ outputError: (text) => terminal.error(oneLine(text)) });
  addCheckCommand(program, terminal, manifest.version, done);
  addRunCommand(program, terminal, done);
  addLspCommand(program);
  addDapCommand(program);
  return program.action(() => {
    throw new UsageError("Name a command: check, run, lsp or dap. `flowstate --help` tells more.");
  });
}

function oneLine(text: string): string {
  return `flowstate: ${text
    .replace(/^error: /, "")
    .trim()
    .replaceAll("\n", " ")}\n`;
}

/** Runs a command line; resolves with its exit code, or with nothing where a server has taken over. */
async function main(args: readonly string[]): Promise<number | undefined> {
  let code: number | undefined;
  try {
    const program = createProgram((result) => {
      code = result;
    });
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UsageError)) throw error;
    terminal.error(oneLine(error.message));
    return 2;
  }
}

// An interrupted conversation has ended like any other.
process.once("SIGINT", () => void exit(0));

const code = await main(process.argv.slice(2));
if (code !== undefined) await exit(code);
