import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DebugClient } from "@vscode/debugadapter-testsupport";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/** A client that others have written, and that knows nothing of this adapter. */
let client: DebugClient;
let folder = "";
let program = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "flowstate-debug-"));
  program = join(folder, "main.flow");
  await writeFile(program, 'flow main\nstate start {\n  say "One"\n  set session.two = 2\n  say "Three"\n}\n');
  client = new DebugClient(process.execPath, resolve("dist/adapter.cjs"), "flow");
  await client.start();
});

afterEach(async () => {
  await client.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("the built adapter under the protocol's own test client", () => {
  it("hits a breakpoint, verified as it is set", async () => {
    await client.hitBreakpoint({ program }, { path: program, line: 4 });
  });

  it("stops on entry, steps and ends", async () => {
    await Promise.all([
      client.configurationSequence(),
      client.launch({ program, stopOnEntry: true }),
      client.assertStoppedLocation("entry", { path: program, line: 3 }),
    ]);
    await Promise.all([
      client.assertOutput("stdout", "bot: One", 5_000),
      client.assertStoppedLocation("step", { path: program, line: 4 }),
      client.nextRequest({ threadId: 1 }),
    ]);
    await Promise.all([client.waitForEvent("terminated"), client.terminateRequest()]);
  });

  it("says why it cannot launch", async () => {
    await client.initializeRequest();
    const launch = { noDebug: false, program: join(folder, "missing.flow") };
    await expect(client.launchRequest(launch)).rejects.toThrow(/missing\.flow/);
  });
});
