import { type Keyword, keywords } from "../../language/tokens.ts";
import type { Project } from "../../workspace/snapshot.ts";
import { linkToLanguage } from "../languageLinks.ts";
import { symbolHelp } from "../symbolHelp.ts";
import { aboutType } from "../typeHelp.ts";
import { wordHelp } from "../wordHelp.ts";

/**
 * What is told about a completion when somebody looks at it, as Markdown; `key` is that of the item. Empty where there is
 * nothing to tell.
 */
export function describeCompletion({ index }: Project, key: string, docs: string | undefined): string {
  const word = key.startsWith("word:") ? key.slice("word:".length) : undefined;
  if (word === undefined) {
    const type = key.startsWith("entity:") ? aboutType(key.slice("entity:".length)) : undefined;
    const about = symbolHelp(index, key, docs);
    return about.length > 0 ? about.join("\n\n") : (type ?? "");
  }
  if (!isKeyword(word)) return "";
  const meanings = wordHelp[word].filter(({ text }) => text !== "");
  const texts = [...new Set([aboutType(word) ?? [], meanings.map(({ text }) => text)].flat())];
  const [first] = wordHelp[word];
  return [...texts, ...(first === undefined ? [] : linkToLanguage(docs, first.section))].join("\n\n");
}

function isKeyword(word: string): word is Keyword {
  return keywords.some((keyword) => keyword === word);
}
