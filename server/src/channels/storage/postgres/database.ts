import { Pool, type PoolClient, TypeOverrides } from "pg";
import type { Row } from "../rows.ts";
import { StoreUnavailableError } from "../store.ts";
import { migrate } from "./schema.ts";
import type { Session } from "./session.ts";
import { isUnreachable, reached } from "./unreachable.ts";

/** Connections of one process at most. */
const mostConnections = 16;

/** How long a connection may take, and how long a statement; both in milliseconds. */
const connectionTimeout = 10_000;
const statementTimeout = 30_000;

/** How long we wait for the answer to a statement: a server that has gone without a word does not end it. */
const answerTimeout = statementTimeout + 5_000;

/** How long a transaction of a process that has gone without a word keeps its rows from others, in milliseconds. */
const idleTransactionTimeout = 10_000;

/** A PostgreSQL database behind a pool of connections, which outlives a server that goes away for a while. */
export class Database implements Session {
  readonly #pool: Pool;
  #migration: Promise<void> | undefined;

  private constructor(pool: Pool) {
    this.#pool = pool;
  }

  /**
   * Connects, and makes the tables or brings them up to date; rejects where that cannot be done. Where `isPatient`, a server that is away
   * is waited for: each statement tries again and rejects until it is there.
   */
  static async open(url: string, isPatient = false): Promise<Database> {
    const pool = new Pool({
      connectionString: url,
      max: mostConnections,
      connectionTimeoutMillis: connectionTimeout,
      statement_timeout: statementTimeout,
      query_timeout: answerTimeout,
      idle_in_transaction_session_timeout: idleTransactionTimeout,
      keepAlive: true,
      application_name: "flowstate",
      types: numbers(),
    });
    // A connection that breaks while nobody uses it: the next statement gets another one.
    pool.on("error", () => {});
    const database = new Database(pool);
    try {
      await database.#migrated();
    } catch (error) {
      if (isPatient && error instanceof StoreUnavailableError) return database;
      await pool.end();
      throw error;
    }
    return database;
  }

  async all(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
    await this.#migrated();
    return reached(rowsOf(this.#pool, sql, values));
  }

  async get(sql: string, ...values: readonly unknown[]): Promise<Row | undefined> {
    return (await this.all(sql, ...values))[0];
  }

  async run(sql: string, ...values: readonly unknown[]): Promise<number> {
    await this.#migrated();
    return (await reached(this.#pool.query(statement(sql, values)))).rowCount ?? 0;
  }

  /** Runs work in one transaction, which a rejection undoes. What is acknowledged is on the disk. */
  async transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    await this.#migrated();
    return reached(this.#transaction(work));
  }

  /** Once for all statements; again after it has failed. */
  #migrated(): Promise<void> {
    this.#migration ??= reached(this.#transaction(migrate)).catch((error: unknown) => {
      this.#migration = undefined;
      throw error;
    });
    return this.#migration;
  }

  async #transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on("error", onError);
    try {
      await client.query("BEGIN");
      const result = await work(sessionOf(client));
      await client.query("COMMIT");
      return result;
    } catch (error) {
      // A server that does not answer would not answer this either.
      if (isUnreachable(error)) broken = error;
      else await client.query("ROLLBACK").catch(onError);
      throw error;
    } finally {
      client.removeListener("error", onError);
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

function sessionOf(client: PoolClient): Session {
  const all = (sql: string, ...values: readonly unknown[]) => rowsOf(client, sql, values);
  return {
    all,
    get: async (sql, ...values) => (await all(sql, ...values))[0],
    run: async (sql, ...values) => (await client.query(statement(sql, values))).rowCount ?? 0,
  };
}

async function rowsOf(on: Pool | PoolClient, sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
  const { rows } = await on.query<Row>(statement(sql, values));
  return rows;
}

/** Statements with values are prepared once a connection, under a name of their own. */
const names = new Map<string, string>();

function statement(text: string, values: readonly unknown[]) {
  if (values.length === 0) return { text };
  const name = names.get(text) ?? `s${names.size}`;
  names.set(text, name);
  return { name, text, values: [...values] };
}

/** Whole numbers of eight bytes are times and counts here: they fit into a number. */
function numbers(): TypeOverrides {
  const types = new TypeOverrides();
  const int8 = 20;
  types.setTypeParser(int8, Number);
  return types;
}
