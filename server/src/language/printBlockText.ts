import { splitText } from "./textParts.ts";

/**
 * A text in `"""` (with its quotes) moved to another place: the closing quotes stand at `outer`, its lines at `inner`
 * (both blanks). It comes back as it is wherever that would change what it says.
 */
export function moveBlockText(image: string, outer: string, inner: string): string {
  const written = splitText(image, 0, true);
  if (!written.block || written.parts.some((part) => part.kind === "hole" && lineEnd.test(holeText(image, part)))) {
    return image;
  }
  const pieces = image.split(lineEnds);
  if (pieces.length < 3 || !opening.test(pieces[0] ?? "") || !closing.test(pieces.at(-1) ?? "")) return image;
  const shared = sharedBlanks(pieces);
  const moved = pieces.map((piece, i) => {
    if (i === 0) return '"""';
    if (i === pieces.length - 1) return `${outer}"""`;
    return i % 2 === 1 ? piece : movedLine(piece, shared, inner);
  });
  const result = moved.join("");
  return saying(result) === saying(image) ? result : image;
}

const lineEnd = /[\n\r]/;
/** Splits a text so that every other piece is a line end. */
const lineEnds = /(\r\n|\r|\n)/;
const opening = /^"""[ \t]*$/;
const closing = /^[ \t]*"""$/;
const blanks = /^[ \t]*/;

function holeText(image: string, { start, end }: { readonly start: number; readonly end: number }): string {
  return image.slice(start, end);
}

function sharedBlanks(pieces: readonly string[]): string {
  let shared: string | undefined;
  for (let i = 2; i < pieces.length - 1; i += 2) {
    const piece = pieces[i] ?? "";
    const own = blanks.exec(piece)?.[0] ?? "";
    if (own.length === piece.length) continue;
    shared ??= own;
    while (!own.startsWith(shared)) shared = shared.slice(0, -1);
  }
  return shared ?? "";
}

function movedLine(line: string, shared: string, inner: string): string {
  const rest = line.startsWith(shared) ? line.slice(shared.length) : line;
  return rest === "" ? "" : inner + rest;
}

/** What a text says, with its `{…}` as written. */
function saying(image: string): string {
  return JSON.stringify(
    splitText(image, 0, true).parts.map((part) => (part.kind === "literal" ? part.text : [holeText(image, part)])),
  );
}
