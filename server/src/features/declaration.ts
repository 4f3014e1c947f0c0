import { symbolAt } from "../semantics/symbolAt.ts";
import type { FileView } from "../workspace/snapshot.ts";
import { type Definition, definition } from "./definition.ts";

/**
 * Where the thing at an offset is declared. A variable is declared by its `var`, else by the contracts and questions that
 * tell its type, else by whatever writes it.
 */
export function declaration(file: FileView, offset: number): readonly Definition[] {
  const { index } = file.project;
  const found = symbolAt(index, file.path, offset);
  const all = definition(file, offset);
  if (found === undefined || found.symbols.length > 0) return all;
  const typed = new Set(
    index
      .references(found.key)
      .filter((one) => one.kind === "variable" && one.type !== undefined)
      .map(({ path, nameAlone }) => `${index.files.get(path)?.uri} ${nameAlone.start}`),
  );
  const telling = all.filter(({ name }) => typed.has(`${name.uri} ${name.start}`));
  return telling.length > 0 ? telling : all;
}
