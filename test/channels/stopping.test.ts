import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openStore } from "../../server/src/channels/storage/openStore.ts";
import type { Store } from "../../server/src/channels/storage/store.ts";
import { temporaryFolder } from "../support/commandLine.ts";
import { startBackend } from "../support/fakeBackend.ts";
import { serveBot } from "../support/servedBot.ts";

describe("a request that is under way when its server stops", () => {
  test("is sent again by the next one, at once, the same to the letter; what came before it is not repeated", async () => {
    await using folder = await temporaryFolder({});
    await using backend = await startBackend(({ url }) =>
      url === "/first" || backend.requests.length > 2 ? { status: 200, body: {} } : { delay: 60_000 },
    );
    const flows = `bot bank { start bank.start }
state start {
  say "before"
  api POST "${backend.url}/first" { body { id: uuid() } }
  say "between"
  api POST "${backend.url}/second" { body { id: uuid() } }
  say "after"
}`;
    const open = (): Promise<Store> => openStore(`sqlite:${join(folder.path, "store.sqlite")}`);
    {
      await using bot = await serveBot({ flows, store: await open() });
      await bot.say("#bank");
      expect(await bot.untilSaid(2)).toEqual(["before", "between"]);
    }
    const stopped = performance.now();
    await using bot = await serveBot({ flows, store: await open() });
    expect(await bot.untilSaid(1)).toEqual(["after"]);
    expect(performance.now() - stopped).toBeLessThan(10_000);
    const [first, second, again, ...more] = backend.requests;
    expect(more).toEqual([]);
    expect([first?.url, second?.url, again?.url]).toEqual(["/first", "/second", "/second"]);
    expect(again?.body).toBe(second?.body);
    expect(first?.body).not.toBe(second?.body);
  });
});

describe("a store that does not answer", () => {
  const flows = 'bot bank { start bank.start }\nstate start { }\non any { say "{event.text}" }\n';

  test("503: what could not be kept was not acknowledged, and can be sent again", async () => {
    const real = await openStore("memory");
    let isDown = false;
    const failing = { ...real.inbox, accept: async () => Promise.reject(new Error("disk full at /secret/path")) };
    const store: Store = {
      ...real,
      get inbox() {
        return isDown ? failing : real.inbox;
      },
      check: () => (isDown ? Promise.reject(new Error("down")) : real.check()),
    };
    await using bot = await serveBot({ flows, store });
    expect((await fetch(`${bot.url}/ready`)).status).toBe(200);
    isDown = true;
    const { status, body } = await bot.post({ message: "x" });
    expect({ status, body }).toEqual({
      status: 503,
      body: { success: false, error: "The message could not be kept. Please send it again." },
    });
    const ready = await fetch(`${bot.url}/ready`);
    expect({ status: ready.status, body: await ready.json() }).toEqual({
      status: 503,
      body: { status: "unavailable", error: "The store does not answer." },
    });
    expect((await fetch(`${bot.url}/health`)).status).toBe(200);
    isDown = false;
    await bot.say("hi");
    expect(await bot.untilSaid(1)).toEqual(["hi"]);
  });

  test("a conversation that could not be committed is handled once the store is back, and told once", async () => {
    const real = await openStore("memory");
    let failures = 3;
    const store: Store = {
      ...real,
      inbox: {
        ...real.inbox,
        commit: (claim, changes) =>
          failures-- > 0 ? Promise.reject(new Error("busy")) : real.inbox.commit(claim, changes),
      },
    };
    await using bot = await serveBot({ flows, store });
    await bot.say("hi", 1);
    expect(await bot.untilSaid(1)).toEqual(["hi"]);
    await bot.say("again", 1);
    expect(await bot.untilSaid(2)).toEqual(["hi", "again"]);
    expect(bot.log.join("\n")).toContain("A conversation could not be handled.");
  });
});

describe("what is logged", () => {
  const flows = `bot bank { start bank.start }
var session.pin: text sensitive
state start { say "Hello!" ask session.pin as text "PIN?" say "Thanks." }
`;

  test("texts are where the settings ask for them, without what is sensitive", async () => {
    await using bot = await serveBot({ flows, settings: { log: { messages: true } } });
    await bot.say("#bank");
    await bot.say("my-own-pin", 1);
    await bot.untilSaid(3);
    const log = bot.log.join("\n");
    expect(log).toContain('"text":"Hello!"');
    expect(log).toContain("The user says something.");
    expect(log).not.toContain("my-own-pin");
  });
});
