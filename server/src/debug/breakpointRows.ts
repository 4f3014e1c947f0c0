/** Breakpoints and their possible places as the protocol writes them. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { SourcePosition } from "../runtime/events.ts";
import type { BoundBreakpoint } from "./breakpoints.ts";
import type { Client } from "./client.ts";
import type { BreakableFile } from "./snapping.ts";

/** A stretch of lines in the client's counting; without an end it is one line. */
export interface LineSpan {
  readonly line: number;
  readonly column?: number | undefined;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
}

/** The row of a breakpoint: where it is bound, or why it is not. */
export function breakpointRow(
  client: Client,
  uri: string,
  folder: string | undefined,
  { id, place, message }: BoundBreakpoint,
): DebugProtocol.Breakpoint {
  const source = client.sourceOf(uri);
  if (place === undefined || folder === undefined)
    return { id, verified: false, source, ...(message === undefined ? {} : { message }) };
  return { id, verified: true, ...client.placeOf(folder, place.place), source };
}

/** Where breakpoints can stand in a stretch of a file. */
export function locationsIn(
  client: Client,
  file: BreakableFile,
  span: LineSpan,
): readonly DebugProtocol.BreakpointLocation[] {
  const start: SourcePosition = {
    line: client.line(span.line),
    character: span.column === undefined ? 0 : client.character(span.column),
  };
  const end: SourcePosition = {
    line: client.line(span.endLine ?? span.line),
    character: span.endColumn === undefined ? Number.POSITIVE_INFINITY : client.character(span.endColumn),
  };
  return file.places
    .filter(({ place }) => isWithin(place.range.start, start, end))
    .map(({ place }) => {
      const { line, column } = client.placeOf("file:///", place);
      return { line, column };
    });
}

/** True where a position lies in a stretch, its ends included. */
function isWithin(position: SourcePosition, start: SourcePosition, end: SourcePosition): boolean {
  return compare(start, position) <= 0 && compare(position, end) <= 0;
}

function compare(a: SourcePosition, b: SourcePosition): number {
  return a.line - b.line || a.character - b.character;
}
