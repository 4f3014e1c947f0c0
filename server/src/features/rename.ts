import { type Span, touches } from "../language/spans.ts";
import type { FixEdit } from "../semantics/fixes/fix.ts";
import { type Occurrence, occurrencesOf, renameSymbol } from "../semantics/occurrences.ts";
import { type NamedPlace, symbolAt } from "../semantics/symbolAt.ts";
import { type FileView, placeIn } from "../workspace/snapshot.ts";
import type { FileEdit } from "./textEdits.ts";

/** An answer, or a sentence that says why there is none. */
export type Renamed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** What is about to be renamed: the name alone, in the file that was asked about. */
export interface RenameRange extends Span {
  /** The present name, without backticks. */
  readonly name: string;
}

/** What a rename at an offset would change; `undefined` where nothing stands that has a name. */
export function prepareRename(file: FileView, offset: number): Renamed<RenameRange> | undefined {
  const found = placeToRename(file, offset);
  if (found === undefined || !found.ok) return found;
  const { name, occurrence } = found.value;
  // Whether it can be renamed at all shows with any name that nobody else bears: its own.
  const possible = renameSymbol(file.project.index, found.value.place.key, name);
  return possible.ok ? { ok: true, value: { ...occurrence.nameAlone, name } } : possible;
}

/**
 * The edits that give the thing at an offset another name, in every file of the project; `typed` may carry backticks.
 * A rename and its way back give the same text: backticks that were written without need stay.
 */
export function rename(file: FileView, offset: number, typed: string): Renamed<readonly FileEdit[]> {
  const found = placeToRename(file, offset);
  if (found === undefined) return refuse("Put the cursor on a name to rename it.");
  if (!found.ok) return found;
  const { project } = file;
  const { key } = found.value.place;
  const renaming = renameSymbol(project.index, key, withoutBackticks(typed));
  if (!renaming.ok) return renaming;
  const needless = needlessBackticks(file, key, found.value.name);
  const edits = renaming.edits.map((edit) => (needless.has(placeKey(edit)) ? inBackticks(edit) : edit));
  return { ok: true, value: edits.map(({ text, ...at }) => ({ ...placeIn(project, at), text })) };
}

interface PlaceToRename {
  readonly place: NamedPlace;
  readonly occurrence: Occurrence;
  readonly name: string;
}

function placeToRename({ project, path }: FileView, offset: number): Renamed<PlaceToRename> | undefined {
  const place = symbolAt(project.index, path, offset);
  if (place === undefined) return undefined;
  const [symbol] = place.symbols;
  if (symbol === undefined) return refuse("Nothing of this name is declared in this project.");
  const here = occurrencesOf(project.index, place.key).find((one) => one.path === path && one.start === place.start);
  if (here === undefined) return undefined;
  if (here.renamed(symbol.name) === undefined) {
    return refuse("This is the id of a state: change it where the state is declared.");
  }
  const { nameAlone } = here;
  const onName = touches({ start: Math.max(here.start, nameAlone.start - 1), end: here.end }, offset);
  if (!onName && place.reference?.kind === "state")
    return refuse("This is the flow: put the cursor on the state's own name.");
  return { ok: true, value: { place, occurrence: here, name: symbol.name } };
}

function withoutBackticks(typed: string): string {
  const name = typed.trim();
  return name.length > 1 && name.startsWith("`") && name.endsWith("`") ? name.slice(1, -1) : name;
}

/** The places where the present name stands in backticks that it does not need. */
function needlessBackticks({ project: { index } }: FileView, key: string, name: string): ReadonlySet<string> {
  const needless = new Set<string>();
  for (const occurrence of occurrencesOf(index, key)) {
    const edit = occurrence.renamed(name);
    const text = index.files.get(occurrence.path)?.parsed.text ?? "";
    if (edit?.text === name && text.startsWith("`", edit.start)) needless.add(placeKey(edit));
  }
  return needless;
}

function inBackticks(edit: FixEdit): FixEdit {
  return edit.text.startsWith("`") ? edit : { ...edit, text: `\`${edit.text}\`` };
}

function placeKey({ path, start }: { readonly path: string; readonly start: number }): string {
  return `${path}:${start}`;
}

function refuse(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
