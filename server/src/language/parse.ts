import type { FlowFile } from "./ast.ts";
import { lex } from "./lexer.ts";
import { FlowParser } from "./parser.ts";
import type { Comment, SyntaxProblem } from "./syntax.ts";
import type { Token } from "./tokens.ts";

export type { Comment, SyntaxProblem } from "./syntax.ts";

/** One file read: its text, its tokens and comments in order, its tree and what is wrong with it. Immutable. */
export interface ParsedFile {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly tree: FlowFile;
  readonly problems: readonly SyntaxProblem[];
}

const parser = new FlowParser();

/** Reads a file. Never throws and takes linear time, whatever the text is; the tree of a wrong file is partial. */
export function parse(text: string): ParsedFile {
  const lexed = lex(text);
  const { tokens, comments, problems: lexical } = lexed;
  const { tree, holes, problems } = parser.read(text, lexed);
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i];
    if (hole === undefined) continue;
    const inside = lex(text.slice(hole.start, hole.end), hole.start);
    if (hole.closed) for (const problem of inside.problems) lexical.push(problem);
    parser.readHole(hole, inside.tokens);
  }
  return { text, tokens, comments, tree, problems: sorted(lexical.concat(problems)) };
}

/** More problems than these are not listed: they help nobody, and a file with so many is no flow. */
export const mostProblems = 1_000;

function sorted(problems: SyntaxProblem[]): readonly SyntaxProblem[] {
  return problems.sort((a, b) => a.start - b.start || a.end - b.end).slice(0, mostProblems);
}

/** Parses a small sample, so that the first file that a user opens is not the one that is parsed cold. */
export function warmUp(): void {
  for (let i = 0; i < 20; i++) parse(sample);
}

const sample = `
flow sample
var session.amount: number = 1 sensitive
on intent help -> start
state start id "x" {
  ask session.amount as number "How much, {upper(user.name)}?" { check value > 0 else "More." attempts 3 -> end }
  say { en "Hello" | "Hi" nl "Hallo" } { reply "Yes" -> start button "Call" dial "+31" }
  api GET "/x/{session.amount}" { body { a: [1, 2], b: not (1 + 2 * 3 == 4) ?? null } on 4xx { set a.b[0] = "c" } }
  if a and b or c { -> end } else if d == 1 { clear temp } else -> back
}
`;
