import { Command, CommanderError } from "commander";
import manifest from "../../../package.json" with { type: "json" };
import { addChannelCommand } from "./commands/channel.ts";
import { addCheckCommand } from "./commands/check.ts";
import { addDapCommand } from "./commands/dap.ts";
import { addExploreCommand } from "./commands/explore.ts";
import { addFmtCommand } from "./commands/fmt.ts";
import { addGraphCommand } from "./commands/graph.ts";
import { addImportCommand } from "./commands/import.ts";
import { addLspCommand } from "./commands/lsp.ts";
import { addRecordCommand } from "./commands/record.ts";
import { addRunCommand } from "./commands/run.ts";
import { addServeCommand } from "./commands/serve.ts";
import { addStatesCommand } from "./commands/states.ts";
import { addTestCommand } from "./commands/test.ts";
import { addUserCommand } from "./commands/user.ts";
import type { ExitCode } from "./exitCode.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usageError.ts";
import { visible } from "./visible.ts";

/** Runs a command line (without program and script); resolves with its exit code, or with nothing where a server has taken over. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode | undefined> {
  let code: ExitCode | undefined;
  const done = (result: ExitCode): void => {
    code = result;
  };
  try {
    await createProgram(terminal, done).parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UsageError)) throw error;
    terminal.error(oneLine(error.message));
    return 2;
  }
}

function createProgram(terminal: Terminal, done: (code: ExitCode) => void): Command {
  const program = new Command("flowstate")
    .description("Write, check and run conversations that live off APIs.")
    .version(manifest.version, "--version", "print the version")
    .helpOption("--help", "explain a command")
    .helpCommand(false)
    .addHelpText("after", "\nExit codes: 0 fine, 1 findings or failed tests, 2 wrong usage or unreadable input.")
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.error,
      outputError: (text) => terminal.error(oneLine(text)),
    });
  addCheckCommand(program, terminal, manifest.version, done);
  addFmtCommand(program, terminal, done);
  addRunCommand(program, terminal, done);
  addTestCommand(program, terminal, done);
  addRecordCommand(program, terminal, done);
  addExploreCommand(program, terminal, done);
  addGraphCommand(program, terminal, done);
  addStatesCommand(program, terminal, done);
  addImportCommand(program, terminal, done);
  addServeCommand(program, terminal, done);
  addChannelCommand(program, terminal, done);
  addUserCommand(program, terminal, done);
  addLspCommand(program);
  addDapCommand(program);
  return program.allowExcessArguments().action(() => {
    const [word] = program.args;
    const problem = word === undefined ? "Name a command" : `There is no command ${word}; name one`;
    const names = program.commands.map((command) => command.name()).join(", ");
    throw new UsageError(`${problem}: ${names}. \`flowstate --help\` tells more.`);
  });
}

function oneLine(text: string): string {
  return `flowstate: ${visible(
    text
      .replace(/^error: /, "")
      .trim()
      .replaceAll("\n", " "),
  )}\n`;
}
