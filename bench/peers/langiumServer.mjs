/** Langium's language server over standard streams, with the grammar of `flow.langium`; jumps are linked to their states. */
import { readFileSync } from "node:fs";
import { inject } from "langium";
import { createServicesForGrammar } from "langium/grammar";
import { createDefaultModule, createDefaultSharedModule, startLanguageServer } from "langium/lsp";
import { NodeFileSystem } from "langium/node";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";

const grammar = readFileSync(new URL("flow.langium", import.meta.url), "utf8").replace(
  "StateRef: flow=ID ('.' name=ID)?;",
  "StateRef: state=[State:ID];",
);
const { Grammar, shared: read } = await createServicesForGrammar({ grammar });
const shared = inject(
  createDefaultSharedModule({ connection: createConnection(ProposedFeatures.all), ...NodeFileSystem }),
  { AstReflection: () => read.AstReflection },
);
const services = inject(createDefaultModule({ shared }), {
  Grammar: () => Grammar,
  LanguageMetaData: () => ({
    languageId: "flow",
    fileExtensions: [".flow"],
    caseInsensitive: false,
    mode: "production",
  }),
  parser: { ParserConfig: () => ({ skipValidations: true }) },
});
shared.ServiceRegistry.register(services);
startLanguageServer(shared);
