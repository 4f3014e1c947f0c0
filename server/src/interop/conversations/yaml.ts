import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { Value } from "../../expressions/values.ts";
import type { ForeignFile } from "./imported.ts";

/** A YAML file that has been read: its nodes know where they stand. */
export interface YamlFile {
  readonly path: string;
  readonly root: unknown;
  readonly lines: LineCounter;
}

/** Reads a file, or says in which line it is no YAML. Aliases are left alone: nothing grows by them. */
export function readYaml({
  path,
  text,
}: ForeignFile): YamlFile | { readonly problem: { readonly line: number; readonly message: string } } {
  const lines = new LineCounter();
  const document = documentOf(text, lines);
  if (document === undefined) return { problem: { line: 1, message: "This is no YAML: it is nested too deeply." } };
  const [error] = document.errors;
  if (error === undefined) return { path, root: document.contents, lines };
  const [what = "it does not read"] = error.message.split("\n");
  return {
    problem: {
      line: lines.linePos(error.pos[0]).line,
      message: `This is no YAML: ${what.replace(/ at line.*$/, "")}.`,
    },
  };
}

/** The reader goes down with the nesting, which a file may take too far. */
function documentOf(text: string, lineCounter: LineCounter) {
  try {
    return parseDocument(text, { lineCounter, logLevel: "silent", uniqueKeys: false });
  } catch {
    return undefined;
  }
}

/** The members of a mapping, the last of two with one key; empty for anything else. */
export function entriesIn(node: unknown): ReadonlyMap<string, unknown> {
  if (!isMap(node)) return new Map();
  return new Map(node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : String(key), value]));
}

/** The items of a list; empty for anything else. */
export function itemsIn(node: unknown): readonly unknown[] {
  return isSeq(node) ? node.items : [];
}

/** The text of a scalar; numbers and truth as they are written. */
export function textIn(node: unknown): string | undefined {
  if (!isScalar(node) || node.value === null) return undefined;
  return typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
}

/** The value of a scalar; `undefined` for lists, mappings and what JSON has not. */
export function scalarIn(node: unknown): Value | undefined {
  if (!isScalar(node)) return undefined;
  const { value } = node;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return value === null || typeof value === "string" || typeof value === "boolean" ? value : undefined;
}

/** The line in which a node begins, counted from 1. */
export function lineOf({ lines }: YamlFile, node: unknown): number {
  return hasRange(node) ? lines.linePos(node.range[0]).line : 1;
}

function hasRange(node: unknown): node is Node & { readonly range: readonly [number, number, number] } {
  return (isMap(node) || isSeq(node) || isScalar(node) || isAlias(node)) && Array.isArray(node.range);
}
