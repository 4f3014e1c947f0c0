import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres } from "../../scripts/postgres/install.mjs";
import { startPostgres } from "../../scripts/postgres/server.mjs";
import { openStore } from "../../server/src/channels/storage/openStore.ts";
import { commandLine, temporaryFolder } from "../support/commandLine.ts";
import { startBackend } from "../support/fakeBackend.ts";
import { putChannel, sayTo, startKillable, told } from "../support/killedServers.ts";
import { emptyDatabase } from "../support/postgresDatabase.ts";
import { postJson, serveBot, until } from "../support/servedBot.ts";
import { startSilentProxy } from "../support/silentProxy.ts";

const flows = 'bot bank { start bank.start }\nstate start { }\non any { say "{event.text}" }\n';
const message = { channelID: "channel-1", token: "token-1", message: "x", userID: 1 };

describe.runIf(hasPostgres)("a database that is away", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;

  beforeAll(async () => {
    postgres = await startPostgres();
  }, 180_000);
  afterAll(() => postgres.stop());

  test("at the start, or later: the server says so, takes nothing, does not spin, and goes on when it is back", async () => {
    await using folder = await temporaryFolder({ "bank.flow": flows });
    await using webhook = await startBackend(() => ({ status: 200 }));
    const address = await emptyDatabase(postgres.url);
    await postgres.kill();
    const options = { folder: folder.path, store: address, backend: "" };
    const server = await startKillable({ ...options, environment: { FLOWSTATE_LOG_LEVEL: "info" } });
    try {
      await expectAway(server.url);
      expect(server.log()).toContain("The store does not answer.");
      expect(server.log()).toContain("ECONNREFUSED");
      const before = await cpuSeconds(server.url);
      const lines = server.log().split("\n").length;
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      expect((await cpuSeconds(server.url)) - before).toBeLessThan(1);
      expect(server.log().split("\n").length - lines).toBeLessThan(3);

      await postgres.start();
      await until(async () => (await fetch(`${server.url}/ready`)).status === 200);
      const store = await openStore(address);
      await putChannel(store, webhook.url);
      await sayTo(() => server.url, 1, "hello", "1");
      await until(() => told(webhook, 1).order.length === 1);
      expect(server.log()).toContain("The store answers again.");
      await store.close();

      await postgres.kill();
      await expectAway(server.url);
      await postgres.start();
      await until(async () => (await fetch(`${server.url}/ready`)).status === 200);
      await sayTo(() => server.url, 1, "again", "2");
      await until(() => told(webhook, 1).order.length === 2);
      expect(told(webhook, 1).order).toEqual(["hello", "again"]);
      expect(server.child.exitCode).toBeNull();
    } finally {
      await server.kill();
    }
  });

  test("without a word: readiness is answered all the same, and what comes when it is back is handled", async () => {
    await using proxy = await startSilentProxy(Number(new URL(postgres.url).port));
    const address = new URL(await emptyDatabase(postgres.url));
    address.port = String(proxy.port);
    await using bot = await serveBot({ flows, store: await openStore(address.href) });
    await bot.say("before", 1);
    expect(await bot.untilSaid(1)).toEqual(["before"]);
    // What was told but not noted would be told again.
    await until(async () => (await bot.store.counts()).pendingDeliveries === 0);
    proxy.fallSilent();
    const asked = performance.now();
    expect((await fetch(`${bot.url}/ready`)).status).toBe(503);
    expect(performance.now() - asked).toBeLessThan(8_000);
    expect((await fetch(`${bot.url}/health`)).status).toBe(200);
    const refused = bot.post({ message: "lost", userID: 1 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    proxy.speakAgain();
    expect((await refused).status).toBe(503);
    await bot.say("after", 1);
    expect(await bot.untilSaid(2)).toEqual(["before", "after"]);
    expect((await fetch(`${bot.url}/ready`)).status).toBe(200);
  });

  test("a database that will not be there is told at once: the server does not start", async () => {
    await using folder = await temporaryFolder({ "bank.flow": flows });
    const store = postgres.url.replace(/postgres$/, "nowhere");
    const { code, error } = await commandLine("serve", folder.path, "--store", store, "--port", "0");
    expect({ code, error }).toEqual({ code: 2, error: expect.stringContaining('database "nowhere" does not exist') });
  });
});

test("a command that needs the store names why it is away, for each address of a name", async () => {
  await using folder = await temporaryFolder({ "bank.flow": flows });
  const store = "postgres://me:open-sesame@localhost:1/x";
  const { code, error } = await commandLine("channel", "list", folder.path, "--store", store);
  expect(code).toBe(2);
  expect(error).toMatch(/The store cannot be opened: .*ECONNREFUSED.*:1\b/);
  expect(error).not.toContain("open-sesame");
});

/** Nothing can be done, and everybody who asks is told so. */
async function expectAway(url: string): Promise<void> {
  const ready = await fetch(`${url}/ready`);
  expect({ status: ready.status, body: await ready.json() }).toEqual({
    status: 503,
    body: { status: "unavailable", error: "The store does not answer." },
  });
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect((await fetch(`${url}/metrics`)).status).toBe(200);
  const { status, body } = await postJson(`${url}/api-medium/messages`, message);
  expect({ status, body }).toEqual({
    status: 503,
    body: { success: false, error: "The server cannot reach its store. Please try again." },
  });
}

/** Processor time that a server has taken. */
async function cpuSeconds(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1] ?? Number.NaN);
}
