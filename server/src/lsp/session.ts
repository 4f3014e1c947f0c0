import type { ClientCapabilities, Connection, InitializeParams } from "vscode-languageserver";
import { URI } from "vscode-uri";
import type { LastValues } from "../workspace/lastValues.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Changes } from "./changes.ts";
import { chosenEncoding, type PositionEncoding } from "./positionEncoding.ts";
import type { SemanticTokenResults } from "./semanticTokenResults.ts";
import type { EditorSettings } from "./settings.ts";

/** What the client can do, as far as it matters here. */
export interface ClientFeatures {
  readonly positionEncoding: PositionEncoding;
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesCodeLenses: boolean;
  readonly refreshesSemanticTokens: boolean;
  readonly relatedDocuments: boolean;
  readonly documentChanges: boolean;
  readonly hierarchicalSymbols: boolean;
  readonly definitionLinks: boolean;
  readonly declarationLinks: boolean;
  readonly typeDefinitionLinks: boolean;
  readonly refreshesInlayHints: boolean;
  /** Asks again for what a hint tells and where it leads. */
  readonly resolvesInlayHints: boolean;
  /** Asks again for the documentation of a completion. */
  readonly resolvesCompletions: boolean;
  readonly labelDetails: boolean;
  readonly commitCharacters: boolean;
  /** Asks again where a symbol of the workspace stands. */
  readonly resolvesSymbols: boolean;
  /** Can show an edit to the user before it is made. */
  readonly annotatesEdits: boolean;
  readonly codeActionLiterals: boolean;
  readonly snippets: boolean;
  /** Takes the parameters of a signature as places in its label. */
  readonly signatureOffsets: boolean;
  /** Can be told that no parameter of a signature is being written. */
  readonly noActiveParameter: boolean;
  readonly configuration: boolean;
  readonly watchesFiles: boolean;
  readonly workspaceFolders: boolean;
  /** Address of the folder with our documentation, without a slash at the end, if the client has it. */
  readonly docs: string | undefined;
}

/** What every handler gets: the connection to the client, what it can do, and the workspace. */
export interface Session {
  readonly connection: Connection;
  readonly workspace: Workspace;
  readonly client: ClientFeatures;
  readonly changes: Changes;
  readonly semanticTokens: SemanticTokenResults;
  readonly lastValues: LastValues;
  /** Replaced when the client says that they changed. */
  settings: EditorSettings;
}

export function clientFeatures({ capabilities, initializationOptions }: InitializeParams): ClientFeatures {
  const { textDocument, workspace }: ClientCapabilities = capabilities ?? {};
  const signature = textDocument?.signatureHelp?.signatureInformation;
  return {
    positionEncoding: chosenEncoding(capabilities?.general?.positionEncodings),
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesSemanticTokens: workspace?.semanticTokens?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    relatedDocuments: textDocument?.diagnostic?.relatedDocumentSupport === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    declarationLinks: textDocument?.declaration?.linkSupport === true,
    typeDefinitionLinks: textDocument?.typeDefinition?.linkSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    resolvesInlayHints: resolves(textDocument?.inlayHint?.resolveSupport, "tooltip", "label.location"),
    resolvesCompletions: resolves(textDocument?.completion?.completionItem?.resolveSupport, "documentation", "detail"),
    labelDetails: textDocument?.completion?.completionItem?.labelDetailsSupport === true,
    commitCharacters: textDocument?.completion?.completionItem?.commitCharactersSupport === true,
    resolvesSymbols: resolves(workspace?.symbol?.resolveSupport, "location.range"),
    annotatesEdits: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    signatureOffsets: signature?.parameterInformation?.labelOffsetSupport === true,
    noActiveParameter: signature?.noActiveParameterSupport === true,
    configuration: workspace?.configuration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    docs: docsOf(initializationOptions),
  };
}

function resolves(
  support: { readonly properties: readonly string[] } | undefined,
  ...properties: readonly string[]
): boolean {
  return properties.every((property) => support?.properties?.includes(property) === true);
}

function docsOf(options: unknown): string | undefined {
  if (typeof options !== "object" || options === null || !("docs" in options)) return undefined;
  return typeof options.docs === "string" ? options.docs.replace(/\/+$/, "") : undefined;
}

/** The folders that are open when the client connects; old clients name one only, as a URI or a path. */
export function initialFolders({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly string[] {
  if (workspaceFolders !== undefined && workspaceFolders !== null) return workspaceFolders.map((folder) => folder.uri);
  if (typeof rootUri === "string") return [rootUri];
  return typeof rootPath === "string" ? [URI.file(rootPath).toString()] : [];
}
