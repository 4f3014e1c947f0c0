import { readChannelRecord } from "../channelRecord.ts";
import { textOf } from "../rows.ts";
import type { ChannelRecord, ChannelStore } from "../store.ts";
import type { Database } from "./database.ts";

/** The channels that were added, in SQLite. */
export function sqliteChannels(database: Database): ChannelStore {
  return {
    put: (channel) =>
      database.write(() => {
        const sql = "INSERT INTO channels VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record";
        database.run(sql, channel.id, JSON.stringify(channel));
      }),
    get: async (id) => {
      const row = database.get("SELECT record FROM channels WHERE id = ?", id);
      return row === undefined ? undefined : readChannelRecord(textOf(row, "record"));
    },
    list: async () =>
      database
        .all("SELECT record FROM channels ORDER BY rowid")
        .map((row): ChannelRecord => readChannelRecord(textOf(row, "record"))),
  };
}
