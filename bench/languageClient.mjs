/** A language server as a process of its own, and an editor's side of the protocol: what is measured is what an author waits for. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = require("vscode-jsonrpc/node");

const capabilities = {
  workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
  textDocument: {
    synchronization: {},
    completion: { completionItem: { snippetSupport: true } },
    diagnostic: { relatedDocumentSupport: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
  },
};

/** Starts `node ...args` and initializes it; `folder` is a URI. `started` holds the milliseconds from the start to the answer. */
export async function startServer(args, { folder, afterwards = () => {}, initializationOptions = {} }) {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "ignore"] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const server = new Server(connection, child);
  connection.listen();
  child.once("exit", (code) => {
    if (code !== 0 && code !== null) throw new Error(`${args[0]} ended with ${code}.`);
  });
  const { capabilities: offered } = await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: "bench" }],
    capabilities,
    initializationOptions,
  });
  server.started = performance.now() - began;
  server.pulls = offered.diagnosticProvider !== undefined;
  await connection.sendNotification("initialized", {});
  await afterwards(connection);
  return server;
}

class Server {
  #connection;
  #child;
  #resultIds = new Map();
  #published = new Map();
  started = 0;
  pulls = false;

  constructor(connection, child) {
    this.#connection = connection;
    this.#child = child;
    connection.onRequest("workspace/configuration", ({ items }) => items.map(() => ({})));
    connection.onRequest(() => null);
    connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => {
      this.#published.get(uri)?.(diagnostics);
    });
    connection.onNotification(() => {});
  }

  /** Opens a document and waits for what the server has to say about it. */
  async open(uri, languageId, text) {
    const answer = this.pulls ? undefined : this.#publication(uri);
    await this.#connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 0, text },
    });
    return answer ?? this.#pull(uri);
  }

  /** Sends an edit; resolves with the diagnostics that the server finds then. */
  async diagnosticsAfter(uri, version, edit) {
    const answer = this.pulls ? undefined : this.#publication(uri);
    void this.#change(uri, version, edit);
    return answer ?? this.#pull(uri);
  }

  /** Sends an edit; resolves with the number of completions that are offered at a position then. */
  async completionsAfter(uri, version, edit, position) {
    void this.#change(uri, version, edit);
    const answer = await this.#connection.sendRequest("textDocument/completion", {
      textDocument: { uri },
      position,
      context: { triggerKind: 1 },
    });
    return (answer?.items ?? answer ?? []).length;
  }

  /** Resolves when the server has done what it does without being asked. */
  async settle(uri) {
    if (this.pulls) await this.#pull(uri);
  }

  get pid() {
    return this.#child.pid;
  }

  async stop() {
    const gone = new Promise((resolve) => this.#child.once("exit", resolve));
    await this.#connection.sendRequest("shutdown");
    await this.#connection.sendNotification("exit");
    setTimeout(() => this.#child.kill(), 3_000).unref();
    await gone;
    this.#connection.dispose();
  }

  #change(uri, version, edit) {
    return this.#connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [edit],
    });
  }

  #publication(uri) {
    return new Promise((resolve) => {
      this.#published.set(uri, resolve);
    });
  }

  async #pull(uri) {
    const previousResultId = this.#resultIds.get(uri);
    const report = await this.#connection.sendRequest("textDocument/diagnostic", {
      textDocument: { uri },
      ...(previousResultId !== undefined && { previousResultId }),
    });
    this.#resultIds.set(uri, report.resultId);
    return report.items;
  }
}
