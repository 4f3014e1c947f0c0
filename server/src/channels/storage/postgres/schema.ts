import { numberOf } from "../rows.ts";
import type { Session } from "./session.ts";

/**
 * The tables, one entry a version of the store; new versions are added at the end. Their columns are those of the store in SQLite.
 *
 * `conversations.ready` is when somebody should look at it next: now while inputs are pending, the end of the lease while it is
 * claimed, the time of its timer while nothing is pending, `NULL` for never. `outbox.due` is set for the first pending message of
 * a user alone. Whoever changes which one that is holds the row of the conversation. The counters of rate limits are not worth a wait for
 * the disk: requests of one channel would queue for it.
 */
const versions = [
  `
  CREATE TABLE flowstate.channels (id TEXT PRIMARY KEY, record TEXT NOT NULL, added BIGSERIAL);
  CREATE TABLE flowstate.numbers (channel TEXT PRIMARY KEY, last_user BIGINT NOT NULL);
  CREATE UNLOGGED TABLE flowstate.counters (
    channel TEXT PRIMARY KEY, window_start BIGINT NOT NULL, window_count BIGINT NOT NULL);
  CREATE TABLE flowstate.conversations (
    channel TEXT NOT NULL, user_id TEXT NOT NULL, version BIGINT NOT NULL, state TEXT, due BIGINT, ready BIGINT,
    lease BIGINT NOT NULL DEFAULT 0, attempts BIGINT NOT NULL DEFAULT 0, sequence BIGINT NOT NULL DEFAULT 0,
    seen BIGINT NOT NULL, PRIMARY KEY (channel, user_id));
  CREATE INDEX conversations_ready ON flowstate.conversations (ready) WHERE ready IS NOT NULL;
  CREATE INDEX conversations_user ON flowstate.conversations (user_id);
  CREATE INDEX conversations_seen ON flowstate.conversations (seen);
  CREATE TABLE flowstate.inbox (
    id BIGSERIAL PRIMARY KEY, channel TEXT NOT NULL, user_id TEXT NOT NULL, input TEXT NOT NULL,
    accepted BIGINT NOT NULL, handled BIGINT, outcome TEXT);
  CREATE INDEX inbox_pending ON flowstate.inbox (channel, user_id, id) WHERE handled IS NULL;
  CREATE INDEX inbox_handled ON flowstate.inbox (handled) WHERE handled IS NOT NULL;
  CREATE TABLE flowstate.requests (
    channel TEXT NOT NULL, key TEXT NOT NULL, user_id TEXT NOT NULL, entries TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (channel, key));
  CREATE INDEX requests_at ON flowstate.requests (at);
  CREATE INDEX requests_user ON flowstate.requests (channel, user_id);
  CREATE TABLE flowstate.outbox (
    id TEXT PRIMARY KEY, channel TEXT NOT NULL, user_id TEXT NOT NULL, sequence BIGINT NOT NULL, message TEXT NOT NULL,
    entry TEXT, created BIGINT NOT NULL, status TEXT NOT NULL, due BIGINT, attempts BIGINT NOT NULL DEFAULT 0,
    error TEXT, finished BIGINT);
  CREATE UNIQUE INDEX outbox_order ON flowstate.outbox (channel, user_id, sequence);
  CREATE INDEX outbox_due ON flowstate.outbox (due) WHERE status = 'pending' AND due IS NOT NULL;
  CREATE INDEX outbox_pending ON flowstate.outbox (channel, user_id, sequence) WHERE status = 'pending';
  CREATE INDEX outbox_dead ON flowstate.outbox (finished) WHERE status = 'dead';
  CREATE INDEX outbox_entry ON flowstate.outbox (entry) WHERE entry IS NOT NULL;
  CREATE INDEX outbox_finished ON flowstate.outbox (finished) WHERE finished IS NOT NULL;
  CREATE TABLE flowstate.attachments (
    id TEXT PRIMARY KEY, channel TEXT NOT NULL, user_id TEXT NOT NULL, type TEXT NOT NULL, bytes BYTEA NOT NULL,
    created BIGINT NOT NULL);
  CREATE INDEX attachments_user ON flowstate.attachments (channel, user_id);
  CREATE INDEX attachments_created ON flowstate.attachments (created);
  CREATE TABLE flowstate.bots (name TEXT PRIMARY KEY, memory TEXT NOT NULL);
  `,
];

/** Any number that nobody else takes: processes that start together wait for each other here. */
const migrationLock = 7_366_185;

/** Makes the tables, or brings those of an older version up to date; rejects where they are of a newer one. */
export async function migrate(session: Session): Promise<void> {
  await session.all("SELECT pg_advisory_xact_lock($1)", migrationLock);
  await session.all("CREATE SCHEMA IF NOT EXISTS flowstate");
  await session.all("CREATE TABLE IF NOT EXISTS flowstate.versions (version BIGINT PRIMARY KEY)");
  const row = await session.get("SELECT coalesce(max(version), 0) AS version FROM flowstate.versions");
  const version = numberOf(row ?? {}, "version");
  if (version > versions.length) throw new Error("The store was written by a newer version of Flowstate.");
  for (const [index, statements] of versions.entries()) {
    if (index < version) continue;
    await session.all(statements);
    await session.run("INSERT INTO flowstate.versions VALUES ($1)", index + 1);
  }
}
