import { writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { importBotpress } from "../../interop/botpress/importBotpress.ts";
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

/** What a bot is read from. */
const botEndings = [".json"];

interface ImportFlags {
  readonly out: string;
  readonly report?: string;
}

/** `import WHAT PATH`: a bot of Botpress, or conversations of other tools as tests. `done` takes the exit code. */
export function addImportCommand(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
  const parent = program.command("import").description("take over bots and conversations of other tools");
  parent
    .command("botpress")
    .description("import a bot of Botpress v12 as flows")
    .argument("<PATH>", "the folder of the bot, with bot.config.json and flows/")
    .addOption(new Option("--out <DIR>", "where the .flow files are written").default("."))
    .option("--report <FILE>", "write down what could not be imported, with file and line")
    .action(async (path: string, flags: ImportFlags) => {
      done(await withProgress(terminal, "Importing…", importBot(path, flags, terminal)));
    });
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
  await tellLosses(losses, flags.report, error);
  const tests = files.reduce((sum, file) => sum + file.tests.length, 0);
  out(`${counted(tests, "test")} in ${counted(written.length, "file")}; ${lostWords(losses, flags.report)}.\n`);
  return tests === 0 ? 1 : 0;
}

async function importBot(path: string, flags: ImportFlags, { out, error }: Terminal): Promise<ExitCode> {
  const root = path.replaceAll("\\", "/").replace(/\/+$/, "");
  const found = (await readForeign(root, botEndings)).map((file) => ({
    ...file,
    path: file.path.slice(root.length + 1),
  }));
  const bots = found.flatMap(
    (file) => /^(.*\/)?bot\.config\.json$/.exec(file.path)?.[1] ?? (file.path === "bot.config.json" ? "" : []),
  );
  const [folder = "", ...others] = bots;
  if (others.length > 0)
    throw new UsageError(`${path} holds several bots (${bots.join(", ")}): name the folder of one.`);
  const files = found
    .filter((file) => file.path.startsWith(folder))
    .map((file) => ({ ...file, path: file.path.slice(folder.length) }));
  const imported = importBotpress(files);
  if (imported === undefined)
    throw new UsageError(`${path} holds no bot of Botpress: there is no flows/*.flow.json in it.`);
  await writeAll(flags.out, imported.files);
  const losses = imported.losses.map((loss) => ({ ...loss, path: `${root}/${folder}${loss.path}` }));
  await tellLosses(losses, flags.report, error);
  out(`${counted(imported.files.length, "file")}; ${lostWords(losses, flags.report)}.\n`);
  return 0;
}

async function tellLosses(losses: readonly Loss[], file: string | undefined, error: Terminal["error"]): Promise<void> {
  const report = reportOf(losses);
  if (file !== undefined) await writeReport(file, report);
  else error(report);
}

function lostWords(losses: readonly Loss[], file: string | undefined): string {
  if (losses.length === 0) return "nothing was lost";
  return `${counted(losses.length, "thing")} could not be said as it was${file === undefined ? "" : ` (${file})`}`;
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
