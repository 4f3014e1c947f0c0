import type { Row } from "../rows.ts";

/** Runs statements: each by itself, or those of one transaction. */
export interface Session {
  /** The rows of a statement. */
  all(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]>;
  /** Its first row. */
  get(sql: string, ...values: readonly unknown[]): Promise<Row | undefined>;
  /** How many rows it changed. */
  run(sql: string, ...values: readonly unknown[]): Promise<number>;
}
