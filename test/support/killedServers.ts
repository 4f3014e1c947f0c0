import { type ChildProcess, spawn } from "node:child_process";
import { expect } from "vitest";
import type { Store } from "../../server/src/channels/storage/store.ts";
import { commandLineFile } from "./commandLine.ts";
import type { FakeBackend } from "./fakeBackend.ts";
import { postJson, until } from "./servedBot.ts";

/**
 * Every message is a number; the bot counts what it has heard and says both. The backend is asked in every other turn, so that processes
 * die before, during and after a request.
 */
export const countingFlows = `
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
export interface Killable {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has written to standard error so far. */
  log(): string;
  kill(): Promise<void>;
}

/** How a server that is killed is started. */
export interface KillableOptions {
  readonly folder: string;
  /** Address of the store. */
  readonly store: string;
  /** Address of the backend of `countingFlows`. */
  readonly backend: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Milliseconds after which the conversations of a process that was killed go on elsewhere. */
export const shortLease = 500;

/** Starts `flowstate serve` with a short lease; resolves when it listens. */
export async function startKillable({ folder, store, backend, environment }: KillableOptions): Promise<Killable> {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", commandLineFile, "serve", folder, "--port", "0"],
    {
      env: {
        ...process.env,
        FLOWSTATE_STORE: store,
        BACKEND: backend,
        FLOWSTATE_LIMITS_MESSAGES_PER_MINUTE: "1000000",
        FLOWSTATE_CONVERSATIONS_LEASE: String(shortLease),
        FLOWSTATE_DELIVERY_TIMEOUT: "400",
        FLOWSTATE_DELIVERY_FIRST_DELAY: "20",
        FLOWSTATE_DELIVERY_LONGEST_DELAY: "100",
        FLOWSTATE_DELIVERY_ATTEMPTS: "100",
        FLOWSTATE_LOG_LEVEL: "error",
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("close", () => reject(new Error(`The server has ended: ${log}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      const found = /http:\S+/.exec(chunk.toString());
      if (found !== null) resolve(found[0]);
    });
  });
  return {
    url,
    child,
    log: () => log,
    kill: async () => {
      child.kill("SIGKILL");
      await closed;
    },
  };
}

/** A channel of the API medium in a store, for `talk`. */
export async function putChannel(store: Store, webhook: string): Promise<void> {
  await store.channels.put({
    id: "channel-1",
    kind: "api-medium",
    token: "token-1",
    verifyToken: null,
    webhook,
    deployments: [{ bot: "bank", keyword: "#bank" }],
    createdAt: 0,
  });
}

/** Sends a message until it is acknowledged, by the same name each time: a client whose request broke off does not know whether it was taken. */
export async function sayTo(url: () => string, userID: number, message: string, name: string): Promise<void> {
  for (;;) {
    const body = { channelID: "channel-1", token: "token-1", message, userID };
    const answer = await postJson(`${url()}/api-medium/messages`, body, { "idempotency-key": name }).catch(
      () => undefined,
    );
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Sends messages to a server that may die at any moment, one after the other for each user; what was acknowledged. */
export async function talk(
  url: () => string,
  users: readonly number[],
  perUser: number,
  isEnough: () => boolean = () => false,
): Promise<ReadonlyMap<number, string[]>> {
  const acknowledged = new Map<number, string[]>();
  await Promise.all(
    users.map(async (user) => {
      const own: string[] = [];
      acknowledged.set(user, own);
      for (let i = 1; i <= perUser && !isEnough(); i++) {
        const message = `${(i + user) % 2 === 0 ? "ask" : "say"} ${i}`;
        await sayTo(url, user, message, `${user}-${i}`);
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
export function told(webhook: FakeBackend, user: number) {
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

/** Waits until a webhook has been called as many times more. */
export async function untilTold(webhook: FakeBackend, more: number): Promise<void> {
  const before = webhook.requests.length;
  await until(() => webhook.requests.length >= before + more, 60_000);
}

/** Waits until nothing is left to do, and holds what users were told to what was acknowledged; `log` says what went wrong. */
export async function expectAllTold(
  store: Store,
  webhook: FakeBackend,
  backend: FakeBackend,
  acknowledged: ReadonlyMap<number, readonly string[]>,
  log: () => string,
): Promise<void> {
  const isDone = async (): Promise<boolean> => {
    const { pendingInputs, pendingDeliveries } = await store.counts();
    return pendingInputs === 0 && pendingDeliveries === 0;
  };
  await until(isDone, 60_000).catch(async () => {
    expect({ ...(await store.counts()), log: log() }).toMatchObject({ pendingInputs: 0, pendingDeliveries: 0 });
  });
  for (const [user, messages] of acknowledged) {
    const { order, changed } = told(webhook, user);
    expect(order, `user ${user}`).toEqual(expected(messages));
    expect(changed).toEqual([]);
  }
  // A request that was under way when its process died is sent again, as is one whose process was too busy to keep its lease up; none was
  // left out.
  const asked = [...acknowledged.values()].flat().filter((text) => text.startsWith("ask")).length;
  expect(backend.requests.length).toBeGreaterThanOrEqual(asked);
  expect(backend.requests.length).toBeLessThanOrEqual(asked * 2);
  expect(await store.outbox.deadLetters(null)).toEqual([]);
}
