import { evaluate } from "../expressions/evaluate.ts";
import { isList, type Value } from "../expressions/values.ts";
import type * as ast from "../language/ast.ts";
import type { SourcePlace } from "../runtime/events.ts";
import type { Program } from "../runtime/program.ts";
import { constantText } from "../semantics/nameSpans.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import { caseName } from "../semantics/testNames.ts";

/** One run of a `test`: itself, or one of its rows in one of its languages. */
export interface TestCase {
  /** With its row and language: `an order [1]`, `an order [nl]`. */
  readonly name: string;
  /** The test's own name, as it is written. */
  readonly title: string;
  readonly node: ast.Test;
  /** Path of its file, relative to the project. */
  readonly file: string;
  readonly place: SourcePlace;
  /** What `row` is. */
  readonly row: Value;
  readonly language: string | undefined;
  /** Why it cannot be run. */
  readonly problem: string | undefined;
}

/** Every test of a project, in the order of the files and their lines. `file` leaves only those of one file. */
export function testCases(index: ProjectIndex, program: Program, file?: string): readonly TestCase[] {
  const paths = file === undefined ? [...index.files.keys()] : [file];
  return paths.flatMap((path) => {
    const declarations = index.files.get(path)?.parsed.tree.declarations ?? [];
    return declarations.flatMap((node) => (node.kind === "Test" ? casesOf(node, path, program) : []));
  });
}

function casesOf(node: ast.Test, file: string, program: Program): readonly TestCase[] {
  const title = (node.name === undefined ? undefined : constantText(node.name)) ?? "";
  const place = program.place(file, node.name ?? node);
  const rows = rowsOf(node, program);
  const languages = node.languages.length === 0 ? [undefined] : node.languages.map(({ text }) => text);
  const base = { title, node, file, place };
  const missing = missingName(node, program);
  if (missing !== undefined) return [{ ...base, name: title, row: null, language: languages[0], problem: missing }];
  if (typeof rows === "string") return [{ ...base, name: title, row: null, language: languages[0], problem: rows }];
  return rows.flatMap((row, at) =>
    languages.map((language) => ({
      ...base,
      name: caseName(title, node.each === undefined ? undefined : at + 1, languages.length > 1 ? language : undefined),
      row,
      language,
      problem: undefined,
    })),
  );
}

/** Why a test cannot begin as it says. */
function missingName({ at, presets }: ast.Test, program: Program): string | undefined {
  const preset = presets.find(({ text }) => !program.presets.has(text));
  if (preset !== undefined) return `There is no preset \`${preset.text}\`.`;
  if (at === undefined || program.target(at) !== undefined) return undefined;
  const name = [at.flow?.text, at.name?.text].filter((part) => part !== undefined).join(".");
  return `There is no state \`${name}\` to begin in.`;
}

/** The rows of `each`; one of nothing where a test has none, or the reason why there are no rows. */
function rowsOf({ each }: ast.Test, program: Program): readonly Value[] | string {
  if (each === undefined) return [null];
  const problems: string[] = [];
  const rows = evaluate(each, {
    root: () => undefined,
    stateId: (ref) => program.states.get(program.target(ref) ?? "")?.wireId ?? null,
    language: program.bot?.languages[0] ?? "en",
    now: 0,
    random: () => 0,
    environment: () => undefined,
    report: ({ message }) => problems.push(message),
  });
  if (isList(rows) && rows.length > 0) return rows;
  const [problem] = problems;
  return `\`each\` needs a list with at least one row${problem === undefined ? "." : `: ${problem}`}`;
}
