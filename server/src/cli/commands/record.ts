import { type Command, Option } from "commander";
import { liveResolver } from "../../runtime/effects/attempts.ts";
import { readEnvironment } from "../../runtime/effects/environment.node.ts";
import { createHttpPort } from "../../runtime/effects/http.node.ts";
import type { HttpPort } from "../../runtime/effects/ports.ts";
import { RecordingKeeper, type Unanswered } from "../../runtime/effects/recordings/keeper.ts";
import type { FiledRecording } from "../../runtime/effects/recordings/recording.ts";
import { createMachine } from "../../runtime/machine.ts";
import type { Environment } from "../../runtime/transition.ts";
import { type TestCase, testCases } from "../../testing/cases.ts";
import { runTest } from "../../testing/runTest.ts";
import { diskPath } from "../../workspace/fileSystem.node.ts";
import type { ExitCode } from "../exitCode.ts";
import { firstOfEach, type KeepChoice, keepRecordings } from "../record/keepRecordings.ts";
import { converse } from "../run/converse.ts";
import { type RunFlags, readSeed, readTime } from "../run/options.ts";
import { loadProgram, type RunnableProject } from "../run/program.ts";
import { type Terminal, withProgress } from "../terminal.ts";
import { UsageError } from "../usageError.ts";
import { visible } from "../visible.ts";

interface RecordFlags extends KeepChoice, Omit<RunFlags, "recordings" | "replay" | "transcript"> {
  readonly tests: boolean;
  readonly filter?: string;
}

/** `record [PATH]`: keeps what the backend answers, in a conversation or in the tests. `done` takes the exit code. */
export function addRecordCommand(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
  program
    .command("record")
    .description("keep what the backend answers, as files beside the flows that tests are answered from")
    .argument("[PATH]", "a .flow file or a folder", ".")
    .option("--tests", "run the tests against the backend, instead of a conversation that you hold", false)
    .option("--filter <TEXT>", "with --tests: only those whose file and name hold this text")
    .option("--check", "write nothing; exit with 1 if the backend answers otherwise than was kept", false)
    .option("--shape", "do not count values that differ, only members that come, go or are of another type", false)
    .option("--out <DIR>", "keep the files below this folder instead of beside the flows")
    .option("--start <STATE>", "begin at this state instead of the bot's start")
    .addOption(
      new Option("--preset <NAME>", "memory to begin with; may be given several times")
        .default([], "none")
        .argParser((name, earlier: readonly string[]) => [...earlier, name]),
    )
    .option("--mocks", "answer API steps from the project's mocks where one fits; that is not kept", false)
    .option("--user <ID>", "the user's id")
    .option("--language <L>", "the user's language instead of the bot's first")
    .option("--seed <N>", "makes what is chosen at random the same each time", readSeed)
    .option("--now <TIME>", "start the clock here; it then moves only by `wait` and by silence", readTime)
    .option("--json", "one input a line on standard input, one run event a line on standard output", false)
    .action(async (path: string, flags: RecordFlags) => done(await record(path, flags, terminal)));
}

async function record(path: string, flags: RecordFlags, terminal: Terminal): Promise<ExitCode> {
  const loaded = await withProgress(terminal, "Reading the flows…", loadProgram(path));
  if (!("program" in loaded)) {
    for (const problem of loaded.problems) terminal.error(`${visible(problem)}\n`);
    return 1;
  }
  const recorded = flags.tests ? await ofTests(loaded, flags, terminal) : await ofConversation(loaded, flags, terminal);
  const flows = loaded.index.files.keys();
  // What programs read stays as it is: there the summary goes to the other stream.
  const told = flags.json ? { ...terminal, out: terminal.error } : terminal;
  const isDifferent = await keepRecordings({ folder: loaded.folder, flows }, recorded, flags, told);
  return recorded.unanswered.length > 0 || (flags.check && isDifferent) ? 1 : 0;
}

interface Recorded {
  readonly recordings: readonly FiledRecording[];
  readonly unanswered: readonly Unanswered[];
}

async function ofConversation(project: RunnableProject, flags: RecordFlags, terminal: Terminal): Promise<Recorded> {
  const keeper = await converse(project, { ...flags, recordings: false }, undefined, terminal, { keeps: true });
  return { recordings: keeper?.recordings() ?? [], unanswered: keeper?.unanswered ?? [] };
}

/** The tests, each in a conversation of its own; what their mocks answer stays theirs. */
async function ofTests(project: RunnableProject, flags: RecordFlags, terminal: Terminal): Promise<Recorded> {
  const { filter } = flags;
  const cases = testCases(project.index, project.program, project.file).filter(
    ({ name, file }) => filter === undefined || `${file} ${name}`.toLowerCase().includes(filter.toLowerCase()),
  );
  if (cases.length === 0) {
    throw new UsageError("There is no test to record here. Without --tests you hold the conversation yourself.");
  }
  const environment = await readEnvironment(diskPath(project.folder));
  const port = createHttpPort({ environment: process.env });
  const recordings: FiledRecording[] = [];
  const unanswered: Unanswered[] = [];
  try {
    for (const testCase of cases) {
      const recorded = await withProgress(terminal, `${testCase.name}…`, ofTest(testCase, project, environment, port));
      recordings.push(...recorded.recordings);
      unanswered.push(...recorded.unanswered);
    }
  } finally {
    await port.close();
  }
  return { recordings: firstOfEach(recordings), unanswered };
}

async function ofTest(
  testCase: TestCase,
  { program, index }: RunnableProject,
  environment: Environment,
  port: HttpPort,
): Promise<Recorded> {
  const machine = createMachine(program, environment);
  const keeper = new RecordingKeeper(machine);
  const live = liveResolver(port);
  await runTest(testCase, {
    program,
    environment,
    textOf: (path) => index.files.get(path)?.parsed.text ?? "",
    watch: () => performance.now(),
    onEvent: (event) => keeper.note(event),
    onState: (state) => keeper.seen(state),
    live: {
      resolve: async (request, attempt, signal) => {
        await keeper.resolve(request);
        return live.resolve(request, attempt, signal);
      },
    },
  });
  return { recordings: keeper.recordings(), unanswered: keeper.unanswered };
}
