import { numberOf, textOf } from "../rows.ts";
import type { ConversationKey, PurgeTimes, Store, StoreCounts } from "../store.ts";
import { sqliteChannels } from "./channels.ts";
import { Database } from "./database.ts";
import { sqliteInbox } from "./inbox.ts";
import { sqliteOutbox } from "./outbox.ts";

/**
 * The store of one machine: SQLite in a file that several processes may share, or (`null`) in memory, where it ends with the process.
 * Throws where the file cannot be opened.
 */
export function openSqliteStore(file: string | null, now: () => number = Date.now): Store {
  const database = Database.open(file);
  return {
    channels: sqliteChannels(database),
    inbox: sqliteInbox(database, now),
    outbox: sqliteOutbox(database, now),
    deleteUser: (key) => database.write(() => deleteUser(database, key)),
    channelsOfUser: async (user) =>
      database
        .all("SELECT channel FROM conversations WHERE user = ? ORDER BY channel", user)
        .map((row) => textOf(row, "channel")),
    purge: (before) => database.write(() => purge(database, before)),
    counts: async () => counts(database),
    check: () => database.write(() => void database.get("SELECT 1 FROM counters LIMIT 1")),
    close: async () => database.close(),
  };
}

const tablesOfUsers = ["inbox", "outbox", "attachments", "requests", "conversations"];

function deleteUser(database: Database, { channel, user }: ConversationKey): boolean {
  const changed = tablesOfUsers.map((table) =>
    database.run(`DELETE FROM ${table} WHERE channel = ? AND user = ?`, channel, user),
  );
  return changed.some((rows) => rows > 0);
}

function purge(database: Database, { messages, users }: PurgeTimes): number {
  let rows =
    database.run("DELETE FROM inbox WHERE handled < ?", messages) +
    database.run("DELETE FROM outbox WHERE finished < ?", messages) +
    database.run("DELETE FROM attachments WHERE created < ?", messages) +
    database.run("DELETE FROM requests WHERE at < ?", messages);
  if (users === null) return rows;
  const idle = database.all(
    `SELECT channel, user FROM conversations WHERE seen < ? AND NOT EXISTS (
       SELECT 1 FROM inbox WHERE inbox.channel = conversations.channel AND inbox.user = conversations.user AND handled IS NULL)`,
    users,
  );
  for (const row of idle) {
    deleteUser(database, { channel: textOf(row, "channel"), user: textOf(row, "user") });
    rows += 1;
  }
  return rows;
}

function counts(database: Database): StoreCounts {
  const count = (sql: string): number => numberOf(database.get(`SELECT count(*) AS n FROM ${sql}`) ?? {}, "n");
  return {
    conversations: count("conversations"),
    pendingInputs: count("inbox WHERE handled IS NULL"),
    pendingDeliveries: count("outbox WHERE status = 'pending'"),
    deadLetters: count("outbox WHERE status = 'dead'"),
  };
}
