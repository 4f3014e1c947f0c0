import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FixtureFile } from "./fixture.ts";

/** The folder of the repository, with a `/` at its end. */
export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** An example of the documentation: a whole project, and what its page says of it. */
export interface DocumentedExample {
  /** Relative to the repository. */
  readonly page: string;
  /** Where its first block begins; counts from 1. */
  readonly line: number;
  readonly files: readonly FixtureFile[];
  /** What a check finds in it, as `file:line: message` with lines from 1; only of pages of checks. */
  readonly messages: readonly string[] | undefined;
  /** What `<!-- finds: code text, … -->` before it says, each `code text`; only of other pages. */
  readonly finds: readonly string[] | undefined;
}

/** The pages with examples: those of the docs, and what is read first of the repository and its examples. */
export function documentationPages(): readonly string[] {
  const below = (folder: string): readonly string[] =>
    readdirSync(`${repository}${folder}`, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".md"))
      .map((path) => `${folder}/${path}`);
  return ["README.md", "CHANGELOG.md", ...below("docs"), ...below("examples")].sort();
}

/** The text of a file of the repository. */
export function readDocument(page: string): string {
  return readFileSync(`${repository}${page}`, "utf8");
}

const block = /(?:^<!-- finds: (.*) -->\n)?(?:^`([^`\n]+)`\n\n)?^```flow\n([\s\S]*?)^```$/gm;

/** The examples of a page. The blocks of a check's page that stand below one heading are one project. */
export function examplesOf(page: string): readonly DocumentedExample[] {
  const source = readDocument(page);
  if (isCheckPage(page)) {
    return ["## Example", "## Put right"].map((heading) => {
      const start = source.indexOf(`\n${heading}\n`) + 1;
      const next = source.indexOf("\n## ", start);
      const section = source.slice(start, next < 0 ? undefined : next);
      const files = [...section.matchAll(block)].map((match) => fileOf(match));
      return { page, line: lineAt(source, start), files, messages: messagesIn(section), finds: undefined };
    });
  }
  return [...source.matchAll(block)].map((match) => ({
    page,
    line: lineAt(source, match.index),
    files: [fileOf(match)],
    messages: undefined,
    finds: match[1]?.split(", ") ?? [],
  }));
}

/** True for the page of one check. */
export function isCheckPage(page: string): boolean {
  return page.startsWith("docs/checks/") && !page.endsWith("/README.md");
}

function fileOf([, , path = "main.flow", text = ""]: RegExpExecArray): FixtureFile {
  return { path, text };
}

/** The list behind an example: `- Line 2: …`, or with a file. */
function messagesIn(section: string): readonly string[] {
  const lines = [...section.matchAll(/^- (?:`([^`]+)`, line|Line) (\d+): (.*)$/gm)];
  return lines.map(([, path = "main.flow", line, message]) => `${path}:${line}: ${message}`);
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split("\n").length;
}
