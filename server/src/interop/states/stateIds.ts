import type { Program } from "../../runtime/program.ts";

/** A dialog state as a backend knows it. */
export interface StateId {
  /** What a backend sends as `nextDialogstate`, and is sent by `state X`. */
  readonly wireId: string;
  /** `flow.state`, without backticks. */
  readonly name: string;
  /** The text of its `///` lines, joined by `\n`. */
  readonly documentation: string | undefined;
}

/** The dialog states of a program, by wire id, so that a state that moves in its file changes nothing. */
export function stateIds({ states }: Program): readonly StateId[] {
  return Array.from(states.values(), ({ wireId, name, node }) => ({
    wireId,
    name,
    documentation: node.documentation,
  })).sort((a, b) => (a.wireId < b.wireId ? -1 : 1));
}
