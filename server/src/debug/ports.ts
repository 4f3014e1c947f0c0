/** What the debug adapter needs of the machine that it runs on: in Node see `adapter.node.ts`. */
import type { HttpPolicy, HttpPort } from "../runtime/effects/ports.ts";
import type { FiledRecording } from "../runtime/effects/recordings/recording.ts";
import type { Environment } from "../runtime/transition.ts";
import type { FileSystem } from "../workspace/fileSystem.ts";

export interface AdapterPorts {
  readonly fileSystem: FileSystem;
  /** The URI of a path as a client writes it; a relative one counts from the working directory. */
  uriOf(path: string): string;
  /** The path of a URI as clients want it. */
  pathOf(uri: string): string;
  /** Environment for `env` and `secret`, for a project in the folder with this URI. */
  environment(folder: string): Promise<Environment>;
  /** Sends requests, as far as the policy lets them go. */
  http(policy: HttpPolicy): HttpPort;
  /** Writes recordings below the folder with that URI; rejects where it cannot. Without it none are kept. */
  keepRecordings?(folder: string, recordings: readonly FiledRecording[]): Promise<void>;
  /** A number that differs from launch to launch, for a conversation without a `seed`. */
  seed(): number;
  /**
   * Calls back, once for several changes at a time, when a flow in the folder with that URI has been saved; the answer ends
   * it. Without it a client asks for flows to be read again.
   */
  watch?(folder: string, changed: () => void): () => void;
  /** True where a client is there to answer `flow/consent`; else `live: "ask"` means no. */
  readonly canAsk: boolean;
  /** Ends the process, where there is one of its own. */
  exit(): void;
}
