import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasPostgres } from "../../../scripts/postgres/install.mjs";
import { startPostgres } from "../../../scripts/postgres/server.mjs";
import { openStore } from "../../../server/src/channels/storage/openStore.ts";
import type { Signal } from "../../../server/src/channels/storage/store.ts";
import { emptyDatabase, runSql } from "../../support/postgresDatabase.ts";
import { until } from "../../support/servedBot.ts";
import { storeContract } from "./contract.ts";

describe.runIf(hasPostgres)("a store in PostgreSQL", () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;

  beforeAll(async () => {
    server = await startPostgres();
  }, 180_000);
  afterAll(() => server.stop());

  const database = (): Promise<string> => emptyDatabase(server.url);

  storeContract("PostgreSQL", async () => {
    const url = await database();
    const open = (now: () => number) => openStore(url, now);
    return {
      open,
      openAgain: open,
      clean: () => runSql(server.url, `DROP DATABASE ${new URL(url).pathname.slice(1)}`),
    };
  });

  test("processes that start at once make the tables once", async () => {
    const url = await database();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(url)));
    await Promise.all(stores.map((store) => store.check()));
    await Promise.all(stores.map((store) => store.close()));
  });

  test("a store of a newer version is refused", async () => {
    const url = await database();
    await (await openStore(url)).close();
    await runSql(url, "INSERT INTO flowstate.versions VALUES (1000)");
    await expect(openStore(url)).rejects.toThrow("newer version of Flowstate");
  });

  test("a server that cannot be reached is a failure that names no password", async () => {
    const error: unknown = await openStore("postgres://me:open-sesame@127.0.0.1:1/x").catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toContain("open-sesame");
  });

  test("a server that is killed and comes back is used again, and has what was acknowledged", async () => {
    const store = await openStore(await database());
    const arrival = { channel: "c", user: "ann", key: null, attachments: [], limit: null } as const;
    await store.inbox.accept({ ...arrival, inputs: ["before"] });
    await server.kill();
    await expect(store.inbox.accept({ ...arrival, inputs: ["while it is gone"] })).rejects.toThrow();
    await server.start();
    await store.inbox.accept({ ...arrival, inputs: ["after"] });
    const claim = await store.inbox.claim(1_000);
    expect(claim?.inputs.map(({ input }) => input)).toEqual(["before", "after"]);
    await store.close();
  });

  test("what one process says the others hear, after the server was away, too", async () => {
    const url = await database();
    const [one, other] = await Promise.all([openStore(url), openStore(url)]);
    const own: Signal[] = [];
    const heard: Signal[] = [];
    one.signals?.listen((signal) => own.push(signal));
    other.signals?.listen((signal) => heard.push(signal));
    const users = Array.from({ length: 200 }, (_, i) => `"'\\ü${i}`);
    const commits = users.map((user): Signal => ({ kind: "commit", key: { channel: "c", user } }));
    const sayUntilHeard = (): Promise<void> =>
      until(() => {
        one.signals?.send({ kind: "inputs" });
        return heard.length > 0;
      });
    await sayUntilHeard();
    for (const signal of commits) one.signals?.send(signal);
    await until(() => heard.filter(({ kind }) => kind === "commit").length === users.length);
    expect(heard.filter(({ kind }) => kind === "commit")).toEqual(commits);
    await server.kill();
    one.signals?.send({ kind: "deliveries" });
    await server.start();
    heard.length = 0;
    await sayUntilHeard();
    expect(own).toEqual([]);
    await runSql(url, "NOTIFY flowstate, 'from somebody else'");
    await Promise.all([one.close(), other.close()]);
  });

  test("the same request many times at once is taken once", async () => {
    const store = await openStore(await database());
    const arrival = { channel: "c", user: null, key: "k", inputs: ["x"], attachments: [], limit: null };
    const all = await Promise.all(Array.from({ length: 20 }, () => store.inbox.accept(arrival)));
    expect(all.filter((one) => one.kind === "accepted" && !one.isRepeated)).toHaveLength(1);
    expect(new Set(all.map((one) => (one.kind === "accepted" ? one.user : "limited"))).size).toBe(1);
    expect((await store.counts()).pendingInputs).toBe(1);
    await store.close();
  });
});
