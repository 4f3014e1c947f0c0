import { writeName } from "../language/names.ts";
import { type Span, touches } from "../language/spans.ts";
import type { FixEdit } from "../semantics/fixes/fix.ts";
import { occurrencesOf, renameSymbol } from "../semantics/occurrences.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import { renameVariable } from "../semantics/renameVariable.ts";
import { type NamedPlace, symbolAt } from "../semantics/symbolAt.ts";
import { type NamingFile, placeIn } from "../workspace/snapshot.ts";
import { isInString } from "./isInString.ts";
import type { FileEdit } from "./textEdits.ts";
import { variableAt } from "./variableAt.ts";

/** An answer, or a sentence that says why there is none. */
export type Renamed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** What is about to be renamed: the name alone, in the file that was asked about. */
export interface RenameRange extends Span {
  /** The present name, without backticks. */
  readonly name: string;
}

/** What stands between quotes looks like what is said: an author may want to see it before. */
const strings = "In strings";

/** What a rename at an offset would change; `undefined` where nothing stands that has a name. */
export function prepareRename(file: NamingFile, offset: number): Renamed<RenameRange> | undefined {
  const found = thingToRename(file, offset);
  if (found === undefined || !found.ok) return found;
  const { name, nameAlone, renamed } = found.value;
  // Whether it can be renamed at all shows with any name that nobody else bears: its own.
  const possible = renamed(name);
  return possible.ok ? { ok: true, value: { start: nameAlone.start, end: nameAlone.end, name } } : possible;
}

/**
 * The edits that give the thing at an offset another name, in every file of the project; `typed` may carry backticks.
 * A rename and its way back give the same text: backticks that were written without need stay.
 */
export function rename(file: NamingFile, offset: number, typed: string): Renamed<readonly FileEdit[]> {
  const found = thingToRename(file, offset);
  if (found === undefined) return refuse("Put the cursor on a name to rename it.");
  if (!found.ok) return found;
  const { index } = file.project;
  const { name, written, renamed } = found.value;
  const renaming = renamed(withoutBackticks(typed));
  if (!renaming.ok) return renaming;
  const needless = needlessBackticks(index, written(), name);
  const edits = renaming.value.map((edit) => (needless.has(placeKey(edit)) ? inBackticks(edit) : edit));
  return {
    ok: true,
    value: edits.map((edit) => {
      const { text, ...at } = edit;
      return { ...placeIn(file.project, at), text, ...(isInString(index, edit) && { heading: strings }) };
    }),
  };
}

interface ThingToRename {
  /** The present name, without backticks. */
  readonly name: string;
  readonly nameAlone: Span;
  /** What would be written at each place with the present name. */
  readonly written: () => readonly FixEdit[];
  readonly renamed: (name: string) => Renamed<readonly FixEdit[]>;
}

function thingToRename(file: NamingFile, offset: number): Renamed<ThingToRename> | undefined {
  const { index } = file.project;
  const variable = variableAt(file, offset);
  if (variable !== undefined) {
    const renamed = (name: string) => answerOf(renameVariable(index, variable, name));
    const name = variable.names.at(-1) ?? variable.scope;
    const written = () => {
      const same = renamed(name);
      return same.ok ? same.value : [];
    };
    return { ok: true, value: { name, nameAlone: variable.nameAlone, written, renamed } };
  }
  const place = flowAt(file, offset) ?? symbolAt(index, file.path, offset);
  return place === undefined ? undefined : declaredThing(file, place);
}

function declaredThing(
  { project: { index }, path }: NamingFile,
  place: NamedPlace,
): Renamed<ThingToRename> | undefined {
  const { key } = place;
  const name = place.symbols[0]?.name;
  if (name === undefined) return refuse("Nothing of this name is declared in this project.");
  const here = occurrencesOf(index, key).find((one) => one.path === path && one.start === place.start);
  if (here === undefined) return undefined;
  if (here.renamed(name) === undefined) {
    return refuse("This is the id of a state: change it where the state is declared.");
  }
  const written = () => occurrencesOf(index, key).flatMap((one) => one.renamed(name) ?? []);
  const renamed = (to: string) => answerOf(renameSymbol(index, key, to));
  return { ok: true, value: { name, nameAlone: here.nameAlone, written, renamed } };
}

function answerOf(renaming: ReturnType<typeof renameSymbol>): Renamed<readonly FixEdit[]> {
  return renaming.ok ? { ok: true, value: renaming.edits } : renaming;
}

/** The flow before the dot of a state, where the offset is on that. */
function flowAt({ project: { index }, path }: NamingFile, offset: number): NamedPlace | undefined {
  const flow = index.referencesIn(path).find(({ kind, span }) => kind === "flow" && touches(span, offset));
  if (flow === undefined) return undefined;
  const { key, span, nameAlone } = flow;
  return { path, ...span, key, nameAlone, symbols: index.symbols(key), reference: flow };
}

function withoutBackticks(typed: string): string {
  const name = typed.trim();
  return name.length > 1 && name.startsWith("`") && name.endsWith("`") ? name.slice(1, -1) : name;
}

/** The places where the present name stands in backticks that it does not need. */
function needlessBackticks(index: ProjectIndex, written: readonly FixEdit[], name: string): ReadonlySet<string> {
  const needless = written.filter(({ path, start, text }) => {
    return text === name && (index.files.get(path)?.parsed.text ?? "").startsWith("`", start);
  });
  return new Set(needless.map(placeKey));
}

function inBackticks(edit: FixEdit): FixEdit {
  return edit.text.startsWith("`") || writeName(edit.text) !== edit.text ? edit : { ...edit, text: `\`${edit.text}\`` };
}

function placeKey({ path, start }: { readonly path: string; readonly start: number }): string {
  return `${path}:${start}`;
}

function refuse(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
