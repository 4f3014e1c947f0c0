/**
 * Breaks a row of items into lines.
 *
 * A group stands on one line if it fits there with what must follow it on the line; else the lines that belong to it
 * begin, and the groups in it are asked one by one. A `fill` begins a line only if what follows up to the next possible
 * line does not fit. All widths are sums made beforehand, so that every question takes constant time.
 */

import { moveBlockText } from "./printBlockText.ts";
import type { Gap } from "./printGaps.ts";
import type { Item, Items, OpenItem, TextItem } from "./printItems.ts";
import type { Span } from "./spans.ts";

/** How wide a line may be and how far a step is indented, in characters. */
export interface PrintOptions {
  readonly width: number;
  readonly indent: number;
}

/** A stretch of a file and what shall stand there. */
export interface PrintEdit extends Span {
  readonly text: string;
}

/** What has to change so that the items stand as they should; in order. */
export function linesOf(text: string, { items, seams }: Items, options: PrintOptions): readonly PrintEdit[] {
  const measures = measure(text, items);
  const isTall = (group: number): boolean => {
    const { lineEnds, possible } = measures.extentOf(group);
    if (lineEnds > 0 || possible === 0) return lineEnds > 0;
    return !measures.fits(group, columnOf(text, items, group), options.width);
  };
  for (const { gap, above, below, always } of seams) {
    if (always || isTall(above) || isTall(below)) gap.emptyLine = true;
  }
  return new LineWriter(text, items, measures, options).write();
}

/** Where a declaration begins on its line: behind comments, if any stand there. */
function columnOf(text: string, items: readonly Item[], group: number): number {
  let column = 0;
  for (let i = group - 1; i >= 0; i--) {
    const item = items[i];
    if (item === undefined || (item.kind === "gap" && item.separator === "hard")) break;
    if (item.kind === "gap") column += flatText(item).length;
    if (item.kind !== "text") continue;
    const written = text.slice(item.start, item.end);
    const lastLine = lastLineOf(written);
    column += written.length - lastLine;
    if (lastLine > 0) break;
  }
  return column;
}

/** Where the last line of a text begins. */
function lastLineOf(text: string): number {
  return Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
}

/** What a group holds: its width on one line, line ends that it cannot do without, and places where a line may begin. */
interface Extent {
  readonly width: number;
  readonly lineEnds: number;
  readonly possible: number;
}

interface Measures {
  /** What the group holds that begins with an item. */
  extentOf(group: number): Extent;
  /** True where a group that begins in a column stands on that line with what must follow it there. */
  fits(group: number, column: number, width: number): boolean;
  /** The width from an item to where the next line may begin. */
  readonly upToLine: Int32Array;
}

function measure(text: string, items: readonly Item[]): Measures {
  const width = new Int32Array(items.length + 1);
  const lineEnds = new Int32Array(items.length + 1);
  const possible = new Int32Array(items.length + 1);
  const ends = new Int32Array(items.length);
  const open: number[] = [];
  items.forEach((item, i) => {
    const found = itemExtent(text, item, items[i + 1]);
    width[i + 1] = (width[i] ?? 0) + found.width;
    lineEnds[i + 1] = (lineEnds[i] ?? 0) + found.lineEnds;
    possible[i + 1] = (possible[i] ?? 0) + found.possible;
    if (item.kind === "open") open.push(i);
    else if (item.kind === "close") ends[open.pop() ?? i] = i + 1;
  });
  const upToLine = new Int32Array(items.length + 1);
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i];
    const own = (width[i + 1] ?? 0) - (width[i] ?? 0);
    if (item?.kind === "gap" && mayBreak(item)) upToLine[i] = item.comma === "always" ? 1 : 0;
    else upToLine[i] = own + (lineEnds[i + 1] === lineEnds[i] ? (upToLine[i + 1] ?? 0) : 0);
  }
  const between = (sums: Int32Array, from: number, to: number): number => (sums[to] ?? 0) - (sums[from] ?? 0);
  const extentOf = (group: number): Extent => {
    const end = ends[group] ?? group;
    return {
      width: between(width, group, end),
      lineEnds: between(lineEnds, group, end),
      possible: between(possible, group, end),
    };
  };
  return {
    upToLine,
    extentOf,
    fits(group, column, most) {
      const behind = upToLine[ends[group] ?? group] ?? 0;
      const extent = extentOf(group);
      return extent.lineEnds === 0 && column + extent.width + behind <= most;
    },
  };
}

function mayBreak({ separator }: Gap): boolean {
  return separator !== "none" && separator !== "space" && separator !== "brace";
}

function itemExtent(text: string, item: Item, next: Item | undefined): Extent {
  if (item.kind === "text") return textExtent(text, item);
  if (item.kind !== "gap") return nothing;
  // A comment at the end of a line does not count: no line is broken for it.
  if (next?.kind === "text" && next.form === "lineComment") {
    return { width: 0, lineEnds: item.separator === "hard" ? 1 : 0, possible: 0 };
  }
  const comma = item.comma === undefined ? 0 : 1;
  if (item.separator === "hard" || item.separator === "end") return { width: comma, lineEnds: 1, possible: 1 };
  return { width: comma + flatText(item).length, lineEnds: 0, possible: mayBreak(item) ? 1 : 0 };
}

const nothing: Extent = { width: 0, lineEnds: 0, possible: 0 };

function textExtent(text: string, { form, start, end }: TextItem): Extent {
  if (form === "lineComment") return nothing;
  const written = text.slice(start, end);
  const line = written.search(lineEnd);
  return line < 0 ? { width: end - start, lineEnds: 0, possible: 0 } : { width: line, lineEnds: 1, possible: 0 };
}

const lineEnd = /[\n\r]/;

function flatText({ separator }: Gap): string {
  return separator === "none" || separator === "soft" || separator === "end" ? "" : " ";
}

interface Scope {
  readonly flat: boolean;
  readonly indent: number;
}

class LineWriter {
  private readonly text: string;
  private readonly items: readonly Item[];
  private readonly measures: Measures;
  private readonly options: PrintOptions;
  private readonly lineEnd: string;
  private readonly edits: PrintEdit[] = [];
  private readonly scopes: Scope[] = [];
  private scope: Scope = { flat: false, indent: 0 };
  private column = 0;
  /** True behind the beginning of a line that a brace has to itself: what the brace holds has lines, too. */
  private braceAlone = false;
  /** How far the present line is indented. */
  private lineIndent = 0;

  constructor(text: string, items: readonly Item[], measures: Measures, options: PrintOptions) {
    this.text = text;
    this.items = items;
    this.measures = measures;
    this.options = options;
    this.lineEnd = lineEndOf(text, items);
  }

  write(): readonly PrintEdit[] {
    this.items.forEach((item, i) => {
      this.item(item, i);
    });
    return this.edits;
  }

  private item(item: Item, index: number): void {
    switch (item.kind) {
      case "open":
        this.open(item, index);
        break;
      case "close":
        this.scope = this.scopes.pop() ?? this.scope;
        break;
      case "gap":
        this.replace(item, this.gap(item, index));
        break;
      case "text":
        this.token(item);
        break;
    }
  }

  private open(item: OpenItem, index: number): void {
    const { flat, indent } = this.scope;
    this.scopes.push(this.scope);
    if (item.scope === "indent") this.scope = { flat, indent: indent + this.options.indent };
    else {
      const fits = flat || (!this.braceAlone && this.measures.fits(index, this.column, this.options.width));
      this.scope = { flat: fits, indent: item.scope === "anchored" ? this.lineIndent : indent };
    }
  }

  /** What stands in a gap. */
  private gap(gap: Gap, index: number): string {
    if (gap.separator === "end") return index === 0 ? "" : this.lineEnd;
    const begins = this.beginsLine(gap, index);
    this.braceAlone = begins && gap.separator === "brace";
    const comma = gap.comma === "always" || (gap.comma === "flat" && this.scope.flat) ? "," : "";
    if (!begins) {
      const blank = flatText(gap);
      this.column += comma.length + blank.length;
      return comma + blank;
    }
    const indent = this.scope.indent + (gap.hang ? this.options.indent : 0);
    this.column = indent;
    this.lineIndent = indent;
    return comma + this.lineEnd + (gap.emptyLine ? this.lineEnd : "") + " ".repeat(indent);
  }

  private beginsLine({ separator, comma }: Gap, index: number): boolean {
    if (separator === "hard") return true;
    if (this.scope.flat) return false;
    const column = this.column + (comma === undefined ? 0 : 1) + 1;
    switch (separator) {
      case "line":
      case "soft":
        return true;
      case "brace":
        return this.isSecondLine();
      case "tail":
        return this.isSecondLine() || this.isTooLong(column, index + 1);
      case "fill":
        return this.isTooLong(column, index + 1);
      case "clause":
        return !this.measures.fits(index + 1, column, this.options.width);
      default:
        return false;
    }
  }

  private isSecondLine(): boolean {
    return this.lineIndent > this.scope.indent;
  }

  /** True where what begins in a column with an item reaches over the width before a line may begin. */
  private isTooLong(column: number, index: number): boolean {
    return column + (this.measures.upToLine[index] ?? 0) > this.options.width;
  }

  private token(item: TextItem): void {
    this.braceAlone = false;
    const written = this.text.slice(item.start, item.end);
    const moved = item.form === "token" && written.startsWith('"""') ? this.moved(written) : written;
    this.replace(item, moved);
    const lastLine = lastLineOf(moved);
    if (lastLine === 0) {
      this.column += moved.length;
      return;
    }
    this.column = moved.length - lastLine;
    this.lineIndent = moved.slice(lastLine).search(/[^ \t]|$/);
  }

  private moved(written: string): string {
    const outer = " ".repeat(this.lineIndent);
    return moveBlockText(written, outer, outer + " ".repeat(this.options.indent));
  }

  /** Notes what changes, as small as it is. */
  private replace({ start, end }: Span, text: string): void {
    const written = this.text.slice(start, end);
    if (written === text) return;
    const prefix = samePrefix(written, text);
    const suffix = sameSuffix(written, text, prefix);
    this.edits.push({
      start: start + prefix,
      end: end - suffix,
      text: text.slice(prefix, text.length - suffix),
    });
  }
}

/** Files keep the line ends that they have at their first one; those at the very beginning go, and count last. */
function lineEndOf(text: string, items: readonly Item[]): string {
  const [first, ...others] = items;
  for (const item of [...others, first]) {
    if (item?.kind !== "gap" && !(item?.kind === "text" && item.form === "frozen")) continue;
    const found = /\r?\n/.exec(text.slice(item.start, item.end));
    if (found !== null) return found[0];
  }
  return "\n";
}

/** How many characters two texts have in common at their beginning; a `\r\n` is not taken apart. */
function samePrefix(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return a[i - 1] === "\r" && i > 0 ? i - 1 : i;
}

/** The same for the end, behind the first `from` characters. */
function sameSuffix(a: string, b: string, from: number): number {
  let i = 0;
  while (i < a.length - from && i < b.length - from && a.at(-1 - i) === b.at(-1 - i)) i++;
  const splits = (text: string): boolean => text.at(-i) === "\n" && text.at(-1 - i) === "\r";
  return i > 0 && (splits(a) || splits(b)) ? i - 1 : i;
}
