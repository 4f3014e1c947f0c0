/** The grammar of Langium's server: that of `flow.langium`, with jumps that are linked to their states. */
import { readFileSync } from "node:fs";

/** The grammar as Langium's own command line would write it, so that the server need not read `flow.langium`. */
export async function grammarJson() {
  const { EmptyFileSystem } = await import("langium");
  const { createServicesForGrammar } = await import("langium/grammar");
  const grammar = readFileSync(new URL("flow.langium", import.meta.url), "utf8").replace(
    "StateRef: flow=ID ('.' name=ID)?;",
    "StateRef: state=[State:ID];",
  );
  const services = await createServicesForGrammar({ grammar, module: {}, sharedModule: {}, ...EmptyFileSystem });
  return services.serializer.JsonSerializer.serialize(services.Grammar);
}
