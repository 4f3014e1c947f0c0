/** The language server as a program: `--stdio` or `--node-ipc`. */
import { createConnection } from "vscode-languageserver/node";
import { nodeFileSystem } from "../workspace/fileSystem.node.ts";
import { startLanguageServer } from "./server.ts";

startLanguageServer(createConnection(), nodeFileSystem);
