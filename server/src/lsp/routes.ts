/** Every request that the server answers: its method, how it is run, and who answers it. */
import {
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  type Connection,
  DefinitionRequest,
  DocumentDiagnosticRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentRangesFormattingRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
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
  WorkspaceDiagnosticRequest,
  WorkspaceSymbolRequest,
} from "vscode-languageserver";
import { codeAction } from "./requests/codeAction.ts";
import { codeLens } from "./requests/codeLens.ts";
import { completion } from "./requests/completion.ts";
import { definition } from "./requests/definition.ts";
import { documentDiagnostic } from "./requests/documentDiagnostic.ts";
import { documentHighlight } from "./requests/documentHighlight.ts";
import { documentLink } from "./requests/documentLink.ts";
import { documentSymbol } from "./requests/documentSymbol.ts";
import { foldingRange } from "./requests/foldingRange.ts";
import { formatting } from "./requests/formatting.ts";
import { hover } from "./requests/hover.ts";
import { linkedEditingRange } from "./requests/linkedEditingRange.ts";
import { onTypeFormatting } from "./requests/onTypeFormatting.ts";
import { prepareRename } from "./requests/prepareRename.ts";
import { rangeFormatting, rangesFormatting } from "./requests/rangesFormatting.ts";
import { references } from "./requests/references.ts";
import { rename } from "./requests/rename.ts";
import { selectionRange } from "./requests/selectionRange.ts";
import { semanticTokensDelta, semanticTokensFull, semanticTokensRange } from "./requests/semanticTokens.ts";
import { signatureHelp } from "./requests/signatureHelp.ts";
import { workspaceDiagnostic } from "./requests/workspaceDiagnostic.ts";
import { workspaceSymbol } from "./requests/workspaceSymbol.ts";
import { type Handler, type Latency, type Lifecycle, type Shape, scheduled } from "./schedule.ts";

const routes: readonly Route[] = [
  route(CompletionRequest.type, "workspace", "position", completion),
  route(HoverRequest.type, "workspace", "position", hover),
  route(SignatureHelpRequest.type, "file", "position", signatureHelp),
  route(DefinitionRequest.type, "workspace", "position", definition),
  route(ReferencesRequest.type, "workspace", "position", references),
  route(PrepareRenameRequest.type, "workspace", "position", prepareRename),
  route(RenameRequest.type, "workspace", "position", rename),
  route(CodeActionRequest.type, "workspace", "document", codeAction),
  route(WorkspaceSymbolRequest.type, "workspace", "anything", workspaceSymbol),
  route(SemanticTokensRequest.type, "workspace", "document", semanticTokensFull),
  route(SemanticTokensDeltaRequest.type, "workspace", "document", semanticTokensDelta),
  route(SemanticTokensRangeRequest.type, "workspace", "document", semanticTokensRange),
  route(DocumentHighlightRequest.type, "file", "position", documentHighlight),
  route(SelectionRangeRequest.type, "file", "document", selectionRange),
  route(LinkedEditingRangeRequest.type, "file", "position", linkedEditingRange),
  route(DocumentLinkRequest.type, "file", "document", documentLink),
  route(DocumentSymbolRequest.type, "file", "document", documentSymbol),
  route(FoldingRangeRequest.type, "file", "document", foldingRange),
  route(CodeLensRequest.type, "file", "document", codeLens),
  route(DocumentFormattingRequest.type, "workspace", "document", formatting),
  route(DocumentRangeFormattingRequest.type, "workspace", "document", rangeFormatting),
  route(DocumentRangesFormattingRequest.type, "workspace", "document", rangesFormatting),
  route(DocumentOnTypeFormattingRequest.type, "workspace", "position", onTypeFormatting),
  route(DocumentDiagnosticRequest.type, "workspace", "document", documentDiagnostic),
  route(WorkspaceDiagnosticRequest.type, "held", "anything", workspaceDiagnostic),
];

type Route = (connection: Connection, lifecycle: Lifecycle) => void;

/** Makes the connection answer every request of the table. */
export function listenToRequests(connection: Connection, lifecycle: Lifecycle): void {
  for (const listen of routes) listen(connection, lifecycle);
}

function route<P, R, PR, E, RO>(
  type: ProtocolRequestType<P, R, PR, E, RO>,
  latency: Latency,
  shape: Shape,
  handler: Handler<P, R>,
): Route {
  return (connection, lifecycle) => {
    const { method } = type;
    connection.onRequest<unknown, void>(method, scheduled(lifecycle, { latency, shape, method }, handler));
  };
}
