/**
 * What a project knows of a file that stands beside its flows: JSON, JavaScript or TypeScript, of which only the strings
 * count that name a dialog state.
 */
import type { Comment } from "../../language/parse.ts";
import type { Span } from "../../language/spans.ts";
import { type WireReference, wireKey } from "../references.ts";
import type { Quote } from "./quotes.ts";

/** A string under `nextDialogstate` or `nextDialogstateId`; the span is the whole string with its quotes. */
export interface StateString extends Span {
  readonly quote: Quote;
  /** What stands between the quotes. */
  readonly inside: Span;
  /** What the program reads, escapes resolved. */
  readonly text: string;
  /** False where the closing quote is still to be typed. */
  readonly isClosed: boolean;
}

/** A neighbour as it was read, wherever it stands. Immutable. */
export interface ReadNeighbour {
  readonly text: string;
  /** In the order of the file. */
  readonly strings: readonly StateString[];
  /** The `// flowstate-ignore …` comments, in order. */
  readonly comments: readonly Comment[];
}

/** A neighbour as a member of a project. */
export interface NeighbourFile {
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
  readonly uri: string;
  readonly read: ReadNeighbour;
  /** The strings that name something, ordered by place. */
  readonly references: readonly WireReference[];
}

/** A neighbour in a project. */
export function neighbourFile(path: string, uri: string, read: ReadNeighbour): NeighbourFile {
  const named = read.strings.filter(({ isClosed, text }) => isClosed && text !== "");
  return { path, uri, read, references: named.map((string) => referenceOf(path, string)) };
}

/** Where no step is known, a plain name of any flow will do. */
function referenceOf(path: string, { start, end, inside, text, quote }: StateString): WireReference {
  return {
    kind: "wire",
    key: wireKey(text),
    path,
    span: { start, end },
    nameAlone: inside,
    name: text,
    state: undefined,
    place: "value",
    flow: undefined,
    node: undefined,
    quote,
  };
}
