import { writeName } from "../../language/names.ts";
import type { FileIndex } from "../fileIndex.ts";
import { inCode } from "../inCode.ts";
import type { Fix } from "./fix.ts";
import { indentOf, lineEndOf } from "./layout.ts";
import { writeString } from "./writeString.ts";

/** Declares an intent as the last thing of the file, with its name in words as its first phrase. */
export function createIntent(file: FileIndex, name: string): Fix {
  const { path, parsed } = file.source;
  const { text } = parsed;
  const newLine = lineEndOf(text);
  const lines = [`intent ${writeName(name)} {`, `${indentOf(text)}${writeString(inWords(name))}`, "}", ""];
  const start = text.trimEnd().length;
  const between = start === 0 ? "" : newLine + newLine;
  return {
    title: `Create intent ${inCode(writeName(name))}`,
    kind: "quickfix",
    preferred: false,
    edits: [{ path, start, end: text.length, text: between + lines.join(newLine) }],
  };
}

/** `sendMoney` and `send_money` become `send money`. */
function inWords(name: string): string {
  return name
    .replace(/(?<=[\p{Ll}\p{Nd}])(?=\p{Lu})/gu, " ")
    .replaceAll("_", " ")
    .trim()
    .toLowerCase();
}
