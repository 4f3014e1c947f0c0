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
