import { type ExtensionContext, Uri, window } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import {
  debugTestCommand,
  renameAtCommand,
  runFromHereCommand,
  runTestCommand,
  showFlowGraphCommand,
  showWaysInCommand,
} from "../../server/src/lsp/protocol.ts";
import { hoverSections } from "./documentation/hoverSections.ts";

/** Megabytes of the space for young values: what is read of a folder stays, so that more would only be kept in vain. */
const execArgv = ["--max-semi-space-size=4"];

/** More errors than these are forgotten. */
const mostErrors = 100;

/** The client of the library, which remembers the errors that it wrote to the output channel. */
export class FlowClient extends LanguageClient {
  readonly errors: string[] = [];

  override error(message: string, data?: unknown, showNotification?: boolean | "force"): void {
    this.errors.push(data === undefined || data === null ? message : `${message} ${String(data)}`);
    if (this.errors.length > mostErrors) this.errors.shift();
    super.error(message, data, showNotification);
  }
}

/** The client of the language server, not yet started. The library starts the server again when it crashes. */
export function createLanguageClient(context: ExtensionContext): FlowClient {
  const docs = Uri.joinPath(context.extensionUri, "docs").toString();
  const module = context.asAbsolutePath("dist/server.cjs");
  return new FlowClient(
    // The name of the settings section too: `flowstate.trace.server`.
    "flowstate",
    "Flowstate",
    {
      run: { module, transport: TransportKind.ipc, options: { execArgv } },
      debug: {
        module,
        transport: TransportKind.ipc,
        options: { execArgv: [...execArgv, "--nolazy", "--inspect=6009"] },
      },
    },
    {
      documentSelector: [
        { language: "flow", scheme: "file" },
        { language: "flow", scheme: "untitled" },
      ],
      // Where hovers and diagnostics lead to, and what code actions may do once they are applied.
      initializationOptions: {
        docs,
        commands: [renameAtCommand, runFromHereCommand, showWaysInCommand, runTestCommand, debugTestCommand],
      },
      middleware: {
        provideHover: hoverSections(docs),
        // The palette names no file: the one that is being edited is meant.
        executeCommand: (command, given, next): unknown =>
          next(command, command === showFlowGraphCommand ? atEditor(given) : given),
      },
    },
  );
}

function atEditor(given: unknown[]): unknown[] {
  const { document } = window.activeTextEditor ?? {};
  return given.length > 0 || document === undefined ? given : [document.uri.toString()];
}
