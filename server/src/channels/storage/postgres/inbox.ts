import { bytesOf, numberOf, numberOrNull, type Row, textOf, textOrNull } from "../rows.ts";
import type { Acceptance, Arrival, BotMemoryChange, Changes, Claim, Inbox, InboxEntry } from "../store.ts";
import type { Database } from "./database.ts";
import type { Session } from "./session.ts";

/** Inputs that are handed out with one claim. */
const mostInputs = 50;

/** Inputs and conversations in PostgreSQL; `now` is the clock. */
export function postgresInbox(database: Database, now: () => number): Inbox {
  return {
    accept: (arrival) => accept(database, arrival, now()),
    claim: (lease) => claim(database, lease, now()),
    renew: async (held, lease) => {
      const sql =
        "UPDATE flowstate.conversations SET lease = $1, ready = $1 WHERE channel = $2 AND user_id = $3 AND version = $4";
      return (await database.run(sql, now() + lease, held.key.channel, held.key.user, held.version)) === 1;
    },
    release: async (held, delay, isAttempt) => {
      await database.run(
        `UPDATE flowstate.conversations SET lease = 0, ready = $1, attempts = attempts - $2
         WHERE channel = $3 AND user_id = $4 AND version = $5`,
        now() + delay,
        isAttempt ? 0 : 1,
        held.key.channel,
        held.key.user,
        held.version,
      );
    },
    commit: (held, changes) => database.transaction((session) => commit(session, held, changes, now())),
    nextDue: async () => {
      const row = await database.get("SELECT min(ready) AS ready FROM flowstate.conversations WHERE ready IS NOT NULL");
      return numberOrNull(row ?? { ready: null }, "ready");
    },
    state: async ({ channel, user }) => {
      const sql = "SELECT state FROM flowstate.conversations WHERE channel = $1 AND user_id = $2";
      const row = await database.get(sql, channel, user);
      return row === undefined ? undefined : (textOrNull(row, "state") ?? undefined);
    },
    botMemory: (bot) => memoryOf(database, bot),
    outcome: async (entry) => {
      const row = await database.get("SELECT outcome FROM flowstate.inbox WHERE id = $1", entryNumber(entry));
      return row === undefined ? undefined : (textOrNull(row, "outcome") ?? undefined);
    },
    attachment: async (id) => {
      const row = await database.get("SELECT type, bytes FROM flowstate.attachments WHERE id = $1", id);
      return row === undefined ? undefined : { id, type: textOf(row, "type"), bytes: bytesOf(row, "bytes") };
    },
  };
}

async function accept(database: Database, arrival: Arrival, now: number): Promise<Acceptance> {
  const { channel, key } = arrival;
  const earlier = await earlierRequest(database, channel, key);
  if (earlier !== undefined) return earlier;
  const retryAfter = await countIn(database, arrival, now);
  if (retryAfter !== null) return { kind: "limited", retryAfter };
  try {
    const user = arrival.user ?? (await newUser(database, channel, now));
    const rows = await enqueue(database, arrival, user, now);
    return { kind: "accepted", user, entries: rows.map((row) => textOf(row, "id")), isRepeated: false };
  } catch (error) {
    // The same request came twice at once: the other one was taken.
    const other = isConflict(error) ? await earlierRequest(database, channel, key) : undefined;
    if (other === undefined) throw error;
    return other;
  }
}

/** The answer to a request of the same name. */
async function earlierRequest(
  database: Database,
  channel: string,
  key: string | null,
): Promise<Acceptance | undefined> {
  if (key === null) return undefined;
  const sql = "SELECT user_id, entries FROM flowstate.requests WHERE channel = $1 AND key = $2";
  const row = await database.get(sql, channel, key);
  if (row === undefined) return undefined;
  const entries = textOf(row, "entries").split(" ");
  return {
    kind: "accepted",
    user: textOf(row, "user_id"),
    entries: entries.filter((entry) => entry !== ""),
    isRepeated: true,
  };
}

/** Counts a request of a channel; milliseconds to wait where it is one too many. */
async function countIn(database: Database, { channel, limit }: Arrival, now: number): Promise<number | null> {
  if (limit === null) return null;
  const counted = await database.get(
    `INSERT INTO flowstate.counters AS c (channel, window_start, window_count) VALUES ($1, $2::bigint, 1)
     ON CONFLICT (channel) DO UPDATE SET
       window_start = CASE WHEN $2 < c.window_start OR $2 >= c.window_start + $3::bigint THEN $2 ELSE c.window_start END,
       window_count = CASE WHEN $2 < c.window_start OR $2 >= c.window_start + $3 THEN 1 ELSE c.window_count + 1 END
     WHERE $2 < c.window_start OR $2 >= c.window_start + $3 OR c.window_count < $4
     RETURNING window_start`,
    channel,
    now,
    limit.window,
    limit.count,
  );
  if (counted !== undefined) return null;
  const row = await database.get("SELECT window_start FROM flowstate.counters WHERE channel = $1", channel);
  return row === undefined ? limit.window : Math.max(1, numberOf(row, "window_start") + limit.window - now);
}

/** The next number that no user of the channel has, with a conversation that keeps it. */
async function newUser(database: Database, channel: string, now: number): Promise<string> {
  for (;;) {
    const row = await database.get(
      `INSERT INTO flowstate.numbers AS n (channel, last_user) VALUES ($1, 1)
       ON CONFLICT (channel) DO UPDATE SET last_user = n.last_user + 1 RETURNING last_user`,
      channel,
    );
    const user = String(numberOf(row ?? {}, "last_user"));
    const isFree = await database.run(
      "INSERT INTO flowstate.conversations (channel, user_id, version, seen) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
      channel,
      user,
      firstVersion(now),
      now,
    );
    if (isFree === 1) return user;
  }
}

/** A version that an earlier conversation of a user who was forgotten cannot have had. */
function firstVersion(now: number): number {
  return now * 1_000;
}

/** One statement, so one transaction: the conversation wants to be claimed, and the inputs, files and the name of the request are there. */
function enqueue(database: Database, arrival: Arrival, user: string, now: number): Promise<readonly Row[]> {
  const { channel, inputs, attachments, key } = arrival;
  return database.all(
    `WITH conversation AS (
       INSERT INTO flowstate.conversations AS c (channel, user_id, version, seen, ready) VALUES ($1, $2, $3, $4::bigint, $4)
       ON CONFLICT (channel, user_id) DO UPDATE SET seen = $4,
         ready = CASE WHEN c.lease > $4 OR c.ready < $4 THEN c.ready ELSE $4 END
     ), entries AS (
       INSERT INTO flowstate.inbox (channel, user_id, input, accepted)
       SELECT $1, $2, given.input, $4 FROM unnest($5::text[]) WITH ORDINALITY AS given (input, place) ORDER BY given.place
       RETURNING id
     ), files AS (
       INSERT INTO flowstate.attachments (id, channel, user_id, type, bytes, created)
       SELECT given.id, $1, $2, given.type, given.bytes, $4
       FROM unnest($6::text[], $7::text[], $8::bytea[]) AS given (id, type, bytes)
     ), request AS (
       INSERT INTO flowstate.requests (channel, key, user_id, entries, at)
       SELECT $1, $9, $2, (SELECT coalesce(string_agg(id::text, ' ' ORDER BY id), '') FROM entries), $4
       WHERE $9::text IS NOT NULL
     )
     SELECT id::text AS id FROM entries ORDER BY entries.id`,
    channel,
    user,
    firstVersion(now),
    now,
    inputs,
    attachments.map(({ id }) => id),
    attachments.map(({ type }) => type),
    attachments.map(({ bytes }) => Buffer.from(bytes)),
    key,
  );
}

async function claim(database: Database, lease: number, now: number): Promise<Claim | undefined> {
  const row = await database.get(
    `WITH next AS (
       SELECT channel, user_id FROM flowstate.conversations WHERE ready <= $1 ORDER BY ready LIMIT 1 FOR UPDATE SKIP LOCKED
     )
     UPDATE flowstate.conversations AS c
     SET version = version + 1, lease = $1::bigint + $2::bigint, ready = $1 + $2, attempts = attempts + 1
     FROM next WHERE c.channel = next.channel AND c.user_id = next.user_id
     RETURNING c.channel, c.user_id, version, state, due, attempts`,
    now,
    lease,
  );
  if (row === undefined) return undefined;
  const key = { channel: textOf(row, "channel"), user: textOf(row, "user_id") };
  return {
    key,
    version: numberOf(row, "version"),
    state: textOrNull(row, "state"),
    due: numberOrNull(row, "due"),
    attempts: numberOf(row, "attempts"),
    inputs: (await database.all(pending, key.channel, key.user, [])).map(entryOf),
  };
}

const pending = `SELECT id::text AS id, input, accepted FROM flowstate.inbox
  WHERE channel = $1 AND user_id = $2 AND handled IS NULL AND id <> ALL ($3::bigint[]) ORDER BY inbox.id LIMIT ${mostInputs}`;

function entryOf(row: Row): InboxEntry {
  return { id: textOf(row, "id"), input: textOf(row, "input"), acceptedAt: numberOf(row, "accepted") };
}

/**
 * The first statement takes the row of the conversation; those after it see what anybody has done before who held it. An input
 * that comes meanwhile waits for the row, and asks for another claim itself.
 */
async function commit(session: Session, held: Claim, changes: Changes, now: number): Promise<Claim | undefined> {
  const { channel, user } = held.key;
  const { state, due, handled, messages, botMemory, release } = changes;
  const row = await session.get(
    `UPDATE flowstate.conversations SET version = version + 1, state = $1, due = $2, attempts = 0, sequence = sequence + $3
     WHERE channel = $4 AND user_id = $5 AND version = $6 RETURNING version, sequence`,
    state,
    due,
    messages.length,
    channel,
    user,
    held.version,
  );
  if (row === undefined) return undefined;
  if (handled.length > 0) {
    await session.run(
      `UPDATE flowstate.inbox SET handled = $1, outcome = given.outcome
       FROM unnest($2::bigint[], $3::text[]) AS given (id, outcome)
       WHERE inbox.id = given.id AND channel = $4 AND user_id = $5`,
      now,
      handled.map(({ entry }) => entryNumber(entry)),
      handled.map(({ outcome }) => outcome),
      channel,
      user,
    );
  }
  if (messages.length > 0) await send(session, held, changes, numberOf(row, "sequence") - messages.length, now);
  if (botMemory !== null) await changeMemory(session, botMemory);
  const inputs = (await session.all(pending, channel, user, [])).map(entryOf);
  if (release) {
    await session.run(
      "UPDATE flowstate.conversations SET lease = 0, ready = $1 WHERE channel = $2 AND user_id = $3",
      inputs.length > 0 ? now : due,
      channel,
      user,
    );
  }
  return { key: held.key, version: numberOf(row, "version"), state, due, inputs, attempts: 0 };
}

/** Adds messages behind `sequence`, the place of the user's last one. Only the first that waits is due. */
async function send(
  session: Session,
  held: Claim,
  { messages }: Changes,
  sequence: number,
  now: number,
): Promise<void> {
  const firstPush = messages.findIndex(({ delivery }) => delivery === "push");
  await session.run(
    `INSERT INTO flowstate.outbox (id, channel, user_id, sequence, message, entry, created, status, due, finished)
     SELECT gen_random_uuid()::text, $1, $2, $3::bigint + given.place, given.message, given.entry, $4::bigint,
       CASE WHEN given.push THEN 'pending' ELSE 'kept' END,
       CASE WHEN given.place = $5::bigint AND NOT EXISTS (
         SELECT 1 FROM flowstate.outbox WHERE channel = $1 AND user_id = $2 AND status = 'pending') THEN $4 END,
       CASE WHEN given.push THEN NULL ELSE $4 END
     FROM unnest($6::text[], $7::text[], $8::boolean[]) WITH ORDINALITY AS given (message, entry, push, place)`,
    held.key.channel,
    held.key.user,
    sequence,
    now,
    firstPush + 1,
    messages.map(({ message }) => message),
    messages.map(({ entry }) => entry),
    messages.map(({ delivery }) => delivery === "push"),
  );
}

/** Changes of one bot's memory wait for each other, those of the first one included. */
async function changeMemory(session: Session, { bot, apply }: BotMemoryChange): Promise<void> {
  await session.all("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", bot);
  const memory = apply(await memoryOf(session, bot));
  const sql = "INSERT INTO flowstate.bots VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET memory = excluded.memory";
  await session.run(sql, bot, memory);
}

async function memoryOf(session: Session, bot: string): Promise<string | null> {
  const row = await session.get("SELECT memory FROM flowstate.bots WHERE name = $1", bot);
  return row === undefined ? null : textOf(row, "memory");
}

/** The id of an input, which is a number here; what is none is no input of ours. */
function entryNumber(entry: string): number {
  return /^\d{1,15}$/.test(entry) ? Number(entry) : -1;
}

function isConflict(error: unknown): boolean {
  const uniqueViolation = "23505";
  return error instanceof Error && "code" in error && error.code === uniqueViolation;
}
