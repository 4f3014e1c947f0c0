import { writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { importBotium } from "../../interop/conversations/botium.ts";
import { importChats } from "../../interop/conversations/chat.ts";
import type { ForeignFile, Imported, Loss } from "../../interop/conversations/imported.ts";
import { importRasa } from "../../interop/conversations/rasa.ts";
import { importTranscripts } from "../../interop/conversations/transcript.ts";
import type { ExitCode } from "../exitCode.ts";
import { readForeign } from "../import/readForeign.ts";
import { writeAll, writtenFiles } from "../import/writeImported.ts";
import { type Terminal, withProgress } from "../terminal.ts";
import { UsageError } from "../usageError.ts";

interface Source {
  readonly what: string;
  /** Endings of the files that are read. */
  readonly endings: readonly string[];
  readonly read: (files: readonly ForeignFile[]) => Imported;
}

const sources: Readonly<Record<string, Source>> = {
  transcript: {
    what: "transcripts of the Bot Framework",
    endings: [".transcript", ".transcript.json"],
    read: importTranscripts,
  },
  chat: { what: ".chat files of the Bot Framework", endings: [".chat"], read: importChats },
  botium: {
    what: "conversations of Botium",
    endings: [".convo.txt", ".pconvo.txt", ".utterances.txt"],
    read: importBotium,
  },
  rasa: { what: "stories and end-to-end tests of Rasa", endings: [".yml", ".yaml"], read: importRasa },
};

interface ImportFlags {
  readonly out: string;
  readonly report?: string;
}

/** `import WHAT PATH`: conversations of other tools as tests. `done` takes the exit code. */
export function addImportCommand(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
  const parent = program.command("import").description("make tests of the conversations of other tools");
  for (const [name, source] of Object.entries(sources)) {
    parent
      .command(name)
      .description(`import ${source.what}`)
      .argument("<PATH>", `a file, or a folder with files that end in ${source.endings.join(", ")}`)
      .addOption(new Option("--out <DIR>", "where the .test.flow files are written").default("."))
      .option("--report <FILE>", "write down what could not be imported, with file and line")
      .action(async (path: string, flags: ImportFlags) => {
        done(await withProgress(terminal, "Importing…", importAll(path, source, flags, terminal)));
      });
  }
}

async function importAll(
  path: string,
  source: Source,
  flags: ImportFlags,
  { out, error }: Terminal,
): Promise<ExitCode> {
  const { files, losses } = source.read(await readForeign(path, source.endings));
  const written = writtenFiles(files);
  await writeAll(flags.out, written);
  const report = reportOf(losses);
  if (flags.report !== undefined) await writeReport(flags.report, report);
  else error(report);
  const tests = files.reduce((sum, file) => sum + file.tests.length, 0);
  const lost =
    losses.length === 0 ? "nothing was lost" : `${counted(losses.length, "thing")} could not be said as it was`;
  const where = losses.length > 0 && flags.report !== undefined ? ` (${flags.report})` : "";
  out(`${counted(tests, "test")} in ${counted(written.length, "file")}; ${lost}${where}.\n`);
  return tests === 0 ? 1 : 0;
}

/** A line for each loss: `file:line: what`. */
function reportOf(losses: readonly Loss[]): string {
  return losses.map(({ path, line, message }) => `${path}:${line}: ${message.replaceAll(/\s+/g, " ")}\n`).join("");
}

async function writeReport(file: string, report: string): Promise<void> {
  try {
    await writeFile(file, report);
  } catch {
    throw new UsageError(`The report cannot be written to ${file}.`);
  }
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
