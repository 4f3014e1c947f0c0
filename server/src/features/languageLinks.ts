import { sections } from "./wordHelp.ts";

/** The paragraph that leads to a section of the page about the language; none where nobody has the documentation. */
export function linkToLanguage(docs: string | undefined, section: keyof typeof sections): readonly string[] {
  return docs === undefined ? [] : [`[The language](${docs}/language.md#${sections[section]})`];
}
