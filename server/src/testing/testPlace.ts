/** Where a new test stands, and what it is called. */
import { createLineMap } from "../language/lineMap.ts";
import type { ParsedFile } from "../language/parse.ts";
import type { Program } from "../runtime/program.ts";
import { constantText } from "../semantics/nameSpans.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import type { HeldInput } from "./heldInputs.ts";

/** A file for a test; `text` and `parsed` where it exists. */
export interface TestPlace {
  /** Relative to the project, with `/`. */
  readonly file: string;
  readonly text: string | undefined;
  readonly parsed: ParsedFile | undefined;
  /** The flow of an existing file. */
  readonly flow: string | undefined;
}

/** A change of a file: `range` counts lines and UTF-16 characters from 0, and is empty where text is inserted. */
export interface TestEdit {
  /** Relative to the project, with `/`. */
  readonly file: string;
  readonly range: { readonly start: EditPosition; readonly end: EditPosition };
  readonly newText: string;
}

interface EditPosition {
  readonly line: number;
  readonly character: number;
}

/**
 * The file that was asked for; else the `.test.flow` of the flow in which the conversation starts, or the only one beside it;
 * else a new one of that name. A sentence where there can be none.
 */
export function testPlace(
  index: ProjectIndex,
  program: Program,
  { file, start }: { readonly file: string | undefined; readonly start: string | undefined },
): TestPlace | string {
  if (file !== undefined) {
    const path = file.replaceAll("\\", "/");
    if (!isInside(path)) return `\`${file}\` is no .flow file of this project: tests stand there.`;
    return placeAt(index, program, path);
  }
  const flow =
    program.states.get(start ?? "")?.owner.file ?? program.bot?.file ?? [...index.files.keys()][0] ?? "main.flow";
  if (flow.endsWith(suffix)) return placeAt(index, program, flow);
  const own = flow.replace(/\.flow$/, suffix);
  if (index.files.has(own)) return placeAt(index, program, own);
  const folder = flow.slice(0, flow.lastIndexOf("/") + 1);
  const beside = [...index.files.keys()].filter(
    (path) => path.endsWith(suffix) && path.slice(0, path.lastIndexOf("/") + 1) === folder,
  );
  return placeAt(index, program, beside.length === 1 ? (beside[0] ?? own) : own);
}

const suffix = ".test.flow";

function isInside(path: string): boolean {
  const parts = path.split("/");
  return path.endsWith(".flow") && !/^([a-z]:|\/)/i.test(path) && parts.every((part) => part !== ".." && part !== "");
}

function placeAt(index: ProjectIndex, program: Program, file: string): TestPlace {
  const parsed = index.files.get(file)?.parsed;
  const flow = [...program.flows.values()].find((each) => each.file === file)?.name;
  return { file, parsed, text: parsed?.text, flow };
}

/** The name, with a number where the file has a test of that name. */
export function uniqueName({ parsed }: TestPlace, wanted: string): string {
  const taken = new Set(
    (parsed?.tree.declarations ?? []).map((each) =>
      each.kind === "Test" && each.name !== undefined ? constantText(each.name) : undefined,
    ),
  );
  const name = wanted.trim() === "" ? "a conversation" : wanted.trim();
  for (let number = 1; ; number += 1) {
    const numbered = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(numbered)) return numbered;
  }
}

/** A name from the first words of the user. */
export function nameFor(inputs: readonly HeldInput[]): string {
  for (const { step, hidden } of inputs) {
    const said = step.kind === "user" ? step.text : step.kind === "tap" ? step.title : "";
    const words = said.replaceAll(/[\s"{}\\]+/g, " ").trim();
    if (hidden === undefined && words !== "")
      return words.length <= longest ? words : `${words.slice(0, longest - 1)}…`;
  }
  return "the beginning";
}

const longest = 40;

/** A new text with the line ends of the file that it goes into. */
export function withLineEndsOf(file: string, text: string): string {
  return file.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text;
}

/** Puts a test at the end of its file, or into a new one. */
export function insertion({ file, text = "" }: TestPlace, test: string): TestEdit {
  const end = createLineMap(text).positionAt(text.length);
  const gap = text.trim() === "" ? "" : text.endsWith("\n\n") ? "" : text.endsWith("\n") ? "\n" : "\n\n";
  const newText = `${gap}${test}\n`;
  return { file, range: { start: end, end }, newText: withLineEndsOf(text, newText) };
}
