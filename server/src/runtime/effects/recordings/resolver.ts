import type { ResponseEvent } from "../../events.ts";
import type { Program } from "../../program.ts";
import { resultOf } from "../../replay/replay.ts";
import type { RequestResolver } from "../ports.ts";
import { findRecording } from "./match.ts";
import type { FiledRecording, RecordedResponse } from "./recording.ts";
import { requestKey } from "./requestKey.ts";

/** Where the answers come from; both may change while a conversation runs. */
export interface RecordingSource {
  readonly program: () => Program;
  readonly recordings: () => readonly FiledRecording[];
  /** How often each file has answered, for who wants to go back over it. */
  readonly answered?: Map<string, number>;
}

/**
 * Answers requests from recordings, at once; what nobody recorded is left to the next resolver. The answers of one recording
 * follow one another for as long as the resolver lives.
 */
export function recordingResolver({ program, recordings, answered = new Map() }: RecordingSource): RequestResolver {
  return {
    resolve: (request) => {
      const found = findRecording(requestKey(request, program()), recordings());
      if (found === undefined) return Promise.resolve(undefined);
      const count = answered.get(found.file) ?? 0;
      answered.set(found.file, count + 1);
      const { responses } = found.recording;
      const response = responses[Math.min(count, responses.length - 1)];
      // What was recorded is what came in the end: the step's own attempts are over.
      return Promise.resolve(
        response && { result: resultOf({ ...answerOf(response), recording: found.file }), final: true },
      );
    },
  };
}

/** The answer of one recording by its file, for who wants that one and no other. */
export function answerFrom({ file, recording }: FiledRecording) {
  const [first] = recording.responses;
  return first === undefined ? undefined : resultOf({ ...answerOf(first), recording: file });
}

function answerOf(
  response: RecordedResponse,
): Pick<ResponseEvent, "at" | "ms" | "status" | "headers" | "body" | "outcome" | "error" | "leftOut"> {
  return { at: 0, ms: 0, ...response };
}
