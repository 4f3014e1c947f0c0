/**
 * A language server as a process of its own, and an editor's side of the protocol: as little as can be, so that the times
 * are those of the server. A time ends when the last byte of the answer is here, before it is read.
 */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const capabilities = {
  general: { positionEncodings: ["utf-16"] },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    applyEdit: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    synchronization: { dynamicRegistration: true },
    completion: {
      completionItem: { snippetSupport: true },
      completionList: { itemDefaults: ["commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"] },
    },
    references: {},
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
  },
};

/** How long an answer is waited for. */
const patience = 60_000;

/**
 * Starts a server and initializes it.
 *
 * `command` and `args` say what is run; `folder` is the URI of the only workspace folder; `settings(section)` answers what
 * the server asks of the configuration. `started` holds the milliseconds from the start to the answer of `initialize`.
 */
export async function startServer({ command, args, initializationOptions = {}, settings = () => null }, folder) {
  const began = performance.now();
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
  const server = new Server(child, settings);
  const { result, at } = await server.request("initialize", {
    processId: process.pid,
    rootUri: folder,
    rootPath: decodeURIComponent(new URL(folder).pathname),
    workspaceFolders: [{ uri: folder, name: "bench" }],
    capabilities,
    initializationOptions,
  });
  server.started = at - began;
  server.began = began;
  server.pulls ||= result.capabilities.diagnosticProvider !== undefined;
  server.notify("initialized", {});
  return server;
}

class Server {
  #child;
  #settings;
  #buffered = [];
  #bufferedLength = 0;
  #needed = undefined;
  #waiting = new Map();
  #nextId = 1;
  #onPublish = undefined;
  #reports = new Map();
  #isStopping = false;
  started = 0;
  began = 0;
  pulls = false;

  constructor(child, settings) {
    this.#child = child;
    this.#settings = settings;
    child.stdout.on("data", (chunk) => this.#read(chunk));
    child.once("exit", (code) => {
      if (this.#isStopping) return;
      for (const { reject } of this.#waiting.values())
        reject(new Error(`${child.spawnargs.join(" ")} ended with ${code}.`));
    });
  }

  /** Resolves with the result and the moment at which it was here; rejects with the error of the server. */
  request(method, params) {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${method} took more than ${patience} ms.`)), patience);
      const done = (settle) => (value) => {
        clearTimeout(late);
        settle(value);
      };
      this.#waiting.set(id, { resolve: done(resolve), reject: done(reject) });
      this.#send({ jsonrpc: "2.0", id, method, params });
    });
  }

  notify(method, params) {
    this.#send({ jsonrpc: "2.0", method, params });
  }

  open(uri, languageId, text) {
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 0, text } });
  }

  close(uri) {
    this.notify("textDocument/didClose", { textDocument: { uri } });
    this.#reports.delete(uri);
  }

  change(uri, version, edit) {
    this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [edit] });
  }

  /** Does `act`; resolves with the moment at which diagnostics were here that `isRight` accepts, pulled or published. */
  async diagnosticsAfter(uri, act, isRight) {
    if (this.pulls) {
      act();
      return this.#pullUntil(uri, isRight);
    }
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`No right diagnostics for ${uri} within ${patience} ms.`)),
        patience,
      );
      this.#onPublish = (params, at) => {
        if (params.uri !== uri || !isRight(params.diagnostics)) return;
        clearTimeout(late);
        this.#onPublish = undefined;
        resolve(at);
      };
      act();
    });
  }

  async #pullUntil(uri, isRight) {
    const end = performance.now() + patience;
    while (performance.now() < end) {
      const before = this.#reports.get(uri);
      const { result, at } = await this.request("textDocument/diagnostic", {
        textDocument: { uri },
        ...(before?.resultId !== undefined && { previousResultId: before.resultId }),
      });
      const items = result.kind === "unchanged" ? (before?.items ?? []) : result.items;
      this.#reports.set(uri, { resultId: result.resultId, items });
      if (isRight(items)) return at;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    throw new Error(`No right diagnostics for ${uri} within ${patience} ms.`);
  }

  /** Bytes of memory that the process and its children hold; `undefined` where that cannot be told. */
  memory() {
    return sumOver(processesOf(this.#child.pid), (pid) => {
      const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
      return Number(kilobytes ?? 0) * 1_024;
    });
  }

  /** Milliseconds that processors have worked for the process and its children; `undefined` where that cannot be told. */
  work() {
    return sumOver(processesOf(this.#child.pid), (pid) =>
      readdirSync(`/proc/${pid}/task`)
        .map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]) / 1e6)
        .reduce((a, b) => a + b, 0),
    );
  }

  async stop() {
    this.#isStopping = true;
    const gone = new Promise((resolve) => this.#child.once("exit", resolve));
    const kill = setTimeout(() => this.#child.kill("SIGKILL"), 3_000);
    try {
      await Promise.race([this.request("shutdown"), gone]);
      this.notify("exit");
    } catch {
      this.#child.kill("SIGKILL");
    }
    await gone;
    clearTimeout(kill);
  }

  #send(message) {
    const body = JSON.stringify(message);
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(chunk) {
    this.#buffered.push(chunk);
    this.#bufferedLength += chunk.length;
    if (this.#needed !== undefined && this.#bufferedLength < this.#needed) return;
    let buffer = Buffer.concat(this.#buffered);
    for (;;) {
      this.#needed = undefined;
      const head = buffer.indexOf("\r\n\r\n");
      if (head < 0) break;
      const length = Number(/content-length: *(\d+)/i.exec(buffer.toString("latin1", 0, head))?.[1]);
      const end = head + 4 + length;
      if (buffer.length < end) {
        this.#needed = end;
        break;
      }
      const at = performance.now();
      const message = JSON.parse(buffer.toString("utf8", head + 4, end));
      buffer = buffer.subarray(end);
      this.#take(message, at);
    }
    this.#buffered = [buffer];
    this.#bufferedLength = buffer.length;
  }

  #take(message, at) {
    if (message.method === undefined) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error === undefined) waiting?.resolve({ result: message.result, at });
      else waiting?.reject(new Error(message.error.message));
    } else if (message.id !== undefined) {
      this.#send({ jsonrpc: "2.0", id: message.id, result: this.#answer(message) });
    } else if (message.method === "textDocument/publishDiagnostics") this.#onPublish?.(message.params, at);
  }

  #answer({ method, params }) {
    if (method === "workspace/configuration") return params.items.map(({ section }) => this.#settings(section) ?? null);
    if (method === "client/registerCapability") {
      if (params.registrations.some((one) => one.method === "textDocument/diagnostic")) this.pulls = true;
    }
    return null;
  }
}

/** A process and all that it has started; empty where the system does not tell. */
function processesOf(pid) {
  const found = [];
  const add = (one) => {
    found.push(one);
    for (const task of readdirSync(`/proc/${one}/task`)) {
      const children = readFileSync(`/proc/${one}/task/${task}/children`, "utf8").split(" ").filter(Boolean);
      for (const child of children) add(child);
    }
  };
  try {
    add(pid);
    return found;
  } catch {
    return [];
  }
}

function sumOver(pids, of) {
  try {
    return pids.length === 0 ? undefined : pids.map(of).reduce((a, b) => a + b, 0);
  } catch {
    return undefined;
  }
}
