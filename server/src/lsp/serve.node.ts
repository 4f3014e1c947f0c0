/** Serves the client that the arguments of the process name: `--stdio` or `--node-ipc`. */
import { createConnection } from "vscode-languageserver/node";
import { nodeFileSystem } from "../workspace/fileSystem.node.ts";
import { docsFolder } from "./docsFolder.node.ts";
import { compileQuicklyAtFirst } from "./engine.node.ts";
import { collectAfterReading, limitYoungSpace } from "./heap.node.ts";
import { startLanguageServer } from "./server.ts";
import { warmUp } from "./warmUp.ts";

compileQuicklyAtFirst();
limitYoungSpace();
startLanguageServer(createConnection(), nodeFileSystem, docsFolder(), () => {
  collectAfterReading();
  warmUp();
});
