import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { completeSnippets } from "./completion/completeSnippets.ts";

/** The client of the language server, not yet started. The library starts the server again when it crashes. */
export function createLanguageClient(context: ExtensionContext): LanguageClient {
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
      // Where hovers lead to.
      initializationOptions: { docs: Uri.joinPath(context.extensionUri, "docs").toString() },
      middleware: { provideCompletionItem: completeSnippets },
    },
  );
}
