/**
 * Every message that the server takes: its method, how it is run, and who handles it. The page on the language server in the documentation
 * is checked against this table.
 */
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeLensRequest,
  CodeLensResolveRequest,
  CompletionRequest,
  CompletionResolveRequest,
  type Connection,
  DeclarationRequest,
  DefinitionRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidCreateFilesNotification,
  DidDeleteFilesNotification,
  DidOpenTextDocumentNotification,
  DidRenameFilesNotification,
  DidSaveTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentLinkResolveRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentRangesFormattingRequest,
  DocumentSymbolRequest,
  ExecuteCommandRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  InlayHintResolveRequest,
  InlineValueRequest,
  LinkedEditingRangeRequest,
  PrepareRenameRequest,
  type ProtocolRequestType,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
  TextDocumentContentRequest,
  TypeDefinitionRequest,
  WillCreateFilesRequest,
  WillDeleteFilesRequest,
  WillRenameFilesRequest,
  WorkspaceDiagnosticRequest,
  WorkspaceSymbolRequest,
  WorkspaceSymbolResolveRequest,
} from "vscode-languageserver";
import { didChange } from "./notifications/didChange.ts";
import { didChangeConfiguration } from "./notifications/didChangeConfiguration.ts";
import { didChangeWatchedFiles } from "./notifications/didChangeWatchedFiles.ts";
import { didChangeWorkspaceFolders } from "./notifications/didChangeWorkspaceFolders.ts";
import { didClose } from "./notifications/didClose.ts";
import { didOpen } from "./notifications/didOpen.ts";
import { didSave } from "./notifications/didSave.ts";
import { didCreateFiles, didDeleteFiles, didRenameFiles } from "./notifications/fileOperations.ts";
import { runFacts } from "./notifications/runFacts.ts";
import { testCoverage } from "./notifications/testCoverage.ts";
import { runFactsNotification, testCoverageNotification } from "./protocol.ts";
import { incomingCalls, outgoingCalls, prepareCalls } from "./requests/callHierarchy.ts";
import { codeAction, codeActionResolve } from "./requests/codeAction.ts";
import { codeLens, codeLensResolve } from "./requests/codeLens.ts";
import { completion, completionResolve } from "./requests/completion.ts";
import { declaration } from "./requests/declaration.ts";
import { definition } from "./requests/definition.ts";
import { documentDiagnostic } from "./requests/documentDiagnostic.ts";
import { documentHighlight } from "./requests/documentHighlight.ts";
import { documentLink, documentLinkResolve } from "./requests/documentLink.ts";
import { documentSymbol } from "./requests/documentSymbol.ts";
import { executeCommand } from "./requests/executeCommand.ts";
import { willCreateFiles, willDeleteFiles, willRenameFiles } from "./requests/fileOperations.ts";
import { foldingRange } from "./requests/foldingRange.ts";
import { formatting } from "./requests/formatting.ts";
import { hover } from "./requests/hover.ts";
import { inlayHint, inlayHintResolve } from "./requests/inlayHint.ts";
import { inlineValue } from "./requests/inlineValue.ts";
import { linkedEditingRange } from "./requests/linkedEditingRange.ts";
import { onTypeFormatting } from "./requests/onTypeFormatting.ts";
import { prepareRename } from "./requests/prepareRename.ts";
import { rangeFormatting, rangesFormatting } from "./requests/rangesFormatting.ts";
import { references } from "./requests/references.ts";
import { rename } from "./requests/rename.ts";
import { selectionRange } from "./requests/selectionRange.ts";
import { semanticTokensDelta, semanticTokensFull, semanticTokensRange } from "./requests/semanticTokens.ts";
import { signatureHelp } from "./requests/signatureHelp.ts";
import { textDocumentContent } from "./requests/textDocumentContent.ts";
import { typeDefinition } from "./requests/typeDefinition.ts";
import { workspaceDiagnostic } from "./requests/workspaceDiagnostic.ts";
import { workspaceSymbol, workspaceSymbolResolve } from "./requests/workspaceSymbol.ts";
import {
  type Effect,
  guarded,
  type Handler,
  type Latency,
  type Lifecycle,
  type Listener,
  scheduled,
} from "./schedule.ts";
import type { Shape } from "./shapes.ts";

/** Every request that the server answers, beyond `initialize` and `shutdown`. */
export const requests: readonly Route[] = [
  route(CompletionRequest.type, "workspace", "position", completion),
  route(CompletionResolveRequest.type, "workspace", "anything", completionResolve),
  route(HoverRequest.type, "workspace", "position", hover),
  route(SignatureHelpRequest.type, "file", "position", signatureHelp),
  route(DefinitionRequest.type, "workspace", "position", definition),
  route(DeclarationRequest.type, "workspace", "position", declaration),
  route(TypeDefinitionRequest.type, "workspace", "position", typeDefinition),
  route(ReferencesRequest.type, "everything", "position", references),
  route(PrepareRenameRequest.type, "workspace", "position", prepareRename),
  route(RenameRequest.type, "everything", "position", rename),
  route(CodeActionRequest.type, "workspace", "range", codeAction),
  route(CodeActionResolveRequest.type, "everything", "anything", codeActionResolve),
  route(ExecuteCommandRequest.type, "file", "anything", executeCommand),
  route(CallHierarchyPrepareRequest.type, "workspace", "position", prepareCalls),
  route(CallHierarchyIncomingCallsRequest.type, "workspace", "anything", incomingCalls),
  route(CallHierarchyOutgoingCallsRequest.type, "workspace", "anything", outgoingCalls),
  route(InlayHintRequest.type, "workspace", "range", inlayHint),
  route(InlayHintResolveRequest.type, "workspace", "anything", inlayHintResolve),
  route(InlineValueRequest.type, "file", "range", inlineValue),
  route(WorkspaceSymbolRequest.type, "workspace", "anything", workspaceSymbol),
  route(WorkspaceSymbolResolveRequest.type, "workspace", "anything", workspaceSymbolResolve),
  route(SemanticTokensRequest.type, "colours", "document", semanticTokensFull),
  route(SemanticTokensDeltaRequest.type, "colours", "document", semanticTokensDelta),
  route(SemanticTokensRangeRequest.type, "colours", "range", semanticTokensRange),
  route(DocumentHighlightRequest.type, "file", "position", documentHighlight),
  route(SelectionRangeRequest.type, "file", "positions", selectionRange),
  route(LinkedEditingRangeRequest.type, "file", "position", linkedEditingRange),
  route(DocumentLinkRequest.type, "file", "document", documentLink),
  route(DocumentLinkResolveRequest.type, "workspace", "anything", documentLinkResolve),
  route(DocumentSymbolRequest.type, "file", "document", documentSymbol),
  route(FoldingRangeRequest.type, "file", "document", foldingRange),
  route(CodeLensRequest.type, "file", "document", codeLens),
  route(CodeLensResolveRequest.type, "workspace", "anything", codeLensResolve),
  route(DocumentFormattingRequest.type, "workspace", "document", formatting),
  route(DocumentRangeFormattingRequest.type, "workspace", "range", rangeFormatting),
  route(DocumentRangesFormattingRequest.type, "workspace", "ranges", rangesFormatting),
  route(DocumentOnTypeFormattingRequest.type, "workspace", "position", onTypeFormatting),
  route(TextDocumentContentRequest.type, "workspace", "anything", textDocumentContent),
  route(WillCreateFilesRequest.type, "workspace", "files", willCreateFiles),
  route(WillRenameFilesRequest.type, "everything", "renames", willRenameFiles),
  route(WillDeleteFilesRequest.type, "workspace", "files", willDeleteFiles),
  route(DocumentDiagnosticRequest.type, "diagnostics", "document", documentDiagnostic),
  route(WorkspaceDiagnosticRequest.type, "held", "anything", workspaceDiagnostic),
];

/** Every notification that the server takes, beyond `initialized` and `exit`. */
export const notifications: readonly Route[] = [
  notification(DidOpenTextDocumentNotification.type, "text", "opening", didOpen),
  notification(DidChangeTextDocumentNotification.type, "text", "edits", didChange),
  notification(DidCloseTextDocumentNotification.type, "text", "document", didClose),
  notification(DidSaveTextDocumentNotification.type, "disk", "document", didSave),
  notification(DidCreateFilesNotification.type, "disk", "files", didCreateFiles),
  notification(DidRenameFilesNotification.type, "disk", "renames", didRenameFiles),
  notification(DidDeleteFilesNotification.type, "disk", "files", didDeleteFiles),
  notification(DidChangeWatchedFilesNotification.type, "disk", "events", didChangeWatchedFiles),
  notification(DidChangeWorkspaceFoldersNotification.type, "disk", "folders", didChangeWorkspaceFolders),
  notification(DidChangeConfigurationNotification.type, "session", "anything", didChangeConfiguration),
  notification({ method: runFactsNotification }, "session", "unchecked", runFacts),
  notification({ method: testCoverageNotification }, "session", "unchecked", testCoverage),
];

/** One message of the protocol. */
export interface Route {
  readonly method: string;
  /** How it is run. */
  readonly latency: Latency | Effect;
  readonly listen: (connection: Connection, lifecycle: Lifecycle) => void;
}

function route<P, R, PR, E, RO>(
  { method }: ProtocolRequestType<P, R, PR, E, RO>,
  latency: Latency,
  shape: Shape,
  handler: Handler<P, R>,
): Route {
  return {
    method,
    latency,
    listen: (connection, lifecycle) => {
      connection.onRequest<unknown, void>(method, scheduled(lifecycle, { latency, shape, method }, handler));
    },
  };
}

function notification<P>(
  { method }: { readonly method: string },
  effect: Effect,
  shape: Shape,
  handler: Listener<P>,
): Route {
  return {
    method,
    latency: effect,
    listen: (connection, lifecycle) => {
      connection.onNotification(method, guarded(lifecycle, { method, effect, shape }, handler));
    },
  };
}
