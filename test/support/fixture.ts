/**
 * Files with marks in them, so that a test shows the place it speaks of:
 *
 *     --- transfer.flow
 *     state start { -> <|unknown-state|>help.agnt</> }
 *     --- help.flow
 *     state agent { sa^|y "Hello" }
 *
 * `<|name|>…</>` names a range (ranges may nest), `^|` is the cursor, `--- path` begins a file (without one the
 * text is `main.flow`). The indentation that all lines share and the blank lines around are dropped. Files keep
 * nothing of the marks.
 */

export interface FixtureFile {
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A named range of a file: offsets in UTF-16 code units into the text without marks. */
export interface FixtureRange {
  readonly name: string;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** What stands in the range. */
  readonly text: string;
}

export interface FixtureCursor {
  readonly path: string;
  readonly offset: number;
}

export interface Fixture {
  readonly files: readonly FixtureFile[];
  /** In the order in which they begin. */
  readonly ranges: readonly FixtureRange[];
  readonly cursor: FixtureCursor | undefined;
}

const FILE_HEADER = /^--- (\S.*)$/;
const MARK = /<\|([\w.-]+)\|>|<\/>|\^\|/g;

/** Reads marked text; throws where marks do not pair up or a second cursor stands. */
export function fixture(source: string): Fixture {
  const read = splitFiles(source).map((file) => readMarks(file.path, file.text));
  const cursors = read.flatMap((file) => file.cursors);
  if (cursors.length > 1) throw new Error("A fixture has one cursor at most.");
  return {
    files: read.map((file) => file.file),
    ranges: read.flatMap((file) => file.ranges),
    cursor: cursors[0],
  };
}

/** The ranges of that name, in order. */
export function rangesOf(from: Fixture, name: string): readonly FixtureRange[] {
  return from.ranges.filter((range) => range.name === name);
}

/** The only range of that name; throws if there is none or a second one. */
export function rangeOf(from: Fixture, name: string): FixtureRange {
  const [range, second] = rangesOf(from, name);
  if (range === undefined || second !== undefined) throw new Error(`The fixture needs exactly one range \`${name}\`.`);
  return range;
}

/** The cursor; throws if there is none. */
export function cursorOf(from: Fixture): FixtureCursor {
  if (from.cursor === undefined) throw new Error("The fixture has no cursor `^|`.");
  return from.cursor;
}

/** The text of a file; throws if there is no such file. */
export function textOf(from: Fixture, path: string): string {
  const file = from.files.find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`The fixture has no file \`${path}\`.`);
  return file.text;
}

/** Files written as a fixture without marks, to compare the outcome of edits with a text. */
export function drawFiles(files: readonly FixtureFile[]): string {
  const [only] = files;
  if (files.length === 1 && only?.path === "main.flow") return only.text;
  return files.map((file) => `--- ${file.path}\n${file.text}`).join("\n");
}

function splitFiles(source: string): readonly FixtureFile[] {
  const files: { path: string; lines: string[] }[] = [];
  for (const line of dedent(source)) {
    const header = FILE_HEADER.exec(line)?.[1];
    if (header !== undefined) files.push({ path: header.trim(), lines: [] });
    else {
      if (files.length === 0) files.push({ path: "main.flow", lines: [] });
      files.at(-1)?.lines.push(line);
    }
  }
  return files.map(({ path, lines }) => ({ path, text: lines.join("\n") }));
}

function dedent(source: string): readonly string[] {
  const lines = source.split("\n");
  const isBlank = (line: string | undefined): boolean => line?.trim() === "";
  while (lines.length > 0 && isBlank(lines[0])) lines.shift();
  while (lines.length > 0 && isBlank(lines.at(-1))) lines.pop();
  const indents = lines.filter((line) => !isBlank(line)).map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents);
  return lines.map((line) => (isBlank(line) ? "" : line.slice(common)));
}

function readMarks(path: string, marked: string) {
  const ranges: (FixtureRange & { open: boolean })[] = [];
  const cursors: FixtureCursor[] = [];
  const opened: number[] = [];
  let text = "";
  let from = 0;
  for (const mark of marked.matchAll(MARK)) {
    text += marked.slice(from, mark.index);
    from = mark.index + mark[0].length;
    const name = mark[1];
    if (name !== undefined) {
      opened.push(ranges.length);
      ranges.push({ name, path, start: text.length, end: text.length, text: "", open: true });
    } else if (mark[0] === "^|") {
      cursors.push({ path, offset: text.length });
    } else {
      const index = opened.pop();
      const range = index === undefined ? undefined : ranges[index];
      if (index === undefined || range === undefined) throw new Error(`A \`</>\` in ${path} closes nothing.`);
      ranges[index] = { ...range, end: text.length, text: text.slice(range.start), open: false };
    }
  }
  text += marked.slice(from);
  const left = ranges.find((range) => range.open);
  if (left !== undefined) throw new Error(`The range \`${left.name}\` in ${path} is never closed.`);
  return { file: { path, text }, ranges: ranges.map(({ open: _, ...range }) => range), cursors };
}
