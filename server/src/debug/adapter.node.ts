import { randomInt } from "node:crypto";
import { resolve } from "node:path";
import type { Readable, Writable } from "node:stream";
import { readEnvironment } from "../runtime/effects/environment.node.ts";
import { createHttpPort } from "../runtime/effects/http.node.ts";
import { writeRecordings } from "../testing/writeRecordings.node.ts";
import { diskPath, fileUri, nodeFileSystem } from "../workspace/fileSystem.node.ts";
import { FlowDebugSession } from "./adapter.ts";
import { watchFlows } from "./watchFlows.node.ts";

export interface StartOptions {
  /**
   * True where the client answers `flow/consent`; else live requests to hosts other than this machine are refused,
   * unless `live` is `always`.
   */
  readonly canAsk?: boolean;
  /** Called when the session is over; by default the process exits as soon as everything is written. */
  readonly exit?: () => void;
}

/** Speaks the Debug Adapter Protocol over two streams, in Node. */
export function startDebugAdapter(input: Readable, output: Writable, options: StartOptions = {}): FlowDebugSession {
  const session = new FlowDebugSession({
    fileSystem: nodeFileSystem,
    uriOf: (path) => fileUri(resolve(path)),
    pathOf: diskPath,
    environment: (folder) => readEnvironment(diskPath(folder)),
    http: (policy) => createHttpPort({ policy, environment: process.env }),
    keepRecordings: (folder, recordings) => writeRecordings(diskPath(folder), recordings),
    watch: (folder, changed) => watchFlows(diskPath(folder), changed),
    seed: () => randomInt(2 ** 31),
    canAsk: options.canAsk ?? false,
    exit: options.exit ?? (() => exitAfter(output)),
  });
  session.start(input, output);
  // Nobody hears the adapter any more: a conversation that went on would send requests that nobody sees.
  output.once("error", () => session.shutdown());
  return session;
}

/** Milliseconds after which the process ends even if nobody reads what it still has to say. */
const PATIENCE = 500;

function exitAfter(output: Writable): void {
  setTimeout(() => process.exit(0), PATIENCE).unref();
  output.write("", () => process.exit(0));
}
