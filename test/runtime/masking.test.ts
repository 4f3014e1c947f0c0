import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HttpResult } from "../../server/src/runtime/transition.ts";
import { answers, json, run, tap, text } from "../support/conversation.ts";
import { runs } from "../support/runs.ts";

describe("secrets", () => {
  const source = `
    service bank { base "http://bank.test" headers { Authorization: "Bearer {secret.TOKEN}", "X-Mine": "my {secret.TOKEN}" } }
    state s {
      api bank POST "/{secret.TOKEN}" {
        query { key: secret.TOKEN }
        body { token: secret.TOKEN, deep: [{ said: "It is {secret.TOKEN}." }] }
      }
      set copy = temp.response.body
      set twice = "{copy.echo}!"
      say "Echo: {copy.echo}" { reply "{copy.echo}" value copy.echo }
      track "seen" { echo: copy.echo }
    }
  `;

  test("go to the backend as they are, and into no event, also where the backend repeats them", () => {
    const token = 's3sa"m e/ü';
    const { events, requests } = run(source, [tap(token), 's3sa"m e/ü again'], {
      environment: { TOKEN: token },
      backend: (request) =>
        json({
          echo: token,
          [token]: 1,
          request: request.body,
          url: request.url,
          messages: [{ type: "text", config: { textMessages: [token] } }],
        }),
    });
    expect(requests[0]?.headers["Authorization"]).toBe(`Bearer ${token}`);
    expect(requests[0]?.body).toContain(JSON.stringify(token).slice(1, -1));
    const all = JSON.stringify(events);
    for (const form of [token, JSON.stringify(token).slice(1, -1), encodeURIComponent(token), encodeURI(token)]) {
      expect(all).not.toContain(form);
      expect(all).not.toContain(JSON.stringify(form).slice(1, -1));
    }
    expect(all).toContain("•••");
  });

  test.each([
    ["alone", "base64(secret.TOKEN)"],
    ["behind one sign", 'base64("a{secret.TOKEN}")'],
    ["between two texts", 'base64("ab{secret.TOKEN}cd")'],
    ["with a name, as `auth basic` sends it", 'base64("name:{secret.TOKEN}")'],
    ["encoded for an address", "urlEncode(secret.TOKEN)"],
    ["encoded twice", "urlEncode(urlEncode(secret.TOKEN))"],
  ])("show in no other form: %s", (_, expression) => {
    const token = 'sesame "ü" street/9';
    const { events, state } = run(`state s { set copy = ${expression} say "It is {copy}." }`, [], {
      environment: { TOKEN: token },
    });
    const made = String(state.memory.session["copy"]);
    expect(made.length).toBeGreaterThan(20);
    const told = JSON.stringify(events);
    expect(told).toContain("•••");
    expect(told).not.toContain(made.slice(6, -6));
  });

  test("the name and password of an address are told nowhere, though the request is refused", () => {
    const source = 'state s { api GET "http://ann:open-sesame@bank.test/x" {} say "{temp.response.status}" -> end }';
    const { events, state } = run(source, [], { backend: () => text("no") });
    const request = events.find(({ type }) => type === "request");
    expect(request).toMatchObject({ url: "http://•••@bank.test/x" });
    expect(JSON.stringify([events, state.lastCall])).not.toContain("open-sesame");
  });

  test("wherever a backend puts one, no event shows it", () => {
    const token = "sesame-street-99";
    const place = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constant(token),
        fc.string().map((around) => `${around}${token}${around}`),
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            "session",
            "namespace",
            "data",
            "messages",
            "type",
            "config",
            "textMessages",
            "buttons",
            "title",
            "payload",
            "action",
            "nextDialogstate",
            token,
            "text",
            "url",
          ),
          tie("value"),
          { maxKeys: 5 },
        ),
      ),
    })).value;
    const typed = fc.record({
      session: fc.option(fc.record({ namespace: fc.constantFrom("a", token, "copy"), data: place })),
      messages: fc.array(
        fc.record({
          type: fc.constantFrom("text", "buttons", token),
          config: fc.record({
            textMessages: fc.array(place, { maxLength: 2 }),
            buttons: fc.array(
              fc.record({
                type: fc.constantFrom("postback", "web_url", token),
                title: fc.constantFrom(token, "x"),
                url: fc.constant(`http://x/${token}`),
                payload: place,
              }),
              { maxLength: 2 },
            ),
          }),
        }),
        { maxLength: 3 },
      ),
      action: fc.option(fc.record({ nextDialogstate: place })),
    });
    fc.assert(
      fc.property(fc.oneof(place, typed), fc.constantFrom(200, 201, 404, 500), (body, status) => {
        const { events } = run(source, [tap("x"), "x"], {
          environment: { TOKEN: token },
          backend: answers(json(body, status)),
        });
        expect(JSON.stringify(events)).not.toContain(token);
      }),
      { numRuns: runs(2_000) },
    );
  });

  test("a text that is no JSON and the reason of a failure are masked too", () => {
    const results: readonly HttpResult[] = [
      text("<b>sesame</b>", "text/html"),
      text("{sesame", "application/json"),
      { kind: "none", reason: "refused", message: "Could not reach http://sesame/", ms: 1 },
    ];
    for (const result of results) {
      const { events } = run(source, [], { environment: { TOKEN: "sesame" }, backend: answers(result) });
      expect(JSON.stringify(events)).not.toContain("sesame");
    }
  });
});

describe("headers that carry credentials", () => {
  test("are masked by their name, and their values elsewhere", () => {
    const source = `state s {
      set token = "abcdefgh"
      api POST "http://bank.test/" { headers { Authorization: "Bearer {token}", "x-api-key": "k-123456", Cookie: "id=cookie-value" } body { t: 1 } }
      say "{temp.response.headers["set-cookie"]} {temp.response.body.echo}"
    }`;
    const backend = answers({
      kind: "answer",
      status: 200,
      headers: {
        "content-type": "application/json",
        "set-cookie": "sid=server-cookie; Path=/",
        authorization: "short",
      },
      body: '{"echo":"abcdefgh k-123456 cookie-value server-cookie"}',
      url: "http://bank.test/",
      ms: 1,
    });
    const { events, requests } = run(source, [], { backend });
    expect(requests[0]?.headers).toMatchObject({ Authorization: "Bearer abcdefgh" });
    const after = JSON.stringify(events.slice(events.findIndex((each) => each.type === "request")));
    for (const value of ["abcdefgh", "k-123456", "cookie-value", "server-cookie", '"short"'])
      expect(after).not.toContain(value);
  });
});

describe("sensitive variables", () => {
  const source = `
    var session.pin: text sensitive
    var session.card sensitive
    state s {
      ask pin as text "PIN?" { check length(value) == 4 else "Four digits." }
      set card = { number: 49071234, owner: "Ann Smith" }
      set copy = "pin {pin}"
      say "You typed {event.text}, {card.number}"
      api POST "http://bank.test/" { body { pin: pin, card: card } }
      ask done as text "Done?"
      clear card
    }
  `;

  test("are masked in every event, with the input that answers the question", () => {
    const { events, requests, state } = run(source, ["wrong one", "4711", "x 4711"], {
      backend: answers(json({ echo: ["4711", 49071234, "Ann Smith"] })),
    });
    expect(requests[0]?.body).toBe('{"pin":"4711","card":{"number":49071234,"owner":"Ann Smith"}}');
    const all = JSON.stringify(events);
    for (const value of ["4711", "49071234", "Ann Smith", "wrong one"]) expect(all).not.toContain(value);
    expect(all).toContain("PIN?");
    expect(state.memory.session["copy"]).toBe("pin 4711");
  });

  test("a mistyped answer is masked for those who look at the conversation", () => {
    const { machine, state } = run(source, ["wrong one"]);
    expect(state.memory.event["text"]).toBe("wrong one");
    expect(machine.mask(state, state.memory.event["text"] ?? null)).toBe("•••");
    expect(machine.mask(state, "wrong one after the other")).toBe("wrong one after the other");
  });

  test("what an intent finds in the answer to a sensitive question is masked", () => {
    const { events } = run(
      `
        var session.pin sensitive
        intent told { "my pin is {p: number}" }
        on intent told { track "pin" { p: event.entities.p } }
        state s { ask pin as integer "PIN?" }
      `,
      ["my pin is 4321"],
    );
    expect(events.some((each) => each.type === "action")).toBe(true);
    expect(JSON.stringify(events)).not.toContain("4321");
  });

  test("a written object that holds a sensitive member hides it", () => {
    const hidden = run(
      'var session.profile.pin sensitive\nstate s { set profile = { pin: "9876", name: "Ann" } set other = "9876" }',
    );
    expect(JSON.stringify(hidden.events)).not.toContain("9876");
  });

  test("short values are masked where they are the whole value", () => {
    const { events } = run('var session.pin sensitive\nstate s { set pin = "7" set a = "7" set b = "17 apples" }');
    const values = events.flatMap((each) => (each.type === "memory" ? [each.value] : []));
    expect(values).toEqual(["•••", "•••", "17 apples"]);
  });
});

describe("nothing of it is left in sight", () => {
  test("what a sensitive variable holds from an earlier conversation is masked", () => {
    const { events } = run('var user.pin: text sensitive\nstate s { say "Your PIN is {user.pin}." }', [], {
      begin: { userMemory: { pin: "4711" } },
    });
    expect(JSON.stringify(events)).not.toContain("4711");
  });

  test("a sensitive value stays masked after hundreds of other credentials", () => {
    const source = `
      var session.pin: text sensitive
      state s { set pin = "4711" -> poll }
      state poll { ask session.go as text "Go?" api GET "http://bank.test/" say "PIN {pin}" -> poll }
    `;
    let count = 0;
    const { events } = run(source, Array<string>(600).fill("go"), {
      backend: () => {
        const headers = { "set-cookie": `sid=session-${count++}` };
        return { kind: "answer", status: 200, headers, body: "", url: "http://bank.test/", ms: 1 };
      },
    });
    expect(events.filter((each) => each.type === "message" && each.message.text === "PIN •••")).toHaveLength(600);
  });

  test("a secret with a line end, or that a header cannot hold, is masked where it was sent", () => {
    const { events, requests } = run(
      'state s { api GET "http://bank.test/" { headers { "X-Key": secret.KEY, "X-Other": secret.OTHER } } }',
      [],
      {
        environment: { KEY: "s€same-open", OTHER: "from-a-file\n" },
        backend: (request) => json({ echo: Object.values(request.headers) }),
      },
    );
    expect(requests[0]?.headers).toEqual({ "X-Key": "s same-open", "X-Other": "from-a-file" });
    expect(JSON.stringify(events)).not.toMatch(/same-open|from-a-file/);
  });

  test("a report holds no part of a secret", () => {
    const secret = "a-token-that-is-much-longer-than-a-report-shows-of-a-name".repeat(2);
    const { events } = run(
      'state s { api GET "http://bank.test/" { headers { "X-Key": secret.KEY } save session.r } if "x" matches r.body.type { say "-" } }',
      [],
      { environment: { KEY: secret }, backend: answers(json({ type: `(${secret}`, messages: [{ type: secret }] })) },
    );
    expect(events.filter((each) => each.type === "report")).toHaveLength(2);
    expect(JSON.stringify(events)).not.toContain(secret.slice(0, 20));
  });
});

test("a snapshot holds nothing of the environment", () => {
  const source =
    'var bot.url = env("URL")\nstate s { api POST "http://bank.test/" { headers { Authorization: secret.TOKEN } body { a: 1 } } say "{env("OTHER", "-")}" }';
  const { states } = run(source, [], {
    environment: { TOKEN: "sesame", URL: "http://x", UNUSED: "never-read" },
    backend: answers(json({ echo: 1 })),
  });
  for (const state of states) expect(JSON.stringify(state)).not.toContain("never-read");
});
