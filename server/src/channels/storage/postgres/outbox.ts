import { numberOf, numberOrNull, type Row, textOf, textOrNull } from "../rows.ts";
import type { ConversationKey, Delivery, Outbox, OutboxMessage } from "../store.ts";
import type { Database } from "./database.ts";
import type { Session } from "./session.ts";

const columns = "id, channel, user_id, sequence, message, entry, created, attempts, error";

/** Messages to users in PostgreSQL; `now` is the clock. */
export function postgresOutbox(database: Database, now: () => number): Outbox {
  return {
    claim: async (limit, lease, except) => {
      const rows = await database.all(
        `WITH next AS (
           SELECT id AS next_id FROM flowstate.outbox
           WHERE status = 'pending' AND due <= $1 AND channel <> ALL ($3::text[])
           ORDER BY due LIMIT $4 FOR UPDATE SKIP LOCKED
         )
         UPDATE flowstate.outbox SET due = $1::bigint + $2::bigint, attempts = attempts + 1
         FROM next WHERE id = next_id RETURNING ${columns}`,
        now(),
        lease,
        except,
        limit,
      );
      return rows.map((row) => ({
        ...messageOf(row),
        attempt: numberOf(row, "attempts"),
        lease: numberOf(row, "attempts"),
      }));
    },
    delivered: (delivery) => database.transaction((session) => finish(session, delivery, "delivered", null, now())),
    retryLater: async (delivery, delay, error) => {
      await database.run(
        "UPDATE flowstate.outbox SET due = $1, error = $2 WHERE id = $3 AND status = 'pending' AND attempts = $4",
        now() + delay,
        error,
        delivery.id,
        delivery.lease,
      );
    },
    deadLetter: (delivery, error) => database.transaction((session) => finish(session, delivery, "dead", error, now())),
    deadLetters: async (channel) => {
      const rows = await database.all(
        `SELECT ${columns} FROM flowstate.outbox WHERE status = 'dead' AND ($1::text IS NULL OR channel = $1)
         ORDER BY finished, created, sequence`,
        channel,
      );
      return rows.map((row) => ({
        ...messageOf(row),
        attempts: numberOf(row, "attempts"),
        error: textOrNull(row, "error") ?? "",
      }));
    },
    resend: (ids) =>
      database.transaction(async (session) => {
        let count = 0;
        for (const id of ids) if (await resend(session, id, now())) count += 1;
        return count;
      }),
    nextDue: async () => {
      const sql = "SELECT min(due) AS due FROM flowstate.outbox WHERE status = 'pending' AND due IS NOT NULL";
      return numberOrNull((await database.get(sql)) ?? { due: null }, "due");
    },
    answersTo: async (entry) => {
      const sql = `SELECT ${columns} FROM flowstate.outbox WHERE entry = $1 ORDER BY sequence`;
      return (await database.all(sql, entry)).map(messageOf);
    },
    after: async ({ channel, user }, sequence, limit) => {
      const sql = `SELECT ${columns} FROM flowstate.outbox
        WHERE channel = $1 AND user_id = $2 AND sequence > $3 ORDER BY sequence LIMIT $4`;
      return (await database.all(sql, channel, user, sequence, limit)).map(messageOf);
    },
  };
}

/** Done with a message in one way or the other: the next one of its user is due. */
async function finish(
  session: Session,
  { id, lease, key }: Delivery,
  status: "delivered" | "dead",
  error: string | null,
  now: number,
): Promise<void> {
  await hold(session, key);
  const isOurs = await session.run(
    `UPDATE flowstate.outbox SET status = $1, error = $2, due = NULL, finished = $3
     WHERE id = $4 AND status = 'pending' AND attempts = $5`,
    status,
    error,
    now,
    id,
    lease,
  );
  if (isOurs === 0) return;
  await session.run(
    `UPDATE flowstate.outbox SET due = $1 WHERE due IS NULL AND id = (
       SELECT id FROM flowstate.outbox WHERE channel = $2 AND user_id = $3 AND status = 'pending' ORDER BY sequence LIMIT 1)`,
    now,
    key.channel,
    key.user,
  );
}

async function resend(session: Session, id: string, now: number): Promise<boolean> {
  const dead = "SELECT channel, user_id FROM flowstate.outbox WHERE id = $1 AND status = 'dead'";
  const row = await session.get(dead, id);
  if (row === undefined) return false;
  const key = { channel: textOf(row, "channel"), user: textOf(row, "user_id") };
  const sequence = (await hold(session, key)) + 1;
  const changed = await session.run(
    `UPDATE flowstate.outbox SET status = 'pending', attempts = 0, finished = NULL, sequence = $1,
       due = CASE WHEN EXISTS (
         SELECT 1 FROM flowstate.outbox WHERE channel = $2 AND user_id = $3 AND status = 'pending') THEN NULL ELSE $4::bigint END
     WHERE id = $5 AND status = 'dead'`,
    sequence,
    key.channel,
    key.user,
    now,
    id,
  );
  if (changed === 0) return false;
  await session.run(
    "UPDATE flowstate.conversations SET sequence = $1 WHERE channel = $2 AND user_id = $3",
    sequence,
    key.channel,
    key.user,
  );
  return true;
}

/** Takes the row of a conversation until the end of the transaction; answers with the place of its last message. */
async function hold(session: Session, { channel, user }: ConversationKey): Promise<number> {
  const sql = "SELECT sequence FROM flowstate.conversations WHERE channel = $1 AND user_id = $2 FOR UPDATE";
  const row = await session.get(sql, channel, user);
  return row === undefined ? 0 : numberOf(row, "sequence");
}

function messageOf(row: Row): OutboxMessage {
  return {
    id: textOf(row, "id"),
    key: { channel: textOf(row, "channel"), user: textOf(row, "user_id") },
    sequence: numberOf(row, "sequence"),
    message: textOf(row, "message"),
    entry: textOrNull(row, "entry"),
    createdAt: numberOf(row, "created"),
  };
}
