import { type FilePart, type ParsedPart, partStart, type ReadText, type TextChange } from "./fileParts.ts";
import { lex } from "./lexer.ts";
import { FlowParser } from "./parser.ts";
import { shiftedNode, shiftedSpan, shiftedToken } from "./shifted.ts";
import type { SyntaxProblem } from "./syntax.ts";
import { tokenEnd } from "./tokens.ts";

export type { FilePart, ParsedPart, ReadText, TextChange } from "./fileParts.ts";
export type { Comment, SyntaxProblem } from "./syntax.ts";

/**
 * One file read: its text, its tokens and comments in order, its tree and what is wrong with it. Immutable. All but the
 * text and the parts is put together from the parts when it is first asked for.
 */
export interface ParsedFile extends ReadText {
  /** In order; together they are the whole text. */
  readonly parts: readonly FilePart[];
}

let parser: FlowParser | undefined;

/** The parser, made when the first file is read: that takes as long as all else that a process does at its start. */
function flowParser(): FlowParser {
  parser ??= new FlowParser();
  return parser;
}

/** Reads a file. Never throws and takes linear time, whatever the text is; the tree of a wrong file is partial. */
export function parse(text: string): ParsedFile {
  const read = readWhole(text);
  let parts: readonly FilePart[] | undefined;
  return {
    ...read,
    get parts() {
      parts ??= cutIntoParts(read);
      return parts;
    },
  };
}

/**
 * The file after edits, which apply one after the other: the same as if it were parsed anew, but parts that no edit
 * concerns are the same values as before.
 */
export function reparse(before: ParsedFile, edits: readonly TextChange[]): ParsedFile {
  const text = edits.reduce(applyChange, before.text);
  if (text === before.text) return before;
  const parsed = parse(text);
  return { ...parsed, parts: sharedParts(before.parts, parsed.parts) };
}

function applyChange(text: string, { start, end, text: inserted }: TextChange): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

function sharedParts(before: readonly FilePart[], now: readonly FilePart[]): readonly FilePart[] {
  const known = new Map(before.map(({ parsed }) => [parsed.text, parsed]));
  return now.map((part) => {
    const same = known.get(part.parsed.text);
    return same !== undefined && isSound(same) && isSound(part.parsed) ? { ...part, parsed: same } : part;
  });
}

function isSound({ problems }: ParsedPart): boolean {
  return problems.length === 0;
}

function cutIntoParts(file: ReadText): readonly FilePart[] {
  const { text, tokens, comments, tree } = file;
  const starts = [0];
  const headed = tree.header !== undefined || (tokens[0]?.startOffset ?? 0) < (tree.declarations[0]?.start ?? 0);
  for (const { start } of headed ? tree.declarations : tree.declarations.slice(1)) {
    const last = tokens.findLast((token) => token.startOffset < start);
    const between = comments.filter((comment) => comment.start < start && comment.start > (last?.startOffset ?? 0));
    starts.push(partStart(text, last === undefined ? 0 : tokenEnd(last), start, between));
  }
  return starts.map((start, i) => cut(file, start, starts[i + 1] ?? text.length, i === starts.length - 1));
}

function cut(file: ReadText, from: number, to: number, isLast: boolean): FilePart {
  const text = file.text.slice(from, to);
  const isInside = (start: number): boolean => start >= from && (start < to || isLast);
  const { header } = file.tree;
  const parsed: ParsedPart = {
    text,
    tokens: file.tokens.flatMap((token) => (isInside(token.startOffset) ? shiftedToken(token, -from) : [])),
    comments: file.comments.flatMap((comment) => (isInside(comment.start) ? shiftedSpan(comment, -from) : [])),
    problems: file.problems.flatMap((problem) => (isInside(problem.start) ? shiftedSpan(problem, -from) : [])),
    tree: {
      kind: "File",
      start: 0,
      end: text.length,
      header: header !== undefined && isInside(header.start) ? shiftedNode(header, -from) : undefined,
      declarations: file.tree.declarations.flatMap((node) => (isInside(node.start) ? shiftedNode(node, -from) : [])),
    },
  };
  return { start: from, parsed };
}

function readWhole(text: string): ReadText {
  const lexed = lex(text);
  const { tokens, comments, problems: lexical } = lexed;
  const { tree, holes, problems } = flowParser().read(text, lexed);
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i];
    if (hole === undefined) continue;
    const inside = lex(text.slice(hole.start, hole.end), hole.start);
    if (hole.closed) for (const problem of inside.problems) lexical.push(problem);
    flowParser().readHole(hole, inside.tokens);
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
