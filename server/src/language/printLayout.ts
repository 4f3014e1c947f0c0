/** What the tree wants between its tokens, collected token by token. */
import type { Span } from "./spans.ts";
import { type Token, tokenEnd } from "./tokens.ts";

/**
 * What stands before a token. `none`, `space` and `hard` (a line end) are certain. `line` is a blank or a line end as
 * its group is on one line or not, `soft` the same without the blank. `fill` is a blank if what follows up to the next
 * possible line fits on the line, `clause` if the whole group that follows does. `brace` is a blank unless what stands
 * before took several lines, `tail` if neither it did nor what follows is too long.
 */
export type Separator = "none" | "space" | "brace" | "soft" | "line" | "fill" | "clause" | "tail" | "hard";

/** The layout around one token. */
export interface Place {
  separator: Separator;
  /** Where a new line begins here, it is indented one step more than its surroundings. */
  hang: boolean;
  /** A line end that the author wrote here is kept. */
  keepsLine: boolean;
  /** An empty line that the author wrote here is kept. */
  keepsEmptyLine: boolean;
  /** What stands here begins or ends what is between braces: there are no empty lines right beside them. */
  edge: "first" | "last" | "both" | undefined;
  /** A comma that is written where all is on one line, or always; the ones of the author are left out. */
  comma: "flat" | "always" | undefined;
  /** The token is left out: a comma. */
  dropped: boolean;
  /** Indentations that begin before the comments that stand before the token. */
  indents: number;
  /** Indentations that end behind those comments. */
  outdents: number;
  /** Groups that begin with the token. */
  groups: number;
  /** What they hold is indented from the line on which they begin. */
  anchored: boolean;
  /** Groups and indentations that end behind the token. */
  closes: number;
}

/** How the things between two braces stand. */
export interface BraceStyle {
  /** Where the lines belong: to a group of their own, also if that is in the midst of a line, or to one around. */
  readonly group?: "own" | "anchored" | "outer";
  /** What stands inside the braces when all is on one line. */
  readonly padding?: "line" | "soft";
  /** True where a line end that the author wrote behind the opening brace keeps the lines apart. */
  readonly keepsLine?: boolean;
}

/** The layout of a file, by the indexes of its tokens. */
export class Layout {
  readonly places: readonly Place[];
  /** Nodes whose lines belong to a group around them. */
  readonly joined: Set<Span> = new Set<Span>();
  private readonly tokens: readonly Token[];
  /** By offset, one more than the index of the token that begins or ends there. */
  private readonly starting: Int32Array;
  private readonly ending: Int32Array;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
    this.places = tokens.map((token, i) => placeBetween(tokens[i - 1], token));
    const last = tokens.at(-1);
    const size = last === undefined ? 0 : tokenEnd(last) + 1;
    this.starting = new Int32Array(size);
    this.ending = new Int32Array(size);
    tokens.forEach((token, i) => {
      this.starting[token.startOffset] = i + 1;
      this.ending[tokenEnd(token)] = i + 1;
    });
  }

  /** The index of the first token of a node; -1 where there is none. */
  first(node: Span): number {
    return (this.starting[node.start] ?? 0) - 1;
  }

  /** The index of the last token of a node; -1 where there is none. */
  last(node: Span): number {
    return (this.ending[node.end] ?? 0) - 1;
  }

  image(index: number): string {
    return this.tokens[index]?.image ?? "";
  }

  /** The place of a token, for changing; a place that nobody looks at where there is no such token. */
  place(index: number): Place {
    return this.places[index] ?? placeBetween(undefined, undefined);
  }

  /** Says what stands before a token. */
  separate(index: number, separator: Separator, hang = false): Place {
    const place = this.place(index);
    place.separator = separator;
    place.hang = hang;
    return place;
  }

  /** The tokens from one to another are on one line together, or their lines are apart. */
  group(first: number, last: number): void {
    if (first < 0 || last < first) return;
    this.place(first).groups++;
    this.place(last).closes++;
  }

  /** The same; what stands in the group is indented from the line on which it begins. */
  anchoredGroup(first: number, last: number): void {
    this.group(first, last);
    this.place(first).anchored = true;
  }

  /** Lines that begin from one token to another are indented; the first one counts if it begins a line. */
  indent(first: number, last: number): void {
    if (first < 0 || last < first) return;
    this.place(first).indents++;
    this.place(last).closes++;
  }

  /** Lays out what stands between two braces; `things` are the first tokens of what stands there. */
  braces(open: number, close: number, things: readonly number[], style: BraceStyle = {}): void {
    if (open < 0 || close <= open) return;
    const { group = "own", padding = "line", keepsLine = true } = style;
    if (group === "own") this.group(open, close);
    else if (group === "anchored") this.anchoredGroup(open, close);
    this.place(open + 1).indents++;
    const end = this.place(close);
    end.outdents++;
    end.keepsEmptyLine = true;
    for (const thing of things.slice(1)) this.separate(thing, "line").keepsEmptyLine = true;
    const [first] = things;
    if (first === undefined) {
      this.separate(close, "none").edge = "both";
      return;
    }
    this.separate(close, padding).edge = "last";
    const start = this.separate(first, padding);
    start.edge = "first";
    start.keepsLine = keepsLine;
    start.keepsEmptyLine = true;
  }
}

function placeBetween(left: Token | undefined, right: Token | undefined): Place {
  const close = right === undefined || closeTo.has(right.image) || (left !== undefined && closeBehind.has(left.image));
  return {
    separator: close ? "none" : "space",
    hang: right?.image !== "{",
    keepsLine: false,
    keepsEmptyLine: false,
    edge: undefined,
    comma: undefined,
    dropped: false,
    indents: 0,
    outdents: 0,
    groups: 0,
    anchored: false,
    closes: 0,
  };
}

const closeTo: ReadonlySet<string> = new Set([",", ":", ".", ")", "]"]);
const closeBehind: ReadonlySet<string> = new Set(["(", "[", "."]);
