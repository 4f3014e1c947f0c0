import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { openStore } from "../../server/src/channels/storage/openStore.ts";
import {
  commandLine,
  type Outcome,
  spawnCommandLine,
  type TemporaryFolder,
  temporaryFolder,
} from "../support/commandLine.ts";
import { startBackend } from "../support/fakeBackend.ts";

const bank = 'bot bank { start bank.start }\nstate start { say "Hello!" }\n';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder({
    "bank/bank.flow": bank,
    "two/a/a.flow": 'bot a { start a.start }\nstate start { say "a" }\n',
    "two/b/b.flow": 'bot b { start b.start }\nstate start { say "b" }\n',
    "broken/bank.flow": "bot bank { start bank.nowhere }\n",
    "settings.json": '{ "publicUrl": "https://bots.example/", "limits": { "messagesPerMinute": 5 } }',
    "wrong.json": '{ "limits": { "messagesPerMinute": 0 } }',
  });
});
afterAll(() => folder[Symbol.asyncDispose]());

let stores = 0;
/** The address of a store that nobody has used. */
function newStore(): string {
  stores += 1;
  return `sqlite:${join(folder.path, `store-${stores}.sqlite`)}`;
}

const path = (name: string) => join(folder.path, name);

function json<T>(schema: z.ZodType<T>, { out }: Outcome): T {
  return schema.parse(JSON.parse(out));
}

const made = z.strictObject({ channelID: z.string().min(16), token: z.string().min(32) });

async function addChannel(store: string, webhook = "http://127.0.0.1:9/hook"): Promise<z.infer<typeof made>> {
  const outcome = await commandLine(
    "channel",
    "add",
    "api-medium",
    path("bank"),
    "--webhook",
    webhook,
    "--store",
    store,
  );
  expect(outcome.code).toBe(0);
  return json(made, outcome);
}

describe("channel add", () => {
  test("makes an id and a token, and shows a request that starts the bot", async () => {
    const store = newStore();
    const args = ["api-medium", path("bank"), "--webhook", "http://127.0.0.1:9/hook", "--store", store];
    const outcome = await commandLine("channel", "add", ...args);
    const { channelID, token } = json(made, outcome);
    expect(outcome.error).toContain("curl -X POST 'http://127.0.0.1:4000/api-medium/messages'");
    expect(outcome.error).toContain(JSON.stringify({ channelID, token, message: "#bank" }));
    const kept = await openStore(store);
    expect(await kept.channels.get(channelID)).toMatchObject({
      token,
      deployments: [{ bot: "bank", keyword: "#bank" }],
    });
    await kept.close();
    expect(json(made, await commandLine("channel", "add", ...args)).channelID).not.toBe(channelID);
  });

  test("keeps it beside the flows where no store is named, out of every repository", async () => {
    expect(
      (await commandLine("channel", "add", "api-medium", path("bank"), "--webhook", "http://x.example")).code,
    ).toBe(0);
    expect(await readFile(path("bank/.flowstate/.gitignore"), "utf8")).toBe("*\n");
    const file = await stat(path("bank/.flowstate/channels.sqlite"));
    if (process.platform !== "win32") expect(file.mode & 0o077).toBe(0);
    const listed = await commandLine("channel", "list", path("bank"));
    expect(listed.out).toContain("http://x.example");
  });

  test("chatlayer: the bot's name, a token, and one for the customer to check", async () => {
    const args = ["chatlayer", path("bank"), "--webhook", "http://127.0.0.1:9/", "--store", newStore()];
    const outcome = await commandLine("channel", "add", ...args);
    const shape = z.strictObject({
      botId: z.literal("bank"),
      token: z.string().min(32),
      verifyToken: z.string().min(32),
    });
    expect(json(shape, outcome).token).not.toBe(json(shape, outcome).verifyToken);
  });

  test("another bot on the same channel gets a keyword of its own", async () => {
    const store = newStore();
    const { channelID, token } = await addChannel(store);
    const add = (...more: readonly string[]) =>
      commandLine(
        "channel",
        "add",
        "api-medium",
        path("two/a"),
        "--webhook",
        "http://x",
        "--to",
        channelID,
        "--store",
        store,
        ...more,
      );
    expect(await add("--keyword", "#BANK")).toMatchObject({
      code: 2,
      error: expect.stringContaining("#BANK starts bank"),
    });
    expect(json(made, await add())).toEqual({ channelID, token });
    const listed = await commandLine("channel", "list", path("bank"), "--store", store);
    expect(JSON.parse(listed.out)).toMatchObject({
      bots: [
        { bot: "bank", keyword: "#bank" },
        { bot: "a", keyword: "#a" },
      ],
    });
    expect(listed.out).not.toContain(token);
  });

  test.each<[string, readonly string[], string]>([
    ["no webhook", ["api-medium", "bank"], "--webhook"],
    ["a webhook that is no address", ["api-medium", "bank", "--webhook", "x"], "http or https address"],
    ["a webhook of another scheme", ["api-medium", "bank", "--webhook", "file:///x"], "http or https address"],
    ["a webhook with a password", ["api-medium", "bank", "--webhook", "http://a:b@x.example"], "must not hold"],
    ["a kind that there is not", ["sms", "bank", "--webhook", "http://x"], "no channel sms"],
    ["several bots", ["api-medium", "two", "--webhook", "http://x"], "several bots"],
    ["a folder that is not there", ["api-medium", "none", "--webhook", "http://x"], "does not exist"],
    ["an empty keyword", ["api-medium", "bank", "--webhook", "http://x", "--keyword", " "], "at least one character"],
    ["a channel that is not there", ["api-medium", "bank", "--webhook", "http://x", "--to", "none"], "no channel none"],
    [
      "a store in memory",
      ["api-medium", "bank", "--webhook", "http://x", "--store", "memory"],
      "ends with its process",
    ],
    ["a store that is none", ["api-medium", "bank", "--webhook", "http://x", "--store", "mysql://x"], "A store is"],
  ])("with %s it says what is wrong in one line", async (_, [kind = "", where = "", ...rest], problem) => {
    const store = rest.includes("--store") ? [] : ["--store", newStore()];
    const { code, out, error } = await commandLine("channel", "add", kind, path(where), ...rest, ...store);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toContain(problem);
    expect(error.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("a channel that is there", () => {
  test("request-example uses the address that the settings say", async () => {
    const store = newStore();
    const { channelID } = await addChannel(store);
    const config = path("settings.json");
    const { out } = await commandLine(
      "channel",
      "request-example",
      channelID,
      path("bank"),
      "--store",
      store,
      "--config",
      config,
    );
    expect(out).toContain("'https://bots.example/api-medium/messages'");
  });

  test("test-webhook sends a signed sample, and says what came of it", async () => {
    await using webhook = await startBackend(({ url }) => ({ status: url === "/ok" ? 200 : 500 }));
    const store = newStore();
    for (const [where, code, answer] of [
      ["/ok", 0, { status: 200, success: true }],
      ["/bad", 1, { status: 500, success: false, error: "The webhook answered with 500." }],
    ] as const) {
      const { channelID } = await addChannel(store, `${webhook.url}${where}`);
      const outcome = await commandLine("channel", "test-webhook", channelID, path("bank"), "--store", store);
      expect(outcome.code).toBe(code);
      expect(JSON.parse(outcome.out)).toMatchObject({ webhook: `${webhook.url}${where}`, ...answer });
      expect(JSON.parse(webhook.requests.at(-1)?.body ?? "")).toMatchObject({
        channelID,
        message: "This is a test of the webhook.",
        userID: 0,
      });
      expect(webhook.requests.at(-1)?.headers["x-flowstate-signature"]).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
    }
  });

  test("dead letters are listed without what they say, and sent again", async () => {
    const store = newStore();
    const { channelID } = await addChannel(store);
    const opened = await openStore(store);
    await opened.inbox.accept({
      channel: channelID,
      user: "1",
      key: null,
      inputs: ["x"],
      attachments: [],
      limit: null,
    });
    const claim = await opened.inbox.claim(1_000);
    if (claim === undefined) throw new Error("It was expected.");
    const messages = [{ delivery: "push", message: "my words", entry: null }] as const;
    await opened.inbox.commit(claim, {
      state: "null",
      due: null,
      handled: [],
      messages,
      botMemory: null,
      release: true,
    });
    const [delivery] = await opened.outbox.claim(1, 1_000, []);
    if (delivery === undefined) throw new Error("It was expected.");
    await opened.outbox.deadLetter(delivery, "The webhook answered with 500.");
    await opened.close();
    const list = () => commandLine("channel", "dead-letters", path("bank"), "--store", store);
    const listed = await list();
    expect(JSON.parse(listed.out)).toMatchObject({
      id: delivery.id,
      channelID,
      userID: "1",
      attempts: 1,
      error: "The webhook answered with 500.",
    });
    expect(listed.out).not.toContain("my words");
    const resend = (...what: readonly string[]) =>
      commandLine("channel", "resend", ...what, "--project", path("bank"), "--store", store);
    expect((await resend()).code).toBe(2);
    expect(await resend(delivery.id)).toMatchObject({ code: 0, out: '{"resent":1}\n' });
    expect((await list()).out).toBe("");
    expect(await resend("--all")).toMatchObject({ code: 0, out: '{"resent":0}\n' });
  });

  test("a channel that is not there is told by name", async () => {
    const { code, error } = await commandLine("channel", "test-webhook", "none", path("bank"), "--store", newStore());
    expect({ code, error }).toEqual({
      code: 2,
      error: "flowstate: There is no channel none: `flowstate channel list` shows those there are.\n",
    });
  });
});

test("user delete forgets one user of one channel", async () => {
  const store = newStore();
  const opened = await openStore(store);
  for (const channel of ["x", "y"]) {
    await opened.inbox.accept({ channel, user: "1", key: null, inputs: ["x"], attachments: [], limit: null });
  }
  await opened.close();
  const remove = (...more: readonly string[]) =>
    commandLine("user", "delete", "1", path("bank"), "--store", store, ...more);
  expect(await remove()).toMatchObject({ code: 2, error: expect.stringContaining("several channels (x, y)") });
  expect(await remove("--channel", "z")).toMatchObject({ code: 2, error: expect.stringContaining("no user 1 on z") });
  expect(await remove("--channel", "x")).toMatchObject({ code: 0, out: '{"deleted":"1","channel":"x"}\n' });
  expect(await remove()).toMatchObject({ code: 0, out: '{"deleted":"1","channel":"y"}\n' });
  expect(await remove()).toMatchObject({ code: 2, error: expect.stringContaining("There is no user 1.") });
});

describe("serve", () => {
  test.each<[string, readonly string[], number, string]>([
    ["a folder that is not there", ["none"], 2, "does not exist"],
    ["flows that do not run", ["broken"], 1, "unknown-state"],
    ["settings that are wrong", ["bank", "--config", "wrong.json"], 2, "`limits.messagesPerMinute`"],
    ["settings that are not there", ["bank", "--config", "none.json"], 2, "cannot be read"],
    ["a port that is none", ["bank", "--port", "x"], 2, "a number from 0 to 65535"],
    ["a host that is none", ["bank", "--host", "256.0.0.1", "--store", "memory"], 2, "cannot be listened on"],
  ])("refuses %s", async (_, [where = "", ...flags], code, problem) => {
    const args = flags.map((flag) => (flag.endsWith(".json") ? path(flag) : flag));
    const outcome = await spawnCommandLine(["serve", path(where), ...args]);
    expect({ code: outcome.code, out: outcome.out }).toEqual({ code, out: "" });
    expect(outcome.error).toContain(problem);
    expect(outcome.error.trimEnd().split("\n")).toHaveLength(1);
  });

  test("refuses a port that somebody has, by its number", async () => {
    await using other = await startBackend(() => ({ status: 200 }));
    const args = ["serve", path("bank"), "--port", String(other.port), "--store", "memory"];
    expect(await spawnCommandLine(args)).toMatchObject({
      code: 2,
      error: `flowstate: 127.0.0.1:${other.port} is taken: name another --port.\n`,
    });
  });
});
