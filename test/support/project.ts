import { parse } from "../../server/src/language/parse.ts";
import type { SourceFile } from "../../server/src/semantics/fileIndex.ts";
import { createProjectIndex, type ProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import type { FixtureFile } from "./fixture.ts";

/** A file as a project reads it. */
export function sourceFile({ path, text }: FixtureFile): SourceFile {
  return { path, uri: `file:///project/${path}`, parsed: parse(text) };
}

/** The index of a project of these files. */
export function projectOf(from: { readonly files: readonly FixtureFile[] }): ProjectIndex {
  return createProjectIndex(from.files.map(sourceFile));
}

interface TextEdit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The files after edits; throws where edits overlap, leave the file, or name a file that is not there. */
export function edited(files: readonly FixtureFile[], edits: readonly TextEdit[]): readonly FixtureFile[] {
  const known = new Set(files.map((file) => file.path));
  for (const { path } of edits) if (!known.has(path)) throw new Error(`There is no file \`${path}\` to edit.`);
  return files.map(({ path, text }) => ({
    path,
    text: editedText(
      text,
      edits.filter((edit) => edit.path === path),
    ),
  }));
}

function editedText(text: string, edits: readonly TextEdit[]): string {
  let after = "";
  let from = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    if (edit.start < from || edit.end < edit.start || edit.end > text.length) throw new Error("Edits overlap.");
    after += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return after + text.slice(from);
}
