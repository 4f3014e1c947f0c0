/** Lines and characters as a client counts them; ours count from 0. */
export interface ClientFormat {
  readonly linesStartAt1: boolean;
  readonly columnsStartAt1: boolean;
  /** `path` or `uri`. */
  readonly pathFormat: string;
}

/** What holds for a client that says nothing. */
export const defaultFormat: ClientFormat = { linesStartAt1: true, columnsStartAt1: true, pathFormat: "path" };

export function toClientLine({ linesStartAt1 }: ClientFormat, line: number): number {
  return linesStartAt1 ? line + 1 : line;
}

export function toClientColumn({ columnsStartAt1 }: ClientFormat, character: number): number {
  return columnsStartAt1 ? character + 1 : character;
}

export function fromClientLine({ linesStartAt1 }: ClientFormat, line: number): number {
  return linesStartAt1 ? line - 1 : line;
}

export function fromClientColumn({ columnsStartAt1 }: ClientFormat, column: number): number {
  return columnsStartAt1 ? column - 1 : column;
}
