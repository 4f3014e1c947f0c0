import type { ObjectValue, Value } from "../../../expressions/values.ts";
import type { ApiOutcome } from "../../events.ts";

/**
 * What a backend answered to one request: a file beside the flow, which tests and conversations take the answers from. In it
 * are no secret and no sensitive value: `•••` stands in their place, and fits any value.
 */
export interface BackendRecording {
  readonly request: RecordedRequest;
  /** One answer after the other, for a request that was sent several times; the last repeats. At least one. */
  readonly responses: readonly RecordedResponse[];
}

/** By what a request is found again. */
export interface RecordedRequest {
  /** The service of the step; `null` where it names none. */
  readonly service: string | null;
  readonly method: string;
  /** After the base of the service, without query; the whole address where there is no base. */
  readonly path: string;
  readonly query: ObjectValue;
  /** JSON as a value, anything else as a text, `null` for none. */
  readonly body: Value;
}

export interface RecordedResponse {
  readonly status: number;
  readonly outcome: ApiOutcome;
  /** Names in lower case; those that differ from answer to answer are not kept. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Value;
  /** Why the answer could not be read, in a sentence. */
  readonly error?: string;
  /** What of the body was not taken. */
  readonly leftOut?: readonly string[];
}

/** A recording and the file that holds it, relative to the project, with `/`. */
export interface FiledRecording {
  readonly file: string;
  readonly recording: BackendRecording;
}

/** The folder beside a flow that holds the recordings of its API steps. */
export const recordingsFolder = "recordings";
