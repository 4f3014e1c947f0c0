import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Posted, postJson, type ServedBot, type ServedBotOptions, serveBot } from "../../support/servedBot.ts";

const flows = `
bot bank { languages en  start bank.start  fallback bank.lost }
intent greet { "hello there" "good morning" }
intent balance { "what is my balance" "how much money do I have" }
var session.pin sensitive
state start {
  say "Hello!" { reply "Balance" value "BALANCE" -> account  reply "Nothing" -> silent }
}
state account {
  ask session.account as text "Which account?"
  say "{session.account} has 5."
  -> start
}
state secret { ask session.pin as text "Your PIN?" say "Thanks." }
state silent { }
state lost { say "Pardon?" }
state soon { say "One moment." on silence 50ms { say "Still there?" } }
on intent greet -> start
on intent balance -> account
on text "secret" -> secret
on text "soon" -> soon
on text "slow" { wait 3s say "Done." }
on event "paid" { say "Paid {event.payload.amount}." }
`;

const environment = {
  FLOWSTATE_USERS: "ann@bank.example:open-sesame",
  FLOWSTATE_JWT_SECRET: "a secret that is long enough for it",
};

interface Talk {
  readonly bot: ServedBot;
  /** The public route. */
  say(body: object | string, user?: string, query?: string): Promise<Posted>;
  /** The secured route, with a token. */
  ask(body: object | string, user?: string, query?: string, token?: string): Promise<Posted>;
}

async function talk(options: Partial<ServedBotOptions> = {}): Promise<Talk> {
  const bot = await serveBot({ flows, environment, ...options });
  const route = (user: string) => `${bot.url}/api/v1/bots/bank/converse/${encodeURIComponent(user)}`;
  return {
    bot,
    say: (body, user = "ann", query = "") => postJson(route(user) + query, body),
    ask: async (body, user = "ann", query = "", token) =>
      postJson(`${route(user)}/secured${query}`, body, { authorization: `Bearer ${token ?? (await tokenOf(bot))}` }),
  };
}

async function tokenOf({ url }: ServedBot): Promise<string> {
  const account = { email: "ann@bank.example", password: "open-sesame" };
  const { body } = await postJson(`${url}/api/v1/auth/login/basic/default`, account);
  return z.object({ payload: z.object({ jwt: z.string() }) }).parse(body).payload.jwt;
}

/** What the bot says in an answer; a quick reply as `[title=value]`. */
function said({ body }: Posted): readonly string[] {
  const choice = z.object({ title: z.string(), value: z.string() });
  const response = z.object({ text: z.string(), choices: z.array(choice).optional() });
  const { responses } = z.object({ responses: z.array(response) }).parse(body);
  return responses.map(({ text, choices = [] }) =>
    [text, ...choices.map(({ title, value }) => `[${title}=${value}]`)].join(" "),
  );
}

describe("the public route", () => {
  let here: Talk;
  beforeAll(async () => {
    here = await talk({ settings: { converse: { bufferDelay: 0, timeout: 1_500 } } });
  });
  afterAll(() => here.bot[Symbol.asyncDispose]());

  test("answers with what the bot says, and goes on where the user is", async () => {
    expect(said(await here.say({ type: "text", text: "hello there" }))).toEqual([
      "Hello! [Balance=BALANCE] [Nothing=Nothing]",
    ]);
    expect(said(await here.say({ text: "BALANCE" }))).toEqual(["Which account?"]);
    expect(said(await here.say({ text: "Savings", metadata: { a: 1 }, includedContexts: ["global"] }))).toEqual([
      "Savings has 5.",
      "Hello! [Balance=BALANCE] [Nothing=Nothing]",
    ]);
  });

  test("users are named by their clients, each with a conversation of their own", async () => {
    for (const user of ["a/b", "ü@x", "__proto__", "1".repeat(200)]) {
      expect(said(await here.say({ text: "how much money do I have" }, user))).toEqual(["Which account?"]);
      expect(said(await here.say({ text: user }, user))[0]).toBe(`${user} has 5.`);
    }
  });

  test("requests of one user at the same time are handled in order, each with its own answer", async () => {
    await here.say({ text: "what is my balance" }, "many");
    const all = await Promise.all(["a", "b", "c", "d"].map((text) => here.say({ text }, "many")));
    const [first, ...others] = all.map(said).toSorted((a, b) => b.length - a.length);
    expect(first?.[0]).toMatch(/^[abcd] has 5\.$/);
    expect(others).toEqual([["Pardon?"], ["Pardon?"], ["Pardon?"]]);
  });

  test.each<[string, object | string, number, object]>([
    ["no text", {}, 400, { message: 'Invalid payload: child "text" fails because ["text" is required]' }],
    ["an empty text", { text: "" }, 400, { message: expect.stringContaining("not allowed to be empty") }],
    ["another type", { type: "event", text: "x" }, 400, { message: expect.stringContaining("must be one of [text]") }],
    ["an unknown key", { text: "x", foo: 1 }, 400, { message: 'Invalid payload: "foo" is not allowed' }],
    ["a list", "[]", 400, { message: 'Invalid payload: "value" must be an object' }],
    [
      "a text that is too long",
      { text: "x".repeat(361) },
      400,
      { message: "Text must be a valid string of less than 360 chars" },
    ],
    ["no JSON", "{", 400, { message: "The body is not JSON." }],
    ["too much", { text: "x".repeat(2_000_000) }, 413, { type: "PayloadTooLargeError" }],
  ])("refuses %s", async (_, body, status, members) => {
    const answer = await here.say(body, "wrong");
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ statusCode: status, errorCode: "", details: "", docs: "", ...members });
  });

  test("a text of the greatest length is taken", async () => {
    expect(said(await here.say({ text: "x".repeat(360) }, "long"))).toHaveLength(1);
  });

  test("a bot that says nothing is an error that names the user", async () => {
    await here.say({ text: "hello there" }, "quiet");
    expect(await here.say({ text: "Nothing" }, "quiet")).toMatchObject({
      status: 400,
      body: { type: "StandardError", message: 'No responses found for event target "quiet".' },
    });
  });

  test("an answer that takes too long is an error, and the conversation goes on", async () => {
    expect(await here.say({ text: "slow" }, "slow")).toMatchObject({
      status: 400,
      body: { message: "Request timed out." },
    });
    expect(said(await here.say({ text: "hello there" }, "slow"))).toEqual([
      expect.stringContaining("Done."),
      expect.stringContaining("Hello!"),
    ]);
  });

  test("an unknown bot is not found", async () => {
    expect(await postJson(`${here.bot.url}/api/v1/bots/nobody/converse/ann`, { text: "x" })).toMatchObject({
      status: 404,
      body: { errorCode: "BP_0044", message: "Not Found: Invalid Bot ID" },
    });
  });

  test.each(["nlu", "responses,nlu", "state", "x"])("tells nothing but responses: %s", async (include) => {
    expect(await here.say({ text: "hello there" }, "ann", `?include=${include}`)).toMatchObject({
      status: 403,
      body: 'Unauthenticated converse API can only return "responses"',
    });
  });

  test("may be asked for responses", async () => {
    const { status, body } = await here.say({ text: "hello there" }, "ann", "?include=responses");
    expect(status).toBe(200);
    expect(Object.keys(z.object({}).loose().parse(body))).toEqual(["responses"]);
  });
});

describe("switches of the public route", () => {
  test("off for all bots", async () => {
    const { bot, say, ask } = await talk({ settings: { converse: { publicRoute: false } } });
    await using _ = bot;
    expect(await say({ text: "hello there" })).toMatchObject({
      status: 403,
      body: "Unauthenticated Converse API is disabled for all bots",
    });
    expect((await ask({ text: "hello there" })).status).toBe(200);
  });

  test("a private bot wants a token there, too", async () => {
    const { bot, say } = await talk({ settings: { converse: { privateBots: ["bank"] } } });
    await using _ = bot;
    expect(await say({ text: "hello there" })).toMatchObject({ status: 401, body: { errorCode: "BP_0041" } });
    const authorization = `Bearer ${await tokenOf(bot)}`;
    const url = `${bot.url}/api/v1/bots/bank/converse/ann`;
    expect((await postJson(url, { text: "hello there" }, { authorization })).status).toBe(200);
  });

  test("messages a minute are limited, and the answer says for how long", async () => {
    const { bot, say } = await talk({ settings: { limits: { messagesPerMinute: 1 } } });
    await using _ = bot;
    await say({ text: "hello there" });
    const answer = await say({ text: "hello there" });
    expect(answer).toMatchObject({ status: 429, body: { statusCode: 429, type: "TooManyRequestsError" } });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("the older generation has a payload for typing before each message", async () => {
    const { bot, say } = await talk({ settings: { converse: { legacyTyping: true } } });
    await using _ = bot;
    expect(await say({ text: "hello there" })).toMatchObject({
      body: {
        responses: [
          { type: "typing", value: true },
          { text: "Hello!", quick_replies: [{ title: "Balance", payload: "BALANCE" }, { title: "Nothing" }] },
        ],
      },
    });
  });

  test("what the bot says by itself within the buffer belongs to the answer", async () => {
    const { bot, say } = await talk({ settings: { converse: { bufferDelay: 600 } } });
    await using _ = bot;
    expect(said(await say({ text: "soon" }))).toEqual(["One moment.", "Still there?"]);
  });
});

describe("the secured route", () => {
  let here: Talk;
  beforeAll(async () => {
    here = await talk({ settings: { converse: { bufferDelay: 0 } } });
  });
  afterAll(() => here.bot[Symbol.asyncDispose]());

  test.each([
    ["", "Unauthorized: Authorization header is missing"],
    ["Basic x", 'Unauthorized: Unknown scheme "Basic"'],
    ["Bearer", "Unauthorized: Authentication token is missing"],
    ["Bearer x", "Unauthorized: Invalid authentication token"],
  ])("refuses %j", async (authorization, message) => {
    const url = `${here.bot.url}/api/v1/bots/bank/converse/ann/secured`;
    const headers: Record<string, string> = authorization === "" ? {} : { authorization };
    expect(await postJson(url, { text: "hello there" }, headers)).toMatchObject({
      status: 401,
      body: { statusCode: 401, errorCode: "BP_0041", message },
    });
  });

  test("tells responses alone unless more is asked for, and nothing for names that it does not know", async () => {
    for (const query of ["", "?include=", "?include=responses,credentials,x"]) {
      const { body } = await here.ask({ text: "hello there" }, "ann", query);
      expect(Object.keys(z.object({}).loose().parse(body))).toEqual(["responses"]);
    }
  });

  test("tells how a text was understood", async () => {
    const body = { text: "what is my balance", includedContexts: ["global", "money"] };
    const answer = await here.ask(body, "nlu", "?include=NLU, suggestions,decision");
    expect(answer.body).toMatchObject({
      nlu: {
        intent: { name: "balance", confidence: 1, context: "global" },
        intents: expect.arrayContaining([expect.objectContaining({ name: "balance" })]),
        entities: [],
        slots: {},
        language: "en",
        detectedLanguage: "en",
        ambiguous: false,
        errored: false,
        includedContexts: ["global", "money"],
      },
      decision: { sourceDetails: "balance", confidence: 1, decision: { status: "elected" } },
    });
    const { suggestions } = z
      .object({ suggestions: z.array(z.object({ decision: z.object({ status: z.string() }) })) })
      .parse(answer.body);
    expect(suggestions.filter(({ decision }) => decision.status === "elected")).toHaveLength(1);
  });

  test("tells the default decision where no intent was matched", async () => {
    const { body } = await here.ask({ text: "xyzzy plugh" }, "none", "?include=nlu,decision");
    expect(body).toMatchObject({
      nlu: { intent: { name: "none", confidence: 1, context: "global" } },
      decision: { source: "decisionEngine", sourceDetails: "execute default flow" },
    });
  });

  test("tells where the conversation is, with the states of the turn", async () => {
    await here.ask({ text: "what is my balance" }, "state");
    const { body } = await here.ask({ text: "Savings" }, "state", "?include=state");
    expect(body).toMatchObject({
      state: {
        user: { id: "state" },
        session: {
          account: "Savings",
          lastMessages: [
            { incomingPreview: "Savings", replyPreview: "Hello!", replyDate: expect.stringMatching(/Z$/) },
          ],
          workflows: {},
        },
        temp: {},
        context: {
          currentFlow: "bank",
          currentNode: "start",
          previousFlow: "bank",
          previousNode: "account",
          jumpPoints: [],
          queue: { instructions: [] },
          hasJumped: false,
        },
        __stacktrace: [{ flow: "bank", node: "start" }],
      },
    });
  });

  test("tells no sensitive value", async () => {
    await here.ask({ text: "secret" }, "pin");
    const all = await here.ask({ text: "a-very-secret-pin" }, "pin", "?include=nlu,state,suggestions,decision");
    expect(said(all)).toEqual(["Thanks."]);
    expect(JSON.stringify(all.body)).not.toContain("a-very-secret-pin");
    expect(all.body).toMatchObject({ state: { session: { pin: "•••" } } });
  });

  test("takes clicks and events of any type", async () => {
    await here.ask({ text: "hello there" }, "click");
    expect(said(await here.ask({ type: "quick_reply", text: "Balance", payload: "BALANCE" }, "click"))).toEqual([
      "Which account?",
    ]);
    expect(said(await here.ask({ type: "paid", amount: 7 }, "click"))).toEqual(["Paid 7."]);
    expect(await here.ask({ type: "typing" }, "click")).toMatchObject({ status: 400 });
    expect(await here.ask({ type: "text", text: 7 }, "click")).toMatchObject({
      body: { message: "Text must be a valid string of less than 360 chars" },
    });
  });
});

describe("login over HTTP", () => {
  test("answers as clients read it, and refuses alike whatever is wrong", async () => {
    const { bot } = await talk();
    await using _ = bot;
    const url = `${bot.url}/api/v1/auth/login/basic/default`;
    expect(await postJson(url, { email: "ann@bank.example", password: "open-sesame" })).toMatchObject({
      status: 200,
      body: { status: "success", message: "Login successful", payload: { jwt: expect.any(String), exp: 3_600_000 } },
    });
    for (const body of [
      { email: "ann@bank.example", password: "x" },
      { email: "ann@bank.example" },
      {},
      { email: 7 },
    ]) {
      expect(await postJson(url, body)).toMatchObject({
        status: 400,
        body: { errorCode: "BP_0009", message: "Invalid credentials" },
      });
    }
    expect(bot.log.join("\n")).not.toContain("open-sesame");
  });
});
