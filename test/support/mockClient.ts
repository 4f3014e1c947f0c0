/**
 * A client of the language server over a pair of streams: the messages are real, nothing is called directly. It keeps what the server
 * sends and answers what the server asks. After each test it is put away, and the test fails where a request was left unanswered, where
 * the server sent a message that this client did not offer to take, or where it wrote an error into the log that the test did not expect.
 */
import { PassThrough } from "node:stream";
import { afterEach } from "vitest";
import type {
  CancellationToken,
  ClientCapabilities,
  Diagnostic,
  DocumentDiagnosticReport,
  InitializeResult,
  MessageConnection,
  Position,
  PublishDiagnosticsParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import {
  createConnection,
  createMessageConnection,
  type MessageReader,
  type MessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { createLineMap } from "../../server/src/language/lineMap.ts";
import { type TestsParams, testsNotification } from "../../server/src/lsp/protocol.ts";
import { startLanguageServer } from "../../server/src/lsp/server.ts";
import { type MemoryFileSystem, memoryFileSystem, memoryUri } from "./memoryFileSystem.ts";

export interface MockClientOptions {
  /** Files by absolute path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Absolute paths; `/bot` where not said. */
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** The answer to `workspace/configuration` for the section `flowstate`. */
  readonly settings?: unknown;
  /** Member of `initialize` beyond capabilities, e.g. a trace value. */
  readonly initialize?: object;
  /** The disk, where a test needs it before the server does. */
  readonly disk?: MemoryFileSystem;
}

const clients = new Set<MockClient>();
afterEach(async () => {
  const open = [...clients];
  clients.clear();
  const untidy = (await Promise.all(open.map((client) => client.finish()))).flat();
  if (untidy.length > 0) throw new Error(untidy.join("\n"));
});

/** What a modern editor can do; tests take away what they are about. */
export const allCapabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true },
    applyEdit: true,
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    semanticTokens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    inlineValue: { refreshSupport: true },
    foldingRange: { refreshSupport: true },
    textDocumentContent: { dynamicRegistration: true },
    fileOperations: { willRename: true, didRename: true, willCreate: true, willDelete: true },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
  },
  window: { workDoneProgress: true, showDocument: { support: true }, showMessage: {} },
};

/** What an editor of ten years ago can do. */
export const fewCapabilities: ClientCapabilities = {
  textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
};

/** Starts a server on a disk in memory and initializes it. */
export async function startMockClient(options: MockClientOptions = {}): Promise<MockClient> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const disk = options.disk ?? memoryFileSystem(options.files ?? {});
  startLanguageServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), disk);
  return connect(new StreamMessageReader(toClient), new StreamMessageWriter(toServer), disk, options);
}

/** Speaks to a server at the other end of a pair of streams and initializes it. */
export async function connect(
  reader: MessageReader,
  writer: MessageWriter,
  disk: MemoryFileSystem,
  options: MockClientOptions,
): Promise<MockClient> {
  const client = new MockClient(createMessageConnection(reader, writer), disk, options.settings ?? {});
  clients.add(client);
  const folders = (options.folders ?? ["/bot"]).map((path) => ({ uri: memoryUri(path), name: path }));
  client.initialized = await client.request<InitializeResult>("initialize", {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? allCapabilities,
    workspaceFolders: folders,
    initializationOptions: { commands: ["flowstate.runConversation", "flowstate.showWaysIn"] },
    ...options.initialize,
  });
  client.folders = folders;
  await client.notify("initialized", {});
  return client;
}

/** What the server asks the client to draw again. */
type Refreshed =
  | "diagnostic"
  | "codeLens"
  | "semanticTokens"
  | "inlayHint"
  | "inlineValue"
  | "foldingRange"
  | "textDocumentContent";

export class MockClient {
  readonly connection: MessageConnection;
  readonly disk: MemoryFileSystem;
  initialized: InitializeResult | undefined;
  /** Methods that the server registered, with their options; those that it unregistered are gone. */
  readonly registrations: { readonly id: string; readonly method: string; readonly registerOptions?: unknown }[] = [];
  /** The last diagnostics pushed, by URI. */
  readonly published = new Map<string, readonly Diagnostic[]>();
  /** How often the server asked to draw something again. */
  readonly refreshed: Record<Refreshed, number> = {
    diagnostic: 0,
    codeLens: 0,
    semanticTokens: 0,
    inlayHint: 0,
    inlineValue: 0,
    foldingRange: 0,
    textDocumentContent: 0,
  };
  readonly log: string[] = [];
  /** Errors among the messages of the log. */
  readonly errors: string[] = [];
  /** Set where a test provokes errors in the log. */
  expectsErrors = false;
  readonly partialResults: unknown[] = [];
  /** The values of the progress that the server began itself, in order. */
  readonly progress: { readonly kind: string; readonly [member: string]: unknown }[] = [];
  readonly progressTokens: (string | number)[] = [];
  /** What was shown to the user: documents, and questions with their choices. */
  readonly shown: { readonly method: string; readonly params: Readonly<Record<string, unknown>> }[] = [];
  /** Edits that the server applied by itself. */
  readonly applied: unknown[] = [];
  readonly traces: unknown[] = [];
  /** What the server told of the tests in the flows, in order. */
  readonly tests: TestsParams[] = [];
  /** The title that is chosen where the server asks; `undefined` closes the question. */
  choice: string | undefined;
  settings: unknown;
  folders: readonly { readonly uri: string; readonly name: string }[] = [];
  readonly #versions = new Map<string, number>();
  readonly #texts = new Map<string, string>();
  readonly #unexpected: string[] = [];
  readonly #pending = new Set<string>();
  #isClosed = false;
  #count = 0;

  constructor(connection: MessageConnection, disk: MemoryFileSystem, settings: unknown) {
    this.connection = connection;
    this.disk = disk;
    this.settings = settings;
    this.#answerRequests();
    this.#takeNotifications();
    connection.onClose(() => {
      this.#isClosed = true;
    });
    connection.listen();
  }

  #answerRequests(): void {
    const { connection } = this;
    connection.onRequest("client/registerCapability", (params: { registrations: { id: string; method: string }[] }) => {
      this.registrations.push(...params.registrations);
      return null;
    });
    connection.onRequest("client/unregisterCapability", (params: { unregisterations: { id: string }[] }) => {
      for (const { id } of params.unregisterations) {
        const at = this.registrations.findIndex((one) => one.id === id);
        if (at < 0) throw new Error(`${id} was never registered.`);
        this.registrations.splice(at, 1);
      }
      return null;
    });
    connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
      items.map(() => this.settings),
    );
    connection.onRequest("workspace/workspaceFolders", () => this.folders);
    for (const what of Object.keys(this.refreshed)) {
      connection.onRequest(`workspace/${what}/refresh`, () => {
        if (isRefreshed(this.refreshed, what)) this.refreshed[what]++;
        return null;
      });
    }
    connection.onRequest("window/workDoneProgress/create", ({ token }: { token: string | number }) => {
      this.progressTokens.push(token);
      return null;
    });
    connection.onRequest("window/showDocument", (params: Record<string, unknown>) => {
      this.shown.push({ method: "window/showDocument", params });
      return { success: true };
    });
    connection.onRequest("window/showMessageRequest", (params: Record<string, unknown>) => {
      this.shown.push({ method: "window/showMessageRequest", params });
      return this.choice === undefined ? null : { title: this.choice };
    });
    connection.onRequest("workspace/applyEdit", (params: { edit: unknown }) => {
      this.applied.push(params.edit);
      return { applied: true };
    });
    connection.onRequest((method) => {
      this.#unexpected.push(`The server asked what this client cannot do: ${method}.`);
      throw new Error(`${method} is unknown.`);
    });
  }

  #takeNotifications(): void {
    const { connection } = this;
    connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      if (this.initialized?.capabilities.diagnosticProvider !== undefined)
        this.#unexpected.push(`The server pushed the diagnostics of ${params.uri} to a client that pulls.`);
      this.published.set(params.uri, params.diagnostics);
    });
    connection.onNotification("window/logMessage", ({ type, message }: { type: number; message: string }) => {
      this.log.push(message);
      if (type === 1) this.errors.push(message);
    });
    connection.onNotification("window/showMessage", (params: Record<string, unknown>) => {
      this.shown.push({ method: "window/showMessage", params });
    });
    connection.onNotification(testsNotification, (params: TestsParams) => void this.tests.push(params));
    connection.onNotification("$/logTrace", (params) => void this.traces.push(params));
    connection.onNotification("$/progress", ({ token, value }: { token: string | number; value: unknown }) => {
      if (this.progressTokens.includes(token) && isProgress(value)) this.progress.push(value);
      else this.partialResults.push(value);
    });
    connection.onNotification((method) => void this.#unexpected.push(`The server sent an unknown ${method}.`));
  }

  /** How often the server asked to ask for diagnostics again. */
  get refreshes(): number {
    return this.refreshed.diagnostic;
  }

  async request<T>(method: string, params: unknown, token?: CancellationToken): Promise<T> {
    const name = `${method} (${++this.#count})`;
    this.#pending.add(name);
    try {
      // A third argument that is undefined would be sent as another parameter.
      const answer =
        token === undefined
          ? this.connection.sendRequest<T>(method, params)
          : this.connection.sendRequest<T>(method, params, token);
      return await answer;
    } finally {
      this.#pending.delete(name);
    }
  }

  notify(method: string, params: unknown): Promise<void> {
    return params === undefined
      ? this.connection.sendNotification(method)
      : this.connection.sendNotification(method, params);
  }

  async open(path: string, text = ""): Promise<void> {
    this.#versions.set(path, 1);
    this.#texts.set(path, text);
    const textDocument = { uri: memoryUri(path), languageId: "flow", version: 1, text };
    await this.notify("textDocument/didOpen", { textDocument });
  }

  async close(path: string): Promise<void> {
    await this.notify("textDocument/didClose", { textDocument: { uri: memoryUri(path) } });
  }

  /** Replaces the first place where `from` stands in an open document by `to`, as an incremental edit. */
  async edit(path: string, from: string, to: string): Promise<void> {
    const text = this.#texts.get(path) ?? "";
    const start = text.indexOf(from);
    if (start < 0) throw new Error(`${path} does not hold ${from}.`);
    const lines = createLineMap(text);
    const range = { start: lines.positionAt(start), end: lines.positionAt(start + from.length) };
    this.#texts.set(path, text.slice(0, start) + to + text.slice(start + from.length));
    const version = (this.#versions.get(path) ?? 0) + 1;
    this.#versions.set(path, version);
    const textDocument = { uri: memoryUri(path), version };
    await this.notify("textDocument/didChange", { textDocument, contentChanges: [{ range, text: to }] });
  }

  /** What the document holds now, by the edits that were sent. */
  textOf(path: string): string {
    return this.#texts.get(path) ?? "";
  }

  /** Writes, changes or removes (`undefined`) a file on the disk and tells the server. */
  async save(path: string, text: string | undefined): Promise<void> {
    const existed = (await this.disk.kindOf(memoryUri(path))) !== undefined;
    if (text === undefined) this.disk.remove(path);
    else this.disk.write(path, text);
    const type = text === undefined ? 3 : existed ? 2 : 1;
    await this.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: memoryUri(path), type }] });
  }

  /** The parameters of a request about the first place where `text` stands in an open document, `plus` characters in. */
  at(path: string, text: string, plus = 0): { textDocument: { uri: string }; position: Position } {
    const offset = this.textOf(path).indexOf(text);
    if (offset < 0) throw new Error(`${path} does not hold ${text}.`);
    return {
      textDocument: { uri: memoryUri(path) },
      position: createLineMap(this.textOf(path)).positionAt(offset + plus),
    };
  }

  async pull(path: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.request("textDocument/diagnostic", { textDocument: { uri: memoryUri(path) }, previousResultId });
  }

  async pullWorkspace(
    known: readonly WorkspaceDocumentDiagnosticReport[] = [],
  ): Promise<readonly WorkspaceDocumentDiagnosticReport[]> {
    const previousResultIds = known.map(({ uri, resultId }) => ({ uri, value: resultId ?? "" }));
    const { items } = await this.request<WorkspaceDiagnosticReport>("workspace/diagnostic", { previousResultIds });
    return items;
  }

  /** Ends the connection and tells what was not in order; nothing where all was. A held request ends with its cancellation. */
  async finish(): Promise<readonly string[]> {
    if (!this.#isClosed) {
      // Whatever the server had to say comes before the answer to this.
      await this.connection.sendRequest("flowstate/noSuchRequest").catch(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.connection.dispose();
    const held = [...this.#pending].filter((name) => !name.startsWith("workspace/diagnostic"));
    return [
      ...held.map((name) => `${name} was never answered.`),
      ...this.#unexpected,
      ...(this.expectsErrors ? [] : this.errors.map((message) => `The server logged an error: ${message}`)),
    ];
  }
}

function isRefreshed<T extends object>(counts: T, what: string): what is string & keyof T {
  return Object.hasOwn(counts, what);
}

function isProgress(value: unknown): value is { readonly kind: string } {
  return typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string";
}

/** Diagnostics as `line:character code`, sorted as they came. */
export function drawDiagnostics(items: readonly Diagnostic[]): readonly string[] {
  return items.map(
    ({ range: { start, end }, code }) => `${start.line}:${start.character}-${end.line}:${end.character} ${code}`,
  );
}

/** Waits until something holds; throws after ten seconds. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error("What was waited for did not happen.");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
