import type { ClientCapabilities, Connection, InitializeParams } from "vscode-languageserver";
import { URI } from "vscode-uri";
import type { LastValues } from "../workspace/lastValues.ts";
import type { Reading } from "../workspace/reading.ts";
import type { TestCoverage } from "../workspace/testCoverage.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Changes } from "./changes.ts";
import { type NeighbourFeatures, neighbourFeatures } from "./neighbourFeatures.ts";
import { chosenEncoding, type PositionEncoding } from "./positionEncoding.ts";
import { renameAtCommand, runFromHereCommand, runTestCommand, showWaysInCommand } from "./protocol.ts";
import type { ReportMemory } from "./reportMemory.ts";
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
  /** Takes the range that most completions replace once for all of them. */
  readonly sharedEditRange: boolean;
  readonly commitCharacters: boolean;
  /** Asks again where a symbol of the workspace stands. */
  readonly resolvesSymbols: boolean;
  /** Can show an edit to the user before it is made. */
  readonly annotatesEdits: boolean;
  readonly codeActionLiterals: boolean;
  /** Asks again for the edit of a code action. */
  readonly resolvesCodeActions: boolean;
  /** Shows code actions that cannot be done, with the reason. */
  readonly disabledActions: boolean;
  /** Makes files that an edit asks for. */
  readonly createsFiles: boolean;
  /** Can be asked to show a place of a file. */
  readonly showsDocuments: boolean;
  /** Has the command that starts a rename. */
  readonly renamesPlaces: boolean;
  /** Has the command that runs a conversation from a state. */
  readonly runsConversations: boolean;
  /** Has the commands that run tests, and lists the tests. */
  readonly runsTests: boolean;
  /** Has the command that lists the ways into a state. */
  readonly showsWaysIn: boolean;
  /** Where it shows Markdown; plain text elsewhere. */
  readonly markdown: MarkdownPlaces;
  readonly snippets: boolean;
  /** Can begin the lines of what is taken where the line of the cursor begins. */
  readonly adjustsIndentation: boolean;
  /** Takes the parameters of a signature as places in its label. */
  readonly signatureOffsets: boolean;
  /** Can be told that no parameter of a signature is being written. */
  readonly noActiveParameter: boolean;
  readonly configuration: boolean;
  readonly watchesFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly refreshesFoldingRanges: boolean;
  readonly refreshesInlineValues: boolean;
  readonly generatedTexts: boolean;
  readonly showsProgress: boolean;
  readonly appliesEdits: boolean;
  /** Did not say which folders are open, and can be asked. */
  readonly folderQuestion: boolean;
  readonly neighbours: NeighbourFeatures;
  /** Address of the folder with our documentation, without a slash at the end, if the client has it. */
  readonly docs: string | undefined;
}

/** The texts that a client takes as Markdown; all of them where it does not say. */
export interface MarkdownPlaces {
  readonly hover: boolean;
  readonly completion: boolean;
  readonly signature: boolean;
}

/** What every handler gets: the connection to the client, what it can do, and the workspace. */
export interface Session {
  readonly connection: Connection;
  readonly workspace: Workspace;
  readonly client: ClientFeatures;
  readonly changes: Changes;
  readonly reading: Reading;
  readonly reports: ReportMemory;
  /** URIs of the generated texts that the client may show, as it wrote them. */
  readonly generated: Set<string>;
  /** Normalised URIs of the open folders. */
  readonly folders: Set<string>;
  /** Makes the client watch files while a folder is open, and stop where none is. */
  readonly watch: () => Promise<void>;
  readonly semanticTokens: SemanticTokenResults;
  readonly lastValues: LastValues;
  readonly testCoverage: TestCoverage;
  /** Replaced when the client says that they changed. */
  settings: EditorSettings;
  /** The list of completions that was sent last, and the file that it is for. */
  lastCompletions: { readonly number: number; readonly uri: string } | undefined;
}

/** What the client says that it can do; `docs` is the address of our documentation, should it name none. */
export function clientFeatures(
  { capabilities, initializationOptions, workspaceFolders }: InitializeParams,
  docs: string | undefined,
): ClientFeatures {
  const { textDocument, workspace, window }: ClientCapabilities = capabilities ?? {};
  const signature = textDocument?.signatureHelp?.signatureInformation;
  const commands = commandsOf(initializationOptions);
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
    sharedEditRange: textDocument?.completion?.completionList?.itemDefaults?.includes("editRange") === true,
    commitCharacters: textDocument?.completion?.completionItem?.commitCharactersSupport === true,
    resolvesSymbols: resolves(workspace?.symbol?.resolveSupport, "location.range"),
    annotatesEdits: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    resolvesCodeActions:
      textDocument?.codeAction?.dataSupport === true && resolves(textDocument.codeAction.resolveSupport, "edit"),
    disabledActions: textDocument?.codeAction?.disabledSupport === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
    showsDocuments: window?.showDocument?.support === true,
    renamesPlaces: commands.includes(renameAtCommand),
    runsConversations: commands.includes(runFromHereCommand),
    runsTests: commands.includes(runTestCommand),
    showsWaysIn: commands.includes(showWaysInCommand),
    markdown: {
      hover: takesMarkdown(textDocument?.hover?.contentFormat),
      completion: takesMarkdown(textDocument?.completion?.completionItem?.documentationFormat),
      signature: takesMarkdown(signature?.documentationFormat),
    },
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    adjustsIndentation: textDocument?.completion?.completionItem?.insertTextModeSupport?.valueSet?.includes(2) === true,
    signatureOffsets: signature?.parameterInformation?.labelOffsetSupport === true,
    noActiveParameter: signature?.noActiveParameterSupport === true,
    configuration: workspace?.configuration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    refreshesFoldingRanges: workspace?.foldingRange?.refreshSupport === true,
    refreshesInlineValues: workspace?.inlineValue?.refreshSupport === true,
    generatedTexts: workspace?.textDocumentContent !== undefined,
    showsProgress: window?.workDoneProgress === true,
    appliesEdits: workspace?.applyEdit === true,
    folderQuestion: workspace?.workspaceFolders === true && workspaceFolders === undefined,
    neighbours: neighbourFeatures(capabilities ?? {}),
    docs: docsOf(initializationOptions) ?? docs,
  };
}

function takesMarkdown(formats: readonly string[] | undefined): boolean {
  return !Array.isArray(formats) || formats.includes("markdown");
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

/** The commands that the client says it has. */
function commandsOf(options: unknown): readonly unknown[] {
  if (typeof options !== "object" || options === null || !("commands" in options)) return [];
  return Array.isArray(options.commands) ? options.commands : [];
}

/** The folders that are open when the client connects; old clients name one only, as a URI or a path. */
export function initialFolders({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly string[] {
  if (workspaceFolders !== undefined && workspaceFolders !== null) return workspaceFolders.map((folder) => folder.uri);
  if (typeof rootUri === "string") return [rootUri];
  return typeof rootPath === "string" ? [URI.file(rootPath).toString()] : [];
}
