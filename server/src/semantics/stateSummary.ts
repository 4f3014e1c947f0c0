import type * as ast from "../language/ast.ts";
import { descendants } from "./descendants.ts";
import { type Edge, type Entry, edgesFrom, edgesTo, entriesTo, type WordEdge, wordEdgesFrom } from "./flowGraph.ts";
import { textAlone } from "./nameSpans.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import type { StateSymbol } from "./symbols.ts";

/** What there is to tell about a state at a glance. */
export interface StateSummary {
  readonly state: StateSymbol;
  readonly documentation: string | undefined;
  /** The first lines that it says or asks, as written in the file, without quotes. */
  readonly said: readonly string[];
  /** What leads here: from states, by path and place, and from outside of states. */
  readonly edgesIn: readonly Edge[];
  readonly entries: readonly Entry[];
  /** Where it leads, in the order of the file. */
  readonly edgesOut: readonly Edge[];
  readonly wordsOut: readonly WordEdge[];
}

const MOST_LINES = 3;

export function stateSummary(index: ProjectIndex, state: StateSymbol): StateSummary {
  return {
    state,
    documentation: state.documentation,
    said: firstLines(index, state),
    edgesIn: edgesTo(index, state),
    entries: entriesTo(index, state),
    edgesOut: edgesFrom(index, state),
    wordsOut: wordEdgesFrom(state),
  };
}

function firstLines(index: ProjectIndex, state: StateSymbol): readonly string[] {
  const source = index.files.get(state.path)?.parsed.text ?? "";
  const lines: string[] = [];
  for (const node of descendants(state.node)) {
    if (lines.length === MOST_LINES) break;
    const text = node.kind === "Say" ? node.text : node.kind === "Ask" ? node.question : undefined;
    const line = text === undefined ? undefined : firstLine(source, text);
    if (line !== undefined) lines.push(line);
  }
  return lines;
}

function firstLine(source: string, text: ast.Text): string | undefined {
  const string = text.alternatives[0] ?? text.languages[0]?.alternatives[0];
  if (string === undefined) return undefined;
  const { start, end } = textAlone(string);
  const [line = ""] = source.slice(start, end).trim().split(/\r?\n/);
  return line === "" ? undefined : line;
}
