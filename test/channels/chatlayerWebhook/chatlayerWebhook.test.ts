import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outgoingBody } from "../../../server/src/channels/chatlayerWebhook/schema.ts";
import {
  type Posted,
  postJson,
  type ServedBot,
  type ServedBotOptions,
  serveBot,
  until,
} from "../../support/servedBot.ts";

const flows = `
bot bank { languages en, nl  start bank.start  fallback bank.lost }
intent balance { en "what is my balance" "how much money do I have"  nl "wat is mijn saldo" }
intent transfer { en "send {amount: number} euros"  nl "stuur {amount: number} euro" }
state start {
  say { en "Hello {user.firstName}!" nl "Dag {user.firstName}!" } { reply "Balance" value "BAL" -> account  reply "More" -> more }
}
state account { say "You have {session.account.amount}." }
state more {
  say "More:" { button "Site" open "https://bank.example"  button "Call" dial "+32 3"  button "Account" -> account }
  say { card "One" { subtitle "s" image "https://x.example/1.png" button "Pick" -> account } }
  say { image "https://x.example/1.png" }
  -> end
}
state named id "3050" { say "Named, {session.order.id}." }
state lost { say "Pardon?" }
on intent balance -> account
on intent transfer -> account
`;

const channel = {
  id: "chatlayer:bank",
  kind: "chatlayer",
  token: "id:secret",
  verifyToken: "verify-me",
  deployments: [{ bot: "bank", keyword: "#bank" }],
} as const;

interface Talk {
  readonly bot: ServedBot;
  post(path: string, body: object | string, token?: string | null): Promise<Posted>;
  send(message: object, more?: object): Promise<Posted>;
  /** What the customer's webhook has got for somebody, once there are that many. */
  got(count: number, user?: string): Promise<readonly { readonly message: unknown; readonly messageCounter: number }[]>;
}

async function talk(options: Partial<ServedBotOptions> = {}): Promise<Talk> {
  const bot = await serveBot({ flows, channel, ...options });
  const post: Talk["post"] = (path, body, token = channel.token) =>
    postJson(bot.url + path, body, token === null ? {} : { authorization: `Bearer ${token}` });
  const all = () => bot.webhook.requests.map(({ body }) => outgoingBody.strict().parse(JSON.parse(body)));
  return {
    bot,
    post,
    send: (message, more = { conversationId: "ann" }) => post("/v1/bots/bank/webhook", { ...more, message }),
    got: async (count, user = "ann") => {
      await until(() => all().filter(({ senderId }) => senderId === user).length >= count);
      return all().filter(({ senderId }) => senderId === user);
    },
  };
}

describe("messages of users", () => {
  let here: Talk;
  beforeAll(async () => {
    here = await talk({ settings: { limits: { messagesPerMinute: 100_000 } } });
  });
  afterAll(() => here.bot[Symbol.asyncDispose]());

  test("an introduction begins, with the language and the name of the user", async () => {
    const user = { id: "nelly", firstName: "Nelly", preferredLanguage: "nl" };
    expect(await here.send({ introMessage: {} }, { user })).toMatchObject({ status: 200, body: "EVENT_RECEIVED" });
    expect(await here.got(1, "nelly")).toEqual([
      {
        senderId: "nelly",
        verifyToken: "verify-me",
        messageCounter: 1,
        message: {
          text: "Dag Nelly!",
          quick_replies: [
            {
              content_type: "text",
              title: "Balance",
              payload: '{"title":"Balance","caption":"Balance","type":"quickreply","value":"BAL"}',
            },
            {
              content_type: "text",
              title: "More",
              payload: '{"title":"More","caption":"More","type":"quickreply"}',
            },
          ],
        },
      },
    ]);
  });

  test("session data is there before the message is handled; the intent goes with the answer", async () => {
    const sessionData = { account: { amount: 5 } };
    await here.send({ textMessage: { text: "what is my balance" } }, { conversationId: "data", sessionData });
    expect(await here.got(1, "data")).toEqual([
      expect.objectContaining({
        message: { text: "You have 5." },
        nlp: { intent: { name: "balance", score: 1 } },
      }),
    ]);
  });

  test("buttons, cards and media have the form of their templates", async () => {
    await here.send({ introMessage: {} }, { conversationId: "forms" });
    await here.send({ textMessage: { text: "More" } }, { conversationId: "forms" });
    const [, buttons, cards, image] = await here.got(4, "forms");
    expect(buttons?.message).toEqual({
      attachment: {
        type: "template",
        payload: {
          template_type: "button",
          text: "More:",
          buttons: [
            { type: "web_url", title: "Site", url: "https://bank.example" },
            { type: "phone_number", title: "Call", payload: "+32 3" },
            { type: "postback", title: "Account", payload: '{"title":"Account","caption":"Account","type":"button"}' },
          ],
        },
      },
    });
    expect(cards?.message).toMatchObject({
      attachment: {
        type: "template",
        payload: {
          template_type: "generic",
          elements: [
            {
              title: "One",
              subtitle: "s",
              image_url: "https://x.example/1.png",
              buttons: [{ type: "postback", title: "Pick" }],
            },
          ],
        },
      },
    });
    expect(image?.message).toEqual({
      attachment: { type: "image", payload: { url: "https://x.example/1.png", is_reusable: false } },
    });
  });

  test.each<[string, object]>([
    [
      "its payload unchanged",
      { postbackMessage: { title: "Balance", payload: '{"title":"Balance","type":"quickreply","value":"BAL"}' } },
    ],
    ["its title", { postbackMessage: { title: "Balance" } }],
    ["its value as a text", { textMessage: { text: "BAL" } }],
  ])("a click is known by %s", async (name, message) => {
    const conversationId = `click ${name}`;
    await here.send({ introMessage: {} }, { conversationId, sessionData: { account: { amount: 7 } } });
    await here.send(message, { conversationId });
    expect((await here.got(2, conversationId))[1]?.message).toEqual({ text: "You have 7." });
  });

  test("a postback leads to a dialog state by its id and stores its parameters on the way", async () => {
    const postbackMessage = {
      title: "Go",
      nextDialogstateId: "3050",
      sessionDataToSet: [{ key: "order.id", value: 17 }],
    };
    await here.send({ postbackMessage }, { conversationId: "go" });
    expect((await here.got(1, "go")).at(-1)?.message).toEqual({ text: "Named, 17." });
  });

  test("the messages of a user are counted", async () => {
    const conversationId = "count";
    await here.send({ introMessage: {} }, { conversationId });
    await here.send({ textMessage: { text: "what is my balance" } }, { conversationId });
    expect((await here.got(2, conversationId)).map(({ messageCounter }) => messageCounter)).toEqual([1, 2]);
  });

  test.each([
    ["no message", { conversationId: "x" }, "`message`"],
    [
      "two kinds of message",
      { conversationId: "x", message: { textMessage: { text: "a" }, introMessage: {} } },
      "exactly one",
    ],
    ["nobody", { message: { introMessage: {} } }, "`conversationId` or `user.id`"],
    [
      "a text that is none",
      { conversationId: "x", message: { textMessage: { text: 7 } } },
      "`message.textMessage.text`",
    ],
    ["no object", "[]", ""],
    ["no JSON", "{", "The body is not JSON."],
  ])("refuses %s", async (_, body, problem) => {
    const answer = await here.post("/v1/bots/bank/webhook", body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining(problem) } });
  });

  test.each([
    ["no token", null, 401],
    ["a wrong one", "id:wrong", 401],
    ["the token for the other direction", "verify-me", 401],
  ])("refuses %s", async (_, token, status) => {
    for (const path of [
      "/v1/bots/bank/webhook",
      "/v1/bots/bank/conversations/ann/actions",
      "/v1/bots/bank/nlp/extract",
    ]) {
      const body = path.endsWith("extract")
        ? { language: "en", expression: "x" }
        : path.endsWith("actions")
          ? { nextDialogstateId: "3050" }
          : { conversationId: "x", message: { introMessage: {} } };
      expect(await here.post(path, body, token)).toMatchObject({ status, body: { error: expect.any(String) } });
    }
  });

  test("a bot without such a channel is not found", async () => {
    const body = { conversationId: "x", message: { introMessage: {} } };
    expect(await here.post("/v1/bots/nobody/webhook", body)).toMatchObject({ status: 404 });
  });
});

describe("the older form", () => {
  test("is taken at its own path with the verify token, and at the newer one with the other token", async () => {
    const { bot, post, got } = await talk();
    await using _ = bot;
    const body = { text: "wat is mijn saldo", sender: { id: "old" }, verifyToken: "verify-me", locale: "nl" };
    expect(await post("/api/webhookMessage/bank", body, null)).toMatchObject({ status: 200, body: "EVENT_RECEIVED" });
    expect(await post("/v1/bots/bank/webhook", { ...body, verifyToken: undefined })).toMatchObject({ status: 200 });
    expect(await got(2, "old")).toHaveLength(2);
    for (const verifyToken of ["wrong", "", undefined, "id:secret"]) {
      expect(await post("/api/webhookMessage/bank", { ...body, verifyToken }, null)).toMatchObject({ status: 401 });
    }
  });

  test("a click is a text that is JSON", async () => {
    const { bot, post, got } = await talk();
    await using _ = bot;
    const click = {
      type: "button",
      caption: "Go",
      nextDialogstateId: "3050",
      params: [{ key: "order.id", value: "A" }],
    };
    const body = { text: JSON.stringify(click), sender: { id: "old" }, verifyToken: "verify-me" };
    await post("/api/webhookMessage/bank", body, null);
    expect((await got(1, "old"))[0]?.message).toEqual({ text: "Named, A." });
    await post("/api/webhookMessage/bank", { ...body, text: "{ no JSON" }, null);
    expect((await got(2, "old"))[1]?.message).toMatchObject({ text: expect.any(String) });
  });
});

describe("actions of a backend", () => {
  let here: Talk;
  beforeAll(async () => {
    here = await talk();
  });
  afterAll(() => here.bot[Symbol.asyncDispose]());

  const actions = (user: string, body: object, query = "") =>
    here.post(`/v1/bots/bank/conversations/${user}/actions${query}`, body);

  test("messages of both generations are said, with what is stored filled in, and the conversation stays where it is", async () => {
    await here.send({ introMessage: {} }, { conversationId: "push" });
    const answer = await actions(
      "push",
      {
        session: { namespace: "order", data: { id: 9 } },
        sendMessages: [
          { textMessageTemplate: { textMessages: [{ text: "Order {order.id} is on its way." }] } },
          {
            type: "quickReplies",
            config: {
              textMessages: [{ text: "Where?" }],
              quickReplies: [{ type: "postback", title: "Show", payload: { nextDialogstateId: "3050" } }],
            },
          },
        ],
      },
      "?version=LIVE",
    );
    expect(answer).toMatchObject({ status: 200, body: "EVENT_RECEIVED" });
    const [, first, second] = await here.got(3, "push");
    expect(first?.message).toEqual({ text: "Order 9 is on its way." });
    expect(second?.message).toMatchObject({ text: "Where?", quick_replies: [{ title: "Show" }] });
    await here.send({ textMessage: { text: "More" } }, { conversationId: "push" });
    expect((await here.got(4, "push"))[3]?.message).toMatchObject({ attachment: { payload: { text: "More:" } } });
  });

  test("what they offer leads on", async () => {
    await here.send({ introMessage: {} }, { conversationId: "offer" });
    const quickReplies = [
      { title: "Show", payload: { nextDialogstateId: "3050", sessionDataToSet: [{ key: "order.id", value: 1 }] } },
    ];
    await actions("offer", { sendMessages: [{ quickReplyTemplate: { textMessages: [{ text: "?" }], quickReplies } }] });
    await here.got(2, "offer");
    await here.send({ textMessage: { text: "show" } }, { conversationId: "offer" });
    expect((await here.got(3, "offer"))[2]?.message).toEqual({ text: "Named, 1." });
  });

  test.each([{ nextDialogstateId: "3050" }, { action: { nextDialogstate: "bank.named" } }])(
    "%j leads there",
    async (jump) => {
      const user = Object.keys(jump).join();
      await here.send({ introMessage: {} }, { conversationId: user });
      await actions(user, { ...jump, session: { namespace: "order", data: { id: 3 } } });
      expect((await here.got(2, user))[1]?.message).toEqual({ text: "Named, 3." });
    },
  );

  test.each([
    [
      "an unknown dialog state",
      "ann",
      { nextDialogstateId: "nowhere" },
      400,
      "The bot has no dialog state of this name.",
    ],
    ["nothing to do", "ann", {}, 400, "needs `sendMessages`"],
    ["an unknown conversation", "stranger", { nextDialogstateId: "3050" }, 404, "There is no such conversation."],
  ])("refuses %s", async (_, user, body, status, error) => {
    await here.send({ introMessage: {} });
    await here.got(1);
    expect(await actions(user, body)).toMatchObject({ status, body: { error: expect.stringContaining(error) } });
  });

  test("refuses another version than there are", async () => {
    expect(await actions("ann", { nextDialogstateId: "3050" }, "?version=OLD")).toMatchObject({ status: 400 });
  });
});

describe("how a text is understood", () => {
  test("its intents and entities, in a language", async () => {
    const { bot, post } = await talk();
    await using _ = bot;
    const ask = (language: string, expression: string) =>
      post("/v1/bots/bank/nlp/extract?version=DRAFT", { language, expression });
    expect((await ask("nl", "stuur 5 euro")).body).toEqual({
      extract: { intents: [{ intent: "transfer", score: 1 }], entities: [{ name: "amount", value: 5, score: 1 }] },
    });
    expect((await ask("en", "what is my balance")).body).toMatchObject({
      extract: { intents: [{ intent: "balance", score: 1 }], entities: [] },
    });
    expect((await ask("en", "xyzzy")).body).toMatchObject({ extract: { entities: [] } });
    expect(await ask("en", "")).toMatchObject({ status: 400 });
  });
});

test("messages a minute are limited, and the headers say until when", async () => {
  const { bot, send } = await talk({ settings: { limits: { messagesPerMinute: 1 } } });
  await using _ = bot;
  expect((await send({ introMessage: {} })).headers.get("x-ratelimit-limit")).toBe("1");
  const answer = await send({ introMessage: {} });
  expect(answer).toMatchObject({ status: 429, body: { error: expect.any(String) } });
  expect(answer.headers.get("x-ratelimit-remaining")).toBe("0");
  const reset = Number(answer.headers.get("x-ratelimit-reset")) * 1_000 - Date.now();
  expect(reset).toBeGreaterThan(0);
  expect(reset).toBeLessThanOrEqual(61_000);
});
