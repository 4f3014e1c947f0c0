import { basename } from "node:path";
import {
  type DebugConfiguration,
  DebugConfigurationProviderTriggerKind,
  type Disposable,
  debug,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from "vscode";
import { debugType } from "../../../server/src/debug/protocol.ts";
import { mayRun } from "../trust.ts";
import type { AllowedHosts } from "./allowedHosts.ts";
import { saveFlows } from "./saveFlows.ts";

/** Lets F5 work without a launch.json, offers configurations for one, and starts nothing in an untrusted workspace. */
export function registerConfigurations(hosts: AllowedHosts): readonly Disposable[] {
  return [
    debug.registerDebugConfigurationProvider(debugType, {
      resolveDebugConfiguration,
      resolveDebugConfigurationWithSubstitutedVariables: async (_folder, configuration) =>
        withFolder(await withConsent(hosts, configuration)),
    }),
    debug.registerDebugConfigurationProvider(
      debugType,
      { provideDebugConfigurations: configurationsForEditor },
      DebugConfigurationProviderTriggerKind.Dynamic,
    ),
  ];
}

/** A configuration that runs one file; `start` is the full name of a state. */
export function configurationOf(program: string, start?: string): DebugConfiguration {
  return {
    type: debugType,
    request: "launch",
    name: start ?? basename(program),
    program,
    internalConsoleOptions: "neverOpen",
    ...(start === undefined ? {} : { start }),
  };
}

async function resolveDebugConfiguration(
  _folder: WorkspaceFolder | undefined,
  configuration: DebugConfiguration,
): Promise<DebugConfiguration | undefined> {
  if (!mayRun()) return undefined;
  await saveFlows();
  // F5 without a launch.json comes with an empty configuration.
  if (configuration.type === "" || configuration["program"] === undefined) {
    const program = openFlow();
    if (program === undefined) {
      void window.showErrorMessage(noFlow());
      return undefined;
    }
    return { ...configurationOf(program), ...defined(configuration), program };
  }
  return configuration;
}

/** Who launches with `always` means it only if the user says so: a configuration may come with the repository. */
async function withConsent(hosts: AllowedHosts, configuration: DebugConfiguration): Promise<DebugConfiguration> {
  if (configuration["live"] !== "always") return configuration;
  const program: unknown = configuration["program"];
  const folder = typeof program === "string" ? workspace.getWorkspaceFolder(Uri.file(program)) : undefined;
  const place = folder?.uri.toString() ?? String(program);
  return (await hosts.allowsEvery(place)) ? configuration : { ...configuration, live: "ask" };
}

/** Without a bot, the folder that the editor has opened is the project. */
function withFolder(configuration: DebugConfiguration): DebugConfiguration {
  const program: unknown = configuration["program"];
  const folder = typeof program === "string" ? workspace.getWorkspaceFolder(Uri.file(program)) : undefined;
  return folder === undefined ? configuration : { workspaceFolder: folder.uri.fsPath, ...configuration };
}

function configurationsForEditor(): DebugConfiguration[] {
  const program = openFlow();
  return program === undefined ? [] : [{ ...configurationOf(program), name: `Run ${basename(program)}` }];
}

/** Path of the flow in the active editor; where a panel is active, of one that is seen beside it. */
export function openFlow(): string | undefined {
  const { activeTextEditor: active, visibleTextEditors: visible } = window;
  const flow = (active === undefined ? visible : [active])
    .map(({ document }) => document)
    .find(({ languageId, uri }) => languageId === "flow" && uri.scheme === "file");
  return flow?.uri.fsPath;
}

/** Why there is no file to run. */
export function noFlow(): string {
  return window.activeTextEditor?.document.languageId === "flow"
    ? "Save this flow as a .flow file, then run it."
    : 'Open the .flow file that you want to run, or name it as "program" in launch.json.';
}

function defined(configuration: DebugConfiguration): Partial<DebugConfiguration> {
  return Object.fromEntries(Object.entries(configuration).filter(([, value]) => value !== undefined && value !== ""));
}
