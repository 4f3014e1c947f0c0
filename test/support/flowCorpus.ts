import { readdirSync, readFileSync } from "node:fs";
import { parse } from "../../server/src/language/parse.ts";

const folder = new URL("../language/corpus/", import.meta.url);

/** Correct files that together use the whole grammar. */
export const corpusFiles: readonly { readonly name: string; readonly text: string }[] = readdirSync(folder)
  .filter((name) => name.endsWith(".flow"))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") }));

/** Every declaration of the corpus on its own, and every item of its states in a state of its own. */
export const corpusPieces: readonly string[] = corpusFiles.flatMap(({ text }) =>
  parse(text).tree.declarations.flatMap((declaration) => {
    const whole = text.slice(declaration.start, declaration.end);
    if (declaration.kind !== "State" || (declaration.body?.items.length ?? 0) < 12) return [whole];
    return (declaration.body?.items ?? []).map((item) => `state piece {\n  ${text.slice(item.start, item.end)}\n}`);
  }),
);
