/** Recordings of a debugged conversation: what backends answer is kept beside the flows, or taken from there. */
import type { RequestResolver } from "../runtime/effects/ports.ts";
import { changesBetween } from "../runtime/effects/recordings/difference.ts";
import { RecordingKeeper } from "../runtime/effects/recordings/keeper.ts";
import type { FiledRecording } from "../runtime/effects/recordings/recording.ts";
import { recordingResolver } from "../runtime/effects/recordings/resolver.ts";
import type { RunEvent } from "../runtime/events.ts";
import type { Machine } from "../runtime/machine.ts";
import type { MachineState } from "../runtime/machineState.ts";
import type { AuthoredAnswer, RecordingMode, RecordingsBody } from "./protocol.ts";

export interface RecordingsParts {
  readonly machine: Machine;
  /** Answers what no recording answers. */
  readonly live: RequestResolver;
  /** Those that stand beside the flows when the run begins. */
  readonly kept: readonly FiledRecording[];
  /** Writes below the project; rejects where it cannot. */
  readonly write: ((recordings: readonly FiledRecording[]) => Promise<void>) | undefined;
  /** Tells the author something, in a line. */
  readonly tell: (line: string) => void;
}

export class Recordings implements RequestResolver {
  readonly #parts: RecordingsParts;
  readonly #kept: Map<string, FiledRecording>;
  #mode: RecordingMode;
  #keeper: RecordingKeeper;
  #written = 0;
  #replayed: RequestResolver;

  constructor(parts: RecordingsParts, mode: RecordingMode) {
    this.#parts = parts;
    this.#mode = mode;
    this.#kept = new Map(parts.kept.map((each) => [each.file, each]));
    this.#keeper = new RecordingKeeper(parts.machine);
    this.#replayed = this.#newResolver();
  }

  /** Switches to another mode; answers why it cannot be, in a sentence. */
  choose(mode: RecordingMode): string | undefined {
    if (mode === "keep" && this.#parts.write === undefined) return "Recordings cannot be written here.";
    if (mode !== this.#mode) this.#replayed = this.#newResolver();
    this.#mode = mode;
    return undefined;
  }

  async resolve(...[request, attempt, signal]: Parameters<RequestResolver["resolve"]>) {
    const { live } = this.#parts;
    if (this.#mode === "replay") {
      const answer = await this.#replayed.resolve(request, attempt, signal);
      if (answer !== undefined) return answer;
    }
    const answer = await live.resolve(request, attempt, signal);
    // An answer that the author wrote meanwhile is none of the backend.
    if (this.#mode === "keep" && answer !== undefined && !signal.aborted) await this.#keeper.resolve(request);
    return answer;
  }

  /** The author answers a request: what the backend said to it is not kept. */
  forget(id: string): void {
    this.#keeper.forget(id);
  }

  /** Another conversation begins: the answers of each recording follow one another from the first. */
  begin(): void {
    this.#replayed = this.#newResolver();
  }

  /** Takes in a run event; `state` is the conversation after it. Where it comes to rest, what is new is written. */
  note(event: RunEvent, state: MachineState | undefined): void {
    this.#keeper.note(event);
    if (state !== undefined) this.#keeper.seen(state);
    if (event.type === "wait" || event.type === "end") void this.#write();
  }

  /** What a recording answers first, as the author would write it; `undefined` where there is none in that file. */
  answerOf(file: string): AuthoredAnswer | undefined {
    const response = this.#kept.get(file)?.recording.responses[0];
    return response && { status: response.status, headers: response.headers, body: response.body };
  }

  describe(): RecordingsBody {
    return {
      mode: this.#mode,
      recordings: [...this.#kept.values()].map(({ file, recording: { request, responses } }) => ({
        file,
        method: request.method,
        path: request.path,
        status: responses[0]?.status ?? 0,
      })),
    };
  }

  #newResolver(): RequestResolver {
    const { machine } = this.#parts;
    return recordingResolver({ program: () => machine.program, recordings: () => [...this.#kept.values()] });
  }

  async #write(): Promise<void> {
    const { write, tell } = this.#parts;
    if (this.#keeper.count === this.#written || write === undefined) return;
    this.#written = this.#keeper.count;
    const different = this.#keeper.recordings().flatMap((each) => {
      const before = this.#kept.get(each.file);
      const changes = before === undefined ? undefined : changesBetween(before.recording, each.recording).length;
      this.#kept.set(each.file, each);
      return changes === 0 ? [] : [{ ...each, changes }];
    });
    if (different.length === 0) return;
    try {
      await write(different);
      for (const { file, changes } of different) {
        tell(changes === undefined ? `Recorded ${file}` : `Recorded ${file}: ${changes} changed`);
      }
    } catch (error) {
      tell(`The recordings cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
