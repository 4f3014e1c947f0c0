import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { Row } from "../rows.ts";
import { migrate } from "./schema.ts";

/** How long a process waits for another one that writes, in milliseconds. */
const patience = 10_000;

/**
 * A database in a file (or in memory) whose writes are gathered: all that is asked for in one turn of the event loop becomes
 * one transaction, so that many users share the wait for the disk. A write that throws leaves the others alone.
 */
export class Database {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #queue: Write[] = [];

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Opens the database of a file, or a new one in memory; throws where it cannot be read or comes from a newer version. */
  static open(file: string | null): Database {
    if (file !== null) makeFile(resolve(file));
    const database = new DatabaseSync(file === null ? ":memory:" : resolve(file), { timeout: patience });
    try {
      // What was acknowledged is on the disk, and not only with the operating system.
      database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
      migrate(database);
    } catch (error) {
      database.close();
      throw error;
    }
    return new Database(database);
  }

  /** Runs it in a transaction, together with others; resolves when it is on the disk. It sees what those before it wrote. */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#queue.length === 0) setImmediate(() => this.flush());
      let result: { readonly value: T } | undefined;
      this.#queue.push({
        run: () => {
          result = { value: work() };
        },
        done: () => {
          if (result !== undefined) resolve(result.value);
        },
        fail: reject,
      });
    });
  }

  /** Writes what is gathered. */
  flush(): void {
    const writes = this.#queue;
    this.#queue = [];
    if (writes.length === 0) return;
    try {
      this.#database.exec("BEGIN IMMEDIATE");
    } catch (error) {
      for (const { fail } of writes) fail(error);
      return;
    }
    const written = writes.filter((write) => this.#attempt(write));
    try {
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      for (const { fail } of written) fail(error);
      return;
    }
    for (const { done } of written) done();
  }

  /** The first row of a query. */
  get(sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[] {
    return this.#statement(sql).all(...values);
  }

  /** How many rows it changed. */
  run(sql: string, ...values: readonly SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  close(): void {
    this.flush();
    if (this.#database.isOpen) this.#database.close();
  }

  #attempt({ run, fail }: Write): boolean {
    this.#database.exec("SAVEPOINT one");
    try {
      run();
      this.#database.exec("RELEASE one");
      return true;
    } catch (error) {
      this.#database.exec("ROLLBACK TO one; RELEASE one");
      fail(error);
      return false;
    }
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

interface Write {
  readonly run: () => void;
  readonly done: () => void;
  readonly fail: (error: unknown) => void;
}

/** Conversations are nobody else's business: only the owner may read the file. */
function makeFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, "a", 0o600));
}
