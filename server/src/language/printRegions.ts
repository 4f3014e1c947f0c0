/**
 * Which parts of a file are laid out anew. A declaration with a mistake is left byte for byte, and so is what stands
 * between declarations without being one; where one of them begins stays as it is too, because the reader guesses from
 * line breaks and indentation how wrong text was meant.
 */
import type { Declaration, FlowHeader } from "./ast.ts";
import { mostProblems, type ParsedFile } from "./parse.ts";
import type { Span } from "./spans.ts";

/** The header or a declaration of a file. */
export type Unit = FlowHeader | Declaration;

/** The parts of a file, each in order and without overlaps. */
export interface Regions {
  /** What is laid out anew. */
  readonly units: readonly Unit[];
  /** What stays byte for byte. */
  readonly frozen: readonly Span[];
}

/** The parts of a parsed file. */
export function regionsOf(parsed: ParsedFile): Regions {
  const { tree, problems, text } = parsed;
  const units: readonly Unit[] = tree.header === undefined ? tree.declarations : [tree.header, ...tree.declarations];
  if (problems.length === 0) return { units, frozen: [] };
  if (problems.length >= mostProblems) return { units: [], frozen: [{ start: 0, end: text.length }] };
  const wrong = wrongParts(parsed, units);
  const frozen: Span[] = [];
  const freeze = (start: number, end: number): void => {
    const last = frozen.at(-1);
    if (last !== undefined && last.end >= start) frozen[frozen.length - 1] = { start: last.start, end };
    else frozen.push({ start, end });
  };
  for (let i = 0; i <= units.length; i++) {
    const from = units[i - 1]?.end ?? 0;
    const unit = units[i];
    const to = unit?.start ?? text.length;
    const behindWrong = wrong.units.has(i - 1) && (unit === undefined || !lineEnd.test(text.slice(from, to)));
    if (wrong.gaps.has(i) || behindWrong || (unit !== undefined && wrong.units.has(i))) freeze(from, to);
    if (unit !== undefined && wrong.units.has(i)) freeze(unit.start, unit.end);
  }
  return { units: units.filter((_, i) => !wrong.units.has(i)), frozen };
}

const lineEnd = /[\n\r]/;

interface WrongParts {
  /** Indexes of units with a mistake. */
  readonly units: ReadonlySet<number>;
  /** Indexes of the units before which something stands that is wrong; one more than there are for the end. */
  readonly gaps: ReadonlySet<number>;
}

function wrongParts({ problems, tokens }: ParsedFile, units: readonly Unit[]): WrongParts {
  const wrong = { units: new Set<number>(), gaps: new Set<number>() };
  const inGap = (index: number): void => {
    wrong.gaps.add(index);
    wrong.units.add(index - 1);
  };
  let first = 0;
  for (const problem of problems) {
    while ((units[first]?.end ?? Number.POSITIVE_INFINITY) < problem.start) first++;
    let index = first;
    for (let unit = units[index]; unit !== undefined && unit.start <= problem.end; unit = units[++index]) {
      wrong.units.add(index);
      if (problem.start < unit.start) wrong.gaps.add(index);
      if (problem.end > unit.end) wrong.gaps.add(index + 1);
    }
    // What is missing in a declaration may be noticed only where the next one begins.
    if (index === first) inGap(index);
    else if ((units[first]?.start ?? 0) >= problem.start) wrong.units.add(first - 1);
  }
  let index = 0;
  for (const { startOffset } of tokens) {
    while ((units[index]?.end ?? Number.POSITIVE_INFINITY) <= startOffset) index++;
    if (startOffset < (units[index]?.start ?? Number.POSITIVE_INFINITY)) inGap(index);
  }
  return wrong;
}
