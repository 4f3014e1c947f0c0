import { describe, expect, test } from "vitest";
import { answers, json, run, talk, tap } from "../support/conversation.ts";

const told = { show: ["memory", "report", "message"] } as const;

describe("memory", () => {
  test("a path whose first word is no scope means session", () => {
    expect(talk("state s { set a.b = 1 set session.a.c = 2 set user.d = 3 set list[0] = 4 }", [], told)).toBe(
      "session.a.b = 1\nsession.a.c = 2\nuser.d = 3\nsession.list[0] = 4",
    );
  });

  test("a write tells what was there before", () => {
    const { events } = run("state s { set a = 1 set a = [2] }");
    expect(events.filter((each) => each.type === "memory").map(({ previous }) => previous)).toEqual([null, 1]);
  });

  test("event, conversation, secret and user.id are read-only", () => {
    const source =
      'state s { set event.text = 1 set conversation.id = 1 set secret.x = 1 set user.id = 1 clear event set session = 1 say "{user.id} {conversation.id} {conversation.state}" }';
    expect(talk(source, [], told)).toBe(
      [
        "! bad-argument: `event.text` can only be read.",
        "! bad-argument: `conversation.id` can only be read.",
        "! bad-argument: `secret.x` can only be read.",
        "! bad-argument: `user.id` can only be read.",
        "! bad-argument: `event` can only be read.",
        "! bad-argument: `session` is a whole scope: write its members one by one.",
        "< ann c main.s",
      ].join("\n"),
    );
  });

  test("clear gives a var its first value again, else removes; clear session starts the scope anew", () => {
    const source = `
      var session.a = 1
      state s { set a = 2 set b = 2 clear a clear b say "{a} {b ?? "gone"}" set a = 3 set b = 3 clear session say "{a} {b ?? "gone"}" clear user say "{user.id} {user.language}" }
    `;
    expect(talk(source, [], { show: ["message", "report"] })).toBe("< 1 gone\n< 1 gone\n< ann en");
  });

  test("temp lives until a -> leads to another flow", () => {
    const source = `
      --- a.flow
      var temp.y = 1
      state s { set temp.x = 1 -> t }
      state t { say "{temp.x} {temp.y}" set temp.y = 2 -> b.u }
      --- b.flow
      state u { say "{temp.x ?? "gone"} {temp.y}" }
    `;
    expect(talk(source, [], { show: ["message"] })).toBe("< 1 1\n< gone 1");
  });

  test("session.locale reads user.language", () => {
    const source =
      'state s { say "{session.locale} {locale}" set session.locale = "nl" say "{user.language} {locale}" }';
    expect(talk(source, [], { show: ["message"] })).toBe("< en en\n< nl nl");
  });

  test("user.language stays a text, whatever is written there or a backend stores", () => {
    const source = `
      bot b { languages en, nl start s failure f }
      state f { say "-" }
      state s {
        set user.language = null
        clear user.language
        api GET "http://bank.test/"
        api GET "http://bank.test/"
        say { en "English" nl "Nederlands {user.language}" }
      }
    `;
    const { events, state } = run(source, [], {
      backend: answers(
        json({ session: { namespace: "locale", data: { a: 1 } } }),
        json({ session: { namespace: "locale", data: "nl" } }),
      ),
    });
    expect(state.memory.user["language"]).toBe("nl");
    expect(
      events.flatMap((each) => (each.type === "memory" && each.path.startsWith("user") ? [each.value] : [])),
    ).toEqual(["nl"]);
    expect(events.flatMap((each) => (each.type === "report" ? [each.code] : []))).toEqual([
      "bad-argument",
      "bad-argument",
    ]);
    expect(events.findLast((each) => each.type === "message")?.message.text).toBe("Nederlands nl");
  });

  test("event holds the input", () => {
    const source =
      'on any { say "{event.type} {event.text} {event.payload} {event.language} {event.attachments} {event.intent.name ?? "none"}" }\nstate s { say "S" }';
    expect(talk(source, ["hi", tap("T", { a: 1 })], { show: ["message", "report"] })).toBe(
      '< S\n< text hi  en  none\n< tap T {"a":1} en  none',
    );
  });

  test("env and secret read the environment; env gives no name that is read as a secret", () => {
    const source =
      'state s { say "{env("A", "-")} {env("TOKEN", "hidden")} {length(secret.TOKEN)} {secret.NONE ?? "none"}" }';
    const environment = { A: "x", TOKEN: "sesame" };
    expect(talk(source, [], { show: ["message"], environment })).toBe("< x hidden 6 none");
  });

  test("what is too large is not kept", () => {
    const grow = 'state s { set a = "0123456789" LOOP say "{length(a)}" }'.replace(
      "LOOP",
      Array.from({ length: 12 }, () => "set a = [a, a, a, a]").join(" "),
    );
    const { state, events } = run(grow);
    expect(JSON.stringify(state.memory).length).toBeLessThan(20_000_000);
    expect(events.some((each) => each.type === "report" && each.code === "limit")).toBe(true);
  });

  test("refused keys are refused everywhere", () => {
    const source =
      'state s { set k = "__proto__" set a[k] = 1 set a.constructor.x = 1 set b = { "__proto__": 1, ok: 2 } say "{b}" }';
    expect(talk(source, [], { show: ["message", "report"] })).toBe(
      [
        "! bad-argument: `session.a.__proto__` cannot be written: a name in it is not allowed.",
        "! bad-argument: `session.a.constructor.x` cannot be written: a name in it is not allowed.",
        '< {"ok":2}',
      ].join("\n"),
    );
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});
