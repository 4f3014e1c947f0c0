import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../../server/src/channels/storage/openStore.ts";
import { temporaryFolder } from "../../support/commandLine.ts";
import { postJson, type ServedBot, serveBot, until } from "../../support/servedBot.ts";
import { beginChat, listenToChat, sayInChat } from "../../support/webChatClient.ts";

const flows = `
bot bank { languages en, nl  start bank.start  fallback bank.lost }
state start {
  say { en "Hello!" nl "Hallo!" }
  say "How are you?" { reply "Balance" value "BALANCE" -> account  reply "Bye" -> bye }
}
state account { ask session.account as text "Which account?"  say "{session.account} has 5."  -> start }
state bye { say "Bye." }
state lost { say "Pardon?" }
state vault { say "Gold!" }
state cards {
  say "Gold?" { reply "Take" value "gold" { say "Gold taken." } }
  say "Silver?" { reply "Take" value "silver" { say "Silver taken." } }
}
on text "cards" -> cards
on text "count" { say "1" say "2" say "3" }
on text "later" { wait 300ms say "Later." }
on event "paid" { say "Paid {event.payload.amount}." }
`;
const withFile = `
bot bank { start bank.start }
state start { ask session.file as attachment "A file?" say "{session.file.type} {session.file.name} {session.file.url}" }
`;
const picture = "data:image/png;base64,iVBORw0KGgo=";

describe("a conversation over HTTP", () => {
  let bot: ServedBot;
  beforeAll(async () => {
    bot = await serveBot({
      flows,
      settings: { limits: { messagesPerMinute: 10_000 }, webChat: { events: ["paid"] } },
    });
  });
  afterAll(() => bot[Symbol.asyncDispose]());

  test("a session begins the bot, and names it, its languages and its title", async () => {
    const { status, headers, body } = await postJson(`${bot.url}/web-chat/sessions`, {});
    expect([status, headers.get("cache-control"), headers.get("set-cookie")]).toEqual([200, "no-store", null]);
    expect(body).toEqual({
      session: expect.stringMatching(/^[0-9a-f]{32}$/),
      bot: "bank",
      languages: ["en", "nl"],
      title: "bank",
    });
    const session = await beginChat(bot.url, { bot: "bank", language: "nl" });
    await using stream = await listenToChat(bot.url, session);
    expect(await stream.texts(2)).toEqual(["Hallo!", "How are you?"]);
  });

  test.each([
    [{ bot: "shop" }, 404, "There is no such bot."],
    [{ bot: 5 }, 400, "`bot`: has to be a text"],
    [{ language: "fr" }, 400, "`language`: is not known; one of en, nl"],
    [[], 400, "The body"],
    ["{", 400, "The body is not JSON."],
  ])("a session of %j is refused", async (sent, status, error) => {
    const answer = await postJson(`${bot.url}/web-chat/sessions`, sent);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ success: false, error: expect.stringContaining(error) });
  });

  test("texts, taps and events come in; the bot's messages go out in their order, numbered", async () => {
    const session = await beginChat(bot.url);
    await using stream = await listenToChat(bot.url, session);
    expect(stream.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(stream.headers.get("cache-control")).toBe("no-store");
    await stream.texts(2);
    await sayInChat(bot.url, session, "a", { type: "tap", title: "Balance", value: "BALANCE" });
    await stream.texts(3);
    await sayInChat(bot.url, session, "b", "Savings");
    await stream.texts(6);
    await sayInChat(bot.url, session, "c", { type: "event", name: "paid", data: { amount: 7 } });
    await sayInChat(bot.url, session, "d", "count");
    expect(await stream.texts(10)).toEqual([
      ...["Hello!", "How are you?", "Which account?", "Savings has 5.", "Hello!", "How are you?"],
      ...["Paid 7.", "1", "2", "3"],
    ]);
    expect(stream.messages.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(stream.messages[1]?.message).toEqual({
      type: "text",
      text: "How are you?",
      replies: [{ title: "Balance", value: "BALANCE" }, { title: "Bye" }],
    });
  });

  test("a message is taken once under its key, also when it is sent twenty times at a time; another conversation may use the same key", async () => {
    const [one, two] = [await beginChat(bot.url), await beginChat(bot.url)];
    await using stream = await listenToChat(bot.url, one);
    await stream.texts(2);
    const answers = await Promise.all(Array.from({ length: 20 }, () => sayInChat(bot.url, one, "same", "count")));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(answers.filter(({ body }) => JSON.stringify(body) === '{"success":true,"isRepeated":false}')).toHaveLength(
      1,
    );
    await sayInChat(bot.url, one, "end", "Bye");
    expect((await stream.texts(6)).slice(2)).toEqual(["1", "2", "3", "Bye."]);
    expect((await sayInChat(bot.url, two, "same", "count")).body).toEqual({ success: true, isRepeated: false });
  });

  test("a language that is chosen is spoken from the next message on", async () => {
    const session = await beginChat(bot.url);
    await using stream = await listenToChat(bot.url, session);
    await stream.texts(2);
    await sayInChat(bot.url, session, "a", { type: "tap", title: "Balance", value: "BALANCE" });
    const message = { type: "text", text: "Savings" };
    await postJson(`${bot.url}/web-chat/messages`, { session, key: "b", message, language: "nl" });
    expect((await stream.texts(6))[4]).toBe("Hallo!");
  });

  test.each([
    [{ session: "0".repeat(32) }, 404, "no such conversation"],
    [{ session: "ann" }, 400, "`session`"],
    [{ session: undefined }, 400, "`session`"],
    [{ key: "" }, 400, "`key`: must not be empty"],
    [{ key: "x".repeat(101) }, 400, "`key`"],
    [{ key: undefined }, 400, "`key`"],
    [{ message: undefined }, 400, "`message"],
    [{ message: { type: "text", text: "" } }, 400, "`message.text`: must not be empty"],
    [{ message: { type: "text", text: "x".repeat(10_001) } }, 400, "`message.text`: must not have more than 10000"],
    [{ message: { type: "silence", ms: 5 } }, 400, "has to be a text, a tap, an attachment or an event"],
    [{ message: { type: "tap", title: 5 } }, 400, "`message.title`"],
    [{ message: { type: "event", name: "" } }, 400, "`message.name`"],
    [{ message: { type: "attachment" } }, 400, "`message`: has to have a `url` or a `base64`"],
    [{ message: { type: "attachment", url: "file:///etc/passwd" } }, 400, "http or https"],
    [{ message: { type: "attachment", base64: "data:text/html;base64,PGI+" } }, 400, "text/html"],
    [{ message: { type: "attachment", base64: "data:image/png;base64,%%%" } }, 400, "not Base64"],
    [{ language: "xx" }, 400, "`language`"],
  ])("a message with %j is refused", async (changed, status, error) => {
    const session = await beginChat(bot.url);
    const body = { session, key: "a", message: { type: "text", text: "Hi" }, ...changed };
    const answer = await postJson(`${bot.url}/web-chat/messages`, body);
    expect(answer.body).toEqual({ success: false, error: expect.stringContaining(error) });
    expect(answer.status).toBe(status);
  });

  test("what is not JSON, or too much of it, is refused", async () => {
    const url = `${bot.url}/web-chat/messages`;
    expect((await fetch(url, { method: "POST", body: "a=b" })).status).toBe(415);
    const huge = await postJson(url, { pad: "x".repeat(16 * 1024 * 1024) });
    expect([huge.status, huge.body]).toEqual([413, { success: false, error: "The body is too large." }]);
  });

  test.each([
    ["", 400],
    ["?session=ann", 400],
    [`?session=${"0".repeat(32)}`, 404],
    [`?session=${"0".repeat(32)}&after=x`, 400],
  ])("events%s cannot be listened to", async (query, status) => {
    expect((await fetch(`${bot.url}/web-chat/events${query}`)).status).toBe(status);
  });

  test("a stream goes on behind the message that is known, whether the header or the query names it", async () => {
    const session = await beginChat(bot.url);
    {
      await using stream = await listenToChat(bot.url, session);
      await stream.texts(2);
    }
    await sayInChat(bot.url, session, "a", "count");
    await using header = await listenToChat(bot.url, session, { headers: { "last-event-id": "3" }, query: "&after=1" });
    await using query = await listenToChat(bot.url, session, { query: "&after=4" });
    expect(await header.texts(2)).toEqual(["2", "3"]);
    expect(await query.texts(1)).toEqual(["3"]);
    const wrong = await listenToChat(bot.url, session, { headers: { "last-event-id": "all" } });
    expect(wrong.status).toBe(400);
  });

  test("two pages of a conversation hear the same; a page of another hears nothing of it", async () => {
    const [session, other] = [await beginChat(bot.url), await beginChat(bot.url)];
    await using one = await listenToChat(bot.url, session);
    await using two = await listenToChat(bot.url, session);
    await using stranger = await listenToChat(bot.url, other);
    await stranger.texts(2);
    await sayInChat(bot.url, session, "a", "count");
    expect(await one.texts(5)).toEqual(await two.texts(5));
    expect(stranger.messages).toHaveLength(2);
  });

  test("what the bot says by itself comes without being asked for", async () => {
    const session = await beginChat(bot.url);
    await using stream = await listenToChat(bot.url, session);
    await sayInChat(bot.url, session, "a", "later");
    expect((await stream.texts(3)).at(-1)).toBe("Later.");
  });

  test("line ends, events and markup in a text stay text", async () => {
    const session = await beginChat(bot.url);
    await using stream = await listenToChat(bot.url, session);
    await stream.texts(2);
    const hostile = 'x\n\nid: 99\nevent: message\ndata: {"message":1}\r\r\u2028<script>alert(1)</script>\u0000 {1+1}';
    await sayInChat(bot.url, session, "a", { type: "tap", title: "Balance", value: "BALANCE" });
    expect((await sayInChat(bot.url, session, "b", hostile)).status).toBe(200);
    expect((await stream.texts(4))[3]).toContain("<script>alert(1)</script>");
    expect(stream.messages.slice(0, 4).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(stream.raw()).not.toContain("\nid: 99");
  });

  test("the page says what may run, load and frame it; its script may be taken by other sites", async () => {
    const page = await fetch(bot.url);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
    expect(page.headers.get("set-cookie")).toBeNull();
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'self' http://localhost:* http://127.0.0.1:*");
    expect(policy).not.toContain("unsafe");
    const html = await page.text();
    expect(html).not.toMatch(/\son\w+=|<script>|style=/);
    expect((await fetch(`${bot.url}/web-chat/assets/..%2f..%2fpackage.json`)).status).toBe(404);
    expect((await fetch(`${bot.url}/web-chat/assets/chat.js.map`)).status).toBe(404);
  });
});

test("replies of the same title are told by their values; a value that was made up leads nowhere and stores nothing", async () => {
  await using bot = await serveBot({ flows });
  const session = await beginChat(bot.url);
  await using stream = await listenToChat(bot.url, session);
  await stream.texts(2);
  await sayInChat(bot.url, session, "a", "cards");
  await stream.texts(4);
  for (const value of ["gold", "silver"])
    await sayInChat(bot.url, session, value, { type: "tap", title: "Take", value });
  expect((await stream.texts(6)).slice(4)).toEqual(["Gold taken.", "Silver taken."]);
  const jump = { nextDialogstateId: "bank.vault", params: [{ key: "account", value: "stolen" }] };
  await sayInChat(bot.url, session, "jump", { type: "tap", title: "Vault", value: jump });
  await sayInChat(bot.url, session, "end", "count");
  await until(() => stream.messages.some(({ text }) => text === "3"));
  expect(stream.messages.map(({ text }) => text)).not.toContain("Gold!");
  const state = (await bot.store.inbox.state({ channel: "web-chat:bank", user: session })) ?? "";
  expect(state).toContain("bank");
  expect(state).not.toContain('"account":"stolen"');
});

test("an event that the settings do not name is not taken from a page", async () => {
  await using bot = await serveBot({ flows });
  const session = await beginChat(bot.url);
  const answer = await sayInChat(bot.url, session, "a", { type: "event", name: "paid", data: { amount: 1_000 } });
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({ success: false, error: expect.stringContaining("webChat.events") });
});

test("a HEAD request leaves no stream behind", async () => {
  await using bot = await serveBot({ flows, settings: { webChat: { streamsPerSession: 1 } } });
  const session = await beginChat(bot.url);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await fetch(`${bot.url}/web-chat/events?session=${session}`, { method: "HEAD" });
  }
  await until(async () => {
    await using stream = await listenToChat(bot.url, session);
    return stream.status === 200;
  }, 3_000);
});

test("an attachment reaches the bot under its name; too large a one, and its type, are refused", async () => {
  await using bot = await serveBot({
    flows: withFile,
    settings: { limits: { attachmentBytes: 1_000 }, attachmentTypes: ["image/*"] },
  });
  const session = await beginChat(bot.url);
  const send = (base64: string) =>
    sayInChat(bot.url, session, `key-${base64.length}`, { type: "attachment", base64, name: "cat.png" });
  const large = await send(`data:image/png;base64,${"AAAA".repeat(400)}`);
  expect([large.status, large.body]).toEqual([
    413,
    { success: false, error: "An attachment must not be larger than 1000 bytes." },
  ]);
  expect((await send("data:video/mp4;base64,AAAA")).status).toBe(400);
  expect((await send(picture)).status).toBe(200);
  await using stream = await listenToChat(bot.url, session);
  const [, text = ""] = await stream.texts(2);
  const [type, name, url = ""] = text.split(" ");
  expect([type, name]).toEqual(["image", "cat.png"]);
  const kept = await fetch(url);
  expect([kept.headers.get("content-type"), (await kept.bytes()).length]).toEqual(["image/png", 8]);
});

test("a server that starts anew on the same store goes on, and nothing is lost or comes twice", async () => {
  await using folder = await temporaryFolder({});
  const address = `sqlite:${join(folder.path, "store.sqlite")}`;
  let session = "";
  {
    await using bot = await serveBot({ flows, store: await openStore(address) });
    session = await beginChat(bot.url);
    await using stream = await listenToChat(bot.url, session);
    await stream.texts(2);
    await sayInChat(bot.url, session, "a", { type: "tap", title: "Balance", value: "BALANCE" });
    await stream.texts(3);
  }
  await using bot = await serveBot({ flows, store: await openStore(address) });
  await using rest = await listenToChat(bot.url, session, { query: "&after=2" });
  // A client that does not know whether it was heard says it again.
  const again = { type: "tap", title: "Balance", value: "BALANCE" };
  expect((await sayInChat(bot.url, session, "a", again)).body).toEqual({ success: true, isRepeated: true });
  await sayInChat(bot.url, session, "b", "Savings");
  expect((await rest.texts(4)).slice(0, 2)).toEqual(["Which account?", "Savings has 5."]);
  expect(rest.messages.map(({ id }) => id)).toEqual([3, 4, 5, 6]);
});

test("a server that stops ends its streams at once", async () => {
  await using bot = await serveBot({ flows });
  await using stream = await listenToChat(bot.url, await beginChat(bot.url));
  await stream.texts(2);
  const from = performance.now();
  await bot.server.stop(20_000);
  expect(performance.now() - from).toBeLessThan(5_000);
  await until(() => stream.isOver());
});

test("what another process says is heard within moments", async () => {
  await using folder = await temporaryFolder({});
  const address = `sqlite:${join(folder.path, "store.sqlite")}`;
  await using one = await serveBot({ flows, store: await openStore(address) });
  await using two = await serveBot({ flows, store: await openStore(address) });
  const session = await beginChat(one.url);
  await using stream = await listenToChat(two.url, session);
  await using other = await listenToChat(one.url, session);
  await sayInChat(one.url, session, "a", "count");
  expect(await stream.texts(5)).toEqual(["Hello!", "How are you?", "1", "2", "3"]);
  expect(await other.texts(5)).toEqual(await stream.texts(5));
});

test("pages that listen are counted, of one conversation and in all; one that hangs up makes room", async () => {
  await using bot = await serveBot({ flows, settings: { webChat: { streams: 3, streamsPerSession: 2 } } });
  const [one, two] = [await beginChat(bot.url), await beginChat(bot.url)];
  await using first = await listenToChat(bot.url, one);
  {
    await using second = await listenToChat(bot.url, one);
    const third = await listenToChat(bot.url, one);
    expect([first.status, second.status, third.status]).toEqual([200, 200, 429]);
    expect(third.headers.get("retry-after")).toBe("10");
    await using last = await listenToChat(bot.url, two);
    expect([last.status, (await listenToChat(bot.url, two)).status]).toEqual([200, 429]);
  }
  await until(async () => {
    await using free = await listenToChat(bot.url, one);
    return free.status === 200;
  });
});

test("one conversation cannot use up the minute of the others", async () => {
  await using bot = await serveBot({ flows, settings: { webChat: { messagesPerMinute: 2 } } });
  const [one, two] = [await beginChat(bot.url), await beginChat(bot.url)];
  const statuses: number[] = [];
  for (const key of ["a", "b", "c"]) statuses.push((await sayInChat(bot.url, one, key, "count")).status);
  expect(statuses).toEqual([200, 200, 429]);
  const limited = await sayInChat(bot.url, one, "d", "count");
  expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(50);
  expect((await sayInChat(bot.url, two, "a", "count")).status).toBe(200);
});

test("the settings say who is talked to, what the page is called, and who may frame it", async () => {
  const webChat = { title: 'Ask "us" <now>', languages: ["nl"], origins: ["https://shop.example"], accent: "#aa0000" };
  await using bot = await serveBot({ flows, settings: { webChat } });
  expect((await postJson(`${bot.url}/web-chat/sessions`, {})).body).toMatchObject({
    languages: ["nl"],
    title: webChat.title,
  });
  const page = await fetch(bot.url);
  expect(page.headers.get("content-security-policy")).toMatch(/frame-ancestors [^;]* https:\/\/shop\.example$/);
  const html = await page.text();
  expect(html).toContain("<title>Ask &quot;us&quot; &lt;now&gt;</title>");
  expect(html).toContain('data-accent="#aa0000"');
});

test.each([
  [{ webChat: { isOn: false } }, 404, 404],
  [{ webChat: { bots: [] } }, 200, 404],
  [{ converse: { privateBots: ["bank"] } }, 200, 404],
  [{ converse: { privateBots: ["bank"] }, webChat: { bots: ["bank"] } }, 200, 200],
])("with the settings %j the page is answered %i, and a session %i", async (settings, page, session) => {
  await using bot = await serveBot({ flows, settings });
  expect((await fetch(bot.url)).status).toBe(page);
  expect((await postJson(`${bot.url}/web-chat/sessions`, {})).status).toBe(session);
});
