import { virtualClock } from "../../server/src/runtime/effects/clock.ts";
import { ConversationDriver } from "../../server/src/runtime/effects/driver.ts";
import { RecordingKeeper } from "../../server/src/runtime/effects/recordings/keeper.ts";
import type { FiledRecording } from "../../server/src/runtime/effects/recordings/recording.ts";
import { recordingResolver } from "../../server/src/runtime/effects/recordings/resolver.ts";
import type { RunEvent, UserInput } from "../../server/src/runtime/events.ts";
import { createMachine } from "../../server/src/runtime/machine.ts";
import type { Program } from "../../server/src/runtime/program.ts";
import type { Environment } from "../../server/src/runtime/transition.ts";
import type { Backend } from "./conversation.ts";

/** A conversation and what was kept of its backend. */
export interface Recorded {
  readonly events: readonly RunEvent[];
  readonly recordings: readonly FiledRecording[];
  readonly keeper: RecordingKeeper;
}

/** Holds a conversation in virtual time, with a backend or with recordings in its place. */
export async function record(
  program: Program,
  inputs: readonly UserInput[],
  answers: Backend | readonly FiledRecording[],
  environment: Environment = {},
): Promise<Recorded> {
  const machine = createMachine(program, environment);
  const keeper = new RecordingKeeper(machine);
  const events: RunEvent[] = [];
  const backend =
    typeof answers === "function"
      ? {
          resolve: (request: Parameters<Backend>[0]) => {
            const result = answers(request);
            return Promise.resolve(result === undefined ? undefined : { result, final: true });
          },
        }
      : recordingResolver({ program: () => program, recordings: () => answers });
  const driver = new ConversationDriver({
    machine,
    clock: virtualClock(1_772_366_400_000),
    resolvers: [keeper, backend],
    onEvent: (event) => {
      events.push(event);
      keeper.note(event);
    },
    onTransition: (state) => keeper.seen(state),
  });
  await driver.begin({ user: "ann", conversation: "c", seed: 1 });
  for (const input of inputs) await driver.send(input);
  driver.dispose();
  return { events, recordings: keeper.recordings(), keeper };
}
