import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { renameAtCommand } from "../../server/src/lsp/protocol.ts";
import { completeSnippets } from "./completion/completeSnippets.ts";
import { hoverSections } from "./documentation/hoverSections.ts";

/** The client of the language server, not yet started. The library starts the server again when it crashes. */
export function createLanguageClient(context: ExtensionContext): LanguageClient {
  const docs = Uri.joinPath(context.extensionUri, "docs").toString();
  const module = context.asAbsolutePath("dist/server.cjs");
  return new LanguageClient(
    // The name of the settings section too: `flowstate.trace.server`.
    "flowstate",
    "Flowstate",
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6009"] } },
    },
    {
      documentSelector: [
        { language: "flow", scheme: "file" },
        { language: "flow", scheme: "untitled" },
      ],
      // Where hovers and diagnostics lead to, and what code actions may do once they are applied.
      initializationOptions: {
        docs,
        commands: [renameAtCommand],
      },
      middleware: { provideCompletionItem: completeSnippets, provideHover: hoverSections(docs) },
    },
  );
}
