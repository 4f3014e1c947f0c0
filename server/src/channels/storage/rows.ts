/** A row as it comes from a database. */
export type Row = Readonly<Record<string, unknown>>;

/** A column that holds a text. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  return typeof value === "string" ? value : broken(column);
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : textOf(row, column);
}

/** A column that holds a whole number. */
export function numberOf(row: Row, column: string): number {
  const value = row[column];
  return typeof value === "number" ? value : broken(column);
}

export function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : numberOf(row, column);
}

export function bytesOf(row: Row, column: string): Uint8Array {
  const value = row[column];
  return value instanceof Uint8Array ? value : broken(column);
}

function broken(column: string): never {
  throw new Error(`The store holds something else in ${column} than was written.`);
}
