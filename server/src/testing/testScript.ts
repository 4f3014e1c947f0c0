import type { Value } from "../runtime/events.ts";

/**
 * A `test` before it is written: what recordings, imports and walks through a bot make, and what `writeTest` prints. Texts
 * and titles are plain: what has a meaning in a file (`{`, `"`) is escaped by the printer.
 */
export interface TestScript {
  readonly name: string;
  /** Names of presets. */
  readonly presets?: readonly string[];
  /** Full name of the state to start in; without it the test begins where the bot does. */
  readonly at?: string;
  readonly languages?: readonly string[];
  readonly steps: readonly ScriptStep[];
}

/** One step of a test; a `comment` is a line of its own that begins with `//`. */
export type ScriptStep =
  | { readonly kind: "comment"; readonly text: string }
  /** Turns on a `mock` declaration of the project. */
  | { readonly kind: "useMock"; readonly name: string }
  /** A mock of the test's own; the answers come one after the other. */
  | {
      readonly kind: "mock";
      readonly method: string;
      readonly url: string;
      readonly answers: readonly ScriptAnswer[];
    }
  | { readonly kind: "user"; readonly text: string }
  | { readonly kind: "tap"; readonly title: string }
  | { readonly kind: "event"; readonly name: string; readonly data?: { readonly [key: string]: Value } }
  | { readonly kind: "attach"; readonly data: { readonly type: string; readonly url: string; readonly name: string } }
  /** Milliseconds. */
  | { readonly kind: "wait"; readonly ms: number }
  | ScriptMessage
  | { readonly kind: "botNothing" }
  /** Full name of a state. */
  | { readonly kind: "expectState"; readonly state: string }
  | { readonly kind: "expectEnded" }
  | { readonly kind: "expectRequest"; readonly method: string; readonly url: string; readonly times?: number }
  | { readonly kind: "expectNoRequest" }
  | { readonly kind: "expectError"; readonly code: string }
  /** That a path of `session` holds a value; without one, that it holds something. */
  | { readonly kind: "expectValue"; readonly path: readonly string[]; readonly value?: Value };

/** What the bot is to say next: any of the texts, or one that contains one of them, with what it offers. */
export interface ScriptMessage {
  readonly kind: "bot";
  readonly texts: readonly string[];
  /** A `pattern` is a regular expression, and the only text. */
  readonly match: "text" | "contains" | "pattern";
  readonly replies?: readonly string[];
  readonly buttons?: readonly string[];
  readonly hasImage?: boolean;
}

/** An answer of a mock; without a status it is 200, without a body it is empty. */
export interface ScriptAnswer {
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  /** JSON; a text is sent as it is. */
  readonly body?: Value;
  readonly fault?: "timeout" | "reset" | "malformed" | "empty";
}
