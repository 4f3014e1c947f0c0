import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../../server/src/channels/storage/openStore.ts";
import { openSqliteStore } from "../../../server/src/channels/storage/sqlite/sqliteStore.ts";
import { storeContract } from "./contract.ts";

storeContract("SQLite in a file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "flowstate-store-"));
  const open = (now: () => number) => openStore(`sqlite:${join(folder, "below", "store.sqlite")}`, now);
  return { open, openAgain: open, clean: () => rm(folder, { recursive: true, force: true }) };
});

storeContract("SQLite in memory", async () => ({ open: (now) => openStore("memory", now), clean: async () => {} }));

test("only its owner may read the file of a store", async () => {
  const folder = await mkdtemp(join(tmpdir(), "flowstate-store-"));
  const file = join(folder, "store.sqlite");
  const store = openSqliteStore(file);
  if (process.platform !== "win32") expect((await stat(file)).mode & 0o077).toBe(0);
  await store.close();
  await rm(folder, { recursive: true });
});

test("a file of a newer version, or that is no database, is refused", async () => {
  const folder = await mkdtemp(join(tmpdir(), "flowstate-store-"));
  const newer = new DatabaseSync(join(folder, "newer"));
  newer.exec("PRAGMA user_version = 1000");
  newer.close();
  await writeFile(join(folder, "text"), "This is a text, and a long one at that. ".repeat(200));
  expect(() => openSqliteStore(join(folder, "newer"))).toThrow("newer version of Flowstate");
  expect(() => openSqliteStore(join(folder, "text"))).toThrow("not a database");
  await rm(folder, { recursive: true });
});

test("an address that is none is refused without being repeated, for it may hold a password", async () => {
  await expect(openStore("mysql://me:secret@host")).rejects.toThrow(
    "A store is `sqlite:FILE`, `memory` or `postgres://…`.",
  );
});

test("a write that fails leaves the others of its transaction alone", async () => {
  const store = openSqliteStore(null);
  const arrival = { channel: "c", user: "ann", key: null, attachments: [], limit: null } as const;
  const file = { id: "same", type: "image/png", bytes: new Uint8Array(1) };
  const results = await Promise.allSettled([
    store.inbox.accept({ ...arrival, inputs: ["one"], attachments: [file] }),
    store.inbox.accept({ ...arrival, inputs: ["two"], attachments: [file] }),
    store.inbox.accept({ ...arrival, inputs: ["three"] }),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  const claim = await store.inbox.claim(1_000);
  expect(claim?.inputs.map(({ input }) => input)).toEqual(["one", "three"]);
  await store.close();
});
