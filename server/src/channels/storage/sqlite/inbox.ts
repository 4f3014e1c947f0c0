import { bytesOf, numberOf, numberOrNull, textOf, textOrNull } from "../rows.ts";
import type { Acceptance, Arrival, Changes, Claim, ConversationKey, Inbox, InboxEntry } from "../store.ts";
import type { Database } from "./database.ts";
import { enqueue } from "./outbox.ts";

/** Inputs that are handed out with one claim. */
const mostInputs = 50;

/** Inputs and conversations in SQLite; `now` is the clock. */
export function sqliteInbox(database: Database, now: () => number): Inbox {
  return {
    accept: (arrival) => database.write(() => accept(database, arrival, now())),
    claim: (lease) =>
      nextReady(database) <= now()
        ? database.write(() => claim(database, lease, now()))
        : // Looking costs no transaction.
          Promise.resolve(undefined),
    renew: (held, lease) => database.write(() => renew(database, held, now() + lease)),
    release: (held, delay, isAttempt) =>
      database.write(() => {
        database.run(
          "UPDATE conversations SET lease = 0, ready = ?, attempts = attempts - ? WHERE channel = ? AND user = ? AND version = ?",
          now() + delay,
          isAttempt ? 0 : 1,
          held.key.channel,
          held.key.user,
          held.version,
        );
      }),
    commit: (held, changes) => database.write(() => commit(database, held, changes, now())),
    nextDue: async () => {
      const ready = nextReady(database);
      return ready === Number.POSITIVE_INFINITY ? null : ready;
    },
    state: async ({ channel, user }) => {
      const row = database.get("SELECT state FROM conversations WHERE channel = ? AND user = ?", channel, user);
      return row === undefined ? undefined : (textOrNull(row, "state") ?? undefined);
    },
    botMemory: async (bot) => memoryOf(database, bot),
    outcome: async (entry) => {
      const row = database.get("SELECT outcome FROM inbox WHERE id = ?", entryNumber(entry));
      return row === undefined ? undefined : (textOrNull(row, "outcome") ?? undefined);
    },
    attachment: async (id) => {
      const row = database.get("SELECT type, bytes FROM attachments WHERE id = ?", id);
      return row === undefined ? undefined : { id, type: textOf(row, "type"), bytes: bytesOf(row, "bytes") };
    },
  };
}

function nextReady(database: Database): number {
  const row = database.get("SELECT ready FROM conversations WHERE ready IS NOT NULL ORDER BY ready LIMIT 1");
  return row === undefined ? Number.POSITIVE_INFINITY : numberOf(row, "ready");
}

function accept(database: Database, arrival: Arrival, now: number): Acceptance {
  const { channel, key } = arrival;
  const earlier =
    key === null
      ? undefined
      : database.get("SELECT user, entries FROM requests WHERE channel = ? AND key = ?", channel, key);
  if (earlier !== undefined) {
    const entries = textOf(earlier, "entries")
      .split(" ")
      .filter((entry) => entry !== "");
    return { kind: "accepted", user: textOf(earlier, "user"), entries, isRepeated: true };
  }
  database.run("INSERT OR IGNORE INTO counters (channel) VALUES (?)", channel);
  const retryAfter = countIn(database, arrival, now);
  if (retryAfter !== null) return { kind: "limited", retryAfter };
  const user = arrival.user ?? newUser(database, channel);
  // A version that an earlier conversation of a user who was forgotten cannot have had.
  database.run(
    "INSERT OR IGNORE INTO conversations (channel, user, version, seen) VALUES (?, ?, ?, ?)",
    channel,
    user,
    now * 1_000,
    now,
  );
  const entries = arrival.inputs.map((input) =>
    textOf(
      database.get(
        "INSERT INTO inbox (channel, user, input, accepted) VALUES (?, ?, ?, ?) RETURNING CAST(id AS TEXT) AS id",
        channel,
        user,
        input,
        now,
      ) ?? {},
      "id",
    ),
  );
  for (const { id, type, bytes } of arrival.attachments) {
    database.run("INSERT INTO attachments VALUES (?, ?, ?, ?, ?, ?)", id, channel, user, type, bytes, now);
  }
  database.run(
    "UPDATE conversations SET seen = ?1, ready = CASE WHEN lease > ?1 OR ready < ?1 THEN ready ELSE ?1 END WHERE channel = ?2 AND user = ?3",
    now,
    channel,
    user,
  );
  if (key !== null) {
    database.run("INSERT INTO requests VALUES (?, ?, ?, ?, ?)", channel, key, user, entries.join(" "), now);
  }
  return { kind: "accepted", user, entries, isRepeated: false };
}

/** Counts a request of a channel; milliseconds to wait where it is one too many. */
function countIn(database: Database, { channel, limit }: Arrival, now: number): number | null {
  if (limit === null) return null;
  const row = database.get("SELECT window_start, window_count FROM counters WHERE channel = ?", channel) ?? {};
  const start = numberOf(row, "window_start");
  const isOver = now < start || now >= start + limit.window;
  if (!isOver && numberOf(row, "window_count") >= limit.count) return start + limit.window - now;
  const next = isOver ? [now, 1] : [start, numberOf(row, "window_count") + 1];
  database.run("UPDATE counters SET window_start = ?, window_count = ? WHERE channel = ?", ...next, channel);
  return null;
}

/** The next number that no user of the channel has. */
function newUser(database: Database, channel: string): string {
  const row = database.get("SELECT next_user FROM counters WHERE channel = ?", channel) ?? {};
  const isTaken = (user: number): boolean =>
    database.get("SELECT 1 FROM conversations WHERE channel = ? AND user = ?", channel, String(user)) !== undefined;
  let user = numberOf(row, "next_user");
  while (isTaken(user)) user += 1;
  database.run("UPDATE counters SET next_user = ? WHERE channel = ?", user + 1, channel);
  return String(user);
}

function claim(database: Database, lease: number, now: number): Claim | undefined {
  const row = database.get(
    `UPDATE conversations SET version = version + 1, lease = ?1 + ?2, ready = ?1 + ?2, attempts = attempts + 1
     WHERE (channel, user) = (SELECT channel, user FROM conversations WHERE ready <= ?1 ORDER BY ready LIMIT 1)
     RETURNING channel, user, version, state, due, attempts`,
    now,
    lease,
  );
  if (row === undefined) return undefined;
  const key = { channel: textOf(row, "channel"), user: textOf(row, "user") };
  return {
    key,
    version: numberOf(row, "version"),
    state: textOrNull(row, "state"),
    due: numberOrNull(row, "due"),
    attempts: numberOf(row, "attempts"),
    inputs: pending(database, key),
  };
}

function pending(database: Database, { channel, user }: ConversationKey): readonly InboxEntry[] {
  return database
    .all(
      `SELECT CAST(id AS TEXT) AS id, input, accepted FROM inbox
       WHERE channel = ? AND user = ? AND handled IS NULL ORDER BY inbox.id LIMIT ?`,
      channel,
      user,
      mostInputs,
    )
    .map((row) => ({ id: textOf(row, "id"), input: textOf(row, "input"), acceptedAt: numberOf(row, "accepted") }));
}

function renew(database: Database, { key: { channel, user }, version }: Claim, until: number): boolean {
  const sql = "UPDATE conversations SET lease = ?1, ready = ?1 WHERE channel = ?2 AND user = ?3 AND version = ?4";
  return database.run(sql, until, channel, user, version) === 1;
}

function commit(database: Database, held: Claim, changes: Changes, now: number): Claim | undefined {
  const { channel, user } = held.key;
  const { state, due, handled, messages, botMemory, release } = changes;
  const row = database.get(
    `UPDATE conversations SET version = version + 1, state = ?, due = ?, attempts = 0
     WHERE channel = ? AND user = ? AND version = ? RETURNING version, sequence`,
    state,
    due,
    channel,
    user,
    held.version,
  );
  if (row === undefined) return undefined;
  for (const { entry, outcome } of handled) {
    database.run(
      "UPDATE inbox SET handled = ?, outcome = ? WHERE id = ? AND channel = ? AND user = ?",
      now,
      outcome,
      entryNumber(entry),
      channel,
      user,
    );
  }
  enqueue(database, held.key, messages, numberOf(row, "sequence"), now);
  if (botMemory !== null) {
    const memory = botMemory.apply(memoryOf(database, botMemory.bot));
    database.run("INSERT OR REPLACE INTO bots VALUES (?, ?)", botMemory.bot, memory);
  }
  const inputs = pending(database, held.key);
  if (release) {
    database.run(
      "UPDATE conversations SET lease = 0, ready = ? WHERE channel = ? AND user = ?",
      inputs.length > 0 ? now : due,
      channel,
      user,
    );
  }
  return { key: held.key, version: numberOf(row, "version"), state, due, inputs, attempts: 0 };
}

function memoryOf(database: Database, bot: string): string | null {
  const row = database.get("SELECT memory FROM bots WHERE name = ?", bot);
  return row === undefined ? null : textOf(row, "memory");
}

/** The id of an input, which is a number here; what is none is no input of ours. */
function entryNumber(entry: string): number {
  return /^\d{1,15}$/.test(entry) ? Number(entry) : -1;
}
