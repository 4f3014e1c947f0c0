import { numberOf, textOf } from "../rows.ts";
import type { ConversationKey, PurgeTimes, Store } from "../store.ts";
import { postgresChannels } from "./channels.ts";
import { Database } from "./database.ts";
import { postgresInbox } from "./inbox.ts";
import { postgresOutbox } from "./outbox.ts";
import type { Session } from "./session.ts";
import { PostgresSignals } from "./signals.ts";

/**
 * The store of many machines: PostgreSQL, whose row locks hand each conversation and each message to one process at a time. Rejects
 * where the database cannot be reached, unless `isPatient`. `now` is the clock: those of the machines must agree to within a part of a lease.
 */
export async function openPostgresStore(url: string, now: () => number = Date.now, isPatient = false): Promise<Store> {
  const database = await Database.open(url, isPatient);
  const signals = new PostgresSignals(url);
  return {
    signals,
    channels: postgresChannels(database),
    inbox: postgresInbox(database, now),
    outbox: postgresOutbox(database, now),
    deleteUser: (key) => database.transaction((session) => deleteUser(session, key)),
    channelsOfUser: async (user) => {
      const sql = "SELECT channel FROM flowstate.conversations WHERE user_id = $1 ORDER BY channel";
      return (await database.all(sql, user)).map((row) => textOf(row, "channel"));
    },
    purge: (before) => database.transaction((session) => purge(session, before)),
    counts: async () => {
      const row = await database.get(counts);
      const count = (column: string): number => numberOf(row ?? {}, column);
      return {
        conversations: count("conversations"),
        pendingInputs: count("pending_inputs"),
        pendingDeliveries: count("pending_deliveries"),
        deadLetters: count("dead_letters"),
      };
    },
    check: async () => {
      // A server that only reads would take this for a failure, too.
      await database.run("DELETE FROM flowstate.counters WHERE channel IS NULL");
    },
    close: async () => {
      await signals.close();
      await database.close();
    },
  };
}

const counts = `SELECT (SELECT count(*) FROM flowstate.conversations) AS conversations,
  (SELECT count(*) FROM flowstate.inbox WHERE handled IS NULL) AS pending_inputs,
  (SELECT count(*) FROM flowstate.outbox WHERE status = 'pending') AS pending_deliveries,
  (SELECT count(*) FROM flowstate.outbox WHERE status = 'dead') AS dead_letters`;

/** The conversation comes first: whoever else works on it waits for its row. */
const tablesOfUsers = ["conversations", "inbox", "outbox", "attachments", "requests"];

async function deleteUser(session: Session, { channel, user }: ConversationKey): Promise<boolean> {
  let rows = 0;
  for (const table of tablesOfUsers) {
    rows += await session.run(`DELETE FROM flowstate.${table} WHERE channel = $1 AND user_id = $2`, channel, user);
  }
  return rows > 0;
}

async function purge(session: Session, { messages, users }: PurgeTimes): Promise<number> {
  let rows = 0;
  for (const table of [
    "inbox WHERE handled",
    "outbox WHERE finished",
    "attachments WHERE created",
    "requests WHERE at",
  ]) {
    rows += await session.run(`DELETE FROM flowstate.${table} < $1`, messages);
  }
  if (users === null) return rows;
  const idle = await session.all(
    `SELECT channel, user_id FROM flowstate.conversations AS c WHERE seen < $1 AND NOT EXISTS (
       SELECT 1 FROM flowstate.inbox AS i WHERE i.channel = c.channel AND i.user_id = c.user_id AND handled IS NULL)
     FOR UPDATE SKIP LOCKED`,
    users,
  );
  for (const row of idle) await deleteUser(session, { channel: textOf(row, "channel"), user: textOf(row, "user_id") });
  return rows + idle.length;
}
