/**
 * What is offered in JSON, JavaScript and TypeScript files. It is registered while the server runs, for the folders of projects
 * alone and feature by feature: what other servers do for these languages (colours, formatting, symbols) stays theirs. A client
 * that takes no such registrations has the features in flows, and everything that is found in closed files.
 */
import {
  BulkRegistration,
  CodeActionKind,
  CodeActionRequest,
  CompletionRequest,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type Disposable,
  DocumentHighlightRequest,
  type DocumentSelector,
  HoverRequest,
  ReferencesRequest,
  RenameRequest,
  TextDocumentSyncKind,
  WatchKind,
} from "vscode-languageserver";
import { neighbourEndings } from "../workspace/neighbours/neighbourNames.ts";
import { describe } from "./schedule.ts";
import type { Session } from "./session.ts";

const files = `**/*.{${neighbourEndings.join(",")}}`;

/** Keeps the registrations in step with the projects of the workspace. */
export function registerNeighbours(session: Session): void {
  const { watchesFiles, neighbours } = session.client;
  if (!watchesFiles && !neighbours.documents) return;
  let registered: Disposable | undefined;
  let last = "";
  let queue = Promise.resolve();
  const follow = async () => {
    const folders = session.workspace.neighbourFolders();
    if (folders.join("\n") === last) return;
    last = folders.join("\n");
    const before = registered;
    registered = folders.length === 0 ? undefined : await register(session, folders);
    before?.dispose();
  };
  const update = () => {
    queue = queue.then(follow).catch((error: unknown) => {
      session.connection.console.error(`The client refused what is offered beside flows: ${describe(error)}`);
    });
  };
  session.changes.onSettled(update);
  update();
}

async function register({ connection, client }: Session, folders: readonly string[]): Promise<Disposable> {
  const { neighbours, watchesFiles } = client;
  const registrations = BulkRegistration.create();
  if (watchesFiles) {
    const watchers = [{ globPattern: files, kind: WatchKind.Change }];
    registrations.add(DidChangeWatchedFilesNotification.type, { watchers });
  }
  if (!neighbours.documents) return connection.client.register(registrations);
  const documentSelector = selectorOf(folders, neighbours.relativeDocuments);
  registrations.add(DidOpenTextDocumentNotification.type, { documentSelector });
  registrations.add(DidChangeTextDocumentNotification.type, {
    documentSelector,
    syncKind: TextDocumentSyncKind.Incremental,
  });
  registrations.add(DidCloseTextDocumentNotification.type, { documentSelector });
  if (neighbours.completion) {
    const triggerCharacters = ['"', "'", "`", "."];
    registrations.add(CompletionRequest.type, { documentSelector, triggerCharacters });
  }
  if (neighbours.hover) registrations.add(HoverRequest.type, { documentSelector });
  if (neighbours.definition) registrations.add(DefinitionRequest.type, { documentSelector });
  if (neighbours.references) registrations.add(ReferencesRequest.type, { documentSelector });
  if (neighbours.documentHighlight) registrations.add(DocumentHighlightRequest.type, { documentSelector });
  if (neighbours.rename) registrations.add(RenameRequest.type, { documentSelector, prepareProvider: true });
  if (neighbours.codeAction) {
    registrations.add(CodeActionRequest.type, { documentSelector, codeActionKinds: [CodeActionKind.QuickFix] });
  }
  return connection.client.register(registrations);
}

function selectorOf(folders: readonly string[], isRelative: boolean): DocumentSelector {
  return folders.map((folder) => ({
    scheme: "file",
    pattern: isRelative ? { baseUri: folder, pattern: files } : `${literally(pathOf(folder))}/${files}`,
  }));
}

function pathOf(folder: string): string {
  return decodeURIComponent(folder.replace(/^file:\/\//, ""));
}

/** A path as a pattern that means nothing but it. */
function literally(path: string): string {
  return path.replace(/[[\]{}*?]/g, (character) => `[${character}]`);
}
