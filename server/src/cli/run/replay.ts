import { readEnvironment } from "../../runtime/effects/environment.node.ts";
import type { RunEvent } from "../../runtime/events.ts";
import { createMachine } from "../../runtime/machine.ts";
import { masked } from "../../runtime/masking.ts";
import { replay } from "../../runtime/replay/replay.ts";
import { diskPath } from "../../workspace/fileSystem.node.ts";
import { beginOptions } from "./beginning.ts";
import type { RunnableProject } from "./program.ts";
import type { Transcript } from "./transcript.ts";
import type { TranscriptHeader } from "./transcriptHeader.ts";

/** What the user has to know of a recording whose secret and sensitive values were masked; `undefined` where none were. */
export function warningOf({ recording: { inputs, answers } }: Transcript): string | undefined {
  const isMasked = [...inputs, ...answers].some((each) => JSON.stringify(each).includes(masked));
  return isMasked
    ? `The recording holds ${masked} in the place of secret and sensitive values: what depends on them may go another way.`
    : undefined;
}

/** Tells a recorded conversation again: nothing is read from the user, and nothing goes over the wire. */
export async function tellAgain(
  project: RunnableProject,
  header: TranscriptHeader,
  { recording }: Transcript,
  onEvent: (event: RunEvent) => void,
): Promise<void> {
  const machine = createMachine(project.program, await readEnvironment(diskPath(project.folder)));
  replay(machine, { ...beginOptions(project, header), now: header.now }, recording, onEvent);
}
