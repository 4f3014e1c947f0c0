/** Breakpoints of all kinds as clients set them: read, bound to the program that runs, and bound again when it changes. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { SourcePlace } from "../runtime/events.ts";
import { type Answer, done, refused } from "./answers.ts";
import { breakpointRow, type LineSpan, locationsIn } from "./breakpointRows.ts";
import type { BreakpointRequest } from "./breakpoints.ts";
import type { Client } from "./client.ts";
import { accessTypes, type DataBreakpointRequest } from "./dataBreakpoints.ts";
import type { FilterRequest } from "./exceptionFilters.ts";
import type { BoundFunctionBreakpoint, FunctionBreakpointRequest } from "./functionBreakpoints.ts";
import { breakableFile, type LoadedProgram } from "./loadedProgram.ts";
import type { StopPoints } from "./stopPoints.ts";

/** A breakpoint as a client asks for it, in the client's counting. */
export interface RequestedBreakpoint {
  readonly line: number;
  readonly column?: number | undefined;
  readonly condition?: string | undefined;
  readonly hitCondition?: string | undefined;
  readonly logMessage?: string | undefined;
}

export interface BreakpointRequestsParts {
  readonly client: Client;
  readonly stopPoints: StopPoints;
  /** The program that runs or, before the launch, the one that the file belongs to. */
  readonly programOf: (uri: string) => Promise<LoadedProgram | undefined>;
  /** The program that runs. */
  readonly current: () => LoadedProgram | undefined;
  readonly realUri: (uri: string) => Promise<string>;
}

const NO_PATH = "`source.path` is missing: breakpoints are set in files.";

export class BreakpointRequests {
  readonly #parts: BreakpointRequestsParts;
  /** The files with all symbolic links followed. */
  readonly #realUris = new Map<string, string>();

  constructor(parts: BreakpointRequestsParts) {
    this.#parts = parts;
  }

  async setBreakpoints(path: string | undefined, requested: readonly RequestedBreakpoint[]): Promise<Answer> {
    if (path === undefined) return refused(NO_PATH);
    const { client, stopPoints } = this.#parts;
    const { uri, program } = await this.#find(path);
    const bound = stopPoints.lines.set(
      uri,
      requested.map((breakpoint) => this.#read(breakpoint)),
      program && breakableFile(program, uri, this.#realUris.get(uri)),
    );
    return done({ breakpoints: bound.map((breakpoint) => breakpointRow(client, uri, program?.folder, breakpoint)) });
  }

  async breakpointLocations(path: string | undefined, span: LineSpan): Promise<Answer> {
    if (path === undefined) return refused(NO_PATH);
    const { uri, program } = await this.#find(path);
    const file = program && breakableFile(program, uri, this.#realUris.get(uri));
    return done({ breakpoints: file === undefined ? [] : locationsIn(this.#parts.client, file, span) });
  }

  setFunctionBreakpoints(requests: readonly FunctionBreakpointRequest[]): Answer {
    const loaded = this.#parts.current();
    const bound = this.#parts.stopPoints.functions.set(requests, loaded?.program);
    return done({ breakpoints: bound.map((one) => this.#functionRow(one, loaded)) });
  }

  /** What can be watched of a path: `null` and why, where it cannot. */
  dataBreakpointInfo(path: string | undefined, written: string): Answer {
    if (path === undefined)
      return done({ dataId: null, description: `\`${written}\` is not kept in memory that a flow writes.` });
    return done({ dataId: path, description: path, accessTypes, canPersist: true });
  }

  setDataBreakpoints(requests: readonly DataBreakpointRequest[]): Answer {
    const bound = this.#parts.stopPoints.data.set(requests);
    return done({
      breakpoints: bound.map(({ id, message }) => ({
        id,
        verified: message === undefined,
        ...(message !== undefined && { message }),
      })),
    });
  }

  setExceptionBreakpoints(requests: readonly FilterRequest[]): Answer {
    const problems = this.#parts.stopPoints.exceptions.set(requests);
    return done({
      breakpoints: problems.map((message) => ({
        verified: message === undefined,
        ...(message !== undefined && { message }),
      })),
    });
  }

  /** Binds all breakpoints to the program that runs, and tells which have moved. */
  bind(): void {
    const { client, stopPoints } = this.#parts;
    const loaded = this.#parts.current();
    if (loaded === undefined) return;
    const tell = (breakpoint: DebugProtocol.Breakpoint): void =>
      client.send("breakpoint", { reason: "changed", breakpoint });
    for (const uri of stopPoints.lines.files) {
      const file = breakableFile(loaded, uri, this.#realUris.get(uri));
      for (const changed of stopPoints.lines.bind(uri, file)) tell(breakpointRow(client, uri, loaded.folder, changed));
    }
    for (const changed of stopPoints.functions.bind(loaded.program)) tell(this.#functionRow(changed, loaded));
  }

  async #find(path: string): Promise<{ readonly uri: string; readonly program: LoadedProgram | undefined }> {
    const uri = this.#parts.client.uriOf(path);
    this.#realUris.set(uri, await this.#parts.realUri(uri));
    return { uri, program: await this.#parts.programOf(uri) };
  }

  #functionRow(
    { id, place, message }: BoundFunctionBreakpoint,
    loaded: LoadedProgram | undefined,
  ): DebugProtocol.Breakpoint {
    if (place === undefined || loaded === undefined || message !== undefined)
      return { id, verified: false, ...(message !== undefined && loaded !== undefined && { message }) };
    return { id, verified: true, ...this.#placeOf(loaded, place) };
  }

  #placeOf({ folder }: LoadedProgram, place: SourcePlace): Partial<DebugProtocol.Breakpoint> {
    return this.#parts.client.placeOf(folder, place);
  }

  #read({ line, column, condition, hitCondition, logMessage }: RequestedBreakpoint): BreakpointRequest {
    const { client } = this.#parts;
    const character = column === undefined ? undefined : client.character(column);
    return { line: client.line(line), character, condition, hitCondition, logMessage };
  }
}
