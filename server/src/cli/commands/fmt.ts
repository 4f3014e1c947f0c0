import { type Command, Option } from "commander";
import type { ExitCode } from "../exitCode.ts";
import { type FormattedFile, formatPaths } from "../format/formatPaths.ts";
import { type Terminal, withProgress } from "../terminal.ts";

interface FmtFlags {
  readonly check?: true;
  readonly stdout?: true;
}

/** `fmt [PATH…]`: formats files in place. `done` takes the exit code. */
export function addFmtCommand(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
  program
    .command("fmt")
    .description("format flows in place")
    .argument("[PATH...]", "files and folders (default: the working directory)")
    .addOption(new Option("--check", "write nothing; list what is not formatted and exit with 1").conflicts("stdout"))
    .option("--stdout", "write nothing; print the formatted text")
    .action(async (paths: readonly string[], flags: FmtFlags) => {
      const work = formatPaths(paths.length === 0 ? ["."] : paths);
      const files = await withProgress(terminal, "Formatting…", work);
      const changed = files.filter(({ before, after }) => before !== after);
      if (flags.stdout) for (const { after } of files) terminal.out(after);
      else for (const { shown } of changed) terminal.out(`${shown}\n`);
      if (!flags.stdout && !flags.check) for (const file of changed) await file.write();
      for (const file of files) warnOfMistakes(terminal, file);
      done(flags.check && changed.length > 0 ? 1 : 0);
    });
}

function warnOfMistakes({ error, errorStyle }: Terminal, { shown, hasMistakes }: FormattedFile): void {
  if (hasMistakes) error(`${errorStyle.yellow(`${shown}: what has mistakes was left as it is.`)}\n`);
}
