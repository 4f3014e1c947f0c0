import type { DebugProtocol } from "@vscode/debugprotocol";
import type { SourcePlace } from "../runtime/events.ts";
import { baseName, joinUri, normalizeUri } from "../workspace/uris.ts";
import {
  type ClientFormat,
  defaultFormat,
  fromClientColumn,
  fromClientLine,
  toClientColumn,
  toClientLine,
} from "./clientPositions.ts";
import type { AdapterPorts } from "./ports.ts";

/** Sends one event of the protocol. */
export type SendEvent = (event: string, body?: object) => void;

/** The client at the other end: how it counts and names files, and the way to tell it something. */
export class Client {
  readonly send: SendEvent;
  readonly #ports: Pick<AdapterPorts, "uriOf" | "pathOf">;
  #format: ClientFormat = defaultFormat;
  #supports: ClientAbilities = { progress: false, invalidated: false };

  constructor(ports: Pick<AdapterPorts, "uriOf" | "pathOf">, send: SendEvent) {
    this.#ports = ports;
    this.send = send;
  }

  /** What `initialize` said. */
  speak(format: ClientFormat, supports: ClientAbilities): void {
    this.#format = format;
    this.#supports = supports;
  }

  get supports(): ClientAbilities {
    return this.#supports;
  }

  /** Tells a client that wants to know it that what it shows is not true any more. */
  invalidate(...areas: readonly ("all" | "stacks" | "variables")[]): void {
    if (this.#supports.invalidated) this.send("invalidated", { areas });
  }

  uriOf(path: string): string {
    return normalizeUri(this.#format.pathFormat === "uri" ? path : this.#ports.uriOf(path));
  }

  sourceOf(uri: string): DebugProtocol.Source {
    return { name: baseName(uri), path: this.#format.pathFormat === "uri" ? uri : this.#ports.pathOf(uri) };
  }

  /** The absolute path of a folder. */
  pathOf(uri: string): string {
    return this.#ports.pathOf(uri);
  }

  /** A place as the protocol writes it; `file` is relative to the folder with that URI. */
  placeOf(folder: string, { file, range }: SourcePlace): ClientPlace {
    return {
      source: this.sourceOf(joinUri(folder, file)),
      line: toClientLine(this.#format, range.start.line),
      column: toClientColumn(this.#format, range.start.character),
      endLine: toClientLine(this.#format, range.end.line),
      endColumn: toClientColumn(this.#format, range.end.character),
    };
  }

  line(fromClient: number): number {
    return fromClientLine(this.#format, fromClient);
  }

  character(fromClient: number): number {
    return fromClientColumn(this.#format, fromClient);
  }
}

/** What the client understands beyond what every one does. */
export interface ClientAbilities {
  readonly progress: boolean;
  readonly invalidated: boolean;
}

/** A source and a range in it, in the client's counting; the end column is the one behind the last character. */
export interface ClientPlace {
  readonly source: DebugProtocol.Source;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
