import { expect } from "vitest";
import { changeOf, type OfferedRefactoring, offersAt } from "../../server/src/features/refactorings/index.ts";
import type { Span } from "../../server/src/language/spans.ts";
import type { FileView } from "../../server/src/workspace/snapshot.ts";
import { drawFiles, type Fixture, type FixtureFile } from "./fixture.ts";
import { edited } from "./project.ts";
import { workspaceOf } from "./workspaceFixture.ts";

/** The files of a fixture, and what is selected in them: the range `<|selection|>…</>`, else the cursor `^|`. */
interface Selected {
  readonly fixture: Fixture;
  readonly file: FileView;
  readonly selection: Span;
}

async function selectedIn(source: string): Promise<Selected> {
  const given = await workspaceOf(source);
  const range = given.fixture.ranges.find(({ name }) => name === "selection");
  if (range !== undefined) return { fixture: given.fixture, file: given.file(range.path), selection: range };
  const { file, offset } = given.atCursor();
  return { fixture: given.fixture, file, selection: { start: offset, end: offset } };
}

/** What a refactoring offers at the selection: titles, those that cannot be done with the reason behind ` ✗ `. */
export async function offered(source: string, name: string): Promise<readonly string[]> {
  const { file, selection } = await selectedIn(source);
  return offersOf(file, selection, name).map(({ title, disabled }) =>
    disabled === undefined ? title : `${title} ✗ ${disabled}`,
  );
}

function offersOf(file: FileView, selection: Span, name: string): readonly OfferedRefactoring[] {
  return offersAt(file, selection, () => true).filter((offer) => offer.name === name);
}

/**
 * The files after an offer of a refactoring, drawn, with `^|` before the name that is to be changed then; the first offer where no
 * title is given. Throws where there is none.
 */
export async function refactored(source: string, name: string, title?: string): Promise<string> {
  const { fixture, file, selection } = await selectedIn(source);
  const offers = offersOf(file, selection, name).filter(({ disabled }) => disabled === undefined);
  const offer = offers.find((one) => title === undefined || one.title === title);
  expect(
    offers.map((one) => one.title),
    "offered",
  ).toContain(offer?.title ?? title);
  const after = filesAfter(fixture.files, file, selection, name, offer?.title ?? "");
  if (after === undefined) throw new Error(`${name} breaks a file.`);
  return drawFiles(
    after.files.map(({ path, text }) => {
      if (path !== after.rename?.path) return { path, text };
      return { path, text: `${text.slice(0, after.rename.start)}^|${text.slice(after.rename.start)}` };
    }),
  );
}

/** The files after an offer; `undefined` where it would break a file. */
export function filesAfter(
  files: readonly FixtureFile[],
  file: FileView,
  selection: Span,
  name: string,
  title: string,
):
  | {
      readonly files: readonly FixtureFile[];
      readonly rename: { readonly path: string; readonly start: number } | undefined;
    }
  | undefined {
  const change = changeOf(file, selection, name, title);
  if (change === undefined) return undefined;
  const left = edited(files, change.edits);
  return { files: change.newFile === undefined ? left : [...left, change.newFile], rename: change.rename };
}
