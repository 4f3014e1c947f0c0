/** Two sets of edits, one after the other, as one set: so that what a change writes can be formatted before it is made. */
import type { Span } from "../language/spans.ts";

/** A stretch of a text and what shall stand there. */
export interface Replacement extends Span {
  readonly text: string;
}

/** A stretch of the first text that stayed, or a text that was written. */
type Piece = Span | string;

/** The text after edits that do not overlap; several at one place come in their order. */
export function replaced(text: string, edits: readonly Replacement[]): string {
  return piecesOf(text.length, edits)
    .map((piece) => (typeof piece === "string" ? piece : text.slice(piece.start, piece.end)))
    .join("");
}

/** The edits of a text of that length that do what `first` and then, on its outcome, `second` do. */
export function composedEdits(
  length: number,
  first: readonly Replacement[],
  second: readonly Replacement[],
): readonly Replacement[] {
  return editsOf(length, cut(piecesOf(length, first), second));
}

function inOrder(edits: readonly Replacement[]): readonly Replacement[] {
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

function piecesOf(length: number, edits: readonly Replacement[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { start, end, text } of inOrder(edits)) {
    if (start > from) pieces.push({ start: from, end: start });
    if (text !== "") pieces.push(text);
    from = end;
  }
  if (from < length) pieces.push({ start: from, end: length });
  return pieces;
}

/** The pieces with what the edits of their text put in place of some. */
function cut(pieces: readonly Piece[], edits: readonly Replacement[]): Piece[] {
  const waiting = pieces.toReversed();
  const done: Piece[] = [];
  let at = 0;
  /** Takes pieces up to a place of the text; what is not kept is gone. */
  const take = (to: number, keeps: boolean): void => {
    while (at < to) {
      const piece = waiting.pop();
      if (piece === undefined) return;
      const size = sizeOf(piece);
      const taken = Math.min(size, to - at);
      if (keeps) done.push(part(piece, 0, taken));
      if (taken < size) waiting.push(part(piece, taken, size));
      at += taken;
    }
  };
  for (const { start, end, text } of inOrder(edits)) {
    take(start, true);
    take(end, false);
    if (text !== "") done.push(text);
  }
  take(Number.POSITIVE_INFINITY, true);
  return done;
}

function sizeOf(piece: Piece): number {
  return typeof piece === "string" ? piece.length : piece.end - piece.start;
}

function part(piece: Piece, from: number, to: number): Piece {
  if (typeof piece === "string") return piece.slice(from, to);
  return { start: piece.start + from, end: piece.start + to };
}

/** What stands between the stretches that stayed replaces what stood there. */
function editsOf(length: number, pieces: readonly Piece[]): readonly Replacement[] {
  const edits: Replacement[] = [];
  let from = 0;
  let text = "";
  const close = (to: number): void => {
    if (text !== "" || to > from) edits.push({ start: from, end: to, text });
    text = "";
  };
  for (const piece of pieces) {
    if (typeof piece === "string") {
      text += piece;
      continue;
    }
    close(piece.start);
    from = piece.end;
  }
  close(length);
  return edits;
}
