import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { spawnDebugAdapter } from "../support/debugClient.ts";
import { startBackend } from "../support/fakeBackend.ts";

const bundle = resolve("dist/adapter.cjs");

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "flowstate-debug-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the built adapter", () => {
  it("talks to a real backend over standard streams, and ends with disconnect within a second", async () => {
    expect(existsSync(bundle), "npm run build makes dist/adapter.cjs").toBe(true);
    await using backend = await startBackend(() => ({
      body: { session: { namespace: "account", data: { amount: 7 } } },
    }));
    const program = join(folder, "main.flow");
    await writeFile(program, flowTo(`${backend.url}/account`));
    const { client, exited, kill } = spawnDebugAdapter(process.execPath, [bundle], folder);
    try {
      await client.ask("initialize", { adapterID: "flow" });
      await client.event("initialized");
      await client.ask("launch", { program });
      const body = await client.ask("setBreakpoints", { source: { path: program }, breakpoints: [{ line: 4 }] });
      expect(body).toMatchObject({ breakpoints: [{ verified: true, line: 4 }] });
      await client.ask("configurationDone");
      expect((await client.settle()).body).toMatchObject({ reason: "breakpoint" });
      expect(await client.scope("session")).toEqual(['account = {"amount":7}']);
      expect((await client.frames())[0]?.source?.path).toBe(program);
      await client.go("continue");
      expect(client.trace.join("\n")).toContain("bot: You have 7 — ünïcödé 🙂");
      expect(backend.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(["GET /account"]);
      await client.ask("terminate");
      const asked = performance.now();
      await client.ask("disconnect");
      expect(await exited).toBe(0);
      expect(performance.now() - asked).toBeLessThan(1_000);
    } finally {
      kill();
    }
  });

  it("ends when its client is gone", async () => {
    const { client, exited, closeInput } = spawnDebugAdapter(process.execPath, [bundle], folder);
    await client.ask("initialize", { adapterID: "flow" });
    closeInput();
    expect(await exited).toBe(0);
  });

  it("ends when nobody hears it any more", async () => {
    const program = join(folder, "main.flow");
    await writeFile(program, 'state start {\n  say "Tick"\n  wait 50ms\n  -> start\n}\n');
    const { client, exited, closeOutput, kill } = spawnDebugAdapter(process.execPath, [bundle], folder);
    try {
      await client.ask("initialize", { adapterID: "flow" });
      await client.ask("launch", { program });
      await client.ask("configurationDone");
      await client.runEvent("message");
      closeOutput();
      expect(await exited).toBe(0);
    } finally {
      kill();
    }
  }, 10_000);

  it.each([
    [["--stdio"], []],
    [[], ["flow/consent"]],
  ])("started with %j asks about another host by %j", async (args, asks) => {
    const program = join(folder, "main.flow");
    await writeFile(program, flowTo("http://backend.invalid/account"));
    const { client, exited, kill } = spawnDebugAdapter(process.execPath, [bundle, ...args], folder);
    try {
      await client.ask("initialize", { adapterID: "flow" });
      await client.ask("launch", { program: "main.flow" });
      await client.ask("configurationDone");
      await (asks.length > 0 ? client.event("flow/consent") : client.runEvent("response"));
      expect(client.events.map((event) => event.event).filter((name) => name === "flow/consent")).toEqual(asks);
      await client.ask("disconnect");
      expect(await exited).toBe(0);
    } finally {
      kill();
    }
  });
});

function flowTo(url: string): string {
  return `flow main
state start {
  api GET "${url}" { session account { amount: number }  on failure -> end }
  say "You have {account.amount} — ünïcödé 🙂"
}
`;
}
