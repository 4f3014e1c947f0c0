import { functions } from "../../server/src/expressions/functions.ts";
import { printSignature } from "../../server/src/expressions/signature.ts";
import { functionExample } from "../../server/src/features/functionExample.ts";

const begin = "<!-- functions: written by npm run docs -->\n";
const end = "<!-- end of functions -->";

/** The page of the language with its table of functions as they are now; throws where the page has no place for it. */
export function withFunctions(page: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error("The page of the language has no place for the functions.");
  return `${page.slice(0, from)}${begin}\n${functionTable()}\n\n${page.slice(to)}`;
}

function functionTable(): string {
  const rows = functions
    .values()
    .map((fn) => [`\`${printSignature(fn)}\``, fn.documentation, functionExample(fn)])
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
  return ["| function | what it gives | example |", "|---|---|---|", ...rows].join("\n");
}
