import {
  type DebugAdapterDescriptorFactory,
  DebugAdapterExecutable,
  type Disposable,
  debug,
  type ExtensionContext,
  workspace,
} from "vscode";
import { debugType } from "../../../server/src/debug/protocol.ts";
import { proxyEnvironment } from "./proxy.ts";

/**
 * Starts the debug adapter in a process of its own: its HTTP client replaces what stands behind `fetch`, which every extension of the
 * host would feel. The process is the editor's own Node.
 */
export function registerAdapter(context: ExtensionContext): Disposable {
  const adapter = context.asAbsolutePath("dist/adapter.cjs");
  const createDebugAdapterDescriptor: DebugAdapterDescriptorFactory["createDebugAdapterDescriptor"] = () => {
    if (!workspace.isTrusted) throw new Error("Conversations run in trusted workspaces only.");
    const http = workspace.getConfiguration("http");
    return new DebugAdapterExecutable(process.execPath, [adapter], {
      env: {
        ELECTRON_RUN_AS_NODE: "1",
        ...proxyEnvironment(process.env, {
          proxy: http.get("proxy"),
          noProxy: http.get("noProxy"),
          support: http.get("proxySupport"),
        }),
      },
    });
  };
  return debug.registerDebugAdapterDescriptorFactory(debugType, { createDebugAdapterDescriptor });
}
