import { Client } from "pg";

let count = 0;

/** Makes a new database on a server; its address. */
export async function emptyDatabase(server: string): Promise<string> {
  count += 1;
  const name = `store_${count}`;
  await runSql(server, `CREATE DATABASE ${name}`);
  return server.replace(/postgres$/, name);
}

/** Runs a statement on a connection of its own. */
export async function runSql(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
