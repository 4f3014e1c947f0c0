import { liveResolver } from "../../runtime/effects/attempts.ts";
import { type Clock, pause, realClock, virtualClock } from "../../runtime/effects/clock.ts";
import { ConversationDriver } from "../../runtime/effects/driver.ts";
import { readEnvironment } from "../../runtime/effects/environment.node.ts";
import { createHttpPort } from "../../runtime/effects/http.node.ts";
import { createLanguageModel } from "../../runtime/effects/languageModel.ts";
import { mockResolver } from "../../runtime/effects/mocks.ts";
import type { RequestResolver } from "../../runtime/effects/ports.ts";
import { RecordingKeeper } from "../../runtime/effects/recordings/keeper.ts";
import { recordingResolver } from "../../runtime/effects/recordings/resolver.ts";
import type { RunEvent } from "../../runtime/events.ts";
import { createMachine } from "../../runtime/machine.ts";
import { mockNumbers } from "../../runtime/random.ts";
import { readRecordings } from "../../testing/readRecordings.ts";
import { diskPath, nodeFileSystem } from "../../workspace/fileSystem.node.ts";
import { beginOptions } from "./beginning.ts";
import type { RunFlags } from "./options.ts";
import type { RunnableProject } from "./program.ts";
import type { TranscriptHeader } from "./transcriptHeader.ts";

/** A conversation of the command line, ready to begin. */
export interface PreparedConversation {
  readonly driver: ConversationDriver;
  /** What the backend answered, where that is kept. */
  readonly keeper: RecordingKeeper | undefined;
  begin(): Promise<void>;
  /** Cancels what is under way and closes connections. */
  close(): Promise<void>;
}

/** What a conversation of the command line tells. */
export interface Listener {
  readonly onEvent: (event: RunEvent) => void;
  /** Something of a mock or a recording is wrong: a sentence. */
  readonly onProblem: (problem: string) => void;
}

/** Puts program, clock and resolvers together; `keeps` says whether the answers of the backend are kept. */
export async function prepareConversation(
  project: RunnableProject,
  flags: RunFlags,
  header: TranscriptHeader,
  listener: Listener,
  keeps = false,
): Promise<PreparedConversation> {
  const clock = flags.now === undefined ? realClock() : virtualClock(header.now);
  const environment = await readEnvironment(diskPath(project.folder));
  const machine = createMachine(project.program, environment);
  const port = createHttpPort({ environment: process.env });
  const keeper = keeps ? new RecordingKeeper(machine) : undefined;
  const resolvers = [
    ...(keeper === undefined ? [] : [keeper]),
    ...(flags.mocks ? [mocks(project, header, clock, listener)] : []),
    ...(flags.recordings ? [await recordings(project, listener)] : []),
    liveResolver(port),
  ];
  const { nlu } = project;
  const understander = nlu === undefined ? undefined : createLanguageModel(nlu, machine, environment, port);
  const driver = new ConversationDriver({
    machine,
    clock,
    resolvers,
    onEvent: (event) => {
      keeper?.note(event);
      listener.onEvent(event);
    },
    onTransition: (state) => keeper?.seen(state),
    ...(understander === undefined ? {} : { understander }),
  });
  return {
    driver,
    keeper,
    begin: () => driver.begin(beginOptions(project, header)),
    close: async () => {
      driver.dispose();
      await port.close();
    },
  };
}

function mocks(
  { program }: RunnableProject,
  { language, seed }: TranscriptHeader,
  clock: Clock,
  { onProblem }: Listener,
): RequestResolver {
  return mockResolver({
    program,
    language: language ?? program.bot?.languages[0] ?? "en",
    now: clock.now,
    random: mockNumbers(seed),
    pause: clock.moveTo === undefined ? pause : () => Promise.resolve(),
    onProblem: (mock, message) => onProblem(`mock ${mock}: ${message}`),
  });
}

async function recordings(
  { program, folder, index }: RunnableProject,
  { onProblem }: Listener,
): Promise<RequestResolver> {
  const read = await readRecordings(nodeFileSystem, folder, index.files.keys());
  for (const problem of read.problems) onProblem(problem);
  return recordingResolver({ program: () => program, recordings: () => read.recordings });
}
