import { randomUUID } from "node:crypto";
import { numberOf, type Row, textOf, textOrNull } from "../rows.ts";
import type { ConversationKey, Delivery, NewMessage, Outbox, OutboxMessage } from "../store.ts";
import type { Database } from "./database.ts";

const columns = "id, channel, user, sequence, message, entry, created, attempts, error";

/** Messages to users in SQLite; `now` is the clock. */
export function sqliteOutbox(database: Database, now: () => number): Outbox {
  return {
    claim: (limit, lease, except) =>
      nextDue(database) <= now()
        ? database.write(() => claim(database, limit, lease, except, now()))
        : Promise.resolve([]),
    delivered: (delivery) => database.write(() => finish(database, delivery, "delivered", null, now())),
    retryLater: (delivery, delay, error) =>
      database.write(() => {
        database.run(
          "UPDATE outbox SET due = ?, error = ? WHERE id = ? AND status = 'pending' AND attempts = ?",
          now() + delay,
          error,
          delivery.id,
          delivery.lease,
        );
      }),
    deadLetter: (delivery, error) => database.write(() => finish(database, delivery, "dead", error, now())),
    deadLetters: async (channel) =>
      database
        .all(
          `SELECT ${columns} FROM outbox WHERE status = 'dead' AND (?1 IS NULL OR channel = ?1) ORDER BY finished, created, sequence`,
          channel,
        )
        .map((row) => ({
          ...messageOf(row),
          attempts: numberOf(row, "attempts"),
          error: textOrNull(row, "error") ?? "",
        })),
    resend: (ids) => database.write(() => ids.filter((id) => resend(database, id, now())).length),
    nextDue: async () => {
      const due = nextDue(database);
      return due === Number.POSITIVE_INFINITY ? null : due;
    },
    answersTo: async (entry) =>
      database.all(`SELECT ${columns} FROM outbox WHERE entry = ? ORDER BY sequence`, entry).map(messageOf),
    after: async ({ channel, user }, sequence, limit) =>
      database
        .all(
          `SELECT ${columns} FROM outbox WHERE channel = ? AND user = ? AND sequence > ? ORDER BY sequence LIMIT ?`,
          channel,
          user,
          sequence,
          limit,
        )
        .map(messageOf),
  };
}

/** Adds messages behind `sequence`, the place of the user's last one. Only the first that waits is due. */
export function enqueue(
  database: Database,
  key: ConversationKey,
  messages: readonly NewMessage[],
  sequence: number,
  now: number,
): void {
  if (messages.length === 0) return;
  let isFirst = !hasPending(database, key);
  for (const [index, { delivery, message, entry }] of messages.entries()) {
    const isPush = delivery === "push";
    database.run(
      `INSERT INTO outbox (id, channel, user, sequence, message, entry, created, status, due, finished)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      randomUUID(),
      key.channel,
      key.user,
      sequence + index + 1,
      message,
      entry,
      now,
      isPush ? "pending" : "kept",
      isPush && isFirst ? now : null,
      isPush ? null : now,
    );
    if (isPush) isFirst = false;
  }
  moveSequence(database, key, sequence + messages.length);
}

function moveSequence(database: Database, { channel, user }: ConversationKey, sequence: number): void {
  database.run("UPDATE conversations SET sequence = ? WHERE channel = ? AND user = ?", sequence, channel, user);
}

function hasPending(database: Database, { channel, user }: ConversationKey): boolean {
  const sql = "SELECT 1 FROM outbox WHERE channel = ? AND user = ? AND status = 'pending' LIMIT 1";
  return database.get(sql, channel, user) !== undefined;
}

function nextDue(database: Database): number {
  const sql = "SELECT due FROM outbox WHERE status = 'pending' AND due IS NOT NULL ORDER BY due LIMIT 1";
  const row = database.get(sql);
  return row === undefined ? Number.POSITIVE_INFINITY : numberOf(row, "due");
}

function claim(
  database: Database,
  limit: number,
  lease: number,
  except: readonly string[],
  now: number,
): readonly Delivery[] {
  return database
    .all(
      `UPDATE outbox SET due = ?1 + ?2, attempts = attempts + 1 WHERE id IN (
         SELECT id FROM outbox WHERE status = 'pending' AND due IS NOT NULL AND due <= ?1
         AND channel NOT IN (SELECT value FROM json_each(?3)) ORDER BY due LIMIT ?4)
       RETURNING ${columns}`,
      now,
      lease,
      JSON.stringify(except),
      limit,
    )
    .map((row) => ({ ...messageOf(row), attempt: numberOf(row, "attempts"), lease: numberOf(row, "attempts") }));
}

/** Done with a message in one way or the other: the next one of its user is due. */
function finish(
  database: Database,
  { id, lease, key }: Delivery,
  status: string,
  error: string | null,
  now: number,
): void {
  const isOurs = database.run(
    "UPDATE outbox SET status = ?, error = ?, due = NULL, finished = ? WHERE id = ? AND status = 'pending' AND attempts = ?",
    status,
    error,
    now,
    id,
    lease,
  );
  if (isOurs === 0) return;
  database.run(
    `UPDATE outbox SET due = ?1 WHERE due IS NULL AND id = (
       SELECT id FROM outbox WHERE channel = ?2 AND user = ?3 AND status = 'pending' ORDER BY sequence LIMIT 1)`,
    now,
    key.channel,
    key.user,
  );
}

function resend(database: Database, id: string, now: number): boolean {
  const row = database.get(
    `SELECT outbox.channel, outbox.user, conversations.sequence FROM outbox JOIN conversations USING (channel, user)
     WHERE id = ? AND status = 'dead'`,
    id,
  );
  if (row === undefined) return false;
  const key = { channel: textOf(row, "channel"), user: textOf(row, "user") };
  const sequence = numberOf(row, "sequence") + 1;
  database.run(
    "UPDATE outbox SET status = 'pending', attempts = 0, finished = NULL, sequence = ?, due = ? WHERE id = ?",
    sequence,
    hasPending(database, key) ? null : now,
    id,
  );
  moveSequence(database, key, sequence);
  return true;
}

function messageOf(row: Row): OutboxMessage {
  return {
    id: textOf(row, "id"),
    key: { channel: textOf(row, "channel"), user: textOf(row, "user") },
    sequence: numberOf(row, "sequence"),
    message: textOf(row, "message"),
    entry: textOrNull(row, "entry"),
    createdAt: numberOf(row, "created"),
  };
}
