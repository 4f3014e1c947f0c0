import { readFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { type StateFormat, staleness, stateFormats, writeStates } from "../../interop/states/stateFormats.ts";
import { stateIds } from "../../interop/states/stateIds.ts";
import type { ExitCode } from "../exitCode.ts";
import { loadProgram } from "../run/program.ts";
import type { Terminal } from "../terminal.ts";
import { unreadable } from "../usageError.ts";

interface StatesFlags {
  readonly format: StateFormat;
  readonly check?: string;
}

/** `states [PATH]`: the wire ids of a project, for the compiler of a backend. `done` takes the exit code. */
export function addStatesCommand(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
  program
    .command("states")
    .description("print the wire ids of the dialog states, for a backend's own compiler")
    .argument("[PATH]", "a file or folder of the project", ".")
    .addOption(new Option("--format <FORMAT>", "how they are written").choices(stateFormats).default("list"))
    .option("--check <FILE>", "print nothing; exit with 1 if this file is out of date")
    .action(async (path: string, flags: StatesFlags) => done(await states(path, flags, terminal)));
}

async function states(path: string, { format, check }: StatesFlags, { out, error }: Terminal): Promise<ExitCode> {
  const loaded = await loadProgram(path);
  if ("problems" in loaded) {
    error(loaded.problems.map((problem) => `${problem}\n`).join(""));
    return 1;
  }
  const { program } = loaded;
  const ids = stateIds(program);
  const written = writeStates(ids, format, program.bot?.name ?? "this project");
  if (check === undefined) {
    out(written);
    return 0;
  }
  const stale = staleness(await textOf(check), ids, written);
  if (stale === undefined) return 0;
  const command = `flowstate states ${path}${format === "list" ? "" : ` --format ${format}`} > ${check}`;
  error(`${check} is out of date: ${stale}. Write it anew with \`${command}\`.\n`);
  return 1;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw unreadable(file, "the file cannot be read.");
  }
}
