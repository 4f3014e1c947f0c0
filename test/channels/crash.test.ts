import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../../server/src/channels/storage/openStore.ts";
import { commandLineFile, temporaryFolder } from "../support/commandLine.ts";
import { type FakeBackend, startBackend } from "../support/fakeBackend.ts";
import { runs } from "../support/runs.ts";
import { postJson, until } from "../support/servedBot.ts";

// Every message is a number; the bot counts what it has heard and says both. The backend is asked in every other turn, so that
// processes die before, during and after a request.
const flows = `
bot bank { start bank.start }
var session.heard: number = 0
state start { }
on text r"^ask " {
  set session.heard = session.heard + 1
  say "before {session.heard} {event.text}"
  api POST "{env("BACKEND")}/asked" { body { text: event.text } }
  say "after {session.heard} {event.text}"
}
on text r"^say " {
  set session.heard = session.heard + 1
  say "only {session.heard} {event.text}"
}
`;

/** A server of its own that can be killed at any moment. */
interface Killable {
  readonly url: string;
  readonly child: ChildProcess;
  kill(): Promise<void>;
}

async function serve(folder: string, store: string, backend: string): Promise<Killable> {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", commandLineFile, "serve", folder, "--port", "0", "--store", store],
    {
      env: {
        ...process.env,
        BACKEND: backend,
        FLOWSTATE_LIMITS_MESSAGES_PER_MINUTE: "1000000",
        FLOWSTATE_CONVERSATIONS_LEASE: "500",
        FLOWSTATE_DELIVERY_TIMEOUT: "400",
        FLOWSTATE_DELIVERY_FIRST_DELAY: "20",
        FLOWSTATE_DELIVERY_LONGEST_DELAY: "100",
        FLOWSTATE_DELIVERY_ATTEMPTS: "100",
        FLOWSTATE_LOG_LEVEL: "error",
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("close", () => reject(new Error("The server has ended.")));
    child.stdout?.on("data", (chunk: Buffer) => {
      const found = /http:\S+/.exec(chunk.toString());
      if (found !== null) resolve(found[0]);
    });
  });
  return {
    url,
    child,
    kill: async () => {
      child.kill("SIGKILL");
      await closed;
    },
  };
}

/** Sends messages to a server that may die at any moment, one after the other for each user; what was acknowledged. */
async function talk(
  url: () => string,
  users: readonly number[],
  perUser: number,
): Promise<ReadonlyMap<number, string[]>> {
  const acknowledged = new Map<number, string[]>();
  await Promise.all(
    users.map(async (user) => {
      const own: string[] = [];
      acknowledged.set(user, own);
      for (let i = 1; i <= perUser; i++) {
        const message = `${(i + user) % 2 === 0 ? "ask" : "say"} ${i}`;
        // A client whose request broke off does not know whether it was taken: it asks again, by the same name.
        const headers = { "idempotency-key": `${user}-${i}` };
        const body = { channelID: "channel-1", token: "token-1", message, userID: user };
        for (;;) {
          const answer = await postJson(`${url()}/api-medium/messages`, body, headers).catch(() => undefined);
          if (answer?.status === 200) break;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        own.push(message);
      }
    }),
  );
  return acknowledged;
}

/** What a user has to be told, each message once, for what they have said. */
function expected(messages: readonly string[]): readonly string[] {
  return messages.flatMap((text, i) =>
    text.startsWith("ask") ? [`before ${i + 1} ${text}`, `after ${i + 1} ${text}`] : [`only ${i + 1} ${text}`],
  );
}

/** What a user was told, repeated deliveries of one message taken as one; and the ids of those that were repeated with another text. */
function told(webhook: FakeBackend, user: number) {
  const byId = new Map<string, string>();
  const order: string[] = [];
  const changed: string[] = [];
  for (const { body, headers } of webhook.requests) {
    const call = JSON.parse(body) as { readonly userID: number; readonly message: string };
    const id = String(headers["x-flowstate-delivery"]);
    if (call.userID !== user) continue;
    const before = byId.get(id);
    if (before === undefined) order.push(call.message);
    else if (before !== body) changed.push(id);
    byId.set(id, body);
  }
  return { order, changed };
}

test.each([1, 2])(
  "killed again and again under load, %i process(es) lose nothing, repeat nothing and mix nothing up",
  async (processes) => {
    const rounds = Math.max(4, Math.ceil(runs(100) / 2));
    await using folder = await temporaryFolder({ "bank.flow": flows });
    await using webhook = await startBackend(() => ({ status: Math.random() < 0.1 ? 500 : 200 }));
    await using backend = await startBackend(() => ({ status: 200, body: {}, delay: Math.random() * 20 }));
    const address = `sqlite:${join(folder.path, "store.sqlite")}`;
    const store = await openStore(address);
    await store.channels.put({
      id: "channel-1",
      kind: "api-medium",
      token: "token-1",
      verifyToken: null,
      webhook: webhook.url,
      deployments: [{ bot: "bank", keyword: "#bank" }],
      createdAt: 0,
    });
    const start = () => serve(folder.path, address, backend.url);
    const servers = await Promise.all(Array.from({ length: processes }, start));
    try {
      const users = Array.from({ length: 8 }, (_, i) => i + 1);
      let isTalking = true;
      let next = 0;
      const url = () => servers[next++ % servers.length]?.url ?? "";
      const talking = talk(url, users, rounds * 4).finally(() => {
        isTalking = false;
      });
      let kills = 0;
      while (kills < rounds) {
        await new Promise((resolve) => setTimeout(resolve, 30 + Math.random() * 250));
        const at = kills % processes;
        await servers[at]?.kill();
        servers[at] = await start();
        kills += 1;
        if (!isTalking && kills >= rounds / 2) break;
      }
      const acknowledged = await talking;
      await until(async () => {
        const { pendingInputs, pendingDeliveries } = await store.counts();
        return pendingInputs === 0 && pendingDeliveries === 0;
      }, 30_000);
      for (const user of users) {
        const { order, changed } = told(webhook, user);
        expect(order, `user ${user}`).toEqual(expected(acknowledged.get(user) ?? []));
        expect(changed).toEqual([]);
      }
      // A request that was under way when its process died is sent again, as is one whose process was too busy to keep its lease up; none was
      // left out.
      const asked = [...acknowledged.values()].flat().filter((text) => text.startsWith("ask")).length;
      expect(backend.requests.length).toBeGreaterThanOrEqual(asked);
      expect(backend.requests.length).toBeLessThanOrEqual(asked * 2);
      expect(await store.outbox.deadLetters(null)).toEqual([]);
    } finally {
      await Promise.all(servers.map((server) => server.kill()));
    }
    await store.close();
  },
);
