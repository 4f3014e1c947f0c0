import { type Command, Option } from "commander";
import type { RunEvent } from "../../runtime/events.ts";
import { exposedEnvironment } from "../../workspace/exposedEnvironment.ts";
import { nodeFileSystem } from "../../workspace/fileSystem.node.ts";
import { joinUri } from "../../workspace/uris.ts";
import type { ExitCode } from "../exitCode.ts";
import { shownPath } from "../locations.ts";
import { headerOf } from "../run/beginning.ts";
import { prepareConversation } from "../run/conversation.ts";
import { inputOfLine } from "../run/inputs.ts";
import { type RunFlags, readSeed, readTime } from "../run/options.ts";
import { Presenter } from "../run/presenter.ts";
import { loadProgram, type RunnableProject } from "../run/program.ts";
import { tellAgain } from "../run/replay.ts";
import { openPrompt, type Prompt, talkByLines } from "../run/talk.ts";
import { readTranscript, type Transcript, writeTranscript } from "../run/transcript.ts";
import { type Terminal, withProgress } from "../terminal.ts";

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
    for (const problem of loaded.problems) terminal.error(`${problem}\n`);
    return 1;
  }
  await converse(loaded, flags, replay, terminal);
  return 0;
}

async function converse(
  project: RunnableProject,
  flags: RunFlags,
  replay: Transcript | undefined,
  terminal: Terminal,
): Promise<void> {
  const isTyped = process.stdin.isTTY === true && terminal.isInteractive && !flags.json && replay === undefined;
  const prompt = isTyped ? openPrompt() : undefined;
  const presenter = new Presenter({
    style: terminal.style,
    errorStyle: terminal.errorStyle,
    isInteractive: terminal.isInteractive,
    shown: (file) => shownPath(joinUri(project.folder, file)),
  });
  const show = flags.json ? jsonLine(terminal) : readableLines(presenter, prompt, terminal);
  const header = headerOf(project, flags, replay);
  const recorder = flags.transcript === undefined ? undefined : writeTranscript(flags.transcript, header);
  const onEvent = (event: RunEvent): void => {
    recorder?.write(event);
    show(event);
  };
  try {
    if (replay !== undefined) return await tellAgain(project, header, replay, onEvent);
    const warning = await exposedEnvironment(nodeFileSystem, project.folder);
    if (warning !== undefined) terminal.error(`${warning}\n`);
    const onMockProblem = (mock: string, message: string): void => terminal.error(`mock ${mock}: ${message}\n`);
    const conversation = await prepareConversation(project, flags, header, { onEvent, onMockProblem });
    try {
      const begun = conversation.begin();
      if (prompt !== undefined) return await prompt.talk(conversation.driver, begun, (line) => presenter.inputOf(line));
      await begun;
      await talkByLines(conversation.driver, flags.json ? inputOfLine : (line) => presenter.inputOf(line));
    } finally {
      await conversation.close();
    }
  } finally {
    recorder?.close();
  }
}

function jsonLine(terminal: Terminal): (event: RunEvent) => void {
  return (event) => terminal.out(`${JSON.stringify(event)}\n`);
}

function readableLines(
  presenter: Presenter,
  prompt: Prompt | undefined,
  terminal: Terminal,
): (event: RunEvent) => void {
  return (event) => {
    const { out, error } = presenter.present(event);
    for (const line of out) (prompt?.print ?? terminal.out)(`${line}\n`);
    for (const line of error) (prompt === undefined ? terminal.error : prompt.printError)(`${line}\n`);
  };
}
