/**
 * Listens to a conversation and keeps what the backend answers. What is kept comes from the run events, in which no secret
 * is; what turned out to be sensitive only after it was told is masked when the recordings are taken.
 */
import { isList, isObject, objectOf, type Value } from "../../../expressions/values.ts";
import type { ResponseEvent, RunEvent } from "../../events.ts";
import type { Machine } from "../../machine.ts";
import type { MachineState } from "../../machineState.ts";
import { isMaskedHeader, masked } from "../../masking.ts";
import type { RequestEffect } from "../../transition.ts";
import type { RequestResolver } from "../ports.ts";
import { recordingName } from "./file.ts";
import { type FiledRecording, type RecordedRequest, type RecordedResponse, recordingsFolder } from "./recording.ts";
import { requestKey } from "./requestKey.ts";

/** A live request that got no answer, so that there is nothing to keep. */
export interface Unanswered {
  readonly method: string;
  /** Masked. */
  readonly path: string;
  readonly reason: string;
}

interface Exchange {
  /** The flow's file. */
  readonly file: string;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** Keeps the answers of backends; what mocks and recordings answer is not kept again. */
export class RecordingKeeper implements RequestResolver {
  readonly #machine: Machine;
  #state: MachineState | undefined;
  readonly #requests = new Map<string, RequestEffect>();
  readonly #exchanges: Exchange[] = [];
  readonly #unanswered: Unanswered[] = [];

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** The conversation as it stands: what it hides is hidden in all that was kept. */
  seen(state: MachineState): void {
    this.#state = state;
  }

  /** Stands before those that answer, and answers nothing itself. */
  resolve(request: RequestEffect): Promise<undefined> {
    this.#requests.set(request.id, request);
    return Promise.resolve(undefined);
  }

  /** A request that nobody but the author answers. */
  forget(id: string): void {
    this.#requests.delete(id);
  }

  /** Takes in an event of the run. */
  note(event: RunEvent): void {
    if (event.type === "start") this.#requests.clear();
    if (event.type !== "response") return;
    const request = this.#requests.get(event.id);
    this.#requests.delete(event.id);
    if (request === undefined || event.mock !== undefined || event.recording !== undefined) return;
    const key = this.#shown(requestKey(request, this.#machine.program));
    if (event.status === null) {
      this.#unanswered.push({ method: key.method, path: key.path, reason: event.error ?? "No answer came." });
      return;
    }
    const response = responseOf(event, event.status);
    this.#exchanges.push({ file: request.source.file, request: key, response });
  }

  /** How many answers have been kept. */
  get count(): number {
    return this.#exchanges.length;
  }

  get unanswered(): readonly Unanswered[] {
    return this.#unanswered;
  }

  /** All that was kept, a recording a request, each with the file for it; in the order of the files. */
  recordings(): readonly FiledRecording[] {
    const files = new Map<string, { readonly request: RecordedRequest; readonly responses: RecordedResponse[] }>();
    for (const { file, request, response } of this.#exchanges) {
      const shown = this.#shown(request);
      const path = `${folderOf(file)}${recordingsFolder}/${recordingName(shown)}`;
      const kept = files.get(path) ?? { request: shown, responses: [] };
      files.set(path, kept);
      kept.responses.push(this.#hidden(response));
    }
    return [...files]
      .map(([file, { request, responses }]) => ({ file, recording: { request, responses: withoutRepeats(responses) } }))
      .toSorted((a, b) => (a.file < b.file ? -1 : 1));
  }

  #mask(value: Value): Value {
    return this.#state === undefined ? value : this.#machine.mask(this.#state, value);
  }

  #shown({ service, method, path, query, body }: RecordedRequest): RecordedRequest {
    const hiddenQuery = hideNamed(this.#mask(query));
    return {
      service,
      method,
      path: String(this.#mask(path)),
      query: isObject(hiddenQuery) ? hiddenQuery : objectOf([]),
      body: hideNamed(this.#mask(body)),
    };
  }

  #hidden(response: RecordedResponse): RecordedResponse {
    const headers = this.#mask(response.headers);
    const texts = isObject(headers) ? Object.entries(headers) : [];
    return {
      ...response,
      headers: Object.fromEntries(texts.map(([name, value]) => [name, String(value)])),
      body: hideNamed(this.#mask(response.body)),
    };
  }
}

/** Headers that say nothing about the answer, and differ from one to the next. */
const passingHeaders: ReadonlySet<string> = new Set(
  (
    "age alt-svc cf-cache-status cf-ray connection content-encoding content-length date etag expires keep-alive last-modified " +
    "nel report-to server server-timing strict-transport-security transfer-encoding vary via x-amzn-requestid " +
    "x-amzn-trace-id x-correlation-id x-powered-by x-ratelimit-limit x-ratelimit-remaining x-ratelimit-reset x-request-id " +
    "x-response-time x-runtime x-trace-id traceparent tracestate"
  ).split(" "),
);

function responseOf({ outcome, headers, body, error, leftOut }: ResponseEvent, status: number): RecordedResponse {
  const kept = Object.entries(headers).filter(
    ([name]) => !passingHeaders.has(name.toLowerCase()) && !isMaskedHeader(name),
  );
  return {
    status,
    outcome,
    headers: Object.fromEntries(kept),
    body,
    ...(outcome === "invalid" && error !== undefined ? { error } : {}),
    ...(leftOut === undefined ? {} : { leftOut }),
  };
}

/** Members that are named like this hold credentials, whether the flow says so or not. */
const credential =
  /^(?:pass(?:word|wd|phrase)?|secret|(?:access|refresh|id|auth|session|csrf|bearer)?[_-]?token|api[_-]?key|client[_-]?secret|private[_-]?key|authorization|set-cookie|cookie|jwt)$/i;

function hideNamed(value: Value): Value {
  if (isList(value)) return value.map(hideNamed);
  if (!isObject(value)) return value;
  return objectOf(
    Object.entries(value).map(([name, member]) => [
      name,
      credential.test(name) && (typeof member === "string" || typeof member === "number") ? masked : hideNamed(member),
    ]),
  );
}

/** The last answer repeats anyway. */
function withoutRepeats(responses: readonly RecordedResponse[]): readonly RecordedResponse[] {
  let length = responses.length;
  while (length > 1 && JSON.stringify(responses[length - 1]) === JSON.stringify(responses[length - 2])) length -= 1;
  return responses.slice(0, length);
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf("/") + 1);
}
