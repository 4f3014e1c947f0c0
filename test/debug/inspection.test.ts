import type { DebugProtocol } from "@vscode/debugprotocol";
import { describe, expect, it } from "vitest";
import { type DebugClient, debugFixture } from "../support/debugClient.ts";

const shop = `
  --- shop.flow
  flow shop
  bot shop { languages en, nl  start shop.start }
  var user.name: text = "Ada"
  var bot.open: boolean = true
  var session.pin: text = "4321" sensitive
  var session.isVip: boolean = true sensitive
  var session.cart: any = { items: [{ title: "Tea", price: 2.5 }, { title: "Coffee" }], "odd key": null }

  state start {
    set temp.here = "outside"
    set session.token = secret.TOKEN
    call pay.start
    say "Back"
  }
  --- pay.flow
  flow pay

  state start {
    set temp.here = "inside"
    api POST "http://localhost/pay" {
      headers { Authorization: "Bearer {secret.TOKEN}" }
      body { pin: session.pin }
    }
    ask session.name as text "Your name?"
    say "Thanks {session.name}"
    -> return
  }
`;

const environment = { TOKEN: "s3cr3t-token", UNNAMED: "un-named", PLACE: "here" };

async function stoppedAt(at: string, launch: object = {}): Promise<DebugClient> {
  const backend = (): object => ({ body: { echo: "s3cr3t-token", ok: true } });
  const { client } = debugFixture(shop, { environment, backend });
  await client.start(launch, [at]);
  await client.event("stopped");
  return client;
}

describe("the call stack", () => {
  it("shows the step, its state, and the same of each caller", async () => {
    const client = await stoppedAt("pay.flow:5");
    expect(await client.stack()).toEqual([
      'api POST "http://localhost/pay"  pay.flow:5',
      "pay.start  pay.flow:3",
      "call pay.start  shop.flow:12",
      "shop.start  shop.flow:9",
    ]);
  });

  it("says where a frame begins and not where it ends, so that no editor selects text under the user's hands", async () => {
    const client = await stoppedAt("pay.flow:5");
    expect(await client.frames()).toMatchObject([{ line: 5, column: 3, source: { name: "pay.flow" } }, {}, {}, {}]);
    for (const frame of await client.frames()) expect(Object.keys(frame)).not.toContain("endLine");
  });

  it("comes in parts", async () => {
    const client = await stoppedAt("pay.flow:5");
    const body = await client.ask<DebugProtocol.StackTraceResponse["body"]>("stackTrace", {
      threadId: 1,
      startFrame: 1,
      levels: 2,
    });
    expect([body.totalFrames, body.stackFrames.map((frame) => frame.name)]).toEqual([
      4,
      ["pay.start", "call pay.start"],
    ]);
  });

  it("gives no id twice, and knows none of an earlier stop", async () => {
    const client = await stoppedAt("pay.flow:4");
    const before = (await client.frames()).map((frame) => frame.id);
    await client.go("next");
    const after = (await client.frames()).map((frame) => frame.id);
    expect(after.filter((id) => before.includes(id))).toEqual([]);
    expect(await client.refusal("scopes", { frameId: before[0] })).toContain("gone on");
    expect(await client.refusal("evaluate", { expression: "1", frameId: before[0] })).toContain("gone on");
  });
});

describe("scopes", () => {
  it("are those of the language, the turn and the last API call", async () => {
    const client = await stoppedAt("pay.flow:9");
    const [frame] = await client.frames();
    const { scopes } = await client.ask<DebugProtocol.ScopesResponse["body"]>("scopes", { frameId: frame?.id });
    expect(scopes.map((scope) => scope.name)).toEqual([
      "event",
      "temp",
      "session",
      "user",
      "bot",
      "turn",
      "last API call",
    ]);
  });

  it("hold variables by name, with their value as JSON", async () => {
    const client = await stoppedAt("pay.flow:5");
    expect(await client.scope("session")).toEqual([
      "pin = •••",
      "isVip = •••",
      'cart = {"items":[{"title":"Tea","price":2.5},{"title":"Coffee"}],"odd key":null}',
      "token = •••",
    ]);
    expect(await client.scope("bot")).toEqual(["open = true"]);
    expect(await client.scope("user")).toContain('name = "Ada"');
  });

  it("show each frame its own temp", async () => {
    const client = await stoppedAt("pay.flow:5");
    expect(await client.scope("temp", 0)).toEqual(['here = "inside"']);
    expect(await client.scope("temp", 3)).toEqual(['here = "outside"']);
  });

  it("show the turn and the API call that was last", async () => {
    const { client } = debugFixture(shop, { environment, backend: () => ({ status: 201, body: { ok: true } }) });
    await client.start({}, ["pay.flow:10"]);
    await client.settle();
    await client.say("Grace");
    expect(await client.scope("turn")).toMatchInlineSnapshot(`
      [
        "number = 1",
        "input = {"type":"text","text":"Grace"}",
        "intent = null",
        "confidence = null",
        "entities = {}",
      ]
    `);
    expect(await client.scope("last API call")).toMatchInlineSnapshot(`
      [
        "request = {"method":"POST","url":"http://localhost/pay","headers":{"Content-Type":"application/json","Authorization":"•••"},"body":{"pin":"•••"}}",
        "response = {"status":201,"headers":{"content-type":"application/json"},"body":{"ok":true},"ms":7}",
      ]
    `);
  });
});

describe("evaluate", () => {
  it.each([
    ["1 + 2 * 3", "7"],
    ["session.cart.items[0].title", '"Tea"'],
    ['session.cart["odd key"]', "null"],
    ["cart.items[1]", '{"title":"Coffee"}'],
    ["temp.here", '"inside"'],
    ["session.nothing.at.all", "null"],
    ["session.nothing ?? 5", "5"],
    ["length(session.cart.items) > 1 and bot.open", "true"],
    ["conversation.state", '"pay.start"'],
    ['"{user.name}!"', '"Ada!"'],
    ["session.pin", "•••"],
    ["secret.TOKEN", "•••"],
    ["session.token", "•••"],
    ['"Bearer " + secret.TOKEN', '"Bearer •••"'],
    ["upper(secret.TOKEN)", "•••"],
    ["slice(secret.TOKEN, 0, 2)", '"••"'],
    ['split(session.pin, "")[0]', '"•"'],
    ["length(session.token)", "3"],
    ["session.isVip", "•••"],
    ["secret.UNNAMED", "•••"],
    ['env("PLACE")', '"here"'],
  ])("%s", async (expression, expected) => {
    const client = await stoppedAt("pay.flow:5");
    for (const context of ["watch", "hover", "repl", "clipboard", "variables"]) {
      expect(await client.evaluate(expression, { context })).toBe(expected);
    }
  });

  it("sees memory as the frame does", async () => {
    const client = await stoppedAt("pay.flow:5");
    const frames = await client.frames();
    expect(await client.evaluate("temp.here", { frameId: frames[0]?.id })).toBe('"inside"');
    expect(await client.evaluate("temp.here", { frameId: frames[2]?.id })).toBe('"outside"');
  });

  it("answers a value that can be opened", async () => {
    const client = await stoppedAt("pay.flow:5");
    const body = await client.ask<DebugProtocol.EvaluateResponse["body"]>("evaluate", { expression: "session.cart" });
    const rows = await client.variables(body.variablesReference);
    expect(rows.map((row) => `${row.evaluateName}: ${row.type}`)).toEqual([
      "session.cart.items: list",
      'session.cart["odd key"]: null',
    ]);
  });

  it("changes nothing", async () => {
    const client = await stoppedAt("pay.flow:5", { seed: 7 });
    const before = await client.ask("flow/variables");
    for (const expression of ["session.cart = 1", "set session.cart = 1", "clear session", "-> end", "say 5"]) {
      for (const context of ["watch", "hover"]) {
        expect(await client.refusal("evaluate", { expression, context })).not.toBe("");
      }
    }
    for (let turn = 0; turn < 3; turn += 1) await client.evaluate("random()");
    expect(await client.ask("flow/variables")).toEqual(before);
  });

  it("says why there is no value", async () => {
    const client = await stoppedAt("pay.flow:5");
    expect(await client.refusal("evaluate", { expression: "5 / 0" })).toMatch(/zero/i);
    expect(await client.refusal("evaluate", { expression: 'env("TOKEN")' })).toContain("TOKEN");
    expect(await client.refusal("evaluate", { expression: "1 +" })).not.toBe("");
  });

  it.each([
    ["state start", '"pay.start"'],
    ["state shop.start", '"shop.start"'],
    ["state nowhere", "null"],
    ["state start == state pay.start", "true"],
  ])("knows the wire id of a state: %s", async (expression, value) => {
    const client = await stoppedAt("pay.flow:5");
    expect(await client.evaluate(expression)).toBe(value);
  });

  it("works while the conversation runs, too", async () => {
    const { client } = debugFixture(shop, { environment, backend: () => ({}) });
    await client.start();
    await client.settle();
    expect(await client.evaluate("temp.here", { context: "repl" })).toBe('"inside"');
    expect(await client.ask("flow/variables")).toMatchObject({
      state: "pay.start",
      scopes: [{ name: "event" }, { name: "temp", value: { here: "inside" } }, {}, {}, {}, { name: "turn" }, {}],
    });
  });
});

describe("masking", () => {
  it("covers every message of the adapter", async () => {
    const backend = (): object => ({
      body: { echo: "s3cr3t-token 4321", messages: [{ type: "text", config: { textMessages: ["s3cr3t-token"] } }] },
    });
    const { client } = debugFixture(shop, { environment, backend });
    const answers: string[] = [];
    const note = (answer: unknown): void => void answers.push(JSON.stringify(answer));
    await client.start({ trace: true, now: 0 }, [
      { at: "pay.flow:9", logMessage: "{secret.TOKEN} {session.pin}" },
      "pay.flow:10",
    ]);
    await client.settle();
    await client.say("Grace");
    for (const name of ["event", "temp", "session", "user", "bot", "turn", "last API call"]) {
      note(await client.scopeRows(name).catch(() => []));
    }
    note(await client.ask("flow/variables"));
    for (const expression of [
      "secret",
      "session",
      "temp",
      "temp.response.body",
      "json(temp.response)",
      "session.pin + 1",
    ]) {
      note(await client.request("evaluate", { expression }));
    }
    const all = [...answers, ...client.events.map((event) => JSON.stringify(event))].join("\n");
    expect(all).toContain("•••");
    expect(all).not.toContain("s3cr3t-token");
    expect(all).not.toContain("4321");
  });

  const pin = `
    var session.pin: number sensitive
    state start {
      ask session.pin as number "Your PIN?" {
        on text "8765" {
          say "A route"
        }
      }
      say "Thanks"
    }
  `;

  it.each([
    ["the answer to a sensitive question", "9876", "main.flow:8"],
    ["what may have been the answer", "8765", "main.flow:5"],
  ])("covers %s", async (_, said, at) => {
    const { client } = debugFixture(pin);
    const answers: unknown[] = [];
    await client.start({ trace: true, now: 0 }, [{ at, logMessage: "{event.text} {json(event)} {session.pin}" }, at]);
    await client.settle();
    await client.say(said);
    expect(client.trace.at(-1)).toMatch(/^stopped breakpoint/);
    for (const name of ["event", "session", "turn"]) answers.push(await client.scopeRows(name));
    for (const expression of ["event.text", "event", "session.pin", "session"]) {
      answers.push(await client.request("evaluate", { expression }));
    }
    answers.push(await client.ask("flow/variables"));
    const all = JSON.stringify([answers, client.events]);
    expect(all).toContain("•••");
    expect(all).not.toContain(said);
  });
});
