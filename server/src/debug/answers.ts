/** What a request leads to: a body, or a sentence for the user that says why it cannot be done. */
export type Answer =
  | {
      readonly ok: true;
      readonly body?: object | undefined;
      /** Runs after the answer has gone out, so that events which follow from a request come after its answer. */
      readonly after?: (() => void) | undefined;
    }
  | {
      readonly ok: false;
      readonly message: string;
      /** Whether the editor shows the sentence to the user; without it, it stays in the log. */
      readonly show?: boolean | undefined;
    };

/** The request is done; see `Answer`. */
export function done(body?: object, after?: () => void): Answer {
  return { ok: true, body, after };
}

/** The request cannot be done. */
export function refused(message: string, show = false): Answer {
  return { ok: false, message, show };
}
