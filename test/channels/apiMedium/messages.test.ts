import { createConnection } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postJson, type ServedBot, serveBot, until } from "../../support/servedBot.ts";

const flows = `
bot bank { start bank.start }
state start {
  say "Hello!" { reply "Balance" -> balance  reply "Bye" -> end }
}
state balance {
  ask session.account as text "Which account?"
  say "It has 5."
  -> start
}
on text r"^echo " { say "{event.text}" }
on attachment { say "Got {event.attachments[0].type} {event.attachments[0].url} {event.attachments[0].name}" }
`;

describe("POST /api-medium/messages", () => {
  let bot: ServedBot;
  beforeAll(async () => {
    bot = await serveBot({ flows, settings: { limits: { messagesPerMinute: 100_000, messageCharacters: 500 } } });
  });
  afterAll(() => bot[Symbol.asyncDispose]());

  test("queues a message of a new user and answers with their number", async () => {
    const { status, body, headers } = await bot.post({ message: "#bank" });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toMatch(/^application\/json/);
    expect(body).toEqual({ channelID: "channel-1", message: "#bank", userID: 1, success: true });
    expect((await bot.post({ message: "#bank" })).body).toMatchObject({ userID: 2 });
  });

  test("a conversation goes on where it is, answered by webhook, in order", async () => {
    const user = await bot.say("#bank");
    await bot.untilSaid(1, user);
    await bot.say("balance", user);
    await bot.untilSaid(2, user);
    await bot.say("savings", user);
    expect(await bot.untilSaid(4, user)).toEqual(["Hello!", "Which account?", "It has 5.", "Hello!"]);
  });

  test("a webhook call has exactly the fields of the contract", async () => {
    const before = Date.now();
    const user = await bot.say("#bank");
    await bot.untilSaid(1, user);
    const call = bot.calls().find(({ body }) => body.userID === user);
    expect(Object.keys(call?.body ?? {})).toEqual(["channelID", "message", "userID", "timestamp", "quickReplies"]);
    expect(call?.body).toMatchObject({ channelID: "channel-1", message: "Hello!", quickReplies: ["Balance", "Bye"] });
    expect(call?.body.timestamp).toBeGreaterThanOrEqual(before);
    expect(call?.body.timestamp).toBeLessThanOrEqual(Date.now());
  });

  test("the keyword starts the bot anew whatever was going on, in capitals and with blanks too", async () => {
    const user = await bot.say("#bank");
    await bot.say("Balance", user);
    await bot.say(" #BANK ", user);
    expect(await bot.untilSaid(3, user)).toEqual(["Hello!", "Which account?", "Hello!"]);
  });

  test("without the keyword the first message reaches the bot as well", async () => {
    const user = await bot.say("echo first");
    expect(await bot.untilSaid(1, user)).toEqual(["echo first"]);
  });

  test("a number that nobody has is that of a new user", async () => {
    await bot.say("echo mine", 4_711);
    expect(await bot.untilSaid(1, 4_711)).toEqual(["echo mine"]);
  });

  test("fields that it does not know are passed over", async () => {
    expect((await bot.post({ message: "echo x", more: { deep: 1 } })).status).toBe(200);
  });

  test("the same request twice, told by its key, is taken once and answered alike", async () => {
    const headers = { "idempotency-key": "one" };
    const first = await bot.post({ message: "echo once" }, headers);
    const second = await bot.post({ message: "echo once" }, headers);
    expect(second.body).toEqual(first.body);
    const user = (first.body as { readonly userID: number }).userID;
    await bot.say("echo last", user);
    expect(await bot.untilSaid(2, user)).toEqual(["echo once", "echo last"]);
  });

  test.each<[string, object, string]>([
    ["no channelID", { channelID: undefined, message: "x" }, "`channelID`: has to be a text"],
    ["an empty channelID", { channelID: "", message: "x" }, "`channelID`: must not be empty"],
    ["a channelID that is a number", { channelID: 1, message: "x" }, "`channelID`: has to be a text"],
    ["no token", { token: undefined, message: "x" }, "`token`: has to be a text"],
    ["an empty token", { token: "", message: "x" }, "`token`: must not be empty"],
    ["no message", {}, "`message`: has to be a text"],
    ["a message that is a number", { message: 5 }, "`message`: has to be a text"],
    ["a message that is null", { message: null }, "`message`: has to be a text"],
    ["an empty message alone", { message: "" }, "`message`: must not be empty without attachments"],
    ["a message that is too long", { message: "x".repeat(501) }, "`message`: must not have more than 500 characters"],
    ["a userID that is a text", { message: "x", userID: "1" }, "`userID`: has to be a whole number from 1 on"],
    ["a userID of 0", { message: "x", userID: 0 }, "`userID`: has to be a whole number from 1 on"],
    ["a userID below 0", { message: "x", userID: -1 }, "`userID`: has to be a whole number from 1 on"],
    ["half a userID", { message: "x", userID: 1.5 }, "`userID`: has to be a whole number from 1 on"],
    [
      "a userID beyond whole numbers",
      { message: "x", userID: 2 ** 60 },
      "`userID`: has to be a whole number from 1 on",
    ],
    [
      "attachments that are none",
      { message: "x", attachments: {} },
      "`attachments`: has to be a list of objects with `url` or `base64`",
    ],
    [
      "an attachment without url and base64",
      { message: "x", attachments: [{}] },
      "`attachments[0]`: has to have a `url` or a `base64`, each a text",
    ],
    [
      "too many attachments",
      { message: "x", attachments: Array(11).fill({ url: "http://x/y" }) },
      "`attachments`: must not have more than 10 entries",
    ],
  ])("400 for %s", async (_, body, error) => {
    const answer = await bot.post(body);
    expect(answer.body).toEqual({ success: false, error });
    expect(answer.status).toBe(400);
  });

  test.each<[string, string]>([
    ["no JSON", "{"],
    ["nothing", ""],
    ["a list", "[]"],
    ["null", "null"],
    ["a prototype in it", '{"__proto__":{"x":1},"message":"x"}'],
  ])("400 for a body with %s", async (_, text) => {
    const { status, body } = await postJson(`${bot.url}/api-medium/messages`, text);
    expect(status).toBe(400);
    expect(body).toMatchObject({ success: false, error: expect.stringMatching(/\S/) });
  });

  test("415 for a body that is not sent as JSON", async () => {
    const { status, body } = await bot.post({ message: "x" }, { "content-type": "text/plain" });
    expect(status).toBe(415);
    expect(body).toEqual({
      success: false,
      error: "Send JSON: the header `content-type` has to be `application/json`.",
    });
  });

  test("401 for a wrong token, 404 for an unknown channel", async () => {
    for (const token of ["token-2", "token-", "token-1 ", "x"]) {
      const { status, body } = await bot.post({ message: "x", token });
      expect({ status, body }).toEqual({ status: 401, body: { success: false, error: "The token is wrong." } });
    }
    const { status, body } = await bot.post({ message: "x", channelID: "channel-2" });
    expect({ status, body }).toEqual({ status: 404, body: { success: false, error: "There is no such channel." } });
  });

  test("404 for other paths and methods", async () => {
    for (const path of ["/", "/api-medium", "/api-medium/messages/", "/api-medium/../etc/passwd", "/%2e%2e/x"]) {
      expect((await postJson(`${bot.url}${path}`, {})).status, path).toBe(404);
    }
    expect((await fetch(`${bot.url}/api-medium/messages`)).status).toBe(404);
  });

  test("what was refused reaches no bot", async () => {
    const before = (await bot.store.counts()).conversations;
    await bot.post({ message: "x", token: "wrong" });
    await bot.post({ message: "", userID: 9_999 });
    expect((await bot.store.counts()).conversations).toBe(before);
  });

  test("no text of a message and no token gets into the log", async () => {
    const user = await bot.say("echo my-own-words");
    await bot.untilSaid(1, user);
    const log = bot.log.join("\n");
    expect(log).toContain("Answered.");
    expect(log).not.toContain("my-own-words");
    expect(log).not.toContain("token-1");
  });
});

describe("attachments", () => {
  const settings = { limits: { attachmentBytes: 1_000, bodyBytes: 1_000, messagesPerMinute: 1_000 } };
  const png = (bytes: number) => `data:image/png;base64,${Buffer.alloc(bytes, 7).toString("base64")}`;

  test("by address they reach the bot as they are, with the type of their ending", async () => {
    await using bot = await serveBot({ flows, settings });
    const attachments = [{ url: "https://files.example/a%20b.PNG?x=1" }, { url: "http://files.example/none" }];
    await bot.post({ message: "", attachments });
    expect(await bot.untilSaid(2)).toEqual([
      "Got image https://files.example/a%20b.PNG?x=1 a b.PNG",
      "Got file http://files.example/none none",
    ]);
  });

  test("as Base64 they are kept, and the bot gets an address where they are", async () => {
    await using bot = await serveBot({ flows, settings });
    expect((await bot.post({ message: "echo hi", attachments: [{ base64: png(1_000) }] })).status).toBe(200);
    const [text, got = ""] = await bot.untilSaid(2);
    expect(text).toBe("echo hi");
    const [, kind, url = "", name] = got.split(" ");
    expect(kind).toBe("image");
    expect(name).toMatch(/^[0-9a-f]{32}\.png$/);
    expect(url).toMatch(new RegExp(`^${bot.url}/attachments/[0-9a-f]{32}$`));
    const file = await fetch(url);
    expect(file.status).toBe(200);
    expect(file.headers.get("content-type")).toBe("image/png");
    expect(file.headers.get("content-disposition")).toBe("attachment");
    expect(file.headers.get("content-security-policy")).toBe("sandbox");
    expect(file.headers.get("x-content-type-options")).toBe("nosniff");
    expect(Buffer.from(await file.arrayBuffer())).toEqual(Buffer.alloc(1_000, 7));
    expect((await fetch(`${bot.url}/attachments/none`)).status).toBe(404);
  });

  test.each<[string, object, number, string]>([
    ["one that is too large", { base64: png(1_001) }, 413, "An attachment must not be larger than 1000 bytes."],
    [
      "one that is no data URL",
      { base64: "aGk=" },
      400,
      "The `base64` of an attachment has to be a data URL, such as `data:image/png;base64,…`.",
    ],
    [
      "one that is no Base64",
      { base64: "data:image/png;base64,a" },
      400,
      "The `base64` of an attachment is not Base64.",
    ],
    ["one that is empty", { base64: "data:image/png;base64," }, 400, "An attachment is empty."],
    [
      "a type that is not taken",
      { base64: "data:text/html;base64,aGk=" },
      400,
      "Files of the type text/html are not taken.",
    ],
    [
      "an ending that is not taken",
      { url: "https://x.example/a.exe" },
      400,
      "Files of the type application/vnd.microsoft.portable-executable are not taken.",
    ],
    ["an address that is none", { url: "x" }, 400, "The `url` of an attachment has to be an http or https address."],
    [
      "another scheme",
      { url: "file:///etc/passwd" },
      400,
      "The `url` of an attachment has to be an http or https address.",
    ],
    [
      "a password",
      { url: "https://a:b@x.example/a.png" },
      400,
      "The `url` of an attachment must not hold a name or a password.",
    ],
  ])("%s is refused", async (_, attachment, status, error) => {
    await using bot = await serveBot({ flows, settings });
    const answer = await bot.post({ message: "x", attachments: [attachment] });
    expect(answer).toMatchObject({ status, body: { success: false, error } });
    expect((await bot.store.counts()).conversations).toBe(0);
  });

  test("413 for a body beyond all limits, and the server goes on", async () => {
    await using bot = await serveBot({ flows, settings });
    const { status, body } = await bot.post({ message: "x".repeat(3_000) });
    expect({ status, body }).toEqual({ status: 413, body: { success: false, error: "The body is too large." } });
    expect((await bot.post({ message: "echo x" })).status).toBe(200);
  });
});

describe("the rate of a channel", () => {
  test("429 for the message too many, until the minute is over; other channels go on", async () => {
    await using bot = await serveBot({ flows, settings: { limits: { messagesPerMinute: 3 } } });
    await bot.store.channels.put({ ...bot.channel, id: "channel-2" });
    await bot.post({ message: "x", token: "wrong" });
    for (let i = 0; i < 3; i++) expect((await bot.post({ message: "echo x" })).status).toBe(200);
    const { status, body, headers } = await bot.post({ message: "echo x" });
    expect(status).toBe(429);
    expect(body).toMatchObject({ success: false, error: expect.stringContaining("Please wait") });
    const seconds = Number(headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await bot.post({ message: "x", channelID: "channel-2" })).status).toBe(200);
  });
});

describe("clients that mean no good", () => {
  test("headers that never end are cut off, and others are served meanwhile", async () => {
    await using bot = await serveBot({ flows, settings: { limits: { requestTimeout: 300 } } });
    const { port, hostname } = new URL(bot.url);
    const socket = createConnection(Number(port), hostname);
    socket.on("error", () => {}).resume();
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    socket.write("POST /api-medium/messages HTTP/1.1\r\nhost: x\r\n");
    expect(await bot.say("echo x")).toBe(1);
    await closed;
  });

  test("parallel messages of one user are all handled, one after the other", async () => {
    await using bot = await serveBot({ flows });
    await Promise.all(Array.from({ length: 30 }, (_, i) => bot.say(`echo ${i}`, 1)));
    const said = await bot.untilSaid(30);
    expect(new Set(said).size).toBe(30);
    await until(async () => (await bot.store.counts()).pendingInputs === 0);
    expect(bot.said()).toHaveLength(30);
  });

  test("a file of the system cannot be asked for as an attachment", async () => {
    await using bot = await serveBot({ flows });
    for (const path of ["..%2f..%2fetc%2fpasswd", "%00", "'%20or%201=1"]) {
      expect((await fetch(`${bot.url}/attachments/${path}`)).status, path).toBe(404);
    }
    expect((await fetch(`${bot.url}/attachments/${"a".repeat(600)}`)).status).toBe(414);
  });
});
