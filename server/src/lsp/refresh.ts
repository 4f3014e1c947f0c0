import {
  CodeLensRefreshRequest,
  DiagnosticRefreshRequest,
  FoldingRangeRefreshRequest,
  InlayHintRefreshRequest,
  InlineValueRefreshRequest,
  SemanticTokensRefreshRequest,
  TextDocumentContentRefreshRequest,
} from "vscode-languageserver";
import type { Session } from "./session.ts";

/** Makes the client ask again for what it shows, where a change that it does not know of has made it old. */
export function refreshOnChanges(session: Session): void {
  const { changes, reading, reports } = session;
  changes.onSettled(({ beyondText }) => void refresh(session, beyondText));
  reading.onDidChange(() => {
    // What went out early is asked for again, whether or not the last of the reading has changed anything.
    if (reading.isActive || !reports.wasEarly) return;
    reports.wasEarly = false;
    void refresh(session, true);
  });
}

/**
 * The client asks by itself for the document that was edited. It has to be told of what changed otherwise, and that an edit may have
 * changed the problems and colours of other documents: an edit of a document that is open but not shown makes it ask for none.
 */
async function refresh({ connection, client, generated }: Session, beyondText: boolean): Promise<void> {
  const asked = [
    client.pullsDiagnostics && client.refreshesDiagnostics && DiagnosticRefreshRequest.type,
    client.refreshesSemanticTokens && SemanticTokensRefreshRequest.type,
    beyondText && client.refreshesCodeLenses && CodeLensRefreshRequest.type,
    beyondText && client.refreshesInlayHints && InlayHintRefreshRequest.type,
    beyondText && client.refreshesInlineValues && InlineValueRefreshRequest.type,
    beyondText && client.refreshesFoldingRanges && FoldingRangeRefreshRequest.type,
  ];
  // A text that is still shown is asked for, and then known again.
  const texts = [...generated];
  generated.clear();
  try {
    for (const type of asked) if (type !== false) await connection.sendRequest(type);
    for (const uri of texts) await connection.sendRequest(TextDocumentContentRefreshRequest.type, { uri });
  } catch {
    // A client that goes away, or that cannot do what it said, has nothing to refresh.
  }
}
