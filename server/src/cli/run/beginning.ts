import type { BeginOptions } from "../../runtime/transition.ts";
import { UsageError } from "../usageError.ts";
import type { RunFlags } from "./options.ts";
import { type RunnableProject, startState } from "./program.ts";
import type { Transcript } from "./transcript.ts";
import type { TranscriptHeader } from "./transcriptHeader.ts";

/** Everything by which two runs may differ: from the options, else from the file that is replayed, else from the clock. */
export function headerOf(project: RunnableProject, flags: RunFlags, replay: Transcript | undefined): TranscriptHeader {
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

/** The same as the machine wants it, without the clock. */
export function beginOptions({ file }: RunnableProject, header: TranscriptHeader): Omit<BeginOptions, "now"> {
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
