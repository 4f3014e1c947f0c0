import { expect, test } from "vitest";
import { openStore } from "../../server/src/channels/storage/openStore.ts";
import type { Signal, Store } from "../../server/src/channels/storage/store.ts";
import { startBackend } from "../support/fakeBackend.ts";
import { serveBot, until } from "../support/servedBot.ts";

/** A store with signals that are kept, and that can be heard as if others had sent them. */
async function signallingStore() {
  const real = await openStore("memory");
  const sent: Signal[] = [];
  const listeners = new Set<(signal: Signal) => void>();
  let claims = 0;
  const store: Store = {
    ...real,
    inbox: {
      ...real.inbox,
      claim: (lease) => {
        claims += 1;
        return real.inbox.claim(lease);
      },
    },
    signals: {
      send: (signal) => void sent.push(signal),
      listen: (callback) => {
        listeners.add(callback);
        return () => listeners.delete(callback);
      },
    },
  };
  const hear = (signal: Signal): void => {
    for (const listener of [...listeners]) listener(signal);
  };
  return { store, sent, hear, claims: () => claims };
}

const flows = (backend: string) => `bot bank { start bank.start }
state start { }
on any { api POST "${backend}/asked" say "{event.text}" }
`;

test("others are called where a process has its hands full, and not before", async () => {
  await using backend = await startBackend(() => ({ status: 200, body: {}, delay: 200 }));
  const { store, sent } = await signallingStore();
  await using bot = await serveBot({ flows: flows(backend.url), store, settings: { conversations: { parallel: 1 } } });
  await bot.say("one", 1);
  await until(() => backend.requests.length === 1);
  expect(sent).toEqual([]);
  await bot.say("two", 2);
  expect(sent).toEqual([{ kind: "inputs" }]);
  await bot.untilSaid(1, 2);
});

test("what waits for a web page is told to others; what is delivered anyway is not", async () => {
  await using backend = await startBackend(() => ({ status: 200, body: {} }));
  const { store, sent } = await signallingStore();
  await using bot = await serveBot({ flows: flows(backend.url), store });
  await bot.say("one", 1);
  await bot.untilSaid(1);
  expect(sent).toEqual([]);
  const url = `${bot.url}/api/v1/bots/bank/converse/ann`;
  const body = JSON.stringify({ type: "text", text: "hi" });
  const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  expect(answer.status).toBe(200);
  expect(sent.length).toBeGreaterThan(0);
  for (const signal of sent) expect(signal).toMatchObject({ kind: "commit", key: { user: "ann" } });
});

test("a process that is called looks at once", async () => {
  await using backend = await startBackend(() => ({ status: 200, body: {} }));
  const { store, hear, claims } = await signallingStore();
  await using bot = await serveBot({ flows: flows(backend.url), store });
  await bot.say("one", 1);
  await bot.untilSaid(1);
  const began = performance.now();
  for (let i = 0; i < 20; i += 1) {
    const before = claims();
    hear({ kind: "inputs" });
    await until(() => claims() > before);
  }
  // By the clock it would have looked four times a second.
  expect(performance.now() - began).toBeLessThan(3_000);
});
