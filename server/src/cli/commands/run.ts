import { type Command, Option } from "commander";
import type { ExitCode } from "../exitCode.ts";
import { converse } from "../run/converse.ts";
import { type RunFlags, readSeed, readTime } from "../run/options.ts";
import { loadProgram } from "../run/program.ts";
import { readTranscript } from "../run/transcript.ts";
import { type Terminal, withProgress } from "../terminal.ts";
import { visible } from "../visible.ts";

/** `run [PATH]`: talks to a bot in the terminal, or by lines of JSON. `done` takes the exit code. */
export function addRunCommand(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
  program
    .command("run")
    .description("talk to a bot in the terminal")
    .argument("[PATH]", "a .flow file or a folder", ".")
    .option("--start <STATE>", "begin at this state instead of the bot's start")
    .addOption(
      new Option("--preset <NAME>", "memory to begin with; may be given several times")
        .default([], "none")
        .argParser((name, earlier: readonly string[]) => [...earlier, name]),
    )
    .option("--mocks", "answer API steps from the project's mocks where one fits", false)
    .option("--recordings", "answer API steps from the recordings beside the flows where one fits", false)
    .option("--user <ID>", "the user's id")
    .option("--language <L>", "the user's language instead of the bot's first")
    .option("--seed <N>", "makes what is chosen at random the same each time", readSeed)
    .option("--now <TIME>", "start the clock here; it then moves only by `wait` and by silence", readTime)
    .option("--json", "one input a line on standard input, one run event a line on standard output", false)
    .option(
      "--transcript <FILE>",
      "write the conversation to a file that --replay reads: JSON lines if its name ends in .jsonl or .json, else to be read by people",
    )
    .option("--replay <FILE>", "take inputs and API answers from a file; nothing is read or requested")
    .action(async (path: string, flags: RunFlags) => done(await run(path, flags, terminal)));
}

async function run(path: string, flags: RunFlags, terminal: Terminal): Promise<ExitCode> {
  const replay = flags.replay === undefined ? undefined : await readTranscript(flags.replay);
  const loaded = await withProgress(terminal, "Reading the flows…", loadProgram(path));
  if (!("program" in loaded)) {
    for (const problem of loaded.problems) terminal.error(`${visible(problem)}\n`);
    return 1;
  }
  await converse(loaded, flags, replay, terminal);
  return 0;
}
