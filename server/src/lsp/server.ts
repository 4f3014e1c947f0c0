/** The language server: what connects a client to a workspace. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  ErrorCodes,
  type InitializeParams,
  ResponseError,
} from "vscode-languageserver";
import { warmUp } from "../language/parse.ts";
import type { FileSystem } from "../workspace/fileSystem.ts";
import { createLastValues } from "../workspace/lastValues.ts";
import { watchReading } from "../workspace/reading.ts";
import { createTestCoverage } from "../workspace/testCoverage.ts";
import { Workspace } from "../workspace/workspace.ts";
import { serverCapabilities } from "./capabilities.ts";
import { changeFolders } from "./changeFolders.ts";
import { watchChanges } from "./changes.ts";
import { forgetGoneFiles } from "./diagnosticReports.ts";
import { refreshInlayHints } from "./inlayHintRefresh.ts";
import { registerNeighbours } from "./neighbourRegistration.ts";
import { showReading } from "./progress.ts";
import { pushDiagnostics } from "./pushDiagnostics.ts";
import { readSettings } from "./readSettings.ts";
import { refreshOnChanges } from "./refresh.ts";
import { createReportMemory } from "./reportMemory.ts";
import { notifications, requests } from "./routes.ts";
import { describe, guarded, type Lifecycle } from "./schedule.ts";
import { createSemanticTokenResults } from "./semanticTokenResults.ts";
import { clientFeatures, initialFolders, type Session } from "./session.ts";
import { editorSettings } from "./settings.ts";
import { tellTests } from "./tellTests.ts";
import { createWatching } from "./watchedFiles.ts";

/**
 * Serves one client until it says `shutdown`; `connection` is not listening yet. `docs` is the address of the folder with
 * our documentation, for clients that name none; `whenRead` is called once the first folders are read.
 */
export function startLanguageServer(
  connection: Connection,
  fs: FileSystem,
  docs?: string,
  whenRead?: () => void,
): void {
  const lifecycle: Lifecycle = { session: undefined, isShutDown: false };
  connection.onInitialize((params) => {
    if (lifecycle.session !== undefined) return new ResponseError(ErrorCodes.InvalidRequest, "Initialized already.");
    const session = createSession(connection, fs, params, docs);
    lifecycle.session = session;
    void changeFolders(session, { added: initialFolders(params), removed: [] });
    // Here and not before: while it initializes, the library installs handlers of its own.
    for (const { listen } of notifications) listen(connection, lifecycle);
    return { capabilities: serverCapabilities(session.client), serverInfo: { name: "flowstate" } };
  });
  connection.onInitialized(
    guarded(lifecycle, { method: "initialized", effect: "session", shape: "unchecked" }, (session) =>
      begin(session, whenRead),
    ),
  );
  connection.onShutdown(() => {
    lifecycle.isShutDown = true;
  });
  for (const { listen } of requests) listen(connection, lifecycle);
  connection.listen();
}

function createSession(
  connection: Connection,
  fs: FileSystem,
  params: InitializeParams,
  docs: string | undefined,
): Session {
  const reading = watchReading(fs);
  const workspace = new Workspace(reading.fileSystem, (error) =>
    connection.console.error(`Reading the workspace failed: ${describe(error)}`),
  );
  const client = clientFeatures(params, docs);
  const folders = new Set<string>();
  return {
    connection,
    workspace,
    client,
    reading,
    folders,
    reports: createReportMemory(),
    generated: new Set(),
    watch: createWatching({ connection, client, folders }),
    changes: watchChanges(workspace),
    semanticTokens: createSemanticTokenResults(),
    lastValues: createLastValues(),
    testCoverage: createTestCoverage(),
    settings: editorSettings(undefined),
    lastCompletions: undefined,
  };
}

async function begin(session: Session, whenRead: (() => void) | undefined): Promise<void> {
  const { connection, client } = session;
  if (!client.pullsDiagnostics) pushDiagnostics(session);
  refreshInlayHints(session);
  refreshOnChanges(session);
  forgetGoneFiles(session);
  showReading(session);
  tellTests(session);
  warmUpParser(session);
  const asked = await Promise.allSettled([
    session.folders.size > 0 && session.watch(),
    client.configuration &&
      connection.client.register(DidChangeConfigurationNotification.type, { section: "flowstate" }),
    client.configuration && readSettings(session),
    client.folderQuestion && askForFolders(session),
  ]);
  for (const one of asked) {
    if (one.status === "rejected")
      connection.console.error(`The client refused what it offers: ${describe(one.reason)}`);
  }
  if (whenRead !== undefined) void session.workspace.ready().then(whenRead);
  // Behind the settings, which may say that nothing of it is wanted.
  registerNeighbours(session);
}

/** So many files in the folders are a sample that is large enough. */
const manyFiles = 50;

/** Once the client is served, and not before the folders: the first parse of a process is many times slower than those after it. */
function warmUpParser({ workspace, reading }: Session): void {
  void workspace.ready().then(() => {
    if (reading.files < manyFiles) setTimeout(warmUp, 0);
  });
}

async function askForFolders(session: Session): Promise<void> {
  const folders = (await session.connection.workspace.getWorkspaceFolders()) ?? [];
  await changeFolders(session, { added: folders.map(({ uri }) => uri), removed: [] });
}
