/**
 * A client of the language server over a pair of streams: the messages are real, nothing is called directly. It keeps
 * what the server sends, answers what the server asks, and fails where a test leaves a request unanswered.
 */
import { PassThrough } from "node:stream";
import type {
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
}

/** What a modern editor can do; tests take away what they are about. */
const allCapabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
  },
};

/** What an editor of ten years ago can do. */
export const fewCapabilities: ClientCapabilities = {
  textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
};

/** Starts a server on a disk in memory and initializes it. */
export async function startMockClient(options: MockClientOptions = {}): Promise<MockClient> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const disk = memoryFileSystem(options.files ?? {});
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
  const folders = (options.folders ?? ["/bot"]).map((path) => ({ uri: memoryUri(path), name: path }));
  client.initialized = await client.request<InitializeResult>("initialize", {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? allCapabilities,
    workspaceFolders: folders,
  });
  await client.notify("initialized", {});
  return client;
}

export class MockClient {
  readonly connection: MessageConnection;
  readonly disk: MemoryFileSystem;
  initialized: InitializeResult | undefined;
  /** Methods that the server registered, with their options. */
  readonly registrations: { readonly method: string; readonly registerOptions?: unknown }[] = [];
  /** The last diagnostics pushed, by URI. */
  readonly published = new Map<string, readonly Diagnostic[]>();
  /** How often the server asked to ask for diagnostics again. */
  refreshes = 0;
  readonly log: string[] = [];
  readonly partialResults: unknown[] = [];
  settings: unknown;
  readonly #versions = new Map<string, number>();
  readonly #texts = new Map<string, string>();

  constructor(connection: MessageConnection, disk: MemoryFileSystem, settings: unknown) {
    this.connection = connection;
    this.disk = disk;
    this.settings = settings;
    connection.onRequest("client/registerCapability", (params: { registrations: { method: string }[] }) => {
      this.registrations.push(...params.registrations);
      return null;
    });
    connection.onRequest("workspace/configuration", () => [this.settings]);
    connection.onRequest("workspace/diagnostic/refresh", () => {
      this.refreshes++;
      return null;
    });
    connection.onRequest("workspace/codeLens/refresh", () => null);
    connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params.diagnostics);
    });
    connection.onNotification("window/logMessage", (params: { message: string }) => void this.log.push(params.message));
    connection.onNotification(
      "$/progress",
      (params: { value: unknown }) => void this.partialResults.push(params.value),
    );
    connection.listen();
  }

  request<T>(method: string, params: unknown): Promise<T> {
    return this.connection.sendRequest<T>(method, params);
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
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

  dispose(): void {
    this.connection.dispose();
  }
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
