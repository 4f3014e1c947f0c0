import {
  type FileOperationOptions,
  type FileOperationRegistrationOptions,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { formattingCharacters } from "../features/formatting.ts";
import { generatedScheme } from "./protocol.ts";
import { codeActionKinds } from "./requests/codeAction.ts";
import { commandsFor } from "./requests/executeCommand.ts";
import { legend } from "./requests/semanticTokens.ts";
import type { ClientFeatures } from "./session.ts";

/** Flows, and folders, which may hold some. */
const flowsAndFolders: FileOperationRegistrationOptions = {
  filters: [
    { scheme: "file", pattern: { glob: "**/*.flow", matches: "file" } },
    { scheme: "file", pattern: { glob: "**/*", matches: "folder" } },
  ],
};

const fileOperations: FileOperationOptions = {
  willCreate: flowsAndFolders,
  willRename: flowsAndFolders,
  willDelete: flowsAndFolders,
  didCreate: flowsAndFolders,
  didRename: flowsAndFolders,
  didDelete: flowsAndFolders,
};

/** What the server offers; diagnostics are pushed to clients that do not pull. */
export function serverCapabilities(client: ClientFeatures): ServerCapabilities {
  return {
    positionEncoding: client.positionEncoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    completionProvider: {
      triggerCharacters: [">", ".", "{", "`", " ", '"'],
      resolveProvider: true,
      completionItem: { labelDetailsSupport: true },
    },
    hoverProvider: true,
    signatureHelpProvider: { triggerCharacters: ["(", ","], retriggerCharacters: [")"] },
    definitionProvider: true,
    declarationProvider: true,
    typeDefinitionProvider: true,
    referencesProvider: { workDoneProgress: true },
    documentHighlightProvider: true,
    documentSymbolProvider: true,
    workspaceSymbolProvider: { resolveProvider: true },
    foldingRangeProvider: true,
    renameProvider: { prepareProvider: true },
    codeActionProvider: { codeActionKinds, resolveProvider: true },
    executeCommandProvider: { commands: commandsFor(client) },
    callHierarchyProvider: true,
    inlayHintProvider: { resolveProvider: true },
    inlineValueProvider: true,
    codeLensProvider: { resolveProvider: true },
    documentFormattingProvider: true,
    documentRangeFormattingProvider: { rangesSupport: true },
    documentOnTypeFormattingProvider: {
      firstTriggerCharacter: formattingCharacters[0],
      moreTriggerCharacter: formattingCharacters.slice(1),
    },
    selectionRangeProvider: true,
    linkedEditingRangeProvider: true,
    documentLinkProvider: { resolveProvider: true },
    semanticTokensProvider: { legend, full: { delta: true }, range: true },
    ...(client.pullsDiagnostics && {
      diagnosticProvider: { identifier: "flowstate", interFileDependencies: true, workspaceDiagnostics: true },
    }),
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations,
      ...(client.generatedTexts && { textDocumentContent: { schemes: [generatedScheme] } }),
    },
  };
}
