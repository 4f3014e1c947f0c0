/**
 * What has to be known of a file before anybody looks into it: under which keys it has something, and where its references
 * stand. It takes a small part of what the file's own index takes, so that a project of thousands of files costs little.
 */
import type { ParsedFile } from "../language/parse.ts";
import type { Span } from "../language/spans.ts";

/** The outline of a file at one path. */
export interface FileOutline {
  readonly path: string;
  readonly uri: string;
  readonly symbolKeys: readonly string[];
  /** By key: start and end of the name of each reference, one after the other, in the order of the file. */
  readonly references: ReadonlyMap<string, readonly number[]>;
  /** How many parts the file has. */
  readonly parts: number;
}

const outlines = new WeakMap<ParsedFile, FileOutline>();

/** Keeps the outline of a file for as long as the file is. */
export function keepOutline(parsed: ParsedFile, outline: FileOutline): void {
  outlines.set(parsed, outline);
}

/** The outline that was kept of the file, if it was at this place. */
export function outlineOf(parsed: ParsedFile, path: string, uri: string): FileOutline | undefined {
  const outline = outlines.get(parsed);
  return outline?.path === path && outline.uri === uri ? outline : undefined;
}

/** The places under a key. */
export function* placesIn(outline: FileOutline, key: string): Generator<Span> {
  const places = outline.references.get(key) ?? [];
  for (let i = 0; i + 1 < places.length; i += 2) yield { start: places[i] ?? 0, end: places[i + 1] ?? 0 };
}
