import { liveResolver } from "../../runtime/effects/attempts.ts";
import { type Clock, pause, realClock, virtualClock } from "../../runtime/effects/clock.ts";
import { ConversationDriver } from "../../runtime/effects/driver.ts";
import { readEnvironment } from "../../runtime/effects/environment.node.ts";
import { createHttpPort } from "../../runtime/effects/http.node.ts";
import { createLanguageModel } from "../../runtime/effects/languageModel.ts";
import { mockResolver } from "../../runtime/effects/mocks.ts";
import type { RequestResolver } from "../../runtime/effects/ports.ts";
import type { RunEvent } from "../../runtime/events.ts";
import { createMachine } from "../../runtime/machine.ts";
import { mockNumbers } from "../../runtime/random.ts";
import { diskPath } from "../../workspace/fileSystem.node.ts";
import { beginOptions } from "./beginning.ts";
import type { RunFlags } from "./options.ts";
import type { RunnableProject } from "./program.ts";
import type { TranscriptHeader } from "./transcriptHeader.ts";

/** A conversation of the command line, ready to begin. */
export interface PreparedConversation {
  readonly driver: ConversationDriver;
  begin(): Promise<void>;
  /** Cancels what is under way and closes connections. */
  close(): Promise<void>;
}

/** What a conversation of the command line tells. */
export interface Listener {
  readonly onEvent: (event: RunEvent) => void;
  readonly onMockProblem: (mock: string, message: string) => void;
}

/** Puts program, clock and resolvers together. */
export async function prepareConversation(
  project: RunnableProject,
  flags: RunFlags,
  header: TranscriptHeader,
  listener: Listener,
): Promise<PreparedConversation> {
  const clock = flags.now === undefined ? realClock() : virtualClock(header.now);
  const environment = await readEnvironment(diskPath(project.folder));
  const machine = createMachine(project.program, environment);
  const port = createHttpPort({ environment: process.env });
  const resolvers = [...(flags.mocks ? [mocks(project, header, clock, listener)] : []), liveResolver(port)];
  const { nlu } = project;
  const understander = nlu === undefined ? undefined : createLanguageModel(nlu, machine, environment, port);
  const driver = new ConversationDriver({
    machine,
    clock,
    resolvers,
    onEvent: listener.onEvent,
    ...(understander === undefined ? {} : { understander }),
  });
  return {
    driver,
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
  { onMockProblem }: Listener,
): RequestResolver {
  return mockResolver({
    program,
    language: language ?? program.bot?.languages[0] ?? "en",
    now: clock.now,
    random: mockNumbers(seed),
    pause: clock.moveTo === undefined ? pause : () => Promise.resolve(),
    onProblem: onMockProblem,
  });
}
