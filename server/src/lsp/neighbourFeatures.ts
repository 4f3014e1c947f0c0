import type { ClientCapabilities } from "vscode-languageserver";

/** What a client takes registrations for, in files that are no flows. */
export interface NeighbourFeatures {
  readonly documents: boolean;
  readonly completion: boolean;
  readonly hover: boolean;
  readonly definition: boolean;
  readonly references: boolean;
  readonly documentHighlight: boolean;
  readonly rename: boolean;
  readonly codeAction: boolean;
  /** Takes patterns that begin at a folder in the selectors of documents. */
  readonly relativeDocuments: boolean;
}

export function neighbourFeatures({ textDocument }: ClientCapabilities): NeighbourFeatures {
  return {
    documents: textDocument?.synchronization?.dynamicRegistration === true,
    completion: textDocument?.completion?.dynamicRegistration === true,
    hover: textDocument?.hover?.dynamicRegistration === true,
    definition: textDocument?.definition?.dynamicRegistration === true,
    references: textDocument?.references?.dynamicRegistration === true,
    documentHighlight: textDocument?.documentHighlight?.dynamicRegistration === true,
    rename: textDocument?.rename?.dynamicRegistration === true,
    codeAction: textDocument?.codeAction?.dynamicRegistration === true,
    relativeDocuments: textDocument?.filters?.relativePatternSupport === true,
  };
}
