import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { delayAfter } from "../../../server/src/channels/delivery/backoff.ts";
import { isAllowedHost, isPrivateAddress } from "../../../server/src/channels/delivery/privateHosts.ts";
import { createWebhookPort } from "../../../server/src/channels/delivery/webhook.ts";
import { startBackend } from "../../support/fakeBackend.ts";
import { runs } from "../../support/runs.ts";
import { serveBot, until } from "../../support/servedBot.ts";

const flows = `
bot bank { start bank.start }
state start { say "one" say "two" say "three" }
on any { say "again" }
`;

describe("webhooks", () => {
  test("are signed over seconds and body with the channel's token, and name the delivery", async () => {
    await using bot = await serveBot({ flows });
    await bot.say("#bank");
    await bot.untilSaid(3);
    for (const { signature, raw, delivery } of bot.calls()) {
      const [, seconds = "", hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
      expect(createHmac("sha256", "token-1").update(`${seconds}.${raw}`).digest("hex")).toBe(hex);
      expect(Math.abs(Number(seconds) - Date.now() / 1_000)).toBeLessThan(10);
      expect(delivery).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect(new Set(bot.calls().map(({ delivery }) => delivery)).size).toBe(3);
    expect(bot.webhook.requests[0]).toMatchObject({ method: "POST", url: "/hook" });
    expect(bot.webhook.requests[0]?.headers["content-type"]).toBe("application/json");
  });

  test.each([500, 404, 302])(
    "an answer of %i is tried again with the same id and body, and holds up what follows",
    async (status) => {
      let left = 2;
      const answer = { status, headers: { location: "/elsewhere" } };
      await using bot = await serveBot({ flows, onWebhook: () => (left-- > 0 ? answer : { status: 204 }) });
      await bot.say("#bank");
      await bot.untilSaid(5);
      expect(bot.said()).toEqual(["one", "one", "one", "two", "three"]);
      const [first, second, third, other] = bot.calls();
      expect(new Set([first?.delivery, second?.delivery, third?.delivery]).size).toBe(1);
      expect(new Set([first?.raw, second?.raw, third?.raw]).size).toBe(1);
      expect(other?.delivery).not.toBe(first?.delivery);
      expect(bot.webhook.requests.every(({ url }) => url === "/hook")).toBe(true);
    },
  );

  test("one that hangs is tried again, and does not hold up other users", async () => {
    const settings = {
      delivery: { timeout: 200, firstDelay: 10, longestDelay: 10, attempts: 100, parallelPerChannel: 4 },
    };
    let hangs = true;
    await using bot = await serveBot({
      flows,
      settings,
      onWebhook: ({ body }) => (body.includes('"userID":1') && hangs ? { delay: 1_000 } : { status: 200 }),
    });
    await bot.say("#bank", 1);
    await until(() => bot.said(1).length > 0);
    await bot.say("#bank", 2);
    expect(await bot.untilSaid(3, 2)).toEqual(["one", "two", "three"]);
    expect(new Set(bot.said(1))).toEqual(new Set(["one"]));
    hangs = false;
    await until(() => bot.said(1).includes("three"));
  });

  test("a channel whose webhook is dead does not hold up the users of another one", async () => {
    const settings = { delivery: { timeout: 5_000, parallel: 8, parallelPerChannel: 4 } };
    await using slow = await startBackend(async () => ({ delay: 30_000 }));
    await using bot = await serveBot({ flows, settings });
    await bot.store.channels.put({ ...bot.channel, id: "dead", webhook: slow.url });
    await Promise.all(
      Array.from({ length: 12 }, (_, i) => bot.post({ channelID: "dead", message: "#bank", userID: i + 1 })),
    );
    await until(() => slow.requests.length === 4);
    await bot.say("#bank");
    expect(await bot.untilSaid(3)).toEqual(["one", "two", "three"]);
    expect(slow.requests.length).toBe(4);
  });

  test("after the last attempt it is a dead letter, what follows goes on, and it can be sent again", async () => {
    let isDown = true;
    await using bot = await serveBot({
      flows,
      onWebhook: ({ body }) => ({ status: isDown && body.includes('"one"') ? 503 : 200 }),
    });
    await bot.say("#bank");
    await until(() => bot.said().includes("three"));
    const letters = await bot.store.outbox.deadLetters(null);
    expect(letters).toMatchObject([{ attempts: 5, error: "The webhook answered with 503." }]);
    expect(bot.said()).toEqual(["one", "one", "one", "one", "one", "two", "three"]);
    isDown = false;
    expect(await bot.store.outbox.resend(letters.map(({ id }) => id))).toBe(1);
    await bot.untilSaid(8);
    expect(bot.calls().at(-1)).toMatchObject({ delivery: letters[0]?.id, body: { message: "one" } });
    await until(async () => (await bot.store.counts()).pendingDeliveries === 0);
    expect(await bot.store.outbox.deadLetters(null)).toEqual([]);
  });

  test("a channel that nobody answers for ends as dead letters with a reason", async () => {
    await using bot = await serveBot({ flows, channel: { webhook: "http://127.0.0.1:1/" } });
    await bot.say("#bank");
    await until(async () => (await bot.store.outbox.deadLetters(null)).length === 3);
    const [letter] = await bot.store.outbox.deadLetters(null);
    expect(letter?.error).toBe("The server at 127.0.0.1:1 refused the connection. Is it running?");
  });
});

describe("where webhooks may go", () => {
  const call = { id: "x", body: "{}", token: "t", now: 0, timeout: 500 };
  const send = async (url: string, hosts: readonly string[] = []) => {
    const port = createWebhookPort(hosts, {});
    try {
      return await port.call({ ...call, url }, new AbortController().signal);
    } finally {
      await port.close();
    }
  };

  test.each([
    ["http://169.254.169.254/latest/meta-data", "keep their credentials"],
    ["http://[::ffff:169.254.169.254]/", "keep their credentials"],
    ["http://0.0.0.0/", "no address at all"],
    ["http://10.1.2.3/", "not allowed"],
    ["http://192.168.0.1/", "not allowed"],
    ["http://172.16.9.9/", "not allowed"],
    ["http://[fd12::1]/", "not allowed"],
    ["http://[::ffff:10.0.0.1]/", "not allowed"],
    ["file:///etc/passwd", "http and https"],
  ])("not to %s", async (url, reason) => {
    const { status, error } = await send(url, ["169.254.169.254"]);
    expect(status).toBeNull();
    expect(error).toContain(reason);
  });

  test("to this machine always, and to a private network that is named", async () => {
    await using backend = await startBackend(() => ({ status: 200 }));
    expect(await send(backend.url)).toMatchObject({ status: 200, error: null });
    expect(await send(`http://localhost:${backend.port}/`)).toMatchObject({ status: 200, error: null });
    expect(isAllowedHost("crm.internal", ["CRM.internal"])).toBe(true);
    expect(isAllowedHost("crm.internal.evil.example", ["crm.internal"])).toBe(false);
    expect(isAllowedHost("10.0.0.1", ["*"])).toBe(true);
  });

  test("public addresses are no private ones", () => {
    for (const address of ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "example.com"]) {
      expect(isPrivateAddress(address), address).toBe(false);
    }
  });
});

test("pauses double up to the longest, and never are shorter than half of it", () => {
  const backoff = { firstDelay: 1_000, longestDelay: 60_000 };
  expect([1, 2, 3, 10].map((attempt) => delayAfter(attempt, backoff, 0))).toEqual([500, 1_000, 2_000, 30_000]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
      const whole = Math.min(1_000 * 2 ** (attempt - 1), 60_000);
      const delay = delayAfter(attempt, backoff, random);
      expect(delay).toBeGreaterThanOrEqual(Math.floor(whole / 2));
      expect(delay).toBeLessThanOrEqual(whole);
    }),
    { numRuns: runs(1_000) },
  );
});
