import { Pool, type PoolClient, TypeOverrides } from "pg";
import type { Row } from "../rows.ts";
import { migrate } from "./schema.ts";
import type { Session } from "./session.ts";

/** Connections of one process at most. */
const mostConnections = 16;

/** How long a connection may take, and how long a statement; both in milliseconds. */
const connectionTimeout = 10_000;
const statementTimeout = 30_000;

/** A PostgreSQL database behind a pool of connections, which outlives a server that goes away for a while. */
export class Database implements Session {
  readonly #pool: Pool;

  private constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Connects, and makes the tables or brings them up to date; rejects where that cannot be done. */
  static async open(url: string): Promise<Database> {
    const pool = new Pool({
      connectionString: url,
      max: mostConnections,
      connectionTimeoutMillis: connectionTimeout,
      statement_timeout: statementTimeout,
      application_name: "flowstate",
      types: numbers(),
    });
    // A connection that breaks while nobody uses it: the next statement gets another one.
    pool.on("error", () => {});
    const database = new Database(pool);
    try {
      await database.transaction(migrate);
    } catch (error) {
      await pool.end();
      throw error;
    }
    return database;
  }

  async all(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
    return rowsOf(this.#pool, sql, values);
  }

  async get(sql: string, ...values: readonly unknown[]): Promise<Row | undefined> {
    return (await this.all(sql, ...values))[0];
  }

  async run(sql: string, ...values: readonly unknown[]): Promise<number> {
    return (await this.#pool.query(statement(sql, values))).rowCount ?? 0;
  }

  /** Runs work in one transaction, which a rejection undoes. What is acknowledged is on the disk. */
  async transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
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
      await client.query("ROLLBACK").catch(onError);
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
