import { createConnection } from "vscode-languageserver/node";
import { nodeFileSystem } from "../workspace/fileSystem.node.ts";
import { docsFolder } from "./docsFolder.node.ts";
import { startLanguageServer } from "./server.ts";

/** Serves the client at standard input and output; the process ends when the client says so or goes away. */
export function serveOnStandardStreams(): void {
  startLanguageServer(createConnection(process.stdin, process.stdout), nodeFileSystem, docsFolder());
}
