import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mostAttempts } from "../../../server/src/channels/conversations/handleClaim.ts";
import { openStore } from "../../../server/src/channels/storage/openStore.ts";
import type { Store } from "../../../server/src/channels/storage/store.ts";
import { temporaryFolder } from "../../support/commandLine.ts";
import { startBackend } from "../../support/fakeBackend.ts";
import { serveBot, until } from "../../support/servedBot.ts";

/** The same store for two servers, one after the other: it is closed at the end alone. */
async function lastingStore(
  folder: string,
): Promise<{ readonly open: () => Promise<Store>; readonly address: string }> {
  const address = `sqlite:${join(folder, "store.sqlite")}`;
  return { open: () => openStore(address), address };
}

describe("time", () => {
  const flows = `
bot bank { start bank.start }
state start {
  say "Hello!"
  wait 400ms
  say "Still there?"
  on silence 400ms { say "You are silent." }
}
`;

  test("a `wait` and a silence come at their time", async () => {
    await using bot = await serveBot({ flows });
    await bot.say("#bank");
    await bot.untilSaid(1);
    expect(bot.said()).toEqual(["Hello!"]);
    await bot.untilSaid(3);
    expect(bot.said()).toEqual(["Hello!", "Still there?", "You are silent."]);
    const [hello, still, silent] = bot.calls().map(({ body }) => body.timestamp);
    expect((still ?? 0) - (hello ?? 0)).toBeGreaterThanOrEqual(390);
    expect((silent ?? 0) - (still ?? 0)).toBeGreaterThanOrEqual(390);
  });

  test("both come though the server was stopped and started in between", async () => {
    await using folder = await temporaryFolder({});
    const { open } = await lastingStore(folder.path);
    {
      await using bot = await serveBot({ flows, store: await open() });
      await bot.say("#bank");
      await bot.untilSaid(1);
    }
    {
      await using bot = await serveBot({ flows, store: await open() });
      expect(await bot.untilSaid(1)).toEqual(["Still there?"]);
    }
    await using bot = await serveBot({ flows, store: await open() });
    expect(await bot.untilSaid(1)).toEqual(["You are silent."]);
  });

  test("what a user says cuts a `wait` short, and ends a silence", async () => {
    const patient = flows.replaceAll("400ms", "60s");
    await using bot = await serveBot({ flows: patient });
    await bot.say("#bank");
    await bot.untilSaid(1);
    await bot.say("hurry", 1);
    expect((await bot.untilSaid(2)).slice(0, 2)).toEqual(["Hello!", "Still there?"]);
  });
});

describe("a server that stops", () => {
  test("ends what is under way, and what it has taken is handled by the next one", async () => {
    const flows = 'bot bank { start bank.start }\nstate start { }\non any { say "{event.text}" }\n';
    await using folder = await temporaryFolder({});
    const { open } = await lastingStore(folder.path);
    const first = await serveBot({ flows, store: await open() });
    await Promise.all(Array.from({ length: 20 }, (_, i) => first.say(`m${i}`, i + 1)));
    await first[Symbol.asyncDispose]();
    const before = first.calls().map(({ body }) => body.message);
    await using second = await serveBot({ flows, store: await open() });
    await until(async () => {
      const { pendingInputs, pendingDeliveries } = await second.store.counts();
      return pendingInputs + pendingDeliveries === 0;
    });
    const after = second.calls().map(({ body }) => body.message);
    expect([...before, ...after].toSorted()).toEqual(Array.from({ length: 20 }, (_, i) => `m${i}`).toSorted());
  });
});

describe("requests of a bot", () => {
  test("what it says before a request is told before the answer is there", async () => {
    const answer = Promise.withResolvers<void>();
    await using backend = await startBackend(async () => {
      await answer.promise;
      return { status: 200, body: {} };
    });
    const flows = `bot bank { start bank.start }
state start { say "One moment." api GET "${backend.url}/slow" say "There you are." }`;
    await using bot = await serveBot({ flows });
    await bot.say("#bank");
    expect(await bot.untilSaid(1)).toEqual(["One moment."]);
    answer.resolve();
    expect(await bot.untilSaid(2)).toEqual(["One moment.", "There you are."]);
  });

  test("go by the rules of safety: a metadata address is refused", async () => {
    const flows = `bot bank { start bank.start }
state start { api GET "http://169.254.169.254/latest" { on failure { say "refused: {temp.response.status}" } on success { say "leaked" } } }`;
    await using bot = await serveBot({ flows });
    await bot.say("#bank");
    expect(await bot.untilSaid(1)).toEqual(["refused: "]);
  });
});

describe("memory", () => {
  test("of the bot is shared by all users, and no change is lost", async () => {
    const flows = `bot bank { start bank.start }
var bot.last: text = "nobody"
state start { }
on text r"^my name is " { set bot.names[user.id] = event.text  say "ok" }
on text "who" { say "{length(bot.names)}" }`;
    await using bot = await serveBot({ flows });
    await Promise.all(Array.from({ length: 20 }, (_, i) => bot.say(`my name is ${i}`, i + 1)));
    await until(() => bot.calls().length === 20);
    await bot.say("who", 50);
    expect(await bot.untilSaid(1, 50)).toEqual(["20"]);
  });

  test("first values of the bot undo nothing that was written, and follow the environment", async () => {
    const flows = (first: string): string => `bot bank { start bank.start }
var bot.url: text = "${first}"
var bot.settings.count: number = 0
state start { }
on text r"^set" { set bot.settings.count = 5  say "ok" }
on text "read" { say "{bot.url} {bot.settings.count}" }`;
    await using folder = await temporaryFolder({});
    const { open } = await lastingStore(folder.path);
    {
      await using bot = await serveBot({ flows: flows("old"), store: await open() });
      await bot.say("read", 1);
      expect(await bot.untilSaid(1)).toEqual(["old 0"]);
      await bot.say("set", 1);
      await bot.untilSaid(2);
      await bot.say("read", 2);
      expect(await bot.untilSaid(1, 2)).toEqual(["old 5"]);
    }
    await using bot = await serveBot({ flows: flows("new"), store: await open() });
    await bot.say("read", 1);
    expect(await bot.untilSaid(1)).toEqual(["new 5"]);
  });

  test("of the user outlives the conversation, that of the session does not", async () => {
    const flows = `bot bank { start bank.start }
state start {
  say "{user.name ?? "no user"} {session.name ?? "no session"}"
  ask session.name as text "Name?"
  set user.name = session.name
  -> end
}`;
    await using bot = await serveBot({ flows });
    await bot.say("#bank");
    await bot.say("Ann", 1);
    await bot.say("#bank", 1);
    expect(await bot.untilSaid(4)).toEqual(["no user no session", "Name?", "Ann no session", "Name?"]);
    await bot.say("Bea", 1);
    await bot.say("hi", 1);
    expect((await bot.untilSaid(6)).slice(4)).toEqual(["Bea no session", "Name?"]);
  });
});

describe("flows that change", () => {
  const before = `bot bank { start bank.start }
state start { ask session.name as text "Name?" say "Old {session.name}" }`;

  test("conversations go on in the new ones where they were; those that cannot run change nothing", async () => {
    await using bot = await serveBot({ flows: before });
    await bot.say("#bank");
    await bot.untilSaid(1);
    const file = join(bot.folder.path, "bank.flow");
    await writeFile(file, "bot bank { start bank.nowhere }");
    expect(await bot.server.reload()).toMatchObject({
      kind: "refused",
      problems: [expect.stringContaining("unknown-state")],
    });
    await writeFile(file, before.replace('say "Old', 'say "New'));
    expect(await bot.server.reload()).toMatchObject({ kind: "bots" });
    await bot.say("Ann", 1);
    expect(await bot.untilSaid(2)).toEqual(["Name?", "New Ann"]);
  });

  test("also where the server was started anew in between", async () => {
    await using folder = await temporaryFolder({});
    const { open } = await lastingStore(folder.path);
    {
      await using bot = await serveBot({ flows: before, store: await open() });
      await bot.say("#bank");
      await bot.untilSaid(1);
    }
    await using bot = await serveBot({ flows: before.replace("Old", "New"), store: await open() });
    await bot.say("Ann", 1);
    expect(await bot.untilSaid(1)).toEqual(["New Ann"]);
  });
});

describe("several bots", () => {
  const flows = {
    "bank/bank.flow": 'bot bank { start bank.start }\nstate start { say "bank" }\non any { say "bank {event.text}" }\n',
    "shop/shop.flow": 'bot shop { start shop.start }\nstate start { say "shop" }\non any { say "shop {event.text}" }\n',
  };
  const deployments = [
    { bot: "bank", keyword: "#bank" },
    { bot: "shop", keyword: "#shop" },
  ];

  test("on one channel: a keyword changes to its bot, and what follows is said to that one", async () => {
    await using bot = await serveBot({ flows, channel: { deployments } });
    for (const text of ["hi", "#shop", "hi", "#bank", "hi"]) await bot.say(text, 1);
    expect(await bot.untilSaid(5)).toEqual(["bank hi", "shop", "shop hi", "bank", "bank hi"]);
  });

  test("a bot that this server does not have keeps its messages for one that does", async () => {
    await using bot = await serveBot({
      flows,
      channel: { deployments: [{ bot: "gone", keyword: "#gone" }, ...deployments] },
    });
    await bot.say("#gone", 1);
    await bot.say("#bank", 2);
    await bot.untilSaid(1, 2);
    expect((await bot.store.counts()).pendingInputs).toBe(1);
    expect(bot.said(1)).toEqual([]);
  });
});

describe("what cannot be handled", () => {
  test("an input that ends its process again and again is passed over, and the next one is handled", async () => {
    const flows = 'bot bank { start bank.start }\nstate start { }\non any { say "{event.text}" }\n';
    const store = await openStore("memory");
    const entry = (text: string) =>
      JSON.stringify({ type: "input", bot: null, input: { type: "text", text }, setting: {} });
    const arrival = { channel: "channel-1", user: "1", key: null, attachments: [], limit: null };
    await store.inbox.accept({ ...arrival, inputs: [entry("poison"), entry("next")] });
    // Processes that took it and were never heard of again.
    for (let i = 0; i < mostAttempts; i++) {
      expect(await store.inbox.claim(0)).toBeDefined();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await using bot = await serveBot({ flows, store });
    expect(await bot.untilSaid(1)).toEqual(["next"]);
    expect(bot.log.join("\n")).toContain("An input is passed over");
  });

  test("bad luck is no reason to pass over an input", async () => {
    const flows = 'bot bank { start bank.start }\nstate start { }\non any { say "{event.text}" }\n';
    const store = await openStore("memory");
    const input = JSON.stringify({ type: "input", bot: null, input: { type: "text", text: "unlucky" }, setting: {} });
    const arrival = { channel: "channel-1", user: "1", key: null, attachments: [], limit: null };
    await store.inbox.accept({ ...arrival, inputs: [input] });
    for (let i = 0; i < mostAttempts - 1; i++) {
      expect(await store.inbox.claim(0)).toBeDefined();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await using bot = await serveBot({ flows, store });
    expect(await bot.untilSaid(1)).toEqual(["unlucky"]);
  });

  test("an input that another version has written is passed over with a line in the log", async () => {
    const flows = 'bot bank { start bank.start }\nstate start { }\non any { say "{event.text}" }\n';
    await using bot = await serveBot({ flows });
    const arrival = { channel: "channel-1", user: "1", key: null, attachments: [], limit: null };
    await bot.store.inbox.accept({ ...arrival, inputs: ['{"type":"later"}'] });
    await bot.say("hi", 1);
    expect(await bot.untilSaid(1)).toEqual(["hi"]);
    expect(bot.log.join("\n")).toContain("cannot be read and is passed over");
  });
});
