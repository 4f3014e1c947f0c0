import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../server/src/runtime/events.ts";
import type { HttpResult } from "../../server/src/runtime/transition.ts";
import { answers, json, noAnswer, run, talk, tap, text } from "../support/conversation.ts";

/** A state with one API step; `handlers` are its items. */
function step(handlers = "", more = ""): string {
  return `
    --- bank.flow
    state s { api GET "http://bank.test/" { ${handlers.replaceAll("\n", " ")} } say "After" }
    state next { say "Next {account.limit ?? "-"}" }
    state other id "wire-1" { say "Other" }
    ${more.replaceAll("\n", " ")}
    --- help.flow
    state agent { say "Agent {temp.response.status ?? "-"}" }
  `;
}

function lines(
  source: string,
  result: HttpResult,
  show: readonly RunEvent["type"][] = ["message", "report", "state"],
): string {
  return talk(source, [], { backend: answers(result), show }).replace("@ bank.s (start)\n", "");
}

describe("an answer", () => {
  test("is saved, with status, headers, body and time; in temp.response if the step does not say", () => {
    const { state } = run(step("save user.last"), [], { backend: answers(json({ a: 1 }, 201)) });
    expect(JSON.parse(JSON.stringify(state.memory.user["last"]))).toEqual({
      status: 201,
      headers: { "content-type": "application/json" },
      body: { a: 1 },
      ms: 5,
    });
    const saved = run(step(), [], { backend: answers(text("plain")) }).state.memory.temp["response"];
    expect(saved).toMatchObject({ status: 200, body: "plain" });
  });

  test("stores the members of session.data; members not named stay, a scalar replaces", () => {
    const source = `state s {
      set account.limit = 1 set account.deep.a = 1 set account.kept = 1
      api GET "http://bank.test/"
      say "{account}"
    }`;
    const store = (session: unknown): string =>
      talk(source, [], { backend: answers(json({ session })), show: ["message", "report"] });
    expect(store({ namespace: "account", data: { limit: 2, deep: { b: 2 } } })).toBe(
      '< {"limit":2,"deep":{"b":2},"kept":1}',
    );
    expect(store({ namespace: "account", data: "gold" })).toBe("< gold");
    expect(store({ namespace: "account", data: [1] })).toBe("< 1");
    expect(store(null)).toContain('"kept":1');
    expect(store({ data: {} })).toContain("! bad-response: The answer's `session.namespace` is no name");
    expect(store({ namespace: "__proto__", data: { a: 1 } })).toContain("! bad-response");
    expect(store("x")).toContain("! bad-response: The answer's `session` is a text");
    expect(store({ namespace: "account" })).toContain("has no `data`");
  });

  test("many members are stored at once", () => {
    const data = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`m${i}`, i]));
    const { state, events } = run('state s { set big.kept = 1 api GET "http://bank.test/" }', [], {
      backend: answers(json({ session: { namespace: "big", data } })),
    });
    expect(Object.keys(JSON.parse(JSON.stringify(state.memory.session["big"])) as object)).toHaveLength(5_001);
    expect(events.filter((each) => each.type === "memory").length).toBeLessThan(5);
  });

  test("sends messages, whose texts may use what was stored", () => {
    const body = {
      session: { namespace: "account", data: { limit: 5 } },
      messages: [{ type: "text", config: { textMessages: [{ text: "Limit {account.limit} {1 + 1} {secret.X}" }] } }],
    };
    expect(lines(step(), json(body))).toBe("< Limit 5 {1 + 1} {secret.X}\n< After");
  });

  test("goes to action.nextDialogstate, by wire id, full name or plain name of the step's flow", () => {
    const go = (name: string): string => lines(step(), json({ action: { nextDialogstate: name } }));
    expect(go("wire-1")).toBe("@ bank.other (response)\n< Other");
    expect(go("bank.other")).toBe("@ bank.other (response)\n< Other");
    expect(go("next")).toBe("@ bank.next (response)\n< Next -");
    expect(go("help.agent")).toBe("@ help.agent (response)\n< Agent -");
    expect(go("agent")).toContain("! broken-next");
  });

  test("or to a top-level nextDialogstate; of both the first wins", () => {
    expect(lines(step(), json({ nextDialogstate: "next" }))).toBe("@ bank.next (response)\n< Next -");
    expect(lines(step(), json({ nextDialogstate: "other", action: { nextDialogstate: "next" } }))).toBe(
      "! both-next: The answer names two states: `action.nextDialogstate` and a top-level `nextDialogstate`. The first was taken.\n@ bank.next (response)\n< Next -",
    );
    expect(lines(step(), json({ nextDialogstate: "next", action: { nextDialogstate: "next" } }))).not.toContain("!");
    expect(lines(step(), json({ nextDialogstate: "next", action: { nextDialogstate: "" } }))).toBe(
      "@ bank.next (response)\n< Next -",
    );
  });

  test.each([null, ""])("%j is no next state", (none) => {
    expect(lines(step(), json({ nextDialogstate: none, action: { nextDialogstate: none } }))).toBe("< After");
  });

  test("a state that the step's own list does not name is taken, and reported", () => {
    expect(lines(step("nextDialogstate next"), json({ nextDialogstate: "wire-1" }))).toBe(
      "! unlisted-next: The backend led to `bank.other`, which this step's `nextDialogstate` does not list.\n@ bank.other (response)\n< Other",
    );
    expect(lines(step("nextDialogstate next, other"), json({ nextDialogstate: "wire-1" }))).not.toContain("!");
  });

  test.each([
    ["an empty one", text("", "application/json")],
    ["a 204", { ...text(""), status: 204 }],
    ["blanks", text("  \n", "application/json")],
    ["a text", text("<html>", "text/html")],
    ["a list", json([1])],
    ["a number", json(5)],
    ["null", json(null)],
  ])("%s is a success that leads nowhere", (_, result) => {
    expect(lines(step('on success { say "Fine" }'), result)).toBe("< Fine\n< After");
  });

  test("the JSON null is nothing, not a text", () => {
    const { state } = run('state s { api GET "http://bank.test/" }', [], { backend: answers(json(null)) });
    expect(state.memory.temp["response"]).toMatchObject({ status: 200, body: null });
  });

  test("JSON that does not say so is read all the same", () => {
    expect(lines(step(), text('{"nextDialogstate":"next"}', "text/html"))).toContain("< Next");
  });
});

describe("failures", () => {
  const all = `
    on timeout { say "timeout" } on invalid { say "invalid" } on 404 { say "404" } on 4xx { say "4xx" }
    on 2xx { say "2xx" } on 201 { say "201" } on failure { say "failure" } on success { say "success" }
  `;
  const badJson = (status: number): HttpResult => text("{", "application/json", status);

  test.each([
    ["200", json({}), "2xx"],
    ["201", json({}, 201), "201"],
    ["302", json({}, 302), "success"],
    ["404", json({}, 404), "404"],
    ["404 that is not JSON", badJson(404), "404"],
    ["410", json({}, 410), "4xx"],
    ["410 that is not JSON", badJson(410), "invalid"],
    ["500", json({}, 500), "failure"],
    ["200 that is not JSON", badJson(200), "invalid"],
    ["no answer in time", noAnswer("timeout"), "timeout"],
    ["no answer at all", noAnswer("refused"), "failure"],
  ])("%s is handled by the most specific block", (_, result, wanted) => {
    expect(lines(step(all), result)).toBe(`< ${wanted}\n< After`);
  });

  test("a block that jumps leaves the step, one that runs out goes on after it", () => {
    expect(lines(step("on 404 -> next"), json({}, 404))).toBe("@ bank.next (go)\n< Next -");
  });

  test("on success only where nothing jumped", () => {
    expect(lines(step('on success { say "no" }'), json({ nextDialogstate: "next" }))).toBe(
      "@ bank.next (response)\n< Next -",
    );
  });

  test("skip the session, the messages and the next state; what there is is saved", () => {
    const body = {
      session: { namespace: "account", data: { limit: 5 } },
      messages: [{ type: "text", config: { textMessages: ["no"] } }],
      action: { nextDialogstate: "next" },
    };
    const source = step(
      'on failure { say "{temp.response.status} {temp.response.body.session.namespace} {account ?? "-"}" }',
    );
    expect(lines(source, json(body, 500))).toBe("< 500 account -\n< After");
    expect(lines(step('on failure { say "<{temp.response.status}>" }'), noAnswer("refused"))).toBe("< <>\n< After");
  });

  test("the response tells its outcome", () => {
    const outcome = (result: HttpResult): unknown => {
      const found = run(step(all), [], { backend: answers(result) }).events.find((each) => each.type === "response");
      return found?.type === "response" ? [found.status, found.outcome, found.error !== undefined] : undefined;
    };
    expect(outcome(json({}))).toEqual([200, "success", false]);
    expect(outcome(json({}, 500))).toEqual([500, "failure", true]);
    expect(outcome(text("{", "application/json"))).toEqual([200, "invalid", true]);
    expect(outcome(noAnswer("timeout"))).toEqual([null, "timeout", true]);
    expect(outcome(noAnswer("refused"))).toEqual([null, "failure", true]);
  });

  test("that no block handles go to bot.failure, with the temp of the flow, and then the conversation waits where it waited", () => {
    const source = step(
      "",
      'bot b { start ready failure help.agent }\nstate ready { ask n as number "N?" { reply "Go" -> s } say "{n}" }',
    );
    expect(talk(source, [tap("Go"), "5"], { backend: answers(json({}, 500)) })).toBe(
      [
        "@ bank.ready (start)",
        "< N? [Go]",
        "> [Go]",
        "@ bank.s (reply)",
        "GET http://bank.test/",
        "500 failure",
        "! api-failure: The answer has status 500.",
        "@ help.agent (failure)",
        "< Agent 500",
        "@ bank.ready (return)",
        "> 5",
        "< 5",
      ].join("\n"),
    );
  });

  test("without bot.failure the user is told, and the conversation waits", () => {
    expect(lines(step(), json({}, 500), ["message", "report", "wait"])).toBe(
      [
        "! api-failure: The answer has status 500.",
        "! missing-failure: Nothing handles this failure: the bot has no `failure` state. The user was told.",
        "< Something went wrong. Please try again later.",
        "wait nothing",
      ].join("\n"),
    );
  });

  test("bot.failure is entered once a turn; if it fails itself, the conversation waits where it last waited", () => {
    const source = `
      bot b { start ready failure broken }
      state ready { say "Ready" { reply "Go" -> s } }
      state s { api GET "http://bank.test/" }
      state broken { say "Oops" api GET "http://bank.test/" say "Never" }
    `;
    expect(
      talk(source, [tap("Go"), tap("Go")], { backend: answers(json({}, 500)), show: ["message", "wait", "state"] }),
    ).toBe(
      [
        "@ main.ready (start)",
        "< Ready [Go]",
        "wait input",
        ...[1, 2].flatMap(() => [
          "@ main.s (reply)",
          "@ main.broken (failure)",
          "< Oops",
          "< Something went wrong. Please try again later.",
          "@ main.ready (return)",
          "wait input",
        ]),
      ].join("\n"),
    );
  });

  test("a failure state that asks waits there, then where the conversation waited before", () => {
    const source = `
      bot b { start ready failure oops }
      state ready { ask n as number "N?" { reply "Go" -> s } say "{n}" }
      state s { api GET "http://bank.test/" }
      state oops { ask mail as email "Mail?" say "Thanks" }
    `;
    expect(talk(source, [tap("Go"), "a@b.nl", "5"], { backend: answers(json({}, 500)), show: ["message"] })).toBe(
      "< N? [Go]\n< Mail?\n< Thanks\n< 5",
    );
  });

  test("a failure inside a called flow can return from the call", () => {
    const source = `
      bot b { start a failure oops }
      state a { call s say "Back" }
      state s { api GET "http://bank.test/" say "Never" }
      state oops { say "Oops" -> return }
    `;
    expect(talk(source, [], { backend: answers(json({}, 500)), show: ["message"] })).toBe("< Oops\n< Back");
  });
});

describe("a broken nextDialogstate", () => {
  const broken = json({
    session: { namespace: "account", data: { limit: 5 } },
    messages: [{ type: "text", config: { textMessages: [{ text: "Hi" }] } }],
    action: { nextDialogstate: "nowhere" },
  });

  test("is reported, what was stored and sent stays", () => {
    expect(lines(step('on failure { say "Failed, {account.limit}" }'), broken)).toBe(
      "< Hi\n! broken-next: The backend's nextDialogstate `nowhere` names no state of this project.\n< Failed, 5\n< After",
    );
  });

  test("is handled as on invalid, then on failure, then bot.failure", () => {
    expect(
      lines(step('on failure { say "failure" } on invalid { say "invalid" } on 2xx { say "2xx" }'), broken),
    ).toMatch(/< invalid\n< After$/);
    expect(lines(step("", "bot b { start s failure next }"), broken)).toMatch(
      /@ bank.next \(failure\)\n< Next 5\n@ bank.s \(return\)$/,
    );
    expect(lines(step('on success { say "no" }'), broken)).toContain("Something went wrong");
  });

  test.each([5, true, [], {}, ["next"], { state: "next" }])("%j is broken: it is no text", (next) => {
    expect(lines(step(), json({ action: { nextDialogstate: next } }))).toContain(
      "! broken-next: The backend's nextDialogstate is",
    );
  });

  test.each(["`next`", " next", "Next", "bank.Next", "main.next", "state next"])("%j is matched as written", (next) => {
    expect(lines(step(), json({ action: { nextDialogstate: next } }))).toContain("! broken-next");
  });

  test("the report stands at the head of the API step, with the name and the answer", () => {
    const { events } = run(step(), [], { backend: answers(broken) });
    const report = events.find((each) => each.type === "report" && each.code === "broken-next");
    expect(report).toMatchObject({
      source: { file: "bank.flow", range: { start: { line: 0, character: 10 }, end: { line: 0, character: 37 } } },
      state: "bank.s",
      details: { nextDialogstate: "nowhere", status: 200, response: expect.stringContaining('"limit":5') },
    });
  });

  test("in a button it is told when it is tapped", () => {
    const buttons = json({
      messages: [
        {
          type: "buttons",
          config: {
            textMessages: ["Pick"],
            buttons: [{ type: "postback", title: "X", payload: { nextDialogstateId: "nowhere" } }],
          },
        },
      ],
    });
    expect(talk(step(), [tap("X")], { backend: answers(buttons), show: ["message", "report"] })).toContain(
      "! broken-next",
    );
  });
});

test("a turn sends a limited number of requests", () => {
  const source = 'state s { api GET "http://bank.test/" -> s }';
  const { requests, events } = run(source, [], { backend: answers(json({})) });
  expect(requests).toHaveLength(100);
  expect(events.some((each) => each.type === "report" && each.code === "api-failure")).toBe(true);
});

test("a response that nobody waits for is passed over", () => {
  const source = 'state s { api GET "http://bank.test/" say "Once" }';
  expect(talk(source, [], { backend: () => undefined, show: ["message"] })).toBe("");
});
