import { openSqliteStore } from "./sqlite/sqliteStore.ts";
import type { Store } from "./store.ts";

/**
 * Where a store is: `sqlite:FILE`, `memory`, `postgres://…`; throws a `StoreAddressError` where the text is none of them. Where
 * `isPatient`, a database server that is away is no failure: what is asked of the store rejects until it is there.
 */
export async function openStore(address: string, now: () => number = Date.now, isPatient = false): Promise<Store> {
  if (address === "memory") return openSqliteStore(null, now);
  const file = /^sqlite:(?:\/\/(?=\/))?(?<file>.+)$/s.exec(address)?.groups?.["file"];
  if (file !== undefined) return openSqliteStore(file, now);
  // The client is loaded for those who have such a server.
  if (/^postgres(?:ql)?:\/\//.test(address))
    return (await import("./postgres/postgresStore.ts")).openPostgresStore(address, now, isPatient);
  // Not the address itself: it may hold a password.
  throw new StoreAddressError("A store is `sqlite:FILE`, `memory` or `postgres://…`.");
}

/** What was given is no address of a store. */
export class StoreAddressError extends Error {}
