import type * as ast from "../../language/ast.ts";
import { writeName } from "../../language/names.ts";
import { botLanguages } from "../botItems.ts";
import type { FileIndex } from "../fileIndex.ts";
import { appendItem } from "../fixes/appendItem.ts";
import type { FixEdit } from "../fixes/fix.ts";
import { hasLineEnd } from "../fixes/layout.ts";
import { inCode } from "../inCode.ts";
import { nodesOf } from "../nodesOf.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import type { Check } from "./check.ts";

export const missingTranslation: Check = {
  code: "missing-translation",
  severity: "warning",
  summary: "A text has languages, but not all of those that the bot speaks.",
  documentation: `
A user of the missing language would suddenly read another one. A text that stands in the language without its region,
\`pt\`, covers \`pt-BR\`. Texts without languages are said to everybody as they are, and what tests expect is not looked at.
`,
  example: `
bot shop {
  languages en, nl
  start hello
  fallback hello
}

state hello {
  say <|missing-translation|>{ en "Hello!" }</>
  -> end
}
`,
  fixed: `
bot shop {
  languages en, nl
  start hello
  fallback hello
}

state hello {
  say { en "Hello!" nl "Hallo!" }
  -> end
}
`,
  only: ["language"],
  *run({ index, file, path }) {
    for (const { text, missing } of incomplete(index, file)) {
      const names = missing.map((language) => inCode(writeName(language))).join(", ");
      const message = `This text has no ${names}, which the bot speaks.`;
      yield { path, start: text.start, end: text.end, message };
    }
  },
  fixes({ index, file, path }, finding) {
    const found = incomplete(index, file).find(({ text }) => text.start === finding.start);
    if (found === undefined) return [];
    const names = found.missing.map((language) => inCode(writeName(language))).join(", ");
    const edits = [{ path, ...translationEdit(file.source.parsed.text, found.text, found.missing) }];
    return [{ title: `Add ${names}, to be translated`, kind: "quickfix", preferred: true, edits }];
  },
};

interface Incomplete {
  readonly text: ast.Text;
  readonly missing: readonly string[];
}

function incomplete(index: ProjectIndex, file: FileIndex): readonly Incomplete[] {
  const languages = botLanguages(index);
  if (languages.length === 0) return [];
  const { tree, text: source } = file.source.parsed;
  const tests = tree.declarations.filter(({ kind }) => kind === "Test");
  return [...nodesOf(file, "Text")].flatMap((text) => {
    if (text.languages.length === 0 || source[text.end - 1] !== "}") return [];
    if (tests.some(({ start, end }) => start <= text.start && text.end <= end)) return [];
    const present = new Set(text.languages.map(({ language }) => language.text));
    const missing = languages.filter((language) => !present.has(language) && !present.has(withoutRegion(language)));
    return missing.length === 0 ? [] : [{ text, missing }];
  });
}

function withoutRegion(language: string): string {
  return language.replace(/[-_].*$/, "");
}

/** Each missing language with the words of the first one, which are better to translate from than nothing. */
function translationEdit(source: string, text: ast.Text, missing: readonly string[]): Omit<FixEdit, "path"> {
  const last = text.languages.at(-1);
  const model = text.languages[0]?.alternatives[0];
  const words = model === undefined || model.block ? '"TODO"' : source.slice(model.start, model.end);
  const lines = missing.map((language) => `${writeName(language)} ${words}`);
  if (last !== undefined && !hasLineEnd(source, text.start, text.end)) {
    return { start: last.end, end: last.end, text: ` ${lines.join(" ")}` };
  }
  const { start, end } = text;
  return appendItem(source, { start, end, headEnd: start, lastItem: last }, lines);
}
