import type { DatabaseSync } from "node:sqlite";

/**
 * The tables, one statement a version of the store; new versions are added at the end.
 *
 * `conversations.ready` is when somebody should look at it next: now while inputs are pending, the end of the lease while it is
 * claimed, the time of its timer while nothing is pending, `NULL` for never. `outbox.due` is set for the first pending message of
 * a user alone; those behind it have `NULL` until it is gone, so that order costs nothing.
 */
const versions = [
  `
  CREATE TABLE channels (id TEXT PRIMARY KEY, record TEXT NOT NULL);
  CREATE TABLE counters (
    channel TEXT PRIMARY KEY, next_user INTEGER NOT NULL DEFAULT 1,
    window_start INTEGER NOT NULL DEFAULT 0, window_count INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE conversations (
    channel TEXT NOT NULL, user TEXT NOT NULL, version INTEGER NOT NULL, state TEXT, due INTEGER, ready INTEGER,
    lease INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, sequence INTEGER NOT NULL DEFAULT 0,
    seen INTEGER NOT NULL, PRIMARY KEY (channel, user));
  CREATE INDEX conversations_ready ON conversations (ready) WHERE ready IS NOT NULL;
  CREATE INDEX conversations_user ON conversations (user);
  CREATE INDEX conversations_seen ON conversations (seen);
  CREATE TABLE inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL, user TEXT NOT NULL, input TEXT NOT NULL,
    accepted INTEGER NOT NULL, handled INTEGER, outcome TEXT);
  CREATE INDEX inbox_pending ON inbox (channel, user, id) WHERE handled IS NULL;
  CREATE INDEX inbox_handled ON inbox (handled) WHERE handled IS NOT NULL;
  CREATE TABLE requests (
    channel TEXT NOT NULL, key TEXT NOT NULL, user TEXT NOT NULL, entries TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (channel, key));
  CREATE INDEX requests_at ON requests (at);
  CREATE TABLE outbox (
    id TEXT PRIMARY KEY, channel TEXT NOT NULL, user TEXT NOT NULL, sequence INTEGER NOT NULL, message TEXT NOT NULL,
    entry TEXT, created INTEGER NOT NULL, status TEXT NOT NULL, due INTEGER, attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT, finished INTEGER);
  CREATE UNIQUE INDEX outbox_order ON outbox (channel, user, sequence);
  CREATE INDEX outbox_due ON outbox (due) WHERE status = 'pending' AND due IS NOT NULL;
  CREATE INDEX outbox_pending ON outbox (channel, user, sequence) WHERE status = 'pending';
  CREATE INDEX outbox_dead ON outbox (finished) WHERE status = 'dead';
  CREATE INDEX outbox_entry ON outbox (entry) WHERE entry IS NOT NULL;
  CREATE INDEX outbox_finished ON outbox (finished) WHERE finished IS NOT NULL;
  CREATE TABLE attachments (
    id TEXT PRIMARY KEY, channel TEXT NOT NULL, user TEXT NOT NULL, type TEXT NOT NULL, bytes BLOB NOT NULL,
    created INTEGER NOT NULL);
  CREATE INDEX attachments_user ON attachments (channel, user);
  CREATE INDEX attachments_created ON attachments (created);
  CREATE TABLE bots (name TEXT PRIMARY KEY, memory TEXT NOT NULL);
  `,
];

/** Makes the tables, or brings those of an older version up to date; throws where they are of a newer one. */
export function migrate(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
    if (version > versions.length) throw new Error("The store was written by a newer version of Flowstate.");
    for (const statements of versions.slice(version)) database.exec(statements);
    database.exec(`PRAGMA user_version = ${versions.length}`);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}
