/** The tests of a file as an editor lists them: found in what is written, without a run. */
import { evaluate } from "../expressions/evaluate.ts";
import { isList } from "../expressions/values.ts";
import type * as ast from "../language/ast.ts";
import type { FilePart, ParsedFile, ParsedPart } from "../language/parse.ts";
import type { Span } from "../language/spans.ts";
import { constantText } from "../semantics/nameSpans.ts";
import { caseName } from "../semantics/testNames.ts";

/** One run of a test: a row of its table, in one of its languages. */
export interface OutlinedCase extends Span {
  /** As the command line names it: `an order [1] [nl]`. */
  readonly name: string;
  /** The row as it is written, in short, and the language. */
  readonly detail: string;
}

/** A `test` declaration; its span begins at the word `test`. */
export interface OutlinedTest extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  /** Where a mock can be written: before the first step. `undefined` where the test is half-typed. */
  readonly body: number | undefined;
  readonly languages: readonly string[];
  readonly isTable: boolean;
  readonly hasMocks: boolean;
  /** Its rows and languages; empty for a test that is one run. */
  readonly cases: readonly OutlinedCase[];
}

/** The tests of a file that have a name, in their order. */
export function testOutline(parsed: ParsedFile): readonly OutlinedTest[] {
  if (!hasTestWord(parsed)) return [];
  return parsed.parts.flatMap((part) => testsOf(part).map((test) => shifted(test, part.start)));
}

/** True where a file holds more than states and tests: what it declares may matter to the tests of other files. */
export function declaresForAll(parsed: ParsedFile): boolean {
  return parsed.parts.some(({ parsed: { tree } }) =>
    tree.declarations.some(({ kind }) => kind !== "State" && kind !== "Test"),
  );
}

const testWord = /\btest\b/;
const words = new WeakMap<ParsedFile, boolean>();

/** A file without the word is not looked into, and looked through once. */
function hasTestWord(parsed: ParsedFile): boolean {
  const before = words.get(parsed);
  if (before !== undefined) return before;
  const found = testWord.test(parsed.text);
  words.set(parsed, found);
  return found;
}

const known = new WeakMap<ParsedPart, readonly OutlinedTest[]>();

/** With positions that count from the part. */
function testsOf({ parsed }: FilePart): readonly OutlinedTest[] {
  const before = known.get(parsed);
  if (before !== undefined) return before;
  const found = parsed.tree.declarations.flatMap((node) => (node.kind === "Test" ? outline(node, parsed.text) : []));
  known.set(parsed, found);
  return found;
}

function outline(node: ast.Test, text: string): readonly OutlinedTest[] {
  const name = node.name === undefined ? undefined : constantText(node.name);
  if (node.name === undefined || name === undefined || name === "") return [];
  const { start, end, each, steps } = node;
  const languages = node.languages.map((language) => language.text);
  const body = steps[0]?.start ?? (text[end - 1] === "}" ? end - 1 : undefined);
  return [
    {
      start,
      end,
      name,
      nameSpan: { start: node.name.start, end: node.name.end },
      body,
      languages,
      isTable: each !== undefined,
      hasMocks: steps.some((step) => step.kind === "TestMock"),
      cases: casesOf(node, name, languages, text),
    },
  ];
}

function casesOf(
  { each, name: literal, start, end }: ast.Test,
  name: string,
  languages: readonly string[],
  text: string,
): readonly OutlinedCase[] {
  const rows = rowsOf(each, text);
  const spoken = languages.length > 1 ? languages : [undefined];
  if (each === undefined && languages.length < 2) return [];
  return (each === undefined ? [undefined] : rows).flatMap((row, at) =>
    spoken.map((language) => ({
      name: caseName(name, row === undefined ? undefined : at + 1, language),
      detail: [row?.text, language].filter((part) => part !== undefined).join(" · "),
      start: row?.start ?? literal?.start ?? start,
      end: row?.end ?? literal?.end ?? end,
    })),
  );
}

interface Row extends Span {
  readonly text: string;
}

/** The rows of a table; none where they cannot be told from what is written. */
function rowsOf(each: ast.Expr | undefined, text: string): readonly Row[] {
  if (each === undefined) return [];
  if (each.kind === "List") return each.items.map((item) => ({ ...spanOf(item), text: shortText(item, text) }));
  const rows = evaluate(each, {
    root: () => undefined,
    stateId: () => null,
    language: "en",
    now: 0,
    random: () => 0,
    environment: () => undefined,
    report: () => undefined,
  });
  return isList(rows) ? rows.map((row) => ({ ...spanOf(each), text: short(JSON.stringify(row)) })) : [];
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

function shortText({ start, end }: Span, text: string): string {
  return short(text.slice(start, end).replace(/^\{\s*|\s*\}$/g, ""));
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length <= longestRow ? line : `${line.slice(0, longestRow - 1)}…`;
}

/** Characters of a row that are shown. */
const longestRow = 60;

function shifted(test: OutlinedTest, by: number): OutlinedTest {
  if (by === 0) return test;
  const move = <T extends Span>(span: T): T => ({ ...span, start: span.start + by, end: span.end + by });
  return {
    ...move(test),
    nameSpan: move(test.nameSpan),
    body: test.body === undefined ? undefined : test.body + by,
    cases: test.cases.map(move),
  };
}
