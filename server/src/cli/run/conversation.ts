import { liveResolver } from "../../runtime/effects/attempts.ts";
import { type Clock, pause, realClock, recordedClock, virtualClock } from "../../runtime/effects/clock.ts";
import { ConversationDriver } from "../../runtime/effects/driver.ts";
import { readEnvironment } from "../../runtime/effects/environment.node.ts";
import { createHttpPort } from "../../runtime/effects/http.node.ts";
import { mockResolver } from "../../runtime/effects/mocks.ts";
import type { RequestResolver } from "../../runtime/effects/ports.ts";
import type { RunEvent } from "../../runtime/events.ts";
import { createMachine } from "../../runtime/machine.ts";
import { mockNumbers } from "../../runtime/random.ts";
import { diskPath } from "../../workspace/fileSystem.node.ts";
import { UsageError } from "../usageError.ts";
import type { RunFlags } from "./options.ts";
import { type RunnableProject, startState } from "./program.ts";
import { replayResolver } from "./replay.ts";
import type { Transcript, TranscriptHeader } from "./transcript.ts";

/** A conversation of the command line, ready to begin. */
export interface PreparedConversation {
  readonly driver: ConversationDriver;
  readonly clock: Clock;
  readonly header: TranscriptHeader;
  begin(): Promise<void>;
  /** Cancels what is under way and closes connections. */
  close(): Promise<void>;
}

/** What a conversation of the command line tells. */
export interface Listener {
  readonly onEvent: (event: RunEvent) => void;
  readonly onMockProblem: (mock: string, message: string) => void;
}

/** Puts program, clock and resolvers together; `replay` gives inputs and answers instead of the world. */
export async function prepareConversation(
  project: RunnableProject,
  flags: RunFlags,
  replay: Transcript | undefined,
  listener: Listener,
): Promise<PreparedConversation> {
  const header = headerOf(project, flags, replay);
  const clock = clockFor(header, flags, replay);
  const machine = createMachine(project.program, await readEnvironment(diskPath(project.folder)));
  const port = createHttpPort({ environment: process.env });
  const answers: readonly RequestResolver[] =
    replay === undefined
      ? [...(flags.mocks ? [mocks(project, header, clock, listener)] : []), liveResolver(port)]
      : [replayResolver(replay.answers, clock)];
  const driver = new ConversationDriver({ machine, clock, resolvers: answers, onEvent: listener.onEvent });
  return {
    driver,
    clock,
    header,
    begin: () => driver.begin(beginOptions(project, header)),
    close: async () => {
      driver.dispose();
      await port.close();
    },
  };
}

function clockFor({ now }: TranscriptHeader, flags: RunFlags, replay: Transcript | undefined): Clock {
  if (replay !== undefined) return recordedClock(now);
  return flags.now === undefined ? realClock() : virtualClock(now);
}

/** Everything by which two runs may differ: from the options, else from the file that is replayed, else from the clock. */
function headerOf(project: RunnableProject, flags: RunFlags, replay: Transcript | undefined): TranscriptHeader {
  const recorded = replay?.header;
  const now = flags.now ?? replay?.startedAt ?? Date.now();
  const start = flags.start ?? recorded?.start;
  const language = flags.language ?? recorded?.language;
  const presets = flags.preset.length > 0 ? [...flags.preset] : (recorded?.presets ?? []);
  for (const name of presets) {
    if (!project.program.presets.has(name)) throw new UsageError(`There is no preset \`${name}\`.`);
  }
  return {
    transcript: 1,
    seed: flags.seed ?? recorded?.seed ?? now % 2 ** 32,
    now,
    presets,
    user: flags.user ?? recorded?.user ?? "user",
    conversation: recorded?.conversation ?? `terminal-${now.toString(36)}`,
    ...(start === undefined ? {} : { start: startState(project, start) }),
    ...(language === undefined ? {} : { language }),
  };
}

function beginOptions({ file }: RunnableProject, header: TranscriptHeader): Parameters<ConversationDriver["begin"]>[0] {
  const { seed, presets, user, conversation, start, language } = header;
  return {
    seed,
    presets,
    user,
    conversation,
    ...(start === undefined ? {} : { start }),
    ...(language === undefined ? {} : { language }),
    ...(file === undefined ? {} : { file }),
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
