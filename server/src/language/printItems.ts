/**
 * A file as a row of items: the texts of its tokens and comments, the gaps between them, and the groups and
 * indentations around them. Everything that is no gap stays as it is written.
 */
import type { ParsedFile } from "./parse.ts";
import { type Gap, type GapSurroundings, gapsBetween } from "./printGaps.ts";
import type { Layout, Place } from "./printLayout.ts";
import type { Regions } from "./printRegions.ts";
import type { Span } from "./spans.ts";
import { tokenEnd } from "./tokens.ts";

/** A token, a comment, or a stretch of the file that is left alone. */
export interface TextItem extends Span {
  readonly kind: "text";
  readonly form: "token" | "comment" | "lineComment" | "frozen";
}

export interface OpenItem {
  readonly kind: "open";
  /** An anchored group is indented from the line on which it begins. */
  readonly scope: "group" | "anchored" | "indent";
}

export interface CloseItem {
  readonly kind: "close";
}

export type Item = TextItem | Gap | OpenItem | CloseItem;

/** Where two declarations follow one another and the author left no empty line between them. */
export interface Seam {
  readonly gap: Gap;
  /** The groups of the declarations, as indexes of items. */
  readonly above: number;
  readonly below: number;
  /** True below the header of the file. */
  readonly always: boolean;
}

export interface Items {
  readonly items: readonly Item[];
  readonly seams: readonly Seam[];
}

/** The items of a file. */
export function itemsOf(parsed: ParsedFile, layout: Layout, regions: Regions): Items {
  return new ItemWriter(parsed, layout, regions).write();
}

class ItemWriter {
  private readonly parsed: ParsedFile;
  private readonly layout: Layout;
  private readonly regions: Regions;
  private readonly items: Item[] = [];
  private readonly seams: Seam[] = [];
  private frozenIndex = 0;
  private commentIndex = 0;
  /** The end of the last token or frozen stretch. */
  private end: number;
  private last: "nothing" | "token" | "frozen" = "nothing";
  /** The group of the declaration above, if it is laid out. */
  private above: number | undefined;

  constructor(parsed: ParsedFile, layout: Layout, regions: Regions) {
    this.parsed = parsed;
    this.layout = layout;
    this.regions = regions;
    this.end = parsed.text.startsWith("\ufeff") ? 1 : 0;
  }

  write(): Items {
    const { tokens, text } = this.parsed;
    const unitStarts = new Set(this.regions.units.map((unit) => unit.start));
    tokens.forEach((token, i) => {
      const start = token.startOffset;
      this.freezeUpTo(start);
      const place = this.layout.places[i];
      if (place === undefined || place.dropped || start < this.end) return;
      this.before(place, start, unitStarts.has(start));
      this.text("token", { start, end: tokenEnd(token) });
      for (let n = 0; n < place.closes; n++) this.items.push({ kind: "close" });
    });
    this.freezeUpTo(text.length);
    this.gaps(undefined, text.length);
    return { items: this.items, seams: this.seams };
  }

  private text(form: TextItem["form"], { start, end }: Span): void {
    this.items.push({ kind: "text", form, start, end });
    if (form !== "token" && form !== "frozen") return;
    this.end = end;
    this.last = form;
  }

  private freezeUpTo(offset: number): void {
    const { frozen } = this.regions;
    for (let span = frozen[this.frozenIndex]; span !== undefined && span.start <= offset; ) {
      this.text("frozen", span);
      this.commentsUpTo(span.end);
      this.above = undefined;
      span = frozen[++this.frozenIndex];
    }
  }

  private commentsUpTo(offset: number): readonly TextItem[] {
    const { comments, text } = this.parsed;
    const found: TextItem[] = [];
    for (let comment = comments[this.commentIndex]; comment !== undefined && comment.start < offset; ) {
      const { start, form } = comment;
      const end = start + text.slice(start, comment.end).trimEnd().length;
      found.push({ kind: "text", form: form === "block" ? "comment" : "lineComment", start, end });
      comment = comments[++this.commentIndex];
    }
    return found;
  }

  /** What stands before a token, and the groups that begin with it. */
  private before(place: Place, start: number, isUnit: boolean): void {
    for (let n = 0; n < place.indents; n++) this.items.push({ kind: "open", scope: "indent" });
    const seam = this.gaps(place, start);
    const below = this.items.length;
    const scope = place.anchored ? "anchored" : "group";
    for (let n = 0; n < place.groups; n++) this.items.push({ kind: "open", scope });
    if (!isUnit || place.groups === 0) return;
    const { above } = this;
    const { header } = this.parsed.tree;
    const always = this.end === header?.end;
    if (above !== undefined && seam !== undefined) this.seams.push({ gap: seam, above, below, always });
    this.above = below;
  }

  /** The gaps up to an offset with the comments in them; gives the one that an empty line may be added to. */
  private gaps(place: Place | undefined, to: number): Gap | undefined {
    const comments = this.commentsUpTo(to);
    const surroundings: GapSurroundings = { text: this.parsed.text, from: this.end, to, place, after: this.last };
    const gaps = gapsBetween(surroundings, comments);
    gaps.forEach((gap, i) => {
      const comment = comments[i];
      if (comment === undefined) for (let n = 0; n < (place?.outdents ?? 0); n++) this.items.push({ kind: "close" });
      this.items.push(gap);
      if (comment !== undefined) this.items.push(comment);
    });
    if (gaps.some((gap) => gap.emptyLine)) return undefined;
    const documentation = comments.map(({ start }) => this.parsed.text.startsWith("///", start));
    const [first, last] = [documentation.indexOf(true), documentation.lastIndexOf(true)];
    // An empty line in the midst of documentation would cut it off.
    return gaps.find((gap, i) => gap.separator === "hard" && (i <= first || i > last));
  }
}
