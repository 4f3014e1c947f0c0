import { expect, test } from "vitest";
import { openStore } from "../../server/src/channels/storage/openStore.ts";
import type { Store } from "../../server/src/channels/storage/store.ts";
import { nextRandom, seededRandom } from "../../server/src/runtime/random.ts";
import { startBackend } from "../support/fakeBackend.ts";
import { runs } from "../support/runs.ts";
import { serveBot, until } from "../support/servedBot.ts";

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seededRandom(seed);
  return () => {
    const next = nextRandom(state);
    state = next.state;
    return next.value;
  };
}

/** Fails now and then: before it has done anything, or after it has done all of it, as when a connection breaks off. */
function unreliable<Args extends readonly unknown[], T>(
  work: (...args: Args) => Promise<T>,
  often: number,
  random: () => number,
): (...args: Args) => Promise<T> {
  return async (...args) => {
    const [before, after] = [random() < often, random() < often];
    if (before) throw new Error("The connection broke off before.");
    const result = await work(...args);
    if (after) throw new Error("The connection broke off after.");
    return result;
  };
}

const users = [1, 2, 3, 4];
const messages = Array.from({ length: 8 }, (_, i) => `${i % 3 === 0 ? "ask" : "say"} ${i + 1}`);

const expected = messages.flatMap((text, i) =>
  text.startsWith("ask") ? [`before ${i + 1} ${text}`, `after ${i + 1} ${text}`] : [`only ${i + 1} ${text}`],
);

test.each(Array.from({ length: Math.max(2, runs(20)) }, (_, i) => i + 1))(
  "a store whose connection breaks off before or after what it does loses and doubles nothing (seed %i)",
  async (seed) => {
    const random = randomOf(seed);
    const real = await openStore("memory");
    const store: Store = {
      ...real,
      inbox: {
        ...real.inbox,
        accept: unreliable(real.inbox.accept, 0.1, random),
        commit: unreliable(real.inbox.commit, 0.1, random),
        release: unreliable(real.inbox.release, 0.1, random),
        claim: unreliable(real.inbox.claim, 0.01, random),
      },
      outbox: {
        ...real.outbox,
        delivered: unreliable(real.outbox.delivered, 0.1, random),
        retryLater: unreliable(real.outbox.retryLater, 0.1, random),
        claim: unreliable(real.outbox.claim, 0.01, random),
      },
    };
    await using backend = await startBackend(() => ({ status: 200, body: {} }));
    const flows = `bot bank { start bank.start }
var session.heard: number = 0
state start { }
on text r"^ask " {
  set session.heard = session.heard + 1
  say "before {session.heard} {event.text}"
  api POST "${backend.url}/asked" { body { text: event.text } }
  say "after {session.heard} {event.text}"
}
on text r"^say " {
  set session.heard = session.heard + 1
  say "only {session.heard} {event.text}"
}`;
    const delivery = { timeout: 100, firstDelay: 5, longestDelay: 10, attempts: 100 };
    const settings = { conversations: { lease: 100 }, delivery, limits: { messagesPerMinute: 10_000 } };
    await using bot = await serveBot({ flows, store, settings });
    await Promise.all(
      users.map(async (userID) => {
        for (const [i, message] of messages.entries()) {
          const send = () => bot.post({ message, userID }, { "idempotency-key": `${userID}-${i}` });
          for (let answer = await send(); answer.status !== 200; answer = await send()) expect(answer.status).toBe(503);
        }
      }),
    );
    await until(async () => {
      const { pendingInputs, pendingDeliveries } = await real.counts();
      return pendingInputs + pendingDeliveries === 0;
    }, 50_000);
    for (const user of users) {
      const seen = new Set<string>();
      const told = bot.calls().filter(({ body, delivery: id }) => {
        const isNew = body.userID === user && !seen.has(id);
        if (body.userID === user) seen.add(id);
        return isNew;
      });
      expect(told.map(({ body }) => body.message)).toEqual(expected);
    }
  },
);
