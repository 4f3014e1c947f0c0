import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../server/src/channels/storage/openStore.ts";
import { temporaryFolder } from "../support/commandLine.ts";
import { startBackend } from "../support/fakeBackend.ts";
import { countingFlows, expectAllTold, putChannel, startKillable, talk, untilTold } from "../support/killedServers.ts";
import { runs } from "../support/runs.ts";

test.each([1, 2])(
  "killed again and again under load, %i process(es) lose nothing, repeat nothing and mix nothing up",
  async (processes) => {
    const rounds = Math.max(4, Math.ceil(runs(100) / 2));
    await using folder = await temporaryFolder({ "bank.flow": countingFlows });
    await using webhook = await startBackend(() => ({ status: Math.random() < 0.1 ? 500 : 200 }));
    await using backend = await startBackend(() => ({ status: 200, body: {}, delay: Math.random() * 20 }));
    const address = `sqlite:${join(folder.path, "store.sqlite")}`;
    const store = await openStore(address);
    await putChannel(store, webhook.url);
    const start = () => startKillable({ folder: folder.path, store: address, backend: backend.url });
    const servers = await Promise.all(Array.from({ length: processes }, start));
    try {
      const users = Array.from({ length: 8 }, (_, i) => i + 1);
      let kills = 0;
      let next = 0;
      const url = () => servers[next++ % servers.length]?.url ?? "";
      const talking = talk(url, users, Number.POSITIVE_INFINITY, () => kills >= rounds);
      while (kills < rounds) {
        // What dies with its process twenty times in a row is passed over; on a busy machine nothing may come of so short lives.
        if (kills % 3 === 2) await untilTold(webhook, 1);
        await new Promise((resolve) => setTimeout(resolve, 30 + Math.random() * 250));
        const at = kills % processes;
        await servers[at]?.kill();
        servers[at] = await start();
        kills += 1;
      }
      const acknowledged = await talking;
      expect([...acknowledged.values()].flat().length).toBeGreaterThan(rounds);
      await expectAllTold(store, webhook, backend, acknowledged, () => servers.map(({ log }) => log()).join("\n"));
    } finally {
      await Promise.all(servers.map((server) => server.kill()));
    }
    await store.close();
  },
);
