/**
 * The messages between the extension and the language server that the protocol itself does not have.
 * Types and names only: the client imports this file.
 */

/** Client to server: what a conversation that runs in the editor has found out about the flows. */
export const runFactsNotification = "flow/runFacts";

/** The part of a run event that the server reads. Every run event fits; those of other types are passed over. */
interface RunFactEvent {
  readonly type: string;
  /** The API step: `file` relative to the project's folder, with `/`; zero-based lines, UTF-16 characters. */
  readonly source?: {
    readonly file: string;
    readonly range: {
      readonly start: { readonly line: number; readonly character: number };
      readonly end: { readonly line: number; readonly character: number };
    };
  };
}

export interface RunFactsParams {
  /** URI of the folder of the project that ran (the event `flow/project` of the adapter names it). */
  readonly folder: string;
  /**
   * Run events of type `report`, `response`, `state` and `memory` in the order in which they happened; the values of
   * `memory` may be cut short, all others are whole.
   */
  readonly events: readonly RunFactEvent[];
}

/** The command of the server, with a `PlaceToShow`: it has the client show the place. */
export const showPlaceCommand = "flowstate.showPlace";

/** The command of the client, with a `PlaceToRename`: it starts to rename what stands there. */
export const renameAtCommand = "flowstate.renameAt";

/** The only argument of `renameAtCommand`; zero-based, characters as agreed on with the client. */
export interface PlaceToRename {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** The command of the server that shows the graph of a project as text; its argument is the URI of a file or folder, if any. */
export const showFlowGraphCommand = "flowstate.showFlowGraph";

/** The command of the server that makes an edit, for clients that cannot take edits with the actions that they offer. */
export const applyEditCommand = "flowstate.applyEdit";

/** The scheme of texts that the server generates. */
export const generatedScheme = "flowstate";

/** The command of the code lens "Run from here"; the client registers it. */
export const runFromHereCommand = "flowstate.runConversation";

/** The only argument of `runFromHereCommand`. */
export interface RunFromHereArguments {
  /** URI of the file that holds the state. */
  readonly uri: string;
  /** Full name of the state to begin at, `flow.state`. */
  readonly start: string;
}

/** The command of the code lens "3 ways in"; the client registers it. */
export const showWaysInCommand = "flowstate.showWaysIn";

/** The only argument of `showWaysInCommand`; zero-based, characters as agreed on with the client. */
export interface ShowWaysInArguments {
  /** URI of the file that holds the state, and the place of its name. */
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
  /** The places that lead to the state. */
  readonly locations: readonly {
    readonly uri: string;
    readonly range: {
      readonly start: { readonly line: number; readonly character: number };
      readonly end: { readonly line: number; readonly character: number };
    };
  }[];
}

/** Server to client, for one that has `runTestCommand`: the tests that stand in the flows, live as the author types. */
export const testsNotification = "flow/tests";

interface TextRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Positions are zero-based, characters as agreed on with the client. */
export interface TestsParams {
  /** True for the first message of a server: what an earlier one told holds no more. */
  readonly isFirst: boolean;
  /** The files whose tests are other ones than those told before; without tests those that have none any more. */
  readonly files: readonly TestFile[];
}

/** The tests of one flow. */
export interface TestFile {
  readonly uri: string;
  /** URI of the folder of its project. */
  readonly project: string;
  /** The bot's name, else that of the folder. */
  readonly projectName: string;
  readonly flow: string;
  /** Whether the file declares more than states and tests: what it says may matter to every test of the project. */
  readonly isShared: boolean;
  readonly tests: readonly ListedTest[];
}

/** One `test` declaration. */
export interface ListedTest {
  readonly name: string;
  readonly range: TextRange;
  readonly nameRange: TextRange;
  /** Where a mock can be written, before the first step; `null` in a half-typed test. */
  readonly body: TextRange["start"] | null;
  readonly tags: readonly string[];
  /** Its rows and languages; empty for a test that is one run. */
  readonly cases: readonly { readonly name: string; readonly detail: string; readonly range: TextRange }[];
}

/** The commands of the code lenses of a test; the client registers them. */
export const runTestCommand = "flowstate.runTest";
export const debugTestCommand = "flowstate.debugTest";

/** The only argument of `runTestCommand` and `debugTestCommand`. */
export interface RunTestArguments {
  /** URI of the file that holds the test. */
  readonly uri: string;
  /** The test's name, without row and language. */
  readonly name: string;
}

/** Client to server: what the last run of the tests reached, by state. */
export const testCoverageNotification = "flow/testCoverage";

export interface TestCoverageParams {
  /** URI of the folder of the project. */
  readonly folder: string;
  readonly states: readonly StateCoverage[];
}

/** What tests reached of one state. */
export interface StateCoverage {
  /** Full name. */
  readonly state: string;
  readonly steps: { readonly reached: number; readonly all: number };
  /** Routes, replies, condition arms and outcomes of API steps. */
  readonly branches: { readonly reached: number; readonly all: number };
  /** The tests that came to the state: URI of the file, and the name without row and language. */
  readonly tests: readonly { readonly uri: string; readonly name: string }[];
}
