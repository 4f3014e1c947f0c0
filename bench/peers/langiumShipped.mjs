/** Langium's language server as it would be shipped: `flowstate-bench:grammar` is the grammar that was read when it was bundled. */
import grammarJson from "flowstate-bench:grammar";
import { inject, loadGrammarFromJson } from "langium";
import { interpretAstReflection } from "langium/grammar";
import { createDefaultModule, createDefaultSharedModule, startLanguageServer } from "langium/lsp";
import { NodeFileSystem } from "langium/node";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";

const grammar = loadGrammarFromJson(grammarJson);
const shared = inject(
  createDefaultSharedModule({ connection: createConnection(ProposedFeatures.all), ...NodeFileSystem }),
  { AstReflection: () => interpretAstReflection(grammar) },
);
const services = inject(createDefaultModule({ shared }), {
  Grammar: () => grammar,
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
