import { readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { spawnCommandLine, type TemporaryFolder, temporaryFolder } from "../support/commandLine.ts";
import { type FakeBackend, startBackend } from "../support/fakeBackend.ts";

function botOf(backend: FakeBackend): Readonly<Record<string, string>> {
  return {
    "bank.flow": `flow bank
bot bank { start bank.start }
service bank { base "${backend.url}" auth bearer secret.TOKEN }
state start {
  ask session.amount as number "How much?"
  api bank POST "/transfers" {
    body { amount: session.amount }
    on failure { say "It failed." -> end }
  }
  say "{account.limit} left."
  -> end
}
`,
    "bank.test.flow": 'test "five" {\n  user "5"\n  bot "300 left."\n}\n',
  };
}

const environment = { TOKEN: "s3cr3t-token" };

/** A bank whose answer can be changed. */
async function startBank() {
  const bank = { limit: 300 as unknown };
  const backend = await startBackend(({ headers }) => ({
    body: { session: { namespace: "account", data: { limit: bank.limit } }, seen: headers["authorization"] },
  }));
  return { bank, backend, [Symbol.asyncDispose]: () => backend.close() };
}

async function run(folder: TemporaryFolder, input: string, ...args: readonly string[]) {
  return spawnCommandLine(args, { cwd: folder.path, input, env: environment });
}

const file = /recordings\/bank-post-transfers-[0-9a-f]{6}\.json/;

describe("flowstate record", () => {
  test("keeps a conversation, which tests and run are answered from, and tells a changed backend", async () => {
    await using started = await startBank();
    const { bank, backend } = started;
    await using folder = await temporaryFolder(botOf(backend));
    const unmocked = await run(folder, "", "test");
    expect(unmocked).toMatchObject({ code: 1 });
    expect(unmocked.out).toContain("No mock answers POST /transfers");

    const kept = await run(folder, "5\n", "record");
    expect(kept.out).toContain("300 left.");
    expect(kept.out).toMatch(new RegExp(`Recordings\n {2}new     ${file.source}\n$`));
    expect(kept.code).toBe(0);
    const [name = ""] = await readdir(join(folder.path, "recordings"));
    const text = await readFile(join(folder.path, "recordings", name), "utf8");
    expect(text).not.toContain("s3cr3t");
    expect(JSON.parse(text)).toMatchObject({
      request: { body: { amount: 5 } },
      responses: [{ body: { seen: "•••" } }],
    });

    const { length } = backend.requests;
    expect(await run(folder, "", "test")).toMatchObject({ code: 0 });
    const events = await run(folder, "7\n", "run", "--recordings", "--json");
    expect(events.out).toContain(`"recording":"recordings/${name}"`);
    expect(backend.requests).toHaveLength(length);

    expect((await run(folder, "5\n", "record", "--check")).out).toMatch(/Recordings\n {2}same {4}1\n$/);
    bank.limit = 200;
    const changed = await run(folder, "5\n", "record", "--check");
    expect(changed.out).toMatch(/ {2}changed recordings\/\S+\n {10}body\.session\.data\.limit: 300 → 200\n$/);
    expect(changed.code).toBe(1);
    expect((await run(folder, "5\n", "record", "--check", "--shape")).code).toBe(0);
    bank.limit = "200";
    expect((await run(folder, "5\n", "record", "--check", "--shape")).code).toBe(1);
    expect(await readFile(join(folder.path, "recordings", name), "utf8")).toBe(text);
    expect((await run(folder, "5\n", "record")).code).toBe(0);
    expect(await readFile(join(folder.path, "recordings", name), "utf8")).not.toBe(text);
  });

  test("keeps what the tests ask for, in another folder where one is named", async () => {
    await using started = await startBank();
    await using folder = await temporaryFolder(botOf(started.backend));
    const { out, code } = await run(folder, "", "record", "--tests", "--out", "kept");
    expect(out).toMatch(/new {5}kept\/recordings\/bank-post-transfers-/);
    expect(code).toBe(0);
    expect(await run(folder, "", "record", "--tests", "--filter", "six")).toMatchObject({ code: 2 });
  });

  test("says which requests got no answer, and fails", async () => {
    const backend = await startBackend(() => ({}));
    await backend.close();
    await using folder = await temporaryFolder(botOf(backend));
    const { out, code } = await run(folder, "5\n", "record");
    expect(out).toContain("no answer to POST /transfers: ");
    expect(code).toBe(1);
  });

  test("writes nothing outside of the project, and tells of files that are no recordings", async () => {
    await using started = await startBank();
    await using folder = await temporaryFolder(botOf(started.backend));
    await using elsewhere = await temporaryFolder({ "x.txt": "" });
    await symlink(elsewhere.path, join(folder.path, "recordings"));
    const { code, error } = await run(folder, "5\n", "record");
    expect(error).toContain("leads out of its project");
    expect(code).toBe(2);
    expect(await readdir(elsewhere.path)).toEqual(["x.txt"]);
    await using broken = await temporaryFolder({ ...botOf(started.backend), "recordings/x.json": "{" });
    expect((await run(broken, "", "test")).error).toContain("recordings/x.json is no recording: ");
    await writeFile(join(broken.path, "recordings/x.txt"), "");
  });
});
