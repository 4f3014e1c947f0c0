import { readChannelRecord } from "../channelRecord.ts";
import { textOf } from "../rows.ts";
import type { ChannelStore } from "../store.ts";
import type { Database } from "./database.ts";

/** The channels that were added, in PostgreSQL. */
export function postgresChannels(database: Database): ChannelStore {
  return {
    put: async (channel) => {
      await database.run(
        "INSERT INTO flowstate.channels (id, record) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET record = excluded.record",
        channel.id,
        JSON.stringify(channel),
      );
    },
    get: async (id) => {
      const row = await database.get("SELECT record FROM flowstate.channels WHERE id = $1", id);
      return row === undefined ? undefined : readChannelRecord(textOf(row, "record"));
    },
    list: async () => {
      const rows = await database.all("SELECT record FROM flowstate.channels ORDER BY added");
      return rows.map((row) => readChannelRecord(textOf(row, "record")));
    },
  };
}
