import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres } from "../../scripts/postgres/install.mjs";
import { startPostgres } from "../../scripts/postgres/server.mjs";
import { openStore } from "../../server/src/channels/storage/openStore.ts";
import { temporaryFolder } from "../support/commandLine.ts";
import { startBackend } from "../support/fakeBackend.ts";
import {
  countingFlows,
  expectAllTold,
  type Killable,
  putChannel,
  sayTo,
  shortLease,
  startKillable,
  talk,
  told,
  untilTold,
} from "../support/killedServers.ts";
import { emptyDatabase } from "../support/postgresDatabase.ts";
import { runs } from "../support/runs.ts";
import { until } from "../support/servedBot.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.runIf(hasPostgres)("several processes on one PostgreSQL", () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;

  beforeAll(async () => {
    postgres = await startPostgres();
  }, 180_000);
  afterAll(() => postgres.stop());

  /** Servers that share a database of their own, with a webhook that fails now and then. */
  async function cluster(processes: number, flows: string, environment: Readonly<Record<string, string>> = {}) {
    const folder = await temporaryFolder({ "bank.flow": flows });
    const webhook = await startBackend(() => ({ status: Math.random() < 0.1 ? 500 : 200 }));
    const backend = await startBackend(() => ({ status: 200, body: {}, delay: Math.random() * 20 }));
    const address = await emptyDatabase(postgres.url);
    const store = await openStore(address);
    await putChannel(store, webhook.url);
    const start = () => startKillable({ folder: folder.path, store: address, backend: backend.url, environment });
    const servers: Killable[] = await Promise.all(Array.from({ length: processes }, start));
    let next = 0;
    return {
      webhook,
      backend,
      store,
      address,
      servers,
      async add() {
        servers.push(await start());
      },
      log: () => servers.map((server) => server.log()).join("\n"),
      /** The next one in turn. */
      url: () => servers[next++ % servers.length]?.url ?? "",
      async restart(at: number) {
        await servers[at]?.kill();
        servers[at] = await start();
      },
      async [Symbol.asyncDispose]() {
        await Promise.all(servers.map((server) => server.kill()));
        await store.close();
        await Promise.all([webhook.close(), backend.close(), folder[Symbol.asyncDispose]()]);
      },
    };
  }

  test.each([2, 4])(
    "%i of them and the database, killed again and again under load, lose nothing, repeat nothing and mix nothing up",
    async (processes) => {
      const rounds = Math.ceil(runs(100) / 2);
      await using all = await cluster(processes, countingFlows);
      let kills = 0;
      const users = Array.from({ length: 8 }, (_, i) => i + 1);
      const talking = talk(all.url, users, Number.POSITIVE_INFINITY, () => kills >= rounds);
      while (kills < rounds) {
        // What dies with its process twenty times in a row is passed over; on a busy machine nothing may come of so short lives.
        if (kills % 3 === 2) await untilTold(all.webhook, 1);
        await pause(30 + Math.random() * 400);
        // The first two rounds are one of each; then whoever it hits.
        const victim = kills < 2 ? kills * processes : Math.floor(Math.random() * (processes + 1));
        if (victim < processes) await all.restart(victim);
        else {
          await postgres.kill();
          await postgres.start();
        }
        kills += 1;
      }
      const acknowledged = await talking;
      expect([...acknowledged.values()].flat().length).toBeGreaterThan(rounds);
      await expectAllTold(all.store, all.webhook, all.backend, acknowledged, all.log);
    },
  );

  test.each([2, 4])("%i of them share the load", async (processes) => {
    await using all = await cluster(processes, countingFlows);
    const acknowledged = await talk(all.url, [1, 2, 3, 4, 5, 6, 7, 8], 10);
    await expectAllTold(all.store, all.webhook, all.backend, acknowledged, all.log);
    const handled = await Promise.all(all.servers.map(({ url }) => figure(url, "flowstate_inputs_handled_total")));
    expect(handled.reduce((sum, count) => sum + count, 0)).toBe(80);
    expect(Math.min(...handled)).toBeGreaterThan(0);
  });

  test("what one has in its hands when it is killed goes on elsewhere when its lease is over, and not before", async () => {
    await using hanging = await startBackend(() => (hanging.requests.length <= 5 ? { delay: 60_000 } : { body: {} }));
    await using all = await cluster(1, countingFlows, { BACKEND: hanging.url });
    const users = [1, 2, 3, 4, 5];
    await Promise.all(users.map((user) => sayTo(all.url, user, "ask 1", `${user}`)));
    await until(() => hanging.requests.length === 5);
    await all.add();
    await pause(shortLease * 2);
    expect(hanging.requests).toHaveLength(5);
    await all.servers[0]?.kill();
    const killed = performance.now();
    await until(() => users.every((user) => told(all.webhook, user).order.length === 2));
    expect(performance.now() - killed).toBeLessThan(shortLease * 10);
    for (const user of users) expect(told(all.webhook, user).order).toEqual(["before 1 ask 1", "after 1 ask 1"]);
  });

  test("`wait` and `on silence` come at their time, though all that was there when they began is gone", async () => {
    await using all = await cluster(
      2,
      `bot bank { start bank.start }
state start { }
on text "wait" { say "a" wait 3s say "b" }
on text "quiet" { -> quiet }
state quiet {
  say "Still there?"
  on silence 3s { say "Nobody." }
}`,
    );
    await sayTo(all.url, 1, "wait", "1");
    await sayTo(all.url, 2, "quiet", "2");
    await until(() => told(all.webhook, 1).order.length === 1 && told(all.webhook, 2).order.length === 1);
    await Promise.all(all.servers.map((server) => server.kill()));
    await postgres.kill();
    await postgres.start();
    await Promise.all([all.restart(0), all.restart(1)]);
    await until(() => told(all.webhook, 1).order.length > 1 && told(all.webhook, 2).order.length > 1, 20_000);
    await pause(500);
    expect(told(all.webhook, 1).order).toEqual(["a", "b"]);
    expect(told(all.webhook, 2).order).toEqual(["Still there?", "Nobody."]);
  });
});

/** A figure of a server, as Prometheus reads it. */
async function figure(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1] ?? Number.NaN);
}
