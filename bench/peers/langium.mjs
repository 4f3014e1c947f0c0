/** The same files with Langium, the framework for languages in TypeScript; texts are not looked into. */
import { readFileSync } from "node:fs";

/** A function that parses a text as Langium does by default; throws where Langium is not installed. */
export async function langiumParser() {
  const { EmptyFileSystem } = await import("langium");
  const { createServicesForGrammar } = await import("langium/grammar");
  const grammar = readFileSync(new URL("flow.langium", import.meta.url), "utf8");
  const services = await createServicesForGrammar({ grammar, module: {}, sharedModule: {}, ...EmptyFileSystem });
  const parser = services.parser.LangiumParser;
  return (text) => {
    const { lexerErrors, parserErrors } = parser.parse(text);
    if (lexerErrors.length + parserErrors.length > 0)
      throw new Error(String((lexerErrors[0] ?? parserErrors[0]).message));
  };
}
