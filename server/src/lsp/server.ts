/** The language server: what connects a client to a workspace. */
import {
  CodeLensRefreshRequest,
  type Connection,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type FileSystemWatcher,
  type InitializeParams,
  ResponseError,
  SemanticTokensRefreshRequest,
  WatchKind,
} from "vscode-languageserver";
import { warmUp } from "../language/parse.ts";
import type { FileSystem } from "../workspace/fileSystem.ts";
import { createLastValues } from "../workspace/lastValues.ts";
import { settingsFileName } from "../workspace/projectSettings.ts";
import { Workspace } from "../workspace/workspace.ts";
import { serverCapabilities } from "./capabilities.ts";
import { watchChanges } from "./changes.ts";
import { refreshInlayHints } from "./inlayHintRefresh.ts";
import { pushDiagnostics } from "./pushDiagnostics.ts";
import { notifications, requests } from "./routes.ts";
import { describe, guarded, type Lifecycle } from "./schedule.ts";
import { createSemanticTokenResults } from "./semanticTokenResults.ts";
import { clientFeatures, initialFolders, type Session } from "./session.ts";
import { editorSettings, readSettings } from "./settings.ts";

/** Serves one client until it says `shutdown`; `connection` is not listening yet. */
export function startLanguageServer(connection: Connection, fs: FileSystem): void {
  const lifecycle: Lifecycle = { session: undefined, isShutDown: false };
  connection.onInitialize((params) => {
    if (lifecycle.session !== undefined) return new ResponseError(ErrorCodes.InvalidRequest, "Initialized already.");
    const session = createSession(connection, fs, params);
    lifecycle.session = session;
    void session.workspace.changeFolders(initialFolders(params), []);
    // Here and not before: while it initializes, the library installs handlers of its own.
    for (const { listen } of notifications) listen(connection, lifecycle);
    return { capabilities: serverCapabilities(session.client), serverInfo: { name: "flowstate" } };
  });
  connection.onInitialized(guarded(lifecycle, "initialized", begin));
  connection.onShutdown(() => {
    lifecycle.isShutDown = true;
  });
  for (const { listen } of requests) listen(connection, lifecycle);
  connection.listen();
}

function createSession(connection: Connection, fs: FileSystem, params: InitializeParams): Session {
  const workspace = new Workspace(fs, (error) =>
    connection.console.error(`Reading the workspace failed: ${describe(error)}`),
  );
  return {
    connection,
    workspace,
    client: clientFeatures(params),
    changes: watchChanges(workspace),
    semanticTokens: createSemanticTokenResults(),
    lastValues: createLastValues(),
    settings: editorSettings(undefined),
  };
}

async function begin(session: Session): Promise<void> {
  const { connection, client, changes } = session;
  if (!client.pullsDiagnostics) pushDiagnostics(session);
  refreshInlayHints(session);
  changes.onSettled(({ beyondText }) => {
    void refresh(session, beyondText);
  });
  // Once the client is served: the first parse of a process is many times slower than those after it.
  setTimeout(warmUp, 0);
  const asked = await Promise.allSettled([
    client.watchesFiles && connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }),
    client.configuration &&
      connection.client.register(DidChangeConfigurationNotification.type, { section: "flowstate" }),
    client.configuration && readSettings(session),
  ]);
  for (const one of asked) {
    if (one.status === "rejected")
      connection.console.error(`The client refused what it offers: ${describe(one.reason)}`);
  }
}

/**
 * Conversation files and the settings of projects in all they do; of everything else what can hold them: a folder that comes or goes is told of
 * as itself, not file by file.
 */
const watchers: FileSystemWatcher[] = [
  { globPattern: "**/*.flow", kind: WatchKind.Change },
  { globPattern: "**/.gitignore", kind: WatchKind.Change },
  { globPattern: `**/${settingsFileName}`, kind: WatchKind.Change },
  { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
];

/**
 * The client asks by itself for the document that was edited. It has to be told of what changed otherwise, and that an edit may have
 * changed the problems and colours of other documents: an edit of a document that is open but not shown makes it ask for none.
 */
async function refresh({ connection, client }: Session, beyondText: boolean): Promise<void> {
  try {
    if (client.pullsDiagnostics && client.refreshesDiagnostics)
      await connection.sendRequest(DiagnosticRefreshRequest.type);
    if (client.refreshesSemanticTokens) await connection.sendRequest(SemanticTokensRefreshRequest.type);
    if (beyondText && client.refreshesCodeLenses) await connection.sendRequest(CodeLensRefreshRequest.type);
  } catch {
    // A client that goes away, or that cannot do what it said, has nothing to refresh.
  }
}
