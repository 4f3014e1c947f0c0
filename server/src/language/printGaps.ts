/** What stands between two tokens: blanks, line ends, and the comments that the author put there. */
import type { Place, Separator } from "./printLayout.ts";
import type { Span } from "./spans.ts";

/** What stands between two texts. */
export interface Gap extends Span {
  readonly kind: "gap";
  /** `end` is the end of the file; at its beginning nothing stands, whatever the separator says. */
  readonly separator: Separator | "end";
  readonly hang: boolean;
  readonly comma: Place["comma"];
  /** An empty line is left where a new line begins. */
  emptyLine: boolean;
}

/** Where gaps stand: from the end of a token to the beginning of the next, or to the end of the file. */
export interface GapSurroundings {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** The place of the token behind; `undefined` at the end of the file. */
  readonly place: Place | undefined;
  /** What stands before. */
  readonly after: "nothing" | "token" | "frozen";
}

/** The gaps before each of the comments, and the one behind the last. */
export function gapsBetween(around: GapSurroundings, comments: readonly Span[]): readonly Gap[] {
  const { text, from, to, place, after } = around;
  const stretches = [...comments.map(({ start }) => start), to].map((end, i) => {
    const start = comments[i - 1]?.end ?? from;
    const written = text.slice(start, end);
    return { start, end, lineEnd: lineEnd.test(written), emptyLine: emptyLine.test(written) };
  });
  const lines = after === "nothing" || stretches.some((stretch) => stretch.lineEnd);
  return stretches.map(({ start, end, ...written }, i) => {
    const isLast = i === stretches.length - 1;
    const isFirst = i === 0;
    const separator = isLast
      ? lastSeparator(around, { alone: isFirst, here: written.lineEnd, lines })
      : written.lineEnd
        ? "hard"
        : "space";
    const atEdge =
      (isFirst && (place?.edge === "first" || place?.edge === "both" || after === "nothing")) ||
      (isLast && (place?.edge === "last" || place?.edge === "both"));
    return {
      kind: "gap",
      start,
      end,
      separator: isFirst && (after === "nothing" || (after === "frozen" && start === end)) ? "none" : separator,
      hang: place?.hang === true,
      comma: isFirst ? place?.comma : undefined,
      emptyLine: written.emptyLine && !atEdge && (place === undefined || place.keepsEmptyLine),
    };
  });
}

const lineEnd = /[\n\r]/;
const emptyLine = /(?:\r\n|\r(?!\n)|\n)[ \t]*[\n\r]/;

/** What the author wrote in the last gap and around it: no comment, a line end here, a line end anywhere. */
interface Written {
  readonly alone: boolean;
  readonly here: boolean;
  readonly lines: boolean;
}

function lastSeparator({ place }: GapSurroundings, { alone, here, lines }: Written): Gap["separator"] {
  if (place === undefined) return "end";
  if (alone) return place.keepsLine && here ? "hard" : place.separator;
  const closes = place.edge === "last" || place.edge === "both";
  if (here || (closes && lines)) return "hard";
  if (lines) return "space";
  if (place.separator === "none" || place.separator === "brace") return "space";
  return place.separator === "soft" ? "line" : place.separator;
}
