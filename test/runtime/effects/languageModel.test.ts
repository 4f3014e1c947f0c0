import { describe, expect, test } from "vitest";
import { virtualClock } from "../../../server/src/runtime/effects/clock.ts";
import { ConversationDriver } from "../../../server/src/runtime/effects/driver.ts";
import { createHttpPort } from "../../../server/src/runtime/effects/http.node.ts";
import { createLanguageModel } from "../../../server/src/runtime/effects/languageModel.ts";
import type { HttpPolicy } from "../../../server/src/runtime/effects/ports.ts";
import type { RunEvent } from "../../../server/src/runtime/events.ts";
import { createMachine } from "../../../server/src/runtime/machine.ts";
import { type FakeHandler, startBackend } from "../../support/fakeBackend.ts";
import { programOf } from "../../support/program.ts";

const source = `
  bot b { languages en start a }
  var session.pin: text sensitive
  entity size { small large "big" }
  intent order { "order a pizza" "a {size} pizza for {count: integer}" }
  intent hours { "opening hours" }
  on intent order { say "Order {event.entities.size ?? "-"} {event.entities.count ?? "-"}" }
  on intent hours { say "Hours" }
  state a { say "Hi {secret.TOKEN == null}" on text "pin" { ask session.pin as text "Your PIN?" say "Thanks" -> a } }
`;

const environment = { MODEL_KEY: "very-secret-key", TOKEN: "token-of-the-backend" };

/** An answer as an endpoint gives it. */
function completion(content: unknown): { readonly body: unknown } {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return { body: { choices: [{ index: 0, message: { role: "assistant", content: text } }] } };
}

interface Talked {
  readonly events: readonly RunEvent[];
  readonly said: readonly string[];
  readonly reports: readonly string[];
  readonly requests: readonly { readonly url: string; readonly body: string; readonly headers: object }[];
}

async function converse(
  handler: FakeHandler,
  texts: readonly string[],
  policy?: HttpPolicy,
  timeout = 2_000,
): Promise<Talked> {
  await using backend = await startBackend(handler);
  const port = createHttpPort(policy === undefined ? {} : { policy });
  const machine = createMachine(programOf(source), environment);
  const settings = { endpoint: `${backend.url}/v1/`, model: "small", key: "MODEL_KEY", timeout };
  const events: RunEvent[] = [];
  const driver = new ConversationDriver({
    machine,
    clock: virtualClock(0),
    resolvers: [],
    onEvent: (event) => events.push(event),
    understander: createLanguageModel(settings, machine, environment, port),
  });
  await driver.begin({ user: "ann", conversation: "c", seed: 1 });
  for (const text of texts) await driver.send({ type: "text", text });
  driver.dispose();
  await port.close();
  return {
    events,
    said: events.flatMap((event) => (event.type === "message" ? [event.message.text ?? ""] : [])).slice(1),
    reports: events.flatMap((event) => (event.type === "report" ? [`${event.code}: ${event.message}`] : [])),
    requests: backend.requests,
  };
}

describe("a language model that is asked", () => {
  test("says the intent, its values read as the types of the marks", async () => {
    const answer = {
      intent: "order",
      confidence: 0.9,
      entities: [
        { name: "size", value: "big" },
        { name: "count", value: "2" },
      ],
    };
    const { said, events, requests, reports } = await converse(
      () => completion(answer),
      ["I am hungry, the two of us, very"],
    );
    expect(said).toEqual(["Order large 2"]);
    expect(reports).toEqual([]);
    expect(events.find((event) => event.type === "match")).toMatchObject({
      kind: "global",
      intent: { name: "order", confidence: 0.9 },
      candidates: [{ name: "order", confidence: 0.9 }],
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      url: "/v1/chat/completions",
      headers: { authorization: "Bearer very-secret-key" },
    });
    const body: unknown = JSON.parse(requests[0]?.body ?? "");
    expect(body).toMatchObject({ model: "small", temperature: 0, response_format: { type: "json_schema" } });
    expect(body).toHaveProperty("response_format.json_schema.schema.properties.intent.enum", [
      "hours",
      "order",
      "none_of_these",
    ]);
    expect(JSON.stringify(body)).not.toContain("very-secret-key");
  });

  test("says that it is none of them", async () => {
    const none = completion({ intent: "none_of_these", confidence: 0.9, entities: [] });
    const { said } = await converse(() => none, ["please order a nice pizza"]);
    expect(said).toEqual(["Sorry, I did not understand that."]);
  });

  test("is not asked about what is a phrase", async () => {
    const { said, requests } = await converse(() => completion({}), ["Opening hours?", "a big pizza for 3"]);
    expect(said).toEqual(["Hours", "Order large 3"]);
    expect(requests).toEqual([]);
  });

  test("is not sure enough for the threshold", async () => {
    const unsure = completion({ intent: "hours", confidence: 0.2, entities: [] });
    const { said } = await converse(() => unsure, ["when would that be"]);
    expect(said).toEqual(["Sorry, I did not understand that."]);
  });

  test("never sees the answer to a sensitive question, nor a text that holds a secret or what was sensitive", async () => {
    const none = completion({ intent: "none_of_these", confidence: 1, entities: [] });
    const texts = [
      "pin",
      "my code is 84-31-77",
      "once more: my code is 84-31-77 ok",
      "is it token-of-the-backend?",
      "else?",
    ];
    const { requests } = await converse(() => none, texts);
    const sent = requests.map(({ body }) => body).join("\n");
    expect(sent).toContain("else?");
    expect(sent).not.toContain("84-31-77");
    expect(sent).not.toContain("token-of-the-backend");
  });

  test("only where the user allows its host", async () => {
    const refuseAll: HttpPolicy = { allow: () => Promise.resolve(false) };
    const { requests } = await converse(() => completion({}), ["well"], refuseAll);
    // This machine is always allowed; another host is asked about.
    expect(requests).toHaveLength(1);
    const asked: string[] = [];
    const port = createHttpPort({ policy: { allow: (host) => Promise.resolve(asked.push(host) < 0) } });
    const machine = createMachine(programOf(source), {});
    const model = createLanguageModel({ endpoint: "https://model.example/v1", model: "m" }, machine, {}, port);
    const state = machine.begin({ user: "u", conversation: "c", seed: 1, now: 0 }).state;
    expect(await model.understand(state, "well", new AbortController().signal)).toHaveProperty("problem");
    expect(asked).toEqual(["model.example"]);
    await port.close();
  });
});

describe("what goes wrong leaves the decision to the phrases", () => {
  const text = "please order a nice pizza";

  test.each<[what: string, handler: FakeHandler]>([
    ["an error", () => ({ status: 500, body: "no" })],
    ["no JSON", () => ({ body: "<html>" })],
    ["no choices", () => ({ body: { choices: [] } })],
    ["a refusal", () => ({ body: { choices: [{ message: { content: null, refusal: "No." } }] } })],
    ["words", () => completion("The intent is order.")],
    ["a list", () => completion([1, 2])],
    ["other members", () => completion({ name: "order" })],
    ["a confidence that is none", () => completion({ intent: "order", confidence: "high", entities: [] })],
    ["an intent that nobody has", () => completion({ intent: "__proto__", confidence: 1, entities: [] })],
    ["an intent of another kind", () => completion({ intent: ["order"], confidence: 1, entities: [] })],
    ["something deep", () => completion(`${"[".repeat(100_000)}`)],
    ["something large", () => ({ body: "x".repeat(9_000_000) })],
    ["a way elsewhere", () => ({ status: 302, headers: { location: "http://169.254.169.254/" } })],
    ["nothing in time", () => ({ delay: 3_000, ...completion({ intent: "hours", confidence: 1, entities: [] }) })],
  ])("%s", async (_what, handler) => {
    const { said, reports } = await converse(handler, [text], undefined, 500);
    expect(said).toEqual(["Order - -"]);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatch(/^model-failure: The model `small` at 127\.0\.0\.1:\d+ .*decide\.$/);
    expect(reports[0]).not.toContain("very-secret-key");
  });

  test("values that do not fit, too many, and names that nobody has", async () => {
    const entities = [
      { name: "__proto__", value: "x" },
      { name: "constructor", value: "x" },
      { name: "count", value: "many" },
      { name: "size", value: 5 },
      "size",
      ...Array.from({ length: 500 }, (_, i) => ({ name: `e${i}`, value: "x".repeat(1_000) })),
    ];
    const { said, events } = await converse(() => completion({ intent: "order", confidence: 99, entities }), ["hm"]);
    expect(said).toEqual(["Order - -"]);
    const match = events.find((event) => event.type === "match");
    expect(match).toMatchObject({ intent: { name: "order", confidence: 0.99 } });
    expect(match?.type === "match" ? Object.keys(match.entities ?? {}) : []).toEqual([]);
  });

  test("a conversation that is given up while the model thinks goes on without it", async () => {
    let isAsked = (): void => {};
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const machine = createMachine(programOf(source), {});
    const events: RunEvent[] = [];
    const driver = new ConversationDriver({
      machine,
      clock: virtualClock(0),
      resolvers: [],
      onEvent: (event) => events.push(event),
      understander: {
        understand: () => {
          isAsked();
          return new Promise(() => {});
        },
      },
    });
    await driver.begin({ user: "ann", conversation: "c", seed: 1 });
    void driver.send({ type: "text", text: "hm" });
    await asked;
    await driver.begin({ user: "ann", conversation: "d", seed: 1 });
    expect(events.filter(({ type }) => type === "start")).toHaveLength(2);
    driver.dispose();
  });
});
