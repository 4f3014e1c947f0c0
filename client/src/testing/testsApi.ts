import type { CancellationToken, FileCoverage } from "vscode";
import type { TestFailureBody } from "../../../server/src/testing/protocol.ts";

/** The tests as the editor's view shows them. */
export interface TestsApi {
  /** The tree, a line for each item: two blanks a level, the label and the description. */
  readonly tree: () => string;
  /** How many runs have ended. */
  readonly runs: () => number;
  /** Runs every test below an item that has this label; rejects where there is none. */
  readonly run: (label: string, kind?: "run" | "debug") => Promise<void>;
  /** The names of the tests of the last run. */
  readonly ran: () => readonly string[];
  /** Runs again what a saved file touches of the tests below the items with this label, until the token is cancelled. */
  readonly watch: (label: string, token: CancellationToken) => Promise<void>;
  /** Those that failed when they ran last: name, and why. */
  readonly failures: () => readonly { readonly name: string; readonly failure: TestFailureBody }[];
  /** The coverage of the flows that was told last, by the name of the file. */
  readonly coverage: () => ReadonlyMap<string, FileCoverage>;
}
