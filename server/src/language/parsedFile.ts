/** A file as one value: what is put together from its parts, when it is asked for. */
import type { Declaration, FlowFile, FlowHeader } from "./ast.ts";
import type { FilePart, ParsedPart, ReadText } from "./fileParts.ts";
import { sortedProblems } from "./readParts.ts";
import { shiftedNode, shiftedSpan, shiftedToken } from "./shifted.ts";
import type { Comment, SyntaxProblem } from "./syntax.ts";
import type { Token } from "./tokens.ts";

/**
 * One file read: its text, its tokens and comments in order, its tree and what is wrong with it. Immutable. All but the
 * text and the parts is put together from the parts when it is first asked for, in linear time.
 */
export interface ParsedFile extends ReadText {
  /** In order; together they are the whole text. There is at least one. */
  readonly parts: readonly FilePart[];
}

/** The file that consists of the parts. */
export function fileOfParts(text: string, parts: readonly FilePart[]): ParsedFile {
  let tokens: readonly Token[] | undefined;
  let comments: readonly Comment[] | undefined;
  let tree: FlowFile | undefined;
  let problems: readonly SyntaxProblem[] | undefined;
  return {
    text,
    parts,
    get tokens() {
      tokens ??= parts.flatMap(tokensIn);
      return tokens;
    },
    get comments() {
      comments ??= parts.flatMap(commentsIn);
      return comments;
    },
    get tree() {
      tree ??= treeOf(text, parts);
      return tree;
    },
    get problems() {
      problems ??= sortedProblems(parts.flatMap(problemsIn));
      return problems;
    },
  };
}

function treeOf(text: string, parts: readonly FilePart[]): FlowFile {
  let header: FlowHeader | undefined;
  const declarations: Declaration[] = [];
  for (const part of parts) {
    const placed = placedTree(part);
    header ??= placed.header;
    for (const declaration of placed.declarations) declarations.push(declaration);
  }
  return { kind: "File", start: 0, end: text.length, header, declarations };
}

/** What a part holds, with positions in the file; kept for the place where it was last asked for. */
const placed = new WeakMap<ParsedPart, { readonly start: number; readonly tree: FlowFile }>();

/** The tree of a part, with positions in the file. */
export function placedTree({ start, parsed }: FilePart): FlowFile {
  if (start === 0) return parsed.tree;
  const known = placed.get(parsed);
  if (known?.start === start) return known.tree;
  const tree = shiftedNode(parsed.tree, start);
  placed.set(parsed, { start, tree });
  return tree;
}

function tokensIn({ start, parsed }: FilePart): readonly Token[] {
  return start === 0 ? parsed.tokens : parsed.tokens.map((token) => shiftedToken(token, start));
}

function commentsIn({ start, parsed }: FilePart): readonly Comment[] {
  return start === 0 ? parsed.comments : parsed.comments.map((comment) => shiftedSpan(comment, start));
}

function problemsIn({ start, parsed }: FilePart): readonly SyntaxProblem[] {
  return start === 0 ? parsed.problems : parsed.problems.map((problem) => shiftedSpan(problem, start));
}
